"""XML as a tree of local names, read by expat with document types refused and depth and size bounded; no meaning here.

Names come without their namespaces: the transitional and the strict dialect of Office Open XML differ in nothing else
that is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TAGS = 1_000_000
"""A thousand pages have about half as many; each costs some hundred bytes of memory."""
MAX_DEPTH = 250


class Unfit(Exception):
    """A part is damaged, too large or dangerous; the text says which, in Chinese."""


@dataclass(slots=True)
class Element:
    """An element by its local name, with its attributes by theirs, what it holds, and the text before that."""

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
    if raw.count(b"<") > MAX_TAGS:
        raise Unfit("过大，不像正常的文档")
    top = Element("", {})
    open_elements = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > MAX_DEPTH:
            raise Unfit("嵌套过深，不像正常的文档")
        element = Element(local(name), {local(key): value for key, value in attributes.items()})
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        open_elements.pop()

    def text(characters: str) -> None:
        open_elements[-1].text += characters

    def refuse(*_arguments: object) -> None:
        raise Unfit("带有文档类型或实体定义（DTD），不安全，没有读入")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unfit("不是完整的 XML") from error
    return top.children[0]


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its local name."""
    return element.attributes.get(name) if element is not None else None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the element at the end of a path of local names, None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if one.name == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Say whether a switch such as w:b is there and not turned off."""
    return element is not None and (attribute(element, "val") or "1").lower() not in {"0", "false", "off", "none"}
