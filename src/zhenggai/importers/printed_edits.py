"""What somebody has typed into the printed sheet of our own workbook since it was exported; nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from zhenggai.columns import printed_marks
from zhenggai.columns.printed_marks import mark
from zhenggai.importers.doubts import shortened
from zhenggai.importers.xlsx_table import reference_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.columns.printed_marks import Mark
    from zhenggai.importers.xlsx_cells import Cell, Sheet
    from zhenggai.importers.xlsx_headings import Lexicon

_ROWS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class PrintedEdit:
    """A cell that no longer says what was printed.

    `place` is the cell (`台账!G7`), `reference` its task (`<plan>:<issue>-<n>`, "" for a row that names none),
    `heading` what stands over it. `text` is what the whole column says of the task now, over all rows that it was cut
    into, and without the lines that were printed above what was added.
    """

    place: str
    reference: str
    heading: str
    text: str

    def __str__(self) -> str:
        """Say what was found, without 。 and without what to do."""
        now = f"现在是“{shortened(self.text, 60)}”" if self.text else "现在是空的"
        return f"印的表里“{self.heading}”改过，{now}" if self.reference else f"印的表里新加的行，没有编号：{self.text}"


def printed_edits(sheet: Sheet, lexicon: Lexicon) -> tuple[PrintedEdit, ...]:
    """Return the edits of a sheet that was printed by this program, none where it is no such sheet.

    Lines under the table, 审核人：…, are no edits of it.
    """
    found = next(
        (
            cell
            for number in sheet.row_numbers[:_ROWS_LOOKED_AT]
            for cell in sheet.row(number)
            if cell.text == printed_marks.HEADING
        ),
        None,
    )
    return tuple(_Printed(sheet, found, lexicon).edits()) if found else ()


class _Printed:
    """The rows of a printed sheet by their tasks; `corner` is the heading over the marks."""

    def __init__(self, sheet: Sheet, corner: Cell, lexicon: Lexicon) -> None:
        self._sheet, self._corner, self._lexicon = sheet, corner, lexicon
        self._headings = {mark(cell.text): cell for cell in sheet.row(corner.row)}
        self._tasks: dict[str, list[int]] = {}
        self._strangers: list[int] = []
        for number in sheet.row_numbers:
            if number > corner.row:
                reference = self._reference(number)
                if reference:
                    self._tasks.setdefault(reference, []).append(number)
                else:
                    self._strangers.append(number)

    def edits(self) -> Iterator[PrintedEdit]:
        for reference, rows in self._tasks.items():
            yield from self._of_task(reference, rows)
        for number in self._strangers:
            cells = self._sheet.row(number)
            if not self._lexicon.is_closing(cells[0].text):
                text = shortened("；".join(cell.text for cell in cells))
                yield PrintedEdit(f"{self._sheet.name}!第{number}行", "", "", text)

    def _reference(self, number: int) -> str:
        texts = (reference_in(cell.text) for cell in self._sheet.row(number))
        return next(filter(None, texts), "").partition("#")[0]

    def _of_task(self, reference: str, rows: Sequence[int]) -> Iterator[PrintedEdit]:
        """Yield one edit for every column of a task that was changed in any of its rows."""
        marks = {number: printed_marks.from_marks(self._sheet.text(number, self._corner.column)) for number in rows}
        for at, one in enumerate(marks[rows[0]]):
            column = self._column(one, at, len(marks[rows[0]]))
            edited = [
                number
                for number in rows
                if at < len(marks[number]) and mark(self._sheet.text(number, column)) != marks[number][at].text
            ]
            if edited:
                texts = [self._sheet.text(number, column) for number in rows]
                text = "".join(texts) if len(rows) > 1 else _added(texts[0], marks[rows[0]][at])
                place = f"{self._sheet.name}!{get_column_letter(column)}{edited[0]}"
                yield PrintedEdit(place, reference, self._heading(column), text)

    def _column(self, one: Mark, at: int, count: int) -> int:
        """Return where a column stands now: under its heading, or as far from the marks as it was printed."""
        heading = self._headings.get(one.heading)
        return heading.column if heading else self._corner.column - 1 - count + at

    def _heading(self, column: int) -> str:
        return "".join(self._sheet.text(self._corner.row, column).split())


def _added(text: str, printed: Mark) -> str:
    """Return the lines below those that were printed; the whole text where these are not all there any more."""
    lines = text.splitlines()
    kept = next((end for end in range(len(lines) - 1, 0, -1) if mark("".join(lines[:end])) == printed.text), 0)
    return "\n".join(lines[kept:]) if printed.text != mark("") else text
