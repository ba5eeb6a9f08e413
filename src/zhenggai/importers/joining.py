"""Body and annexed ledger read as one plan: what only one has is taken, where both differ is a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.alignment import Said, aligned
from zhenggai.importers.blocks import Aside
from zhenggai.importers.differences import compare, folded, likeness, says_the_same, words_of
from zhenggai.importers.doubts import Doubt, Kind, Quote, quote, shortened
from zhenggai.importers.passage import Passage, joined
from zhenggai.importers.raw import RawCategory, RawIssue, RawTask
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Joined:
    """The plan of both, what the annex only repeats, and what of it was left out as the body says otherwise."""

    categories: tuple[RawCategory, ...]
    repeated: tuple[Passage, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A task with what stands over it; `leads` where it is the first one of its issue."""

    category: RawCategory
    issue: RawIssue
    task: RawTask
    leads: bool

    @property
    def words(self) -> str:
        """What tells it from others: its problem."""
        return self.task.problem.text or self.issue.title.text

    def said(self, problem: str) -> Said:
        """Return it as what it says of this problem."""
        return Said.of(self.issue.title.text, problem, " ".join(measure.text for measure in self.task.measures))


@dataclass(slots=True)
class _Ledger:
    """What is noticed while two tasks are put together."""

    repeated: list[Passage] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def join(body: tuple[RawCategory, ...], annex: tuple[RawCategory, ...]) -> Joined:
    """Join the tasks of the body and the rows of its annexed ledger."""
    if not body or not annex:
        return Joined(body or annex)
    ours, theirs = list(_rows(body)), list(_rows(annex))
    partner = aligned(
        [row.said(f"{row.issue.title.text}{row.task.problem.text}") for row in ours],
        [row.said(row.words) for row in theirs],
    )
    noticed = _Ledger()
    merged = {
        id(row.task): _merge(row, theirs[partner[position]], noticed)
        if position in partner
        else _unmatched(row, noticed)
        for position, row in enumerate(ours)
    }
    categories = tuple(
        replace(
            category,
            issues=tuple(
                replace(issue, tasks=tuple(merged[id(task)] for task in issue.tasks)) for issue in category.issues
            ),
        )
        for category in body
    )
    _compare_headings(ours, theirs, partner, noticed)
    taken = set(partner.values())
    extra = [row for position, row in enumerate(theirs) if position not in taken]
    return Joined(
        _with_extra(categories, extra, noticed), tuple(noticed.repeated), tuple(noticed.asides), tuple(noticed.doubts)
    )


def _rows(categories: Sequence[RawCategory]) -> Iterator[_Row]:
    for category in categories:
        for issue in category.issues:
            for position, task in enumerate(issue.tasks):
                yield _Row(category, issue, task, leads=position == 0)


# --- one task and its row -------------------------------------------------------------------------------------------


def _merge(ours: _Row, theirs: _Row, noticed: _Ledger) -> RawTask:
    """Return the task with what only the ledger has, noting where the two differ."""
    task, row = ours.task, theirs.task
    fields = dict(task.fields)
    doubts: list[Doubt] = []
    for term, text in row.fields.items():
        if term not in fields or task.is_inferred(term):
            fields[term] = text
        else:
            doubts += _compare_field(term, fields[term], text, noticed)
    problem = task.problem
    if row.problem:
        known = joined((ours.issue.title, ours.issue.description, problem), "。")
        if not problem and not ours.issue.description:
            problem = Passage() if says_the_same(row.problem.text, ours.issue.title.text) else row.problem
        if problem is row.problem:
            pass
        elif folded(row.problem.text) in folded(known.text):
            noticed.repeated.append(row.problem)
        else:
            doubts += _compare_texts(Term.DESCRIPTION, _nearest(ours, row.problem), row.problem, noticed)
    measures = task.measures or row.measures
    if task.measures and row.measures:
        doubts += _compare_measures(task.measures, row.measures, noticed)
    elif task.measures:
        doubts.append(Doubt(Kind.MISSING, "附件台账的整改措施一格是空的，措施取自正文", row.at, minor=True))
    extras = {**row.extras, **task.extras}
    doubts = [replace(doubt, subject="") for doubt in doubts]
    return replace(
        task,
        problem=problem,
        measures=measures,
        fields=fields,
        extras=extras,
        doubts=(*task.doubts, *row.doubts, *doubts),
    )


