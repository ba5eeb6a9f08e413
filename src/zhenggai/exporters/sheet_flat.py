"""The sheet 明细: one row a task, made for filters, for filling in and for coming back through collect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from zhenggai.columns.flat import FILLED_IN, HIDDEN, Flat
from zhenggai.exporters import page_setup, typeset
from zhenggai.exporters.row_xml import measure, row
from zhenggai.exporters.styles import DAY_FORMAT, HEADING_FONT, Look, Styles
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.exporters.flat_cells import FlatTable
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.exporters.row_xml import Value

HEADING_ROW = 2
_DAY, _REMIND = 4, 6
"""The columns, in the first row, of the day and of the number of days that the colours go by."""
_FIRST_FREE = Flat.SHARED_DESCRIPTION
"""The columns before this one stay in sight when the sheet is scrolled sideways."""

_SIZE = 10.5
_OWN_WIDTH = 16.0
_WIDTHS = {
    Flat.CATEGORY: 12.0,
    Flat.ISSUE_NUMBER: 12.0,
    Flat.ISSUE: 18.0,
    Flat.TASK: 8.0,
    Flat.SHARED_DESCRIPTION: 30.0,
    Flat.DESCRIPTION: 40.0,
    Flat.GOAL: 24.0,
    Flat.MEASURES: 40.0,
    Flat.DEADLINE: 16.0,
    Flat.DEADLINE_DAY: 12.0,
    Flat.DEADLINE_KIND: 10.0,
    Flat.SOURCES: 18.0,
    Flat.UNITS: 24.0,
    Flat.SUPPORTING_UNITS: 18.0,
    Flat.STATUS: 12.0,
    Flat.DUE: 12.0,
    Flat.PROGRESS_DAY: 12.0,
    Flat.PROGRESS: 40.0,
    Flat.EVIDENCE: 20.0,
}
_ORDINARY_WIDTH = 12.0

HEADING = Look(HEADING_FONT, _SIZE, horizontal="center", fill="DDEBF7")
TEXT = Look(size=_SIZE, vertical="top")
NUMBER = Look(size=_SIZE, horizontal="center", vertical="top", is_text=False)
DATE = Look(size=_SIZE, horizontal="center", vertical="top", number_format=DAY_FORMAT, is_text=False)
_TO_WHOM = Look(HEADING_FONT, _SIZE, edges="")
_OPEN = "FFF2CC"
"""The ground of what a unit may fill in."""
_LABEL = Look(HEADING_FONT, _SIZE, horizontal="right", edges="")
_RED = ("9C0006", "FFC7CE")
_YELLOW = ("9C5700", "FFEB9C")


def write(sheet: Worksheet, table: FlatTable, options: PrintOptions, recipient: str = "") -> list[str]:
    """Shape the sheet, with its filter, drop-down and colours, and return its rows; the day colours go by is on top.

    For a `recipient`, the unit that is to fill it in, all but `FILLED_IN` is locked and empty columns are hidden.
    """
    for column, heading in enumerate(table.headings, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = column_width(heading)
    for hidden in HIDDEN:
        sheet.column_dimensions[letter(hidden)].hidden = True
    last_row = HEADING_ROW + max(1, len(table.rows))
    last_column = get_column_letter(len(table.headings))
    # From the hidden columns on: a filter sorts its own columns only, and ids must move with their rows.
    sheet.auto_filter.ref = f"{letter(Flat.REFERENCE)}{HEADING_ROW}:{last_column}{last_row}"
    sheet.freeze_panes = f"{letter(_FIRST_FREE)}{HEADING_ROW + 1}"
    statuses = [status for status in Status if status is not Status.CLOSED] if recipient else list(Status)
    offer_statuses(sheet, last_row, statuses)
    colour(sheet, f"{letter(Flat.CATEGORY)}{HEADING_ROW + 1}:{last_column}{last_row}")
    page_setup.set_up(sheet, options.paper, HEADING_ROW)
    if recipient:
        _hide_empty(sheet, table)
        _lock(sheet)
    measure(sheet, len(table.headings), HEADING_ROW + len(table.rows))
    return list(_rows(sheet, table, options, recipient))


def _rows(sheet: Worksheet, table: FlatTable, options: PrintOptions, recipient: str) -> Iterator[str]:
    styles = Styles(sheet)
    first, height = {column: (value, look) for column, value, look in top(options)}, None
    if recipient:
        column, text = _to_whom(sheet, table, recipient)
        first[column] = text, _TO_WHOM
        lines = typeset.count_lines(text, typeset.capacity(column_width(table.headings[column - 1]), _SIZE))
        height = typeset.height(lines, _SIZE)
    yield row(1, [(column, value, styles[look]) for column, (value, look) in first.items()], height)
    yield row(HEADING_ROW, [(column, text, styles[HEADING]) for column, text in enumerate(table.headings, start=1)])
    capacities = _capacities(table.headings)
    for number, values in enumerate(table.rows, start=HEADING_ROW + 1):
        looks = [
            _open_look(heading, value) if recipient else _look(value)
            for heading, value in zip(table.headings, values, strict=True)
        ]
        cells = [
            (column, value, styles[look])
            for column, (value, look) in enumerate(zip(values, looks, strict=True), start=1)
        ]
        yield row(number, cells, _height(capacities, values))


def _to_whom(sheet: Worksheet, table: FlatTable, recipient: str) -> tuple[int, str]:
    """Return what is said over the first column in sight behind the frozen ones: who is to fill in what."""
    columns = range(list(Flat).index(_FIRST_FREE) + 1, len(table.headings) + 1)
    column = next(number for number in columns if not sheet.column_dimensions[get_column_letter(number)].hidden)
    return column, f"填报单位：{recipient}。只填{'、'.join(FILLED_IN)}，其余各栏已锁定"


def _lock(sheet: Worksheet) -> None:
    """Protect the sheet without a password; what a reader needs to find his way stays allowed."""
    sheet.protection.enable()
    # False lets the reader do it.
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _hide_empty(sheet: Worksheet, table: FlatTable) -> None:
    for column, heading in enumerate(table.headings):
        if heading not in FILLED_IN and not any(values[column] != "" for values in table.rows):
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True


def _open_look(heading: str, value: Value) -> Look:
    """Return the look of a cell in a sheet to be filled in: what is open has a colour, and days their format."""
    if heading not in FILLED_IN:
        return _look(value)
    looks = DATE if heading == Flat.PROGRESS_DAY and (isinstance(value, date) or not value) else _look(value)
    return replace(looks, is_open=True, fill=_OPEN)


def letter(column: Flat, before: int = 0) -> str:
    """Return the letter of a column; `before` is how many others stand on its left besides those of `Flat`."""
    return get_column_letter(list(Flat).index(column) + 1 + before)


def column_width(heading: str) -> float:
    """Return how wide the column of that heading is, in units."""
    return _WIDTHS.get(Flat(heading), _ORDINARY_WIDTH) if heading in set(Flat) else _OWN_WIDTH


def _capacities(headings: Sequence[str]) -> tuple[float, ...]:
    """Return how many em a line of each column holds, 0 for hidden ones."""
    return tuple(0 if heading in HIDDEN else typeset.capacity(column_width(heading), _SIZE) for heading in headings)


def _height(capacities: Sequence[float], values: Sequence[Value]) -> float:
    """Return a height that shows every text, as far as a row can be that tall."""
    lines = [
        typeset.count_lines(value, capacity)
        for capacity, value in zip(capacities, values, strict=True)
        if capacity and isinstance(value, str)
    ]
    return min(typeset.TALLEST_ROW, typeset.height(max(lines), _SIZE))


def _look(value: Value) -> Look:
    if isinstance(value, str):
        return TEXT
    return NUMBER if isinstance(value, int) else DATE


def top(options: PrintOptions) -> tuple[tuple[int, Value, Look], ...]:
    """Return the cells of the first row: the day and the number of days may be changed, and the colours follow."""
    return (
        (_DAY - 1, "截至日期", _LABEL),
        (_DAY, options.as_of, DATE),
        (_REMIND - 1, "提醒天数", _LABEL),
        (_REMIND, options.remind_days, NUMBER),
        (_REMIND + 1, "红色：已逾期；黄色：提醒天数内到期", Look(size=_SIZE, edges="")),
    )


def offer_statuses(sheet: Worksheet, last_row: int, statuses: Sequence[Status], before: int = 0) -> None:
    """Let 状态 be chosen from a list; `before` as for `letter`."""
    choice = DataValidation(type="list", formula1=f'"{",".join(statuses)}"', allow_blank=True)
    choice.showErrorMessage = True
    choice.errorTitle, choice.error = "状态", f"请从这些里选：{'、'.join(statuses)}"
    column = letter(Flat.STATUS, before)
    choice.add(f"{column}{HEADING_ROW + 1}:{column}{last_row}")
    sheet.data_validations.append(choice)


def colour(sheet: Worksheet, area: str, before: int = 0) -> None:
    """Say in the workbook's own formulas what `asof` says: open and past its day is red, due soon yellow."""
    columns = (Flat.STATUS, Flat.DEADLINE_KIND, Flat.DUE, Flat.MET)
    status, kind, due, met = (f"${letter(column, before)}{HEADING_ROW + 1}" for column in columns)
    day, remind = f"${get_column_letter(_DAY)}$1", f"${get_column_letter(_REMIND)}$1"
    done = (
        f'{met}="是",{status}="{Status.COMPLETED}",{status}="{Status.CLOSED}",'
        f'AND({kind}="{DeadlineKind.STAGED}",{status}="{Status.STAGE_RESULT}")'
    )
    is_open = f"ISNUMBER({due}),NOT(OR({done}))"
    for condition, (ink, ground) in (
        (f'AND({is_open},{kind}<>"{DeadlineKind.ONGOING}",{due}<{day})', _RED),
        (f"AND({is_open},{due}>={day},{due}-{day}<={remind})", _YELLOW),
    ):
        sheet.conditional_formatting.add(
            area,
            FormulaRule(  # type: ignore[no-untyped-call]  # the stubs leave it out
                formula=[condition],
                font=Font(color=ink),
                fill=PatternFill("solid", start_color=ground, end_color=ground),
                stopIfTrue=True,
            ),
        )
