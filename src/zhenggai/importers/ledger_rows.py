"""Rows of a ledger table as records: header repeats, totals and notes set apart, broken and merged rows mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Aside, Cell
from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import NOTHING, Passage, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.ledger_columns import Columns

IDENTITY = (Term.ORDINAL, Term.NUMBER, Term.ISSUE)
WHO_AND_WHEN = (Term.UNITS, Term.DEADLINE, Term.LEAD_UNIT, Term.SUPPORTING_UNITS, Term.LEAD, Term.PERSON)
_DIVISIBLE = (Term.DESCRIPTION, Term.MEASURES, Term.ISSUE, Term.GOAL, Term.PROGRESS)
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计")
_NOTE = re.compile(
    r"(?:注|说明|备注|填[表报]说明|填[表报]人|审核人|负责人|单位\s*[（(]盖章|联系人|联系电话|制表)\s*[：:（(]"
)
_CATEGORY_ROW = re.compile(r"(?:方面|领域|类|部分|环节|问题)(?:[（(].*[）)])?$")
_FEWEST_COUNTED = 2
_COUNTED = re.compile(r"\s*([0-9]{1,3})[.．、]\s*(?=\S)")
_UNFINISHED = re.compile(r"[一-鿿，、0-9A-Za-z（《“]$")


@dataclass(slots=True)
class Record:
    """One row: the paragraphs of its cells by term, and of the columns no term stands for."""

    cells: dict[Term, tuple[Passage, ...]]
    others: dict[str, Passage]
    category: Passage = NOTHING
    doubts: list[Doubt] = field(default_factory=list)

    def text(self, term: Term) -> Passage:
        """Return a cell's text, a paragraph a line."""
        return joined(self.cells.get(term, ()), "\n")

    def has(self, *terms: Term) -> bool:
        """Say whether one of those cells has text."""
        return any(self.cells.get(term) for term in terms)


@dataclass(frozen=True, slots=True)
class Rows:
    """The records of a table, the words that only frame it (header repeats), and rows that are no records."""

    records: tuple[Record, ...]
    frame: tuple[Passage, ...]
    asides: tuple[Aside, ...]


def read_rows(rows: Sequence[tuple[Cell, ...]], columns: Columns) -> Rows:
    """Read the rows behind a header; several tables under one header are read as one."""
    records: list[Record] = []
    frame: list[Passage] = []
    asides: list[Aside] = []
    category = Passage()
    above: dict[Term, tuple[Passage, ...]] = {}
    for row in rows:
        filled = [cell for cell in row if cell.text]
        if not filled:
            continue
        if columns.is_header(row):
            frame += [cell.text for cell in filled]
        elif reason := _no_record(filled):
            asides += [Aside(cell.text, reason) for cell in filled]
        elif (heading := _category_row(filled, row)) is not None:
            category = heading
            frame.append(filled[0].text)
        else:
            record = _record(row, columns, category, asides)
            if records and _goes_on(record, records[-1]):
                _append(record, records[-1])
            else:
                _fill_down(record, row, columns, above)
                records.append(record)
    _divide_cells(records)
    _number_by_marks(records)
    return Rows(tuple(records), tuple(frame), tuple(asides))


def _number_by_marks(records: Sequence[Record]) -> None:
    """Take the numbers off the problems, and off the measures, of a table that counts them so from row to row.

    Those of the problems become their numbers where the table has no column for that.
    """
    numbered = any(record.has(Term.ORDINAL, Term.NUMBER) for record in records)
    for term in (Term.ISSUE, Term.MEASURES):
        counted = [record for record in records if record.has(term)]
        starts = [_counted(record.cells[term][0].text) for record in counted]
        is_own = term is Term.ISSUE and numbered
        one_each = all(len(record.cells[term]) == 1 for record in counted)
        if (
            len(counted) < _FEWEST_COUNTED
            or is_own
            or not one_each
            or [number for number, _end in starts] != list(range(1, len(counted) + 1))
        ):
            continue
        for record, (_number, end) in zip(counted, starts, strict=True):
            (whole,) = record.cells[term]
            record.cells[term] = (whole.cut(end),)
            if term is Term.ISSUE:
                record.cells[Term.ORDINAL] = (whole.cut(0, end).strip("、.．（）() "),)


def _counted(text: str) -> tuple[int, int]:
    """Return the number a cell begins with and where its text begins; 0 where it begins with none."""
    if match := _COUNTED.match(text):
        return int(match[1]), match.end()
    mark = take_mark(text)
    return (mark.number, mark.length) if mark and mark.number else (0, 0)


