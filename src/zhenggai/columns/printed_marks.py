"""The hidden column 印样 of the printed sheet: what every cell of a row said, as digests, so that edits are noticed.

Export and collect must agree on it, so both directions stand here; what the cells say is the exporters' business.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING = "印样"
"""What stands over the column, in the row of headings."""
_DIGITS = 6
_BETWEEN = ":"


class Mark(NamedTuple):
    """The digests of a heading and of the text that was printed under it."""

    heading: str
    text: str


def mark(text: str) -> str:
    """Return a digest that does not change with blanks and line ends, which programs shift about."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def to_marks(headings: Sequence[str], texts: Sequence[str]) -> str:
    """Write the marks of a row into one cell, from left to right."""
    return " ".join(f"{mark(heading)}{_BETWEEN}{mark(text)}" for heading, text in zip(headings, texts, strict=True))


def from_marks(text: str) -> tuple[Mark, ...]:
    """Read such a cell; what is no mark is passed over."""
    pairs = (word.split(_BETWEEN) for word in text.split())
    return tuple(Mark(*pair) for pair in pairs if len(pair) == len(Mark._fields))
