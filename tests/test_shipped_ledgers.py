"""The two shipped ledgers: their counts and facts, and both against the documents they were taken from.

The documents lie beside the clone, not in it; without them the comparison is skipped by name.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PLANS = ("xuchang-2021", "menglai-2022")
LONGEST_COMMON_RUN = 20
BY_JUNE = {"原文": "6月13日", "日期": "2022-06-13", "性质": "限期"}
BY_JULY = {"原文": "7月10日", "日期": "2022-07-10", "性质": "限期"}
STAGED_JULY = {"原文": "7月10日前取得阶段性成效，持续推进", "日期": "2022-07-10", "性质": "阶段"}
STAGED_AUGUST = {"原文": "2023年8月31日前取得阶段性成效，长期坚持", "日期": "2023-08-31", "性质": "阶段"}
STAGED_OCTOBER = {"原文": "2023年10月31日前取得阶段性成效，长期坚持", "日期": "2023-10-31", "性质": "阶段"}


def text_of(plan: str) -> str:
    return (ROOT / "ledgers" / f"{plan}.yaml").read_text(encoding="utf-8")


def load(plan: str) -> dict[str, Any]:
    return yaml.load(text_of(plan), Loader=yaml.BaseLoader)  # type: ignore[no-any-return]  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings


def issues(ledger: dict[str, Any]) -> list[dict[str, Any]]:
    return [issue for category in ledger["类型"] for issue in category["问题"]]


def tasks(ledger: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {task["编号"]: task for issue in issues(ledger) for task in issue["任务"]}


def scalars(value: Any) -> Iterator[str]:
    """Every text of a ledger, without the keys."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from scalars(part)


def prose(ledger: dict[str, Any]) -> Iterator[str]:
    """What is told in our own words: guidance, requirements, descriptions, goals and measures."""
    yield ledger["总体要求"]
    yield from ledger["工作要求"]
    for holder in (*issues(ledger), *tasks(ledger).values()):
        yield from (holder[key] for key in ("问题描述", "整改目标") if key in holder)
        yield from holder.get("整改措施", ())


def figures(text: str) -> set[str]:
    """The numbers of two digits and more."""
    return {number for number in re.findall(r"\d+(?:\.\d+)?", text) if sum(map(str.isdigit, number)) > 1}


def squeezed(text: str) -> str:
    """The text without the blanks, line breaks and asterisks that the OCR left between the words."""
    return re.sub(r"[\s*]", "", text)


@pytest.mark.parametrize(
    ("plan", "per_category", "per_issue", "per_task"),
    [
        ("xuchang-2021", [2, 1], [1, 7, 1], [4, 3, 2, 2, 2, 3, 3, 1, 1]),
        ("menglai-2022", [1, 1, 1, 1], [3, 4, 3, 3], [1] * 13),
    ],
)
def test_counts(plan: str, per_category: list[int], per_issue: list[int], per_task: list[int]) -> None:
    """Each ledger holds as many issues, tasks and measures as its document, each where it stands there."""
    ledger = load(plan)
    assert [len(category["问题"]) for category in ledger["类型"]] == per_category
    assert [len(issue["任务"]) for issue in issues(ledger)] == per_issue
    assert [len(task["整改措施"]) for task in tasks(ledger).values()] == per_task


@pytest.mark.parametrize("plan", PLANS)
def test_numbers_run_through(plan: str) -> None:
    """Issues are numbered 1, 2, 3 … over all categories, and tasks <issue>-1, <issue>-2 … within them."""
    found = issues(load(plan))
    assert [issue["编号"] for issue in found] == [str(n) for n in range(1, len(found) + 1)]
    for issue in found:
        wanted = [f"{issue['编号']}-{n}" for n in range(1, len(issue["任务"]) + 1)]
        assert [task["编号"] for task in issue["任务"]] == wanted


@pytest.mark.parametrize("plan", PLANS)
def test_logs_are_empty(plan: str) -> None:
    """No progress, extension or report is recorded, since the documents record none."""
    ledger = load(plan)
    assert "报送记录" not in ledger
    assert not [number for number, task in tasks(ledger).items() if {"进展", "延期"} & task.keys()]


@pytest.mark.parametrize("plan", PLANS)
def test_measures_carry_no_list_marks(plan: str) -> None:
    """A measure is stored without 一是, 二是 …, which are put on when it is printed."""
    marked = [m for task in tasks(load(plan)).values() for m in task["整改措施"] if re.match("[一二三四五]是", m)]
    assert marked == []


