"""A sheet 明细 as it came back: its rows by heading, wherever the columns stand now, and whether they were changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.columns.flat import FILLED_IN, NOT_IN_DIGEST, Flat, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from zhenggai.importers.xlsx_cells import Cell, Sheet

_TELLING = (Flat.REFERENCE, Flat.DIGEST, Flat.TASK)
"""The headings by which the row of headings is found, whatever was put above it."""
_ROWS_LOOKED_AT = 50
_HEADINGS = {heading.value for heading in Flat}


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One row: its number in the sheet, and its cells that are not empty by heading."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """Return what a cell says, a day as `2022-06-13`, "" for an empty one."""
        cell = self.cells.get(heading)
        if cell is None:
            return ""
        return cell.day.isoformat() if cell.day else cell.text

    @property
    def plan_id(self) -> str:
        """The plan of the task that the row is about, "" where it says none."""
        return self.text(Flat.REFERENCE).rpartition(":")[0]

    @property
    def task_id(self) -> str:
        """The number of that task."""
        return self.text(Flat.REFERENCE).rpartition(":")[2]

    @property
    def is_filled_in(self) -> bool:
        """Whether what a unit may fill in differs from what was sent out."""
        filled = {heading.value: self.text(heading) for heading in FILLED_IN}
        return digest(filled) != self.text(Flat.SENT)

    def is_official(self, own: Collection[str]) -> bool:
        """Say whether the official cells are as they were sent; `own` are the headings of 附加 that the plan has."""
        return self.official_digest(own) == self.text(Flat.DIGEST)

    def official_digest(self, own: Collection[str]) -> str:
        """Return the digest of the official cells as they are now; columns that somebody has put in do not count."""
        known = (_HEADINGS | set(own)) - NOT_IN_DIGEST
        return digest({heading: self.text(heading) for heading in self.cells if heading in known})


@dataclass(frozen=True, slots=True)
class FlatSheet:
    """A sheet 明细: where it stands, its headings in order, and its rows; `strange` are columns without a heading."""

    sheet: Sheet
    headings: tuple[str, ...]
    rows: tuple[FlatRow, ...]

    def place(self, row: FlatRow, heading: str) -> str:
        """Name a cell as a clerk finds it."""
        cell = row.cells.get(heading)
        return self.sheet.place(cell) if cell else f"{self.sheet.name}!第{row.number}行"


def find_flat(sheet: Sheet) -> FlatSheet | None:
    """Return the sheet as 明细, None where it is none."""
    for number in sheet.row_numbers[:_ROWS_LOOKED_AT]:
        headings: dict[int, str] = {}
        for cell in sheet.row(number):
            if cell.text not in headings.values():
                headings[cell.column] = cell.text
        if set(_TELLING) <= set(headings.values()):
            return FlatSheet(sheet, tuple(headings.values()), tuple(_rows(sheet, number, headings)))
    return None


def _rows(sheet: Sheet, top: int, headings: Mapping[int, str]) -> list[FlatRow]:
    rows = []
    for number in sheet.row_numbers:
        if number > top:
            cells = {headings[cell.column]: cell for cell in sheet.row(number) if cell.column in headings}
            if cells:
                rows.append(FlatRow(number, cells))
    return rows
