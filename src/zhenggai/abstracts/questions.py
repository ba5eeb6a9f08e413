"""The questions asked of many tasks at once as of a day: which there are, which are overdue or due soon.

Answers are values; what they look like is the command line's business. What holds of one task `asof` has said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.abstract import (
    LACKING,
    LATE,
    LINE_END,
    Groups,
    Line,
    Section,
    alarms_on,
    cells_of,
    last_day,
    state_of,
    states_on,
)
from zhenggai.abstracts.shelved import each_section, take_down
from zhenggai.asof import Standing, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from zhenggai.abstracts.abstract import Found, Group
    from zhenggai.abstracts.shelved import Abstract
    from zhenggai.model import Category, Issue, Plan, Task
    from zhenggai.terms import Status

    Among = Mapping[Abstract, Collection[int]]
    """Positions of tasks by plan; plans without any are left out."""


class Row(NamedTuple):
    """One task with where it stands as of the day that was asked."""

    reference: str
    """`<plan>:<issue>-<n>`, which names the task in the whole workspace, and among several (`Abstract.name`)."""
    abstract: Abstract
    position: int
    line: Line
    standing: Standing


class Columns(NamedTuple):
    """Some tasks as a table shows them, column by column: a province has too many for an object each."""

    references: Sequence[str]
    """As `Row.reference`."""
    ids: Sequence[str]
    subjects: Sequence[str]
    units: Sequence[str]
    kinds: Sequence[str]
    states: Sequence[int]
    standings: Mapping[int, Standing]
    """Of each of the states."""


class Book:
    """The plans a question is about, and which of their tasks, as of a day; opened as far as an answer needs.

    A task that is found is named by its plan's number in the book and its position in the plan, both from 0.
    """

    def __init__(self, plans: Sequence[Abstract], day: date, among: Among | None = None) -> None:
        """Take the plans in the order they are answered in, and the tasks that are meant (None for all)."""
        self.plans = plans
        self.day = day
        self._among = among

    def only(self, keep: Callable[[Group], bool]) -> Book:
        """Return the book with those tasks alone that are also meant by `keep`."""
        meant: dict[Abstract, frozenset[int]] = {}
        for abstract, packed in each_section(Section.GROUPS, self._concerned()):
            groups = Groups(packed)
            if kept := groups.only(keep):
                meant[abstract] = kept
        return self._narrowed(meant)

    def holding(self, words: Sequence[str]) -> Book:
        """Return the book with those tasks alone whose texts hold every word (`texts.tasks_with`)."""
        from zhenggai.abstracts.searching import find_tasks  # noqa: PLC0415 - most questions search for nothing

        return self._narrowed(find_tasks(list(self._concerned()), words))

    def categories(self) -> list[str]:
        """Return the names of all categories, those without tasks too."""
        return [name for groups in self.groups().values() for name in groups.category_names]

    def unit_names(self) -> set[str]:
        """Return every unit that has a part in some task of the plans."""
        return {name for groups in self.groups().values() for name in groups.unit_names}

    def groups(self) -> dict[Abstract, Groups]:
        """Return what the tasks of each plan are counted by."""
        found = {abstract: Groups(packed) for abstract, packed in each_section(Section.GROUPS, self.plans)}
        return {abstract: found[abstract] for abstract in self.plans}

    def tasks(self, status: Status | None = None) -> list[Found]:
        """Return where every task is and what holds of it, in the order of the files; none of a plan issued later.

        With a status, those alone that have it.
        """
        found = self._states()
        return found if status is None else [one for one in found if state_of(one[2]).status is status]

    def by_plan(self) -> Iterator[tuple[int, Sequence[tuple[int, int]]]]:
        """Yield the number of each plan that has any of the tasks, with their positions and states."""
        day, among = self.day.toordinal(), self._among
        states = {
            abstract: states_on(packed, day) for abstract, packed in each_section(Section.STATES, self._concerned())
        }
        for plan, abstract in enumerate(self.plans):
            tasks = list(enumerate(states.get(abstract, ())))
            if among is not None:
                tasks = [task for task in tasks if task[0] in among.get(abstract, ())]
            if tasks:
                yield plan, tasks

    def rows(self) -> list[Row]:
        """Return every task, in the order of the files; none of a plan issued later."""
        return self.open(self.tasks())

    def alarms(self) -> tuple[list[Found], list[Found]]:
        """Return the overdue tasks, the latest first, and those without a day; equal ones in the order of the files.

        A task lacks a day where it is open and nothing says when it is late: 未定, no deadline, 立行立改 without a day.
        """
        found = self._alarms()
        late = sorted([one for one in found if one[2] & LATE], key=_last_day)
        return late, [one for one in found if one[2] & LACKING]

    def due_within(self, days: int) -> list[Found]:
        """Return the open tasks whose last day is today or within the next `days` days, the nearest first."""
        today = self.day.toordinal()
        soon = [
            one for one in self._states() if today <= last_day(one[2]) <= today + days and not state_of(one[2]).is_met
        ]
        return sorted(soon, key=_last_day)

    def open(self, found: Sequence[Found]) -> list[Row]:
        """Return the rows of these tasks, in their order."""
        opened = self.columns(found)
        return [
            Row(reference, self.plans[plan], position, Line(*line), opened.standings[state])
            for (plan, position, state), reference, *line in zip(
                found, opened.references, opened.ids, opened.subjects, opened.units, opened.kinds, strict=True
            )
        ]

    def columns(self, found: Sequence[Found]) -> Columns:
        """Return what a table shows of these tasks, in their order."""
        by_plan: dict[Abstract, list[int]] = {}
        for number, (plan, _position, _state) in enumerate(found):
            by_plan.setdefault(self.plans[plan], []).append(number)
        references = [""] * len(found)
        lines = [[""]] * len(found)
        for abstract, packed in each_section(Section.LINES, by_plan):
            name, of_plan = abstract.name, packed.split(LINE_END)
            for number in by_plan[abstract]:
                lines[number] = line = cells_of(of_plan[found[number][1]])
                references[number] = f"{name}:{line[0]}"
        states = [state for _plan, _position, state in found]
        standings = {state: counted(state_of(state), self.day) for state in set(states)}
        ids, subjects, units, kinds = zip(*lines, strict=True) if lines else ((),) * len(Line._fields)
        return Columns(references, ids, subjects, units, kinds, states, standings)

    def _concerned(self) -> Iterable[Abstract]:
        return self.plans if self._among is None else self._among

    def _narrowed(self, meant: Among) -> Book:
        if self._among is None:
            return Book(self.plans, self.day, meant)
        both = {plan: frozenset(meant[plan]).intersection(self._among[plan]) for plan in self._among if plan in meant}
        return Book(self.plans, self.day, {plan: positions for plan, positions in both.items() if positions})

    def _states(self) -> list[Found]:
        """Return what holds of the tasks that are meant, in the order of the files."""
        found: list[Found] = []
        for plan, tasks in self.by_plan():
            found += [(plan, position, state) for position, state in tasks]
        return found

    def _alarms(self) -> list[Found]:
        """Return which of the tasks that are meant are late or lack a day, in the order of the files."""
        day = self.day.toordinal()
        numbers = {abstract: number for number, abstract in enumerate(self.plans)}
        found: list[Found] = []
        told: list[int] = []
        for parts in take_down(Section.ALARMS, self._concerned()):
            owners = [numbers[abstract] for abstract in parts.abstracts]
            found += alarms_on(parts.body, owners, parts.lengths, day)
            told += owners
        return self._meant(found if told == sorted(told) else sorted(found))

    def _meant(self, found: list[Found]) -> list[Found]:
        if self._among is None:
            return found
        meant = [self._among.get(abstract, ()) for abstract in self.plans]
        return [one for one in found if one[1] in meant[one[0]]]


def _last_day(found: Found) -> int:
    return last_day(found[2])


def whole_plan(abstract: Abstract) -> Plan:
    """Return the whole plan, to be read only."""
    from zhenggai.abstracts.image import open_image  # noqa: PLC0415 - a table needs no whole plans

    plan: Plan = open_image(abstract.section(Section.IMAGE))
    return plan


def places_in(abstract: Abstract) -> list[tuple[Category, Issue, Task]]:
    """Return the plan's tasks by position, each with its category and issue."""
    return list(whole_plan(abstract).rows())


def groups_of(abstract: Abstract) -> Groups:
    """Return what the plan's tasks are counted by."""
    return Groups(abstract.section(Section.GROUPS))
