"""整改措施: a text with 一是…二是… taken apart into measures, and measures put together again; nothing is reworded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.wording.brackets import inside
from zhenggai.wording.numerals import Mark, MarkStyle, split_mark, write_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = re.compile(r"\s*(?:具体|主要|整改|落实|工作|下一步)*措施\s*[:：]\s*")
_SENTENCE_END = re.compile(r"(?:[。；;！!？?…]|(?<=[㐀-鿿）)”])\.)[”’」』）)》\s]*$")
_BULLET = re.compile(r"[-–—·•●○■◆▪*]\s*(?=\S)")

# What may stand before a mark that begins a measure. 一、 and 1. are written in running text too, so they need more
# than a comma: 涉及二、三类…
# A full stop behind a Chinese character is one, whichever the keyboard was set to; one behind a digit is a decimal's.
_PAUSE_BEFORE = re.compile(r"\s$|[。；;：:！!？?…][”’」』）)》]?$|[㐀-鿿]\.$")
_SHORT_PAUSE = "，,"
_RUNS_AFTER_COMMA = {MarkStyle.SPOKEN, MarkStyle.CIRCLED}
# 一是一，二是二 is a figure of speech.
_FIGURE_OF_SPEECH = re.compile(r"([一二三四五六七八九十]+)是\1(?![㐀-鿿])")
_WINDOW = 24
"""Characters a mark and what tells it from a decimal can take."""


def split_measures(text: str) -> tuple[str, ...]:
    """Take a text of 整改措施 apart into its measures, in their order, without their marks (一是, （1）, 1., ① …).

    Only the outermost list is taken apart, the one whose first mark comes first. It begins with the first number,
    rises, may lack a number now and then (a slip), and has two items or more. Its marks stand at the start of the text
    or after a line end, a blank, a stop or a colon (一是 and ① also after a comma), never in brackets or quotes.
    The label 整改措施： is left out; any other words before the first mark stay with the first measure.
    Lines without numbers are measures where each has a bullet, or each ends like a sentence.
    Anything else is one measure as it is, and a text of blanks none. Apart from the label, the marks, the bullets and
    the blanks around measures nothing is lost.
    """
    body = text[match.end() :] if (match := _LABEL.match(text)) else text
    runs = _runs(body)
    if not runs:
        return _lines(body)
    run = min(runs, key=lambda marks: marks[0].start)
    ends = [*(mark.start for mark in run[1:]), len(body)]
    measures = [body[mark.end : end].strip() for mark, end in zip(run, ends, strict=True)]
    return (body[: run[0].start].strip() + measures[0], *measures[1:])


def join_measures(measures: Sequence[str]) -> str:
    """Write measures as one text: a single one as it is, several as 一是…二是…, with 。 where one ends with no stop.

    `split_measures` gives the same measures again if each is free of line ends and outer blanks, ends with a stop and
    begins with no label, and a single one holds no list of its own. Measures that contain 。二是… or the like are for
    this reason written one a line under other marks, the first that read back; more than 99 stand without marks.
    """
    complete = [measure if _SENTENCE_END.search(measure) else f"{measure}。" for measure in measures]
    if len(measures) < 2:
        return "".join(measures)
    ways = list(_ways_to_write(complete))
    return next((way for way in ways if split_measures(way) == tuple(complete)), ways[0])


def _ways_to_write(measures: Sequence[str]) -> Iterator[str]:
    """Yield the measures under every style of mark that has enough numbers, 一是 in one paragraph first."""
    if len(measures) <= 99:
        yield "".join(_marked(measures, MarkStyle.SPOKEN))
    for style in (MarkStyle.ARABIC_BRACKETS, MarkStyle.ARABIC, MarkStyle.CHINESE_BRACKETS, MarkStyle.ARABIC_CLOSING):
        if len(measures) <= 99:
            yield "\n".join(_marked(measures, style))
    yield "\n".join(measures)


def _marked(measures: Sequence[str], style: MarkStyle) -> list[str]:
    return [write_mark(Mark(style, number)) + measure for number, measure in enumerate(measures, 1)]


@dataclass(frozen=True, slots=True)
class _PlacedMark:
    """A mark in a text: its style and number, and where it begins and ends."""

    style: MarkStyle
    number: int
    start: int
    end: int


def _runs(text: str) -> list[list[_PlacedMark]]:
    """Return the lists in a text: for every style the rising marks from the first number on, two or more."""
    runs: dict[MarkStyle, list[_PlacedMark]] = {}
    for mark in _marks(text):
        run = runs.setdefault(mark.style, [])
        due = {run[-1].number + 1, run[-1].number + 2} if run else {1}
        if mark.number in due and text[mark.end :].strip() and (not run or text[run[-1].end : mark.start].strip()):
            run.append(mark)
    return [run for run in runs.values() if len(run) > 1]


def _marks(text: str) -> Iterator[_PlacedMark]:
    """Yield every mark that stands where one can begin a measure."""
    enclosed = _enclosed(text)
    for start in range(len(text)):
        before = text[:start] if start < 2 else text[start - 2 : start]
        pause = _PAUSE_BEFORE.search(before) if start else True
        if start in enclosed or text[start].isspace() or not (pause or before[-1] in _SHORT_PAUSE):
            continue
        window = text[start : start + _WINDOW]
        mark, rest = split_mark(window)
        if mark and (pause or mark.style in _RUNS_AFTER_COMMA) and not _FIGURE_OF_SPEECH.match(window):
            yield _PlacedMark(mark.style, mark.number, start, start + len(window) - len(rest))


def _enclosed(text: str) -> set[int]:
    """Return the positions in brackets and quotes; one that is not closed on its own line encloses nothing."""
    enclosed: set[int] = set()
    offset = 0
    for line in text.split("\n"):
        enclosed.update(offset + position for position in inside(line))
        offset += len(line) + 1
    return enclosed


def _lines(text: str) -> tuple[str, ...]:
    """Take a text without numbers apart where its lines show a list, else return it whole."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bullets = [match for line in lines if (match := _BULLET.match(line))]
    if len(bullets) == len(lines) > 1:
        return tuple(line[bullet.end() :] for line, bullet in zip(lines, bullets, strict=True))
    if len(lines) > 1 and all(_SENTENCE_END.search(line) for line in lines):
        return tuple(lines)
    return (text.strip(),) if lines else ()
