"""The rules on substance: what each finds in small ledgers, in the Xuchang document, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import problems, run, scene_of
from zhenggai.checks import RULES
from zhenggai.checks.measures_of_another_region import _foreign_name
from zhenggai.checks.progress import percent
from zhenggai.checks.rule import Family, Rule
from zhenggai.checks.subject import Subject, tasks_of
from zhenggai.model import Category, Issue, Plan, ProgressEntry, Task
from zhenggai.terms import Status
from zhenggai.wording.units import read_units

SUBSTANCE = [rule for rule in RULES if rule.family is Family.SUBSTANCE]
DOCUMENT = Path(__file__).parent.parent.parent / "shared" / "documents" / "xuchang-2021.txt"
COPIED = "整改措施: [强化项目实施监管，规范入库和采购程序，推动项目如期实施。]"


def found(example: str, root: Path) -> list[str]:
    """Return the ids of the rules that find something in a ledger of these lines."""
    root.mkdir(exist_ok=True)
    return [name for name, _line, _column in problems(example, root, SUBSTANCE)]


def messages(example: str, root: Path) -> list[str]:
    return [finding.message for finding in run(scene_of(example), root, SUBSTANCE).findings]


def entry(content: str, status: str = "整改中", day: str = "2022-07-01") -> str:
    return f"- {{日期: {day}, 状态: {status}, 内容: {content}}}"


def log(*entries: str) -> str:
    return "进展:\n" + "\n".join(entries)


# --- progress against measures, earlier entries, other tasks ----------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "is_found"),
    [
        ("强化项目实施监管，规范入库和采购程序，推动项目如期实施。", True),
        ("推动项目如期实施；一是规范入库和采购程序，二是强化项目实施监管", True),
        ("强化项目实施监管，规范入库和采购程序，做到“三个到位”", True),
        ("强化项目实施监管，规范入库和采购程序，退回不合格入库项目4个，县纪委约谈采购代理", False),
        ("采购程序照《采购办法》重走，7月2日开标", False),
    ],
)
def test_progress_that_copies_measures(content: str, *, is_found: bool, tmp_path: Path) -> None:
    """Words, not order or marks, make a copy; a copy to which facts are added is none."""
    assert ("progress-repeats-measures" in found(f"{COPIED}\n{log(entry(content))}", tmp_path)) is is_found


def test_a_measure_that_is_reported_done_is_no_copy(tmp_path: Path) -> None:
    """That what the measure announces has been done is news, though the words are the same."""
    measures = "整改措施: [对东河村沿线3处违建养殖棚依法拆除]"
    assert found(f"{measures}\n{log(entry('已对东河村沿线3处违建养殖棚依法拆除', '已完成'))}", tmp_path) == []


def test_the_share_is_shown(tmp_path: Path) -> None:
    """The message says how much of the text is copied, and quotes no more than its beginning."""
    content = "强化项目实施监管，规范入库和采购程序，推动项目如期实施，切实抓好落实"
    assert messages(f"{COPIED}\n{log(entry(content))}", tmp_path) == [
        "进展“强化项目实施监管，规范入库和采购程序，推动项目如…”有 80% 的字与整改措施相同，没有新的事实"
    ]


@given(st.floats(0, 1))
def test_only_the_whole_is_a_hundred_percent(share: float) -> None:
    """A share is never shown as more than it is."""
    assert (percent(share) == "100%") == (share >= 1)


def test_an_entry_made_good_is_let_be(tmp_path: Path) -> None:
    """A log is append-only: an empty or copied entry is forgotten once a later one tells something."""
    copied = entry("强化项目实施监管，规范入库和采购程序，推动项目如期实施。", day="2022-06-14")
    empty = entry("高度重视，积极推进", day="2022-06-20")
    good = entry("退回不合格入库项目4个", day="2022-07-01")
    assert found(f"{COPIED}\n{log(copied, empty, good)}", tmp_path) == []


def test_what_is_not_known_yet_makes_nothing_good(tmp_path: Path) -> None:
    """As of a day before the better entry the empty one still speaks for the task."""
    empty, good = entry("高度重视，积极推进", day="2022-06-20"), entry("退回项目4个", day="2022-07-01")
    assert found(f"# 截至 2022-06-30\n{COPIED}\n{log(empty, good)}", tmp_path) == ["progress-without-fact"]


@pytest.mark.parametrize(
    ("entries", "is_found"),
    [
        (("排查出漏点14处，已换管9处，其余在施工", "排查出漏点14处，已换管9处，其余在施工"), True),
        (("排查出漏点14处，已换管9处，其余在施工", "排查出漏点14处，已换管14处，全部通水"), False),
        (("已拆除", "已拆除"), False),
    ],
)
def test_progress_that_repeats_an_earlier_entry(entries: tuple[str, str], *, is_found: bool, tmp_path: Path) -> None:
    """The same again is no progress, new figures are, and a few words are no copy."""
    example = log(entry(entries[0], day="2022-06-14"), entry(entries[1], day="2022-06-29"))
    assert ("progress-repeats-earlier" in found(example, tmp_path)) is is_found


def test_closing_may_tell_the_result_again(tmp_path: Path) -> None:
    """Who accepts a task may repeat what was done."""
    done = entry("东河村违建养殖棚3处已拆除，复耕0.8亩", "已完成", "2022-07-01")
    closed = (
        "- {日期: 2022-07-05, 状态: 已销号, 内容: 东河村违建养殖棚3处已拆除，复耕0.8亩"
        ", 验收单位: 县水利局, 验收人: 赵某, 免佐证: 现场查看}"
    )
    assert found(log(done, closed), tmp_path) == []


TOLD = "完成柳林镇灌渠清淤2.4公里，更换闸门3座，镇水利站6月28日验收"


def test_progress_copied_within_a_plan_and_between_plans(tmp_path: Path) -> None:
    """Who says the same later has copied it, and is told from where."""
    example = f"""任务:
