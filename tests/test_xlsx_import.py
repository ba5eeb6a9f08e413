"""Anybody's ledger: the heading is found, rows are told apart, every cell is in the plan or named as left out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from xlsx_made import HEADING, PLAIN, TASK, made, plain, saved
from zhenggai.columns.plan_sheet import to_lines
from zhenggai.importers.xlsx_draft import Draft, read_workbook
from zhenggai.importers.xlsx_headings import lexicon
from zhenggai.importers.xlsx_tasks import Basis
from zhenggai.model import Task
from zhenggai.settings import Settings
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ISSUED = date(2023, 3, 1)


def read(
    rows: Iterable[Sequence[Any]],
    merged: Iterable[str] = (),
    *,
    issued: date | None = ISSUED,
    choices: dict[str, str] | None = None,
    sheet: str | None = None,
    **others: Iterable[Sequence[Any]],
) -> Draft:
    basis = Basis(lexicon(), Settings(), issued)
    return read_workbook(saved(made(rows, merged, **others)), "旧台账.xlsx", basis, sheet, choices)


def tasks(draft: Draft) -> list[Task]:
    return [task for _category, _issue, task in draft.plan.rows()]


def doubts(draft: Draft) -> list[str]:
    return [str(doubt) for doubt in draft.doubts]


def left_out(draft: Draft) -> list[str]:
    return [str(one) for one in draft.omissions]


AUDIT = [
    ("某县2022年度审计反馈问题整改台账",),
    ("填报单位：某县审计局", *[None] * 5, "填报日期：2023年5月20日"),
    (
        "序号",
        "问题类别",
        "存在的问题",
        "整改举措",
        "完成时限",
        "责任单位",
        None,
        "整改情况",
        "涉及金额（万元）",
        "是否完成",
    ),
    (None, None, None, None, None, "牵头单位", "配合单位"),
    (
        1,
        "财政管理",
        "预算执行不严",
        "一是清理。二是通报。",
        "2023年6月底前",
        "县财政局",
        "县审计局",
        "已收回。",
        12.5,
        "是",
    ),
    (None, None, None, "三是修订办法。"),
    (2, None, "往来款长期挂账", "逐笔核对，", "2023/9/30", "县财政局", "县国资中心", "正在核对", 3, "否"),
    (None, None, None, "及时清理。"),
    ("序号", "问题类别", "存在的问题", "整改举措", "完成时限", "责任单位", None, "整改情况"),
    (3, "项目管理", "项目进度慢", "加快。", datetime(2023, 12, 31), "县发改局", *[None] * 4),  # noqa: DTZ001 - a workbook has no time zones
    ("合计", *[None] * 7, 15.5),
    ("注：金额以审计报告为准",),
    ("填表人：某某", None, None, "审核人：某某"),
]
AUDIT_MERGED = ["A1:J1", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "A5:A6", "B5:B8"]


def test_an_audit_ledger_with_everything_that_is_usual() -> None:
    """Title, two-row heading, merged and split rows, repeated heading, totals, notes and signatures."""
    draft = read(AUDIT, AUDIT_MERGED)
    assert draft.plan.title == "某县2022年度审计反馈问题整改台账"
    assert [(one.letter, one.heading, one.field.value) for one in draft.columns] == [
        ("A", "序号", "序号"),
        ("B", "问题类别", "类型"),
        ("C", "存在的问题", "具体问题"),
        ("D", "整改举措", "整改措施"),
        ("E", "完成时限", "整改时限"),
        ("F", "牵头单位", "牵头单位"),
        ("G", "配合单位", "配合单位"),
        ("H", "整改情况", "整改进展结果"),
        ("I", "涉及金额（万元）", "附加"),
        ("J", "是否完成", "状态"),
    ]
    assert [(c.name, i.number, i.title, t.id) for c, i, t in draft.plan.rows()] == [
        ("财政管理", 1, "预算执行不严", "1-1"),
        ("财政管理", 2, "往来款长期挂账", "2-1"),
        ("项目管理", 3, "项目进度慢", "3-1"),
    ]
    first, second, third = tasks(draft)
    assert (first.measures, second.measures) == (("清理。", "通报。", "修订办法。"), ("逐笔核对，及时清理。",))
    assert [task.deadline and task.deadline.due for task in (first, second, third)] == [
        date(2023, 6, 30),
        date(2023, 9, 30),
        date(2023, 12, 31),
    ]
    assert (first.lead_unit, first.supporting_units, first.extra) == (
        "县财政局",
        "县审计局",
        {"涉及金额（万元）": "12.5"},
    )
    assert [(entry.date, entry.status, entry.content) for entry in first.progress + second.progress] == [
        (date(2023, 5, 20), Status.COMPLETED, "已收回。"),
        (date(2023, 5, 20), Status.IN_PROGRESS, "正在核对"),
    ]
    assert third.progress == ()
    assert doubts(draft) == [
        "台账!G2：各行的进展没有写日期的，按 2023-05-20 记",
        "台账!第6、8行：接在上一行的任务后面",
    ]
    assert left_out(draft) == [
        "台账!第2行（表上方的文字）：填报单位：某县审计局；填报日期：2023年5月20日",
        "台账!第9行（重复的表头）：序号；问题类别；存在的问题；整改举措；完成时限；责任单位；整改情况",
        "台账!第11行（合计行）：合计；15.5",
        "台账!A12（表下的文字）：注：金额以审计报告为准",
        "台账!第13行（表下的文字）：填表人：某某；审核人：某某",
    ]


def test_categories_may_be_bands_inside_the_table() -> None:
    """A line over all columns names the category of the rows below it, without its 一、."""
    draft = read(
        [
            ("序号", "问题", "整改措施", "责任领导", "责任部门", "整改期限"),
            ("一、党的建设方面",),
            (1, "学习不深入", "加强学习。", "某局长", "办公室", "立行立改"),
            (2, "制度不健全", "完善制度。", "某局长", "办公室", "11月底"),
            ("二、选人用人方面",),
            (3, "档案不完整", "补充材料。", "某局长", "人事科", "11月底"),
        ],
        ["A2:F2"],
    )
    assert [(c.name, i.number, t.lead, t.units) for c, i, t in draft.plan.rows()] == [
        ("党的建设方面", 1, "某局长", "办公室"),
        ("党的建设方面", 2, "某局长", "办公室"),
        ("选人用人方面", 3, "某局长", "人事科"),
    ]


def test_rows_of_a_problem_are_tasks_or_measures() -> None:
    """With a description of its own a row is a task; with a measure alone it belongs to the task above."""
    draft = read(
        [
            ("问题编号", "具体问题", "问题描述", "整改措施", "整改时限", "责任单位"),
            (1, "甲问题", "描述一。", "措施一。", "6月30日", "甲局"),
            (None, None, "描述二。", "措施二。", "6月30日", "乙局"),
            (2, "乙问题", "描述三。", "措施三。", "6月30日", "甲局"),
            (None, None, None, "措施四。"),
        ],
        ["A2:A3", "B2:B3", "A4:A5", "B4:B5", "E4:E5", "F4:F5"],
    )
    assert [(task.id, task.description, task.measures) for task in tasks(draft)] == [
        ("1-1", "描述一。", ("措施一。",)),
        ("1-2", "描述二。", ("措施二。",)),
        ("2-1", "描述三。", ("措施三。", "措施四。")),
    ]


def test_what_is_merged_over_rows_counts_for_each() -> None:
    """A category, a problem, a unit and a deadline merged over rows are those of every row."""
    draft = read(
        [
            ("类型", "具体问题", "问题描述", "整改措施", "整改时限", "责任单位"),
            ("甲类", "某问题", "同一描述。", "措施一。", "6月30日", "甲局"),
            (None, None, None, "措施二。", "7月31日", None),
            (None, "另一问题", "描述三。", "措施三。", None, "乙局"),
        ],
        ["A2:A4", "B2:B3", "C2:C3", "F2:F3", "E3:E4"],
    )
    (category,) = draft.plan.categories
    assert [(issue.title, issue.description) for issue in category.issues] == [
        ("某问题", "同一描述。"),
        ("另一问题", None),
    ]
    assert [(task.units, task.deadline and task.deadline.text) for task in tasks(draft)] == [
        ("甲局", "6月30日"),
        ("甲局", "7月31日"),
        ("乙局", "7月31日"),
    ]


def test_a_problem_broken_over_two_rows_is_one() -> None:
    """A row without a number goes on with the one above where that stops in the middle of a sentence."""
    draft = read(
        [
            HEADING,
            (1, "甲", "一个很长的问题，被分成", "措施一，分成", "6月30日", "甲局"),
            (None, None, "两行的文字。", "两行。"),
            (2, "甲", "问题二。", "措施二。", "6月30日", "乙局"),
        ]
    )
    assert [(issue.number, issue.title, task.measures) for _, issue, task in draft.plan.rows()] == [
        (1, "一个很长的问题，被分成两行的文字。", ("措施一，分成两行。",)),
        (2, "问题二。", ("措施二。",)),
    ]


def test_blank_cells_below_a_problem_go_with_it_and_are_doubted() -> None:
    """Without merged cells a blank 具体问题 means the one above, which is said."""
    draft = read([HEADING[2:], ("某问题", "措施一。", "6月30日", "甲局"), (None, "措施二。", "7月31日", "乙局")])
    assert [(task.id, task.units) for task in tasks(draft)] == [("1-1", "甲局"), ("1-2", "乙局")]
    assert "台账!第3行：没有写具体问题，归到上一行的问题" in doubts(draft)


def test_numbers_that_cannot_be_kept_are_made_anew_and_kept_aside() -> None:
    """Numbers that repeat or are none do not become numbers; nothing of them is lost."""
    rows = [("编号", "具体问题", "整改措施", "整改时限", "责任单位")]
    rows += [(number, f"问题{at}", "措施。", "6月30日", "甲局") for at, number in enumerate(["A-1", "A-2", "A-2"])]
    draft = read(rows)
    assert [(issue.number, task.id, task.extra) for _, issue, task in draft.plan.rows()] == [
        (1, "1-1", {"编号": "A-1"}),
        (2, "2-1", {"编号": "A-2"}),
        (3, "3-1", {"编号": "A-2"}),
    ]
    message = "台账!编号：不能当编号用（有重复、有空缺或不是数），编号从 1 起新编，原来的放在“附加”里"
    assert message in doubts(draft)


def test_official_numbers_are_kept() -> None:
    """Task numbers like 2-4, and numbers of problems with gaps, stay as they are."""
    draft = read([("编号", *HEADING[2:]), ("2-4", *TASK[2:]), ("2-5", *TASK[2:]), ("7-1", "另一问题", *TASK[3:])])
    assert [(issue.number, task.id) for _, issue, task in draft.plan.rows()] == [(2, "2-4"), (2, "2-5"), (7, "7-1")]
    for heading in (HEADING, ("编号", *HEADING[1:]), ("问题编号", *HEADING[1:])):
        draft = read([heading, (3, "甲", "问题三", *TASK[3:]), (9, "甲", "问题九", *TASK[3:])])
        assert [(issue.number, task.id, task.extra) for _, issue, task in draft.plan.rows()] == [
            (3, "3-1", {}),
            (9, "9-1", {}),
        ]
    draft = read([HEADING, (3, "甲", "问题三", *TASK[3:]), (9, "甲", "问题九", *TASK[3:])])
    assert [(issue.number, task.id) for _, issue, task in draft.plan.rows()] == [(3, "3-1"), (9, "9-1")]


def test_columns_nobody_knows_go_aside_and_come_out_again(workspace: Path) -> None:
    """A column without a term is kept under its own heading, and the flat sheet has it again."""
    rows = [(*HEADING, "资金（万元）", "备注"), (*TASK, 3, "甲"), (2, None, "另一问题", *TASK[3:], None, "乙")]
    (workspace / "旧台账.xlsx").write_bytes(saved(made([PLAIN[0], *rows])))
    assert run("import", "xlsx", "旧台账.xlsx", "--id", "a").code == 0
    assert run("export", "xlsx", "a").code == 0
    again = read_workbook((workspace / "out/a.xlsx").read_bytes(), "a.xlsx", Basis(lexicon(), Settings()), "明细")
    assert [task.extra for task in tasks(again)] == [{"资金（万元）": "3"}, {}]


def test_columns_are_mapped_by_hand() -> None:
    """A column is what `--map` says, named by its heading or its letter; one that was that field is kept aside."""
    rows = [(*HEADING, "督办", "完成节点"), (*TASK, "某局长", "2022年7月底")]
    draft = read(rows, choices={"督办": "牵头负责人", "H": "整改时限", "类型": "不读"})
    (task,) = tasks(draft)
    assert (task.lead, task.deadline and task.deadline.text, task.extra) == (
        "某局长",
        "2022年7月底",
        {"整改时限": "2022年6月13日"},
    )
    assert [one.by_hand for one in draft.columns] == [False, True, False, False, False, False, True, True]
    assert "台账!B列（按 --map 不读）：类型" in left_out(draft)


def test_a_heading_that_looks_like_a_field_is_hinted_at() -> None:
    """What is nearly a known heading is kept aside, and the hint says how to map it."""
    draft = read([(*HEADING[:4], "整改时线", "责任单位"), TASK])
    assert tasks(draft)[0].extra == {"整改时线": "2022年6月13日"}
    hint = "像“整改时限”，没有认定，放在“附加”里；要认定请加 --map 整改时线=整改时限"
    assert f"台账!E列：“整改时线”{hint}" in doubts(draft)


def test_sub_headings_nobody_knows_keep_both_lines() -> None:
    """市级 and 县级 under 责任单位 are neither of them the 责任单位."""
    rows = [
        ("序号", "具体问题", "整改措施", "责任单位", None, "整改时限", None),
        (None, None, None, "市级", "县级", "开始时间", "完成时间"),
        (1, "某问题", "措施。", "市财政局", "各县财政局", "2023年3月1日", "2023年6月30日"),
    ]
    draft = read(rows, ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"])
    (task,) = tasks(draft)
    assert task.extra == {
        "责任单位·市级": "市财政局",
        "责任单位·县级": "各县财政局",
        "整改时限·开始时间": "2023年3月1日",
    }
    assert task.deadline is not None
    assert task.deadline.due == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("value", "text", "kind", "due", "doubt"),
    [
        (datetime(2023, 6, 30), "2023-06-30", DeadlineKind.FIXED, date(2023, 6, 30), ""),  # noqa: DTZ001 - a workbook has no time zones
        ("6月底前", "6月底前", DeadlineKind.FIXED, date(2023, 6, 30), ""),
        ("长期坚持", "长期坚持", DeadlineKind.ONGOING, None, ""),
        (
            "汛期前",
            "汛期前",
            DeadlineKind.UNDETERMINED,
            None,
            "整改时限“汛期前”读不出日期，记为未定：",
        ),
        (45107, "45107", DeadlineKind.UNDETERMINED, None, "如果是丢了日期格式的 2023-06-30，请改回日期格式再导入"),
        (2022.1, "2022.1", DeadlineKind.UNDETERMINED, None, "“2022.1”：原来可能是 2022.10，Excel 会去掉小数末尾的 0"),
    ],
)
def test_deadlines_are_read_or_asked_about(
    value: object, text: str, kind: DeadlineKind, due: date | None, doubt: str
) -> None:
    """A day is a day, a wording is read, and what names no day is 未定 with the cell to look at."""
    draft = read([HEADING, (*TASK[:4], value, TASK[5])])
    (task,) = tasks(draft)
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.kind, task.deadline.due) == (text, kind, due)
    named = [line for line in doubts(draft) if line.startswith("台账!E2：")]
    assert any(doubt in line for line in named) if doubt else not named


@pytest.mark.parametrize(
    ("headings", "cells", "entry", "kept", "doubt"),
    [
        (("状态", "进展情况", "进展日期"), ("已办结", "全部拨付。", "2023年5月1日"), ("已完成", "全部拨付。"), {}, ""),
        (("状态", "进展日期"), ("阶段性完成", datetime(2023, 5, 1)), ("阶段性成效", None), {}, ""),  # noqa: DTZ001 - a workbook has no time zones
        (("状态",), ("未开展",), None, {}, ""),
        (("完成情况", "进展日期"), ("已办结", "2023年5月1日"), ("已完成", "已办结"), {}, ""),
        (
            ("进展情况", "进展日期"),
            ("全部拨付。", "2023年5月1日"),
            ("整改中", "全部拨付。"),
            {},
            "台账!G2：表里没有写状态，按“整改中”记",
        ),
        (
            ("状态", "进展日期"),
            ("已销号", "2023年5月1日"),
            ("已完成", None),
            {},
            "台账!G2：没有写谁验收、凭什么，按“已完成”记；请用 close-task 补记销号",
        ),
        (
            ("状态", "进展情况"),
            ("已完成", "全部拨付。"),
            None,
            {"状态": "已完成", "进展情况": "全部拨付。"},
            "台账!H2：没有写是哪一天的情况，没有记成进展，放在“附加”里；请用 record-progress 补记",
        ),
        (
            ("状态", "进展日期"),
            ("差不多了", "2023年5月1日"),
            None,
            {"状态": "差不多了", "进展日期": "2023年5月1日"},
            "台账!G2：状态“差不多了”认不出，没有记成进展，放在“附加”里；请用 record-progress 补记",
        ),
        (
            ("进展情况", "进展日期"),
            ("加快建设。", "2023年5月1日"),
            None,
            {"进展情况": "加快建设。", "进展日期": "2023年5月1日"},
            "台账!G2：整改进展与整改措施（问题描述）相同，没有当作进展，放在“附加”里",
        ),
    ],
)
def test_progress_is_put_down_only_where_it_says_what_and_when(
    headings: tuple[str, ...], cells: tuple[object, ...], entry: Any, kept: dict[str, str], doubt: str
) -> None:
    """An entry needs a day and a status the table of words has; all else is kept aside, and named."""
    draft = read([(*HEADING, *headings), (*TASK, *cells)])
    (task,) = tasks(draft)
    assert [(one.status.value, one.content) for one in task.progress] == ([entry] if entry else [])
    assert task.extra == kept
    assert [line for line in doubts(draft) if "进展" in line or "状态" in line or "销号" in line] == [doubt] * bool(
        doubt
    )


def test_what_the_file_hides_is_listed() -> None:
    """Hidden rows, columns and sheets, comments, other ledgers and lost digits are all named."""
    from openpyxl.comments import Comment

    workbook = made([*PLAIN, (2, *TASK[1:])], (), 底稿=[("草稿",)], 另一台账=[HEADING, TASK])
    sheet = workbook["台账"]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["G1"] = 110101200001010000
    sheet["F3"].comment = Comment("请核对", "某")
    workbook["底稿"].sheet_state = "hidden"
    draft = read_workbook(saved(workbook), "旧台账.xlsx", Basis(lexicon(), Settings()))
    assert doubts(draft) == [
        "台账：“另一台账”也像台账，这次没有读；要读请用 --sheet",
        "台账：第4行是隐藏的（共 1 行），照样读了",
        "台账：D 列是隐藏的，照样读了",
        "台账!G1：“110101200001010000”：这个数有 18 位，Excel 只存前 15 位，后面的已经不准",
    ]
    assert left_out(draft) == [
        "台账!G1（表上方的文字）：110101200001010000",
        "底稿（隐藏的工作表）",
        "另一台账（没有选用的工作表）",
        "台账!F3（批注）：请核对",
    ]


def test_a_cell_that_shows_nothing_is_left_out_by_name() -> None:
    """A formula without a value, and an error, are named with what stands there."""
    draft = read([HEADING, (*TASK[:5], "=Sheet2!A1")])
    assert tasks(draft)[0].units is None
    assert "台账!F2（是公式，没有算出的值：=Sheet2!A1）" in left_out(draft)
    assert "台账!第2行：没有写责任单位" in doubts(draft)


def test_what_the_table_lacks_is_named() -> None:
    """A ledger without category, problem, deadline or unit comes in with what is missing named once."""
    draft = read([("问题描述", "整改措施"), ("台账不清。经查，有三处。", "清理。")], issued=None)
    ((category, issue, task),) = draft.plan.rows()
    assert (category.name, issue.title, task.description) == ("未分类", "台账不清", "台账不清。经查，有三处。")
    assert doubts(draft) == [
        "台账：表上方没有标题，用了“旧台账”",
        "台账：没有“类型”一列，都放在“未分类”下",
        "台账：没有“具体问题”一列，问题名称取自问题描述（或措施）的第一句",
        "台账：没有“整改时限”一列",
        "台账：没有“责任单位”一列",
    ]


def test_rows_of_one_category_need_not_stand_together() -> None:
    """A category that comes again is the same one, and the move is named."""
    rows = [HEADING, *((number, name, f"问题{number}", *TASK[3:]) for number, name in enumerate("甲乙甲", start=1))]
    draft = read(rows)
    assert [(c.name, [i.number for i in c.issues]) for c in draft.plan.categories] == [("甲", [1, 3]), ("乙", [2])]
    assert "台账!第4行：类型“甲”前面已经有过，导入后排在一起" in doubts(draft)


def test_invisible_characters_go_and_are_named() -> None:
    """What no ledger may hold is taken out of a cell, and the cell named."""
    draft = read([HEADING, (*TASK[:2], "  项目\u2028进展慢\ufeff\n", *TASK[3:])])
    assert next(draft.plan.rows())[1].title == "项目进展慢"
    assert "台账!C2：有 2 个看不见的控制字符，去掉了" in doubts(draft)


FIELDS = {
    "类型": "类",
    "具体问题": "问",
    "问题描述": "述",
    "整改措施": "措",
    "整改目标": "标",
    "责任单位": "单位",
    "牵头领导": "某",
    "完成时限": "会后办结",
    "整改情况": "情况",
    "状态": "状",
    "问题来源": "来源",
    "备注": "注解",
    "资金": "元",
    "资金用途": "用途",
}


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[list[str | None]], list[str]]:
    """Tables of any columns, cells blank or with a text of their own, merged here and there, with lines around them."""
    chosen = draw(st.permutations(list(FIELDS)))[: draw(st.integers(4, len(FIELDS)))]
    headings = ["具体问题", "整改措施", *(one for one in chosen if one not in {"具体问题", "整改措施"})]
    over = draw(st.integers(0, 2))
    rows: list[list[str | None]] = [[f"某县整改台账{number}"] for number in range(over)]
    rows.append([*headings])
    count = draw(st.integers(1, 6))
    for number in range(count):
        filled = draw(st.lists(st.booleans(), min_size=len(headings), max_size=len(headings)))
        rows.append([f"{FIELDS[one]}{number}字{at}" if filled[at] else None for at, one in enumerate(headings)])
    first, last = over + 2, over + 1 + count
    columns = draw(st.sets(st.integers(0, len(headings) - 1), max_size=3))
    merged = [f"{chr(65 + at)}{first}:{chr(65 + at)}{last}" for at in sorted(columns)] if last > first else []
    rows += [
        [line] for line in draw(st.lists(st.sampled_from(["合计", "注：以上均已核对", "填表人：某某"]), max_size=3))
    ]
    return rows, merged


@given(ledgers())
@settings(max_examples=150)
def test_every_cell_is_in_the_plan_or_named(table: tuple[list[list[str | None]], list[str]]) -> None:
    """Conservation: each cell with content is found in the plan, its headings, its title, or what was left out."""
    from zhenggai.errors import ZhenggaiError

    rows, merged = table
    workbook = made(rows, merged)
    texts = [str(cell.value) for row in workbook["台账"].iter_rows() for cell in row if cell.value is not None]
    try:
        draft = read_workbook(saved(workbook), "旧台账.xlsx", Basis(lexicon(), Settings(), ISSUED))
    except ZhenggaiError as refusal:
        assert "没有任务" in str(refusal)  # noqa: PT017 - the other outcome is checked below
        return
    plan = [text for _place, text in to_lines(draft.plan.to_file())]
    kept = "\n".join([*plan, *(one.heading for one in draft.columns), *(one.text for one in draft.omissions)])
    assert draft.cells == len(texts)
    assert [text for text in texts if text not in kept] == []
    assert draft.imported + sum(one.cells for one in draft.omissions) == draft.cells


def test_the_command_shows_what_it_understood(workspace: Path) -> None:
    """Mapping, counts, doubts and omissions are shown, the plan and the doubts are written."""
    (workspace / "旧台账2022.xlsx").write_bytes(saved(made(AUDIT, AUDIT_MERGED)))
    ran = run("import", "xlsx", "旧台账2022.xlsx", "--issued", "2023-03-01", "--doubts", "疑问.txt")
    assert ran.code == 0
    assert ran.out[:4] == [
        "读自 旧台账2022.xlsx 的工作表“台账”：某县2022年度审计反馈问题整改台账",
        "列  读作          把握    表头",
        "A   序号          确定    序号",
        "B   类型          确定    问题类别",
    ]
    assert ran.out[12:15] == [
        "读出 2 个类型、3 个问题、3 项任务、5 条措施；3 项有日期，0 项时限未定",
        "有内容的格子 53 个：读入 39 个，没有读入 14 个",
        "疑问 2 条：",
    ]
    assert ran.out[-1] == "已写入 ledgers/ledger-2022.yaml"
    assert ran.err == [
        "疑问写在 疑问.txt",
        "已导入方案 ledger-2022，请逐条核对疑问；再看 zhenggai check ledger-2022",
    ]
    assert (workspace / "疑问.txt").read_text(encoding="utf-8").splitlines()[1] == "台账!第6、8行：接在上一行的任务后面"
    assert run("overdue", "--as-of", "2023-10-01").out[0] == "截至 2023-10-01：逾期 1 项"


def test_the_same_doubt_about_many_cells_is_one_line(workspace: Path) -> None:
    """It names every row, those that follow one another as a run; two cells have a line each."""
    rows = [
        (number, "甲类", f"问题{number}", "抓紧办。", "会后" if number < 6 else "6月底", "甲局")
        for number in range(1, 9)
    ]
    rows[3] = (4, "甲类", "问题4", "抓紧办。", "2022年6月30日", "甲局")
    (workspace / "old.xlsx").write_bytes(saved(made([("某县整改台账",), HEADING, *rows])))
    lines = [line for line in run("import", "xlsx", "old.xlsx", "--dry-run").out if "读不出日期" in line]
    assert [line.partition("：")[0] for line in lines] == ["  台账!E列第3—5、7行（4 处）", "  台账!E列第8—10行（3 处）"]


def test_a_title_may_say_of_which_day_it_is(workspace: Path) -> None:
    """A title with 更新时间 in brackets is a title all the same, and the day that of the progress."""
    table = [("某县整改台账（更新时间：2022年6月10日）",), (*HEADING, "整改情况"), (*TASK, "正在推进。")]
    (workspace / "old.xlsx").write_bytes(saved(made(table)))
    out = run("import", "xlsx", "old.xlsx", "--dry-run").out
    assert out[0].endswith("：某县整改台账（更新时间：2022年6月10日）")
    assert any("日期: 2022-06-10" in line for line in out)


def test_dry_run_shows_the_lines_and_writes_nothing(workspace: Path) -> None:
    """--dry-run shows the file that would be written, and no file is."""
    (workspace / "old.xlsx").write_bytes(plain())
    ran = run("import", "xlsx", "old.xlsx", "--dry-run", "--doubts", "疑问.txt")
    assert ran.out[-1] == "   14 +      责任单位: 市财政局"
    assert ran.err == ["这是预演（--dry-run），没有新建文件"]
    assert sorted(path.name for path in workspace.rglob("*") if path.is_file()) == ["old.xlsx"]


def test_an_id_is_made_from_the_name_and_never_taken_twice(workspace: Path) -> None:
    """A file's own name makes the id; a second import makes another; an id that was asked for is not overwritten."""
    (workspace / "my ledger.xlsx").write_bytes(plain())
    assert run("import", "xlsx", "my ledger.xlsx").out[-1] == "已写入 ledgers/my-ledger.yaml"
    assert run("import", "xlsx", "my ledger.xlsx").out[-1] == "已写入 ledgers/my-ledger-2.yaml"
    ran = run("import", "xlsx", "my ledger.xlsx", "--id", "my-ledger")
    assert (ran.code, ran.err) == (
        3,
        ["已经有方案 my-ledger：ledgers/my-ledger.yaml。请用 --id 换一个编号，或者用 --force 覆盖"],
    )
    assert run("import", "xlsx", "my ledger.xlsx", "--id", "my-ledger", "--issued", "2022-06-01", "--force").code == 0
    assert "印发日期: 2022-06-01" in (workspace / "ledgers/my-ledger.yaml").read_text(encoding="utf-8")
    ran = run("import", "xlsx", "my ledger.xlsx", "--id", "我的台账")
    assert (ran.code, ran.err[0].split("。")[0]) == (3, "“我的台账”不能当方案编号")


