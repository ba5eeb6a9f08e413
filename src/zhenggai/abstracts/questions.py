"""The questions asked of many tasks at once as of a day: which are overdue, due soon, how many stand where.

Answers are values; what they look like is the command line's business. What holds of one task `asof` has said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.abstract import Lines, Section, States, alarms_on
from zhenggai.abstracts.image import open_image
from zhenggai.asof import Standing, counted
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from zhenggai.abstracts.abstract import Line
    from zhenggai.abstracts.gathering import Abstract
    from zhenggai.asof import State
    from zhenggai.model import Category, Issue, Plan, Task


class Spot(NamedTuple):
    """A task where it stands: the number of its plan in the book, and its own in the plan, both from 0."""

    plan: int
    position: int


@dataclass(frozen=True, slots=True)
class Row:
    """One task with where it stands as of the day that was asked."""

    abstract: Abstract
    position: int
    line: Line
    standing: Standing

    @property
    def reference(self) -> str:
        """`<plan>:<issue>-<n>`, which names the task in the whole workspace."""
        return f"{self.abstract.id}:{self.line.id}"


class Book:
    """The plans a question is about, and which of their tasks, as of a day; opened as far as an answer needs."""

    def __init__(self, plans: Sequence[Abstract], day: date, keep: Callable[[Line], bool] | None = None) -> None:
        """Take the plans in the order they are answered in, and what tells the tasks that are meant (None for all)."""
        self.plans = plans
        self.day = day
        self._keep = keep
        self._lines: dict[int, Lines] = {}

    def only(self, keep: Callable[[Line], bool]) -> Book:
        """Return the book with those tasks alone that are also meant by `keep`."""
        before = self._keep
        both = keep if before is None else lambda line: before(line) and keep(line)
        narrowed = Book(self.plans, self.day, both)
        narrowed._lines = self._lines
        return narrowed

    def lines(self, plan: int) -> Lines:
        """Return what tables show of a plan's tasks."""
        if plan not in self._lines:
            self._lines[plan] = Lines(self.plans[plan].section(Section.LINES))
        return self._lines[plan]

    def categories(self) -> Iterator[str]:
        """Yield the names of all categories, plan by plan, those without tasks too."""
        self._have(Section.LINES, range(len(self.plans)))
        for plan in range(len(self.plans)):
            yield from self.lines(plan).categories

    def unit_names(self) -> set[str]:
        """Return every unit that has a part in some task as of the day."""
        return {name for row in self.rows() for name in row.line.unit_names}

    def rows(self) -> Iterator[Row]:
        """Yield every task, in the order of the files; none of a plan issued later."""
        everything = range(len(self.plans))
        self._have(Section.LINES, everything)
        for spot, state in self.states():
            yield self._row(spot, state)

    def states(self) -> Iterator[tuple[Spot, State]]:
        """Yield where every task is and what holds of it, in the order of the files."""
        day = self.day.toordinal()
        self._have(Section.STATES, range(len(self.plans)))
        if self._keep is not None:
            self._have(Section.LINES, range(len(self.plans)))
        for plan, abstract in enumerate(self.plans):
            states = States(abstract.section(Section.STATES))
            for position in range(states.count):
                state = states.on(position, day)
                if state is not None and self._means(plan, position):
                    yield Spot(plan, position), state

    def alarms(self) -> tuple[list[tuple[Spot, State]], list[tuple[Spot, State]]]:
        """Return the overdue tasks, the latest first, and those without a day; equal ones in the order of the files.

        A task lacks a day where it is open and nothing says when it is late: 未定, no deadline, 立行立改 without a day.
        """
        day = self.day.toordinal()
        if self._keep is not None:
            self._have(Section.LINES, range(len(self.plans)))
        late: list[tuple[Spot, State]] = []
        lacking: list[tuple[Spot, State]] = []
        for plan, abstract in enumerate(self.plans):
            for state, position in alarms_on(abstract.section(Section.ALARMS), day):
                if self._means(plan, position):
                    (late if state.is_late else lacking).append((Spot(plan, position), state))
        late.sort(key=_last_day)
        return late, lacking

    def open(self, found: Sequence[tuple[Spot, State]]) -> list[Row]:
        """Return the rows at these spots."""
        self._have(Section.LINES, {spot.plan for spot, _state in found})
        return [self._row(spot, state) for spot, state in found]

    def due_within(self, days: int) -> list[tuple[Spot, State]]:
        """Return the open tasks whose last day is today or within the next `days` days, the nearest first."""
        day = self.day
        soon = [
            (spot, state)
            for spot, state in self.states()
            if state.due is not None and not state.is_met and 0 <= (state.due - day).days <= days
        ]
        return sorted(soon, key=_last_day)

    def _row(self, spot: Spot, state: State) -> Row:
        plan, position = spot
        return Row(self.plans[plan], position, self.lines(plan)[position], counted(state, self.day))

    def _means(self, plan: int, position: int) -> bool:
        return self._keep is None or self._keep(self.lines(plan)[position])

    def _have(self, section: Section, plans: Iterable[int]) -> None:
        by_shelf: dict[int, list[Abstract]] = {}
        for plan in plans:
            abstract = self.plans[plan]
            if section not in abstract.sections:
                by_shelf.setdefault(id(abstract.shelf), []).append(abstract)
        for abstracts in by_shelf.values():
            abstracts[0].shelf.fetch(section, abstracts)


def _last_day(found: tuple[Spot, State]) -> date:
    due = found[1].due
    assert due is not None  # noqa: S101 - whoever sorts by it has asked
    return due


def whole_plan(abstract: Abstract) -> Plan:
    """Return the whole plan, to be read only."""
    plan: Plan = open_image(abstract.section(Section.IMAGE))
    return plan


def places_in(abstract: Abstract) -> list[tuple[Category, Issue, Task]]:
    """Return the plan's tasks by position, each with its category and issue."""
    return list(whole_plan(abstract).rows())


@dataclass(frozen=True, slots=True)
class Totals:
    """How many tasks stand where; `by_status` has every status, zero ones too."""

    tasks: int
    by_status: dict[Status, int]
    overdue: int
    due_soon: int
    lacking_day: int

    @property
    def finished(self) -> int:
        """Tasks 已完成 or 已销号."""
        return self.by_status[Status.COMPLETED] + self.by_status[Status.CLOSED]


def totals(found: Iterable[State], day: date, within: int) -> Totals:
    """Count what holds of tasks; `within` is how many days ahead count as due soon."""
    counts = Counter(found)  # a great many tasks share few states
    by_status = dict.fromkeys(Status, 0)
    overdue = due_soon = lacking = 0
    for state, count in counts.items():
        by_status[state.status] += count
        overdue += count * state.is_late
        lacking += count * state.lacks_day
        if state.due is not None and not state.is_met and 0 <= (state.due - day).days <= within:
            due_soon += count
    return Totals(counts.total(), by_status, overdue, due_soon, lacking)
