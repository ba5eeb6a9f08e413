"""A workbook as plain values: sheets with their non-empty cells, merged areas and what is hidden; no file is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Cell(NamedTuple):
    """A cell that is not empty; a tuple, since there are hundreds of thousands of them.

    `text` is what it shows, "" where that cannot be known; `day` the calendar day it holds, if it is one. `trouble` is
    a Chinese remark on what may have been lost before the file came here, e.g. digits that Excel has rounded.
    """

    row: int
    column: int
    text: str
    day: date | None = None
    trouble: str = ""

    @property
    def name(self) -> str:
        """Give its name in the sheet, e.g. `F7`."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area, from its first to its last row and column; its content stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_tall(self) -> bool:
        """Whether it takes more than one row."""
        return self.bottom > self.top

    @property
    def is_wide(self) -> bool:
        """Whether it takes more than one column."""
        return self.right > self.left

    def covers(self, row: int, column: int) -> bool:
        """Say whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        """Name it as a spreadsheet does, e.g. `A4:A9`."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark pinned to a cell, which is named as in the sheet, e.g. `F7`."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by row and column, both counted from 1, and what is around them."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    areas: tuple[Area, ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: tuple[Comment, ...] = ()
    has_drawings: bool = False
    _rows: Mapping[int, tuple[Cell, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the cells into rows once."""
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        object.__setattr__(self, "_rows", {number: tuple(cells) for number, cells in rows.items()})

    @property
    def row_numbers(self) -> tuple[int, ...]:
        """The rows that have any content, from the top."""
        return tuple(self._rows)

    def row(self, number: int) -> tuple[Cell, ...]:
        """Return the cells of a row that are not empty, from left to right."""
        return self._rows.get(number, ())

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, "" for an empty one."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def place(self, cell: Cell) -> str:
        """Name a cell as a clerk finds it, e.g. `台账!F7`."""
        return f"{self.name}!{cell.name}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in their order, its custom document properties, and its title ("" for none)."""

    name: str
    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name, None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
