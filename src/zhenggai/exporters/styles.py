"""The looks of a cell, made once for each sheet and shared by its cells, and the one way to write a value into one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import coordinate_to_tuple

from zhenggai.columns.flat import escaped

if TYPE_CHECKING:
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_FONT = "方正小标宋简体"
HEADING_FONT = "黑体"
BODY_FONT = "仿宋_GB2312"
NORMAL_FONT = "宋体"
NORMAL_SIZE = 11
"""With 宋体 11 as its Normal style a workbook has 8 pixels a unit of column width, which `typeset` counts on."""

DAY_FORMAT = "yyyy-mm-dd"

_THIN = Side(style="thin")
_NONE = Side()


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `edges` are the sides that have a line: any of l, r, t, b.

    `is_open` says that it may be written into where the sheet is protected.
    """

    font: str = BODY_FONT
    size: float = NORMAL_SIZE
    horizontal: str = "left"
    vertical: str = "center"
    edges: str = "lrtb"
    fill: str = ""
    number_format: str = "General"
    is_text: bool = True
    is_open: bool = False
    wraps: bool = True


class Stamp:
    """Writes values into the cells of one sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        """Make styles for `sheet` as they are asked for."""
        self.sheet = sheet
        self._style = lru_cache(maxsize=None)(self._made)

    def put_at(self, place: str, value: str | int | date, look: Look) -> None:
        """Write a value into the cell of that name, e.g. `C1`."""
        row, column = coordinate_to_tuple(place)
        self.put(row, column, value, look)

    def put(self, row: int, column: int, value: str | int | date, look: Look) -> None:
        """Write a value: text stays text whatever it looks like, and "" leaves a blank cell that has the look."""
        self._fill(self.sheet.cell(row, column), value, look)

    def _fill(self, cell: Any, value: str | int | date, look: Look) -> None:
        if isinstance(value, str):
            if value:
                # Not by `value`: that takes a leading = for a formula and #N/A for an error, and cuts long text.
                cell._value, cell.data_type = escaped(value), "s"  # noqa: SLF001 - there is no public way
        else:
            cell.value = value
        cell._style = self._style(look)  # noqa: SLF001 - a style for each cell takes six times as long to write

    def cell(self, value: str | int | date, look: Look) -> Any:
        """Return such a cell to be appended to a sheet that is written row by row."""
        cell: Any = Cell(self.sheet, row=1, column=1)
        self._fill(cell, value, look)
        return cell

    def _made(self, look: Look) -> Any:
        cell: Any = Cell(self.sheet, row=1, column=1)
        cell.font = Font(name=look.font, size=look.size)
        cell.alignment = Alignment(horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wraps)
        left, right, top, bottom = (_THIN if edge in look.edges else _NONE for edge in "lrtb")
        cell.border = Border(left=left, right=right, top=top, bottom=bottom)
        if look.fill:
            cell.fill = PatternFill("solid", start_color=look.fill)
        cell.number_format = look.number_format
        cell.quotePrefix = look.is_text
        if look.is_open:
            cell.protection = Protection(locked=False)
        return cell._style  # noqa: SLF001 - see above


def set_normal_font(workbook: Workbook) -> None:
    """Make 宋体 11 the Normal style, from which Excel takes the unit of column width."""
    styles: Any = workbook._named_styles  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    styles["Normal"].font = Font(name=NORMAL_FONT, size=NORMAL_SIZE)
