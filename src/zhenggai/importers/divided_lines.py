"""Tables whose cells are divided by commas or by wide gaps: a line of headings, and lines that divide as it does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.headings import term_of_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.text_lines import TextLine

_DIVIDERS = (re.compile(","), re.compile(r"[ \u3000]{2,}"))
_FEWEST, _MOST = 4, 20
"""Columns; two or three headings in a line may be any words."""
_FEWEST_TERMS = 3
_LONGEST_HEADER = 200
_CORE = frozenset({Term.ISSUE, Term.DESCRIPTION, Term.MEASURES})


def with_cells(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines, those of such a table with their cells; a line that divides otherwise ends it."""
    found = list(lines)
    at = 0
    while at < len(found):
        divider = next((one for one in _DIVIDERS if _is_header(found[at], one)), None)
        if divider is None:
            at += 1
            continue
        width = len(_cells(found[at].text, divider))
        end = at + 1
        while end < len(found) and len(_cells(found[end].text, divider)) == width:
            end += 1
        if end > at + 1:
            found[at:end] = [_with_cells(line, divider) for line in found[at:end]]
        at = end
    return found


def _is_header(line: TextLine, divider: re.Pattern[str]) -> bool:
    if line.cells or len(line.text) > _LONGEST_HEADER or not divider.search(line.text.text):
        return False
    cells = _cells(line.text, divider)
    if not _FEWEST <= len(cells) <= _MOST:
        return False
    terms = {term for cell in cells if (term := term_of_column(cell.text))}
    return len(terms) >= _FEWEST_TERMS and bool(terms & _CORE)


def _cells(text: Passage, divider: re.Pattern[str]) -> list[Passage]:
    cells = []
    begin = 0
    for match in divider.finditer(text.text):
        cells.append(text.cut(begin, match.start()).strip())
        begin = match.end()
    return [*cells, text.cut(begin).strip()]


def _with_cells(line: TextLine, divider: re.Pattern[str]) -> TextLine:
    return replace(line, cells=tuple((cell,) if cell else () for cell in _cells(line.text, divider)))
