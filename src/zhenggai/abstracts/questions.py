"""The questions asked of many tasks at once as of a day: which are overdue, due soon, how many stand where.

Answers are values; what they look like is the command line's business. What holds of one task `asof` has said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.abstract import NAME_END, Lines, Section, States, alarms_on
from zhenggai.abstracts.image import open_image
from zhenggai.asof import Standing, State, counted
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from zhenggai.abstracts.abstract import Alarm, Line
    from zhenggai.abstracts.gathering import Abstract, Shelf
    from zhenggai.model import Category, Issue, Plan, Task


Spot = tuple[int, int]
"""A task where it stands: the number of its plan in the book, and its own in the plan, both from 0."""

Found = tuple[Spot, State]
"""A task and what holds of it as of the day."""


class Row(NamedTuple):
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
        self._standings: dict[int, Standing] = {}

    def only(self, keep: Callable[[Line], bool]) -> Book:
        """Return the book with those tasks alone that are also meant by `keep`."""
        before = self._keep
        both = keep if before is None else lambda line: before(line) and keep(line)
        return Book(self.plans, self.day, both)

    def categories(self) -> Iterator[str]:
        """Yield the names of all categories, plan by plan, those without tasks too."""
        everything = range(len(self.plans))
        self._have(Section.LINES, everything)
        for plan in everything:
            yield from self._lines(plan).categories

    def unit_names(self) -> set[str]:
        """Return every unit that has a part in some task as of the day."""
        names = {line.names for _abstract, tasks in self.by_plan() for line, _state in tasks}
        return {name for some in names for name in some.split(NAME_END) if name}

    def rows(self) -> list[Row]:
        """Return every task, in the order of the files; none of a plan issued later."""
        return self.open(list(self.states()))

    def states(self) -> Iterator[Found]:
        """Yield where every task is and what holds of it, in the order of the files."""
        everything = range(len(self.plans))
        self._have(Section.STATES, everything)
        if self._keep is not None:
            self._have(Section.LINES, everything)
        for plan in everything:
            for position, state in self._states(plan):
                yield (plan, position), state

    def by_plan(self) -> Iterator[tuple[Abstract, list[tuple[Line, State]]]]:
        """Yield each plan with what its tasks show in a table and what holds of them."""
        everything = range(len(self.plans))
        self._have(Section.STATES, everything)
        self._have(Section.LINES, everything)
        for plan in everything:
            lines = self._lines(plan)
            yield self.plans[plan], [(lines[position], state) for position, state in self._states(plan)]

    def alarms(self) -> tuple[list[Found], list[Found]]:
        """Return the overdue tasks, the latest first, and those without a day; equal ones in the order of the files.

        A task lacks a day where it is open and nothing says when it is late: 未定, no deadline, 立行立改 without a day.
        """
        day = self.day.toordinal()
        if self._keep is not None:
            self._have(Section.LINES, range(len(self.plans)))
        late: list[Found] = []
        lacking: list[Found] = []
        for plan, abstract in enumerate(self.plans):
            alarms = alarms_on(abstract.section(Section.ALARMS), day)
            for state, position in self._meant(plan, alarms) if alarms else ():
                (late if state.is_late else lacking).append(((plan, position), state))
        late.sort(key=_last_day)
        return late, lacking

    def open(self, found: Sequence[Found]) -> list[Row]:
        """Return the rows at these spots, in their order; the lines of a plan are let go of once its rows are made."""
        by_plan: dict[Abstract, list[int]] = {}
        for number, ((plan, _position), _state) in enumerate(found):
            by_plan.setdefault(self.plans[plan], []).append(number)
        rows: dict[int, Row] = {}
        for abstract, packed in self._each(Section.LINES, by_plan):
            lines = Lines(packed)
            for number in by_plan[abstract]:
                (_plan, position), state = found[number]
                rows[number] = Row(abstract, position, lines[position], self._standing(state))
        return [rows[number] for number in range(len(found))]

    def due_within(self, days: int) -> list[Found]:
        """Return the open tasks whose last day is today or within the next `days` days, the nearest first."""
        day = self.day
        soon = [
            (spot, state)
            for spot, state in self.states()
            if state.due is not None and not state.is_met and 0 <= (state.due - day).days <= days
        ]
        return sorted(soon, key=_last_day)

    def _standing(self, state: State) -> Standing:
        # A great many tasks share few states, each of which is one object.
        key = id(state)
        if key not in self._standings:
            self._standings[key] = counted(state, self.day)
        return self._standings[key]

    def _lines(self, plan: int) -> Lines:
        return Lines(self.plans[plan].section(Section.LINES))

    def _states(self, plan: int) -> list[tuple[int, State]]:
        states = States(self.plans[plan].section(Section.STATES)).on(self.day.toordinal())
        if self._keep is None:
            return states
        lines, keep = self._lines(plan), self._keep
        return [found for found in states if keep(lines[found[0]])]

    def _meant(self, plan: int, alarms: list[Alarm]) -> list[Alarm]:
        if self._keep is None:
            return alarms
        lines, keep = self._lines(plan), self._keep
        return [alarm for alarm in alarms if keep(lines[alarm[1]])]

    def _have(self, section: Section, plans: Iterable[int]) -> None:
        lacking = [abstract for plan in plans if section not in (abstract := self.plans[plan]).sections]
        for abstract, body in self._each(section, lacking):
            abstract.sections[section] = body

    @staticmethod
    def _each(section: Section, abstracts: Iterable[Abstract]) -> Iterator[tuple[Abstract, bytes]]:
        by_shelf: dict[Shelf, list[Abstract]] = {}
        for abstract in abstracts:
            by_shelf.setdefault(abstract.shelf, []).append(abstract)
        for shelf, some in by_shelf.items():
            yield from shelf.each(section, some)


def _last_day(found: Found) -> date:
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


def totals(found: Mapping[State, int], day: date, within: int) -> Totals:
    """Add up how many tasks stand in which state; `within` is how many days ahead count as due soon."""
    by_status = dict.fromkeys(Status, 0)
    overdue = due_soon = lacking = 0
    for state, count in found.items():
        by_status[state.status] += count
        overdue += count * state.is_late
        lacking += count * state.lacks_day
        if state.due is not None and not state.is_met and 0 <= (state.due - day).days <= within:
            due_soon += count
    return Totals(sum(found.values()), by_status, overdue, due_soon, lacking)
