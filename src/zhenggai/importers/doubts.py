"""A doubt: what an importer could not be sure of, with the places it saw; how doubts look is not known here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.importers.passage import Passage


class Kind(StrEnum):
    """What a doubt is about; the values are what machine output says."""

    HEADER = "header"
    NUMBERING = "numbering"
    COUNTS = "counts"
    MISSING = "missing"
    CONFLICT = "conflict"
    DEADLINE = "deadline"
    UNITS = "units"
    PROGRESS = "progress"
    PROMISE = "promise"
    STRUCTURE = "structure"
    REPORTING = "reporting"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the source, and the index they begin at."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A Chinese sentence without 。, the index into the source it is about, and what it quotes.

    `subject` is the number of the task or issue it concerns, empty where it concerns the plan; `minor` says that
    nothing hangs on it (a character that differs between two copies).
    """

    kind: Kind
    message: str
    at: int
    quotes: tuple[Quote, ...] = ()
    subject: str = ""
    minor: bool = False

    def about(self, subject: str) -> Doubt:
        """Return it with the task or issue it concerns, if that was not said yet."""
        return self if self.subject else replace(self, subject=subject)


def quote(passage: Passage) -> Quote:
    """Quote a passage."""
    return Quote(passage.text, passage.at)


def shortened(text: str, length: int = 24) -> str:
    """Return the beginning of a text, as a message quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"
