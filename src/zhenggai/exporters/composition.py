"""The whole printed ledger as arithmetic: size of type, widths, title and pages for a paper; no workbook."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from zhenggai.exporters import balance, pages, typeset, widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.columns import Column
    from zhenggai.exporters.pages import Grid, Page, Row
    from zhenggai.exporters.paper import Paper

_SAFETY = 0.985
"""How much of the page's height is used: printers differ by about a hundredth."""
_DAY_EMS = 16.0
"""Room for 填报日期：2022年12月31日."""
_MOST_OVER_TABLE = 0.25
"""Of the page's height, for each row over the table."""
_SPARE_UNITS = 1.0
"""Width left free, so that rounding to pixels never makes the sheet wider than the page."""
_BREAK_BEFORE = ("关于", "反馈", "考核", "问题", "整改", "和", "同", "及", "与", "暨", "《", "（")
_BREAK_BEHIND = ("，", "、", "》", "）", " ")


@dataclass(frozen=True, slots=True)
class Top:
    """What stands over the table: the title, and the line 填报单位：…"""

    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything the sheet needs to know. Heights are in points; `scale` (at most 1) is how small it is printed."""

    grid: Grid
    scale: float
    title: str
    title_height: float
    unit: str
    """填报单位：…"""
    unit_columns: int
    """How many columns 填报单位 has, in the row under the title; 填报日期 has the others, if any are left."""
    line_height: float
    """Of that row."""
    heading_height: float
    room: float
    """What the rows of a page may take together; the first page has the title and the line as well."""
    pages: tuple[Page, ...] = ()

    @property
    def first_room(self) -> float:
        """What the rows of the first page may take together."""
        return self.room - self.title_height - self.line_height


def compose(top: Top, columns: Sequence[Column], rows: Sequence[Row], paper: Paper) -> Composition:
    """Return the composition with the fewest pages, and of those the one with the largest type."""
    drafts = [_without_pages(top, columns, rows, paper, size) for size in paper.body_sizes]
    best = min(drafts, key=lambda draft: len(pages.fill(rows, draft.grid, draft.first_room, draft.room)))
    return replace(best, pages=balance.balanced(rows, best.grid, best.first_room, best.room))


def _without_pages(top: Top, columns: Sequence[Column], rows: Sequence[Row], paper: Paper, size: float) -> Composition:
    room = typeset.units(paper.width) - _SPARE_UNITS
    texts = [tuple("" if group else text for text, group in zip(row.texts, row.groups, strict=True)) for row in rows]
    grid = pages.Grid(widths.share(columns, texts, room, size), size)
    width = sum(grid.widths)
    scale = min(1.0, room / width)
    title_lines = balanced(top.title, typeset.capacity(width, paper.title_size))
    unit_columns = _unit_columns(grid.widths, typeset.width_for(_DAY_EMS, size))
    unit_lines = typeset.count_lines(top.unit, typeset.capacity(sum(grid.widths[:unit_columns]), size))
    heading_height = max(grid.height(index, column.heading) for index, column in enumerate(columns))
    return Composition(
        grid=grid,
        scale=scale,
        title="\n".join(title_lines),
        title_height=_at_most(typeset.height(len(title_lines), paper.title_size), paper),
        unit=top.unit,
        unit_columns=unit_columns,
        line_height=_at_most(typeset.height(unit_lines, size), paper),
        heading_height=_at_most(heading_height, paper),
        room=paper.height / scale * _SAFETY - _at_most(heading_height, paper),
    )


def _at_most(height: float, paper: Paper) -> float:
    """Keep a row over the table from pushing the table off the page, however long its text is."""
    return min(height, typeset.round_down(paper.height * _MOST_OVER_TABLE))


def _unit_columns(column_widths: Sequence[float], day_width: float) -> int:
    """Return how many columns from the left may be joined so that those left are wide enough for the day."""
    widths_left = [sum(column_widths[count:]) for count in range(1, len(column_widths))]
    return max(1, sum(width >= day_width for width in widths_left)) if widths_left else 1


def balanced(title: str, cap: float) -> tuple[str, ...]:
    """Share a title out over as few lines as hold it, of much the same length and without cutting into a phrase.

    `cap` is how many em a line holds, at least 2.
    """
    if typeset.em_width(title) <= cap:
        return (title,)
    # A line holds whole characters only, so of each up to one em is lost.
    count = math.ceil(typeset.em_width(title) / (cap - 1))
    lines: list[str] = []
    rest = title
    for following in range(count - 1, 0, -1):
        end = _break(rest, following, cap - 1)
        lines.append(rest[:end])
        rest = rest[end:]
    return (*lines, rest)


def _break(text: str, following: int, cap: float) -> int:
    """Return where to end a line before so many others: at a good place near the even length, else nearest to it."""
    reached = list(accumulate(map(typeset.em_width, text)))
    even = reached[-1] / (following + 1)
    # The line must be full enough for the others to hold the rest; the last character may reach over.
    ends = [
        end
        for end in range(1, len(text))
        if reached[end - 1] <= cap + 1 and reached[-1] - reached[end - 1] <= cap * following
    ]
    good = [end for end in ends if text.startswith(_BREAK_BEFORE, end) or text[end - 1] in _BREAK_BEHIND]
    near = [end for end in good if abs(reached[end - 1] - even) <= even / 5]
    return min(near or ends, key=lambda end: abs(reached[end - 1] - even))
