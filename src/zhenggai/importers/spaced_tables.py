"""Ledgers whose cells lost their borders on the way out of a PDF: a row a few lines of words, divided by blanks alone.

A row is read only where the words can be given to the columns in one way; everything else stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Cell, Table
from zhenggai.importers.headings import term_of
from zhenggai.importers.passage import Passage, joined
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadlines import read_deadline
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.text_lines import TextLine

_CORE = frozenset({Term.ISSUE, Term.DESCRIPTION, Term.MEASURES})
_ROW = re.compile(r"\s*([0-9]{1,3})(?:[.、．]\s*|\s+)(?=\S)")
_WIDE = frozenset({Term.MEASURES, Term.DESCRIPTION, Term.PROGRESS, Term.GOAL})


def gather_spaced(lines: Sequence[TextLine]) -> list[Table | list[TextLine]]:
    """Divide a run of lines into text and such ledgers, in their order."""
    found: list[Table | list[TextLine]] = []
    text: list[TextLine] = []
    at = 0
    while at < len(lines):
        columns = _header(lines[at].text)
        read = _rows(lines, at + 1, columns) if columns else None
        if columns is None or read is None:
            text.append(lines[at])
            at += 1
            continue
        rows, at = read
        found += [text] if text else []
        text = []
        found.append(Table((tuple(Cell((word,)) for word in columns), *rows)))
    return [*found, text] if text else found


def _header(line: Passage) -> list[Passage] | None:
    words = _words(line)
    terms = [term_of(word.text) for word in words]
    if len(words) < 4 or terms[0] is not Term.ORDINAL or None in terms or not _CORE.intersection(terms):
        return None
    return words


def _rows(lines: Sequence[TextLine], at: int, columns: Sequence[Passage]) -> tuple[list[tuple[Cell, ...]], int] | None:
    """Return the rows that follow a header, and the line behind the last; None where not one can be divided."""
    terms = [term_of(word.text) for word in columns]
    rows: list[tuple[Cell, ...]] = []
    number = 0
    while at < len(lines):
        first = _ROW.match(lines[at].text.text)
        if _header(lines[at].text):
            at += 1
            continue
        if not first or int(first[1]) not in {number + 1, number + 2}:
            break
        end = at + 1
        while end < len(lines) and not _begins_row(lines[end].text.text, int(first[1])) and not _ends(lines[end]):
            end += 1
        cells = _divided([line.text for line in lines[at:end]], terms)
        if cells is None:
            break
        rows.append(cells)
        number, at = int(first[1]), end
    return (rows, at) if rows else None


def _begins_row(text: str, number: int) -> bool:
    match = _ROW.match(text)
    return bool(match) and int(match[1]) in {number + 1, number + 2} and len(_words_of(text)) > 1  # type: ignore[index]


def _ends(line: TextLine) -> bool:
    return bool(line.heading or line.cells or re.match(r"\s*(?:注|备注|合计|附件|说明)\s*[：:]?", line.text.text))


def _words_of(text: str) -> list[str]:
    return text.split()


def _words(line: Passage) -> list[Passage]:
    return [line.cut(match.start(), match.end()) for match in re.finditer(r"\S+", line.text)]


def _divided(lines: Sequence[Passage], terms: Sequence[Term | None]) -> tuple[Cell, ...] | None:
    """Give the words of a row to its columns; lines are joined where a word was broken, and kept apart where not."""
    first = _ROW.match(lines[0].text)
    number = lines[0].cut(first.start(1), first.end(1)) if first else Passage()
    rest = [lines[0].cut(first.end() if first else 0), *lines[1:]]
    for words in (_words(joined(rest)), _words(joined(rest, " "))):
        if cells := _fitted([number, *words], terms):
            return tuple(Cell((cell,) if cell else ()) for cell in cells)
    return None


def _fitted(words: list[Passage], terms: Sequence[Term | None]) -> list[Passage] | None:
    """Return a word for every column: as they are, or with what is too much in the one wide column."""
    if len(words) == len(terms):
        return words if _fits(words, terms) else None
    wide = [position for position, term in enumerate(terms) if term is Term.MEASURES]
    if len(words) < len(terms) or len(wide) != 1:
        return None
    surplus = len(words) - len(terms)
    at = wide[0]
    cells = [*words[:at], joined(words[at : at + surplus + 1]), *words[at + surplus + 1 :]]
    return cells if _fits(cells, terms) else None


def _fits(words: Sequence[Passage], terms: Sequence[Term | None]) -> bool:
    """Say whether units stand under units and days under days."""
    for word, term in zip(words, terms, strict=True):
        if term in {Term.UNITS, Term.LEAD_UNIT} and not _is_units(word.text):
            return False
        if term is Term.DEADLINE and read_deadline(word.text, None).kind is DeadlineKind.UNDETERMINED:
            question = read_deadline(word.text, None).question or ""
            if "印发日期" not in question:
                return False
        if term not in _WIDE and len(word) > _LONGEST:
            return False
    return True


_LONGEST = 60


def _is_units(text: str) -> bool:
    return all(parse_name(name).looks_like_a_unit for name in re.split(r"[、，,；;]", text) if name)
