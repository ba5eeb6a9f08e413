"""XML parts of a workbook as a stream of starts, ends and texts by local name, document types and entities refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_guards import MOST_MARKS, damaged, doctype, too_many_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.importers.xlsx_guards import Package

_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIX = ":"
# A tag, or the text behind one: a cell has at most 32,767 characters.
_TOO_LONG = re.compile(rb"<[^<]{1048576}")


def stream(
    package: Package,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part from its first element to its last; names come without the prefix the first element has, if any.

    Raises:
        ZhenggaiError: the part is no well-formed XML, has a document type, is of the strict variant of the format, or
            there are far more elements than a ledger has.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def first(name: str, attributes: dict[str, str]) -> None:
        if any(value.startswith(_STRICT) for key, value in attributes.items() if key.startswith("xmlns")):
            raise _strict(package.name)
        # Nearly all programs write no prefix, and then nothing stands between expat and the reader.
        if _PREFIX in name:
            parser.StartElementHandler = lambda name, found: start(name.rpartition(_PREFIX)[2], found)
            parser.EndElementHandler = lambda name: end(name.rpartition(_PREFIX)[2])
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        parser.StartElementHandler(name, attributes)

    def refuse_doctype(*_arguments: object) -> None:
        raise doctype(package.name)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = first
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        # Fed whole: up to its version 2.5 expat reads a long tag again from its start with every piece.
        parser.Parse(_checked(package, part), True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise damaged(package.name) from error


def _checked(package: Package, part: str) -> bytes:
    """Return a part that has no more elements than a ledger, and no tag or text of a length no ledger has."""
    xml = package.whole(part)
    package.marks += xml.count(b"<") + xml.count(b"/>")
    if package.marks > MOST_MARKS:
        raise too_many_cells(package.name)
    if _TOO_LONG.search(xml):
        raise damaged(package.name)
    return xml


def items(package: Package, part: str, item: str, leaf: str = "") -> list[tuple[dict[str, str], str]]:
    """Return every element called `item` with its attributes and its text, or that of the `leaf`s in it.

    How a Japanese word is pronounced (rPh) is no text of it. Raises as `stream` does.
    """
    found: list[tuple[dict[str, str], str]] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == item:
            found.append((attributes, ""))
            pieces.clear()
        inside.append(name)

    def end(name: str) -> None:
        inside.pop()
        if name == item:
            found[-1] = (found[-1][0], "".join(pieces))

    def text(piece: str) -> None:
        if item in inside and "rPh" not in inside and leaf in {"", inside[-1]}:
            pieces.append(piece)

    stream(package, part, start, end, text)
    return found


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """Return an attribute that has a namespace of its own (r:id) by its local name."""
    return next((value for key, value in attributes.items() if key.rpartition(_PREFIX)[2] == name), None)


def _strict(name: str) -> ZhenggaiError:
    return ZhenggaiError(
        f"{name} 是“严格 Open XML”格式的工作簿，读不了",
        "请用 Excel 打开，另存为普通的“Excel 工作簿（.xlsx）”（不带“严格”二字）后再试",
    )
