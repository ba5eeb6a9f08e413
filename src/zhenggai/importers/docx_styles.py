"""What the styles of a .docx say that matters to an outline: heading levels and the lists paragraphs belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.docx_xml import attribute, child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.importers.docx_xml import Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its heading level (0 for none), its list and level in it, and the style it rests on."""

    heading: int
    number_id: str | None
    level: int
    based_on: str | None


def read_styles(styles: Element | None) -> dict[str, Style]:
    """Read word/styles.xml, what a style inherits filled in."""
    own = {
        attribute(one, "styleId") or "": _style(one)
        for one in (styles if styles is not None else ())
        if one.name == "style" and attribute(one, "type") == "paragraph"
    }
    return {name: _resolved(name, own) for name in own}


def _style(style: Element) -> Style:
    name = attribute(child(style, "name"), "val") or ""
    match = _HEADING.fullmatch(name.strip())
    outline = attribute(child(style, "pPr", "outlineLvl"), "val")
    heading = int(match[1]) if match else int(outline) + 1 if outline and outline in "012345678" else 0
    number = child(style, "pPr", "numPr")
    level = attribute(child(number, "ilvl"), "val")
    return Style(
        heading,
        attribute(child(number, "numId"), "val"),
        int(level) if level and level.isdecimal() else 0,
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
    return Style(heading, number_id, level, None)
