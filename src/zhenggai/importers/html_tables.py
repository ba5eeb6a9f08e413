"""Tables that a scanning program left in a text as HTML, read with their merged cells; other HTML is `text_lines`'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Cell, Table
from zhenggai.importers.text_lines import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.passage import Passage, Source

_BEGIN = re.compile(r"<table[\s>]", re.IGNORECASE)
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr[\s>].*?(?:</tr\s*>|(?=<tr[\s>])|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(
    r"<t[dh](?P<attributes>[^>]*)>(?P<text>.*?)(?=</t[dh]\s*>|<t[dh][\s>]|</tr|\Z)", re.IGNORECASE | re.DOTALL
)
_SPAN = r"{}span\s*=\s*[\"']?(\d{{1,3}})"
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table, the line (from 0) it begins on, where it stands in the source, and its tags."""

    table: Table
    line: int
    start: int
    end: int
    markup: tuple[Passage, ...]


def find_tables(source: Source) -> list[HtmlTable]:
    """Return the HTML tables of a text; one that is never closed is none."""
    tables: list[HtmlTable] = []
    begin = _BEGIN.search(source.text)
    while begin and (end := _END.search(source.text, begin.end())):
        tables.append(_read(source, begin.start(), end.end()))
        begin = _BEGIN.search(source.text, end.end())
    return tables


def _read(source: Source, start: int, end: int) -> HtmlTable:
    markup = [source.passage(start + tag.start(), start + tag.end()) for tag in TAG.finditer(source.text[start:end])]
    rows: list[tuple[Cell, ...]] = []
    below: dict[int, int] = {}
    for row in _ROW.finditer(source.text, start, end):
        cells: list[Cell] = []
        for cell in _CELL.finditer(source.text, row.start(), row.end()):
            _merged(cells, below)
            across, down = (_span(cell["attributes"], name) for name in ("col", "row"))
            for number in range(across):
                if down > 1:
                    below[len(cells)] = down - 1
                parts = tuple(_parts(source, cell.start("text"), cell.end("text")))
                cells.append(Cell(parts) if number == 0 else Cell(spanned=True))
        _merged(cells, below)
        rows.append(tuple(cells))
    return HtmlTable(Table(tuple(rows)), source.place(start).line - 1, start, end, tuple(markup))


def _merged(cells: list[Cell], below: dict[int, int]) -> None:
    """Add the cells that are merged into those above."""
    while below.get(len(cells), 0) > 0 and len(cells) < _WIDEST:
        below[len(cells)] -= 1
        cells.append(Cell(continues=True))


def _span(attributes: str, name: str) -> int:
    match = re.search(_SPAN.format(name), attributes, re.IGNORECASE)
    return min(max(int(match[1]), 1), _WIDEST) if match else 1


def _parts(source: Source, start: int, end: int) -> Iterator[Passage]:
    begin = start
    for tag in TAG.finditer(source.text, start, end):
        if part := source.passage(begin, tag.start()).strip():
            yield part
        begin = tag.end()
    if part := source.passage(begin, end).strip():
        yield part
