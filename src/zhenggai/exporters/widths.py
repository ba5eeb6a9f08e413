"""How the width of the page is shared among the columns: such that the table takes the fewest lines; no workbook."""

from __future__ import annotations

import math
from itertools import permutations
from typing import TYPE_CHECKING

from zhenggai.exporters import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.columns import Column

BASE_SIZE = 10.5
"""The size of type, in points, that the widths of a layout are meant for."""

_STEPS = (4.0, 2.0, 1.0)
_SAMPLE = 200
"""Rows looked at: more of them change the widths of a long ledger little and cost much."""


def share(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: float, size: float) -> tuple[float, ...]:
    """Return the widths of the columns, in units, for body text of `size` points.

    `rows` are the texts of the cells that have a row to themselves, "" for the others. The widths fill `room` exactly,
    unless even the least widths need more: then they are the least ones, and the sheet must be printed smaller.
    """
    scale = size / BASE_SIZE
    least = [column.least * scale for column in columns]
    start = _fill([column.width * scale for column in columns], least, room)
    flexible = [index for index, column in enumerate(columns) if column.width > column.least]
    step = max(1, math.ceil(len(rows) / _SAMPLE))
    return _improve(start, least, flexible, _Demand(rows[::step], size))


def _fill(usual: Sequence[float], least: Sequence[float], room: float) -> tuple[float, ...]:
    spare = max(0.0, room - sum(least))
    weights = [wide - low for wide, low in zip(usual, least, strict=True)]
    if not any(weights):
        weights = list(usual)
    return tuple(low + spare * weight / sum(weights) for low, weight in zip(least, weights, strict=True))


def _improve(
    start: tuple[float, ...], least: Sequence[float], flexible: Sequence[int], demand: _Demand
) -> tuple[float, ...]:
    """Move width from one column to another as long as the total of lines falls."""
    widths = start
    for step in _STEPS:
        while True:
            moves = [
                _moved(widths, giver, taker, step)
                for giver, taker in permutations(flexible, 2)
                if widths[giver] - step >= least[giver]
            ]
            best = min(moves, key=demand.total, default=widths)
            if demand.total(best) >= demand.total(widths):
                break
            widths = best
    return widths


def _moved(widths: tuple[float, ...], giver: int, taker: int, step: float) -> tuple[float, ...]:
    change = {giver: -step, taker: step}
    return tuple(width + change.get(index, 0.0) for index, width in enumerate(widths))


class _Demand:
    """How many lines the rows need at given widths; remembers what it worked out for a column."""

    def __init__(self, rows: Sequence[Sequence[str]], size: float) -> None:
        self._size = size
        self._cells = [[_paragraph_ems(text) for text in cells] for cells in zip(*rows, strict=True)]
        self._known: dict[tuple[int, float], list[int]] = {}

    def total(self, widths: Sequence[float]) -> int:
        columns = [self._lines(index, widths[index]) for index in range(len(self._cells))]
        return sum(map(max, *columns)) if len(columns) > 1 else sum(sum(column) for column in columns)

    def _lines(self, index: int, width: float) -> list[int]:
        known = self._known.get((index, width))
        if known is None:
            # Half a character is lost at the end of a line on average; counting exactly would take far longer.
            cap = max(1.0, typeset.capacity(width, self._size) - 0.5)
            known = [sum(max(1, math.ceil(ems / cap)) for ems in cell) for cell in self._cells[index]]
            self._known[index, width] = known
        return known


def _paragraph_ems(text: str) -> tuple[float, ...]:
    return tuple(typeset.em_width(paragraph) for paragraph in text.split("\n")) if text else ()
