"""The workbook: what was put in is what is read back, the page is set up, and the bytes never change by themselves."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from strategies import categories, days
from workbook_dump import dumped
from zhenggai.columns import BUILT_IN, CHECKLIST, LEDGER, Layout, Term, column
from zhenggai.columns.flat import NOT_IN_DIGEST, Flat, digest, own_name, split_items, unescaped
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.options import ALL, PrintOptions
from zhenggai.exporters.pages import spans
from zhenggai.exporters.paper import Paper
from zhenggai.exporters.workbook import ledger_workbook, printed
from zhenggai.model import Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

ROOT = Path(__file__).parents[1]
DAY = date(2022, 6, 14)
EVERYTHING = Layout("全部", tuple(map(column, Term)))
FIRST_ROW = 4
"""Of the table on the printed sheet, under the title, the line and the heading."""


def ledgers() -> st.SearchStrategy[Plan]:
    """Plans of which only what is exported differs."""
    return categories().map(lambda drawn: Plan(format=1, title="某某整改方案", categories=drawn))


def shipped(plan_id: str) -> Plan:
    written = yaml.load((ROOT / "ledgers" / f"{plan_id}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    return Plan.model_validate(written, by_alias=True, by_name=False)


def opened(plan: Plan, options: PrintOptions) -> Any:
    raw, _ = ledger_workbook("p-2022", plan, options)
    return load_workbook(io.BytesIO(raw))


def read(value: object) -> object:
    """Return what a cell says: days as days, a blank one as ""."""
    if isinstance(value, str):
        return unescaped(value)
    return "" if value is None else value.date() if isinstance(value, datetime) else value


def cells(sheet: Any, first_row: int, columns: int) -> list[list[object]]:
    """Return what the cells of a sheet say from a row on."""
    rows = sheet.iter_rows(min_row=first_row, max_col=columns, values_only=True)
    return [[read(value) for value in row] for row in rows]


@pytest.mark.parametrize(
    ("plan_id", "layout", "paper", "day"),
    [
        ("xuchang-2021", LEDGER, Paper.A3, date(2022, 6, 14)),
        ("xuchang-2021", LEDGER, Paper.A4, date(2022, 6, 14)),
        ("menglai-2022", CHECKLIST, Paper.A3, date(2023, 9, 30)),
    ],
    ids=["xuchang", "xuchang A4", "menglai 清单"],
)
def test_the_shipped_ledgers_print_as_before(
    plan_id: str, layout: Layout, paper: Paper, day: date, snapshot: SnapshotAssertion
) -> None:
    """The whole workbook, cell by cell with its look, is the one last looked at (`--snapshot-update` after looking)."""
    raw, _ = ledger_workbook(plan_id, shipped(plan_id), PrintOptions(day, layout, paper))
    assert dumped(raw) == snapshot


@given(ledgers(), days())
@settings(max_examples=40)
def test_every_cell_of_the_flat_sheet_reads_back(plan: Plan, day: date) -> None:
    """What 明细 is given is what a reader finds in it: text as text, numbers as numbers, days as days."""
    table = flat_table("p-2022", plan, day)
    sheet = opened(plan, PrintOptions(day, LEDGER))["明细"]
    assert cells(sheet, 2, len(table.headings))[0] == list(table.headings)
    assert cells(sheet, 3, len(table.headings)) == [list(row) for row in table.rows]


@given(ledgers(), days(), st.sampled_from(list(Paper)))
@settings(max_examples=40)
def test_every_cell_of_the_printed_sheet_reads_back(plan: Plan, day: date, paper: Paper) -> None:
    """Every text of the composition stands in its cell; merged cells say it once a page."""
    options = PrintOptions(day, EVERYTHING, paper, ALL)
    composition, _ = printed(plan, options)
    sheet = opened(plan, options)["全部"]
    number = list(Term).index(Term.NUMBER)
    row_number = FIRST_ROW
    for page in composition.pages:
        runs = [(index, first, last) for index in range(len(Term)) for first, last in spans(page, index)]
        covered = {(at, index) for index, first, last in runs for at in range(first + 1, last + 1)}
        for at, row in enumerate(page):
            for index, text in enumerate(row.texts):
                found = read(sheet.cell(row_number, index + 1).value)
                assert str(found) == ("" if (at, index) in covered else text)
                assert found == "" or isinstance(found, int if index == number else str)
            row_number += 1


@given(ledgers())
@settings(max_examples=25)
def test_the_flat_sheet_says_everything_a_task_has(plan: Plan) -> None:
    """From the cells of 明细 every field of every task can be read again, and the digest proves it untouched."""
    table = flat_table("p-2022", plan, DAY)
    for values, (category, issue, task) in zip(table.rows, plan.rows(), strict=True):
        row = dict(zip(table.headings, values, strict=True))
        official = {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in row.items()
            if name not in NOT_IN_DIGEST
        }
        assert row[Flat.DIGEST] == digest(official)
        assert row[Flat.REFERENCE] == f"p-2022:{task.id}"
        place = (row[Flat.CATEGORY], row[Flat.ISSUE_NUMBER], row[Flat.ISSUE])
        assert place == (category.name, issue.number, issue.title)
        alone = {Flat.DESCRIPTION: task.description, Flat.GOAL: task.goal, Flat.UNITS: task.units, Flat.NOTE: task.note}
        assert {name: row[name] or None for name in alone} == alone
        if not any(measure.startswith("\u3000") for measure in task.measures):
            assert split_items(str(row[Flat.MEASURES])) == task.measures
        own = {own_name(name): value for name, value in row.items() if name not in set(Flat) and value}
        assert own == task.extra


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=SUM(A1:A9)",
        "#N/A",
        "#REF!",
        "2-4",
        "007",
        "1e3",
        "2022-06-13",
        "+86",
        "@某",
        "TRUE",
        "'引号",
        "_x0041_",
    ],
)
def test_text_stays_text(plan_of: Callable[[str], Plan], text: str) -> None:
    """Nothing that looks like a formula, an error, a number or a day becomes one, on either sheet."""
    plan = plan_of(yaml.safe_dump({"任务": [{"编号": "2-4", "备注": text}]}, allow_unicode=True))
    workbook = opened(plan, PrintOptions(DAY, LEDGER))
    for cell in (workbook["台账"]["K4"], workbook["明细"]["U3"]):
        assert unescaped(cell.value) == text
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_every_text_cell_is_marked_as_text() -> None:
    """Every cell of text on both sheets has the quote prefix, numbers and days have not."""
    workbook = opened(shipped("xuchang-2021"), PrintOptions(DAY, LEDGER))
    for sheet in workbook.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.quotePrefix == isinstance(cell.value, str)
            assert cell.data_type in {"s", "n", "d"}


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_two_exports_are_byte_for_byte_equal(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes depend on the plan, the id and the options alone, not on the clock."""
    plan, options = shipped("menglai-2022"), PrintOptions(DAY, layout)
    first, _ = ledger_workbook("menglai-2022", plan, options)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    again, _ = ledger_workbook("menglai-2022", plan, options)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2022-06-14T00:00:00Z") == 2


