"""The text of a .docx paragraph by paragraph and cell by cell, all of it: insertions, text boxes, nested tables, notes.

What is in the file and not in the text (deletions, comments, headers, footnotes) is set aside with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Aside, Cell, Table
from zhenggai.importers.document_text import UNWRITABLE
from zhenggai.importers.docx_xml import attribute, child, is_on
from zhenggai.importers.passage import Passage, Source, joined, made
from zhenggai.importers.text_lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhenggai.importers.docx_numbering import Numbering
    from zhenggai.importers.docx_styles import Style
    from zhenggai.importers.docx_xml import Element

_DELETED = {"del", "moveFrom", "delText"}
_SKIPPED = {
    "instrText",
    "pPr",
    "rPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "Fallback",
    "delInstrText",
}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "cr": "\n"}
_WIDEST = 60


@dataclass(slots=True)
class Text:
    """The source as it is written down: every line with its name, and what was set aside."""

    lines: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0
    asides: list[Aside] = field(default_factory=list)

    def write(self, text: str, name: str) -> Passage:
        """Write one line down and return it as a passage."""
        start = self.length
        self.lines.append(text)
        self.names.append(name)
        self.starts.append(start)
        self.length += len(text) + 1
        return Passage(text, tuple(range(start, start + len(text))))

    def source(self) -> Source:
        """Return all that was written."""
        return Source("\n".join(self.lines), tuple(self.starts), tuple(self.names))


@dataclass(slots=True)
class _Run:
    """A stretch of text of one make."""

    text: str
    bold: bool = False
    fate: str = ""


class Body:
    """Reads the blocks of a document in their order."""

    def __init__(self, numbering: Numbering, styles: Mapping[str, Style]) -> None:
        """Take the lists and styles that paragraphs refer to."""
        self.text = Text()
        self.numbering = numbering
        self.styles = styles
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, element: Element) -> Iterator[list[TextLine] | Table]:
        """Yield the lines of each paragraph, and tables, under an element."""
        for one in element:
            name = one.name
            if name == "p":
                self.paragraphs += 1
                yield from self._paragraph(one, f"第{self.paragraphs}段")
            elif name == "tbl":
                self.tables += 1
                yield self._table(one, f"表{self.tables}")
            elif name not in _SKIPPED:
                yield from self.blocks(one)

    def set_aside(self, element: Element, name: str, reason: str) -> None:
        """Write the text under an element down as left out."""
        for number, paragraph in enumerate(_each(element, "p"), 1):
            text = "".join(run.text for run in _runs(paragraph, bold=False) if not run.fate).strip()
            if text:
                self.text.asides.append(Aside(self.text.write(text.replace("\n", " "), f"{name}第{number}段"), reason))

    # --- paragraphs ------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, name: str) -> Iterator[list[TextLine] | Table]:
        lines = self._lines(paragraph, name)
        if lines:
            yield lines
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _lines(self, paragraph: Element, name: str) -> list[TextLine]:
        """Return the lines of a paragraph, more than one where it has line breaks, the first with its mark."""
        mark, heading = self._mark(paragraph)
        lines: list[TextLine] = []
        for position, runs in enumerate(_split(list(_runs(paragraph, bold=False)))):
            for run in runs:
                if run.fate and run.text.strip():
                    self.text.asides.append(Aside(self.text.write(run.text, name), run.fate))
            kept = [run for run in runs if not run.fate]
            text = self.text.write("".join(run.text for run in kept), name)
            line = _line(text, kept, mark if position == 0 else "", heading, len(self.text.starts))
            if line:
                lines.append(line)
        return lines

    def _mark(self, paragraph: Element) -> tuple[str, int]:
        properties = child(paragraph, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val") or ""
        style = self.styles.get(style_id)
        outline = attribute(child(properties, "outlineLvl"), "val")
        heading = int(outline) + 1 if outline and outline in "012345678" else style.heading if style else 0
        number = child(properties, "numPr")
        number_id = attribute(child(number, "numId"), "val")
        level = attribute(child(number, "ilvl"), "val") or "0"
        if number_id is None and style and style.number_id is not None:
            number_id, level = style.number_id, str(style.level)
        if number_id is None and style_id in self.numbering.by_style:
            number_id, deep = self.numbering.by_style[style_id]
            level = str(deep)
        if number_id in {None, "0"} or not level.isdecimal():
            return "", heading
        return self.numbering.mark(number_id or "", int(level)), heading

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Element, name: str) -> Table:
        rows = [self._row(row, f"{name}第{number}行") for number, row in enumerate(_each(table, "tr", stop={"tbl"}), 1)]
        return Table(tuple(rows))

    def _row(self, row: Element, name: str) -> tuple[Cell, ...]:
        skipped = attribute(child(row, "trPr", "gridBefore"), "val")
        cells = [Cell()] * (min(int(skipped), _WIDEST) if skipped and skipped.isdecimal() else 0)
        for number, cell in enumerate(_each(row, "tc", stop={"tbl", "tr"}), 1):
            merge = child(cell, "tcPr", "vMerge")
            parts = tuple(self._parts(cell, f"{name}第{number}列"))
            continues = merge is not None and attribute(merge, "val") != "restart" and not parts
            cells.append(Cell(parts, continues=continues))
            span = attribute(child(cell, "tcPr", "gridSpan"), "val")
            width = min(int(span), _WIDEST) if span and span.isdecimal() else 1
            cells += [Cell(spanned=True)] * (width - 1)
        return tuple(cells)

    def _parts(self, element: Element, name: str) -> Iterator[Passage]:
        for one in element:
            kind = one.name
            if kind == "p":
                for line in self._lines(one, name):
                    yield line.text
                for box in _boxes(one):
                    yield from self._parts(box, name)
            elif kind == "tbl":
                for row in _each(one, "tr", stop={"tbl"}):
                    cells = [joined(self._parts(cell, name), " ") for cell in _each(row, "tc", stop={"tbl", "tr"})]
                    if words := joined(cells, " "):
                        yield words
            elif kind not in _SKIPPED:
                yield from self._parts(one, name)


def _line(text: Passage, runs: list[_Run], mark: str, heading: int, number: int) -> TextLine | None:
    bare = text.strip()
    if not bare:
        return None
    shift = len(text.text) - len(text.text.lstrip())
    bold: list[tuple[int, int]] = []
    at = len(mark) - shift
    for run in runs:
        end = at + len(run.text)
        if run.bold and run.text.strip():
            start = max(at, len(mark))
            bold.append((bold.pop()[0] if bold and bold[-1][1] == at else start, min(end, len(mark) + len(bare))))
        at = end
    return TextLine(made(mark) + bare, number, tuple(bold), heading, gap=True)


def _split(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Cut runs at the line breaks in them."""
    line: list[_Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(_Run(first, run.bold, run.fate))
        for other in others:
            yield line
            line = [_Run(other, run.bold, run.fate)]
    yield line


def _runs(element: Element, *, bold: bool, fate: str = "") -> Iterator[_Run]:
    """Yield the text of a paragraph in its order; text boxes are paragraphs of their own and left to the caller."""
    for one in element:
        name = one.name
        if name in {"t", "delText"}:
            yield from _visible(one.text, bold, "修订中删去的文字" if name == "delText" else fate)
        elif name in _SIGNS:
            yield _Run(_SIGNS[name], bold, fate)
        elif name == "br" and attribute(one, "type") not in {"page", "column"}:
            yield _Run("\n", bold, fate)
        elif name == "sym":
            yield _Run("•", bold, fate)
        elif name == "rt":
            yield from _runs(one, bold=bold, fate="注音")
        elif name == "r":
            properties = child(one, "rPr")
            hidden = "隐藏的文字" if is_on(child(properties, "vanish")) else fate
            yield from _runs(one, bold=is_on(child(properties, "b")), fate=hidden)
        elif name in _DELETED:
            yield from _runs(one, bold=bold, fate="修订中删去的文字")
        elif name not in _SKIPPED and name != "txbxContent":
            yield from _runs(one, bold=bold, fate=fate)


def _visible(text: str, bold: bool, fate: str) -> Iterator[_Run]:  # noqa: FBT001 - a run's own fields
    """Yield a text, what nobody can see in it as runs of their own."""
    begin = 0
    for found in UNWRITABLE.finditer(text):
        yield _Run(text[begin : found.start()].replace("\n", " "), bold, fate)
        yield _Run(found[0], bold, "看不见的控制字符")
        begin = found.end()
    yield _Run(text[begin:].replace("\n", " "), bold, fate)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph; of two renderings of one box the first."""
    for one in element:
        name = one.name
        if name == "txbxContent":
            yield one
        elif name not in _SKIPPED:
            yield from _boxes(one)


def _each(element: Element, name: str, stop: set[str] | frozenset[str] = frozenset()) -> Iterator[Element]:
    """Yield the elements of that name below one, not looking into those in `stop` nor into each other."""
    for one in element:
        kind = one.name
        if kind == name:
            yield one
        elif kind not in stop and kind not in _SKIPPED:
            yield from _each(one, name, stop)
