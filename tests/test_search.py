"""`list --search`: which texts count, and that the quick way through the files' bytes answers what the plans say."""

from __future__ import annotations

import json
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from commands import run
from strategies import plans
from written import styles, written
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.image import open_image, pack_image
from zhenggai.abstracts.searching import find_tasks, in_bytes, looked_for
from zhenggai.abstracts.spans import VOCABULARY, Trust, pack_spans
from zhenggai.abstracts.texts import tasks_with
from zhenggai.model import Category, Deadline, Evidence, Extension, Issue, Plan, ProgressEntry, Record, Task
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import LoadedPlan, read_plan
from zhenggai.store.yamledit import render
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LEDGERS = Path(__file__).parents[1] / "ledgers"

WORDS = (
    *("扬尘", "扬", "尘", "尘扬", "扬尘污染", "扬　尘", "扬，尘", "责任", "单位", "日期", "整改中", "限期", "类型"),
    *(
        "扬 尘",
        "扬'尘",
        '扬"尘',
        "扬\\尘",
        "扬#尘",
        "扬\n尘",
        "编号: 1-2",
        "1-1",
        "2022",
        "13日",
        "楼扬",
        "5超",
        "PM2.5",
        "pm2.5",
        "3#楼",
    ),
    *("- ", "\n", "#", ":", "'", '"', "\\", "，", "\u3000", "𠮷", "名称: 扬尘", "n", "u626c"),
)
"""Words that occur, that occur as keys or in comments alone, or that YAML may write otherwise than they read."""

PLAIN = (
    "扬尘",
    "扬",
    "尘",
    "扬尘污染",
    "某地扬尘超标",
    "扬，尘",
    "\u3000扬",
    "3#楼扬尘",
    "PM2.5超标",
    "责任单位",
    "𠮷某",
    "2022-06-13",
)
AWKWARD = (
    *(
        "扬 尘",
        "扬\n尘",
        "扬'尘'",
        '"扬"尘',
        "单位: 扬尘",
        "编号: 1-2",
        "- 编号: 1-2\n  名称: 尘",
        "# 扬尘",
        "甲 # 扬尘",
    ),
    *("第一行\n- 编号: 2\n联系人: 扬\n", "{编号: 1-1, 名称: 扬}", "名称:", "|", "扬\\尘", "扬\\u5c18"),
)


def tricky() -> st.SearchStrategy[str]:
    return st.integers(0, 15).flatmap(lambda odd: st.sampled_from(PLAIN if odd else AWKWARD))


@st.composite
def tricky_plans(draw: st.DrawFn) -> Plan:
    """Small plans with the words in all places, and with texts that look like the lines of a ledger."""
    maybe = st.none() | tricky()
    names = tricky().map(lambda text: text.replace("\n", " "))

    def task(number: str) -> Task:
        entry = ProgressEntry(date=date(2022, 6, 13), status=Status.IN_PROGRESS, content=draw(maybe), unit=draw(maybe))
        return Task(
            id=number,
            description=draw(maybe),
            measures=tuple(draw(st.lists(tricky(), max_size=2))),
            deadline=draw(st.none() | tricky().map(lambda text: Deadline(text=text, kind=DeadlineKind.UNDETERMINED))),
            units=draw(maybe),
            progress=(entry,) * draw(st.integers(0, 1)),
            extra=draw(st.dictionaries(names, tricky(), max_size=1)),
        )

    numbers = iter(range(1, 9))

    def issue() -> Issue:
        number = next(numbers)
        tasks = tuple(
            task(f"{number}-{place}") for place in range(1, draw(st.integers(1, 3)) + draw(st.integers(0, 1)))
        )
        return Issue(number=number, title=draw(tricky()), description=draw(maybe), tasks=tasks)

    return Plan(
        format=1,
        title=draw(tricky()),
        requirements=tuple(draw(st.lists(tricky(), max_size=1))),
        categories=tuple(
            Category(
                name=draw(tricky()), issues=tuple(issue() for _ in range(draw(st.sampled_from((2, 1, 2, 1, 1, 0)))))
            )
            for _ in range(draw(st.sampled_from((2, 1, 2, 1, 1, 0))))
        ),
    )


