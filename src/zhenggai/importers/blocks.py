"""What every reader hands on: paragraphs and tables in their order, and what it set aside; no wording is read here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.importers.passage import Passage, joined

if TYPE_CHECKING:
    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.marks import ListMark
    from zhenggai.importers.passage import Source


PLAIN_CHAPTER, PLAIN_HEADING = 7, 8
"""The levels of headings that are known by standing alone, below the six that markup has."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text without markup, the lines it was put together from, and what the markup said of it.

    `bold` are stretches of `text`; `heading` is the level of a heading (1 the highest), 0 for ordinary text. `mark` is
    the list mark it has only because of the paragraphs around it.
    """

    text: Passage
    pieces: tuple[Passage, ...]
    bold: tuple[tuple[int, int], ...] = ()
    heading: int = 0
    mark: ListMark | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its paragraphs; `continues` where it is merged into the cell above, `spanned` into the one before."""

    parts: tuple[Passage, ...] = ()
    continues: bool = False
    spanned: bool = False

    @property
    def text(self) -> Passage:
        """All of it, a paragraph a line."""
        return joined(self.parts, "\n")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, row by row; rows may differ in length where the source is damaged."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is no part of the plan, and why: a page number, a header, a deleted word."""

    text: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """A file as read: its blocks, what was set aside, what was mere markup, and the doubts met on the way."""

    source: Source
    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()
    markup: tuple[Passage, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
