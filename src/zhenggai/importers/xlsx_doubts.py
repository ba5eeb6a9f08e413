"""What the reading of a workbook could not be sure of, and what it left out, each with its cell; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.importers.doubts import Kind


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """A Chinese sentence without 。 and the place it is about: `台账!F7`, `台账!第7行`, or a sheet."""

    kind: Kind
    place: str
    message: str

    def __str__(self) -> str:
        """Give the line it prints as."""
        return f"{self.place}：{self.message}"


@dataclass(frozen=True, slots=True)
class Omission:
    """Content that is no part of the plan: where, what stands there, and why.

    `cells` is how many cells it covers: one, or those of a whole sheet.
    """

    place: str
    text: str
    reason: str
    cells: int = 1

    def __str__(self) -> str:
        """Give the line it prints as."""
        return f"{self.place}（{self.reason}）：{self.text}" if self.text else f"{self.place}（{self.reason}）"
