"""XML parts of a workbook as a stream of starts, ends and texts by local name, document types and entities refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_guards import MOST_ELEMENTS, damaged, doctype, too_many_elements

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.importers.xlsx_guards import Package

_BETWEEN = "|"
"""Between namespace and local name; stands in no namespace."""
_STRICT = "http://purl.oclc.org/ooxml/"
_DEEPEST = 64
"""Elements inside one another; a workbook has a dozen."""


def stream(
    package: Package,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part from its first element to its last; names come without namespaces, attributes too.

    Raises:
        ZhenggaiError: the part is no well-formed XML, has a document type, or is of the strict variant of the format.
    """
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    depth = 0

    def refuse_doctype(*_arguments: object) -> None:
        raise doctype(package.name)

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        package.elements += 1
        if package.elements > MOST_ELEMENTS:
            raise too_many_elements(package.name)
        if depth == 1 and name.startswith(_STRICT):
            raise _strict(package.name)
        if depth > _DEEPEST:
            raise damaged(package.name)
        start(name.rpartition(_BETWEEN)[2], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(_BETWEEN)[2])

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in package.chunks(part):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003 - the same
    except expat.ExpatError as error:
        raise damaged(package.name) from error


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
    return next((value for key, value in attributes.items() if key.rpartition(_BETWEEN)[2] == name), None)


def _strict(name: str) -> ZhenggaiError:
    return ZhenggaiError(
        f"{name} 是“严格 Open XML”格式的工作簿，读不了",
        "请用 Excel 打开，另存为普通的“Excel 工作簿（.xlsx）”（不带“严格”二字）后再试",
    )
