"""What follows 整改措施 in a document, divided into measures, and the 责任单位 and 时限 between them into tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.marks import FURTHER, take_mark
from zhenggai.importers.passage import Passage, joined, made
from zhenggai.importers.prose import deadline_in, units_in
from zhenggai.importers.raw import RawTask
from zhenggai.wording.measures import split_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

UNIT_TERMS = frozenset({Term.UNITS, Term.LEAD_UNIT, Term.SUPPORTING_UNITS})
_LONGEST = 100_000
"""Characters of measures under one problem beyond which nobody wrote them."""
_STOP = re.compile(r"[。；;！!？?：:]\s*$")


@dataclass(frozen=True, slots=True)
class Words:
    """Text of the stream; `opens` where it begins a paragraph, `is_item` where it is a measure by itself."""

    text: Passage
    opens: bool = True
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Labels that stand together: 责任单位, 时限 …; `grouped` where they stand in a bracket behind a measure."""

    fields: Mapping[Term, Passage]
    extras: Mapping[str, Passage]
    grouped: bool


Piece = Words | Group


@dataclass(frozen=True, slots=True)
class _Measured:
    """The measures, the groups that follow each of them (by its position), and those that stand before all."""

    measures: tuple[Passage, ...]
    behind: Mapping[int, Group]
    before: Group


def tasks_of(pieces: Sequence[Piece], shared: Group, issued: date | None) -> tuple[RawTask, ...]:
    """Divide a stream into tasks: one for each measure that has its own 责任单位 or 时限, otherwise one for all."""
    found = _measured(pieces)
    shared = merged((shared, found.before))
    found = _with_prose(found, shared, issued)
    shared = merged((shared, found.before))
    behind, shared = _lifted(found, shared)
    if _are_tasks(found):
        behind = _with_own_days(found.measures, behind, shared, issued)
    doubts = tuple(_gap_doubts(pieces, found.measures))
    tasks = [_task(found.measures, members, group, shared) for members, group in _shares(len(found.measures), behind)]
    if not tasks:
        tasks = [RawTask(fields=shared.fields, extras=shared.extras)]
    tasks[0] = replace(tasks[0], doubts=(*tasks[0].doubts, *doubts))
    if len(tasks) > 1:
        tasks = [_with_gap_doubt(task, shared) for task in tasks]
    return tuple(tasks)


def split_passage(text: Passage) -> tuple[Passage, ...]:
    """Return the points of a text (一是…二是…) without their marks, as `wording.measures` divides them."""
    return tuple(point for _start, point in _spans(text))


# --- measures ----------------------------------------------------------------------------------------------------


def _measured(pieces: Sequence[Piece]) -> _Measured:
    said: list[Passage] = []
    length = 0
    groups: list[tuple[int, Group]] = []
    items: list[int] = []
    style = _further_style(pieces)
    after_group = False
    for piece in pieces:
        if isinstance(piece, Group):
            groups.append((length, piece))
            after_group = True
            continue
        words = piece.text
        mark = take_mark(words.text)
        runs_on = not piece.opens and not (after_group and (mark or (said and _STOP.search(said[-1].text))))
        is_marked = bool(style and mark and mark.style == style)
        if piece.is_item or is_marked:
            items.append(length + (1 if length and not runs_on else 0))
            words = words.cut(mark.length) if mark and is_marked else words
        if words:
            said += [made("\n"), words] if length and not runs_on else [words]
            length = length + len(words) + (1 if length and not runs_on else 0)
        after_group = False
    text = joined(said)
    spans = _cut_at(text, items) if items else _spans(text)
    behind: dict[int, list[Group]] = {}
    for offset, group in groups:
        position = sum(start < offset for start, _measure in spans) - 1
        behind.setdefault(position, []).append(group)
    return _Measured(
        tuple(measure for _start, measure in spans),
        {position: merged(found) for position, found in behind.items() if position >= 0},
        merged(behind.get(-1, ())),
    )


def _further_style(pieces: Sequence[Piece]) -> str:
    """Return the marks of the outermost list, if they are of a kind that only paragraphs have: 2.1.1, 第一，, A."""
    for piece in pieces:
        if isinstance(piece, Words) and piece.opens and (mark := take_mark(piece.text.text)):
            return mark.style if mark.style in FURTHER or mark.style.startswith("1.1") else ""
    return ""


