"""What the styles of a .docx say that matters to an outline: heading levels, lists, bold, tables of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.importers.docx_xml import attribute, child, is_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.importers.docx_xml import Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|contents)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, its heading level (0 for none), its list and level in it, and what it rests on."""

    name: str
    heading: int
    number_id: str | None
    level: int
    based_on: str | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document by their ids, and which character styles are bold."""

    paragraph: Mapping[str, Style] = field(default_factory=dict)
    strong: frozenset[str] = frozenset()

    def get(self, style_id: str) -> Style | None:
        """Return a paragraph style, None where there is none."""
        return self.paragraph.get(style_id)

    def is_contents(self, style_id: str) -> bool:
        """Say whether a style is that of a line in a table of contents."""
        style = self.get(style_id)
        return bool(style and _CONTENTS.fullmatch(style.name))


def read_styles(styles: Element | None) -> Styles:
    """Read word/styles.xml, what a style inherits filled in."""
    own: dict[str, Style] = {}
    strong: set[str] = set()
    for one in styles if styles is not None else ():
        style_id = attribute(one, "styleId") or ""
        if one.name == "style" and attribute(one, "type") == "paragraph":
            own[style_id] = _style(one)
        elif one.name == "style" and is_on(child(one, "rPr", "b")):
            strong.add(style_id)
    return Styles({name: _resolved(name, own) for name in own}, frozenset(strong))


def _style(style: Element) -> Style:
    name = (attribute(child(style, "name"), "val") or "").strip()
    match = _HEADING.fullmatch(name)
    outline = attribute(child(style, "pPr", "outlineLvl"), "val")
    heading = int(match[1]) if match else int(outline) + 1 if outline and outline in "012345678" else 0
    number = child(style, "pPr", "numPr")
    level = attribute(child(number, "ilvl"), "val")
    return Style(
        name,
        heading,
        attribute(child(number, "numId"), "val"),
        int(level) if level and level.isdecimal() and len(level) < 3 else 0,
        attribute(child(style, "basedOn"), "val"),
    )


def _resolved(name: str, own: Mapping[str, Style]) -> Style:
    style = own[name]
    heading, number_id, level = style.heading, style.number_id, style.level
    above, steps = style.based_on, 0
    while above is not None and above in own and steps < _LONGEST_CHAIN:
        inherited = own[above]
        heading = heading or inherited.heading
        if number_id is None and inherited.number_id is not None:
            number_id, level = inherited.number_id, inherited.level
        above, steps = inherited.based_on, steps + 1
    return Style(style.name, heading, number_id, level, None)