@pytest.mark.parametrize("plan", PLANS)
def test_editors_find_the_schema(plan: str) -> None:
    """The first line names the schema by which an editor completes keys and values."""
    assert text_of(plan).startswith("# yaml-language-server: $schema=../schemas/plan.schema.json\n")


def test_xuchang_header() -> None:
    """Number, issuers, dates, period, bases and the one report of the Xuchang plan are those of the document."""
    ledger = load("xuchang-2021")
    assert (ledger["文号"], ledger["印发日期"], ledger["考核年度"]) == ("许财农〔2022〕15号", "2022-06-07", "2021")
    assert len(ledger["发文机关"]) == 6
    assert ledger["集中整改"] == {"起": "2022-06-07", "止": "2022-07-31"}
    bases = [basis["文号"] for basis in ledger["依据"]]
    assert bases == ["许巩固脱贫组〔2022〕3号", "豫财农综〔2022〕13号", "豫财农综〔2022〕16号"]
    (rule,) = ledger["报送"]
    assert (rule["频次"], rule["截止"], len(rule["对象"])) == ("一次", "2022-06-14", 6)
    assert [contact["姓名"] for contact in ledger["联系人"]] == ["赵某", "侯某", "廖某", "王某", "尚某", "李某"]
    assert "声明" not in ledger


def test_menglai_header() -> None:
    """Number, issuers, dates, bases, stated counts and the half-monthly report of the Menglai plan are right."""
    ledger = load("menglai-2022")
    assert (ledger["文号"], ledger["印发日期"], ledger["考核年度"]) == ("勐发〔2023〕85号", "2023-08-03", "2022")
    assert (len(ledger["发文机关"]), len(ledger["依据"]), ledger["公开"]) == (3, 4, "此件公开发布")
    assert ledger["声明"] == {"问题": "4", "措施": "13"}
    (rule,) = ledger["报送"]
    assert (rule["频次"], rule["日"], rule["对象"]) == ("半月", ["14", "29"], ["乡乡村振兴办"])
    assert (rule["形式"], rule["要求"]) == (["纸质", "电子版"], "主要负责人签字盖章")
    assert ledger["联系人"] == [{"姓名": "罗某", "电话": "×××", "邮箱": "×××"}]


def test_xuchang_deadlines() -> None:
    """Five tasks are due on 13 June, three on 10 July, and 1-1 asks for a first result by then."""
    june = dict.fromkeys(("2-1", "2-2", "2-4", "2-5", "2-6"), BY_JUNE)
    july = dict.fromkeys(("2-3", "2-7", "3-1"), BY_JULY)
    found = {number: task["整改时限"] for number, task in tasks(load("xuchang-2021")).items()}
    assert found == {"1-1": STAGED_JULY} | june | july


def test_menglai_deadlines() -> None:
    """The three tasks of the first issue are due on 31 August, the other ten on 31 October, all for a first result."""
    found = {number: task["整改时限"] for number, task in tasks(load("menglai-2022")).items()}
    assert found == {number: STAGED_AUGUST if number[0] == "1" else STAGED_OCTOBER for number in found}


def test_xuchang_sources() -> None:
    """Eight tasks say where the problem was found; 2-5 names two sources, 2-3 none."""
    sources = {number: len(task.get("问题来源", ())) for number, task in tasks(load("xuchang-2021")).items()}
    assert Counter(sources.values()) == {1: 7, 2: 1, 0: 1}
    assert (sources["2-5"], sources["2-3"]) == (2, 0)


@pytest.mark.parametrize(
    ("body", "annex"),
    [
        ("具体问题: 项目资金管理不够规范", "项目管理不够规范"),
        ("均已达到目标值", "均未达到目标值"),
        ("60.16万元属", "56.16万元"),
        ("土池村", "土地村"),
        ("挑选论证", "遴选论证"),
    ],
)
def test_both_readings_are_quoted(body: str, annex: str) -> None:
    """Where the Xuchang body and its annexed table disagree, the body is the data and a comment quotes the table."""
    lines = text_of("xuchang-2021").splitlines()
    (told,) = [n for n, line in enumerate(lines) if body in line and not line.lstrip().startswith("#")]
    assert lines[told - 1].lstrip().startswith("#")
    assert annex in lines[told - 1]


