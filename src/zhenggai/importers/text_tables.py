"""Rows of a text file (tabs, Markdown pipes) gathered into tables, rows broken over lines mended; not what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Cell, Table
from zhenggai.importers.headings import term_of
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.text_lines import TextLine

Row = tuple[tuple["Passage", ...], ...]

_BELOW_TABLE = re.compile(r"(?:备?注|说明|[合总共小]计|附件?|填[报表].{0,3})\s*[0-9]*\s*[：:]")
_PIPE_RULE = re.compile(r"[\s:—-]*")


def gather(lines: Sequence[TextLine]) -> list[Table | list[TextLine]]:
    """Divide lines into tables and runs of text, in their order."""
    found: list[Table | list[TextLine]] = []
    at = 0
    while at < len(lines):
        if lines[at].cells:
            rows, at = _rows(lines, at)
            found.append(Table(tuple(tuple(Cell(parts) for parts in row) for row in rows)))
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
        if line.cells:
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


def _mended(row: Row, further: Row) -> Row:
    """Return a broken row with its rest: the first cell of the rest belongs to the last one of the row."""
    last = (joined((joined(row[-1]), joined(further[0]))),)
    return (*row[:-1], last if last[0] else (), *further[1:])
