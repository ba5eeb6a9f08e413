"""An abstract: what reading commands need of one plan, in sections of bytes that are opened only when asked for.

Made by `making`, kept by the index, asked by `questions`. A section's form is known here and nowhere else.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import date
from enum import StrEnum
from functools import cache
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
    LINES = "lines"
    """What a table shows of every task, whatever the day."""
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


Alarm = tuple[State, int]
"""An open task that is past its last day, or lacks one: its state, and its position among the plan's tasks."""


class Stretch(NamedTuple):
    """What holds of a task from a day on."""

    first: date
    state: State


# --- alarms: first day, day after the last, due day, and code and position in one ------------------------------------


def pack_alarms(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down when which task is late or lacks a day."""
    numbers = array("i")
    for position, stretches in enumerate(tasks):
        ends = [stretch.first.toordinal() for stretch in stretches[1:]]
        for (first, state), end in zip(stretches, [*ends, FOREVER], strict=bool(stretches)):
            if state.is_late or state.lacks_day:
                numbers.extend((first.toordinal(), end, _ordinal(state.due), position << _CODE_BITS | _code(state)))
    return numbers.tobytes()


def alarms_on(packed: bytes, day: int) -> list[Alarm]:
    """Return every task that is late or lacks a day on the day, which is given as an ordinal."""
    numbers = array("i")
    numbers.frombytes(packed)
    four = iter(numbers)
    return [
        (_state(code & _CODE, due), code >> _CODE_BITS)
        for first, end, due, code in zip(four, four, four, four, strict=True)
        if first <= day < end
    ]


# --- states: where each task's stretches begin, then their first days, what holds, and the last days ------------------


def pack_states(tasks: Sequence[Sequence[Stretch]]) -> bytes:
    """Write down what holds of every task from which day on."""
    starts = [0]
    for stretches in tasks:
        starts.append(starts[-1] + len(stretches))
    flat = [stretch for stretches in tasks for stretch in stretches]
    numbers = array("i", [len(tasks), *starts])
    numbers.extend(stretch.first.toordinal() for stretch in flat)
    numbers.extend(_code(stretch.state) for stretch in flat)
    numbers.extend(_ordinal(stretch.state.due) for stretch in flat)
    return numbers.tobytes()


class States:
    """What holds of the tasks of a plan, any day."""

    __slots__ = ("_all", "_codes", "_dues", "_firsts", "count")

    def __init__(self, packed: bytes) -> None:
        """Open the section."""
        numbers = array("i")
        numbers.frombytes(packed)
        self.count: int = numbers[0]
        """How many tasks the plan has."""
        stretches = numbers[1 + self.count]
        self._firsts = self.count + 2
        self._codes = self._firsts + stretches
        self._dues = self._codes + stretches
        self._all = numbers

    def on(self, day: int) -> list[tuple[int, State]]:
        """Return position and state of every task on the day, none before the plan was issued."""
        numbers, firsts, codes, dues = self._all, self._firsts, self._codes, self._dues
        found = []
        for position in range(self.count):
            start, end = numbers[1 + position], numbers[2 + position]
            at = bisect_right(numbers, day, firsts + start, firsts + end) - 1 - firsts
            if at >= start:
                found.append((position, _state(numbers[codes + at], numbers[dues + at])))
        return found


def _code(state: State) -> int:
    return state.status.rank | _MET * state.is_met | _LATE * state.is_late | _LACKING * state.lacks_day


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else _NO_DAY


@cache
def _state(code: int, due: int) -> State:
    # A province has some hundred last days and twenty codes; a state is worth making once.
    status = _STATUSES[code & (_MET - 1)]
    day = date.fromordinal(due) if due else None
    return State(status, day, bool(code & _MET), bool(code & _LATE), bool(code & _LACKING))


# --- lines: text, one cell after the other ---------------------------------------------------------------------------


def pack_lines(categories: Iterable[str], lines: Iterable[Line]) -> bytes:
    """Write down the plan's categories and what a table shows of every task."""
    return LINE_END.join([CELL_END.join(categories), *map(CELL_END.join, lines)]).encode()


class Lines:
    """What a table shows of the tasks of a plan; a line is taken apart when it is asked for."""

    __slots__ = ("_rows", "categories")

    def __init__(self, packed: bytes) -> None:
        """Open the section."""
        names, *self._rows = packed.decode().split(LINE_END)
        self.categories = names.split(CELL_END) if names else []
        """The names of the plan's categories, those without tasks too."""

    def __getitem__(self, position: int) -> Line:
        """Return the line of the task at a position."""
        return Line._make(self._rows[position].split(CELL_END))
