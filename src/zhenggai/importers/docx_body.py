"""The blocks of a .docx in their order: paragraphs, tables cell by cell, text boxes behind the paragraph they hang on.

What is in the file and not in the text (deletions, notes, comments, headers) is set aside with its reason.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Aside, Cell, Table
from zhenggai.importers.docx_doubts import Noticed
from zhenggai.importers.docx_runs import PROPERTIES, Runs, boxes, inside, is_plain, lines_of, word_art
from zhenggai.importers.docx_symbols import UNKNOWN
from zhenggai.importers.docx_text import Text
from zhenggai.importers.docx_xml import Element, attribute, child
from zhenggai.importers.page_numbers import sure_numbers
from zhenggai.importers.passage import MADE, Passage, joined, made
from zhenggai.importers.text_lines import INDENTED, TextLine, read_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.docx_numbering import Numbering
    from zhenggai.importers.docx_runs import Run
    from zhenggai.importers.docx_styles import Styles

_WIDEST = 60
_CONTENTS = "目录"
_INDENT = 2
"""Tabs that may stand before a text to set it off."""
_LONGEST_BOLD = 8
"""Lines that one pair of ** may make bold; a single ** is only a sign."""


class Body:
    """Reads the blocks of a document in their order."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        """Take the lists and styles that paragraphs refer to."""
        self.text = Text()
        self.numbering = numbering
        self.styles = styles
        self.runs = Runs(styles.strong)
        self.noticed = Noticed()
        self._bold_lines = 0
        self.tables = 0

    def blocks(self, element: Element) -> Iterator[list[TextLine] | Table]:
        """Yield the lines of each paragraph, and tables, under an element."""
        for one in _whole_paragraphs(inside(element)):
            name = one.name
            if name == "p":
                self.text.paragraphs += 1
                yield from self._paragraph(one, f"第{self.text.paragraphs}段")
            elif name == "tbl" and (frame := _only_cell(one)):
                yield from self.blocks(frame)
            elif name == "tbl":
                self.tables += 1
                yield self._table(one, f"表{self.tables}")
            elif name == "altChunk":
                self.noticed.note("chunk", self.text.length, f"第{self.text.paragraphs}段之后")
            elif name not in PROPERTIES:
                yield from self.blocks(one)

    def set_aside(self, element: Element, name: str, reason: str) -> None:
        """Write the text under an element down as left out, boxes in its paragraphs included."""
        for number, paragraph in enumerate(_every_paragraph(element), 1):
            words = (*(run.text for run in self.runs.of(paragraph)), *word_art(paragraph))
            self.text.set_aside("".join(words).strip(), f"{name}第{number}段", reason)

    # --- paragraphs ------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, name: str) -> Iterator[list[TextLine] | Table]:
        if self.styles.is_contents(_style_of(paragraph)):
            self.text.set_aside("".join(run.text for run in self.runs.of(paragraph)), name, _CONTENTS)
            return
        lines, _mark = self._lines(paragraph, name)
        if plain := [one for line in lines if (one := self._plain(line, name)).text or one.cells]:
            yield plain
        if not lines:
            self._bold_lines = 0
        if is_plain(paragraph):
            return
        for words in word_art(paragraph):
            yield [TextLine(self.text.write(words, name), len(self.text.starts), gap=True)]
        for box in boxes(paragraph):
            yield from self.blocks(box)

    def _plain(self, line: TextLine, name: str) -> TextLine:
        """Return a line without page numbers and markup (**, #, <p>) and divided by its tabs, as in pasted text."""
        bold = {at for start, end in line.bold for at in line.text.origin[start:end] if at != MADE}
        goes_on = self._bold_lines > 0
        text = self._without_page_numbers(line.text, name)
        plain, opened = read_line(text, line.number, in_bold=goes_on, markup=self.text.markup)
        self._bold_lines = (self._bold_lines - 1 if goes_on else _LONGEST_BOLD) if opened else 0
        stretches = sorted({*plain.bold, *_stretches(plain.text, bold)})
        heading = line.heading or plain.heading
        return replace(plain, bold=tuple(stretches), heading=heading, gap=True, indented=line.indented)

    def _without_page_numbers(self, text: Passage, name: str) -> Passage:
        rest, begin = [], 0
        for number in sure_numbers(text.text):
            self.text.asides.append(Aside(text.cut(number.start, number.end), "页码"))
            if number.glued:
                self.noticed.note("page", text.at, name)
            rest.append(text.cut(begin, number.start))
            begin = number.end
        return joined((*rest, text.cut(begin))) if rest else text

    def _lines(self, paragraph: Element, name: str) -> tuple[list[TextLine], str]:
        """Return the lines of a paragraph, more than one where it has line breaks, the first with its mark; and it."""
        mark, heading = self._mark(paragraph)
        if all(one.name == "pPr" for one in paragraph):
            return [], mark
        if not is_plain(paragraph):
            self.noticed.look_at(paragraph, self.text.length, name)
        lines: list[TextLine] = []
        for position, runs in enumerate(lines_of(self.runs.of(paragraph))):
            for fate, dropped in groupby((run for run in runs if run.fate), key=attrgetter("fate")):
                self.text.set_aside("".join(run.text for run in dropped), name, fate)
            kept = [run for run in runs if not run.fate]
            text = self.text.write("".join(run.text for run in kept), name)
            for _symbol in range(text.text.count(UNKNOWN)):
                self.noticed.note("symbol", text.at, name)
            line = _line(text, kept, mark if position == 0 else "", heading, len(self.text.starts))
            if line:
                lines.append(line)
        return lines, mark

    def _mark(self, paragraph: Element) -> tuple[str, int]:
        """Return the list mark Word computes for a paragraph, empty where it has none, and its heading level."""
        properties = child(paragraph, "pPr")
        if properties is None or not properties.children:
            return "", 0
        style_id = attribute(child(properties, "pStyle"), "val") or ""
        style = self.styles.get(style_id)
        outline = attribute(child(properties, "outlineLvl"), "val")
        heading = int(outline) + 1 if outline and outline in "012345678" else style.heading if style else 0
        number = child(properties, "numPr")
        number_id = attribute(child(number, "numId"), "val")
        level = attribute(child(number, "ilvl"), "val")
        if number_id is None and style and style.number_id is not None:
            number_id, level = style.number_id, level or str(style.level)
        if number_id is None and style_id in self.numbering.by_style:
            number_id, deep = self.numbering.by_style[style_id]
            level = level or str(deep)
        level = level or "0"
        if number_id in {None, "0"} or not level.isdecimal():
            return "", heading
        return self.numbering.mark(number_id or "", int(level)), heading

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Element, name: str) -> Table:
        rows = []
        for number, row in enumerate(_each(table, "tr", stop={"tbl"}), 1):
            if child(row, "trPr", "del") is not None:
                self.set_aside(row, f"{name}第{number}行", "修订中删去的表格行")
            else:
                rows.append(self._row(row, f"{name}第{number}行"))
        return Table(tuple(rows))

    def _row(self, row: Element, name: str) -> tuple[Cell, ...]:
        cells = [Cell()] * (_whole(attribute(child(row, "trPr", "gridBefore"), "val")) or 0)
        for number, cell in enumerate(_each(row, "tc", stop={"tbl", "tr"}), 1):
            merge = child(cell, "tcPr", "vMerge")
            parts = tuple(self._parts(cell, f"{name}第{number}列"))
            continues = merge is not None and attribute(merge, "val") != "restart" and not parts
            cells.append(Cell(parts, continues=continues))
            width = _whole(attribute(child(cell, "tcPr", "gridSpan"), "val")) or 1
            cells += [Cell(spanned=True)] * (width - 1)
        return tuple(cells)

    def _parts(self, element: Element, name: str) -> Iterator[Passage]:
        """Yield the paragraphs of a cell; a table in it is a paragraph a row."""
        for one in _whole_paragraphs(inside(element)):
            kind = one.name
            if kind == "p":
                yield from self._cell_paragraph(one, name)
            elif kind == "tbl":
                for row in _each(one, "tr", stop={"tbl"}):
                    cells = [joined(self._parts(cell, name), " ") for cell in _each(row, "tc", stop={"tbl", "tr"})]
                    if words := joined(cells, " "):
                        yield words
            elif kind not in PROPERTIES:
                yield from self._parts(one, name)

    def _cell_paragraph(self, paragraph: Element, name: str) -> Iterator[Passage]:
        lines, mark = self._lines(paragraph, name)
        yield from (line.text for line in lines)
        # A column of 序号 is often nothing but computed numbers.
        if not lines and (number := mark.strip("•、.．,， ")):
            yield made(number)
        if is_plain(paragraph):
            return
        yield from (self.text.write(words, name) for words in word_art(paragraph))
        for box in boxes(paragraph):
            yield from self._parts(box, name)


