"""The looks of a cell, and the numbers by which the cells of a workbook name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

if TYPE_CHECKING:
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


class Styles(dict[Look, int]):
    """The numbers that looks have in the workbook of a sheet; a look gets its number when it is first asked for."""

    def __init__(self, sheet: Worksheet) -> None:
        """Number looks in the workbook that `sheet` belongs to."""
        super().__init__()
        self._sheet = sheet

    def __missing__(self, look: Look) -> int:
        """Number a look."""
        cell: Any = Cell(self._sheet, row=1, column=1)
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
        number: int = cell.style_id
        return self.setdefault(look, number)


def set_normal_font(workbook: Workbook) -> None:
    """Make 宋体 11 the Normal style, from which Excel takes the unit of column width."""
    styles: Any = workbook._named_styles  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    styles["Normal"].font = Font(name=NORMAL_FONT, size=NORMAL_SIZE)
