"""XML as a tree of local names, read by expat with document types refused and depth bounded; no meaning here.

Names come without their namespaces: the transitional and the strict dialect of Office Open XML (ISO/IEC 29500-1 and -4)
differ in nothing else that is read here. Elements that only say how something looks are left out of the tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 250
MAX_ELEMENTS = 500_000
"""Of those that are kept; a ledger of 2,000 rows and ten columns has about 200,000."""
MAX_TAGS = 2_000_000
"""Opening and closing ones, those that only say how something looks included."""
_ENDLESS_TAG = re.compile(rb"<[^<>]{4000000}")
"""Word keeps whole drawings in one attribute, but none as large as this."""
_NAMES = (
    "rFonts color sz szCs lang kern spacing ind jc bCs i iCs u effect em fitText highlight snapToGrid widowControl shd "
    "keepNext keepLines pageBreakBefore adjustRightInd autoSpaceDE autoSpaceDN textAlignment contextualSpacing tabs "
    "bdr pBdr tcW tcBorders tcMar vAlign noWrap trHeight cantSplit tblBorders tblCellMar tblLook tblW tblLayout tblInd "
    "tblStyle tblGrid latentStyles bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak"
)
_LOOKS = frozenset(_NAMES.split())
"""Most of the elements of a document; they hold no text."""


_TOO_LARGE = "过大，不像正常的文档"


class Unfit(Exception):
    """A part is damaged, too deep or dangerous; the text says which, in Chinese."""


@dataclass(slots=True)
class Element:
    """An element by its local name, with its attributes by theirs, what it holds, and the text between that."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def __iter__(self) -> Iterator[Element]:
        """Yield the elements directly in it."""
        return iter(self.children)


def parse(raw: bytes) -> Element:
    """Return the root of a text of XML.

    Raises:
        Unfit: it is no well-formed XML, has a document type, or is larger or deeper than a document gets.
    """
    if raw.count(b"<") > MAX_TAGS or _ENDLESS_TAG.search(raw):
        raise Unfit(_TOO_LARGE)
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler = tree.characters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = tree.refuse
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unfit("不是完整的 XML") from error
    return tree.top.children[0]


class _Tree:
    """Puts elements together as expat meets them."""

    def __init__(self) -> None:
        self.top = Element("", {})
        self._open = [self.top]
        self._texts: list[list[str]] = [[]]
        self._passed_over = 0
        self._kept = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed_over:
            self._passed_over += 1
            return
        name = local(name)
        if name in _LOOKS and self._kept:
            self._passed_over = 1
            return
        self._kept += 1
        if self._kept > MAX_ELEMENTS:
            raise Unfit(_TOO_LARGE)
        if len(self._open) > MAX_DEPTH:
            raise Unfit("嵌套过深，不像正常的文档")
        element = Element(name, {local(key): value for key, value in attributes.items()} if attributes else {})
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def end(self, _name: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        element, text = self._open.pop(), self._texts.pop()
        if text:
            element.text = "".join(text)

    def characters(self, text: str) -> None:
        if not self._passed_over:
            self._texts[-1].append(text)

    def refuse(self, *_arguments: object) -> None:
        raise Unfit("带有文档类型或实体定义（DTD），不安全，没有读入")


@lru_cache(maxsize=1024)
def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its local name."""
    return element.attributes.get(name) if element is not None else None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the element at the end of a path of local names, None where a step is missing."""
    for name in path:
        for one in element.children if element is not None else ():
            if one.name == name:
                element = one
                break
        else:
            return None
    return element


def is_on(element: Element | None) -> bool:
    """Say whether a switch such as w:b is there and not turned off."""
    return element is not None and (attribute(element, "val") or "1").lower() not in {"0", "false", "off", "none"}
