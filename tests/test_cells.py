"""What the printed ledger shows for a task as of a day, and what it says about anything it does not show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import categories, days
from zhenggai.columns import CHECKLIST, LEDGER, Layout, Term, column, own_column
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters.cells import Place, places, printed_rows, text_of
from zhenggai.exporters.clean import MAX_CELL, clean
from zhenggai.exporters.left_out import left_out
from zhenggai.exporters.options import ALL, LATEST, PrintOptions
from zhenggai.model import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.model import Category, Task

EVERYTHING = Layout("全部", tuple(map(column, Term)))
DAY = date(2022, 6, 14)


def shown(plan: Plan, term: Term, day: date = DAY, progress: str = LATEST) -> list[str]:
    """Return what a column shows for every task."""
    options = PrintOptions(day, EVERYTHING, progress=progress)
    return [text_of(place, column(term), options) for place in places(plan)]


def test_the_official_text_is_printed_verbatim(plan: Plan) -> None:
    """Every field of a task stands in its column as it was written, and the number of its issue under 数量.

    任务:
    - 编号: 2-4
      问题描述: 项目资金拨付慢
      整改目标: 年内拨付到位
      整改措施: [加快拨付。, 加强监管。]
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
      问题来源: [国家考核评估, 省后评估]
      责任单位: 市财政局、农业农村局
      牵头单位: 市财政局
      配合单位: 市农业农村局
      牵头负责人: 鲍某
      责任人: 张某
      验收单位: 市政府督查室
      备注: 重点
    """
    expected = {
        Term.ORDINAL: "一",
        Term.CATEGORY: "工作落实方面",
        Term.NUMBER: "2",
        Term.ISSUE: "某问题",
        Term.DESCRIPTION: "项目资金拨付慢",
        Term.TASK: "2-4",
        Term.GOAL: "年内拨付到位",
        Term.MEASURES: "一是加快拨付。二是加强监管。",
        Term.PROGRESS: "",
        Term.STATUS: "未启动",
        Term.DEADLINE: "6月13日",
        Term.DUE: "2022年6月13日",
        Term.SOURCES: "国家考核评估、省后评估",
        Term.UNITS: "市财政局、农业农村局",
        Term.LEAD_UNIT: "市财政局",
        Term.SUPPORTING_UNITS: "市农业农村局",
        Term.LEAD: "鲍某",
        Term.PERSON: "张某",
        Term.ACCEPTING_UNIT: "市政府督查室",
        Term.NOTE: "重点",
    }
    assert {term: shown(plan, term)[0] for term in Term} == expected


def test_what_is_not_there_is_blank(plan: Plan) -> None:
    """A task without anything leaves its cells blank, and never says None.

    任务: [{编号: 2-4}]
    """
    known = {Term.ORDINAL, Term.CATEGORY, Term.NUMBER, Term.ISSUE, Term.TASK, Term.STATUS}
    assert {shown(plan, term)[0] for term in Term if term not in known} == {""}


def test_categories_are_numbered_in_words(plan: Plan) -> None:
    """序号 counts the categories 一、二、…, not the tasks.

    类型:
    - {名称: 甲, 问题: [{编号: 1, 具体问题: 某问题, 任务: [{编号: 1-1}, {编号: 1-2}]}]}
    - {名称: 乙, 问题: [{编号: 2, 具体问题: 某问题, 任务: [{编号: 2-1}]}]}
    """
    assert shown(plan, Term.ORDINAL) == ["一", "一", "二"]


LOG = """
任务:
- 编号: 2-4
  整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
  进展:
  - {日期: 2022-06-12, 状态: 已完成, 单位: 市财政局, 内容: 已全部拨付。}
  - {日期: 2022-06-10, 状态: 整改中, 内容: 拨付过半。}
  - {日期: 2022-06-20, 状态: 已销号, 验收单位: 督查室, 验收人: 张某, 免佐证: 现场查看}
  - {日期: 2022-06-22, 状态: 整改中, 原因: 账面仍有结余}
  - {日期: 2022-06-23, 状态: 已完成}
  延期:
  - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 市政府}
