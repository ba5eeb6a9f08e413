"""Rows of a text file (tabs, Markdown pipes) gathered into tables, rows broken over lines mended; not what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Cell, Table
from zhenggai.importers.divided_lines import with_cells
from zhenggai.importers.headings import term_of
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.text_lines import TextLine

Row = tuple[tuple["Passage", ...], ...]

_BELOW_TABLE = re.compile(r"(?:备?注|说明|[合总共小]计|附件?|填[报表].{0,3})\s*[0-9]*\s*[：:]")
_QUOTE = '"'
_MOST_LINES = 60
"""Lines a cell in quotes has at most; behind more the quote was only a sign."""
_PIPE_RULE = re.compile(r"[\s:—-]*")


def gather(lines: Sequence[TextLine]) -> list[Table | list[TextLine]]:
    """Divide lines into tables and runs of text, in their order."""
    lines = with_cells(lines)
    found: list[Table | list[TextLine]] = []
    at = 0
    while at < len(lines):
        if lines[at].cells:
            rows, at = _rows(lines, at)
            found.append(Table(tuple(tuple(Cell(_unquoted(parts)) for parts in row) for row in rows)))
            continue
        if not found or isinstance(found[-1], Table):
            found.append([])
        run = found[-1]
        if isinstance(run, list):
            run.append(lines[at])
        at += 1
    return found


def _rows(lines: Sequence[TextLine], at: int) -> tuple[list[Row], int]:
    """Return the rows from line `at` on, and the line behind them."""
    rows: list[Row] = []
    width = 0
    while at < len(lines):
        line = lines[at]
        if rows and _is_quoted(rows[-1]):
            # A spreadsheet quotes a cell of several lines, whose rest may hold tabs that divide the cells behind it.
            rows[-1] = _mended(rows[-1], line.cells or ((line.text,),), as_lines=True)
        elif line.cells:
            cells = line.cells
            if rows and 0 < len(rows[-1]) < width and len(rows[-1]) + len(cells) - 1 <= width and not _is_header(cells):
                rows[-1] = _mended(rows[-1], cells)
            elif not all(_PIPE_RULE.fullmatch(part.text) for cell in cells for part in cell) or not any(cells):
                rows.append(cells)
                width = max(width, len(cells)) if width == 0 or _is_header(cells) else width
        elif rows and len(rows[-1]) < _usual_width(rows, width) and _may_be_the_rest(line):
            # The rest of a cell that a page ended in.
            rows[-1] = _mended(rows[-1], ((line.text,),))
        else:
            break
        at += 1
    return rows, at


def _usual_width(rows: Sequence[Row], width: int) -> int:
    """Return how many cells whole rows have: fewer than the header where empty ones at the end are left out."""
    return min((len(row) for row in rows[1:-1]), default=width)


def _may_be_the_rest(line: TextLine) -> bool:
    """Say whether a line can be the rest of a cell: no heading, no item, and none of what stands below a table."""
    text = line.text.text
    return not line.heading and take_mark(text) is None and _BELOW_TABLE.match(text) is None


def _is_header(cells: Row) -> bool:
    return sum(term_of(joined(cell).text) is not None for cell in cells) >= 3


def _mended(row: Row, further: Row, *, as_lines: bool = False) -> Row:
    """Return a broken row with its rest: the first cell of the rest belongs to the last one of the row.

    `as_lines` keeps the lines of that cell apart.
    """
    if as_lines:
        return (*row[:-1], (*row[-1], *further[0]), *further[1:])
    last = (joined((joined(row[-1]), joined(further[0]))),)
    return (*row[:-1], last if last[0] else (), *further[1:])


def _is_quoted(row: Row) -> bool:
    """Say whether the last cell of a row is in quotes that its line does not close."""
    parts = row[-1] if row else ()
    opened = bool(parts) and parts[0].text.startswith(_QUOTE) and len(parts) < _MOST_LINES
    return opened and sum(part.text.count(_QUOTE) for part in parts) % 2 == 1


def _unquoted(parts: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return the lines of a cell without the quotes a spreadsheet has put around them."""
    if not parts or not parts[0].text.startswith(_QUOTE) or not parts[-1].text.endswith(_QUOTE):
        return parts
    bare = (parts[0].cut(1), *parts[1:])
    bare = (*bare[:-1], bare[-1].cut(0, -1))
    return tuple(part for part in bare if part)