- 编号: 1-1
  {log(entry(TOLD, day="2022-07-02")).replace(chr(10), chr(10) + "  ")}
# ledgers/other.yaml
{log(entry(TOLD, day="2022-07-01"))}
"""
    report = run(scene_of(example), tmp_path, SUBSTANCE)
    (finding,) = report.findings
    assert finding.place is not None
    assert finding.place.file.endswith("example.yaml")
    assert "有 100% 的字与任务 other:1-1 2022-07-01 的进展相同" in finding.message


def test_reports_of_one_kind_are_no_copies(tmp_path: Path) -> None:
    """Two tasks may report in the same words where each has figures and places of its own."""
    other = "完成白塔镇灌渠清淤1.1公里，更换闸门1座，镇水利站7月2日验收"
    example = "任务:\n" + "".join(
        f"- 编号: 1-{n}\n  进展:\n  {entry(text)}\n" for n, text in enumerate((TOLD, other), start=1)
    )
    assert found(example, tmp_path) == []


# --- facts and results ----------------------------------------------------------------------------------------------


def test_what_is_missing_is_explained(tmp_path: Path) -> None:
    """The finding names the kinds of fact that are missing, the weak ones there are, intentions and clichés."""
    content = "6月份多次召开会议研究部署，满意率100%，下一步将持续发力"
    (message,) = messages(log(entry(content)), tmp_path)
    assert message.split("；") == [
        "进展“6月份多次召开会议研究部署，满意率100%，下一…”没有可以核对的事实：没有写地点、文件",
        "只有“6月份”“100%”还不够",
        "“下一步将持续发力”是打算",
        "“会议”“研究”“部署”“满意率”是套话",
    ]


def test_an_entry_without_words_says_nothing(tmp_path: Path) -> None:
    """No content is no fact, unless evidence or the reason for going back speaks instead."""
    assert found("进展: [{日期: 2022-07-01, 状态: 整改中}]", tmp_path / "a") == ["progress-without-fact"]
    assert found("进展: [{日期: 2022-07-01, 状态: 未启动}]", tmp_path / "b") == []
    back = log(entry("已拆除", "已完成"), "- {日期: 2022-07-09, 状态: 整改中, 原因: 复查时又搭了棚}")
    assert found(back, tmp_path / "c") == []


def test_one_entry_has_one_reason(tmp_path: Path) -> None:
    """What is copied, or only intended, is not also called empty."""
    copy = entry("强化项目实施监管，规范入库和采购程序，推动项目如期实施。")
    assert found(f"{COPIED}\n{log(copy)}", tmp_path / "a") == ["progress-repeats-measures"]
    plan = entry("下一步将严格管理，确保不再发生", "已完成")
    assert found(log(plan), tmp_path / "b") == ["completed-without-result"]


@pytest.mark.parametrize(
    ("entries", "is_found"),
    [
        (("- {日期: 2022-07-01, 状态: 已完成}",), True),
        ((entry("拟于8月底前拆除", "已完成"),), True),
        ((entry("拟于8月底前拆除"),), False),
        ((entry("已拆除", "已完成"),), False),
        (("- {日期: 2022-07-05, 状态: 已销号, 验收单位: 县水利局, 验收人: 赵某, 免佐证: 现场查看}",), True),
        (
            (
                entry("已拆除", "已完成"),
                "- {日期: 2022-07-05, 状态: 已销号, 验收单位: 县水利局, 验收人: 赵某, 免佐证: 现场查看}",
            ),
            False,
        ),
    ],
)
def test_completed_needs_a_result(entries: tuple[str, ...], *, is_found: bool, tmp_path: Path) -> None:
    """已完成 stands beside what was done, and a closed task has said so somewhere."""
    assert ("completed-without-result" in found(log(*entries), tmp_path)) is is_found


# --- claims and silence ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "is_found"),
    [
        ("灌渠清淤2公里，整改完成率100%", True),
        ("灌渠清淤2公里，完成率达到百分之百", True),
        ("换闸门2座，整改任务已全部完成", True),
        ("灌渠清淤2公里，项目完成率100%", False),
        ("灌渠清淤2公里，投资完成率100%", False),
        ("灌渠清淤2公里，整改完成率50%", False),
        ("我局承担的整改任务全部完成，清淤2公里", False),
    ],
)
def test_all_is_claimed_while_a_task_is_open(claim: str, *, is_found: bool, tmp_path: Path) -> None:
    """整改完成率 100% speaks of the plan, or of the unit that says 我局; other rates are other things."""
    example = f"""任务:
