"""The stream of YAML events of a text, from libyaml where PyYAML has it; what the events mean is not known here.

No loader's own typing is used: events carry every scalar as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

MERGE_KEY = "<<"

MAX_DEPTH = 16
"""Mappings and lists inside one another; a ledger's own shape needs 11."""

_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


def open_events(source: str | bytes) -> Callable[[], yaml.Event]:
    """Return the function that gives the next event of a text (or of its UTF-8), from the stream's start to its end.

    The function raises `yaml.MarkedYAMLError` where the text is no YAML.
    """
    return _LOADER(source).get_event  # type: ignore[return-value]  # typed as if it could give None before the end


class Stop(NamedTuple):
    """Where the events of a text stop short: libyaml's complaint and the event before it."""

    error: yaml.MarkedYAMLError
    last: yaml.Event


def first_stop(text: str) -> Stop | None:
    """Return where the text stops being YAML; None where it does not, or nests too deep before it does.

    Deep nesting is not followed: libyaml's time would grow with the square of the depth.
    """
    next_event = open_events(text)
    depth = 0
    event: yaml.Event = yaml.StreamStartEvent()
    while not isinstance(event, yaml.StreamEndEvent) and depth <= MAX_DEPTH:
        try:
            event = next_event()
        except yaml.MarkedYAMLError as error:
            return Stop(error, event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
    return None
