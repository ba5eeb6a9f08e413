"""What of zhenggai.yaml the reading commands need, in a form that is read back without the model's machinery."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.roster import EMPTY, Roster, Unit, of_names

if TYPE_CHECKING:
    from zhenggai.form.quick import Plain

REMIND_DAYS = 7
"""Days ahead that count as soon where the workspace does not say."""


@dataclass(frozen=True, slots=True)
class Local:
    """The settings that change an answer; `roster` also changes what is kept of a plan."""

    remind_days: int = REMIND_DAYS
    roster: Roster = EMPTY


def local_of(settings: Plain) -> Local:
    """Take from the settings, as plain JSON, what the reading commands need."""
    return Local(settings["remind_days"], of_names(settings["names"]))


def pack_local(local: Local) -> bytes:
    """Write the settings down."""
    return json.dumps([local.remind_days, pack_roster(local.roster)], ensure_ascii=False).encode()


def pack_roster(roster: Roster) -> str:
    """Write the roster down; equal texts mean equal readings of every wording."""
    units = [[unit.name, unit.aliases, unit.level] for unit in roster.units]
    return json.dumps([units, list(roster.expansions.items())], ensure_ascii=False)


def open_local(packed: bytes) -> Local:
    """Read the settings back."""
    remind_days, roster = json.loads(packed)
    units, expansions = json.loads(roster)
    return Local(
        remind_days,
        Roster(
            tuple(Unit(name, tuple(aliases), level) for name, aliases, level in units),
            {wording: tuple(members) for wording, members in expansions},
        ),
    )
