"""The questions asked of one task as of a day: its status, its due day, whether it is late; and when that changes.

Everything here is derived from the append-only logs and never stored by hand (design §4), so the past can be asked
again. Questions about many tasks at once are `abstracts.questions`; where plans come from is the store's business.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhenggai.form.quick import Plain
    from zhenggai.model import Extension, Plan, ProgressEntry, Task

    _Logs = tuple[Iterable[tuple[date, Status]], Iterable[tuple[date, date]], DeadlineKind, date | None]
    """What was entered and approved on which day, in the order of the file; the kind of deadline, and its last day."""

T = TypeVar("T")

_ONE_DAY = timedelta(days=1)
_RESULT = frozenset(status for status in Status if status.reaches(Status.STAGE_RESULT))
_COMPLETION = frozenset(status for status in Status if status.reaches(Status.COMPLETED))
_STATUSES = {status.value: status for status in Status}
_first = itemgetter(0)
_day = lru_cache(4096)(date.fromisoformat)
"""Reads a day; a ledger says the same few over and over."""


def counts(plan: Plan, day: date) -> bool:
    """Say whether the plan exists as of the day: plans issued later do not count."""
    return plan.issued is None or plan.issued <= day


def last_entry(progress: Sequence[ProgressEntry], day: date) -> ProgressEntry | None:
    """Return the entry that speaks as of the day: the newest dated on or before it; same day, the later in the file."""
    in_order = sorted(progress, key=lambda entry: entry.date)
    known = bisect_right(in_order, day, key=lambda entry: entry.date)
    return in_order[known - 1] if known else None


def last_extension(extensions: Sequence[Extension], day: date) -> Extension | None:
    """Return the newest extension approved on or before the day; same day, the later in the file."""
    in_order = sorted(extensions, key=lambda extension: extension.approved)
    known = bisect_right(in_order, day, key=lambda extension: extension.approved)
    return in_order[known - 1] if known else None


def status(task: Task, day: date) -> Status:
    """Return the status of the task as of the day; 未启动 where nothing was recorded yet."""
    return History(task).status(day)


def due_day(task: Task, day: date) -> date | None:
    """Return the last day in time as it stood on `day`, or None where the deadline names no day."""
    return History(task).due_day(day)


class State(NamedTuple):
    """What holds of a task over a stretch of days: the last day in time, if any, and whether it has run out.

    `is_met` says that what the deadline asks for is reached, `is_late` that it is not and the last day is past,
    `lacks_day` that the task is open and nothing says when it is late (未定, no deadline, 立行立改 without a day).
    """

    status: Status
    due: date | None
    is_met: bool
    is_late: bool
    lacks_day: bool


class Standing(NamedTuple):
    """Where one task stands as of a day. `days_late` is 0 unless overdue; `days_left` is None without a due day."""

    status: Status
    due: date | None
    is_met: bool
    days_late: int
    days_left: int | None
    lacks_day: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the due day has passed and the deadline is not met."""
        return self.days_late > 0


def standing(task: Task, day: date) -> Standing:
    """Answer everything about one task as of the day; the due day itself is in time."""
    return counted(History(task).state(day), day)


def counted(state: State, day: date) -> Standing:
    """Return a state with its days counted as of one day of its stretch."""
    left = (state.due - day).days if state.due else None
    late = -left if state.is_late and left is not None else 0
    return Standing(state.status, state.due, state.is_met, late, left, state.lacks_day)


class History:
    """The logs of one task in the order of their days; the later in the file speaks for a day that has several.

    Sorted once, so that many days may be asked; nothing in it changes afterwards.
    """

    __slots__ = ("_approved", "_entered", "_kind", "_original", "_statuses", "_until")

    def __init__(self, task: Task | Plain) -> None:
        """Sort the logs of the task, which may come as plain JSON (`form.quick`)."""
        progress, extensions, self._kind, self._original = _plain_logs(task) if isinstance(task, dict) else _logs(task)
        self._entered, self._statuses = _in_order(progress)
        self._approved, self._until = _in_order(extensions)

    def status(self, day: date) -> Status:
        """Return the status of the task as of the day; 未启动 where nothing was recorded yet."""
        known = bisect_right(self._entered, day)
        return self._statuses[known - 1] if known else Status.NOT_STARTED

    def due_day(self, day: date) -> date | None:
        """Return the last day in time as it stood on `day`, or None where the deadline names no day."""
        known = bisect_right(self._approved, day)
        return self._until[known - 1] if known else self._original

    def state(self, day: date) -> State:
        """Return what holds on the day."""
        status, due = self.status(day), self.due_day(day)
        is_met = self._is_met(status, due, day)
        # An extension sets a day even where the wording named none; 长期 is never late.
        can_be_late = not is_met and self._kind is not DeadlineKind.ONGOING
        is_late = can_be_late and due is not None and due < day
        return State(status, due, is_met, is_late, can_be_late and due is None)

    def stretches(self, first: date = date.min) -> Iterator[tuple[date, State]]:
        """Yield what holds from `first` on, and each day on which something changes with what holds from then on."""
        before = None
        for day in sorted({first, *(change for change in self._changes() if change > first)}):
            state = self.state(day)
            if state != before:
                yield day, state
            before = state

    def _changes(self) -> Iterator[date]:
        """Yield each day on which the state may change: another status, an approval, a last day, the day after it."""
        before = Status.NOT_STARTED
        for day, status in zip(self._entered, self._statuses, strict=True):
            if status is not before:
                yield day
            before = status
        yield from self._approved
        for due in (self._original, *self._until):
            if due is not None:
                yield due
                if due < date.max:
                    yield due + _ONE_DAY

    def _is_met(self, status: Status, due: date | None, day: date) -> bool:
        """Say whether what the deadline asks for has been reached.

        A 阶段 deadline asks for 阶段性成效; reached by its day it stays met whatever comes after, because what follows
        is kept up and never late. Every other kind asks for 已完成.
        """
        if self._kind is not DeadlineKind.STAGED:
            return status in _COMPLETION
        in_time = due is not None and due <= day and self.status(due) in _RESULT
        return in_time or status in _RESULT


def _logs(task: Task) -> _Logs:
    deadline = task.deadline
    return (
        ((entry.date, entry.status) for entry in task.progress),
        ((extension.approved, extension.until) for extension in task.extensions),
        deadline.kind if deadline else DeadlineKind.UNDETERMINED,
        deadline.due if deadline else None,
    )


def _plain_logs(task: Plain) -> _Logs:
    deadline = task["deadline"]
    return (
        ((_day(entry["date"]), _STATUSES[entry["status"]]) for entry in task["progress"]),
        ((_day(extension["approved"]), _day(extension["until"])) for extension in task["extensions"]),
        DeadlineKind(deadline["kind"]) if deadline else DeadlineKind.UNDETERMINED,
        _day(deadline["due"]) if deadline and deadline["due"] else None,
    )


def _in_order(log: Iterable[tuple[date, T]]) -> tuple[list[date], list[T]]:
    """Return the days of a log and what it says on each, in the order of the days; of one day, as in the file."""
    days_and_entries = sorted(log, key=_first)
    return [day for day, _said in days_and_entries], [said for _day, said in days_and_entries]
