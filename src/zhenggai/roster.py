"""名录: the units a workspace knows, their short names, and what 各相关县（市、区） stands for. A plain value.

Taking a 责任单位 wording apart is the business of `wording.units`, reading zhenggai.yaml that of `settings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_ONE_WIDTH = str.maketrans("()", "（）")


class Unit(NamedTuple):
    """A unit of the roster: its full name, the other names it is written by, and its level (省, 市, 县, 乡, 村)."""

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""


class Roster:
    """The units of a workspace and its expansions; the empty roster leaves every name as it is written.

    `expansions` maps a collective wording, e.g. `各相关县（市、区）` or `各行政村`, to the places or units it means.
    Names are compared without regard to the width of their brackets. A name that two units claim is the first one's.
    """

    __slots__ = ("_expanded", "_expanded_loosely", "_preferred", "expansions", "units")

    def __init__(self, units: tuple[Unit, ...] = (), expansions: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Build the lookups once: a full name goes before another unit's alias."""
        self.units = units
        self.expansions = expansions or {}
        # A ledger of a province asks for half a million names: looked up, not searched.
        self._preferred = {unit.name.translate(_ONE_WIDTH): unit.name for unit in reversed(units)}
        for unit in units:
            for alias in unit.aliases:
                self._preferred.setdefault(alias.translate(_ONE_WIDTH), unit.name)
        backwards = list(self.expansions.items())[::-1]
        self._expanded = {_key(wording): members for wording, members in backwards}
        self._expanded_loosely = {_loose_key(wording): members for wording, members in backwards}

    def __eq__(self, other: object) -> bool:
        """Compare what the rosters say."""
        return isinstance(other, Roster) and (self.units, self.expansions) == (other.units, other.expansions)

    def __hash__(self) -> int:
        """Tell rosters apart by their units; like them, it is never changed."""
        return hash(self.units)

    def canonical(self, name: str) -> str:
        """Return the name this roster prefers for `name`; `name` itself where it is not known."""
        return self._preferred.get(name.translate(_ONE_WIDTH), name)

    def knows(self, name: str) -> bool:
        """Say whether `name` is a unit's name or alias."""
        return name.translate(_ONE_WIDTH) in self._preferred

    def names(self) -> tuple[str, ...]:
        """Return every name and alias, in the order of the roster."""
        return tuple(name for unit in self.units for name in (unit.name, *unit.aliases))

    def expand(self, collective: str) -> tuple[str, ...]:
        """Return what a collective wording stands for, empty where the roster does not say; 有关 is read as 相关."""
        return self._expanded.get(_key(collective), ())

    def expand_loosely(self, collective: str) -> tuple[str, ...]:
        """Do the same without regard to 各, 相关 and 有关: whoever uses it owes the reader a doubt."""
        return self._expanded_loosely.get(_loose_key(collective), ())


def _key(collective: str) -> str:
    return "".join(collective.split()).translate(_ONE_WIDTH).replace("有关", "相关")


def _loose_key(collective: str) -> str:
    return _key(collective).replace("相关", "").removeprefix("各")


def of_names(names: Mapping[str, Any]) -> Roster:
    """Return the roster that 名录 states, given as plain lists and texts by the attribute names of `settings`."""
    units = tuple(Unit(unit["name"], tuple(unit["aliases"]), unit["level"] or "") for unit in names["units"])
    return Roster(units, {wording: tuple(members) for wording, members in names["expansions"].items()})


EMPTY = Roster()