def hold_to_the_plan(raw: bytes, plan: Plan, searches: Iterable[Sequence[str]]) -> None:
    """Assert that what the bytes tell of each of some searches is what the plan says, or that they do not tell."""
    spans, image = pack_spans(raw, plan), open_image(pack_image(plan))
    for words in searches:
        assert in_bytes(raw, spans, looked_for(words)) in {None, tasks_with(image, words)}, words


@settings(max_examples=600)
@given(tricky_plans(), styles(), st.lists(st.sampled_from(WORDS), min_size=2, max_size=2))
def test_bytes_tell_what_the_plan_says(plan: Plan, style: Callable[[int], int], words: list[str]) -> None:
    """However a file is written, what its bytes tell of some words is what the plan says, or that they do not tell."""
    raw = written(plan.to_file(), style, comments=("扬尘", "编号: 1-1", "名称: 扬"))
    loaded = read_plan(raw, Path("a.yaml"))
    if isinstance(loaded, BrokenPlan):  # a hand may write what cannot be read
        reject()
    hold_to_the_plan(raw, loaded.plan, [words, *([word] for word in WORDS)])


@given(plans(), st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=3), min_size=1, max_size=2))
def test_any_plan_written_by_the_house(plan: Plan, words: list[str]) -> None:
    """Of a file the tool has written itself, too, the bytes tell what the plan says, or nothing."""
    raw = render(plan.to_file(), schema="plan.schema.json").encode()
    hold_to_the_plan(raw, plan, [words, *([word] for word in WORDS)])


HOUSE = """格式: 1
标题: 某县整改方案
依据:
- {名称: 扬县文件}
类型:
- 名称: 工作方面
  问题:
  - 编号: 1
    具体问题: 台账不清
    任务:
    - 编号: 1-1
      责任单位: 市甲局
      进展:
      - {日期: 2022-06-13, 状态: 整改中, 内容: 发现46处扬尘}
    - 编号: 1-2
      备注: 已通报
- 名称: 责任方面
  问题:
  - 编号: 2
    具体问题: 通报不及时
    任务:
    - 编号: 2-1
      附加: {序号说明: 原序号三}
"""


def trust(text: str) -> Trust:
    """Hold a file to its plan, and return what may be believed of its bytes."""
    raw = text.encode()
    loaded = read_plan(raw, Path("a.yaml"))
    assert isinstance(loaded, LoadedPlan), loaded
    hold_to_the_plan(raw, loaded.plan, [[word] for word in (*WORDS, "通报", "及时", "工作方面", "序号", "乙")])
    return Trust(pack_spans(raw, loaded.plan)[0])


