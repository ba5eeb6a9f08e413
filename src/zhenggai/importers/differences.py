"""Where two copies of one text differ, clause by clause, blanks and widths aside; which is right is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from zhenggai.importers.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = str.maketrans("（）；，：？！．〔〕［］％—–－", "();,:?!.[][]%---")
_STOPS = "。;,:?!、\n"
_EDGES = _STOPS + "()"
"""What a quoted difference runs up to."""
_UNSAID = frozenset("。;,:、-. \"'“”‘’<>《》〈〉")
"""Signs whose difference says nothing."""
_DECISIVE = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿%]|[未不无没非]|已|禁")
_LONGEST = 12_000
"""Characters up to which two texts are compared sign by sign."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What each of two texts says there, up to its next stops; `decisive` where a figure or a not differs."""

    one: Passage
    other: Passage
    decisive: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared: their differences, and the characters of the second that the first has too."""

    differences: tuple[Difference, ...]
    shared: Passage


def folded(text: str) -> str:
    """Return a text without blanks and in one width, its closing stop aside."""
    return re.sub(r"\s+", "", text.translate(_WIDTH)).strip(_STOPS)


def says_the_same(one: str, other: str) -> bool:
    """Say whether two texts differ in blanks, widths and idle signs only."""
    return _words(folded(one)) == _words(folded(other))


def _words(text: str) -> str:
    return "".join(character for character in text if character not in _UNSAID)


def compare(one: Passage, other: Passage) -> Comparison:
    """Compare two passages."""
    left, right = _essence(one), _essence(other)
    if max(len(left), len(right)) > _LONGEST:
        same = left.text == right.text
        return Comparison(
            () if same else (Difference(one.cut(0, 40), other.cut(0, 40), decisive=True),), right if same else Passage()
        )
    blocks = SequenceMatcher(
        None, left.text.translate(_WIDTH), right.text.translate(_WIDTH), autojunk=False
    ).get_opcodes()
    shared: list[tuple[str, int]] = []
    spans: list[tuple[int, int, int, int, bool]] = []
    for tag, a, b, c, d in blocks:
        if tag == "equal":
            shared += zip(right.text[c:d], right.origin[c:d], strict=True)
        elif _words(left.text[a:b].translate(_WIDTH)) != _words(right.text[c:d].translate(_WIDTH)):
            decisive = bool(_DECISIVE.search(left.text[a:b]) or _DECISIVE.search(right.text[c:d]))
            _add(spans, (*_widened(left.text, a, b), *_widened(right.text, c, d), decisive))
    differences = tuple(Difference(left.cut(a, b), right.cut(c, d), decisive) for a, b, c, d, decisive in spans)
    return Comparison(differences, Passage("".join(sign for sign, _at in shared), tuple(at for _sign, at in shared)))


def _essence(text: Passage) -> Passage:
    kept = [(sign, at) for sign, at in zip(text.text, text.origin, strict=True) if not sign.isspace()]
    return Passage("".join(sign for sign, _at in kept), tuple(at for _sign, at in kept))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch up to the stops around it."""
    wide = text.translate(_WIDTH)
    while start > 0 and wide[start - 1] not in _EDGES:
        start -= 1
    while end < len(wide) and wide[end] not in _EDGES:
        end += 1
    return start, end


def _add(spans: list[tuple[int, int, int, int, bool]], span: tuple[int, int, int, int, bool]) -> None:
    """Add a stretch, or widen the last one where they overlap."""
    if spans and (span[0] <= spans[-1][1] or span[2] <= spans[-1][3]):
        a, _b, c, _d, decisive = spans[-1]
        spans[-1] = (a, max(span[1], spans[-1][1]), c, max(span[3], spans[-1][3]), decisive or span[4])
    else:
        spans.append(span)


def likeness(one: str, other: str) -> float:
    """Return how much of the shorter text stands in the longer one, 0 to 1, by pairs of neighbouring characters."""
    left, right = set(_pairs(folded(one))), set(_pairs(folded(other)))
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def _pairs(text: str) -> Iterator[str]:
    for position in range(len(text) - 1):
        yield text[position : position + 2]
