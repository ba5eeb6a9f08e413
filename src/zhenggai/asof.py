"""The questions asked of a ledger as of a day: status, due day, lateness, what is due soon, totals, reporting.

Everything here is derived from the append-only logs and never stored (design §4), so the past can be asked again.
Answers are values; what they look like is the command line's business, and where the plans come from the store's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from zhenggai.model import Category, Extension, Issue, Plan, ProgressEntry, Task


def counts(plan: Plan, day: date) -> bool:
    """Say whether the plan exists as of the day: plans issued later do not count."""
    return plan.issued is None or plan.issued <= day


def last_entry(progress: Sequence[ProgressEntry], day: date) -> ProgressEntry | None:
    """Return the entry that speaks as of the day: the newest dated on or before it; same day, the later in the file."""
    known = [entry for entry in progress if entry.date <= day]
    # max() keeps the first of equals, so the file is walked from its end.
    return max(reversed(known), key=lambda entry: entry.date, default=None)


def status(task: Task, day: date) -> Status:
    """Return the status of the task as of the day; 未启动 where nothing was recorded yet."""
    entry = last_entry(task.progress, day)
    return entry.status if entry else Status.NOT_STARTED


def last_extension(extensions: Sequence[Extension], day: date) -> Extension | None:
    """Return the newest extension approved on or before the day; same day, the later in the file."""
    known = [extension for extension in extensions if extension.approved <= day]
    return max(reversed(known), key=lambda extension: extension.approved, default=None)


def due_day(task: Task, day: date) -> date | None:
    """Return the last day in time as it stood on `day`, or None where the deadline names no day."""
    extension = last_extension(task.extensions, day)
    if extension is not None:
        return extension.until
    return task.deadline.due if task.deadline else None


def is_met(task: Task, day: date) -> bool:
    """Say whether what the deadline asks for has been reached as of the day.

    A 阶段 deadline asks for 阶段性成效; reached by its day it stays met whatever comes after, because what follows is
    kept up and never late. Every other kind asks for 已完成.
    """
    now = status(task, day)
    if task.deadline is None or task.deadline.kind is not DeadlineKind.STAGED:
        return now.reaches(Status.COMPLETED)
    due = due_day(task, day)
    in_time = due is not None and due <= day and status(task, due).reaches(Status.STAGE_RESULT)
    return in_time or now.reaches(Status.STAGE_RESULT)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one task stands as of a day. `days_late` is 0 unless overdue; `days_left` is None without a due day."""

    status: Status
    entry: ProgressEntry | None
    due: date | None
    is_met: bool
    days_late: int
    days_left: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether the due day has passed and the deadline is not met."""
        return self.days_late > 0


def standing(task: Task, day: date) -> Standing:
    """Answer everything about one task as of the day; the due day itself is in time."""
    due = due_day(task, day)
    met = is_met(task, day)
    late = (day - due).days if due is not None and due < day and not met and _can_be_late(task) else 0
    return Standing(
        status(task, day), last_entry(task.progress, day), due, met, late, (due - day).days if due else None
    )


def _can_be_late(task: Task) -> bool:
    # An extension sets a day even where the wording named none; 长期 is never late.
    return task.deadline is None or task.deadline.kind is not DeadlineKind.ONGOING


@dataclass(frozen=True, slots=True)
class Row:
    """One task in its place, with its standing as of the day that was asked."""

    plan_id: str
    plan: Plan
    category: Category
    issue: Issue
    task: Task
    standing: Standing

    @property
    def reference(self) -> str:
        """`<plan>:<issue>-<n>`, which names the task in the whole workspace."""
        return f"{self.plan_id}:{self.task.id}"

    @property
    def lacks_day(self) -> bool:
        """Whether the task is open and no day says when it is late: 未定, no deadline, or 立行立改 without a day."""
        kind = self.task.deadline.kind if self.task.deadline else DeadlineKind.UNDETERMINED
        return self.standing.due is None and not self.standing.is_met and kind is not DeadlineKind.ONGOING


def rows(plan_id: str, plan: Plan, day: date) -> Iterator[Row]:
    """Yield every task of the plan as of the day, in the order of the file; none of a plan issued later."""
    if counts(plan, day):
        for category, issue, task in plan.rows():
            yield Row(plan_id, plan, category, issue, task, standing(task, day))


def overdue(found: Iterable[Row]) -> list[Row]:
    """Return the overdue rows, the latest first; equally late ones keep their order."""
    return sorted((row for row in found if row.standing.is_overdue), key=lambda row: -row.standing.days_late)


def due_within(found: Iterable[Row], days: int) -> list[Row]:
    """Return the open rows whose last day is today or within the next `days` days, the nearest first."""
    soon = [
        (row.standing.days_left, row)
        for row in found
        if row.standing.days_left is not None and 0 <= row.standing.days_left <= days and not row.standing.is_met
    ]
    return [row for _left, row in sorted(soon, key=lambda item: item[0])]


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


def totals(found: Iterable[Row], within: int) -> Totals:
    """Count the rows; `within` is how many days ahead count as due soon."""
    all_rows = list(found)
    seen = Counter(row.standing.status for row in all_rows)
    return Totals(
        tasks=len(all_rows),
        by_status={status: seen[status] for status in Status},
        overdue=sum(row.standing.is_overdue for row in all_rows),
        due_soon=len(due_within(all_rows, within)),
        lacking_day=sum(row.lacks_day for row in all_rows),
    )