@pytest.mark.parametrize(
    ("word", "tasks"),
    [
        ("扬", {0}),
        ("方面", {0, 1, 2}),
        ("台账", {0, 1}),
        ("通报", {1, 2}),
        ("序号", {2}),
        ("甲局", {0}),
        ("县", set()),
        ("46处", {0}),
    ],
)
def test_the_house_s_own_way_of_writing_tells_the_task(word: str, tasks: set[int]) -> None:
    """In a file as the tool writes it, the place of a word tells its tasks, without a look into the plan."""
    loaded = read_plan(HOUSE.encode(), Path("a.yaml"))
    assert isinstance(loaded, LoadedPlan)
    assert in_bytes(loaded.raw, pack_spans(loaded.raw, loaded.plan), looked_for([word])) == frozenset(tasks)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("格式: 1\n", "# 扬尘\n格式: 1\n"),
        ("格式: 1\n", "\ufeff格式: 1\n"),
        ("编号: 2-1", "编号: '2-1'"),
        ("已通报", "'已''通报'"),
        ("已通报", "|\n        已\n\n        通报"),
        ("已通报", "3#楼已通报"),
        ("市甲局\n", "市甲局、\n        市乙局\n"),
    ],
)
def test_spans_that_are_certain(old: str, new: str) -> None:
    """Ends of lines, quotes, blocks and folded lines do not make it doubtful where a task stands."""
    assert trust(HOUSE.replace(old, new)) is Trust.SPANS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("已通报", "已通报  # 扬尘"),
        ("    - 编号: 1-2", "    # 扬尘\n    - 编号: 1-2"),
        ("已通报", "'已通报'#扬尘"),
        ("备注: 已通报", "备注: |2#扬尘\n        通报"),
        ("格式: 1\n", "---\n格式: 1\n"),
        ("- 名称: 责任方面\n  问题:", "- 问题:"),
        ("    - 编号: 1-2\n      备注: 已通报", "    - 备注: 已通报\n      编号: 1-2"),
        ("    - 编号: 1-2\n      备注: 已通报", "    - {编号: 1-2, 备注: 已通报}"),
        ("    具体问题: 通报不及时\n", ""),
        ("备注: 已通报", '备注: "已通报\n\n- 编号: 1-2\n\n"'),
        ("备注: 已通报", "附加: {编号: 扬尘}"),
        ("备注: 已通报", "附加: {名称: 扬尘}"),
    ],
)
def test_spans_that_are_in_doubt(old: str, new: str) -> None:
    """Comments, other orders, and texts and columns that look like a number or a name leave it to the plan."""
    text = HOUSE.replace(old, new)
    if text.count("名称: 责任方面") == 0:
        text += "  名称: 责任方面\n"
    if "具体问题: 通报不及时" not in text:
        text += "    具体问题: 通报不及时\n"
    assert trust(text) is Trust.ABSENCE


def test_what_follows_the_last_task() -> None:
    """Keys of the plan that stand behind its tasks belong to none of them."""
    assert trust(HOUSE + "主送: 扬尘办\n") is Trust.ABSENCE
    indented = "".join(f"  {line}\n" for line in HOUSE.splitlines())
    assert trust(indented) is trust(indented + "  主送: 扬尘办\n") is Trust.ABSENCE


@pytest.mark.parametrize("new", ['"扬\\u5c18"', '"扬\\\n        尘"', "扬\\尘"])
def test_escapes_leave_it_to_the_plan(new: str) -> None:
    """Where a text may stand otherwise than it reads, nothing is believed of the bytes."""
    assert trust(HOUSE.replace("已通报", new)) is Trust.NOTHING


def test_every_text_of_a_task_counts() -> None:
    """Whatever text the model has for a task is searched: a text nobody searches could never be found again."""
    texts = iter(f"字词{chr(0x4E00 + number)}" for number in range(99))
    used: list[str] = []

    def filled(record: type[Record]) -> dict[str, Any]:
        return {name: value for name, field in record.model_fields.items() if (value := sample(field)) is not None}

    def text() -> str:
        used.append(next(texts))
        return used[-1]

    def sample(field: Any) -> Any:
        wanted = str(field.annotation)
        record = next((one for one in (Deadline, ProgressEntry, Extension, Evidence) if one.__name__ in wanted), None)
        given = FIXED.get(field.alias)
        if given is not None:
            return given
        if record:
            return (filled(record),) if "tuple" in wanted else filled(record)
        if "dict" in wanted:
            return {text(): text()}
        return (text(),) if "tuple" in wanted else text()

    task = Task.model_validate(filled(Task), by_name=True)
    issue = Issue(number=2, title=text(), description=text(), tasks=(task,))
    plan = Plan(format=1, title="某县", categories=(Category(name=text(), issues=(issue,)),))
    image = open_image(pack_image(plan))
    assert len(used) > 25
    assert [word for word in used if tasks_with(image, [word]) != {0}] == []
    assert [
        word for word in ("某县", "2022", "2-4", "整改中", "限期", "责任单位", "0000") if tasks_with(image, [word])
    ] == []


FIXED: dict[str, Any] = {
    "编号": "2-4",
    "日期": date(2022, 6, 13),
    "批准日期": date(2022, 6, 13),
    "延至": date(2022, 6, 13),
    "性质": DeadlineKind.FIXED,
    "状态": Status.IN_PROGRESS,
    "sha256": "0" * 64,
}
"""What is no text, by its key."""