def test_force_never_drops_what_was_recorded(workspace: Path) -> None:
    """A plan with records that the workbook lacks is not overwritten; one whose records it has is."""
    (workspace / "old.xlsx").write_bytes(plain())
    assert run("import", "xlsx", "old.xlsx").code == 0
    assert run("record-progress", "old:1-1", "-s", "整改中", "-m", "已开工。", "-u", "市财政局").code == 0
    assert run("export", "xlsx", "old").code == 0
    ran = run("import", "xlsx", "old.xlsx", "--id", "old", "--force")
    assert (ran.code, ran.err) == (
        3,
        ["方案 old 记有 1 条新文件里没有的进展、延期或报送，没有覆盖。请用 --id 换一个编号导入，再对照修改"],
    )
    assert run("import", "xlsx", "out/old.xlsx", "--force").code == 0
    assert "内容: 已开工。" in (workspace / "ledgers/old.yaml").read_text(encoding="utf-8")


def test_a_workspace_may_have_its_own_headings(workspace: Path) -> None:
    """headings.tsv in the workspace's root teaches the words of this office."""
    (workspace / "headings.tsv").write_text("表头\t整改时限\t啥时候办完\n", encoding="utf-8")
    (workspace / "old.xlsx").write_bytes(saved(made([(*HEADING[:4], "啥时候办完", "责任单位"), TASK])))
    assert run("import", "xlsx", "old.xlsx").code == 0
    assert "日期: 2022-06-13" in (workspace / "ledgers/old.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--sheet", "汇总"], 3, "old.xlsx 里没有工作表“汇总”。有这些工作表：台账"),
        (
            ["--map", "时限=整改时限"],
            3,
            "表里没有“时限”这一列。有这些列：A 序号、B 类型、C 具体问题、D 整改措施、E 整改时限、F 责任单位",
        ),
        (["--map", "E"], 2, "选项 --map 的“E”看不懂。请写成 列=字段，例如 H=整改时限 或 督办领导=牵头负责人"),
    ],
)
def test_what_does_not_exist_is_named(workspace: Path, arguments: list[str], code: int, message: str) -> None:
    """A sheet, a column or a mapping that makes no sense is refused with what there is."""
    (workspace / "old.xlsx").write_bytes(plain())
    ran = run("import", "xlsx", "old.xlsx", *arguments)
    assert (ran.code, ran.err) == (code, [message])


