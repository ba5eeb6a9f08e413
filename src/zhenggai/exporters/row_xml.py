"""A row of a sheet as it stands in the workbook's file, to the letter as openpyxl writes it, in a fifth of the time.

openpyxl writes everything around the rows, and `saving` puts them in; how a style looks is the business of `styles`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from zhenggai.columns.flat import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | date
Cell = tuple[int, Value, int]
"""The number of its column, from 1; what it says; the number of its style, 0 for the workbook's ordinary looks."""


def row(number: int, cells: Iterable[Cell], height: float | None = None) -> str:
    """Return a row, so many points high, with these cells from left to right.

    Text stays text whatever it looks like. "" makes a blank cell that has the look, or none where the looks are the
    ordinary ones.
    """
    tall = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
    written = [
        _cell(f"{get_column_letter(column)}{number}", value, style)
        for column, value, style in cells
        if style or value != ""
    ]
    return f'<row r="{number}"{tall}>{"".join(written)}</row>'


def measure(sheet: Worksheet, last_column: int, last_row: int) -> None:
    """Say how far the rows of a sheet reach; openpyxl would look for them among cells of its own, and find none."""
    area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.calculate_dimension = lambda: area  # type: ignore[method-assign]  # it asks no one else


def _cell(place: str, value: Value, style: int) -> str:
    look = f' s="{style}"' if style else ""
    if value == "":
        return f'<c r="{place}"{look} t="n" />'
    if isinstance(value, str):
        text = escaped(value)
        # Else a reader may take the blanks at its ends away.
        space = "" if text == text.strip() else ' xml:space="preserve"'
        return f'<c r="{place}"{look} t="inlineStr"><is><t{space}>{escape(text, quote=False)}</t></is></c>'
    return f'<c r="{place}"{look} t="n"><v>{_serial(value) if isinstance(value, date) else value}</v></c>'


@lru_cache(maxsize=4_096)
def _serial(day: date) -> str:
    """Return the number that a day is in a workbook; the same days stand in many rows."""
    return f"{to_excel(day):.16g}"  # type: ignore[no-untyped-call]  # the stubs leave it out
