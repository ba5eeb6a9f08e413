"""An abstract: what reading commands need of one plan, in sections of bytes that are opened only when asked for.

Made by `making`, kept by the index, asked by `questions`. A section's form is known here and nowhere else.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import accumulate, chain, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.asof import State
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LINE_END, CELL_END = b"\x1e", "\x1f"
"""Between tasks, and between the cells of a task; no text of a ledger may hold a control."""

FOREVER = date.max.toordinal() + 1
_NO_DAY = 0
_STATUSES = tuple(Status)
_MET, LATE, LACKING = 8, 16, 32
"""Bits of a state's number that are asked of a great many, without making the state."""
_CODE_BITS = 6


class Section(StrEnum):
    """The parts of an abstract, the first the smallest and asked most."""

    ALARMS = "alarms"
    """When which task is late or lacks a day."""
    STATES = "states"
    """What holds of every task from which day on."""
    GROUPS = "groups"
    """By what tasks are counted: category and units."""
    LINES = "lines"
    """What a table shows of every task, whatever the day."""
    READINGS = "readings"
    """How the wordings of units were read, for when the file is read again."""
    SPANS = "spans"
    """Where in the file everything stands."""
    IMAGE = "image"
    """The whole plan."""


class Line(NamedTuple):
    """What a table shows of one task; empty where the plan says nothing."""

    id: str
    subject: str
    units: str
    kind: str


class Group(NamedTuple):
    """By what one task is counted and filtered."""

    category: str
    units: tuple[str, ...]
    """Every unit that has a part in the task, by the names the roster prefers."""


Found = tuple[int, int, int]
"""A task and what holds of it as of a day: what its plan is called by, its position in the plan, its state's number."""


class Stretch(NamedTuple):
    """What holds of a task from a day on."""

    first: date
    state: State


# --- states in one number: what holds, and the last day --------------------------------------------------------------


def number_of(state: State) -> int:
    """Write a state as one number."""
    code = state.status.rank | _MET * state.is_met | LATE * state.is_late | LACKING * state.lacks_day
    return code | (state.due.toordinal() if state.due else _NO_DAY) << _CODE_BITS


@cache
def state_of(number: int) -> State:
    """Return the state of a number: always the same object, for a great many tasks share few."""
    due = number >> _CODE_BITS
    return State(
        status=_STATUSES[number & (_MET - 1)],
        due=date.fromordinal(due) if due else None,
        is_met=bool(number & _MET),
        is_late=bool(number & LATE),
        lacks_day=bool(number & LACKING),
    )


def last_day(number: int) -> int:
    """Return the last day in time of a state's number, as an ordinal; 0 where it has none."""
    return number >> _CODE_BITS


def _numbers(packed: bytes) -> array[int]:
    numbers = array("i")
    numbers.frombytes(packed)
    return numbers


# --- states: how many tasks and changes; the days of the changes, whose they are, and what holds from then on ---------