def test_a_field_that_does_not_exist_is_named(workspace: Path) -> None:
    """The refusal lists the fields there are."""
    (workspace / "old.xlsx").write_bytes(plain())
    ran = run("import", "xlsx", "old.xlsx", "--map", "E=时限")
    assert ran.code == 3
    assert ran.err[0].startswith("没有字段“时限”。可用：序号、类型、")


def test_programs_read_english(workspace: Path) -> None:
    """--json has the plan, the mapping, the doubts and what was left out under stable English names."""
    (workspace / "old.xlsx").write_bytes(saved(made(AUDIT, AUDIT_MERGED)))
    answer = json.loads("\n".join(run("import", "xlsx", "old.xlsx", "--json", "--dry-run").out))
    assert {name: answer[name] for name in ("plan_id", "file", "written", "sheet", "cells", "imported")} == {
        "plan_id": "old",
        "file": "ledgers/old.yaml",
        "written": False,
        "sheet": "台账",
        "cells": 53,
        "imported": 39,
    }
    assert answer["columns"][1] == {
        "column": "B",
        "heading": "问题类别",
        "field": "类型",
        "looks_like": None,
        "by_hand": False,
        "by_pattern": False,
    }
    assert answer["doubts"][1] == {"kind": "structure", "place": "台账!第6、8行", "message": "接在上一行的任务后面"}
    assert answer["left_out"][-1]["cells"] == 2
    assert answer["plan"]["categories"][0]["issues"][0]["tasks"][0]["id"] == "1-1"