def _fill_down(record: Record, row: Sequence[Cell], columns: Columns, above: dict[Term, tuple[Passage, ...]]) -> None:
    """Give a problem of its own the units and the day that are merged over it; `above` are the last ones written."""
    if record.has(*IDENTITY, Term.DESCRIPTION):
        merged = {columns.terms[at] for at, cell in enumerate(row) if cell.continues and at in columns.terms}
        if not record.has(Term.ORDINAL, Term.NUMBER) and not record.has(Term.UNITS) and columns.begins_with(Term.UNITS):
            # Text has no merged cells: left of the problems a blank means as above, where the number is blank too.
            merged.add(Term.UNITS)
        for term in merged.intersection(WHO_AND_WHEN, above):
            record.cells.setdefault(term, above[term])
    above.update({term: record.cells[term] for term in WHO_AND_WHEN if record.cells.get(term)})


def _no_record(filled: Sequence[Cell]) -> str:
    first = filled[0].text.text.strip()
    if _TOTAL.fullmatch(first):
        return "合计行"
    return "表下的说明" if len(filled) <= 2 and _NOTE.match(first) else ""


def _category_row(filled: Sequence[Cell], row: Sequence[Cell]) -> Passage | None:
    """Return the category that a row with a single short cell names: 一、工作落实方面（3个问题）."""
    if len(filled) != 1 or len(row) < 3 or len(filled[0].text) > 40:
        return None
    text = filled[0].text
    mark = take_mark(text.text)
    if not mark and not _CATEGORY_ROW.search(text.text.strip()):
        return None
    return text.cut(mark.length).strip() if mark else text.strip()


def _record(row: Sequence[Cell], columns: Columns, category: Passage, asides: list[Aside]) -> Record:
    cells: dict[Term, tuple[Passage, ...]] = {}
    others: dict[str, Passage] = {}
    for position, cell in enumerate(row):
        if not cell.text:
            continue
        if position in columns.terms:
            term = columns.terms[position]
            cells[term] = (*cells.get(term, ()), *cell.parts)
        elif position in columns.others:
            others[columns.others[position]] = cell.text
        else:
            asides.append(Aside(cell.text, "表头里没有这一列"))
    return Record(cells, others, category)


def _goes_on(record: Record, before: Record) -> bool:
    """Say whether a row only carries on the one above: no number, no unit, no day, and no problem of its own."""
    if record.has(*IDENTITY, *WHO_AND_WHEN) or not record.cells or record.others:
        return False
    if not record.has(Term.DESCRIPTION):
        return True
    above = before.text(Term.DESCRIPTION).text
    return bool(above) and bool(_UNFINISHED.search(above))


def _append(record: Record, before: Record) -> None:
    for term, parts in record.cells.items():
        above = before.cells.get(term, ())
        if above and _UNFINISHED.search(above[-1].text):
            before.cells[term] = (*above[:-1], above[-1] + parts[0], *parts[1:])
        else:
            before.cells[term] = (*above, *parts)


def _divide_cells(records: Sequence[Record]) -> None:
    """Give the paragraphs of a cell to the rows it was merged over, where there are as many rows as paragraphs."""
    for position, record in enumerate(records):
        count = max((len(record.cells.get(term, ())) for term in _DIVISIBLE), default=0)
        below = records[position + 1 : position + count]
        several = [term for term in _DIVISIBLE if len(record.cells.get(term, ())) == count]
        if count < 2 or len(below) != count - 1 or not all(_waits(one, several) for one in below):
            continue
        if not {Term.DESCRIPTION, Term.MEASURES}.intersection(several):
            continue
        for term in several:
            parts = record.cells[term]
            for one, part in zip((record, *below), parts, strict=True):
                one.cells[term] = (part,)
        record.doubts.append(_division_doubt(record, several, count))


def _waits(record: Record, terms: Sequence[Term]) -> bool:
    return record.has(*WHO_AND_WHEN) and not record.has(*terms) and not record.has(Term.ISSUE)


def _division_doubt(record: Record, terms: Sequence[Term], count: int) -> Doubt:
    first = record.cells[terms[0]][0]
    words = "、".join(str(term) for term in terms)
    message = (
        f"“{shortened(first.text)}”一行的{words}一格里有 {count} 段，按顺序分给这一行和下面 {count - 1} 行，请核对"
    )
    return Doubt(Kind.STRUCTURE, message, first.at, (quote(first.cut(0, 24)),))
