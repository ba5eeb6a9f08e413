"""Where in a sheet the ledger is: its heading rows, and what each column holds; the rows below are not read here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from zhenggai.columns import printed_marks
from zhenggai.columns.flat import Flat, own_name
from zhenggai.errors import NoSuchThing
from zhenggai.importers.xlsx_headings import Field, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhenggai.importers.xlsx_cells import Area, Cell, Sheet
    from zhenggai.importers.xlsx_headings import Lexicon

_ROWS_LOOKED_AT = 100
"""Rows from the top among which the heading is looked for."""
_LONGEST_HEADING = 30
_MOST_HEADING_ROWS = 4
_FEWEST_KNOWN = 2
_BETWEEN = "·"
"""Between the two lines of a heading, where only both together say what a column holds."""
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*:[0-9]{1,4}-[0-9]{1,4}(?:#[0-9]+)?")
_DERIVED = {Flat.DIGEST, Flat.SENT, Flat.RECIPIENT, Flat.DUE, Flat.MET, Flat.EVIDENCE}
"""Columns of a sheet 明细 that follow from the others, or that only `collect` can read."""
_CORE = {Field.ISSUE, Field.DESCRIPTION, Field.MEASURES, Field.DEADLINE, Field.UNITS, Field.LEAD_UNIT, Field.PROGRESS}
"""Without one of these a table is no ledger."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where it stands, its heading in one line, and what it holds.

    `hint` is what the heading looks like where it is not known. `by_hand` says that a person decided, `by_pattern` that
    the table of wordings does not have the heading and its field was told from how it is worded.
    """

    index: int
    heading: str
    field: Field
    hint: Field | None = None
    by_hand: bool = False
    by_pattern: bool = False

    @property
    def letter(self) -> str:
        """Its name in the sheet, e.g. `F`."""
        return get_column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Table:
    """A ledger in a sheet: the first and last row of its heading, and its columns from left to right."""

    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[Field]:
        """Which fields there is a column for."""
        return frozenset(column.field for column in self.columns) - {Field.OWN, Field.SKIPPED}

    @property
    def is_flat(self) -> bool:
        """Whether this is a sheet 明细 of this program."""
        return {Flat.REFERENCE, Flat.DIGEST, Flat.TASK} <= {column.heading for column in self.columns}

    def column(self, field: Field) -> Column | None:
        """Return the column of a field, None where there is none."""
        return next((column for column in self.columns if column.field is field), None)


def find_table(sheet: Sheet, lexicon: Lexicon) -> Table | None:
    """Return the ledger of a sheet, None where no row looks like its heading."""
    best: tuple[float, int] | None = None
    for number in sheet.row_numbers[:_ROWS_LOOKED_AT]:
        score = _score(sheet.row(number), lexicon)
        if score and (best is None or score > best[0]):
            best = score, number
    if best is None:
        return None
    top = _first_row(sheet, best[1], lexicon)
    bottom = _last_row(sheet, top, lexicon)
    table = Table(sheet, top, max(bottom, best[1]), ())
    found = replace(table, columns=_without_repeats(_columns(table, lexicon)))
    if found.is_flat:
        found = replace(found, columns=tuple(map(_of_flat_sheet, found.columns)))
    return found if found.fields & _CORE else None


def likeness(table: Table) -> tuple[int, int]:
    """Rank the tables of a workbook: by the columns that are known, then by length."""
    return len(table.fields), len(table.sheet.row_numbers)


def with_choices(table: Table, choices: Mapping[str, str]) -> Table:
    """Return the table with columns mapped by hand: a heading or a column's letter to the name of a field.

    Raises:
        NoSuchThing: there is no such column, or no such field.
    """
    columns = list(table.columns)
    for wanted, name in choices.items():
        field = _field(name)
        positions = [at for at, column in enumerate(columns) if fold(wanted) == fold(column.heading)]
        positions += [at for at, column in enumerate(columns) if wanted.upper() == column.letter and not positions]
        if not positions:
            known = "、".join(f"{column.letter} {column.heading}" for column in columns)
            raise NoSuchThing(f"表里没有“{wanted}”这一列", f"有这些列：{known}")
        for at, column in enumerate(columns):
            if column.field is field and field not in {Field.OWN, Field.SKIPPED}:
                columns[at] = replace(column, field=Field.OWN)
        columns[positions[0]] = replace(columns[positions[0]], field=field, by_hand=True)
    return replace(table, columns=tuple(columns))


def reference_in(text: str) -> str | None:
    """Return `<plan>:<issue>-<n>` where a text is one, with `#1` where it names a part of a task; else None."""
    return text if _REFERENCE.fullmatch(text) else None


def _score(cells: Sequence[Cell], lexicon: Lexicon) -> float:
    """Return how much a row looks like a heading, 0 for not at all."""
    fields = {lexicon.field(cell.text) for cell in cells if _can_head(cell)} - {None, Field.OWN}
    if len(fields) < _FEWEST_KNOWN or not any(field in _CORE for field in fields):
        return 0
    strangers = sum(not _can_head(cell) for cell in cells)
    return len(fields) - strangers - len(cells) * 0.01


def _can_head(cell: Cell) -> bool:
    return 0 < len(fold(cell.text)) <= _LONGEST_HEADING and cell.day is None


def _first_row(sheet: Sheet, row: int, lexicon: Lexicon) -> int:
    """Return the upper row of a heading whose lower row was found: one that is merged over columns of it."""
    above = [area for area in sheet.areas if area.bottom == row - 1 and area.is_wide and not area.is_tall]
    columns = {cell.column for cell in sheet.row(row)}
    is_heading = [
        area
        for area in above
        if lexicon.field(sheet.text(area.top, area.left)) and columns & set(range(area.left, area.right + 1))
    ]
    reaching = [area.top for area in sheet.areas if area.top < row <= area.bottom and _is_heading_area(area, sheet)]
    return min([row, *reaching, *(area.top for area in is_heading)])


def _is_heading_area(area: Area, sheet: Sheet) -> bool:
    return area.bottom - area.top < _MOST_HEADING_ROWS and 0 < len(sheet.text(area.top, area.left)) <= _LONGEST_HEADING


def _last_row(sheet: Sheet, top: int, lexicon: Lexicon) -> int:
    """Return the last row of a heading: as far down as its merged cells reach, or as sub-headings stand below it."""
    tall = [area for area in sheet.areas if area.top == top and _is_heading_area(area, sheet)]
    bottom = max([top, *(area.bottom for area in tall)])
    if bottom > top:
        return bottom
    wide = [area for area in tall if area.is_wide]
    below = sheet.row(top + 1)
    under_wide = [cell for cell in below if any(area.left <= cell.column <= area.right for area in wide)]
    filling = [cell for cell in below if not sheet.text(top, cell.column)]
    known = [cell for cell in filling if lexicon.field(cell.text)]
    is_lower_line = below and len(filling) == len(below) and (known or under_wide) and all(map(_can_head, below))
    under_all = wide and all(cell in under_wide for cell in below) and all(map(_can_head, below))
    return top + 1 if is_lower_line or (below and under_all) else top


def _columns(table: Table, lexicon: Lexicon) -> list[Column]:
    sheet = table.sheet
    content = {cell.column for number in sheet.row_numbers if number >= table.top for cell in sheet.row(number)}
    lines = {index: _lines_of_heading(table, index) for index in sorted(content)}
    uppers = Counter(over[0] for over in lines.values() if over)
    return [
        _column(index, over, lexicon, is_shared=uppers[over[0]] > 1) if over else _unnamed(table, index)
        for index, over in lines.items()
    ]


def _of_flat_sheet(column: Column) -> Column:
    if column.heading in set(Flat):
        named = {field.value: field for field in Field}
        return replace(column, field=Field.SKIPPED if column.heading in _DERIVED else named[column.heading])
    return replace(column, heading=own_name(column.heading), field=Field.OWN)


def _unnamed(table: Table, index: int) -> Column:
    field = Field.REFERENCE if _holds_references(table, index) else Field.OWN
    return Column(index, f"{get_column_letter(index)}列", field)


def _column(index: int, lines: Sequence[str], lexicon: Lexicon, *, is_shared: bool) -> Column:
    """Return a column by its lower line, by both lines together, or by the upper one where that is over it alone."""
    if lines == (printed_marks.HEADING,):
        return Column(index, printed_marks.HEADING, Field.SKIPPED)
    ways = (lines[-1], "".join(lines), "" if is_shared and len(lines) > 1 else lines[0])
    way = next(filter(lexicon.field, ways), "")
    field = lexicon.field(way)
    heading = lines[-1] if lexicon.field(lines[-1]) else _BETWEEN.join(lines)
    hint = None if field else lexicon.near(lines[-1])
    return Column(index, heading, field or Field.OWN, hint, by_pattern=bool(field) and not lexicon.lists(way))


def _lines_of_heading(table: Table, index: int) -> tuple[str, ...]:
    """Return what stands over a column, from the upper line to the lower, each in one line and once."""
    texts = ("".join(_heading_text(table.sheet, row, index).split()) for row in range(table.top, table.bottom + 1))
    return tuple(dict.fromkeys(filter(None, texts)))


def _heading_text(sheet: Sheet, row: int, index: int) -> str:
    own = sheet.text(row, index)
    return own or next((sheet.text(area.top, area.left) for area in sheet.areas if area.covers(row, index)), "")


def _holds_references(table: Table, index: int) -> bool:
    texts = [
        text
        for number in table.sheet.row_numbers
        if number > table.bottom and (text := table.sheet.text(number, index))
    ]
    return bool(texts) and all(map(reference_in, texts))


def _without_repeats(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Keep the first column of each field; a second one, and one whose heading was there, gets a name of its own."""
    seen: set[Field] = set()
    headings: set[str] = set()
    kept: list[Column] = []
    for column in columns:
        field = Field.OWN if column.field in seen else column.field
        heading, number = column.heading, 2
        while heading in headings:
            heading, number = f"{column.heading}{number}", number + 1
        headings.add(heading)
        seen |= {field} - {Field.OWN}
        kept.append(replace(column, field=field, heading=heading))
    return tuple(kept)


def _field(name: str) -> Field:
    if name not in set(Field) or name == Field.REFERENCE:
        choices = "、".join(field for field in Field if field is not Field.REFERENCE)
        raise NoSuchThing(f"没有字段“{name}”", f"可用：{choices}")
    return Field(name)
