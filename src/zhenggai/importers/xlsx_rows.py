"""The rows of a ledger in a sheet told apart: tasks, rows that go on with the one above, bands, totals and notes.

Merged cells count for every row they reach over. What the texts say is read in `xlsx_plan`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_headings import Field, fold
from zhenggai.importers.xlsx_table import reference_in
from zhenggai.wording.numerals import MarkStyle, split_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.xlsx_cells import Cell, Sheet
    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.importers.xlsx_table import Column, Table

_IDENTITY = {Field.ORDINAL, Field.ISSUE_NUMBER, Field.ISSUE, Field.TASK}
"""A row with one of these of its own is a task of its own."""
_LABELS = _IDENTITY | {Field.CATEGORY, Field.REFERENCE}
"""What a printed ledger repeats on every page."""
_PROSE = {
    Field.DESCRIPTION,
    Field.SHARED_DESCRIPTION,
    Field.GOAL,
    Field.MEASURES,
    Field.PROGRESS,
    Field.NOTE,
    Field.SOURCES,
    Field.OWN,
}
"""What a text broken over two rows may stand in."""
_STOP = re.compile(r"[。；;！!？?…][”’」』）)》\s]*$")
MOST_TASKS = 20_000
"""Tasks of one plan; its file of 4 MB holds some 10,000."""
_MOST_CONTINUED = 200
"""Rows that one task is broken over or has its measures in."""
_LONGEST_BAND = 60
_BAND_MARKS = {MarkStyle.CHINESE, MarkStyle.CHINESE_BRACKETS}
_BAND_END = re.compile("(?:方面|类|领域|问题|部分)$")


@dataclass(slots=True)
class Record:
    """One task: the cells it takes its fields and its own columns from, further rows of it behind the first.

    `fresh` are the fields whose cell begins in this row, the others being filled down from a merged cell. `band` is
    the heading inside the table that it stands under.
    """

    row: int
    band: Cell | None = None
    cells: dict[Field, list[Cell]] = field(default_factory=dict)
    own: dict[str, list[Cell]] = field(default_factory=dict)
    fresh: set[Field] = field(default_factory=set)
    continued: list[int] = field(default_factory=list)

    def cell(self, of: Field) -> Cell | None:
        """Return the first cell of a field."""
        found = self.cells.get(of)
        return found[0] if found else None

    @property
    def reference(self) -> str:
        """The reference that a ledger printed by this program has hidden beside the row, without its part."""
        cell = self.cell(Field.REFERENCE)
        return cell.text.partition("#")[0] if cell else ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell that is no part of the plan, and in Chinese why."""

    cell: Cell
    reason: str


@dataclass(slots=True)
class Rows:
    """A table told apart: its tasks, what stands over it, and what was left out."""

    records: list[Record] = field(default_factory=list)
    over: list[Cell] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def tell_apart(table: Table, lexicon: Lexicon) -> Rows:
    """Return the rows of the table by what they are; every cell of its sheet is in one of them or in its heading.

    Raises:
        ZhenggaiError: there are more tasks than a plan can have.
    """
    sheet = table.sheet
    over = [cell for number in sheet.row_numbers if number < table.top for cell in sheet.row(number)]
    rows = Rows(over=over)
    reader = _Reader(table, lexicon, rows)
    for number in sheet.row_numbers:
        if number > table.bottom:
            reader.take(number)
    return rows


