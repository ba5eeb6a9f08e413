"""The sheets of paper a ledger is printed on: their size, margins and the sizes of type that suit them."""

from __future__ import annotations

from enum import StrEnum

POINTS_A_MM = 72 / 25.4

SIDE_MARGIN_MM = 12.0
TOP_MARGIN_MM = 14.0
BOTTOM_MARGIN_MM = 16.0
FOOTER_MARGIN_MM = 8.0

_LANDSCAPE_MM = {"A3": (420.0, 297.0), "A4": (297.0, 210.0)}
_CODES = {"A3": 8, "A4": 9}
_BODY_SIZES = {"A3": (12.0, 11.5, 11.0, 10.5), "A4": (10.0, 9.5, 9.0)}
_TITLE_SIZES = {"A3": 22.0, "A4": 18.0}


class Paper(StrEnum):
    """A paper size, always landscape."""

    A3 = "A3"
    A4 = "A4"

    @property
    def code(self) -> int:
        """The number of the paper in a workbook (ECMA-376, 18.3.1.63)."""
        return _CODES[self]

    @property
    def width(self) -> float:
        """Points between the side margins."""
        return (_LANDSCAPE_MM[self][0] - 2 * SIDE_MARGIN_MM) * POINTS_A_MM

    @property
    def height(self) -> float:
        """Points between the top and bottom margins."""
        return (_LANDSCAPE_MM[self][1] - TOP_MARGIN_MM - BOTTOM_MARGIN_MM) * POINTS_A_MM

    @property
    def body_sizes(self) -> tuple[float, ...]:
        """The sizes of body type in points that read well on it, the largest first."""
        return _BODY_SIZES[self]

    @property
    def title_size(self) -> float:
        """The size of the title in points."""
        return _TITLE_SIZES[self]