- 编号: 1-1
  责任单位: 县水利局
  进展:
  - {{日期: 2022-07-01, 状态: 已完成, 单位: 县水利局, 内容: "{claim}"}}
- 编号: 1-2
  责任单位: 县财政局
  进展:
  - {{日期: 2022-07-01, 状态: 整改中, 内容: 换管9处}}
"""
    assert ("completion-claimed" in found(example, tmp_path)) is is_found


def test_a_claim_in_a_report_counts_too(tmp_path: Path) -> None:
    """What a unit wrote into 报送记录 is held against the ledger like what it wrote into 进展."""
    example = """报送记录: [{期: 2022-07-14, 单位: 县水利局, 日期: 2022-07-13, 备注: 整改完成率100%}]
进展: [{日期: 2022-07-01, 状态: 整改中, 内容: 换管9处}]"""
    assert problems(example, tmp_path, SUBSTANCE) == [("completion-claimed", 1, 54)]


@pytest.mark.parametrize(
    ("day", "reporting", "is_found"),
    [
        ("2022-08-29", "", False),
        ("2022-08-30", "", True),
        ("2022-07-28", "报送: [{频次: 半月, 日: [14, 29]}]\n", False),
        ("2022-07-29", "报送: [{频次: 半月, 日: [14, 29]}]\n", False),
        ("2022-08-14", "报送: [{频次: 半月, 日: [14, 29]}]\n", True),
        ("2022-08-14", "报送: [{频次: 每月, 日: [14]}]\n", False),
        ("2022-08-14", "报送: [{频次: 一次, 截止: 2022-06-14}]\n", False),
    ],
)
def test_a_task_without_news(day: str, reporting: str, *, is_found: bool, tmp_path: Path) -> None:
    """Two whole periods after the one with the last news are too long, or sixty days where no period repeats."""
    example = f"# 截至 {day}\n{reporting}{log(entry('换管9处', day='2022-07-01'))}"
    assert ("stale-task" in found(example, tmp_path)) is is_found


def test_a_plan_without_any_news_is_one_finding(tmp_path: Path) -> None:
    """Where nothing was ever recorded the plan is named once, and not each of its tasks."""
    example = "# 截至 2023-06-07\n任务:\n- 编号: 1-1\n- 编号: 1-2\n- 编号: 1-3\n"
    assert messages(example, tmp_path) == ["印发后已有 365 天，3 项任务还没有一条进展"]


def test_what_is_finished_needs_no_news(tmp_path: Path) -> None:
    """A completed task is never stale, a 阶段 task that has only reached 阶段性成效 is."""
    done, staged = entry("已拆除", "已完成"), entry("换管9处", "阶段性成效")
    assert found(f"# 截至 2023-06-07\n{log(done)}", tmp_path / "a") == []
    assert found(f"# 截至 2023-06-07\n{log(staged)}", tmp_path / "b") == ["stale-task"]


# --- measures -------------------------------------------------------------------------------------------------------


def test_a_short_measure_may_use_the_problems_words(tmp_path: Path) -> None:
    """规范项目资金管理 answers 项目资金管理不够规范, and copies nothing."""
    assert found("问题描述: 项目资金管理不够规范\n整改措施: [规范项目资金管理]", tmp_path) == []


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("对乙山县各乡镇资金拨付情况按周调度", "乙山县"),
        ("督促丙江市财政局加快支付", "丙江市"),
        ("赴乙山县学习项目库管理做法", ""),
        ("指导县（市、区）加强经营性资产管理", ""),
        ("督促各县财政局、脱贫县项目单位加快支付", ""),
        ("由市发展改革委会同县委组织部牵头，在全县范围内开展", ""),
        ("与省财政厅、所在县政府和省市县有关部门衔接", ""),
        ("在农贸市场、超市、城市社区张贴公告", ""),
        ("对甲川县各乡镇资金拨付情况按周调度", ""),
        ("强化我县项目督导", ""),
        ("强化我市项目督导", ""),
        ("强化我镇项目督导", "我镇"),
    ],
)
def test_names_of_other_regions(measure: str, name: str) -> None:
    """A county or city that the plan knows nothing of is named; collectives and superiors are not."""
    assert _foreign_name(measure, "甲川县财政局", ("甲川县",)) == name


def test_a_measure_copied_from_another_plan_with_its_region(tmp_path: Path) -> None:
    """Where the other plan is in the workspace it is said from which of its measures the copy comes."""
    example = """发文机关: [甲川县财政局]