def _line(text: Passage, runs: Sequence[Run], mark: str, heading: int, number: int) -> TextLine | None:
    # Tabs at the ends of a row that was pasted are empty cells, those before other text only its indent.
    tabs, inner = text.text.count("\t"), text.text.strip().count("\t")
    blanks = " \u3000\xa0" if inner > 1 or (inner and tabs > _INDENT) else None
    bare = text.strip(blanks)
    if not bare.text.strip():
        return None
    shift = len(text.text) - len(text.text.lstrip(blanks))
    bold: list[tuple[int, int]] = []
    at = len(mark) - shift
    for run in runs:
        end = at + len(run.text)
        if run.bold and run.text.strip():
            start = max(at, len(mark))
            bold.append((bold.pop()[0] if bold and bold[-1][1] == at else start, min(end, len(mark) + len(bare))))
        at = end
    indented = bool(INDENTED.match(text.text))
    return TextLine(made(mark) + bare, number, tuple(bold), heading, gap=True, indented=indented)


def _stretches(text: Passage, origins: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that come from these places."""
    start = None
    for position, at in enumerate((*text.origin, MADE)):
        if at in origins and start is None:
            start = position
        elif at not in origins and start is not None:
            yield start, position
            start = None


def _style_of(paragraph: Element) -> str:
    return attribute(child(paragraph, "pPr", "pStyle"), "val") or ""


def _whole_paragraphs(elements: Iterator[Element]) -> Iterator[Element]:
    """Yield elements, a paragraph whose end was deleted under revision together with the one it runs into."""
    begun: list[Element] = []
    for one in elements:
        if one.name != "p":
            yield from _put_together(begun)
            begun = []
            yield one
            continue
        begun.append(one)
        marks = child(one, "pPr", "rPr")
        if child(marks, "del") is None and child(marks, "moveFrom") is None:
            yield from _put_together(begun)
            begun = []
    yield from _put_together(begun)


def _put_together(paragraphs: list[Element]) -> Iterator[Element]:
    """Yield one paragraph of several, with the properties of the last, or nothing of none."""
    if len(paragraphs) < 2:
        yield from paragraphs
        return
    properties = [one for one in paragraphs[-1] if one.name == "pPr"]
    rest = [one for paragraph in paragraphs for one in paragraph if one.name != "pPr"]
    yield Element("p", paragraphs[-1].attributes, [*properties, *rest])


def _only_cell(table: Element) -> Element | None:
    """Return the one cell of a table that only draws a frame around text."""
    rows = list(_each(table, "tr", stop={"tbl"}))
    cells = list(_each(rows[0], "tc", stop={"tbl", "tr"})) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _every_paragraph(element: Element) -> Iterator[Element]:
    for paragraph in _each(element, "p"):
        yield paragraph
        for box in boxes(paragraph):
            yield from _every_paragraph(box)


def _each(element: Element, name: str, stop: set[str] | frozenset[str] = frozenset()) -> Iterator[Element]:
    """Yield the elements of that name below one, not looking into those in `stop` nor into each other."""
    for one in inside(element):
        if one.name == name:
            yield one
        elif one.name not in stop and one.name not in PROPERTIES:
            yield from _each(one, name, stop)


def _whole(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and text.isdecimal() and len(text) < 6 else 0
