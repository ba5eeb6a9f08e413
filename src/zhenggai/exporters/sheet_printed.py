"""The sheet that is printed and signed: a composition written into cells, with its merges, breaks and page setup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break

from zhenggai import dates
from zhenggai.columns import Term, printed_marks
from zhenggai.exporters import page_setup
from zhenggai.exporters.pages import spans
from zhenggai.exporters.styles import HEADING_FONT, TITLE_FONT, Look, Stamp

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.columns import Column
    from zhenggai.exporters.composition import Composition
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.exporters.pages import Page

TITLE_ROW, LINE_ROW, HEADING_ROW = 1, 2, 3
_MOST_BREAKS = 1023
"""Excel's limit; behind it pages break where they are full, which is at the same places."""
_HIDDEN = Look(edges="", wraps=False)


def write(sheet: Worksheet, plan_id: str, composition: Composition, options: PrintOptions) -> None:
    """Write the composition; hidden columns behind the last name the task of every row and what was printed in it."""
    columns = options.layout.columns
    headings = [column.heading for column in columns]
    stamp = Stamp(sheet)
    _write_top(stamp, composition, options)
    stamp.put(HEADING_ROW, len(columns) + 2, printed_marks.HEADING, _HIDDEN)
    top = HEADING_ROW + 1
    for number, page in enumerate(composition.pages, start=1):
        written = _write_page(stamp, top, page, columns, composition.grid.size)
        for position, row in enumerate(page):
            stamp.put(top + position, len(columns) + 1, f"{plan_id}:{row.name}", _HIDDEN)
            stamp.put(top + position, len(columns) + 2, printed_marks.to_marks(headings, written[position]), _HIDDEN)
        top += len(page)
        if number < len(composition.pages) and number <= _MOST_BREAKS:
            sheet.row_breaks.append(Break(id=top - 1))
    for hidden in (1, 2):
        sheet.column_dimensions[get_column_letter(len(columns) + hidden)].hidden = True
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{top - 1}"
    page_setup.set_up(sheet, options.paper, HEADING_ROW)


def _write_top(stamp: Stamp, composition: Composition, options: PrintOptions) -> None:
    sheet = stamp.sheet
    columns, size = options.layout.columns, composition.grid.size
    last = len(columns)
    title = Look(TITLE_FONT, options.paper.title_size, horizontal="center", edges="")
    stamp.put(TITLE_ROW, 1, composition.title, title)
    _merge(sheet, TITLE_ROW, TITLE_ROW, 1, last)
    _write_line(stamp, composition, f"填报日期：{dates.chinese_day(options.as_of)}", last)
    for number, column in enumerate(columns, start=1):
        stamp.put(HEADING_ROW, number, column.heading, Look(HEADING_FONT, size, horizontal="center"))
        sheet.column_dimensions[get_column_letter(number)].width = composition.grid.widths[number - 1]
    sheet.row_dimensions[TITLE_ROW].height = composition.title_height
    sheet.row_dimensions[LINE_ROW].height = composition.line_height
    sheet.row_dimensions[HEADING_ROW].height = composition.heading_height


def _write_line(stamp: Stamp, composition: Composition, day: str, last: int) -> None:
    """Write 填报单位 left and 填报日期 right, or both into the only column."""
    size, unit_columns = composition.grid.size, composition.unit_columns
    unit = composition.unit if unit_columns < last else f"{composition.unit}  {day}"
    stamp.put(LINE_ROW, 1, unit, Look(size=size, edges=""))
    _merge(stamp.sheet, LINE_ROW, LINE_ROW, 1, unit_columns)
    if unit_columns < last:
        stamp.put(LINE_ROW, unit_columns + 1, day, Look(size=size, horizontal="right", edges=""))
        _merge(stamp.sheet, LINE_ROW, LINE_ROW, unit_columns + 1, last)


def _write_page(
    stamp: Stamp, top: int, page: Page, columns: tuple[Column, ...], size: float
) -> tuple[tuple[str, ...], ...]:
    """Write the rows of a page, and return what stands in the cells of each: "" where a merged cell covers it."""
    by_column: list[list[str]] = []
    for position, row in enumerate(page):
        stamp.sheet.row_dimensions[top + position].height = row.height
    for index, column in enumerate(columns):
        covered: set[int] = set()
        for first, last in spans(page, index):
            _merge(stamp.sheet, top + first, top + last, index + 1, index + 1)
            covered.update(range(first + 1, last + 1))
        by_column.append(["" if position in covered else row.texts[index] for position, row in enumerate(page)])
        for position, row in enumerate(page):
            look = _look(column, page, position, size, is_merged=bool(row.groups[index]))
            text = by_column[-1][position]
            stamp.put(top + position, index + 1, _value(column, text), look)
    return tuple(zip(*by_column, strict=True))


def _value(column: Column, text: str) -> str | int:
    return int(text) if column.term is Term.NUMBER and text else text


def _look(column: Column, page: Page, position: int, size: float, *, is_merged: bool) -> Look:
    """No line runs between the parts of one task, except where the page ends and the table is closed."""
    row = page[position]
    goes_on_above = not is_merged and position > 0 and page[position - 1].key == row.key
    goes_on_below = not is_merged and position + 1 < len(page) and page[position + 1].key == row.key
    return Look(
        size=size,
        horizontal="left" if column.is_prose else "center",
        vertical="top" if row.part and not is_merged else "center",
        edges="lr" + ("" if goes_on_above else "t") + ("" if goes_on_below else "b"),
        is_text=column.term is not Term.NUMBER,
    )


def _merge(sheet: Worksheet, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
    """Merge cells that have their looks already; `merge_cells` would style each of them again, slowly."""
    if (first_row, first_column) != (last_row, last_column):
        area = CellRange(min_row=first_row, max_row=last_row, min_col=first_column, max_col=last_column)
        sheet.merged_cells.ranges.add(area)