def pack_states(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down what holds of every task from which day on, in the order of the days."""
    changes = [
        (stretch.first.toordinal(), position, number_of(stretch.state))
        for position, stretches in enumerate(tasks)
        for stretch in stretches
    ]
    changes.sort(key=itemgetter(0))
    numbers = array("i", [len(tasks), len(changes)])
    for column in range(3):
        numbers.extend(change[column] for change in changes)
    return numbers.tobytes()


def states_on(packed: bytes, day: int) -> list[int]:
    """Return what holds of every task on the day, as numbers by position; none before the plan was issued."""
    numbers = _numbers(packed)
    tasks, count = numbers[:2]
    known = bisect_right(numbers, day, 2, 2 + count) - 2
    if not known:
        return []
    positions = numbers[2 + count : 2 + count + known]
    states = [0] * tasks
    # Of a task's changes the last one stays; every task has one on the first day.
    for position, state in zip(positions, numbers[2 + 2 * count : 2 + 2 * count + known], strict=True):
        states[position] = state
    return states


# --- alarms: task after task its position, the first day, the day after the last, and what holds of it ----------------

_FIELDS = 4


def pack_alarms(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down when which task is late or lacks a day."""
    numbers = array("i")
    for position, stretches in enumerate(tasks):
        ends = [stretch.first.toordinal() for stretch in stretches[1:]]
        for (first, state), end in zip(stretches, [*ends, FOREVER], strict=bool(stretches)):
            if state.is_late or state.lacks_day:
                numbers.extend((position, first.toordinal(), end, number_of(state)))
    return numbers.tobytes()


def alarms_on(packed: bytes, owners: Sequence[int], lengths: Sequence[int], day: int) -> list[Found]:
    """Return the tasks that are late or lack a day on the day, of the alarms of some plans one after the other.

    `owners` and `lengths` say for each plan what it is called by and how many bytes are its own.
    """
    numbers = _numbers(packed)
    # A province has a hundred thousand alarms: whole columns are walked side by side.
    size = numbers.itemsize * _FIELDS
    owner = chain.from_iterable(map(repeat, owners, [length // size for length in lengths]))
    columns = (numbers[at::_FIELDS] for at in range(_FIELDS))
    return [
        (plan, position, number)
        for plan, position, first, end, number in zip(owner, *columns, strict=True)
        if first <= day < end
    ]


# --- lines: text, one cell after the other ---------------------------------------------------------------------------


def pack_lines(lines: Iterable[Line]) -> bytes:
    """Write down what a table shows of every task."""
    return LINE_END.join(CELL_END.join(line).encode() for line in lines)


def open_lines(packed: bytes) -> list[Line]:
    """Return what a table shows of every task."""
    return [Line(*cells_of(line)) for line in packed.split(LINE_END)] if packed else []


def cells_of(line: bytes) -> list[str]:
    """Return the fields of a `Line`, of one line of those that LINE_END divides."""
    return line.decode().split(CELL_END)


# --- groups: how many tasks, each one's category, where its units begin, the units, all as numbers; then the names ----


def pack_groups(categories: Sequence[str], groups: Sequence[Group]) -> bytes:
    """Write down what the tasks are counted by; `categories` are all of the plan's, those without tasks too."""
    category_numbers = {name: number for number, name in enumerate(categories)}
    names = dict.fromkeys(name for group in groups for name in group.units)
    unit_numbers = {name: number for number, name in enumerate(names)}
    numbers = array("i", [len(groups)])
    numbers.extend(category_numbers[group.category] for group in groups)
    numbers.extend(accumulate((len(group.units) for group in groups), initial=0))
    numbers.extend(unit_numbers[name] for group in groups for name in group.units)
    return numbers.tobytes() + LINE_END.join([CELL_END.join(categories).encode(), CELL_END.join(names).encode()])


class Groups:
    """What the tasks of a plan are counted by: numbers for the names beside them.

    The units of the task at a position are `units[starts[position] : starts[position + 1]]`.
    """

    __slots__ = ("category", "category_names", "starts", "unit_names", "units")

    def __init__(self, packed: bytes) -> None:
        """Open the section."""
        size = array("i").itemsize
        count = int.from_bytes(packed[:size], sys.byteorder)
        known = size * (2 * count + 2)
        end = known + size * int.from_bytes(packed[known - size : known], sys.byteorder)
        numbers = _numbers(packed[size:end]).tolist()
        self.category = numbers[:count]
        self.starts = numbers[count : 2 * count + 1]
        self.units = numbers[2 * count + 1 :]
        categories, _end, units = packed[end:].partition(LINE_END)
        self.category_names = cells_of(categories) if categories else []
        self.unit_names = cells_of(units) if units else []

    def __getitem__(self, position: int) -> Group:
        """Return what the task at a position is counted by."""
        units = self.units[self.starts[position] : self.starts[position + 1]]
        return Group(self.category_names[self.category[position]], tuple(self.unit_names[number] for number in units))

    def only(self, keep: Callable[[Group], bool]) -> frozenset[int]:
        """Return the positions of those tasks whose group `keep` means."""
        return frozenset(position for position in range(len(self.category)) if keep(self[position]))


# --- readings: wording after wording, each with the names it was read as ---------------------------------------------

Readings = Mapping[str, tuple[str, ...]]
"""The units that each wording means under the roster."""


def pack_readings(readings: Readings) -> bytes:
    """Write down how wordings were read."""
    return LINE_END.join(CELL_END.join((wording, *names)).encode() for wording, names in readings.items())


def open_readings(packed: bytes) -> dict[str, tuple[str, ...]]:
    """Return how wordings were read."""
    read = (cells_of(line) for line in packed.split(LINE_END)) if packed else ()
    return {wording: tuple(names) for wording, *names in read}
