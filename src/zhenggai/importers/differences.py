"""Where two copies of one text differ, clause by clause, blanks and widths aside; which is right is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhenggai.importers.passage import Passage

_WIDTH = str.maketrans("（）；，：？！．〔〕［］％—–－", "();,:?!.[][]%---")
_STOPS = "。;,:?!、\n"
_EDGES = _STOPS + "()"
"""What a quoted difference runs up to."""
_UNSAID = frozenset("。;,:、-. \"'“”‘’<>《》〈〉")
"""Signs whose difference says nothing."""
_SILENT = dict.fromkeys(map(ord, _UNSAID))
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
    return words_of(one) == words_of(other)


def words_of(text: str) -> str:
    """Return a text without blanks and idle signs and in one width: equal for texts that say the same."""
    return folded(text).translate(_SILENT)


def compare(one: Passage, other: Passage) -> Comparison:
    """Compare two passages by their words; blanks, widths and idle signs are passed over."""
    (left, left_at), (right, right_at) = _unspaced(one), _unspaced(other)
    if max(len(left), len(right)) > _LONGEST:
        same = left.text == right.text
        return Comparison(
            () if same else (Difference(one.cut(0, 40), other.cut(0, 40), decisive=True),), right if same else Passage()
        )
    ours, theirs = _said(left.text), _said(right.text)
    opcodes = SequenceMatcher(
        None, [sign for _at, sign in ours], [sign for _at, sign in theirs], autojunk=False
    ).get_opcodes()
    spans: list[_Span] = []
    missing: set[int] = set()
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            continue
        missing.update(at for at, _sign in theirs[c:d])
        words = "".join(sign for _at, sign in (*ours[a:b], *theirs[c:d]))
        stretch = (*_stretch(left.text, ours, a, b), *_stretch(right.text, theirs, c, d))
        _add(spans, (*stretch, bool(_DECISIVE.search(words))))
    kept = [position for position in range(len(right)) if position not in missing]
    shared = Passage("".join(right.text[at] for at in kept), tuple(right.origin[at] for at in kept))
    # Quoted as they stand, blanks included, so that they can be searched for.
    differences = tuple(
        Difference(_as_written(one, left_at[a:b]), _as_written(other, right_at[c:d]), decisive)
        for a, b, c, d, decisive in spans
    )
    return Comparison(differences, shared)


_Said = list[tuple[int, str]]
_Span = tuple[int, int, int, int, bool]


def _unspaced(text: Passage) -> tuple[Passage, list[int]]:
    """Return a passage without its blanks, and where in it each of the signs that are left stands."""
    kept = [position for position, sign in enumerate(text.text) if not sign.isspace()]
    return Passage("".join(text.text[at] for at in kept), tuple(text.origin[at] for at in kept)), kept


def _as_written(text: Passage, kept: list[int]) -> Passage:
    return text.cut(kept[0], kept[-1] + 1) if kept else Passage()


def _said(text: str) -> _Said:
    """Return the signs that say something, with where they stand; the point of a decimal does."""
    narrow = text.translate(_WIDTH)
    points = {match.start() for match in re.finditer(r"(?<=[0-9])\.(?=[0-9])", narrow)}
    return [(at, sign) for at, sign in enumerate(narrow) if sign not in _UNSAID or at in points]


def _stretch(text: str, said: _Said, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a text from sign `start` to sign `end`, up to the stops around it."""
    begin = said[start][0] if start < len(said) else len(text)
    close = said[end - 1][0] + 1 if end > start else begin
    return _widened(text, begin, close)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch up to the stops around it."""
    wide = text.translate(_WIDTH)
    while start > 0 and wide[start - 1] not in _EDGES:
        start -= 1
    while end < len(wide) and wide[end] not in _EDGES:
        end += 1
    return start, end


def _add(spans: list[_Span], span: _Span) -> None:
    """Add a stretch, or widen the last one where they overlap."""
    if spans and (span[0] <= spans[-1][1] or span[2] <= spans[-1][3]):
        a, _b, c, _d, decisive = spans[-1]
        spans[-1] = (a, max(span[1], spans[-1][1]), c, max(span[3], spans[-1][3]), decisive or span[4])
    else:
        spans.append(span)


def likeness(one: str, other: str) -> float:
    """Return how much of the shorter text stands in the longer one, 0 to 1, by pairs of neighbouring characters."""
    return shared_part(pairs_of(one), pairs_of(other))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, blanks and widths aside."""
    bare = folded(text)
    return frozenset(bare[position : position + 2] for position in range(len(bare) - 1))


def shared_part(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the smaller set the larger one has; 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
