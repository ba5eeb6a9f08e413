"""A text that knows where each of its characters stands in the source; what a text means is not known here."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MADE = -1
"""The origin of a character that stands in no source: a mark that Word computes, a blank between two joined texts."""

_PLAIN = str.maketrans(
    dict(zip("０１２３４５６７８９", "0123456789", strict=True))
    | dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")
)
"""Signs that mean the same as others and are read as these, one for one: full-width figures, blanks of odd widths."""
_LONGEST_ROW = 40_000
"""Characters up to which a line can be a row of a table whose cells are counted."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the index into the source of each of its characters, `MADE` where it has none."""

    text: str = ""
    origin: tuple[int, ...] = ()

    def __len__(self) -> int:
        """Return how many characters it has."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Say whether it has any text."""
        return bool(self.text)

    def __add__(self, other: Passage) -> Passage:
        """Return both, one behind the other."""
        return Passage(self.text + other.text, self.origin + other.origin)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """Return the characters from `start` to `end`, as a slice does."""
        return Passage(self.text[start:end], self.origin[start:end])

    def strip(self, characters: str | None = None) -> Passage:
        """Return it without those characters (blanks by default) at both ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(left, len(self.text.rstrip(characters))) if self.text.strip(characters) else Passage()

    def without(self, characters: str) -> Passage:
        """Return it without any of those characters."""
        kept = [(char, at) for char, at in zip(self.text, self.origin, strict=True) if char not in characters]
        return Passage("".join(char for char, _at in kept), tuple(at for _char, at in kept))

    @property
    def at(self) -> int:
        """Where its first character from the source stands, `MADE` where it has none."""
        return next((at for at in self.origin if at != MADE), MADE)


NOTHING = Passage()
"""The empty passage."""


def made(text: str) -> Passage:
    """Return a passage that stands in no source."""
    return Passage(text, (MADE,) * len(text))


def joined(passages: Iterable[Passage], between: str = "") -> Passage:
    """Return the passages one behind the other, with `between` made up between them; empty ones are left out."""
    texts: list[str] = []
    origin: list[int] = []
    for passage in passages:
        if not passage:
            continue
        if texts:
            texts.append(between)
            origin += [MADE] * len(between)
        texts.append(passage.text)
        origin += passage.origin
    return Passage("".join(texts), tuple(origin))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the source: the number of the line (paragraph, cell) to sort by, and the name a clerk finds it by."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """All the text of a file, line after line, with the name of each line; `starts` are the lines' first indices.

    `text` is as it is read (`plain`); `written`, where that differs, is as it stands in the file, sign for sign.
    """

    text: str
    starts: tuple[int, ...]
    names: tuple[str, ...]
    written: str = ""

    def as_written(self, passage: Passage) -> Passage:
        """Return a passage with the signs of the file: what goes into a plan is never put into other signs."""
        if not self.written:
            return passage
        signs = zip(passage.text, passage.origin, strict=True)
        return Passage("".join(char if at == MADE else self.written[at] for char, at in signs), passage.origin)

    def place(self, at: int) -> Place:
        """Return where the character of that index stands; the beginning for what has no origin."""
        line = max(bisect_right(self.starts, at) - 1, 0)
        return Place(line + 1, self._name(line, at))

    def passage(self, start: int, end: int) -> Passage:
        """Return a stretch of the source."""
        return Passage(self.text[start:end], tuple(range(start, end)))

    def _name(self, line: int, at: int) -> str:
        name = self.names[line] if line < len(self.names) else "文件开头"
        # In a line of tabs a cell is found by its column.
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        if "列" in name or end - self.starts[line] > _LONGEST_ROW or self.text.count("\t", self.starts[line], end) < 2:
            return name
        return f"{name}第{self.text.count(chr(9), self.starts[line], max(at, self.starts[line])) + 1}列"


def plain(text: str) -> str:
    """Return a text of the same length in the signs that are read."""
    return text.translate(_PLAIN)


def source_of_lines(written: str) -> Source:
    """Return a text as a source whose lines are numbered as an editor numbers them."""
    text = plain(written)
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    names = tuple(f"第{number}行" for number in range(1, len(starts) + 1))
    return Source(text, tuple(starts), names, "" if text == written else written)
