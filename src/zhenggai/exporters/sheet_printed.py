"""The sheet that is printed and signed: a composition written into cells, with its merges, breaks and page setup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break

from zhenggai import dates
from zhenggai.columns import Term, printed_marks
from zhenggai.exporters import page_setup
from zhenggai.exporters.pages import spans
from zhenggai.exporters.row_xml import measure, row
from zhenggai.exporters.styles import HEADING_FONT, TITLE_FONT, Look, Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.columns import Column
    from zhenggai.exporters.composition import Composition
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.exporters.pages import Page
    from zhenggai.exporters.row_xml import Cell

TITLE_ROW, LINE_ROW, HEADING_ROW = 1, 2, 3
_MOST_BREAKS = 1023
"""Excel's limit; behind it pages break where they are full, which is at the same places."""
_HIDDEN = Look(edges="", wraps=False)


def write(sheet: Worksheet, plan_id: str, composition: Composition, options: PrintOptions) -> list[str]:
    """Shape the sheet and return its rows.

    Hidden columns behind the last name the task of every row and what was printed in it.
    """
    columns, styles = options.layout.columns, Styles(sheet)
    rows = _top(sheet, styles, composition, options)
    table = _Table(sheet, styles, plan_id, columns, composition.grid.size)
    for number, page in enumerate(composition.pages, start=1):
        rows += table.rows(page, len(rows) + 1)
        if number < len(composition.pages) and number <= _MOST_BREAKS:
            sheet.row_breaks.append(Break(id=len(rows)))
    for index, width in enumerate(composition.grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for hidden in (1, 2):
        sheet.column_dimensions[get_column_letter(len(columns) + hidden)].hidden = True
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{len(rows)}"
    page_setup.set_up(sheet, options.paper, HEADING_ROW)
    measure(sheet, len(columns) + 2, len(rows))
    return rows


def _top(sheet: Worksheet, styles: Styles, composition: Composition, options: PrintOptions) -> list[str]:
    """Return the title, the line under it and the headings."""
    columns, size = options.layout.columns, composition.grid.size
    last = len(columns)
    title = Look(TITLE_FONT, options.paper.title_size, horizontal="center", edges="")
    heading = Look(HEADING_FONT, size, horizontal="center")
    _merge(sheet, TITLE_ROW, TITLE_ROW, 1, last)
    return [
        row(TITLE_ROW, [(1, composition.title, styles[title])], composition.title_height),
        row(LINE_ROW, _line(sheet, styles, composition, options), composition.line_height),
        row(
            HEADING_ROW,
            [
                *((index, column.heading, styles[heading]) for index, column in enumerate(columns, start=1)),
                (last + 2, printed_marks.HEADING, styles[_HIDDEN]),
            ],
            composition.heading_height,
        ),
    ]


def _line(sheet: Worksheet, styles: Styles, composition: Composition, options: PrintOptions) -> Iterator[Cell]:
    """Yield 填报单位 left and 填报日期 right, or both in the only column."""
    last, size, unit_columns = len(options.layout.columns), composition.grid.size, composition.unit_columns
    day = f"填报日期：{dates.chinese_day(options.as_of)}"
    unit = composition.unit if unit_columns < last else f"{composition.unit}  {day}"
    yield 1, unit, styles[Look(size=size, edges="")]
    _merge(sheet, LINE_ROW, LINE_ROW, 1, unit_columns)
    if unit_columns < last:
        yield unit_columns + 1, day, styles[Look(size=size, horizontal="right", edges="")]
        _merge(sheet, LINE_ROW, LINE_ROW, unit_columns + 1, last)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of every page have in common."""

    sheet: Worksheet
    styles: Styles
    plan_id: str
    columns: tuple[Column, ...]
    size: float

    def rows(self, page: Page, top: int) -> Iterator[str]:
        """Merge the cells of a page whose first row has the number `top`, and yield its rows."""
        covered = self._merged(page, top)
        headings = [column.heading for column in self.columns]
        hidden = self.styles[_HIDDEN]
        behind = len(self.columns) + 1
        for position, line in enumerate(page):
            texts = ["" if (position, index) in covered else text for index, text in enumerate(line.texts)]
            cells = [
                (index + 1, _value(column, texts[index]), self.styles[self._look(index, page, position)])
                for index, column in enumerate(self.columns)
            ]
            cells.append((behind, f"{self.plan_id}:{line.name}", hidden))
            cells.append((behind + 1, printed_marks.to_marks(headings, texts), hidden))
            yield row(top + position, cells, line.height)

    def _merged(self, page: Page, top: int) -> set[tuple[int, int]]:
        """Merge cells, and return those that are covered then, by position on the page and column, both from 0."""
        covered: set[tuple[int, int]] = set()
        for index in range(len(self.columns)):
            for first, last in spans(page, index):
                _merge(self.sheet, top + first, top + last, index + 1, index + 1)
                covered.update((position, index) for position in range(first + 1, last + 1))
        return covered

    def _look(self, index: int, page: Page, position: int) -> Look:
        """No line runs between the parts of one task, except where the page ends and the table is closed."""
        column, line = self.columns[index], page[position]
        is_merged = bool(line.groups[index])
        goes_on_above = not is_merged and position > 0 and page[position - 1].key == line.key
        goes_on_below = not is_merged and position + 1 < len(page) and page[position + 1].key == line.key
        return Look(
            size=self.size,
            horizontal="left" if column.is_prose else "center",
            vertical="top" if line.part and not is_merged else "center",
            edges="lr" + ("" if goes_on_above else "t") + ("" if goes_on_below else "b"),
            is_text=column.term is not Term.NUMBER,
        )


def _value(column: Column, text: str) -> str | int:
    return int(text) if column.term is Term.NUMBER and text else text


def _merge(sheet: Worksheet, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
    """Merge cells that have their looks already; `merge_cells` would style each of them again, slowly."""
    if (first_row, first_column) != (last_row, last_column):
        area = CellRange(min_row=first_row, max_row=last_row, min_col=first_column, max_col=last_column)
        sheet.merged_cells.ranges.add(area)
