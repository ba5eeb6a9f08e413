"""How many tasks stand where, as of a day: in all, and by folder, plan, category and unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from zhenggai.abstracts.abstract import state_of
from zhenggai.abstracts.shelved import folders_above
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from zhenggai.abstracts.questions import Book
    from zhenggai.abstracts.shelved import Called

    Place = tuple[Called, str]
    """A folder of a workspace."""

KeyT = TypeVar("KeyT")


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


@dataclass(frozen=True, slots=True)
class Tallies:
    """Totals of all tasks and of their groups, by name in the order they are met.

    A folder (`甲市`, `甲市/乙县`) counts what stands in those below it too. A task counts for each of its units, so
    that the units add up to more than the whole. Categories are `(plan, name)`, plans by `Abstract.name`. Units of the
    same name are one, in whatever workspaces.
    """

    whole: Totals
    folders: dict[str, Totals]
    plans: dict[str, Totals]
    categories: dict[tuple[str, str], Totals]
    units: dict[str, Totals]


_OVERDUE, _SOON, _LACKING, _OUTCOMES = 1, 2, 4, 8
"""What is counted of a task beside its status, as bits; so a province's tasks come to a few dozen numbers."""


def _nothing_counted() -> list[int]:
    return [0] * (len(Status) * _OUTCOMES)


class _Outcomes(dict[int, int]):
    """Gives every state, by its number, what is counted of it as a number; a great many tasks share few states."""

    def __init__(self, day: date, within: int) -> None:
        super().__init__()
        self._day, self._within = day, within

    def __missing__(self, number: int) -> int:
        state = state_of(number)
        soon = state.due is not None and not state.is_met and 0 <= (state.due - self._day).days <= self._within
        bits = _OVERDUE * state.is_late | _SOON * soon | _LACKING * state.lacks_day
        self[number] = outcome = state.status.rank * _OUTCOMES + bits
        return outcome


def tally(book: Book, within: int, units: frozenset[str] = frozenset(), *, one_by_one: bool = True) -> Tallies:
    """Count the tasks of the book; of their units only those given, where any are.

    Unless plan by plan, categories are counted by their names alone (their plan is empty), and plans not at all.
    """
    outcomes = _Outcomes(book.day, within)
    folders: dict[Place, list[int]] = defaultdict(_nothing_counted)
    plans: dict[str, list[int]] = defaultdict(_nothing_counted)
    categories: dict[tuple[str, str], list[int]] = defaultdict(_nothing_counted)
    of_units: dict[str, list[int]] = defaultdict(_nothing_counted)
    groups_of = book.groups()
    for plan, tasks in book.by_plan():
        abstract = book.plans[plan]
        groups, named = groups_of[abstract], abstract.name if one_by_one else ""
        in_folder, in_plan = folders[abstract.called, abstract.folder], plans[named]
        in_categories = [categories[named, name] for name in groups.category_names]
        in_units = [of_units[name] for name in groups.unit_names].__getitem__
        category, starts, numbers = groups.category, groups.starts, groups.units
        # The innermost loop of a province's answer: rows of numbers that stand ready, nothing made and nothing called.
        for position, state in tasks:
            outcome = outcomes[state]
            in_folder[outcome] += 1
            in_plan[outcome] += 1
            in_categories[category[position]][outcome] += 1
            for row in map(in_units, numbers[starts[position] : starts[position + 1]]):
                row[outcome] += 1
    return Tallies(
        _totals([sum(column) for column in zip(_nothing_counted(), *folders.values(), strict=True)]),
        _with_those_above(folders),
        _all_totals(plans) if one_by_one else {},
        _all_totals(categories),
        {unit: found for unit, found in _all_totals(of_units).items() if not units or unit in units},
    )


def _totals(counts: Sequence[int]) -> Totals:
    """Add up how many tasks came out how."""
    return Totals(
        tasks=sum(counts),
        by_status={
            status: sum(counts[number * _OUTCOMES : (number + 1) * _OUTCOMES]) for number, status in enumerate(Status)
        },
        overdue=_with(_OVERDUE, counts),
        due_soon=_with(_SOON, counts),
        lacking_day=_with(_LACKING, counts),
    )


def _with(bit: int, counts: Sequence[int]) -> int:
    return sum(count for outcome, count in enumerate(counts) if outcome & bit)


def _all_totals(counts: Mapping[KeyT, Sequence[int]]) -> dict[KeyT, Totals]:
    """Add up each of many; what has no task that was meant is left out."""
    return {name: _totals(own) for name, own in counts.items() if any(own)}


def _with_those_above(counts: Mapping[Place, Sequence[int]]) -> dict[str, Totals]:
    """Return the totals of every folder, and of those it stands in, by name."""
    summed: dict[str, list[int]] = defaultdict(_nothing_counted)
    for (called, folder), own in counts.items():
        for name in folders_above(called, folder):
            summed[name] = [before + count for before, count in zip(summed[name], own, strict=True)]
    return {name: _totals(summed[name]) for name in sorted(summed)}