"""


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (9, ""),
        (10, "拨付过半。"),
        (12, "已全部拨付。"),
        (19, "已全部拨付。"),
        (20, "已全部拨付。\n督查室（张某）验收（2022年6月20日已销号）"),
        (22, "原因：账面仍有结余"),
        (23, "已全部拨付。\n已完成"),
    ],
)
def test_the_newest_progress_is_printed(plan_of: Callable[[str], Plan], day: int, latest: str) -> None:
    """整改进展结果 is the newest result as of the day, and who accepted it or why it went back; blank at first."""
    assert shown(plan_of(LOG), Term.PROGRESS, date(2022, 6, day)) == [latest]


def test_the_history_is_printed_with_its_days(plan_of: Callable[[str], Plan]) -> None:
    """All progress is one entry a line from the oldest on, with day, unit and status, up to the day."""
    (history,) = shown(plan_of(LOG), Term.PROGRESS, date(2022, 6, 20), ALL)
    assert history.splitlines() == [
        "2022年6月10日（整改中）：拨付过半。",
        "2022年6月12日市财政局（已完成）：已全部拨付。",
        "2022年6月20日（已销号）：督查室（张某）验收",
    ]
    assert shown(plan_of(LOG), Term.PROGRESS, date(2022, 6, 9), ALL) == [""]


def test_an_extension_stands_under_the_deadline(plan_of: Callable[[str], Plan]) -> None:
    """The original wording stays, with the new day under it from its approval on."""
    plan = plan_of(LOG)
    assert shown(plan, Term.DEADLINE, date(2022, 6, 11)) == ["6月13日"]
    assert shown(plan, Term.DEADLINE, date(2022, 6, 12)) == ["6月13日\n（延至2022年6月30日）"]
    assert shown(plan, Term.DUE, date(2022, 6, 12)) == ["2022年6月30日"]


def test_a_shared_description_is_merged(plan: Plan) -> None:
    """问题描述 of an issue is merged over its tasks; where a task has its own too, each cell says both.

    类型:
    - 名称: 甲
      问题:
      - {编号: 1, 具体问题: 子, 问题描述: 共有。, 任务: [{编号: 1-1}, {编号: 1-2}]}
      - {编号: 2, 具体问题: 丑, 问题描述: 共有。, 任务: [{编号: 2-1, 问题描述: 自己的。}, {编号: 2-2}]}
    """
    rows, _ = printed_rows(plan, PrintOptions(DAY, LEDGER))
    described = [(row.texts[4], row.groups[4] == row.groups[3]) for row in rows]
    assert described == [("共有。", True), ("共有。", True), ("共有。\n自己的。", False), ("共有。", False)]


def test_rows_are_merged_within_their_category_and_issue(plan: Plan) -> None:
    """The first two columns run over a category, the next two over an issue, and two issues never run together.

    类型:
    - 名称: 甲
      问题:
      - {编号: 1, 具体问题: 子, 任务: [{编号: 1-1}]}
      - {编号: 2, 具体问题: 子, 任务: [{编号: 2-1}]}
    - {名称: 甲, 问题: [{编号: 3, 具体问题: 子, 任务: [{编号: 3-1}]}]}
    """
    rows, _ = printed_rows(plan, PrintOptions(DAY, LEDGER))
    runs = [[row.groups[column] for row in rows] for column in (0, 2)]
    assert [len(set(run)) for run in runs] == [2, 3]
    assert {row.groups[4:] for row in rows} == {("",) * 7}


def test_columns_of_ones_own_come_from_the_extra(task: Task, plan_of: Callable[[str], Plan]) -> None:
    """A column that is no term shows what 附加 has under its name.

    附加: {提示问题金额（万元）: "92171", 备注: 附加里的}
    """
    (first,) = places(plan_of("任务: [{编号: 2-4}]"))
    options = PrintOptions(DAY, LEDGER)
    place = Place(first.ordinal, first.category, first.issue, task)
    assert text_of(place, own_column("提示问题金额（万元）"), options) == "92171"
    assert text_of(place, own_column("备注"), options) == "附加里的"
    assert text_of(place, own_column("没有的栏"), options) == text_of(place, column(Term.NOTE), options) == ""


@given(categories(), days(), st.sampled_from([LATEST, ALL]))
def test_every_cell_of_every_plan_has_a_text(drawn: tuple[Category, ...], day: date, progress: str) -> None:
    """Whatever a ledger holds, each task gets one row with a text for each column."""
    plan = Plan(format=1, title="某某整改方案", categories=drawn)
    rows, _ = printed_rows(plan, PrintOptions(day, EVERYTHING, progress=progress))
    assert [row.key for row in rows] == [task.id for _, _, task in plan.rows()]
    assert {(len(row.texts), len(row.groups)) for row in rows} <= {(len(Term), len(Term))}


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("甲\r\n乙\r丙", "甲\n乙\n丙", 0),
        ("甲\x00乙\x0b", "甲乙", 2),
        ("甲\ud800乙", "甲乙", 1),
        ("甲\uffff", "甲", 1),
        ("制\t表", "制\t表", 0),
        ("", "", 0),
    ],
    ids=["line ends", "controls", "half a character", "non-character", "tab", "empty"],
)
def test_what_no_workbook_can_hold_is_taken_out(text: str, kept: str, gone: int) -> None:
    """Line ends become LF; control and half characters go, and a warning says how many and where."""
    warning = f"任务 2-4 的“备注”里有 {gone} 个不能打印的控制字符，导出时去掉了" if gone else ""
    assert clean(text, "任务 2-4 的“备注”") == (kept, warning)


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    """More characters than a cell holds are an error that names the task and the column, never cut in silence."""
    assert clean("整" * MAX_CELL, "") == ("整" * MAX_CELL, "")
    with pytest.raises(ZhenggaiError, match="任务 2-4 的“整改措施”有 32768 个字，超过表格一格能放的 32767 个字"):
        clean("整" * (MAX_CELL + 1), "任务 2-4 的“整改措施”")


def test_what_a_layout_does_not_show_is_named(plan: Plan) -> None:
    """Columns with content that the layout lacks are named once, blank ones are not.

    任务:
    - {编号: 2-1, 牵头负责人: 鲍某, 附加: {金额: "3"}}
    - {编号: 2-2, 牵头负责人: 白某, 整改措施: [加强监管。]}
    """
    (warning,) = left_out("p-2022", plan, PrintOptions(DAY, LEDGER))
    assert warning == "版式“台账”没有这些栏：牵头负责人、金额；方案 p-2022 里填写的内容只在明细表里"
    (warning,) = left_out("p-2022", plan, PrintOptions(DAY, CHECKLIST))
    assert "：金额；" in warning
    full = Layout("全部", (*EVERYTHING.columns, own_column("金额")))
    assert left_out("p-2022", plan, PrintOptions(DAY, full)) == ()


def test_headings_without_tasks_are_named(plan: Plan) -> None:
    """A category without issues and an issue without tasks have no row, so a warning names them.

    类型:
    - {名称: 甲, 问题: []}
    - {名称: 乙, 问题: [{编号: 3, 具体问题: 某问题}]}
    """
    assert left_out("p-2022", plan, PrintOptions(DAY, LEDGER)) == (
        "方案 p-2022 的类型“甲”、具体问题“某问题”还没有任务，没有印出",
    )


def test_a_plan_of_the_future_is_printed_with_a_warning(plan: Plan) -> None:
    """A ledger printed for a day before 印发日期 says so; on the day itself it does not.

    印发日期: 2022-06-15
    """
    assert left_out("p-2022", plan, PrintOptions(DAY, LEDGER)) == (
        "方案 p-2022 的印发日期是2022年6月15日，晚于填报日期2022年6月14日",
    )
    assert left_out("p-2022", plan, PrintOptions(date(2022, 6, 15), LEDGER)) == ()
