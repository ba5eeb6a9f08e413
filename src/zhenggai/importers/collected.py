"""A workbook that a unit has sent back: whose it is, as of when it was sent out, and its rows; nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhenggai.columns.flat import DAY_PROPERTY, UNIT_PROPERTY, Flat
from zhenggai.dates import parse_day
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.printed_edits import printed_edits
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_cells import Cell
from zhenggai.importers.xlsx_flat import find_flat
from zhenggai.importers.xlsx_headings import Field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zhenggai.importers.printed_edits import PrintedEdit
    from zhenggai.importers.xlsx_cells import Book
    from zhenggai.importers.xlsx_flat import FlatRow, FlatSheet
    from zhenggai.importers.xlsx_headings import Lexicon

_FILLED_IN = {Field.PROGRESS: Flat.PROGRESS, Field.STATUS: Flat.STATUS}
"""What a unit may fill in on the printed sheet, where that has a column for it."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of a returned workbook, with the file it came in and the unit that sent it ("" where nobody knows).

    `printed` names by heading the cells of the printed sheet that were filled in instead of the row's own.
    """

    file: str
    unit: str
    sheet: FlatSheet
    row: FlatRow
    printed: Mapping[str, str] = field(default_factory=dict)

    def place(self, heading: str) -> str:
        """Name a cell of it as a clerk finds it."""
        return f"{self.file} {self.printed.get(heading) or self.sheet.place(self.row, heading)}"

    @property
    def reference(self) -> str:
        """`<plan>:<issue>-<n>`, or what else stands in the hidden column."""
        return self.row.text(Flat.REFERENCE)


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned workbook; `sent` is the day it was made as of, None where that was lost.

    `edits` are changes to the printed sheet that no row can take, each with what a person is to do.
    """

    file: str
    unit: str
    sent: date | None
    rows: tuple[ReturnedRow, ...]
    edits: tuple[tuple[PrintedEdit, str], ...] = ()

    def of(self, unit: str) -> Returned:
        """Return the same workbook under the name its unit goes by."""
        return replace(self, unit=unit, rows=tuple(replace(row, unit=unit) for row in self.rows))


def read_returned(raw: bytes, file: str, lexicon: Lexicon, unit: str = "") -> Returned:
    """Return the rows of a workbook that came back, by their hidden columns and wherever they stand now.

    `file` is what messages call it; `lexicon` says what the headings of a printed sheet mean; `unit` is whose it is if
    the workbook does not say.

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
    rows = [ReturnedRow(file, whose, sheet, row) for sheet in sheets for row in sheet.rows]
    edits = [edit for sheet in book.sheets for edit in printed_edits(sheet, lexicon)]
    left = tuple((edit, way_out) for edit in edits if (way_out := _put_into(rows, edit, lexicon)))
    return Returned(file, whose, _sent(book.properties), tuple(rows), left)


def _put_into(rows: list[ReturnedRow], edit: PrintedEdit, lexicon: Lexicon) -> str:
    """Put what was filled in on the printed sheet into the row of its task; return what to do where that cannot be."""
    if not edit.reference:
        return "没有收；要加任务请用 add-task"
    heading = _FILLED_IN.get(lexicon.field(edit.heading) or Field.OWN)
    if heading is None or not edit.text:
        return "没有收；要改台账请用 zhenggai edit"
    found = [at for at, row in enumerate(rows) if row.reference == edit.reference]
    if len(found) != 1:
        return "“明细”里没有这项任务（或者有几行），没有收；请用 record-progress 补记"
    row = rows[found[0]]
    if _folded(row.row.text(heading)) == _folded(edit.text):
        return ""
    if row.row.is_filled_in and not row.printed:
        return f"“明细”里这项任务也填了，两张表不一样；“{edit.heading}”按“明细”收，要记这一句请用 record-progress"
    cells = {**row.row.cells, heading: Cell(row.row.number, 1, edit.text)}
    rows[found[0]] = replace(row, row=replace(row.row, cells=cells), printed={**row.printed, heading.value: edit.place})
    return ""


def _folded(text: str) -> str:
    return "".join(text.split())


def _unit(book: Book, sheets: list[FlatSheet]) -> str:
    """Return the unit that a workbook was made for: its rows say it, and so do its properties."""
    named = {row.text(Flat.RECIPIENT) for sheet in sheets for row in sheet.rows} - {""}
    return named.pop() if len(named) == 1 else book.properties.get(UNIT_PROPERTY, "")


def _sent(properties: Mapping[str, str]) -> date | None:
    try:
        return parse_day(properties.get(DAY_PROPERTY, ""))
    except ValueError:
        return None