def _nearest(ours: _Row, text: Passage) -> Passage:
    """Return the body's text that a ledger's problem is to be compared with: with or without the issue's title."""
    problem = ours.task.problem or ours.issue.description
    whole = joined((ours.issue.title, problem), "。")
    begins_with_title = likeness(ours.issue.title.text, text.text[: len(ours.issue.title) + 4]) > 0.6
    return whole if begins_with_title and not text.text.startswith(problem.text[:8]) else problem


def _compare_field(term: Term, ours: Passage, theirs: Passage, noticed: _Ledger) -> Iterator[Doubt]:
    if says_the_same(ours.text, theirs.text):
        noticed.repeated.append(theirs)
        return
    noticed.asides.append(Aside(theirs, f"附件台账的{term}与正文不同，取正文"))
    message = f"{term}：正文写“{ours.text}”，附件台账写“{theirs.text}”，取正文，请核对"
    kind = Kind.CONFLICT
    if term in {Term.UNITS, Term.LEAD_UNIT, Term.SUPPORTING_UNITS}:
        message = _units_message(term, ours.text, theirs.text)
    yield Doubt(kind, message, theirs.at, (quote(ours), quote(theirs)))


def _units_message(term: Term, ours: str, theirs: str) -> str:
    """Say how many units each side names, and which only one has."""
    one, other = (tuple(dict.fromkeys(read_units(text).units)) for text in (ours, theirs))
    told = [
        f"{side}没有{'、'.join(missing)}"
        for side, missing in (
            ("附件", [unit for unit in one if unit not in other]),
            ("正文", [unit for unit in other if unit not in one]),
        )
        if missing
    ]
    difference = f"（{'；'.join(told)}）" if told else ""
    return (
        f"{term}：正文写{_counted(ours, len(one))}“{ours}”，附件台账写{_counted(theirs, len(other))}“{theirs}”"
        f"{difference}，取正文，请核对"
    )


def _counted(text: str, count: int) -> str:
    """Say how many units a wording names, the first group (before ；) by itself where there are several."""
    first, *others = re.split(r"[；;]", text)
    if not others:
        return f" {count} 个"
    return f" {len(read_units(first).units)} 个（连同“；”以后的共 {count} 个）"


def _compare_texts(term: Term, ours: Passage, theirs: Passage, noticed: _Ledger) -> Iterator[Doubt]:
    """Doubt every clause that differs: those with a figure or a not one by one, the rest together."""
    found = compare(ours, theirs)
    noticed.repeated.append(found.shared)
    kept = set(found.shared.origin)
    rest = [
        (sign, at) for sign, at in zip(theirs.text, theirs.origin, strict=True) if at not in kept and not sign.isspace()
    ]
    if rest:
        different = Passage("".join(sign for sign, _at in rest), tuple(at for _sign, at in rest))
        noticed.asides.append(Aside(different, f"附件台账的{term}与正文不同的字，取正文"))
    for one in found.differences:
        quotes = tuple(Quote(side.text, side.at) for side in (one.one, one.other) if side)
        at = one.other.at if one.other else one.one.at
        said = f"正文“{_cut(one.one.text)}”" if one.one else "正文没有这一处"
        told = f"附件台账“{_cut(one.other.text)}”" if one.other else "附件台账没有这一处"
        yield Doubt(Kind.CONFLICT, f"{term}：{said}，{told}，取正文，请核对", at, quotes, minor=not one.decisive)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE // 2]}…{text[-_LONGEST_QUOTE // 2 :]}"


def _compare_measures(ours: Sequence[Passage], theirs: Sequence[Passage], noticed: _Ledger) -> Iterator[Doubt]:
    if len(ours) != len(theirs):
        message = f"整改措施：正文有 {len(ours)} 条，附件台账有 {len(theirs)} 条，取正文，请核对"
        yield Doubt(Kind.CONFLICT, message, theirs[0].at, (quote(ours[0].cut(0, 24)), quote(theirs[0].cut(0, 24))))
        yield from _compare_texts(Term.MEASURES, joined(ours), joined(theirs), noticed)
        return
    for one, other in zip(ours, theirs, strict=True):
        yield from _compare_texts(Term.MEASURES, one, other, noticed)


