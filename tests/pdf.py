"""A printed PDF as a reader sees it: its ruled lines and its words with their places, by poppler's tools."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LINE = re.compile(r'stroke:rgb[^"]*" d="M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+) " transform="matrix\(([-\d.,]+)\)"')
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in points from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Say whether the middle of the other lies in this one."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left < across < self.right and self.top < down < self.bottom


@dataclass(frozen=True, slots=True)
class Printed:
    """A page: words with their boxes, and ruled lines, each as a box without area."""

    words: tuple[tuple[str, Box], ...]
    lines: tuple[Box, ...]

    def verticals(self) -> list[float]:
        """Return where the upright lines stand, from left to right."""
        return _apart(line.left for line in self.lines if line.right - line.left < 1)

    def horizontals(self, between: Box) -> list[float]:
        """Return how high the level lines lie that run the whole width of a box, from top to bottom."""
        level = [line for line in self.lines if line.bottom - line.top < 1]
        return _apart(line.top for line in level if line.left < between.left + 1 and line.right > between.right - 1)

    def inside(self, box: Box) -> Counter[str]:
        """Count the characters of the words in a box."""
        return characters("".join(text for text, place in self.words if box.holds(place)))


def characters(text: str) -> Counter[str]:
    """Count the characters of a text, blanks aside; a PDF names some characters by their compatibility forms."""
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def _apart(places: Iterable[float]) -> list[float]:
    """Return places in order, those less than a point apart once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 1:
            found.append(place)
    return found


@lru_cache
def pages(pdf: Path) -> list[Printed]:
    """Read a PDF, once."""
    words = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    root = ET.fromstring(words)  # noqa: S314 - poppler's own output
    return [
        Printed(tuple((word.text or "", _box(word)) for word in page.iter(f"{_XHTML}word")), _lines(pdf, number))
        for number, page in enumerate(root.iter(f"{_XHTML}page"), start=1)
    ]


def _box(word: ET.Element) -> Box:
    return Box(*(float(word.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax")))


def _lines(pdf: Path, number: int) -> tuple[Box, ...]:
    command = ["pdftocairo", "-svg", "-f", str(number), "-l", str(number), str(pdf), "-"]
    drawing = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return tuple(_line(*match.groups()) for match in _LINE.finditer(drawing))


def _line(*parts: str) -> Box:
    x1, y1, x2, y2 = map(float, parts[:4])
    xx, yx, xy, yy, x0, y0 = map(float, parts[4].split(","))
    xs = [xx * x + xy * y + x0 for x, y in ((x1, y1), (x2, y2))]
    ys = [yx * x + yy * y + y0 for x, y in ((x1, y1), (x2, y2))]
    return Box(min(xs), min(ys), max(xs), max(ys))
