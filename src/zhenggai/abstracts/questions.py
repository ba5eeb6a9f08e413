"""The questions asked of many tasks at once as of a day: which there are, which are overdue or due soon.

Answers are values; what they look like is the command line's business. What holds of one task `asof` has said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from zhenggai.abstracts.abstract import NAME_END, Groups, Lines, Section, alarms_on, state_of, states_on
from zhenggai.abstracts.gathering import each_section
from zhenggai.abstracts.image import open_image
from zhenggai.asof import Standing, State, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from zhenggai.abstracts.abstract import Line
    from zhenggai.abstracts.gathering import Abstract
    from zhenggai.model import Category, Issue, Plan, Task


AnyT = TypeVar("AnyT")

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
        """`<plan>:<issue>-<n>`, which names the task in the whole workspace, and among several (`Abstract.name`)."""
        return f"{self.abstract.name}:{self.line.id}"


class Book:
    """The plans a question is about, and which of their tasks, as of a day; opened as far as an answer needs."""

    def __init__(
        self,
        plans: Sequence[Abstract],
        day: date,
        keep: Callable[[Line], bool] | None = None,
        among: Mapping[Abstract, frozenset[int]] | None = None,
    ) -> None:
        """Take the plans in the order they are answered in, and what tells the tasks that are meant (None for all).

        `among` has their positions by plan, and plans without any left out.
        """
        self.plans = plans
        self.day = day
        self._keep = keep
        self._among = among
        self._standings: dict[int, Standing] = {}

    def only(self, keep: Callable[[Line], bool]) -> Book:
        """Return the book with those tasks alone that are also meant by `keep`."""
        before = self._keep
        both = keep if before is None else lambda line: before(line) and keep(line)
        return Book(self.plans, self.day, both, self._among)

    def holding(self, words: Sequence[str]) -> Book:
        """Return the book with those tasks alone whose texts hold every word (`texts.tasks_with`)."""
        from zhenggai.abstracts.searching import find_tasks  # noqa: PLC0415 - most questions search for nothing

        return Book(self.plans, self.day, self._keep, find_tasks(self.plans, words))

    def categories(self) -> list[str]:
        """Return the names of all categories, plan by plan, those without tasks too."""
        return [name for _abstract, groups, _states in self.by_plan() for name in groups.category_names]

    def unit_names(self) -> set[str]:
        """Return every unit that has a part in some task of the plans."""
        wordings = {names for _abstract, groups, _states in self.by_plan() for names in groups.unit_names}
        return {name for names in wordings for name in names.split(NAME_END) if name}

    def rows(self) -> list[Row]:
        """Return every task, in the order of the files; none of a plan issued later."""
        return self.open(list(self.states()))

    def states(self) -> Iterator[Found]:
        """Yield where every task is and what holds of it, in the order of the files."""
        self._have(Section.STATES)
        if self._keep is not None:
            self._have(Section.LINES)
        for plan, abstract in enumerate(self.plans):
            for position, number in self._states(plan) if self._concerns(abstract) else ():
                yield (plan, position), state_of(number)

    def by_plan(self) -> Iterator[tuple[Abstract, Groups, list[tuple[int, int]]]]:
        """Yield each plan, what its tasks are counted by, and of each its position and state (as its number)."""
        self._have(Section.STATES)
        self._have(Section.GROUPS)
        if self._keep is not None:
            self._have(Section.LINES)
        for plan, abstract in enumerate(self.plans):
            yield abstract, Groups(abstract.section(Section.GROUPS)), self._states(plan)

    def alarms(self) -> tuple[list[Found], list[Found]]:
        """Return the overdue tasks, the latest first, and those without a day; equal ones in the order of the files.

        A task lacks a day where it is open and nothing says when it is late: 未定, no deadline, 立行立改 without a day.
        """
        day = self.day.toordinal()
        if self._keep is not None:
            self._have(Section.LINES)
        late: list[Found] = []
        lacking: list[Found] = []
        for plan, abstract in enumerate(self.plans):
            alarms = alarms_on(abstract.section(Section.ALARMS), day)
            for position, state in self._meant(plan, alarms) if alarms else ():
                (late if state.is_late else lacking).append(((plan, position), state))
        late.sort(key=_last_day)
        return late, lacking

    def open(self, found: Sequence[Found]) -> list[Row]:
        """Return the rows at these spots, in their order; the lines of a plan are let go of once its rows are made."""
        by_plan: dict[Abstract, list[int]] = {}
        for number, ((plan, _position), _state) in enumerate(found):
            by_plan.setdefault(self.plans[plan], []).append(number)
        rows: dict[int, Row] = {}
        for abstract, packed in each_section(Section.LINES, by_plan):
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

    def _states(self, plan: int) -> list[tuple[int, int]]:
        return self._meant(
            plan, list(enumerate(states_on(self.plans[plan].section(Section.STATES), self.day.toordinal())))
        )

    def _meant(self, plan: int, tasks: list[tuple[int, AnyT]]) -> list[tuple[int, AnyT]]:
        """Return those of a plan's tasks, given by position, that the question means."""
        if self._among is not None:
            found = self._among.get(self.plans[plan], frozenset())
            tasks = [task for task in tasks if task[0] in found]
        keep = self._keep
        if keep is None or not tasks:
            return tasks
        lines = self._lines(plan)
        return [task for task in tasks if keep(lines[task[0]])]

    def _concerns(self, abstract: Abstract) -> bool:
        return self._among is None or abstract in self._among

    def _have(self, section: Section) -> None:
        """Have a section of all plans at hand that may be asked; fetched together they come quicker."""
        lacking = [one for one in self.plans if section not in one.sections and self._concerns(one)]
        for abstract, body in each_section(section, lacking):
            abstract.sections[section] = body


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
