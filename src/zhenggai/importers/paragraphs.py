"""Lines put together again where a page, a scan or a mail program broke them; what the paragraphs say is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.labels import find_labels, label_at_start
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import Passage, joined
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.text_lines import TextLine

_OPENING, _CLOSING = "（(【《〈", "）)】》〉>"
_FINISHED = re.compile(r"[。！？；：!?;:…”’」』）)】》>.]\s*$")
_GOES_ON = re.compile(r"[，,、—–-]\s*$")
_SENTENCE = re.compile(r"[，。；：]")
_NEVER_FIRST = "。，；、：）》”！？,;"
_INNER_STOP = re.compile(r"[，。；、：]")
_TITLE_END = re.compile(r"(?:方案|台账|清单|通知|报告|意见|措施|办法|一览表|函|公告|公示|通报|计划|总结|汇报|制度|表)$")
_DATE_LINE = re.compile(
    r"[0-9〇○零一二三四五六七八九十\s]{4,8}年[0-9一二三四五六七八九十\s]{1,4}月[0-9一二三四五六七八九十\s]{1,5}日"
)
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[0-9一二三四五六七八九十]{0,2}\s*(?:[:：]|$)")
_NUMBER_OF_DOCUMENT = re.compile(r"[一-鿿\s]{1,20}[〔\[【（(]\s*(?:19|20)[0-9]{2}\s*[〕\]】）)]\s*[0-9]{1,5}\s*号")
_LONG = 28
_LEAST_WIDTH, _GREATEST_WIDTH = 15, 90
_FEWEST_INDENTED = 4
_SHORT_OF_FULL = 6
_TORN = 3
"""Lines that stop in mid-sentence from which a document is taken for a scan."""
_MOST_LINES = 200
"""Lines one paragraph may be broken into; what goes on longer is none."""
_OPEN_WITHIN = 300
"""Characters in which a bracket must be closed again; an older one was forgotten and holds nothing together."""


def paragraphs(lines: Sequence[TextLine], *, whole: bool = False) -> list[Paragraph]:
    """Put lines together to paragraphs; the text of a broken one is joined with nothing between.

    `whole` says that the lines are paragraphs by themselves, as Word's are, and only broken where all of them look so.
    """
    width = _wrap_width(lines)
    whole = whole and not _are_torn(lines)
    hanging = _hanging(lines)
    groups: list[list[TextLine]] = []
    for line in lines:
        if (
            groups
            and len(groups[-1]) < _MOST_LINES
            and (_hangs(groups[-1], line, hanging, whole=whole) or _continues(groups[-1], line, width, whole=whole))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(group: Sequence[TextLine]) -> Paragraph:
    text = Passage()
    bold: list[tuple[int, int]] = []
    for line in group:
        for start, end in line.bold:
            if bold and bold[-1][1] == start + len(text) and start == 0:
                bold[-1] = (bold[-1][0], end + len(text))
            else:
                bold.append((start + len(text), end + len(text)))
        text = joined((text, line.text))
    return Paragraph(text, tuple(line.text for line in group), tuple(bold), group[0].heading)


def _continues(group: Sequence[TextLine], line: TextLine, width: int, *, whole: bool) -> bool:
    """Say whether the line goes on with the paragraph above it."""
    before = "".join(one.text.text for one in group)
    ending = before[-_OPEN_WITHIN:]
    last = group[-1]
    if line.heading or last.heading or _is_strong_start(line.text.text):
        return False
    if _is_open(before, line.text.text) or line.text.text[0] in _NEVER_FIRST:
        return True
    if last.bold and line.bold and last.bold[-1][1] == len(last.text) and line.bold[0][0] == 0 and not line.gap:
        return not _begins_anew(line.text.text)
    if _begins_anew(line.text.text) or (line.indented and not line.gap):
        return _ends_with_label(before) and not take_mark(line.text.text) and label_at_start(line.text.text) is None
    name = before[found.end() :] if (found := _ANNEX.match(before)) else before
    is_title = _NUMBER_OF_DOCUMENT.match(before) or (_TITLE_END.search(ending) and not _SENTENCE.search(name))
    if _FINISHED.search(ending) or is_title or _DATE_LINE.fullmatch(before.strip()):
        return False
    if _GOES_ON.search(ending):
        return True
    if width:
        return len(last.text) >= width - 3
    return not whole and len(before) >= _LONG and bool(_INNER_STOP.search(before)) and not _ends_with_units(before)


@dataclass(frozen=True, slots=True)
class _Hanging:
    """Lines from `begin` on whose paragraphs are indented, each line up to `width` characters long; 0 for none."""

    begin: int = 0
    width: int = 0


def _hanging(lines: Sequence[TextLine]) -> _Hanging:
    """Return from which line on every paragraph is indented, so that a line that is not goes on with the one above."""
    first = next((at for at, line in enumerate(lines) if line.indented), len(lines))
    body = [line for line in lines[first:] if not line.cells]
    anew = [line for line in body if _begins_anew(line.text.text)]
    loose = [line for line in body if not line.indented and not _begins_anew(line.text.text)]
    width = max((len(line.text) for line in body), default=0)
    is_hanging = len(anew) >= _FEWEST_INDENTED and all(line.indented for line in anew) and len(loose) > 1
    return _Hanging(lines[first].number, width) if is_hanging and width <= _GREATEST_WIDTH else _Hanging()


def _hangs(group: Sequence[TextLine], line: TextLine, hanging: _Hanging, *, whole: bool) -> bool:
    """Say whether a line goes on with the full one above it because it alone is not indented."""
    last = group[-1]
    if line.number <= hanging.begin or line.indented or line.heading or line.cells or last.cells:
        return False
    is_full = hanging.width > 0 and len(last.text) >= hanging.width - _SHORT_OF_FULL
    return (
        is_full
        and (whole or not line.gap)
        and not _FINISHED.search(last.text.text)
        and not _begins_anew(line.text.text)
    )


def _are_torn(lines: Sequence[TextLine]) -> bool:
    """Say whether many lines stop in mid-sentence and the next ones go on with it, as a scan leaves them."""
    torn = sum(
        len(line.text) >= _LONG
        and not _FINISHED.search(line.text.text)
        and bool(_INNER_STOP.search(line.text.text))
        and not _ends_with_units(line.text.text)
        and not _begins_anew(following.text.text)
        for line, following in pairwise(lines)
    )
    return torn >= _TORN


def _begins_anew(text: str) -> bool:
    mark = take_mark(text)
    if mark or label_at_start(text):
        return True
    return bool(_DATE_LINE.fullmatch(text.strip()) or _ANNEX.match(text) or _NUMBER_OF_DOCUMENT.fullmatch(text.strip()))


def _is_strong_start(text: str) -> bool:
    """Say whether nothing can hold this line to the one above: the mark of a chapter, an annex, a document's number."""
    mark = take_mark(text)
    return bool(mark and mark.style in {"一、", "（一）"}) or bool(_ANNEX.match(text))