def _cut_at(text: Passage, items: Sequence[int]) -> list[tuple[int, Passage]]:
    """Return the stretches between the items' beginnings; words before the first stay with it."""
    starts = [0, *items[1:]]
    return [
        (start, text.cut(start, end).strip())
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if text.cut(start, end).strip()
    ]


def _spans(text: Passage) -> list[tuple[int, Passage]]:
    """Return the measures of a text with where each begins."""
    if len(text) > _LONGEST:
        return [(0, text)]
    cursor = 0
    spans: list[tuple[int, Passage]] = []
    for measure in split_measures(text.text):
        at, passage = _located(text, measure, cursor)
        cursor = at + len(passage)
        bare = _without_mark(passage)
        if any(character.isalnum() for character in bare.text):
            spans.append((at, bare))
    return spans


def _located(text: Passage, measure: str, cursor: int) -> tuple[int, Passage]:
    """Return where a measure stands and its passage; one put together around a mark is followed word by word."""
    at = text.text.find(measure, cursor)
    if at >= 0:
        return at, text.cut(at, at + len(measure))
    found: list[int] = []
    position = cursor
    for character in measure:
        position = text.text.find(character, position)
        if position < 0:
            break
        found.append(position)
        position += 1
    origin = tuple(text.origin[one] for one in found)
    return (found[0] if found else cursor), Passage("".join(text.text[one] for one in found), origin)


def _without_mark(measure: Passage) -> Passage:
    mark = take_mark(measure.text)
    if mark and (mark.number == 1 or mark.number is None) and mark.length < len(measure):
        return measure.cut(mark.length).strip()
    return measure


def _gap_doubts(pieces: Sequence[Piece], measures: Sequence[Passage]) -> Iterator[Doubt]:
    """Doubt numbers that a list within one paragraph leaves out; of those that begin paragraphs the outline tells."""
    text = joined((piece.text for piece in pieces if isinstance(piece, Words)), "\n")
    origin = {at: position for position, at in enumerate(text.origin) if at >= 0}
    before = 0
    for measure in measures:
        position = origin.get(measure.at, 0)
        above = text.text[max(position - 40, 0) : position]
        lead = re.search(r"(?:^|[\s。；;：:！？，,])\s*([^\s。；;：:！？，,]{1,5}[、.．]?\s*)$", above)
        mark = take_mark(lead[1] + "某") if lead else None
        if mark is None or mark.number is None:
            continue
        if before and mark.number == before + 2 and "\n" not in (lead[0] if lead else ""):
            words = shortened(measure.text)
            message = f"措施“{words}”之前缺第 {before + 1} 条，请核对原件"
            yield Doubt(Kind.NUMBERING, message, measure.at, (quote(measure.cut(0, 24)),))
        before = mark.number


# --- who and by when -----------------------------------------------------------------------------------------------


def _with_prose(found: _Measured, shared: Group, issued: date | None) -> _Measured:
    """Add what running sentences say of units and days, where no label says it."""
    labelled = set(shared.fields) | {term for group in found.behind.values() for term in group.fields}
    last = len(found.measures) - 1
    if not labelled & UNIT_TERMS:
        units = {i: fields for i, one in enumerate(found.measures) if (fields := units_in(one))}
        found = _assigned(found, units, speaking_for_all={0, last})
    if Term.DEADLINE not in labelled:
        days = {i: days for i, one in enumerate(found.measures) if (days := deadline_in(one, issued))}
        if all(len(each) == 1 for each in days.values()):
            single = {i: {Term.DEADLINE: each[0][0]} for i, each in days.items()}
            if not _are_tasks(found):
                found = _assigned(found, single, speaking_for_all={last})
    return found


def _are_tasks(found: _Measured) -> bool:
    """Say whether each measure has units of its own: a day in one of them is then that task's alone."""
    return len(found.behind) == len(found.measures) > 1


def _with_own_days(
    measures: Sequence[Passage], behind: Mapping[int, Group], shared: Group, issued: date | None
) -> dict[int, Group]:
    dated = dict(behind)
    if Term.DEADLINE in {*shared.fields, *(term for group in behind.values() for term in group.fields)}:
        return dated
    for position, measure in enumerate(measures):
        days = deadline_in(measure, issued)
        if len(days) == 1:
            own = Group({Term.DEADLINE: days[0][0]}, {}, grouped=True)
            dated[position] = merged((dated.get(position, NO_GROUP), own))
    return dated


