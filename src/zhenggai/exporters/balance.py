"""Pages made alike and stretched to the foot of the paper, once it is known how many there are; no workbook."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhenggai.exporters import typeset
from zhenggai.exporters.pages import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.exporters.pages import Grid, Page, Row

_MOST_STRETCH = 1.6
"""How much taller rows may become so that the table reaches the foot of its page."""
_SHARES = tuple(1 - step / 40 for step in range(1, 17))
"""Which shares of the page are tried, one after the other, when pages are made alike."""


def balanced(rows: Sequence[Row], grid: Grid, first_room: float, room: float) -> tuple[Page, ...]:
    """Return no more pages than `fill` does, the emptiest as full as can be, and all stretched to the foot.

    They can be fewer: a task that is cut early may leave a remainder that closes up with what follows.

    Stretching also makes an application that breaks pages by itself break them at the same places.
    """
    best = fill(rows, grid, first_room, room)
    for share in _SHARES:
        # The first page loses as many points as the others.
        emptier = fill(rows, grid, first_room - room * (1 - share), room * share)
        if len(emptier) > len(best) or sum(map(len, emptier)) > sum(map(len, best)):
            break
        best = max(best, emptier, key=lambda pages: (-len(pages), min(map(_natural_height, pages))))
    return _stretched(best, first_room, room)


def _stretched(pages: tuple[Page, ...], first_room: float, room: float) -> tuple[Page, ...]:
    """Stretch every page to its foot; the last no more than the least of the others, as text ends where it ends."""
    rooms = (first_room, *[room] * (len(pages) - 1))
    factors = [_stretch(page, space) for page, space in zip(pages, rooms, strict=True)]
    factors[-1] = min(factors) if len(pages) > 1 else 1.0
    return tuple(_taller(page, factor) for page, factor in zip(pages, factors, strict=True))


def _stretch(page: Page, space: float) -> float:
    """Return by which factor the rows that can be stretched must grow for the page to be full."""
    elastic = _natural_height(tuple(row for row, is_elastic in zip(page, _elastic(page), strict=True) if is_elastic))
    return min(_MOST_STRETCH, 1 + (space - _natural_height(page)) / elastic) if elastic else _MOST_STRETCH


def _natural_height(page: Page) -> float:
    return sum(row.height for row in page)


def _elastic(page: Page) -> list[bool]:
    """Say of every row whether it may grow: where a task goes on in the next row, room would look like its end."""
    return [row.key != below.key for row, below in pairwise(page)] + [True] * bool(page)


def _taller(page: Page, factor: float) -> Page:
    return tuple(
        replace(row, height=max(row.height, min(typeset.round_down(row.height * factor), typeset.TALLEST_ROW)))
        if is_elastic
        else row
        for row, is_elastic in zip(page, _elastic(page), strict=True)
    )
