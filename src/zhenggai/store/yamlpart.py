"""The part of a file in the house's layout that an edit is about, found by indentation alone: one item of a list.

So that a change of one task need not look at the places of all the others. Only for a text that `yamlhouse` reads.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.findings import Loc


class Part(NamedTuple):
    """A stretch of a text, whole lines, which is a list of one item by itself; `loc` is the edit's own within it."""

    start: int
    end: int
    loc: Loc


def part_of(text: str, loc: Loc) -> Part | None:
    """Return the innermost list item that holds what stands at a loc; None where that is only the whole file."""
    found: Part | None = None
    start, end, margin = 0, len(text), 0
    for depth in range(0, len(loc) - 1, 2):
        key, position = loc[depth : depth + 2]
        if not isinstance(key, str) or not isinstance(position, int):
            break
        below = _list(text, key, margin, start, end)
        item = _item(text, position, margin, *below) if below else None
        if item is None:
            break
        start, end = item
        margin += 2
        found = Part(start, end, (0, *loc[depth + 2 :]))
    return found


def _list(text: str, key: str, margin: int, start: int, end: int) -> tuple[int, int] | None:
    """Return where the lines of the list under a key begin and end; None where there is no such key with lines below.

    The mapping it belongs to takes the lines from `start` to `end`, its keys `margin` columns from the left, the first
    of them behind the dash of an item.
    """
    for at in _lines(text, margin, start, end):
        if text.startswith(f"{key}:\n", at):
            first = at + len(key) + 2
            after = (line for line in _lines(text, margin, first, end) if text[line] not in "-#")
            behind = next(after, None)
            return first, end if behind is None else text.rindex("\n", 0, behind) + 1
    return None


def _item(text: str, position: int, margin: int, start: int, end: int) -> tuple[int, int] | None:
    """Return where the lines of an item of a list begin and end."""
    dashes = [at - margin for at in _lines(text, margin, start, end) if text[at] == "-"]
    if not 0 <= position < len(dashes):
        return None
    return dashes[position], dashes[position + 1] if position + 1 < len(dashes) else end


def _lines(text: str, margin: int, start: int, end: int) -> Iterator[int]:
    """Yield where each line's content begins that is at most `margin` columns from the left.

    Of the first line, what stands at the margin, be it behind the dash of an item.
    """
    if not text[start : start + margin].strip(" -") and text[start + margin : start + margin + 1].strip():
        yield start + margin
    yield from (found.end() for found in _indented(margin).finditer(text, start, end))


@cache
def _indented(margin: int) -> re.Pattern[str]:
    return re.compile(rf"\n {{0,{margin}}}(?=[^ \n])")
