"""How a sheet goes onto paper: size, margins, fitting to the width, the heading on every page and the page number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from zhenggai.exporters import paper as sizes
from zhenggai.exporters.styles import NORMAL_FONT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.exporters.paper import Paper

_MM_AN_INCH = 25.4
_FOOTER = "第 &P 页  共 &N 页"
_FOOTER_SIZE = 10


def set_up(sheet: Worksheet, paper: Paper, heading_row: int) -> None:
    """Print the sheet landscape on that paper, as wide as the page, with the heading row on top of every page."""
    sheet.page_setup.paperSize = paper.code
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(
        left=sizes.SIDE_MARGIN_MM / _MM_AN_INCH,
        right=sizes.SIDE_MARGIN_MM / _MM_AN_INCH,
        top=sizes.TOP_MARGIN_MM / _MM_AN_INCH,
        bottom=sizes.BOTTOM_MARGIN_MM / _MM_AN_INCH,
        header=sizes.FOOTER_MARGIN_MM / _MM_AN_INCH,
        footer=sizes.FOOTER_MARGIN_MM / _MM_AN_INCH,
    )
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    footer: Any = sheet.oddFooter.center  # type: ignore[union-attr]  # a sheet always has one
    footer.text, footer.font, footer.size = _FOOTER, NORMAL_FONT, _FOOTER_SIZE
