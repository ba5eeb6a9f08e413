"""Paragraphs that are the items of a document without any list numbers: 针对…问题，… and 一是…; not what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Block, Paragraph
from zhenggai.importers.labels import find_labels, label_at_start
from zhenggai.importers.marks import BULLET, SPOKEN, ListMark, take_mark
from zhenggai.importers.prose import names_who, sets_a_day

if TYPE_CHECKING:
    from collections.abc import Sequence

_AIMED = re.compile(r"\s*(?:针对|关于|对于).{2,80}?(?:问题|隐患|情况)(?:的)?[，,。：:]")
_FEWEST = 2


def with_loose_items(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the marks of such items, where no table, no number of a list and no label of a chapter is.

    Each must say by itself who mends it or by when: else 一是, 二是 are the measures of one problem.
    """
    if any(not isinstance(block, Paragraph) or _is_ordered(block) for block in blocks):
        return tuple(blocks)
    found = {at: mark for at, block in enumerate(blocks) if isinstance(block, Paragraph) and (mark := _mark(block))}
    if len(found) < _FEWEST or len({mark.style for mark in found.values()}) > 1:
        return tuple(blocks)
    return tuple(
        replace(block, mark=found[at]) if at in found and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    )


def _is_ordered(block: Paragraph) -> bool:
    """Say whether a paragraph shows an order of another kind: a number, a heading, or 存在问题： at its start."""
    mark = take_mark(block.text.text)
    label = label_at_start(block.text.text, block.bold)
    return bool((mark and mark.number and mark.style != SPOKEN) or block.heading or (label and not label.is_small))


def _mark(block: Paragraph) -> ListMark | None:
    """Return the mark of a paragraph that is such an item."""
    if not _tells(block):
        return None
    mark = take_mark(block.text.text)
    if mark and mark.style == SPOKEN:
        return ListMark(LOOSE, mark.number, mark.length)
    return ListMark(BULLET, None, 0) if _AIMED.match(block.text.text) else None


def _tells(block: Paragraph) -> bool:
    labels = find_labels(block.text.text, block.bold)
    # A label at the very start belongs to what stands above.
    return bool(labels and labels[0].start) or names_who(block.text) or sets_a_day(block.text)


LOOSE = "一是项"
"""The style of 一是, 二是 where they number the items of a whole document."""
