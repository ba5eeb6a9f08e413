"""The hidden sheet 方案: everything the ledger file says, for the way back through import; never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.columns.plan_sheet import HEADINGS, to_lines
from zhenggai.exporters.styles import HEADING_FONT, Look, Stamp

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.model import Plan

_SIZE = 10.5
_HEADING = Look(HEADING_FONT, _SIZE, edges="")
_TEXT = Look(size=_SIZE, vertical="top", edges="")
_WIDTHS = {"A": 40.0, "B": 100.0}


def write(sheet: Worksheet, plan: Plan) -> None:
    """Write the plan, a line a scalar, and hide the sheet."""
    stamp = Stamp(sheet)
    for row, cells in enumerate((HEADINGS, *to_lines(plan.to_file())), start=1):
        for column, text in enumerate(cells, start=1):
            stamp.put(row, column, text, _HEADING if row == 1 else _TEXT)
    for name, width in _WIDTHS.items():
        sheet.column_dimensions[name].width = width
    sheet.sheet_state = "hidden"
