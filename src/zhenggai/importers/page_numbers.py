"""Page numbers that were pasted along with a text, alone on a line or glued to words; nothing else is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.passage import Source

_ALONE = re.compile(
    r"\s*(?:[—–－-]{1,2}\s*(\d{1,3})\s*[—–－-]{1,2}|第\s*(\d{1,3})\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|(\d{1,3})\s*/\s*\d{1,3}|Page\s+(\d{1,3})(?:\s+of\s+\d+)?)\s*"
)
_DASHED = re.compile(r"(?<![0-9A-Za-z])\s?[—–－]\s?(\d{1,3})\s?[—–－](?![0-9])")
_WORDED = re.compile(r"第\s?(\d{1,3})\s?页\s?[,，/]?\s?共\s?\d{1,3}\s?页")
_BARE_LINE = re.compile(r"\s*(\d{1,3})\s*")
_BARE_END = re.compile(r"(?<=[一-鿿，、；：。）])(\d{1,3})\s*$")
_BARE_START = re.compile(
    r"^\s*(\d{1,3})(?=[一-鿿（])(?![个年月日号名项条户人万亿元吨亩米天周次件家处份岁时点分类届级度季])"
)
_COUNTED = re.compile(r"\s*[一-鿿]{0,6}(?:号|问题|任务|措施|附件|附表|清单|事项|隐患)\s*[：:]?\s*\d{1,3}\s*")
"""A line that counts what follows it: 序号：2, 问题3."""
_LEAST_APART = 4
"""Lines between two page numbers of a text that was pasted line by line; nearer numbers are a list."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number from `start` to `end` in the source; `glued` where it stood between words."""

    start: int
    end: int
    number: int
    glued: bool


def sure_numbers(text: str) -> Iterator[PageNumber]:
    """Yield the page numbers of one line that are told by their form: — 3 —, 第3页 共9页."""
    if match := _ALONE.fullmatch(text):
        yield PageNumber(0, len(text), int(next(group for group in match.groups() if group)), glued=False)
        return
    for pattern in (_DASHED, _WORDED):
        for match in pattern.finditer(text):
            glued = bool(text[: match.start()].strip() or text[match.end() :].strip())
            yield PageNumber(match.start(), match.end(), int(match[1]), glued=glued)


def page_numbers(source: Source) -> list[PageNumber]:
    """Return the page numbers of a text; digits without dashes count only where they run on through the whole text."""
    sure: list[PageNumber] = []
    perhaps: list[tuple[int, PageNumber]] = []
    is_upright = any(text.strip() == "序号" for _line, _start, text in _lines(source))
    for line, start, text in _lines(source):
        found = [replace(one, start=start + one.start, end=start + one.end) for one in sure_numbers(text)]
        sure += found
        if any(not one.glued for one in found):
            continue
        # In a table that lost its borders a number alone on a line is a row's.
        for pattern in (_BARE_END, _BARE_START) if is_upright else (_BARE_LINE, _BARE_END, _BARE_START):
            match = pattern.fullmatch(text) if pattern is _BARE_LINE else pattern.search(text)
            if match and "\t" not in text and not _COUNTED.fullmatch(text):
                glued = pattern is not _BARE_LINE
                perhaps.append((line, PageNumber(start + match.start(1), start + match.end(1), int(match[1]), glued)))
                break
    return sorted([*sure, *_running(perhaps)], key=lambda one: one.start)


def _running(found: list[tuple[int, PageNumber]]) -> list[PageNumber]:
    """Return the longest run of numbers that rise by one and stand well apart, if it has two or more."""
    best: list[PageNumber] = []
    for first, (line, number) in enumerate(found):
        run, last = [number], line
        for next_line, candidate in found[first + 1 :]:
            if candidate.number == run[-1].number + 1 and next_line - last >= _LEAST_APART:
                run.append(candidate)
                last = next_line
        if len(run) > len(best):
            best = run
        if first > _ENOUGH:
            break
    glued = sum(one.glued for one in best)
    return best if len(best) >= (3 if glued else 2) else []


_ENOUGH = 400


def _lines(source: Source) -> Iterator[tuple[int, int, str]]:
    for number, start in enumerate(source.starts):
        end = source.starts[number + 1] - 1 if number + 1 < len(source.starts) else len(source.text)
        yield number, start, source.text[start:end].rstrip("\r")
