"""An abstract: what reading commands need of one plan, in sections of bytes that are opened only when asked for.

Made by `making`, kept by the index, asked by `questions`. A section's form is known here and nowhere else.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.asof import State
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE_END, CELL_END, NAME_END = "\x1e", "\x1f", "\x1d"
"""Between tasks, between the cells of a task, between names in a cell; no text of a ledger may hold a control."""

FOREVER = date.max.toordinal() + 1
_NO_DAY = 0
_STATUSES = tuple(Status)
_MET, _LATE, _LACKING = 8, 16, 32
_CODE_BITS = 6
_CODE = (1 << _CODE_BITS) - 1


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
    SPANS = "spans"
    """Where in the file everything stands."""
    IMAGE = "image"
    """The whole plan."""


class Line(NamedTuple):
    """What a table shows of one task, and what it is filtered by; empty where the plan says nothing."""

    id: str
    issue: str
    category: str
    subject: str
    units: str
    kind: str
    names: str

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Every unit that has a part in the task, by the names the roster prefers."""
        return tuple(self.names.split(NAME_END)) if self.names else ()


Alarm = tuple[int, State]
"""An open task that is past its last day, or lacks one: its position among the plan's tasks, and its state."""


class Stretch(NamedTuple):
    """What holds of a task from a day on."""

    first: date
    state: State


# --- states in one number: what holds, and the last day --------------------------------------------------------------


def number_of(state: State) -> int:
    """Write a state as one number."""
    code = state.status.rank | _MET * state.is_met | _LATE * state.is_late | _LACKING * state.lacks_day
    return code | (state.due.toordinal() if state.due else _NO_DAY) << _CODE_BITS


@cache
def state_of(number: int) -> State:
    """Return the state of a number: always the same object, for a great many tasks share few."""
    due = number >> _CODE_BITS
    return State(
        status=_STATUSES[number & (_MET - 1)],
        due=date.fromordinal(due) if due else None,
        is_met=bool(number & _MET),
        is_late=bool(number & _LATE),
        lacks_day=bool(number & _LACKING),
    )


def _numbers(packed: bytes) -> array[int]:
    numbers = array("i")
    numbers.frombytes(packed)
    return numbers


# --- alarms: first day, the day after the last, position and state ----------------------------------------------------


_ALARM = Struct("=4i")


def pack_alarms(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down when which task is late or lacks a day."""
    packed = []
    for position, stretches in enumerate(tasks):
        ends = [stretch.first.toordinal() for stretch in stretches[1:]]
        for (first, state), end in zip(stretches, [*ends, FOREVER], strict=bool(stretches)):
            if state.is_late or state.lacks_day:
                packed.append(_ALARM.pack(first.toordinal(), end, position, number_of(state)))
    return b"".join(packed)


def alarms_on(packed: bytes, day: int) -> list[Alarm]:
    """Return every task that is late or lacks a day on the day, which is given as an ordinal."""
    return [
        (position, state_of(number))
        for first, end, position, number in _ALARM.iter_unpack(packed)
        if first <= day < end
    ]


# --- states: how many tasks, where each one's stretches begin, their first days, what holds from then on --------------


def pack_states(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down what holds of every task from which day on."""
    starts = [0, *accumulate(len(stretches) for stretches in tasks)]
    flat = [stretch for stretches in tasks for stretch in stretches]
    numbers = array("i", [len(tasks), *starts])
    numbers.extend(stretch.first.toordinal() for stretch in flat)
    numbers.extend(number_of(stretch.state) for stretch in flat)
    return numbers.tobytes()


def states_on(packed: bytes, day: int) -> list[int]:
    """Return what holds of every task on the day, as numbers by position; none before the plan was issued."""
    numbers = _numbers(packed)
    count = numbers[0]
    first_days = count + 2
    states = first_days + numbers[count + 1]
    if not count or numbers[first_days] > day:
        return []
    starts = numbers[1:first_days]
    gap = states - first_days - 1
    return [
        numbers[gap + bisect_right(numbers, day, first_days + start, first_days + end)]
        for start, end in pairwise(starts)
    ]


# --- lines: text, one cell after the other ---------------------------------------------------------------------------


def pack_lines(lines: Iterable[Line]) -> bytes:
    """Write down what a table shows of every task."""
    return LINE_END.join(map(CELL_END.join, lines)).encode()


class Lines:
    """What a table shows of the tasks of a plan; a line is taken apart when it is asked for."""

    __slots__ = ("_rows",)

    def __init__(self, packed: bytes) -> None:
        """Open the section."""
        self._rows = packed.decode().split(LINE_END)

    def __getitem__(self, position: int) -> Line:
        """Return the line of the task at a position."""
        return Line._make(self._rows[position].split(CELL_END))


# --- groups: how many tasks, for each the number of its category and of its units, then their names ------------------


def pack_groups(categories: Sequence[str], lines: Sequence[Line]) -> bytes:
    """Write down what the tasks are counted by: the plan's categories, those without tasks too, and units."""
    category_numbers = {name: number for number, name in enumerate(categories)}
    units = {names: number for number, names in enumerate(dict.fromkeys(line.names for line in lines))}
    numbers = array("i", [len(lines)])
    numbers.extend(category_numbers[line.category] for line in lines)
    numbers.extend(units[line.names] for line in lines)
    names = LINE_END.join([CELL_END.join(categories), CELL_END.join(units)])
    return numbers.tobytes() + names.encode()


class Groups:
    """What the tasks of a plan are counted by: `category` and `units` are numbers by position, for the names beside."""

    __slots__ = ("category", "category_names", "unit_names", "units")

    def __init__(self, packed: bytes) -> None:
        """Open the section."""
        size = array("i").itemsize
        count = int.from_bytes(packed[:size], sys.byteorder)
        numbers = _numbers(packed[size : size * (2 * count + 1)])
        self.category, self.units = numbers[:count], numbers[count:]
        categories, _end, units = packed[size * (2 * count + 1) :].decode().partition(LINE_END)
        self.category_names = categories.split(CELL_END) if categories else []
        """The names of the plan's categories."""
        self.unit_names = units.split(CELL_END)
        """The units that some task has, each entry all of one task's, as in `Line.names`."""
