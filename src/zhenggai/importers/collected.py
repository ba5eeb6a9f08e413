"""A workbook that a unit has sent back: whose it is, as of when it was sent out, and its rows; nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.flat import DAY_PROPERTY, UNIT_PROPERTY, Flat
from zhenggai.dates import parse_day
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_flat import find_flat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zhenggai.importers.xlsx_cells import Book
    from zhenggai.importers.xlsx_flat import FlatRow, FlatSheet


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of a returned workbook, with the file it came in and the unit that sent it ("" where nobody knows)."""

    file: str
    unit: str
    sheet: FlatSheet
    row: FlatRow

    def place(self, heading: str) -> str:
        """Name a cell of it as a clerk finds it."""
        return f"{self.file} {self.sheet.place(self.row, heading)}"

    @property
    def reference(self) -> str:
        """`<plan>:<issue>-<n>`, or what else stands in the hidden column."""
        return self.row.text(Flat.REFERENCE)


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned workbook; `sent` is the day it was made as of, None where that was lost."""

    file: str
    unit: str
    sent: date | None
    rows: tuple[ReturnedRow, ...]

    def of(self, unit: str) -> Returned:
        """Return the same workbook under the name its unit goes by."""
        return replace(self, unit=unit, rows=tuple(replace(row, unit=unit) for row in self.rows))


def read_returned(raw: bytes, file: str, unit: str = "") -> Returned:
    """Return the rows of a workbook that came back, by their hidden columns and wherever they stand now.

    `file` is what messages call it; `unit` is whose it is if the workbook does not say.

    Raises:
        ZhenggaiError: it cannot be read, or is none that was sent out.
    """
    book = read_book(raw, file)
    sheets = [flat for sheet in book.sheets if (flat := find_flat(sheet))]
    if not sheets:
        raise ZhenggaiError(
            f"{file} 里找不到隐藏的“{Flat.REFERENCE}”“{Flat.DIGEST}”两列，认不出是哪些任务",
            "请用 export xlsx --by-unit 发出的表填报；是别人的台账请用 import xlsx",
        )
    whose = _unit(book, sheets) or unit
    rows = tuple(ReturnedRow(file, whose, sheet, row) for sheet in sheets for row in sheet.rows)
    return Returned(file, whose, _sent(book.properties), rows)


def _unit(book: Book, sheets: list[FlatSheet]) -> str:
    """Return the unit that a workbook was made for: its rows say it, and so do its properties."""
    named = {row.text(Flat.RECIPIENT) for sheet in sheets for row in sheet.rows} - {""}
    return named.pop() if len(named) == 1 else book.properties.get(UNIT_PROPERTY, "")


def _sent(properties: Mapping[str, str]) -> date | None:
    try:
        return parse_day(properties.get(DAY_PROPERTY, ""))
    except ValueError:
        return None
