"""Ledger tables in a document read as categories, issues and tasks; forms of label and value read as paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Aside, Paragraph, Table
from zhenggai.importers.clauses import clauses
from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.grouping import title_and_rest
from zhenggai.importers.headings import term_of
from zhenggai.importers.labels import label_at_start
from zhenggai.importers.ledger_columns import Columns, compact, find_columns, with_group
from zhenggai.importers.ledger_rows import WHO_AND_WHEN, Record, read_rows
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import NOTHING, Passage, joined, made
from zhenggai.importers.raw import RawCategory, RawIssue, RawTask
from zhenggai.importers.task_stream import Group, Piece, Words, tasks_of
from zhenggai.importers.unit_column import with_unit_column
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.blocks import Cell

_OWN_PLACE = frozenset(
    {Term.ORDINAL, Term.NUMBER, Term.CATEGORY, Term.ISSUE, Term.DESCRIPTION, Term.MEASURES, Term.PROGRESS}
)


_SHORTEST_MEASURE = 4


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger table: what it says, the words that only frame it, and what was left out."""

    categories: tuple[RawCategory, ...]
    frame: tuple[Passage, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    titles: tuple[Passage, ...] = ()


def read_ledgers(tables: Sequence[Table], issued: date | None) -> tuple[tuple[Ledger, ...], tuple[Table, ...]]:
    """Read tables that have a ledger's header; returns the ledgers, and the tables that have none.

    A table without a header that is as wide as the ledger before it goes on with that one, and so does one that
    repeats its header.
    """
    ledgers: list[tuple[Columns, list[tuple[Cell, ...]], list[Passage]]] = []
    rest: list[Table] = []
    for table in tables:
        columns = find_columns(table.rows)
        last = ledgers[-1] if ledgers else None
        if columns is None:
            widths = {len(row) for row in table.rows}
            if last and widths and max(widths) == last[0].width and max(widths) > 3:
                last[1].extend(table.rows)
            else:
                rest.append(table)
            continue
        above = [cell.text for row in table.rows[: columns.first] for cell in row if cell.text]
        if last and [compact(word.text) for word in last[0].words] == [compact(word.text) for word in columns.words]:
            last[1].extend(table.rows[columns.first :])
            last[2].extend(above)
        else:
            ledgers.append((columns, list(table.rows[columns.first + columns.height :]), above))
    read = tuple(_ledger(columns, rows, above, issued) for columns, rows, above in ledgers)
    return read, tuple(rest)


def _ledger(
    columns: Columns, rows: Sequence[tuple[Cell, ...]], above: Sequence[Passage], issued: date | None
) -> Ledger:
    columns, doubts = _with_units(columns, rows)
    columns = with_group(columns, rows)
    read = read_rows(rows, columns)
    asides: list[Aside] = list(read.asides)
    categories: list[RawCategory] = []
    frame = [*columns.words, *read.frame]
    name = Passage()
    for record in read.records:
        frame += [part for term in (Term.ORDINAL, Term.NUMBER) for part in record.cells.get(term, ())]
        own = record.text(Term.CATEGORY) or record.category
        if own.text == name.text:
            frame.append(record.text(Term.CATEGORY))
        if (own and own.text != name.text) or not categories:
            name = own or name
            categories.append(RawCategory(name, ()))
        tasks = _tasks(record, issued, asides)
        categories[-1] = _with_record(categories[-1], record, tasks, columns)
    if len(categories) > 1 and not categories[0].name:
        doubts.append(_filled_name_doubt(categories[1].name))
        categories[0] = replace(categories[0], name=categories[1].name)
    return Ledger(_same_together(categories), tuple(frame), tuple(asides), tuple(doubts), tuple(above))


def _with_units(columns: Columns, rows: Sequence[tuple[Cell, ...]]) -> tuple[Columns, list[Doubt]]:
    """Take a column of units for 责任单位 where the table has no such heading, with a doubt."""
    found = with_unit_column(columns, rows)
    taken = next((at for at in columns.others if at not in found.others), None)
    if taken is None:
        return columns, []
    name = columns.others[taken]
    words = next((word for word in columns.words if compact(word.text) == name), NOTHING)
    message = f"台账没有“责任单位”一栏，“{name}”一栏按责任单位读，请核对"
    return found, [Doubt(Kind.UNITS, message, words.at, minor=True)]


def _same_together(categories: Sequence[RawCategory]) -> tuple[RawCategory, ...]:
    """Put neighbours of one name together."""
    kept: list[RawCategory] = []
    for category in categories:
        if kept and kept[-1].name.text == category.name.text:
            kept[-1] = replace(kept[-1], issues=(*kept[-1].issues, *category.issues))
        elif category.issues:
            kept.append(category)
    return tuple(kept)


def _filled_name_doubt(name: Passage) -> Doubt:
    message = f"台账开头几行没有写类型，按合并单元格读作“{name.text}”，请核对"
    return Doubt(Kind.STRUCTURE, message, name.at, (quote(name),))


def _with_record(category: RawCategory, record: Record, tasks: tuple[RawTask, ...], columns: Columns) -> RawCategory:
    """Add a row's tasks to the issue above it, or under a new issue."""
    has_issues = Term.ISSUE in columns.terms.values()
    begins = record.has(Term.ISSUE) if has_issues else record.has(Term.DESCRIPTION) or not record.has(*WHO_AND_WHEN)
    if category.issues and not begins:
        last = category.issues[-1]
        return replace(category, issues=(*category.issues[:-1], replace(last, tasks=(*last.tasks, *tasks))))
    title, rest = title_and_rest([record.text(Term.ISSUE) or record.text(Term.DESCRIPTION)])
    if not has_issues:
        tasks = tuple(replace(task, problem=rest) for task in tasks)
    elif rest:
        tasks = tuple(replace(task, problem=joined((rest, task.problem), "\n")) for task in tasks)
    if not title:
        title, _rest = title_and_rest(tasks[0].measures[:1] if tasks else ())
    issue = RawIssue(title, Passage(), tasks, _number(record))
    return replace(category, issues=(*category.issues, issue))


def _number(record: Record) -> int | None:
    for term in (Term.NUMBER, Term.ORDINAL):
        text = compact(record.text(term).text).strip(".．、（）()第条项")
        if text and (number := to_number(text)) and number < 10000:
            return number
    return None


def _tasks(record: Record, issued: date | None, asides: list[Aside]) -> tuple[RawTask, ...]:
    fields = {term: text for term in record.cells if term not in _OWN_PLACE and (text := record.text(term))}
    parts = record.cells.get(Term.MEASURES, ())
    each_is_one = _are_measures(parts)
    if each_is_one:
        message = f"“整改措施”一格有 {len(parts)} 段，没有序号，按 {len(parts)} 条措施读，请核对"
        record.doubts.append(Doubt(Kind.STRUCTURE, message, parts[0].at, (quote(parts[0].cut(0, 24)),), minor=True))
    pieces = list(_pieces(parts, each_is_one=each_is_one))
    progress = record.text(Term.PROGRESS)
    measures = record.text(Term.MEASURES)
    if progress and measures and compact(progress.text) == compact(measures.text):
        words = progress.cut(0, 24)
        message = f"“整改进展结果”一格照抄了整改措施（“{shortened(progress.text)}”），不作进展，没有记入"
        record.doubts.append(Doubt(Kind.PROGRESS, message, progress.at, (quote(words),)))
        asides.append(Aside(progress, "整改进展结果一格照抄整改措施"))
    elif progress:
        fields[Term.PROGRESS] = progress
    problem = record.text(Term.DESCRIPTION)
    tasks = tasks_of(pieces, Group(fields, record.others, grouped=False), issued)
    first, *others = (replace(task, problem=problem) for task in tasks)
    return (replace(first, doubts=(*first.doubts, *record.doubts)), *others)


def _are_measures(parts: Sequence[Passage]) -> bool:
    """Say whether the paragraphs of a cell are measures without marks, and no broken lines of one."""
    texts = [part.text for part in parts]
    return (
        len(texts) > 1
        and not any(take_mark(text) or label_at_start(text) for text in texts)
        and all(len(text) >= _SHORTEST_MEASURE and not text.endswith(("，", "、", "和", "及")) for text in texts)
    )


def _pieces(parts: Sequence[Passage], *, each_is_one: bool) -> Iterator[Piece]:
    for clause in clauses([Paragraph(part, (part,)) for part in parts]):
        label = clause.label
        if label and label.is_small and not label.contact:
            fields = {label.term: clause.text} if label.term else {}
            extras = {} if label.term else {label.name: clause.text}
            yield Group(fields, extras, clause.grouped)
        elif clause.whole:
            yield Words(clause.whole, clause.opens, is_item=each_is_one and clause.opens)


# --- forms ---------------------------------------------------------------------------------------------------------


def form_paragraphs(table: Table) -> tuple[Paragraph, ...]:
    """Return a form (a label left, its value right) as labelled paragraphs; empty where the table is none."""
    found: list[Paragraph] = []
    known = 0
    for row in table.rows:
        cells = [cell.text for cell in row if cell.text]
        position = 0
        while position < len(cells):
            label = cells[position]
            is_label = len(compact(label.text)) <= 14 and (term_of(label.text) is not None or position + 1 < len(cells))
            if is_label and position + 1 < len(cells) and len(cells) <= 6:
                known += term_of(label.text) is not None
                found.append(_paragraph(joined((label.strip("：: "), made("："), cells[position + 1]))))
                position += 2
            else:
                found.append(_paragraph(label))
                position += 1
    return tuple(found) if known >= 3 else ()


def _paragraph(text: Passage) -> Paragraph:
    return Paragraph(text, (text,))
