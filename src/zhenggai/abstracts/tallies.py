"""How many tasks stand where, as of a day: in all, and by folder, plan, category and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from zhenggai.abstracts.abstract import NAME_END, state_of
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zhenggai.abstracts.questions import Book
    from zhenggai.asof import State

KeyT = TypeVar("KeyT")


class Outcome(NamedTuple):
    """What is counted of a task; a province has some ten thousand states of tasks and a dozen of these."""

    status: Status
    overdue: bool
    due_soon: bool
    lacks_day: bool


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


def outcome(state: State, day: date, within: int) -> Outcome:
    """Return what is counted; `within` is how many days ahead count as due soon."""
    soon = state.due is not None and not state.is_met and 0 <= (state.due - day).days <= within
    return Outcome(state.status, state.is_late, soon, state.lacks_day)


def totals(found: Mapping[Outcome, int]) -> Totals:
    """Add up how many tasks came out how."""
    by_status = dict.fromkeys(Status, 0)
    for one, count in found.items():
        by_status[one.status] += count
    return Totals(
        tasks=sum(found.values()),
        by_status=by_status,
        overdue=sum(count for one, count in found.items() if one.overdue),
        due_soon=sum(count for one, count in found.items() if one.due_soon),
        lacking_day=sum(count for one, count in found.items() if one.lacks_day),
    )


def tally(book: Book, within: int, units: frozenset[str] = frozenset(), *, one_by_one: bool = True) -> Tallies:
    """Count the tasks of the book; of their units only those given, where any are.

    Unless plan by plan, categories are counted by their names alone (their plan is empty), and plans not at all.
    """
    numbers = _Numbers(book.day, within)
    whole: Counter[int] = Counter()
    plans: dict[str, Counter[int]] = {}
    folders: dict[str, Counter[int]] = defaultdict(Counter)
    kinds, wordings = _Names[tuple[str, str]](), _Names[str]()
    alike: list[tuple[int, int, int]] = []
    for abstract, groups, states in book.by_plan():
        outcomes = [numbers[state] for _position, state in states]
        if not outcomes:
            continue
        kind = [kinds[abstract.name if one_by_one else "", name] for name in groups.category_names]
        wording = [wordings[names] for names in groups.unit_names]
        alike += [
            (kind[groups.category[position]], wording[groups.units[position]], number)
            for (position, _state), number in zip(states, outcomes, strict=True)
        ]
        if one_by_one:
            plans[abstract.name] = Counter(outcomes)
        for folder in abstract.folders:
            folders[folder].update(outcomes)
        whole.update(outcomes)
    by_category: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    by_unit: dict[str, Counter[int]] = defaultdict(Counter)
    named = list(kinds)
    members = [[name for name in names.split(NAME_END) if name and (not units or name in units)] for names in wordings]
    for (kind_number, wording_number, number), count in Counter(alike).items():
        by_category[named[kind_number]][number] += count
        for unit in members[wording_number]:
            by_unit[unit][number] += count
    return Tallies(
        numbers.totals(whole),
        {name: numbers.totals(folders[name]) for name in sorted(folders)},
        {name: numbers.totals(own) for name, own in plans.items()},
        {key: numbers.totals(found) for key, found in by_category.items()},
        {unit: numbers.totals(found) for unit, found in by_unit.items()},
    )


class _Names(dict[KeyT, int]):
    """Gives every name a number, in the order they are met: many tasks share a name, and numbers are quick to count."""

    def __missing__(self, name: KeyT) -> int:
        self[name] = number = len(self)
        return number


class _Numbers(dict[int, int]):
    """Gives every outcome a number, found by the number of the state: few of either, and quick to compare."""

    def __init__(self, day: date, within: int) -> None:
        super().__init__()
        self._day, self._within = day, within
        self._outcomes: dict[Outcome, int] = {}

    def __missing__(self, state: int) -> int:
        found = outcome(state_of(state), self._day, self._within)
        self[state] = number = self._outcomes.setdefault(found, len(self._outcomes))
        return number

    def totals(self, counts: Mapping[int, int]) -> Totals:
        outcomes = list(self._outcomes)
        return totals({outcomes[number]: count for number, count in counts.items()})