@pytest.fixture
def document(plan: str) -> str:
    path = ROOT.parent / "shared" / "documents" / f"{plan}.txt"
    if not path.exists():
        pytest.skip(f"../shared/documents/{plan}.txt is not beside this clone: the ledger was NOT compared with it")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("plan", PLANS)
def test_every_document_number(plan: str, document: str) -> None:
    """The ledger cites exactly the 文号 that the document does."""
    # Two characters tell the issuers' codes apart; more would take in the words before the code.
    number = re.compile(r"..〔\d{4}〕\d+号")
    cited = {found for text in scalars(load(plan)) for found in number.findall(text)}
    assert cited == set(number.findall(squeezed(document)))


@pytest.mark.parametrize("plan", PLANS)
def test_official_names_are_verbatim(plan: str, document: str) -> None:
    """Titles, issuers, addressees, bases, problem names, sources and recipients stand in the document as written."""
    ledger = load(plan)
    headings = [ledger[key] for key in ("标题", "台账标题", "主送", *(["公开"] if "公开" in ledger else []))]
    lists = [*ledger["发文机关"], *ledger["附件"], *ledger["报送"][0]["对象"]]
    names = [basis["名称"] for basis in ledger["依据"]] + [issue["具体问题"] for issue in issues(ledger)]
    sources = [source for task in tasks(ledger).values() for source in task.get("问题来源", ())]
    wanted = headings + lists + names + sources
    assert [name for name in wanted if squeezed(name) not in squeezed(document)] == []


@pytest.mark.parametrize("plan", ["xuchang-2021"])
def test_xuchang_units_and_deadlines(plan: str, document: str) -> None:
    """Units are the nine strings of the body in order, deadlines the nine cells of the annexed table."""
    found = tasks(load(plan)).values()
    assert [task["责任单位"] for task in found] == re.findall(r"^责任单位[：:](.+)$", document, re.MULTILINE)
    cells = [cell for cell in re.split(r"[\t\n]", document) if re.match(r"\d+月\d+日", cell)]
    assert Counter(task["整改时限"]["原文"] for task in found) == Counter(cells)


@pytest.mark.parametrize("plan", ["menglai-2022"])
def test_menglai_brackets(plan: str, document: str) -> None:
    """Lead, units and deadline of each task are those of the bracket behind its measure, the lead by surname only."""
    brackets = re.findall(r"牵头负责人：(.)\w*?责任单位：(.+?)；整改时限：(.+?)[）)]", squeezed(document))
    wanted = [(f"{surname}某", units, deadline) for surname, units, deadline in brackets]
    found = tasks(load(plan)).values()
    assert [(task["牵头负责人"], task["责任单位"], task["整改时限"]["原文"]) for task in found] == wanted


@pytest.mark.parametrize("plan", PLANS)
def test_no_figure_is_ours(plan: str, document: str) -> None:
    """Every number of two digits and more in what we condensed stands in the document."""
    assert figures("\n".join(prose(load(plan)))) - figures(document) == set()


@pytest.mark.parametrize("plan", PLANS)
def test_no_figure_is_lost(plan: str, document: str) -> None:
    """Every number of two digits and more in the document's body, up to its contacts, stands in the ledger."""
    body, _, rest = document.partition("联系人")
    assert rest
    assert figures(body) - figures("\n".join(scalars(load(plan)))) == set()


@pytest.mark.parametrize("plan", PLANS)
def test_nobody_can_be_called(plan: str, document: str) -> None:
    """No telephone number, mail address or full name of a lead or contact is in the file, comments included."""
    reach = re.findall(r"\d{4}-\d{7}|1\d{10}|\w+@[\w.]+\w", document)
    contacts = re.findall(r"^市\S+\t(\S+)\t联系电话", document, re.MULTILINE)
    leads = re.findall(r"(?:牵头负责人|联系人及电话)：(\w+?)(?:责任单位|联系电话)：", squeezed(document))
    assert reach
    assert contacts or leads
    assert [private for private in (*reach, *contacts, *leads) if private in text_of(plan)] == []


@pytest.mark.parametrize("plan", PLANS)
def test_own_words(plan: str, document: str) -> None:
    """Outside titles in 《》, nothing we condensed shares 20 characters in a row with the document."""
    source = squeezed(document)
    pieces = [piece for text in prose(load(plan)) for piece in re.split(r"《.*?》|[（）]", text)]
    windows = [p[i : i + LONGEST_COMMON_RUN] for p in pieces for i in range(len(p) - LONGEST_COMMON_RUN + 1)]
    assert windows
    assert [window for window in windows if window in source] == []
