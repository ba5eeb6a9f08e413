"""The documents a plan says it rests on, read from its preamble: 根据《…》（…〔2022〕3号）…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.lines_of_form import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.passage import Passage

_RESTS_ON = re.compile(r"根据|按照|依据|遵照|对照|贯彻|落实")
_OPENED, _CLOSED = "《", "》"
_NUMBER_BEHIND = re.compile(r"\s*[（(]\s*")


@dataclass(frozen=True, slots=True)
class Basis:
    """A document: its title as written, its 文号 without blanks, and all of its words."""

    title: Passage
    number: str | None
    words: Passage


def read_bases(preamble: Sequence[Passage]) -> tuple[Basis, ...]:
    """Return the documents named behind 根据, 按照 and the like, in their order, each once."""
    found: dict[str, Basis] = {}
    for paragraph in preamble:
        for basis in _in_paragraph(paragraph):
            found.setdefault(basis.number or basis.title.text, basis)
    return tuple(found.values())


def _in_paragraph(paragraph: Passage) -> Iterator[Basis]:
    text = paragraph.text
    begin = _RESTS_ON.search(text)
    if not begin:
        return
    numbers = numbers_in(text)
    taken: set[int] = set()
    for start, end in _titles(text, begin.end()):
        behind = _NUMBER_BEHIND.match(text, end + 1)
        found = next((one for one in numbers if behind and one[1] == behind.end()), None)
        if found:
            taken.add(found[1])
        last = found[2] if found else end + 1
        yield Basis(paragraph.cut(start + 1, end), found[0] if found else None, paragraph.cut(start, last))
    for number, start, end in numbers:
        if start not in taken and start > begin.end():
            words = paragraph.cut(start, end)
            yield Basis(words, number, words)


def _titles(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where 《 and its 》 stand, outermost ones only."""
    depth, opened = 0, 0
    for position in range(start, len(text)):
        if text[position] == _OPENED:
            opened = position if depth == 0 else opened
            depth += 1
        elif text[position] == _CLOSED and depth:
            depth -= 1
            if depth == 0:
                yield opened, position
