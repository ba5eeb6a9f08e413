"""Which rows stand on which page, how tall each is and where one is cut: pure arithmetic, no workbook.

Excel fits neither merged cells nor pages by itself, so both are worked out here and the workbook is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from zhenggai.exporters import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORTH_CUTTING = 0.5
"""A row that would leave more than this share of a page empty is cut in two, though it would fit on the next."""
_FEWEST_LINES = 4
"""No part of a row that is cut has fewer lines, unless its text is shorter."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row to print: a task, or a part of one.

    `texts` are the cells from left to right. `groups` names for every cell the run of rows it is merged over, "" for a
    cell that has its row to itself; rows of one run carry the same text. `part` counts from 1 where a task is cut into
    several rows, and is 0 where it is not.
    """

    key: str
    texts: tuple[str, ...]
    groups: tuple[str, ...]
    part: int = 0
    height: float = 0.0

    @property
    def name(self) -> str:
        """The key, with `#1`, `#2` for the parts of a task."""
        return f"{self.key}#{self.part}" if self.part else self.key


@dataclass(frozen=True, slots=True)
class Grid:
    """What decides how many lines a text takes: the widths of the columns, in units, and the size of type."""

    widths: tuple[float, ...]
    size: float

    def lines(self, column: int, text: str) -> int:
        """Return how many lines a text takes in that column."""
        return typeset.count_lines(text, self._cap(column))

    def height(self, column: int, text: str) -> float:
        """Return the points a text needs in that column."""
        return typeset.height(self.lines(column, text), self.size)

    def cut(self, column: int, text: str, lines: int) -> tuple[str, str]:
        """Cut a text behind so many lines of that column at most."""
        return typeset.cut(text, self._cap(column), lines)

    def _cap(self, column: int) -> float:
        # Even the narrowest column shows one character a line.
        return max(1.0, typeset.capacity(self.widths[column], self.size))


Page = tuple[Row, ...]


def fill(rows: Sequence[Row], grid: Grid, first_room: float, room: float) -> tuple[Page, ...]:
    """Share the rows out among pages with `first_room` and then `room` points for rows, and give them their heights.

    No page is overfull and no character is lost.
    """
    pages: list[list[Row]] = [[]]
    for whole in _without_tall_labels(rows, grid, min(first_room, room, typeset.TALLEST_ROW)):
        rest: Row | None = _measured(whole, grid)
        while rest:
            part, left_over = _placed(pages[-1], rest, grid, first_room if len(pages) == 1 else room)
            if part:
                pages[-1].append(part)
                rest = left_over
            else:
                pages.append([])
    return tuple(_fitted(page, grid) for page in pages)


def spans(page: Page, column: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows, as first and last position on the page, over which the cells of a column are merged."""
    for group, run in groupby(range(len(page)), key=lambda position: page[position].groups[column]):
        positions = list(run)
        if group:
            yield positions[0], positions[-1]


def _without_tall_labels(rows: Sequence[Row], grid: Grid, tallest: float) -> Iterator[Row]:
    """Unmerge what no single row could hold: such a text stands in the first row of its run and may be cut there."""
    seen: set[tuple[int, str]] = set()
    for row in rows:
        texts, groups = list(row.texts), list(row.groups)
        for column, (text, group) in enumerate(zip(row.texts, row.groups, strict=True)):
            if group and grid.height(column, text) > tallest:
                texts[column] = "" if (column, group) in seen else text
                groups[column] = ""
                seen.add((column, group))
        yield replace(row, texts=tuple(texts), groups=tuple(groups))


def _lines(row: Row, grid: Grid) -> int:
    """Return the lines of the tallest cell that the row has to itself."""
    own = (column for column, group in enumerate(row.groups) if not group)
    return max((grid.lines(column, row.texts[column]) for column in own), default=0)


def _measured(row: Row, grid: Grid) -> Row:
    return replace(row, height=typeset.height(max(1, _lines(row, grid)), grid.size))


def _fitted(page: Sequence[Row], grid: Grid) -> Page:
    """Make rows taller where a merged cell above them needs it."""
    rows = list(page)
    for column in reversed(range(len(grid.widths))):
        for first, last in spans(tuple(rows), column):
            need = grid.height(column, rows[first].texts[column])
            there = sum(row.height for row in rows[first : last + 1])
            if need > there:
                for position in range(first, last + 1):
                    row = rows[position]
                    rows[position] = replace(row, height=typeset.round_up(row.height * need / there))
    return tuple(rows)


def _height(page: Sequence[Row], grid: Grid) -> float:
    return sum(row.height for row in _fitted(page, grid))


def _placed(page: Sequence[Row], row: Row, grid: Grid, space: float) -> tuple[Row | None, Row | None]:
    """Return what of the row goes on this page, and what is left over; nothing goes on it where the next is better."""
    if row.height <= typeset.TALLEST_ROW and _height([*page, row], grid) <= space:
        return row, None
    left = space - _height(page, grid)
    fits_elsewhere = row.height <= min(space, typeset.TALLEST_ROW)
    if page and fits_elsewhere and left < space * _WORTH_CUTTING:
        return None, row
    lines = typeset.lines_within(min(left, typeset.TALLEST_ROW), grid.size)
    if page and lines < _FEWEST_LINES:
        return None, row
    part, rest = _cut(row, grid, max(1, lines))
    if page and _height([*page, part], grid) > space:
        return None, row
    return part, rest


def _cut(row: Row, grid: Grid, lines: int) -> tuple[Row, Row | None]:
    """Cut every text of the row behind so many lines; what is merged goes on beside both parts."""
    lines = min(lines, max(_FEWEST_LINES, _lines(row, grid) - _FEWEST_LINES))
    cuts = [
        (text, text) if group else grid.cut(column, text, lines)
        for column, (text, group) in enumerate(zip(row.texts, row.groups, strict=True))
    ]
    if not any(rest for (_, rest), group in zip(cuts, row.groups, strict=True) if not group):
        return row, None
    number = max(1, row.part)
    part = replace(row, texts=tuple(text for text, _ in cuts), part=number)
    rest = replace(row, texts=tuple(rest for _, rest in cuts), part=number + 1)
    return _measured(part, grid), _measured(rest, grid)