def _is_open(before: str, following: str) -> bool:
    """Say whether a bracket was opened that the next line closes."""
    if not any(character in _CLOSING for character in following[:_OPEN_WITHIN]):
        return False
    depth = 0
    for character in before[-_OPEN_WITHIN:]:
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
    if not depth:
        return False
    for character in following[:_OPEN_WITHIN]:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth <= 0:
            return True
    return False


def _ends_with_label(before: str) -> bool:
    labels = find_labels(before)
    return bool(labels) and labels[-1].is_small and not before[labels[-1].end :].strip()


def _ends_with_units(before: str) -> bool:
    """Say whether a text ends with a label's value that is complete: 责任单位：市财政局、市审计局."""
    labels = find_labels(before)
    if not labels or not labels[-1].is_small:
        return False
    last = re.split(r"[、，,；;]", before[labels[-1].end :])[-1].strip()
    return parse_name(last).looks_like_a_unit


def _wrap_width(lines: Sequence[TextLine]) -> int:
    """Return the width lines were broken at, 0 where they were not.

    Most lines of a broken text are about equally long, and most of these stop in the middle of a sentence.
    """
    texts = [line.text.text for line in lines if len(line.text) >= _LEAST_WIDTH and not line.cells]
    lengths = sorted(map(len, texts))
    if len(lengths) < 4 or lengths[-1] > _GREATEST_WIDTH:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    near = [text for text in texts if width - 3 <= len(text) <= width + 3]
    broken = [text for text in near if not _FINISHED.search(text) and not _TITLE_END.search(text)]
    return width if len(near) * 2 >= len(texts) and len(broken) * 3 >= len(near) * 2 and len(broken) >= 3 else 0
