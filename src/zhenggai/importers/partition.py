"""A document's blocks divided into the letter with its plan and its annexes, each into head, body and tail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import PLAIN_CHAPTER, Block, Paragraph, Table
from zhenggai.importers.labels import ASKS, find_labels, label_at_start
from zhenggai.importers.lines_of_form import (
    ANNEX,
    date_of_line,
    is_copies,
    is_title,
    printed_day,
    publicity_of_line,
    units_of_line,
)
from zhenggai.importers.marks import BULLET, SPOKEN, rank, take_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.labels import Label
    from zhenggai.importers.marks import ListMark

_LISTED = ASKS | {Term.MEASURES}
"""What a sentence can end in that introduces a list: …存在以下问题："""
_LONGEST_ANNEX_LINE = 120
_FEWEST_IN_RECORD = 2
_REACH = 8
"""Blocks behind an annex line in which the annex must begin, or the line only names it."""


@dataclass(frozen=True, slots=True)
class Part:
    """The letter and its plan, or one annex: what stands before the text, the text, and what closes it.

    `annex` is the line that names it, for an annex.
    """

    head: tuple[Paragraph, ...]
    body: tuple[Block, ...]
    tail: tuple[Paragraph, ...]
    annex: Paragraph | None = None


def divide(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Divide a document; the first part is the letter, which may be the whole of it."""
    starts = [0]
    outermost = None
    for position in range(1, len(blocks)):
        outermost = _outer(outermost, _mark(blocks[position - 1]))
        if _begins_annex(blocks, position) or _begins_anew(blocks, outermost, position):
            starts.append(position)
            outermost = None
    return tuple(_part(blocks[start:end]) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True))


def is_annex_line(block: Block) -> bool:
    """Say whether a block is a line such as 附件： or 附件1."""
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_ANNEX_LINE
        and ANNEX.match(block.text.text) is not None
    )


def _part(blocks: Sequence[Block]) -> Part:
    annex = blocks[0] if blocks and is_annex_line(blocks[0]) else None
    rest = blocks[1:] if annex else blocks
    body = next((at for at, block in enumerate(rest) if _begins_body(block, at)), len(rest))
    head = tuple(block for block in rest[:body] if isinstance(block, Paragraph))
    tail = _tail(rest[body:])
    return Part(
        head,
        tuple(rest[body : len(rest) - len(tail)]),
        tail,
        annex if isinstance(annex, Paragraph) else None,
    )


def _begins_body(block: Block, position: int) -> bool:
    if isinstance(block, Table):
        return True
    if block.mark:
        return True
    text = block.text.text
    mark = take_mark(text)
    if mark and mark.style not in {BULLET, SPOKEN}:
        return mark.number == 1 or position > 0
    if (label := label_at_start(text, block.bold)) and not label.contact:
        return True
    labels = find_labels(text, block.bold)
    if _is_record(labels):
        return True
    if labels and labels[-1].term in _LISTED and not text[labels[-1].end :].strip():
        return True
    return bool(block.heading) and position > 0 and (block.heading >= PLAIN_CHAPTER or not is_title(text))


def _is_record(labels: Sequence[Label]) -> bool:
    """Say whether a paragraph is a whole record: 序号：1 问题：… 措施：… 责任单位：…"""
    terms = {label.term for label in labels if label.term}
    return len(terms) > _FEWEST_IN_RECORD and bool(terms & _LISTED)


def _tail(body: Sequence[Block]) -> tuple[Paragraph, ...]:
    """Return the lines that close a part: signature, date, publicity, annex list, copies."""
    tail: list[Paragraph] = []
    dated = False
    for block in reversed(body):
        if not isinstance(block, Paragraph) or not _closes(block, dated=dated):
            break
        dated = dated or date_of_line(block.text.text) is not None or printed_day(block.text.text) is not None
        tail.insert(0, block)
    while tail and _is_list_item(tail[0]) and not is_annex_line(tail[0]):
        tail.pop(0)
    return tuple(tail)


def _closes(block: Paragraph, *, dated: bool) -> bool:
    text = block.text.text
    if date_of_line(text) or printed_day(text) or publicity_of_line(text) or is_copies(text) or is_annex_line(block):
        return True
    if units_of_line(text):
        return dated
    return _is_list_item(block) and is_title(text)


def _is_list_item(block: Paragraph) -> bool:
    mark = take_mark(block.text.text)
    return bool(mark and mark.number)


def _begins_annex(blocks: Sequence[Block], position: int) -> bool:
    """Say whether an annex begins with this line, which otherwise only names one."""
    if not is_annex_line(blocks[position]):
        return False
    for block in blocks[position + 1 : position + 1 + _REACH]:
        if isinstance(block, Table):
            return True
        text = block.text.text
        if is_annex_line(block) or date_of_line(text) or is_copies(text):
            return False
        mark = take_mark(text)
        if (mark and mark.number == 1 and mark.style != SPOKEN) or label_at_start(text):
            return True
    return False


def _outer(outermost: int | None, mark: ListMark | None) -> int | None:
    """Return the rank of the outermost mark so far, bullets aside; None where there was none."""
    if mark is None or mark.style == BULLET:
        return outermost
    return rank(mark.style) if outermost is None else min(outermost, rank(mark.style))


def _begins_anew(blocks: Sequence[Block], outermost: int | None, position: int) -> bool:
    """Say whether a title begins a second text: its marks start again at the outermost one that was used before."""
    block = blocks[position]
    if outermost is None or not isinstance(block, Paragraph):
        return False
    if take_mark(block.text.text) or not is_title(block.text.text) or label_at_start(block.text.text, block.bold):
        return False
    for following in blocks[position + 1 : position + 1 + _REACH]:
        if isinstance(following, Table):
            return False
        if mark := _mark(following):
            return mark.number == 1 and rank(mark.style) <= outermost
    return False


def _mark(block: Block) -> ListMark | None:
    return take_mark(block.text.text) if isinstance(block, Paragraph) else None