class _Reader:
    """Goes down the table, remembering the band and the last task."""

    def __init__(self, table: Table, lexicon: Lexicon, rows: Rows) -> None:
        self._table, self._lexicon, self._rows = table, lexicon, rows
        self._sheet: Sheet = table.sheet
        self._columns = {column.index: column for column in table.columns}
        self._headings = {
            fold(cell.text) for row in range(table.top, table.bottom + 1) for cell in self._sheet.row(row)
        }
        self._over = {fold(cell.text) for cell in rows.over}
        self._last = _last_row_with_tasks(table, lexicon)
        self._merged = _merged_cells(table)
        self._areas = {(area.top, area.left): area for area in self._sheet.areas}
        self._band: Cell | None = None

    def take(self, number: int) -> None:
        cells = [cell for cell in self._sheet.row(number) if cell.text]
        unreadable = [cell for cell in self._sheet.row(number) if not cell.text]
        self._rows.left_out += [LeftOut(cell, cell.trouble) for cell in unreadable]
        if not cells:
            return
        reason = self._reason_to_leave_out(number, cells)
        if reason:
            self._rows.left_out += [LeftOut(cell, reason) for cell in cells]
        elif self._is_band(cells):
            self._band = cells[0]
        else:
            self._take_task(number, cells)

    def _reason_to_leave_out(self, number: int, cells: Sequence[Cell]) -> str:
        texts = [fold(cell.text) for cell in cells]
        if number > self._last:
            return "表下的文字"
        if self._lexicon.is_total(cells[0].text):
            return "合计行"
        if len(texts) > 1 and sum(text in self._headings for text in texts) > len(texts) / 2:
            return "重复的表头"
        if set(texts) <= self._over:
            return "重复的标题"
        if self._lexicon.is_closing(cells[0].text) and not self._has(cells, Field.ISSUE, Field.MEASURES):
            return "表下的文字"
        return ""

    def _has(self, cells: Sequence[Cell], *fields: Field) -> bool:
        return any(column.field in fields for cell in cells if (column := self._columns.get(cell.column)))

    def _is_band(self, cells: Sequence[Cell]) -> bool:
        """Say whether a row is a heading inside the table, 一、工作落实方面 over all columns."""
        if len(cells) != 1 or len(cells[0].text) > _LONGEST_BAND or self._table.column(Field.CATEGORY):
            return False
        cell = cells[0]
        area = self._areas.get((cell.row, cell.column))
        if area and area.right - area.left + 1 > len(self._columns) / 2:
            return True
        mark, rest = split_mark(cell.text)
        is_first = cell.column == min(self._columns)
        return is_first and ((mark is not None and mark.style in _BAND_MARKS) or bool(_BAND_END.search(rest)))

    def _take_task(self, number: int, cells: Sequence[Cell]) -> None:
        before = self._rows.records[-1] if self._rows.records else None
        if before is not None and self._goes_on(number, cells, before):
            before.continued.append(number)
            for cell in cells:
                self._add(before, self._columns[cell.column], cell)
            return
        record = Record(number, self._band)
        here = {cell.column: cell for cell in cells}
        for index, column in self._columns.items():
            if index in here:
                record.fresh.add(column.field)
                self._put(record, column, here[index])
            elif (number, index) in self._merged:
                self._put(record, column, self._merged[number, index])
        self._rows.records.append(record)
        if len(self._rows.records) > MOST_TASKS:
            raise ZhenggaiError(
                f"工作表“{self._sheet.name}”里有 {MOST_TASKS // 10_000} 万多行任务，一个方案放不下",
                "一个方案一份台账，请按方案拆成几份再导入",
            )

    def _goes_on(self, number: int, cells: Sequence[Cell], before: Record) -> bool:
        """Say whether a row belongs to the task above: a part of it, a further measure, or a text broken in two."""
        reference = next((found for cell in cells if (found := reference_in(cell.text))), None)
        if reference is not None or before.reference:
            return reference is not None and reference.partition("#")[0] == before.reference
        fields = {self._columns[cell.column].field for cell in cells}
        reaching = [cell for index in self._columns if (cell := self._merged.get((number, index)))]
        is_full = len(before.continued) >= _MOST_CONTINUED
        if is_full or before.band is not self._band or any(cell.row > before.row for cell in reaching):
            return False
        if fields & _IDENTITY:
            return not reaching and _is_broken_off(fields, before)
        return fields <= _PROSE and (fields == {Field.MEASURES} or not reaching)

    def _add(self, record: Record, column: Column, cell: Cell) -> None:
        """Add a cell of a further row; the parts of a printed task are the text again when put together."""
        if not record.reference:
            self._put(record, column, cell)
            return
        cells = record.own.get(column.heading) if column.field is Field.OWN else record.cells.get(column.field)
        if not cells:
            self._put(record, column, cell)
        elif column.field not in _LABELS and cells[-1].text != cell.text:
            cells[-1] = cells[-1]._replace(text=cells[-1].text + cell.text)

    @staticmethod
    def _put(record: Record, column: Column, cell: Cell) -> None:
        if column.field is Field.OWN:
            record.own.setdefault(column.heading, []).append(cell)
        else:
            record.cells.setdefault(column.field, []).append(cell)


def _is_broken_off(fields: set[Field], before: Record) -> bool:
    """Say whether a row without a number goes on with the problem above, which stops in the middle of a sentence."""
    issue: Sequence[Cell] = before.cells.get(Field.ISSUE, ())
    has_number = bool(before.fresh & (_IDENTITY - {Field.ISSUE}))
    return has_number and fields <= _PROSE | {Field.ISSUE} and bool(issue) and not _STOP.search(issue[-1].text)


def _merged_cells(table: Table) -> dict[tuple[int, int], Cell]:
    """Return for every place below the first of a merged cell of the table the cell that counts there."""
    sheet = table.sheet
    last = max(sheet.row_numbers, default=0)
    merged: dict[tuple[int, int], Cell] = {}
    for area in sheet.areas:
        cell = sheet.cells.get((area.top, area.left))
        if cell is not None and cell.text and area.is_tall and area.top > table.bottom:
            merged |= {(row, area.left): cell for row in range(area.top + 1, min(area.bottom, last) + 1)}
    return merged


def _last_row_with_tasks(table: Table, lexicon: Lexicon) -> int:
    """Return the last row above the notes and signatures under a table."""
    columns = {column.index for column in table.columns}
    wide = {area.top: area for area in table.sheet.areas if area.right - area.left + 1 > len(columns) / 2}
    for number in reversed(table.sheet.row_numbers):
        cells = table.sheet.row(number)
        alone = len(cells) == 1 and (number in wide or cells[0].column == min(columns))
        if not (alone or lexicon.is_closing(cells[0].text)):
            return number
    return table.bottom
