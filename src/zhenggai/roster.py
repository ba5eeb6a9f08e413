"""名录: the units a workspace knows, their short names, and what 各相关县（市、区） stands for. A plain value.

How a 责任单位 wording is taken apart lives in `wording.units`; how the roster is written in zhenggai.yaml in `settings`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the roster: its full name, the other names it is written by, and its level (省, 市, 县, 乡, 村)."""

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The units of a workspace and its expansions; the empty roster leaves every name as it is written.

    `expansions` maps a collective wording, e.g. `各相关县（市、区）` or `各行政村`, to the places or units it stands for.
    """

    units: tuple[Unit, ...] = ()
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def canonical(self, name: str) -> str:
        """Return the name this roster prefers for `name`; `name` itself where it is not known."""
        return next((unit.name for unit in self.units if name == unit.name or name in unit.aliases), name)

    def names(self) -> tuple[str, ...]:
        """Return every name and alias, in the order of the roster."""
        return tuple(name for unit in self.units for name in (unit.name, *unit.aliases))


EMPTY = Roster()
