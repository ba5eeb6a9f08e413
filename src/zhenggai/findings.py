"""A finding: one thing wrong in a ledger, as a value that is collected and shown together with the others.

It points into the data (`loc`, pydantic's way); the store adds file, line and column. How it looks on a terminal is
not known here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""Keys and list positions from the top of the file down, e.g. `("类型", 0, "问题", 1, "编号")`."""


class Severity(StrEnum):
    """How bad a finding is; the values are what machine output says."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def chinese(self) -> str:
        """错误 or 警告, as a clerk reads it."""
        return "错误" if self is Severity.ERROR else "警告"


class Place(NamedTuple):
    """Where in a file: line and column count from 1, columns in characters; `(1, 1)` where only the file is known."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Give `file:line:column`, which editors and terminals make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


class Finding(NamedTuple):
    """One thing wrong: which rule, how bad, what is wrong, what to write instead, and where.

    `message` and `remedy` are Chinese and end without 。; `remedy` is empty only where the message already says it.
    """

    rule: str
    message: str
    remedy: str = ""
    loc: Loc = ()
    severity: Severity = Severity.ERROR
    place: Place | None = None

    def at(self, place: Place) -> Finding:
        """Return the same finding with its place in a file."""
        return self._replace(place=place)

    def __str__(self) -> str:
        """Give the one line every finding prints as: place, severity, message, remedy."""
        where = f"{self.place}: " if self.place else ""
        remedy = f"。{self.remedy}" if self.remedy else ""
        return f"{where}{self.severity.chinese}：{self.message}{remedy}"