def _assigned(found: _Measured, said: Mapping[int, Mapping[Term, Passage]], speaking_for_all: set[int]) -> _Measured:
    """Give what sentences say to their measures where each says something, else what one says for all."""
    if len(said) == len(found.measures) > 1:
        return _added(found, said)
    if len(said) != 1 or not speaking_for_all.issuperset(said):
        return found
    (fields,) = said.values()
    return _Measured(found.measures, found.behind, merged((found.before, Group(fields, {}, grouped=False))))


def _added(found: _Measured, said: Mapping[int, Mapping[Term, Passage]]) -> _Measured:
    added = {i: merged((found.behind.get(i, NO_GROUP), Group(fields, {}, grouped=True))) for i, fields in said.items()}
    return _Measured(found.measures, {**found.behind, **added}, found.before)


def _lifted(found: _Measured, shared: Group) -> tuple[dict[int, Group], Group]:
    """Take what stands behind the last measure, and behind no other, for all of them."""
    behind = dict(found.behind)
    last = len(found.measures) - 1
    if last not in behind or last == 0:
        return behind, shared
    group = behind[last]
    others = {term for position, one in behind.items() if position != last for term in one.fields}
    others |= UNIT_TERMS if others & UNIT_TERMS else set()
    lifted = {term: text for term, text in group.fields.items() if term not in others}
    if not others or (lifted and not group.grouped):
        shared = merged((shared, Group(lifted, group.extras, grouped=False)))
        rest = {term: text for term, text in group.fields.items() if term not in lifted}
        behind[last] = Group(rest, {}, group.grouped)
        if not rest:
            del behind[last]
    return behind, shared


def _shares(count: int, behind: Mapping[int, Group]) -> Iterator[tuple[range, Group]]:
    """Yield the measures of each task and the group that is theirs."""
    if not behind:
        yield range(count), NO_GROUP
        return
    if 0 in behind:
        for position in range(count):
            yield range(position, position + 1), behind.get(position, NO_GROUP)
        return
    begin = 0
    for position in sorted(behind):
        yield range(begin, position + 1), behind[position]
        begin = position + 1
    if begin < count:
        yield range(begin, count), NO_GROUP


def _task(measures: Sequence[Passage], members: range, group: Group, shared: Group) -> RawTask:
    own = tuple(measures[position] for position in members)
    task = RawTask(measures=own, fields={**shared.fields, **group.fields}, extras={**shared.extras, **group.extras})
    if group.fields and len(own) > 1 and not group.grouped:
        return task
    if group.grouped and len(own) > 1:
        message = f"{len(own)} 条措施后面只有一处责任单位、时限，按这 {len(own)} 条共用读，请核对"
        return replace(task, doubts=(Doubt(Kind.STRUCTURE, message, own[0].at, (quote(own[0].cut(0, 24)),)),))
    return task


def _with_gap_doubt(task: RawTask, shared: Group) -> RawTask:
    if task.fields or shared.fields or not task.measures:
        return task
    words = task.measures[0].cut(0, 24)
    message = f"措施“{shortened(words.text)}”后面没有责任单位和时限，而同一问题的别的措施有，请核对"
    return replace(task, doubts=(*task.doubts, Doubt(Kind.MISSING, message, words.at, (quote(words),))))


def merged(groups: Sequence[Group]) -> Group:
    """Put groups together; what several say under one term is put side by side."""
    fields: dict[Term, Passage] = {}
    extras: dict[str, Passage] = {}
    for group in groups:
        for term, text in group.fields.items():
            fields[term] = (
                text if term not in fields or fields[term].text == text.text else joined((fields[term], text), "；")
            )
        for name, text in group.extras.items():
            extras[name] = text if name not in extras else joined((extras[name], text), "；")
    filled = [group for group in groups if group.fields or group.extras]
    return Group(fields, extras, grouped=bool(filled) and all(group.grouped for group in filled))


NO_GROUP = Group({}, {}, grouped=False)
"""No label at all."""
