"""Made-up plans as plain values, drawn from a seed, and which of their tasks are late; neither YAML nor files.

Nothing of the tool is used: that the values are read back the same, and that the same tasks are late, is a second
opinion on it. Plan number n of a seed is the same plan however many are drawn.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

AS_OF = date(2023, 9, 1)
"""The day questions are asked as of; about 15,000 tasks of 3,000 plans are overdue on it."""
LAST_DAY = date(2024, 6, 30)
"""No log goes on after this day."""

STATUSES = ("未启动", "整改中", "阶段性成效", "已完成", "已销号")
STAGE, DONE, CLOSED = 2, 3, 4


class Deadline(NamedTuple):
    """整改时限."""

    text: str
    due: date | None
    kind: str


class Entry(NamedTuple):
    """One 进展; `status` is a place in STATUSES. A closing has an acceptor, and either evidence or a waiver."""

    day: date
    status: int
    unit: str
    content: str
    reason: str = ""
    accepting_unit: str = ""
    acceptor: str = ""
    waiver: str = ""
    evidence: str = ""


class Extension(NamedTuple):
    """One 延期."""

    approved: date
    until: date
    approved_by: str
    reason: str


class Task(NamedTuple):
    """One row of a ledger."""

    number: str
    description: str
    goal: str
    measures: tuple[str, ...]
    deadline: Deadline
    sources: tuple[str, ...]
    units: str
    supporting: str
    lead: str
    note: str
    progress: tuple[Entry, ...]
    extensions: tuple[Extension, ...]

    @property
    def log_entries(self) -> int:
        """进展 and 延期 together."""
        return len(self.progress) + len(self.extensions)

    def status(self, day: date) -> int:
        """The status as of a day, as a place in STATUSES; logs stand in the order of their days."""
        return next((entry.status for entry in reversed(self.progress) if entry.day <= day), 0)

    def due(self, day: date) -> date | None:
        """The last day in time as it stood on a day."""
        return next((one.until for one in reversed(self.extensions) if one.approved <= day), self.deadline.due)

    def is_met(self, day: date) -> bool:
        """Whether what the deadline asks for was reached: 阶段性成效 by its day for a 阶段 one, else 已完成."""
        if self.deadline.kind != "阶段":
            return self.status(day) >= DONE
        due = self.due(day)
        return self.status(day) >= STAGE or (due is not None and due <= day and self.status(due) >= STAGE)

    def is_overdue(self, day: date) -> bool:
        """Whether its last day has passed without that; 长期 is never late."""
        due = self.due(day)
        return due is not None and due < day and self.deadline.kind != "长期" and not self.is_met(day)


class Issue(NamedTuple):
    """具体问题."""

    number: int
    title: str
    tasks: tuple[Task, ...]


class Category(NamedTuple):
    """类型."""

    name: str
    issues: tuple[Issue, ...]


class Rule(NamedTuple):
    """报送: a cadence with its days of the month."""

    cadence: str
    days: tuple[int, ...]


class Report(NamedTuple):
    """报送记录."""

    period: date
    unit: str
    day: date


class Plan(NamedTuple):
    """One 整改方案; `folder` is where its file stands under ledgers/."""

    id: str
    folder: str
    title: str
    number: str
    issuer: str
    issued: date
    year: int
    published: bool
    accepting_unit: str
    rule: Rule
    reports: tuple[Report, ...]
    categories: tuple[Category, ...]

    @property
    def tasks(self) -> list[Task]:
        """Every task in the order of the file."""
        return [task for category in self.categories for issue in category.issues for task in issue.tasks]

    def overdue(self, day: date) -> list[Task]:
        """The tasks that are overdue as of a day; none of a plan issued later."""
        return [task for task in self.tasks if task.is_overdue(day)] if self.issued <= day else []


def month_end(day: date) -> date:
    """Return the last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
