"""Ledgers whose cells lost their borders on the way out of a PDF: a row a few lines of words, divided by blanks alone.

A row is read only where the words can be given to the columns in one way; everything else stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Cell, Table
from zhenggai.importers.headings import term_of, term_of_column
from zhenggai.importers.passage import Passage, joined
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadlines import read_deadline
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.text_lines import TextLine

_CORE = frozenset({Term.ISSUE, Term.DESCRIPTION, Term.MEASURES})
_ROW = re.compile(r"\s*([0-9]{1,3})(?:[.、．]\s*|\s+)(?=\S)")
_LONE_NUMBER = re.compile(r"\s*([0-9]{1,3})\s*")
_MOST_COLUMNS = 14
_LONGEST_HEADING = 14
_WIDE = frozenset({Term.MEASURES, Term.DESCRIPTION, Term.PROGRESS, Term.GOAL})


def gather_spaced(lines: Sequence[TextLine]) -> list[Table | list[TextLine]]:
    """Divide a run of lines into text and such ledgers, in their order."""
    found: list[Table | list[TextLine]] = []
    text: list[TextLine] = []
    at = 0
    while at < len(lines):
        columns, height = _header(lines, at)
        read = _rows(lines, at + height, columns) if columns else None
        if columns is None or read is None:
            text.append(lines[at])
            at += 1
            continue
        rows, at = read
        found += [text] if text else []
        text = []
        found.append(Table((tuple(Cell((word,)) for word in columns), *rows)))
    return [*found, text] if text else found


def _header(lines: Sequence[TextLine], at: int) -> tuple[list[Passage] | None, int]:
    """Return the headings of a ledger, one beside the other in a line or one a line, and how many lines they take."""
    beside = _words(lines[at].text)
    if _are_headings(beside):
        return beside, 1
    below: list[Passage] = []
    if beside and term_of(beside[0].text) is Term.ORDINAL and len(beside) == 1:
        for line in lines[at : at + _MOST_COLUMNS]:
            if _LONE_NUMBER.fullmatch(line.text.text):
                break
            below.append(line.text)
    return (below, len(below)) if _are_headings(below) else (None, 0)


def _are_headings(words: Sequence[Passage]) -> bool:
    terms = [term_of_column(word.text) for word in words]
    if len(words) < 4 or terms[0] is not Term.ORDINAL or not _CORE.intersection(terms):
        return False
    return terms.count(None) * 3 <= len(terms) and all(len(word) <= _LONGEST_HEADING for word in words)


def _rows(lines: Sequence[TextLine], at: int, columns: Sequence[Passage]) -> tuple[list[tuple[Cell, ...]], int] | None:
    """Return the rows that follow a header, and the line behind the last; None where not one can be divided."""
    terms = [term_of_column(word.text) for word in columns]
    rows: list[tuple[Cell, ...]] = []
    number = 0
    while at < len(lines):
        repeated, height = _header(lines, at)
        if repeated:
            at += height
            continue
        if not _begins_row(lines[at].text.text, number):
            break
        first = int(_number_in(lines[at].text.text))
        end = at + 1
        while end < len(lines) and not _begins_row(lines[end].text.text, first) and not _ends(lines[end]):
            end += 1
        cells = _divided([line.text for line in lines[at:end]], terms)
        if cells is None:
            break
        rows.append(cells)
        number, at = first, end
    return (rows, at) if rows else None


def _begins_row(text: str, number: int) -> bool:
    """Say whether a line begins the row that comes behind row `number`, or the one after that."""
    found = _number_in(text)
    return bool(found) and int(found) in {number + 1, number + 2}


def _number_in(text: str) -> str:
    match = _ROW.match(text) or _LONE_NUMBER.fullmatch(text)
    return match[1] if match else ""


def _ends(line: TextLine) -> bool:
    return bool(line.heading or line.cells or re.match(r"\s*(?:注|备注|合计|附件|说明)\s*[：:]?", line.text.text))


def _words(line: Passage) -> list[Passage]:
    return [line.cut(match.start(), match.end()) for match in re.finditer(r"\S+", line.text)]


def _divided(lines: Sequence[Passage], terms: Sequence[Term | None]) -> tuple[Cell, ...] | None:
    """Give the words of a row to its columns.

    Tried in turn: lines joined where a word may be broken, lines kept apart, and every line one cell.
    """
    first = _ROW.match(lines[0].text) or _LONE_NUMBER.fullmatch(lines[0].text)
    number = lines[0].cut(first.start(1), first.end(1)) if first else Passage()
    rest = [one for one in (lines[0].cut(first.end() if first else 0), *lines[1:]) if one]
    for words in (_words(joined(rest)), _words(joined(rest, " ")), rest):
        if cells := _fitted([number, *words], terms):
            return tuple(Cell((cell,) if cell else ()) for cell in cells)
    return None


def _fitted(words: list[Passage], terms: Sequence[Term | None]) -> list[Passage] | None:
    """Return a word for every column: as they are, or with what is too much in the one wide column."""
    if len(words) == len(terms):
        return words if _fits(words, terms, all_of_them=False) else None
    wide = [position for position, term in enumerate(terms) if term is Term.MEASURES]
    if len(words) < len(terms) or len(wide) != 1:
        return None
    surplus = len(words) - len(terms)
    at = wide[0]
    cells = [*words[:at], joined(words[at : at + surplus + 1]), *words[at + surplus + 1 :]]
    return cells if _fits(cells, terms, all_of_them=True) else None


def _fits(words: Sequence[Passage], terms: Sequence[Term | None], *, all_of_them: bool) -> bool:
    """Say whether units stand under units and days under days, all of them or at least one."""
    told = [
        _is_units(word.text) if term in _UNITS else _is_deadline(word.text)
        for word, term in zip(words, terms, strict=True)
        if term in _UNITS or term is Term.DEADLINE
    ]
    narrow = all(len(word) <= _LONGEST for word, term in zip(words, terms, strict=True) if term not in _WIDE)
    return narrow and (all(told) if all_of_them else any(told) or not told)


def _is_deadline(text: str) -> bool:
    reading = read_deadline(text, None)
    return reading.kind is not DeadlineKind.UNDETERMINED or "印发日期" in (reading.question or "")


_UNITS = frozenset({Term.UNITS, Term.LEAD_UNIT})
_LONGEST = 60


def _is_units(text: str) -> bool:
    return all(parse_name(name).looks_like_a_unit for name in re.split(r"[、，,；;]", text) if name)