整改措施: [每月通报一次各乡镇支出进度，乙山县项目完工一个报账一个，不压单子。]
# ledgers/other.yaml
发文机关: [乙山县财政局]
整改措施: [每月通报一次各乡镇支出进度，乙山县项目完工一个报账一个，不压单子。]
"""
    (message,) = messages(example, tmp_path)
    assert message.startswith("措施“每月通报一次各乡镇支出进度，乙山县项目完工一个报…”有 100% 的字")
    assert message.endswith("与 other:1-1 的措施相同，还带着那里的地名“乙山县”")


def test_measures_handed_down_are_no_copies(tmp_path: Path) -> None:
    """The same measure in two plans is how plans are handed down; only a foreign name betrays a copy."""
    measure = "整改措施: [每月通报一次各乡镇支出进度，项目完工一个报账一个，不压单子。]"
    example = f"发文机关: [甲川县财政局]\n{measure}\n# ledgers/other.yaml\n发文机关: [乙山县财政局]\n{measure}\n"
    assert found(example, tmp_path) == []


# --- the documents --------------------------------------------------------------------------------------------------


def cells_of_the_annex() -> list[tuple[str, str]]:
    """Return measures and progress of every row of the annexed ledger, as the document has them."""
    if not DOCUMENT.exists():
        pytest.skip("the original plan xuchang-2021.txt is not beside this repository, so its cells cannot be checked")
    rows = [line.split("\t") for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    return [(row[5], row[6]) for row in rows if len(row) == 11 and row[5] != "整改措施" and row[7]]


def test_the_four_copied_cells_of_the_xuchang_ledger() -> None:
    """Of the nine cells 整改进展结果 of the annex the four that repeat their measures are found, and nothing else."""
    tasks = [
        Task(
            id=f"2-{number}",
            measures=(measures,),
            progress=(ProgressEntry(date=date(2022, 6, 14), status=Status.IN_PROGRESS, content=progress),),
        )
        for number, (measures, progress) in enumerate(cells_of_the_annex(), start=1)
        if progress
    ]
    issue = Issue(number=2, title="项目资金管理不够规范", tasks=tuple(tasks))
    plan = Plan(
        format=1, title="对照整改方案", issued=date(2022, 6, 7), categories=(Category(name="甲", issues=(issue,)),)
    )
    day = date(2022, 6, 14)
    subject = Subject("xuchang", Path("a.yaml"), Path(), plan, day, day, tasks=tuple(tasks_of(plan, day, read_units)))
    flaws = [
        (rule.id, flaw)
        for rule in SUBSTANCE
        if isinstance(rule, Rule)
        for flaw in rule.look(replace(subject, thresholds=rule.thresholds))
    ]
    assert [name for name, _flaw in flaws] == ["progress-repeats-measures"] * 4
    assert all("有 100% 的字与整改措施相同" in flaw.message for _name, flaw in flaws)
