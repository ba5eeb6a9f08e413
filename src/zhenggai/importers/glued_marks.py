"""List numbers glued to a figure (1.3个乡镇…) set free where the list around them goes on counting; nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Block, Paragraph
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_GLUED = re.compile(r"\s*([0-9]{1,2})[.．、](?=[0-9])")
_DECIMAL = re.compile(r"\s*([0-9]{1,2})[.．]([0-9]{1,2})(?![0-9])")
_PLAIN = frozenset({"1.", "1、"})


def set_free(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with a blank, made up, between such a number and the figure it numbers.

    `1.3个` may be one point three or item 1 about three: it is item n only where the item before it is n - 1 and, for
    item 1, the one after it is 2; and where no 1.2 or 1.4 beside it says that these are headings of two levels.
    """
    decimals = {
        (int(match[1]), int(match[2]))
        for block in blocks
        if isinstance(block, Paragraph) and (match := _DECIMAL.match(block.text.text))
    }
    numbers = dict(_numbers(blocks))
    free = _freed(blocks, numbers, decimals)
    return tuple(
        _spaced(block) if at in free and isinstance(block, Paragraph) else block for at, block in enumerate(blocks)
    )


def _numbers(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield where arabic items stand that are marked without doubt, with their numbers."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        mark = take_mark(block.text.text)
        if mark and mark.style in _PLAIN and mark.number:
            yield at, mark.number


def _freed(blocks: Sequence[Block], numbers: Mapping[int, int], decimals: set[tuple[int, int]]) -> set[int]:
    glued = {
        at: int(match[1])
        for at, block in enumerate(blocks)
        if at not in numbers
        and isinstance(block, Paragraph)
        and (match := _GLUED.match(block.text.text))
        and not _is_of_two_levels(block.text.text, decimals)
    }
    free: set[int] = set()
    before = 0
    everything = sorted({**numbers, **glued}.items())
    for position, (at, number) in enumerate(everything):
        after = everything[position + 1][1] if position + 1 < len(everything) else 0
        if at in glued:
            if number not in {1, before + 1} or (number == 1 and after != 2):
                continue
            free.add(at)
        before = number
    return free


def _is_of_two_levels(text: str, decimals: set[tuple[int, int]]) -> bool:
    match = _DECIMAL.match(text)
    if not match:
        return False
    outer, inner = int(match[1]), int(match[2])
    return (outer, inner - 1) in decimals or (outer, inner + 1) in decimals


def _spaced(paragraph: Paragraph) -> Paragraph:
    match = _GLUED.match(paragraph.text.text)
    at = match.end() if match else 0
    text = paragraph.text.cut(0, at) + made(" ") + paragraph.text.cut(at)
    bold = tuple((start + (start >= at), end + (end > at)) for start, end in paragraph.bold)
    return replace(paragraph, text=text, bold=bold)
