"""The closed vocabularies of the files: the only words a status, a deadline, a cadence or a rule's level may have.

The member names are what code says, the values are what stands in the files and on paper.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """整改状态, from nothing done to accepted and closed; the order is the order of the members."""

    NOT_STARTED = "未启动"
    IN_PROGRESS = "整改中"
    STAGE_RESULT = "阶段性成效"
    COMPLETED = "已完成"
    CLOSED = "已销号"

    @property
    def rank(self) -> int:
        """0 for 未启动 up to 4 for 已销号."""
        return _STATUS_RANK[self]

    def reaches(self, other: Status) -> bool:
        """Say whether this status is `other` or better."""
        return self.rank >= other.rank


_STATUS_RANK = {status: rank for rank, status in enumerate(Status)}


class DeadlineKind(StrEnum):
    """性质 of a 整改时限: what must have happened by the day, and whether there is a day at all."""

    FIXED = "限期"
    """已完成 or better by the day."""
    STAGED = "阶段"
    """阶段性成效 or better by the day, then kept up."""
    IMMEDIATE = "立行立改"
    """At once; a day is allowed and a clerk should set one."""
    ONGOING = "长期"
    """Never late."""
    UNDETERMINED = "未定"
    """The wording names no readable day; a person must set it."""

    @property
    def needs_day(self) -> bool:
        """Say whether a deadline of this kind must have a date."""
        return self in {DeadlineKind.FIXED, DeadlineKind.STAGED}

    @property
    def takes_day(self) -> bool:
        """Say whether a deadline of this kind may have a date."""
        return self not in {DeadlineKind.ONGOING, DeadlineKind.UNDETERMINED}


class Cadence(StrEnum):
    """频次 of a reporting rule."""

    ONCE = "一次"
    """By one day, 截止."""
    HALF_MONTHLY = "半月"
    """On two days of every month, 日."""
    MONTHLY = "每月"
    """On one or more days of every month, 日."""
    QUARTERLY = "每季度"
    """On one or more days of the last month of every quarter, 日."""


class Level(StrEnum):
    """级别 of a rule of `check`: how bad its findings are, or that it is not to look at all."""

    ERROR = "错误"
    WARNING = "警告"
    OFF = "关闭"