def test_another_process_exports_the_same_bytes() -> None:
    """The order in which Python hashes text, different in every process, does not show."""
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_workbook as t;"
        "raw, _ = t.ledger_workbook('x', t.shipped('xuchang-2021'), t.PrintOptions(t.DAY, t.LEDGER));"
        "print(hashlib.sha256(raw).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(sums) == 1


@pytest.mark.parametrize("paper", list(Paper))
def test_the_page_is_set_up(paper: Paper) -> None:
    """Landscape on the paper asked for, as wide as the page, heading repeated, frozen, numbered, no filter."""
    sheet = opened(shipped("xuchang-2021"), PrintOptions(DAY, LEDGER, paper))["台账"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == ({"A3": 8, "A4": 9}[paper], "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToWidth, setup.fitToHeight) == (True, 1, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$3:$3", "A4", None)
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.print_area == f"'台账'!$A$1:$K${sheet.max_row}"
    assert sheet.column_dimensions["L"].hidden
    assert sheet["L4"].value == "p-2022:1-1"


def test_breaks_stand_where_the_pages_end(plan_of: Callable[[str], Plan]) -> None:
    """A manual break follows the last row of every page but the last, and no merge crosses one."""
    tasks = [{"编号": f"2-{number}", "备注": "长" * 200} for number in range(1, 30)]
    plan = plan_of(yaml.safe_dump({"任务": tasks}, allow_unicode=True))
    options = PrintOptions(DAY, LEDGER, Paper.A4)
    composition, _ = printed(plan, options)
    sheet = opened(plan, options)["台账"]
    ends = [sum(map(len, composition.pages[:count])) + FIRST_ROW - 1 for count in range(1, len(composition.pages) + 1)]
    assert [entry.id for entry in sheet.row_breaks.brk] == ends[:-1] != []
    merged = [area for area in sheet.merged_cells.ranges if area.min_row >= FIRST_ROW]
    assert all(not any(area.min_row <= end < area.max_row for end in ends) for area in merged)
    tops = [sheet.cell(row, 2).value for row in (FIRST_ROW, *(end + 1 for end in ends[:-1]))]
    assert tops == ["工作落实方面"] * len(ends)
    assert all(sheet.row_dimensions[row].height <= 409.5 for row in range(FIRST_ROW, ends[-1] + 1))


def test_no_line_runs_between_the_parts_of_a_task(plan_of: Callable[[str], Plan]) -> None:
    """The parts of a cut task have a line around them all and none between, unless a page ends there."""
    plan = plan_of(yaml.safe_dump({"任务": [{"编号": "2-4", "备注": "完善制度。" * 250}]}, allow_unicode=True))
    options = PrintOptions(DAY, LEDGER)
    composition, _ = printed(plan, options)
    sheet = opened(plan, options)["台账"]
    note = len(LEDGER.columns)
    names = [str(sheet.cell(row, note + 1).value) for row in range(FIRST_ROW, sheet.max_row + 1)]
    assert names == [f"p-2022:2-4#{part}" for part in range(1, len(names) + 1)]
    ends = {sum(map(len, composition.pages[:count])) + FIRST_ROW - 1 for count in range(1, len(composition.pages) + 1)}
    starts = {FIRST_ROW, *(end + 1 for end in ends)}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        border = sheet.cell(row, note).border
        assert (bool(border.top.style), bool(border.bottom.style)) == (row in starts, row in ends)
        assert border.left.style == border.right.style == "thin"
    assert 1 < len(ends) < len(names)


def test_what_stands_over_the_table() -> None:
    """Title, 填报单位 and 填报日期 come from the options, else from the plan."""
    plan = shipped("xuchang-2021")
    sheet = opened(plan, PrintOptions(DAY, LEDGER))["台账"]
    texts = [cell.value for row in sheet.iter_rows(max_row=2) for cell in row if cell.value]
    assert texts == [plan.ledger_title, "填报单位：许昌市财政局", "填报日期：2022年6月14日"]
    own = Layout("自定", LEDGER.columns[:1], "整改情况一览表")
    sheet = opened(plan, PrintOptions(DAY, own, reporting_unit="某县财政局"))["自定"]
    assert [cell.value for row in sheet.iter_rows(max_row=2) for cell in row if cell.value] == [
        "整改情况一览表",
        "填报单位：某县财政局  填报日期：2022年6月14日",
    ]


def test_the_flat_sheet_is_made_for_filling_in() -> None:
    """明细 has hidden ids and digests that are sorted with the rows, a choice of status, and the day in sight."""
    sheet = opened(shipped("xuchang-2021"), PrintOptions(DAY, LEDGER, remind_days=10))["明细"]
    assert [sheet.column_dimensions[name].hidden for name in ("A", "B", "C", "AB", "AC", "AD")] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert sheet.auto_filter.ref == "A2:AD11"
    assert sheet.freeze_panes == "G3"
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("V3:V11", '"未启动,整改中,阶段性成效,已完成,已销号"')
    assert [sheet["V2"].value, sheet["W2"].value] == ["状态", "到期日"]
    assert [cell.value for cell in sheet[1][2:6]] == ["截至日期", datetime(2022, 6, 14), "提醒天数", 10]  # noqa: DTZ001 - a workbook has no time zones
    assert sheet["W3"].number_format == "yyyy-mm-dd"


def test_columns_of_somebodys_own_are_in_the_flat_sheet(plan: Plan) -> None:
    """Every key of 附加 gets a column behind the others, blank where a task has none.

    任务:
    - {编号: 2-1, 附加: {金额: "3"}}
    - {编号: 2-2, 附加: {备注: 附加里的}}
    """
    sheet = opened(plan, PrintOptions(DAY, LEDGER))["明细"]
    assert cells(sheet, 2, sheet.max_column)[0][-2:] == ["金额", "附加·备注"]
    assert [row[-2:] for row in cells(sheet, 3, sheet.max_column)] == [["3", ""], ["", "附加里的"]]


def test_the_workbook_says_which_plan_it_is() -> None:
    """The id, the version of the sheet and the day stand in custom document properties."""
    properties = opened(shipped("xuchang-2021"), PrintOptions(DAY, LEDGER)).custom_doc_props
    assert {entry.name: entry.value for entry in properties.props} == {
        "zhenggai-plan": "p-2022",
        "zhenggai-format": 1,
        "zhenggai-as-of": "2022-06-14",
    }


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_every_sheet_states_how_far_it_reaches(layout: Layout) -> None:
    """A reader that goes by the size a sheet states, as openpyxl does when it only reads, finds every cell."""
    raw, _ = ledger_workbook("p-2022", shipped("menglai-2022"), PrintOptions(DAY, layout))
    whole, stated = (load_workbook(io.BytesIO(raw), read_only=is_read_only) for is_read_only in (False, True))
    assert [sheet.calculate_dimension() for sheet in stated] == [sheet.calculate_dimension() for sheet in whole]


def test_control_characters_go_with_a_warning() -> None:
    """A control character in a text is left out of both sheets, and said once."""
    plan = shipped("xuchang-2021")
    broken = plan.model_copy(update={"title": "整改\x01方案", "ledger_title": None})
    raw, warnings = ledger_workbook("p-2022", broken, PrintOptions(DAY, LEDGER))
    assert load_workbook(io.BytesIO(raw)).worksheets[0]["A1"].value == "整改方案"
    assert warnings == ("台账标题里有 1 个不能打印的控制字符，导出时去掉了",)


def test_a_task_too_long_for_a_cell_is_refused(plan_of: Callable[[str], Plan]) -> None:
    """Measures that are too long only when joined are refused by task and column."""
    measures = ["整" * 20_000, "改" * 20_000]
    plan = plan_of(yaml.safe_dump({"任务": [{"编号": "2-4", "整改措施": measures}]}, allow_unicode=True))
    with pytest.raises(ZhenggaiError, match="任务 2-4 的“整改措施”有 40006 个字"):
        ledger_workbook("p-2022", plan, PrintOptions(DAY, LEDGER))


def test_a_plan_without_tasks_is_a_workbook_all_the_same(plan: Plan) -> None:
    """An empty ledger prints its title and heading.

    发文机关: []
    """
    workbook = opened(plan, PrintOptions(DAY, LEDGER))
    assert [sheet.title for sheet in workbook.worksheets] == ["台账", "明细", "方案"]
    assert workbook["台账"]["A2"].value == "填报单位："
