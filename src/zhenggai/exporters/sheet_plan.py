"""The hidden sheet 方案: everything the ledger file says, for the way back through import; never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.columns.plan_sheet import HEADINGS, to_lines
from zhenggai.exporters.row_xml import measure, row
from zhenggai.exporters.styles import HEADING_FONT, Look, Styles

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.model import Plan

_SIZE = 10.5
_HEADING = Look(HEADING_FONT, _SIZE, edges="")
_TEXT = Look(size=_SIZE, vertical="top", edges="")
_WIDTHS = {"A": 40.0, "B": 100.0}


def write(sheet: Worksheet, plan: Plan) -> list[str]:
    """Hide the sheet, and return its rows: the plan, a line a scalar."""
    styles = Styles(sheet)
    rows = [row(1, [(column, heading, styles[_HEADING]) for column, heading in enumerate(HEADINGS, start=1)])]
    look = styles[_TEXT]
    for number, (place, text) in enumerate(to_lines(plan.to_file()), start=2):
        rows.append(row(number, ((1, place, look), (2, text, look))))
    for name, width in _WIDTHS.items():
        sheet.column_dimensions[name].width = width
    sheet.sheet_state = "hidden"
    measure(sheet, len(HEADINGS), len(rows))
    return rows
