"""The text of one .docx paragraph run by run, in its order, with what is no text of it told apart; not what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.importers.document_text import UNWRITABLE
from zhenggai.importers.docx_symbols import symbol
from zhenggai.importers.docx_xml import attribute, child, is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.docx_xml import Element

_PROPERTIES = (
    "instrText delInstrText pPr rPr tblPr trPr tcPr sectPr sdtPr sdtEndPr pPrChange rPrChange "
    "sectPrChange tblPrChange trPrChange tcPrChange numberingChange"
)
PROPERTIES = frozenset(_PROPERTIES.split())
"""Elements that hold no text, or that of a field's instruction."""
DELETED = "修订中删去的文字"
_DELETIONS = {"del", "moveFrom"}
_OF_RUNS = {"rPr", "t", "tab", "br"}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "cr": "\n"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one make; `fate` says why it is no text of the paragraph, empty where it is."""

    text: str
    bold: bool = False
    fate: str = ""


class Runs:
    """Reads the runs of paragraphs; `strong` are the character styles that are bold."""

    def __init__(self, strong: frozenset[str]) -> None:
        """Take the styles."""
        self.strong = strong

    def of(self, element: Element) -> list[Run]:
        """Return the runs of a paragraph; text boxes are paragraphs of their own and left to `boxes`."""
        return list(self._within(element, Run("")))

    def _within(self, element: Element, make: Run) -> Iterator[Run]:
        for one in inside(element):
            name = one.name
            if name in {"t", "delText"}:
                yield from _visible(one.text, make if name == "t" else replace(make, fate=make.fate or DELETED))
            elif name in _SIGNS:
                yield replace(make, text=_SIGNS[name])
            elif name == "br" and attribute(one, "type") not in {"page", "column"}:
                yield replace(make, text="\n")
            elif name == "sym":
                yield replace(make, text=symbol(attribute(one, "font"), attribute(one, "char")))
            elif name not in PROPERTIES and name != "txbxContent":
                yield from self._within(one, self._make(one, make))

    def _make(self, element: Element, around: Run) -> Run:
        """Return how text in an element is made, by how text around it is."""
        name = element.name
        if name == "r":
            properties = child(element, "rPr")
            bold = child(properties, "b")
            by_style = attribute(child(properties, "rStyle"), "val") in self.strong
            fate = "隐藏的文字" if is_on(child(properties, "vanish")) else around.fate
            return Run("", is_on(bold) if bold is not None else by_style, fate)
        if name in _DELETIONS:
            return replace(around, fate=DELETED)
        if name == "rt":
            return replace(around, fate="注音")
        if name == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr")):
            return replace(around, fate="内容控件里的提示文字")
        return around


def inside(element: Element) -> Iterator[Element]:
    """Yield what is in an element; of alternative renderings of one thing the first that has any text."""
    for one in element.children:
        if one.name == "AlternateContent":
            renderings = [rendering for rendering in one if rendering.name in {"Choice", "Fallback"}]
            yield from next((one for one in renderings if _has_text(one)), *renderings[:1] or (one,))
        else:
            yield one


def is_plain(paragraph: Element) -> bool:
    """Say whether a paragraph is nothing but runs of text, as nearly all are: nothing is anchored in it or revised."""
    return all(
        one.name == "pPr" or (one.name == "r" and all(part.name in _OF_RUNS for part in one.children))
        for one in paragraph.children
    )


def boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph."""
    for one in inside(element):
        if one.name == "txbxContent":
            yield one
        elif one.name not in PROPERTIES:
            yield from boxes(one)


def word_art(element: Element) -> Iterator[str]:
    """Yield the words of drawn lettering (VML's textpath), which stand in an attribute."""
    for one in inside(element):
        if one.name == "textpath" and (words := (attribute(one, "string") or "").strip()):
            yield words
        elif one.name not in PROPERTIES and one.name != "txbxContent":
            yield from word_art(one)


def lines_of(runs: list[Run]) -> Iterator[list[Run]]:
    """Cut runs at the line breaks in them."""
    if not any("\n" in run.text for run in runs):
        yield runs
        return
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield line
            line = [replace(run, text=other)]
    yield line


def _has_text(element: Element) -> bool:
    return any(one.name in {"t", "sym", "textpath"} or _has_text(one) for one in element)


def _visible(text: str, make: Run) -> Iterator[Run]:
    """Yield a text, what nobody can see in it as runs of their own."""
    begin = 0
    for found in UNWRITABLE.finditer(text):
        yield replace(make, text=text[begin : found.start()].replace("\n", " "))
        yield replace(make, text=found[0], fate="看不见的控制字符")
        begin = found.end()
    yield Run(text[begin:].replace("\n", " "), make.bold, make.fate)
