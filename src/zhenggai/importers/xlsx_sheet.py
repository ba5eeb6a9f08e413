"""One sheet part of a workbook read to its last row, whatever its stated dimension; limits are kept on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string, range_boundaries

from zhenggai.errors import ZhenggaiError
from zhenggai.importers import xlsx_values
from zhenggai.importers.xlsx_cells import Area, Cell
from zhenggai.importers.xlsx_guards import damaged
from zhenggai.importers.xlsx_xml import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.xlsx_guards import Package

MOST_CELLS = 400_000
"""Cells with content; a ledger of 10,000 tasks has 150,000."""
_TAKEN = {"v", "f", "t"}
_TRUE = {"1", "true"}
MOST_AREAS = 100_000
TALLEST_AREA = 20_000
"""Rows of a merged area; the tallest of a ledger is a category."""
MOST_MERGED_ROWS = 1_000_000
"""Rows of all merged areas together."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LAST_NAMED_COLUMN = 1_024
"""The last column that is named where it is hidden; whole sheets are hidden from the end of the table on."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to: shared texts, the number format of each style, and the calendar."""

    texts: Sequence[str]
    formats: Sequence[str]
    from_1904: bool = False


@dataclass(slots=True)
class Part:
    """What a sheet part holds."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_drawings: bool = False


def read_sheet(package: Package, part: str, title: str, shared: Book) -> Part:
    """Return everything a sheet part holds; `title` is the sheet's name.

    Raises:
        ZhenggaiError: the part is damaged, or too large to be a ledger.
    """
    reader = _Reader(package.name, title, shared)
    stream(package, part, reader.start, reader.end, reader.text)
    return reader.part


@lru_cache(maxsize=LAST_COLUMN)
def _column_number(letters: str) -> int | None:
    """Return the number of a column, None for what is none."""
    try:
        number = column_index_from_string(letters)
    except ValueError:
        return None
    return number if number <= LAST_COLUMN else None


class _Reader:
    """Collects the cells while the part streams by; called for every element, so it takes the short way."""

    def __init__(self, file: str, title: str, shared: Book) -> None:
        self.part = Part()
        self._file, self._title, self._shared = file, title, shared
        self._row = self._column = 0
        self._in_data = False
        self._cell: dict[str, str] = {}
        self._taking = ""
        self._stored: dict[str, list[str]] = {}
        self._phonetic = self._column_ranges = self._merged_rows = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._in_data:
            self._start_outside(name, attributes)
        elif name == "c":
            self._cell, self._stored = attributes, {}
            self._place(attributes.get("r"))
        elif name in _TAKEN:
            if not self._phonetic:
                self._taking = name
                self._stored.setdefault(name, [])
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":  # how a Japanese text is pronounced
            self._phonetic += 1

    def end(self, name: str) -> None:
        if not self._in_data:
            return
        if name == "c":
            if self._stored:
                self._finish()
        elif name in _TAKEN:
            self._taking = ""
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "sheetData":
            self._in_data = False

    def text(self, text: str) -> None:
        if self._taking:
            self._stored[self._taking].append(text)

    def _start_outside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheetData":
            self._in_data = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hide(*(self._number(attributes.get(end), 1, LAST_COLUMN) for end in ("min", "max")))
        elif name == "drawing":
            self.part.has_drawings = True

    def _hide(self, first: int, last: int) -> None:
        self._column_ranges += 1
        if self._column_ranges > LAST_COLUMN:  # they overlap, which no program writes
            raise damaged(self._file)
        self.part.hidden_columns.update(range(first, min(last, LAST_NAMED_COLUMN) + 1))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = self._number(attributes.get("r"), self._row + 1, LAST_ROW)
        self._column = 0
        if attributes.get("hidden") in _TRUE:
            self.part.hidden_rows.add(self._row)

    def _place(self, reference: str | None) -> None:
        """Take the place of a cell from its reference, or the next one where it has none."""
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        column, row = _column_number(letters), reference[len(letters) :]
        if column is None or not row or not 1 <= int(row) <= LAST_ROW:
            raise damaged(self._file)
        self._row, self._column = int(row), column

    def _finish(self) -> None:
        shown = self._shown()
        if shown is None or not (shown.text.strip() or shown.trouble):
            return
        if len(self.part.cells) >= MOST_CELLS:
            raise self._too_large(f"有 {MOST_CELLS // 10_000} 万多个格子", "请按方案拆成几份")
        row, column = self._row, self._column
        self.part.cells[row, column] = Cell(row, column, shown.text, shown.day, shown.trouble)

    def _shown(self) -> xlsx_values.Shown | None:
        """Return what the cell shows, None for one without content."""
        kind = self._cell.get("t", "n")
        text = "".join(self._stored.get("t" if kind == "inlineStr" else "v", ()))
        if "f" in self._stored and not text and kind != "str":
            formula = "".join(self._stored["f"])
            what = f"：={formula}" if formula else ""
            return xlsx_values.Shown("", trouble=f"是公式，没有算出的值{what}")
        if not text:
            return None
        return self._of_kind(kind, text)

    def _of_kind(self, kind: str, text: str) -> xlsx_values.Shown | None:
        if kind == "s":
            return self._shared_text(text)
        if kind in {"str", "inlineStr"}:
            return xlsx_values.Shown(xlsx_values.decoded(text))
        if kind == "e":
            return xlsx_values.Shown("", trouble=f"是错误值 {text}")
        if kind == "b":
            return xlsx_values.Shown("TRUE" if text in {"1", "true"} else "FALSE")
        if kind == "d":
            return xlsx_values.shown_iso(text)
        return xlsx_values.shown_number(text, self._format(), from_1904=self._shared.from_1904)

    def _shared_text(self, index: str) -> xlsx_values.Shown | None:
        try:
            text = self._shared.texts[int(index)]
        except (ValueError, IndexError) as error:
            raise damaged(self._file) from error
        return xlsx_values.Shown(text) if text else None

    def _format(self) -> str:
        try:
            return self._shared.formats[int(self._cell.get("s", "0"))]
        except (ValueError, IndexError):
            return "General"

    def _merge(self, reference: str) -> None:
        try:
            left, top, right, bottom = range_boundaries(reference)
        except (ValueError, TypeError) as error:
            raise damaged(self._file) from error
        if left is None or top is None or right is None or bottom is None:
            raise damaged(self._file)
        area = Area(top, left, bottom, right)
        if bottom - top >= TALLEST_AREA:
            raise self._too_large(f"的合并区域 {area} 有 {bottom - top + 1} 行", "请取消这个合并")
        self._merged_rows += bottom - top
        if self._merged_rows > MOST_MERGED_ROWS or len(self.part.areas) >= MOST_AREAS:
            raise self._too_large("合并的格子太多", "请取消用不着的合并")
        self.part.areas.append(area)

    def _number(self, written: str | None, otherwise: int, most: int) -> int:
        number = int(written) if written and written.isdecimal() else otherwise
        if not 1 <= number <= most:
            raise damaged(self._file)
        return number

    def _too_large(self, how: str, way_out: str) -> ZhenggaiError:
        return ZhenggaiError(f"{self._file} 的工作表“{self._title}”{how}，不像台账，没有读入", f"{way_out}，另存后再试")
