"""List marks that Word computes and does not write: 一、（一）1. ①, counted again as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.importers.docx_xml import attribute, child
from zhenggai.wording.numerals import to_chinese

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.importers.docx_xml import Element

_CIRCLED, _IN_BRACKETS, _WITH_STOP = 0x2460, 0x2474, 0x2488
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, and the text around it (`%1、`)."""

    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    own_levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, number_id: str, level: int) -> str:
        """Count one item of a list and return its mark; empty where the list is unknown or shows none."""
        abstract = self.abstract_of.get(number_id)
        levels = self.levels.get(abstract or "", {}) | self.own_levels.get(number_id, {})
        if abstract is None or not levels or level not in levels:
            return ""
        counts = self.counters.setdefault(abstract, [levels[n].start - 1 if n in levels else 0 for n in range(9)])
        if (number_id, level) in self.overrides and (number_id, level) not in self.begun:
            self.begun.add((number_id, level))
            counts[level] = self.overrides[number_id, level] - 1
        counts[level] += 1
        for deeper in range(level + 1, 9):
            counts[deeper] = levels[deeper].start - 1 if deeper in levels else 0
        for above in range(level):
            if above in levels and counts[above] < levels[above].start:
                counts[above] = levels[above].start
        return _PLACE.sub(lambda match: self._written(levels, counts, int(match[1]) - 1), levels[level].text)

    @staticmethod
    def _written(levels: dict[int, Level], counts: list[int], level: int) -> str:
        form = levels[level].form if level in levels else "decimal"
        return _FORMS.get(form, str)(counts[level])


def read_numbering(numbering: Element | None) -> Numbering:
    """Read word/numbering.xml."""
    found = Numbering()
    parts = tuple(numbering) if numbering is not None else ()
    linked = {attribute(child(part, "styleLink"), "val"): attribute(part, "abstractNumId") or "" for part in parts}
    for part in parts:
        if part.name == "abstractNum":
            _read_abstract(part, attribute(part, "abstractNumId") or "", found)
    for part in parts:
        if part.name == "num":
            _read_list(part, found)
    for part in parts:
        # A list of a list style keeps its levels under that style's own list.
        style = attribute(child(part, "numStyleLink"), "val")
        if part.name == "abstractNum" and style and style in linked:
            found.levels[attribute(part, "abstractNumId") or ""] = found.levels[linked[style]]
    for number_id, abstract in found.abstract_of.items():
        for style, (owner, level) in list(found.by_style.items()):
            if owner == f"abstract {abstract}":
                found.by_style[style] = (number_id, level)
    return found


def _read_list(part: Element, found: Numbering) -> None:
    """Read one list, with where its levels start otherwise or look otherwise than those of what it rests on."""
    number_id = attribute(part, "numId") or ""
    found.abstract_of[number_id] = attribute(child(part, "abstractNumId"), "val") or ""
    for override in part:
        if override.name != "lvlOverride":
            continue
        number = _whole(attribute(override, "ilvl"))
        start = attribute(child(override, "startOverride"), "val")
        if start and start.isdecimal():
            found.overrides[number_id, number] = _whole(start)
        if (own := child(override, "lvl")) is not None and 0 <= number < 9:
            found.own_levels.setdefault(number_id, {})[number] = _level(own)


def _read_abstract(part: Element, abstract: str, found: Numbering) -> None:
    levels: dict[int, Level] = {}
    for one in part:
        number = _whole(attribute(one, "ilvl"))
        if one.name != "lvl" or number >= 9:
            continue
        levels[number] = _level(one)
        if style := attribute(child(one, "pStyle"), "val"):
            found.by_style[style] = (f"abstract {abstract}", number)
    found.levels[abstract] = levels


def _level(level: Element) -> Level:
    form = attribute(child(level, "numFmt"), "val") or "decimal"
    text = attribute(child(level, "lvlText"), "val") or ""
    # The bullet of a symbol font is a private character; any bullet says the same.
    shown = "• " if form == "bullet" else "" if form == "none" and "%" in text else text
    return Level(_whole(attribute(child(level, "start"), "val"), 1), form, shown)


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _chinese(number: int) -> str:
    return to_chinese(number) if 0 <= number < 10_000 else str(number)


def _sign(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _letter(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + (number - 1) % 26)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN if 0 < number < 4000 else ():
        count, number = divmod(number, value)
        written += letters * count
    return written


def _heavenly(number: int) -> str:
    return _HEAVENLY[(number - 1) % 10]


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "chineseLegalSimplified",
            "japaneseCounting",
            "japaneseDigitalTenThousand",
            "ideographDigital",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanDigital2",
        ),
        _chinese,
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _sign(_CIRCLED)),
    "decimalEnclosedParen": _sign(_IN_BRACKETS),
    "decimalEnclosedFullstop": _sign(_WITH_STOP),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter("A"),
    "lowerLetter": _letter("a"),
    **dict.fromkeys(("ideographTraditional", "ideographZodiac"), _heavenly),
}
"""How numbers are written by the names of ST_NumberFormat (ECMA-376 Part 1, 17.18.59); others are digits."""
