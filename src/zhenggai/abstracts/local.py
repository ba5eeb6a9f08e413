"""What of zhenggai.yaml the reading commands need, in a form that is read back without the model's machinery."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhenggai.roster import EMPTY, Roster, Unit, of_names
from zhenggai.store.scan import is_unchanged

if TYPE_CHECKING:
    from zhenggai.form.quick import Plain
    from zhenggai.store.scan import Signature

REMIND_DAYS = 7
"""Days ahead that count as soon where the workspace does not say."""


class Local(NamedTuple):
    """The settings that change an answer; `roster` also changes what is kept of a plan."""

    remind_days: int = REMIND_DAYS
    roster: Roster = EMPTY


def local_of(settings: Plain) -> Local:
    """Take from the settings, as plain JSON, what the reading commands need."""
    return Local(settings["remind_days"], of_names(settings["names"]))


def pack_local(local: Local, found: Signature, read: int) -> str:
    """Write the settings down, of a file of that signature that was read then, in nanoseconds since 1970."""
    import json  # noqa: PLC0415 - a workspace without settings is asked without it

    return json.dumps([found, read, local.remind_days, pack_roster(local.roster)])


def pack_roster(roster: Roster) -> str:
    """Write the roster down; equal texts mean equal readings of every wording."""
    if roster is EMPTY:
        return "[[], []]"
    import json  # noqa: PLC0415 - the same

    units = [[unit.name, unit.aliases, unit.level] for unit in roster.units]
    return json.dumps([units, list(roster.expansions.items())], ensure_ascii=False)


def open_local(packed: str, now: Signature) -> Local | None:
    """Read the settings back; None where the file is no longer the one they were read from, or may not be."""
    import json  # noqa: PLC0415 - the same

    found, read, remind_days, roster = json.loads(packed)
    if not is_unchanged(found, read, now):
        return None
    units, expansions = json.loads(roster)
    return Local(
        remind_days,
        Roster(
            tuple(Unit(name, tuple(aliases), level) for name, aliases, level in units),
            {wording: tuple(members) for wording, members in expansions},
        ),
    )