# --- headings and what is left over --------------------------------------------------------------------------------


def _compare_headings(ours: Sequence[_Row], theirs: Sequence[_Row], partner: dict[int, int], noticed: _Ledger) -> None:
    """Compare the names of issues and categories once each, by the first pair in which the ledger names them."""
    for position, other in partner.items():
        one, row = ours[position], theirs[other]
        if not row.leads:
            continue
        pairs = [("具体问题", one.issue.title, row.issue.title)]
        if row.category.issues and row.category.issues[0] is row.issue:
            pairs.append(("类型", one.category.name, row.category.name))
        for what, name, theirs_name in pairs:
            if not name or not theirs_name:
                continue
            if says_the_same(name.text, theirs_name.text) or folded(theirs_name.text) in folded(one.task.problem.text):
                noticed.repeated.append(theirs_name)
            else:
                noticed.asides.append(Aside(theirs_name, f"附件台账的{what}与正文不同，取正文"))
                message = f"{what}：正文写“{name.text}”，附件台账写“{theirs_name.text}”，取正文，请核对"
                noticed.doubts.append(Doubt(Kind.CONFLICT, message, theirs_name.at, (quote(name), quote(theirs_name))))


def _unmatched(row: _Row, noticed: _Ledger) -> RawTask:
    words = shortened(row.words)
    noticed.doubts.append(
        Doubt(
            Kind.MISSING,
            f"正文的“{words}”在附件台账里没有找到对应的一行，请核对",
            row.task.at,
            (Quote(words, row.task.at),),
        )
    )
    return row.task


def _with_extra(
    categories: tuple[RawCategory, ...], extra: Sequence[_Row], noticed: _Ledger
) -> tuple[RawCategory, ...]:
    """Add rows that only the ledger has: to the issue of the same name, else as an issue of their own."""
    whole = _Whole(categories)
    for row in extra:
        words = shortened(row.words)
        message = f"附件台账有“{words}”一行，正文里没有找到，按附件补入，请核对"
        noticed.doubts.append(Doubt(Kind.MISSING, message, row.task.at, (Quote(words, row.task.at),)))
        if whole.add(row):
            noticed.repeated.append(row.issue.title)
    return whole.categories


class _Whole:
    """Categories that grow row by row; issues and categories are found by the words of their names."""

    def __init__(self, categories: Sequence[RawCategory]) -> None:
        self._names = [category.name for category in categories]
        self._issues = [list(category.issues) for category in categories]
        self._numbers = {issue.number for category in categories for issue in category.issues}
        self._issue_at: dict[str, tuple[int, int]] = {}
        self._category_at: dict[str, int] = {}
        for c, category in enumerate(categories):
            if category.name:
                self._category_at.setdefault(words_of(category.name.text), c)
            for i, issue in enumerate(category.issues):
                self._issue_at.setdefault(words_of(issue.title.text), (c, i))

    def add(self, row: _Row) -> bool:
        """Add a row, and say whether its issue was there."""
        title = words_of(row.issue.title.text)
        if title in self._issue_at:
            c, i = self._issue_at[title]
            issue = self._issues[c][i]
            self._issues[c][i] = replace(issue, tasks=(*issue.tasks, row.task))
            return True
        c = self._category(row.category.name)
        number = row.issue.number if row.issue.number not in self._numbers else None
        self._numbers.add(number)
        self._issue_at[title] = (c, len(self._issues[c]))
        self._issues[c].append(replace(row.issue, tasks=(row.task,), number=number))
        return False

    def _category(self, name: Passage) -> int:
        """Return the category of that name, the last one where there is none, a new one for a new name."""
        words = words_of(name.text)
        if words in self._category_at:
            return self._category_at[words]
        if name or not self._names:
            self._category_at[words] = len(self._names)
            self._names.append(name)
            self._issues.append([])
        return len(self._names) - 1

    @property
    def categories(self) -> tuple[RawCategory, ...]:
        """What has grown."""
        return tuple(RawCategory(name, tuple(issues)) for name, issues in zip(self._names, self._issues, strict=True))
