"""How much room a text takes in a cell, and where it may be cut: arithmetic on em widths, no workbook.

The reader's fonts are not known, so nothing is measured: a CJK character is one em wide and any other 0.55, which
errs on the wide side for 仿宋 and 宋体.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

LATIN_EM = 0.55
LINE_FACTOR = 1.45
"""Height of a line, as a multiple of the size of its characters."""
PADDING = 6.0
"""Points above and below the text of a cell, together."""
TALLEST_ROW = 409.5
"""Points; Excel has no taller rows."""

_UNIT_PIXELS = 8
"""One unit of column width where 宋体 11 is the Normal style."""
_CELL_PADDING_PIXELS = 7
_POINTS_A_PIXEL = 0.75

# What is not broken: runs of digits and Latin letters with the signs inside numbers.
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[.,:/%_+@-]*[0-9A-Za-z]+)*%?|.", re.DOTALL)
# Line starts and ends that Excel and WPS avoid (GB/T 15834-2011, 5.1): the neighbour comes along.
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—,.;:?!)]}%‰℃")
_NEVER_LAST = frozenset("（《〈「『【〔“‘([{")
_SENTENCE_END = re.compile(r"(?:[。；！？;!?]|……)[”’」』）》】]*\n?|\n")
_CLAUSE_END = re.compile(r"[，、：,:][”’」』）》】]*")


def em_width(text: str) -> float:
    """Return the width of a text that stays in one line, in em."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) * LATIN_EM


def capacity(width: float, size: float) -> float:
    """Return how many em of characters of `size` points a line holds in a column `width` units wide."""
    return (width * _UNIT_PIXELS - _CELL_PADDING_PIXELS) * _POINTS_A_PIXEL / size


def width_for(ems: float, size: float) -> float:
    """Return how wide a column must be, in units, for a line of that many em; the way back of `capacity`."""
    return (ems * size / _POINTS_A_PIXEL + _CELL_PADDING_PIXELS) / _UNIT_PIXELS


def units(points: float) -> float:
    """Return how many units of column width fit into so many points of paper."""
    return points / _POINTS_A_PIXEL / _UNIT_PIXELS


def count_lines(text: str, cap: float) -> int:
    """Return how many lines a text takes where each holds `cap` em; an empty text takes none."""
    return sum(_paragraph_lines(paragraph, cap) for paragraph in text.split("\n")) if text else 0


@lru_cache(maxsize=8_192)
def _token(token: str) -> tuple[float, bool, bool]:
    """Return the width of something that is not broken, and whether it may be neither first nor last in a line."""
    return em_width(token), token in _NEVER_FIRST, token in _NEVER_LAST


@lru_cache(maxsize=8_192)
def _tokens(paragraph: str) -> tuple[tuple[float, bool, bool], ...]:
    return tuple(_token(token) for token in _TOKEN.findall(paragraph))


@lru_cache(maxsize=65_536)  # pages are filled several times over, and the same names stand in many rows
def _paragraph_lines(paragraph: str, cap: float) -> int:
    lines, used = 1, 0.0
    before, clings = 0.0, False
    for width, never_first, never_last in _tokens(paragraph):
        if used + width <= cap:
            used += width
        elif width > cap:
            # A long number or word is broken like anything else.
            whole, used = divmod(used + width, cap)
            lines += int(whole)
        else:
            lines += 1
            used = width + (before if (never_first or clings) and before + width <= cap else 0.0)
        before, clings = width, never_last
    return lines


def height(lines: int, size: float) -> float:
    """Return the height in points of a row with so many lines, in the steps of 0.75 pt that a screen pixel makes."""
    return round_up(lines * size * LINE_FACTOR + PADDING)


def round_up(points: float) -> float:
    """Round a height up to whole pixels."""
    return math.ceil(points / _POINTS_A_PIXEL - 1e-6) * _POINTS_A_PIXEL


def round_down(points: float) -> float:
    """Round a height down to whole pixels."""
    return math.floor(points / _POINTS_A_PIXEL + 1e-6) * _POINTS_A_PIXEL


def lines_within(points: float, size: float) -> int:
    """Return how many lines fit into a row of that height; the way back of `height`, which rounds up to pixels."""
    return max(0, math.floor((round_down(points) - PADDING) / (size * LINE_FACTOR) + 1e-6))


def cut(text: str, cap: float, lines: int) -> tuple[str, str]:
    """Cut a text so that the first part takes at most so many lines (and at least one character).

    It is cut behind a sentence, else behind a clause, else anywhere; the two parts joined are the text again, so a line
    end at the cut stays with the first part.
    """
    if count_lines(text, cap) <= lines:
        return text, ""
    for places in (_ends(_SENTENCE_END, text), _ends(_CLAUSE_END, text), range(1, len(text))):
        # More text takes more lines, so the last fitting place can be searched for.
        fitting = bisect_right(places, lines, key=lambda end: count_lines(text[:end], cap))
        if fitting:
            return text[: places[fitting - 1]], text[places[fitting - 1] :]
    return text[:1], text[1:]


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.end() for match in pattern.finditer(text) if match.end() < len(text)]
