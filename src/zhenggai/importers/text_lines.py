"""One line of a text file without its markup (**, #, <p>), and what the markup said; lines are joined elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.passage import Passage, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.passage import Source

TAG = re.compile(
    r"</?(?:p|br|b|strong|u|i|em|sup|sub|font|span|div|center|h[1-6]|table|thead|tbody|tr|td|th)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|tr|h[1-6])", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+|\s{0,3}(#{1,6})(?=[一-鿿])")
_QUOTE_MARK = re.compile(r"\s{0,3}>\s+")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|[—─━]{4,})\s*")
_BOLD = "**"
_MARKUP = re.compile(rf"{TAG.pattern}|\\(?=[.\-*#_()\[\]|>~`+!])|\*\*", re.IGNORECASE)
"""A tag, the backslash before an escaped sign, or the mark of bold."""
_WIDEST = 200
"""Cells a row may have; more are no table."""
INDENTED = re.compile(r"[\u3000 ]{2,}(?=\S)|\t(?=[^\t]+$)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: its text without markup and outer blanks, in how many parts tags cut it, and its number from 0.

    `bold` are stretches of the text; `gap` says that a blank line (or a page number) stands before it.
    """

    text: Passage
    number: int
    bold: tuple[tuple[int, int], ...] = ()
    heading: int = 0
    gap: bool = False
    indented: bool = False
    cells: tuple[tuple[Passage, ...], ...] = ()


def read_lines(source: Source, hidden: frozenset[int]) -> tuple[list[TextLine], list[Passage]]:
    """Return the lines that have text, and the markup that was taken off; characters in `hidden` count as absent."""
    lines: list[TextLine] = []
    markup: list[Passage] = []
    gap = in_bold = False
    for number, start in enumerate(source.starts):
        end = source.starts[number + 1] - 1 if number + 1 < len(source.starts) else len(source.text)
        raw = _without(source.passage(start, end), hidden)
        if not raw.text.strip():
            gap, in_bold = True, False
            continue
        if _RULE.fullmatch(raw.text):
            markup.append(raw)
            gap = True
            continue
        line, in_bold = read_line(raw, number, in_bold=in_bold, markup=markup)
        if line.text or line.cells:
            lines.append(TextLine(line.text, number, line.bold, line.heading, gap, line.indented, line.cells))
            gap = False
    return lines, markup


def _without(raw: Passage, hidden: frozenset[int]) -> Passage:
    if not hidden.intersection(raw.origin):
        return raw
    kept = [(char, at) for char, at in zip(raw.text, raw.origin, strict=True) if at not in hidden]
    return Passage("".join(char for char, _at in kept), tuple(at for _char, at in kept))


def read_line(raw: Passage, number: int, *, in_bold: bool, markup: list[Passage]) -> tuple[TextLine, bool]:
    """Return a line without its markup, which is added to `markup`, and whether bold goes on behind it."""
    indented = bool(INDENTED.match(raw.text))
    heading = 0
    if match := _HEADING.match(raw.text) or _QUOTE_MARK.match(raw.text):
        heading = len((match[1] or match[2] or "") if match.re is _HEADING else "")
        markup.append(raw.cut(0, match.end()))
        raw = raw.cut(match.end())
    cells: tuple[tuple[Passage, ...], ...] = ()
    if _is_row(raw.text):
        cells = tuple(_parts(cell, markup) for cell in _split(raw, "\t"))
    elif raw.text.strip().startswith("|") and raw.text.count("|") >= 3:
        cells = tuple(_parts(cell, markup) for cell in _split(raw.strip().strip("|"), "|"))
        markup.append(_pipes(raw))
    plain, bold, in_bold = _unmarked(raw, in_bold=in_bold, markup=[] if cells else markup)
    text = plain.strip()
    shift = len(plain.text) - len(plain.text.lstrip())
    bold = tuple((max(a - shift, 0), min(b - shift, len(text))) for a, b in bold if b > shift)
    return TextLine(text, number, bold, heading, indented=indented, cells=cells), in_bold


def _is_row(text: str) -> bool:
    """Say whether tabs divide the line; one or two at its start alone are an indent."""
    tabs = text.count("\t")
    return 2 <= tabs <= _WIDEST and (tabs > 2 or "\t" in text.strip("\t "))


def _pipes(raw: Passage) -> Passage:
    kept = [(char, at) for char, at in zip(raw.text, raw.origin, strict=True) if char == "|"]
    return Passage("".join(char for char, _at in kept), tuple(at for _char, at in kept))


def _split(text: Passage, separator: str) -> Iterator[Passage]:
    begin = 0
    for position, character in enumerate(text.text):
        if character == separator:
            yield text.cut(begin, position)
            begin = position + 1
    yield text.cut(begin)


def _parts(cell: Passage, markup: list[Passage]) -> tuple[Passage, ...]:
    """Return the paragraphs of a cell, which tags such as <p> divide."""
    parts = []
    begin = 0
    for tag in TAG.finditer(cell.text):
        if _BLOCK_TAG.match(tag[0]):
            parts.append(cell.cut(begin, tag.start()))
            markup.append(cell.cut(tag.start(), tag.end()))
            begin = tag.end()
    parts.append(cell.cut(begin))
    plain = [_unmarked(part, in_bold=False, markup=markup)[0].strip() for part in parts]
    return tuple(part for part in plain if part)


def _unmarked(
    raw: Passage, *, in_bold: bool, markup: list[Passage]
) -> tuple[Passage, tuple[tuple[int, int], ...], bool]:
    """Take tags, escapes and ** off; returns the text, its bold stretches, and whether bold goes on behind it."""
    kept: list[Passage] = []
    length = 0
    bold: list[tuple[int, int]] = []
    opened = 0 if in_bold else -1
    at = 0
    for found in _MARKUP.finditer(raw.text):
        kept.append(raw.cut(at, found.start()))
        length += len(kept[-1])
        at = found.end()
        markup.append(raw.cut(found.start(), at))
        if found[0] == _BOLD:
            if opened >= 0:
                bold.append((opened, length))
            opened = -1 if opened >= 0 else length
    kept.append(raw.cut(at))
    length += len(kept[-1])
    if opened >= 0:
        bold.append((opened, length))
    return joined(kept), tuple(one for one in bold if one[0] < one[1]), opened >= 0
