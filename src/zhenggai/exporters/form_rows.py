"""Making room in somebody's form: rows put in above its foot, each looking like its first, and cells merged in them.

openpyxl's own insertion leaves merged cells, heights and print areas where they were; what refers to the cells that
moved is `form_references`' business. What is written is not known.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from zhenggai.exporters.form_references import Insertion, follow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a form that are to be filled: the first, how many there are, and where its foot begins.

    `foot` is the first row below that has something in it, or the one behind the last. `wide` are the columns that are
    merged sideways in the first row, from left to right.
    """

    first: int
    count: int
    foot: int
    wide: tuple[tuple[int, int], ...]
    last_column: int

    def right_of(self, column: int) -> int:
        """Return the last column of the cell that begins in a column."""
        return next((right for left, right in self.wide if left == column), column)


def make_room(workbook: Workbook, sheet: Worksheet, body: Body, rows: int) -> Insertion | None:
    """Give the body at least so many rows, each looking like the first, and move the foot down; return what was put in.

    Everything in the workbook that refers to cells of the foot follows them.
    """
    extra = max(0, rows - body.count)
    insertion = None
    _unmerge(sheet, body)
    if extra:
        # A body without any row ends nowhere, so nothing that ends above the foot is about it.
        insertion = Insertion(sheet.title, body.foot, extra, body.foot - 1 if body.count else body.foot)
        _move_foot(sheet, insertion)
        follow(workbook, sheet, insertion)
    height = sheet.row_dimensions[body.first].height
    for row in range(body.first + max(1, body.count), body.first + rows):
        sheet.row_dimensions[row].height = height
        for column in range(1, body.last_column + 1):
            _look_like(sheet.cell(row, column), sheet.cell(body.first, column))
    return insertion


def merge(sheet: Worksheet, body: Body, column: int, first: int, last: int) -> None:
    """Merge a column over rows, and over the columns beside it that the form has merged with it."""
    right = body.right_of(column)
    if (first, column) == (last, right):
        return
    area = CellRange(min_row=first, max_row=last, min_col=column, max_col=right)
    sheet.merged_cells.ranges.add(area)


def _unmerge(sheet: Worksheet, body: Body) -> None:
    """Take the body's merged cells apart; each keeps the look it has, which openpyxl would forget."""
    for area in [area for area in sheet.merged_cells.ranges if body.first <= area.min_row < body.foot]:
        looks = {place: copy(sheet.cell(*place)._style) for place in area.cells}  # noqa: SLF001 - there is no public way to copy a look whole
        sheet.unmerge_cells(area.coord)
        for place, look in looks.items():
            cell: Any = sheet.cell(*place)
            cell._style = look  # noqa: SLF001 - see above


def _look_like(cell: Any, other: Any) -> None:
    cell._style = copy(other._style)  # noqa: SLF001 - see above


def _move_foot(sheet: Worksheet, insertion: Insertion) -> None:
    """Move everything below the body down: cells, merged areas, heights, breaks and the print area."""
    foot, rows, last = insertion.at, insertion.rows, sheet.max_row
    if foot <= last:
        sheet.move_range(f"A{foot}:{get_column_letter(sheet.max_column)}{last}", rows=rows)
    for area in list(sheet.merged_cells.ranges):
        if area.min_row >= foot:
            area.shift(row_shift=rows)
    _move_heights(sheet, range(foot, last + 1), rows)
    for entry in sheet.row_breaks.brk:
        if entry.id >= foot:
            entry.id += rows
    printed = [insertion.area(area.rpartition("!")[2].replace("$", "")) for area in _listed(sheet.print_area)]
    if printed:
        sheet.print_area = ",".join(printed)


def _move_heights(sheet: Worksheet, foot: range, rows: int) -> None:
    heights = {row: sheet.row_dimensions[row].height for row in foot}
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + rows].height = height


def _listed(print_area: str | Iterable[str] | None) -> list[str]:
    return print_area.split(",") if isinstance(print_area, str) and print_area else list(print_area or ())
