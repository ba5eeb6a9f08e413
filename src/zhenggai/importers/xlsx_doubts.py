"""What the reading of a workbook could not be sure of, and what it left out, each with its cell; plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.doubts import Kind


_CELL = re.compile(r"(?P<column>.*![A-Z]{1,3})(?P<row>[0-9]+)")
_WORTH_GATHERING = 3


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """A Chinese sentence without 。 and the place it is about: `台账!F7`, `台账!第7行`, or a sheet."""

    kind: Kind
    place: str
    message: str

    def __str__(self) -> str:
        """Give the line it prints as."""
        return f"{self.place}：{self.message}"


@dataclass(frozen=True, slots=True)
class Omission:
    """Content that is no part of the plan: where, what stands there, and why.

    `cells` is how many cells it covers: one, or those of a whole sheet.
    """

    place: str
    text: str
    reason: str
    cells: int = 1

    def __str__(self) -> str:
        """Give the line it prints as."""
        return f"{self.place}（{self.reason}）：{self.text}" if self.text else f"{self.place}（{self.reason}）"


def gathered(doubts: Sequence[CellDoubt]) -> Iterator[str]:
    """Yield the lines doubts print as; the same remark on several cells of a column is one line that names them all."""
    rows: dict[tuple[str, str], list[int]] = {}
    for one in doubts:
        if cell := _CELL.fullmatch(one.place):
            rows.setdefault((cell["column"], one.message), []).append(int(cell["row"]))
    for one in doubts:
        cell = _CELL.fullmatch(one.place)
        found = rows.get((cell["column"], one.message), []) if cell else []
        if cell is None or len(found) < _WORTH_GATHERING:
            yield str(one)
        elif int(cell["row"]) == found[0]:
            yield f"{cell['column']}列第{'、'.join(runs(sorted(found)))}行（{len(found)} 处）：{one.message}"


def runs(rows: Sequence[int]) -> Iterator[str]:
    """Yield rows as people name them, those that follow one another as 4—6."""
    for _step, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _position, row in run]
        yield f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}—{numbers[-1]}"
