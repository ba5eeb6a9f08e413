"""Headings without mark or style known by standing alone: a short line, text below; what they hold is not read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import PLAIN_CHAPTER, PLAIN_HEADING, Block, Paragraph
from zhenggai.importers.chapters import chapter_of_text
from zhenggai.importers.labels import label_at_start
from zhenggai.importers.lines_of_form import (
    ANNEX,
    date_of_line,
    is_copies,
    is_title,
    number_of_line,
    publicity_of_line,
    units_of_line,
)
from zhenggai.importers.marks import SPOKEN, rank, take_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 30
_INNER_SIGN = re.compile(r"[。；;：:！!？?，,|\t]|\s{2}|[0-9]{4}年")
_ENDED = re.compile(r"[。；;：:！!？?…）)”]\s*$")
_HOLDS_PROBLEMS = re.compile(r"问题|隐患|整改|措施|任务|清单")


def with_plain_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the levels of such headings.

    A chapter is known by its words, behind a whole sentence and above more text. Any other short line is a heading
    only within a chapter of problems or tasks, above text of its own, and with another one like it: a name, a cell of a
    broken table or the rest of a line stands alone just as well.
    """
    chapters = {at for at in range(len(blocks)) if _is_chapter(blocks, at)}
    levels = dict.fromkeys(chapters, PLAIN_CHAPTER)
    for start, end in _chapters_of_problems(blocks, chapters):
        lines = [at for at in range(start, end) if _stands_alone(blocks[at])]
        heading = [at for at in lines if at + 1 < end and _is_text(blocks[at + 1])]
        others = [blocks[at] for at in lines if at not in heading]
        if len(heading) > 1 and all(_is_signature(block) for block in others):
            levels.update(dict.fromkeys(heading, PLAIN_HEADING))
    return tuple(
        replace(block, heading=levels[at]) if at in levels and isinstance(block, Paragraph) else block
        for at, block in enumerate(blocks)
    )


def _is_chapter(blocks: Sequence[Block], at: int) -> bool:
    block, before = blocks[at], blocks[at - 1] if at else None
    if not isinstance(block, Paragraph) or not _stands_alone(block) or not isinstance(before, Paragraph):
        return False
    if chapter_of_text(block.text.text) is None or at + 1 == len(blocks):
        return False
    # A list of problems may itself be called 问题整改清单: what stands before a chapter is a sentence or the title.
    line = before.text.text
    is_own_title = is_title(line) and not take_mark(line)
    return bool(_ENDED.search(line) or before.heading or is_own_title) and ANNEX.match(line) is None


def _chapters_of_problems(blocks: Sequence[Block], chapters: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that stand under a heading, plain or marked, which says they hold problems."""
    heads = [at for at, block in enumerate(blocks) if at in chapters or _is_marked_chapter(block)]
    for at, end in zip(heads, [*heads[1:], len(blocks)], strict=False):
        block = blocks[at]
        if isinstance(block, Paragraph) and _HOLDS_PROBLEMS.search(block.text.text[:_LONGEST]):
            yield at + 1, end


def _is_marked_chapter(block: Block) -> bool:
    mark = take_mark(block.text.text) if isinstance(block, Paragraph) else None
    return bool(mark and mark.style != SPOKEN and rank(mark.style) <= rank("一、"))


def _stands_alone(block: Block) -> bool:
    """Say whether a block is one short line that is neither a sentence, an item, a label nor part of the form."""
    if not isinstance(block, Paragraph) or block.heading or len(block.pieces) > 1:
        return False
    text = block.text.text.strip()
    if not 2 < len(text) <= _LONGEST or _INNER_SIGN.search(text):
        return False
    if take_mark(text) or label_at_start(text, block.bold) or ANNEX.match(text):
        return False
    return not (date_of_line(text) or number_of_line(text) or publicity_of_line(text) or is_copies(text))


def _is_signature(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(units_of_line(block.text.text))


def _is_text(block: Block) -> bool:
    """Say whether a block is text that a heading can head: a whole sentence, a list or a label."""
    if not isinstance(block, Paragraph):
        return False
    text = block.text.text
    return bool(_ENDED.search(text) or take_mark(text) or label_at_start(text, block.bold))