def test_what_stands_in_a_task_and_is_no_text() -> None:
    """The keys and closed vocabularies that the bytes of a task hold are those the quick way knows."""
    records: tuple[type[Record], ...] = (Category, Issue, Task, Deadline, ProgressEntry, Evidence, Extension)
    keys = set(chain.from_iterable(record.keys() for record in records))
    assert {term for term in keys if not term.isascii()} | {*Status, *DeadlineKind} == set(VOCABULARY)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one ledger as the tool writes it, and one whose texts are escaped."""
    (tmp_path / "ledgers").mkdir()
    (tmp_path / "ledgers/a.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "ledgers/b.yaml").write_text(HOUSE.replace("已通报", '"扬\\u5c18 PM2.5"'), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*words: str) -> list[str]:
    """Return the references that `list` gives for the words, which must be the same read from the files."""
    options = [option for word in words for option in ("--search", word)]
    answered, from_files = (
        json.loads("\n".join(run("list", *options, "--json", *more).out)) for more in ([], ["--no-index"])
    )
    assert answered == from_files
    return [task["reference"] for task in answered["tasks"]]


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        (["扬尘"], ["a:1-1", "b:1-1", "b:1-2"]),
        (["扬尘", "市甲局"], ["a:1-1", "b:1-1"]),
        (["台账", "已通报"], ["a:1-2"]),
        (["PM2.5"], ["b:1-2"]),
        (["pm2.5"], []),
        (["单位"], []),
        (["方面"], ["a:1-1", "a:1-2", "a:2-1", "b:1-1", "b:1-2", "b:2-1"]),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_list_search(words: list[str], tasks: list[str]) -> None:
    """The tasks listed hold every word, each anywhere in their texts, with the index and without."""
    assert found(*words) == tasks
    assert found(*words) == tasks  # and from an index that was there


def test_a_file_that_changed_is_read_again(workspace: Path) -> None:
    """What the bytes of a file said before it was changed is not believed."""
    assert found("扬尘") == ["a:1-1", "b:1-1", "b:1-2"]
    path = workspace / "ledgers/a.yaml"
    path.write_text(HOUSE.replace("发现46处扬尘", "无").replace("原序号三", "扬尘"), encoding="utf-8")
    assert found("扬尘") == ["a:2-1", "b:1-1", "b:1-2"]


def test_a_file_that_changes_under_the_search(workspace: Path) -> None:
    """A file that is no longer the one the spans were made of is not searched; the plan as it was answers."""
    shelf = Shelf(workspace)
    plans, _broken = shelf.gather(shelf.files)
    path = workspace / "ledgers/a.yaml"
    path.write_text("扬尘\n" + HOUSE, encoding="utf-8")
    assert {one.id: tasks for one, tasks in find_tasks(plans, ["扬尘"]).items()} == {"a": {0}, "b": {0, 1}}
    path.unlink()
    assert {one.id: tasks for one, tasks in find_tasks(plans, ["通报"]).items()} == {"a": {1, 2}, "b": {2}}


@pytest.mark.usefixtures("workspace")
def test_search_goes_with_the_other_options() -> None:
    """Words narrow what --plan, --unit, --category, --status and --limit leave, and the headline names them."""
    assert run("list", "--search", "扬尘", "--plan", "a").out[0] == "截至 2022-06-20：提到“扬尘”的共 1 项任务"
    assert (
        run("list", "-s", "扬尘", "-u", "市甲局", "--status", "整改中", "--limit", "1")
        .out[0]
        .endswith("提到“扬尘”的共 2 项任务，只列前 1 项")
    )
    assert run("list", "-s", "扬尘", "-s", "甲", "--category", "责任方面").out == [
        "截至 2022-06-20：提到“扬尘”“甲”的共 0 项任务"
    ]


@pytest.mark.parametrize(("word", "said"), [("", "是空的"), (" \u3000", "是空的"), ("扬\udce5", "不是 UTF-8 文字")])
@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_looked_for(word: str, said: str) -> None:
    """A blank word, which is in every text, and one that is no text are refused as wrongly typed."""
    refused = run("list", "--search", word)
    assert (refused.code, refused.out) == (2, [])
    assert said in refused.err[0]
