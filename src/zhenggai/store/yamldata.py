"""Plain data over libyaml's events, without a look at places; or a hesitation where only a close reading can judge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from zhenggai.store.guards import FORBIDDEN, MAX_TEXT
from zhenggai.store.yamlevents import MAX_DEPTH, MERGE_KEY, open_events
from zhenggai.store.yamllosses import may_hide_item, may_lose_text

if TYPE_CHECKING:
    from collections.abc import Callable

_SCALAR = yaml.ScalarEvent
_EXPLICIT_KEY = re.compile(r"\?\s")
_GLUED_COLON = re.compile("[:：]")


def is_doubtful(text: str) -> bool:
    """Say whether a text must be read closely at once; cheap, and wrong only towards yes."""
    return may_lose_text(text) or _EXPLICIT_KEY.search(text) is not None


def read(raw: bytes) -> dict[str, Any] | None:
    """Return the data, or None where anything calls for a close reading."""
    next_event = open_events(raw)
    try:
        next_event()
        document, root = next_event(), next_event()
        if not isinstance(document, yaml.DocumentStartEvent) or document.version or document.tags:
            return None
        if not isinstance(root, yaml.MappingStartEvent):
            return None
        data = _mapping(root, next_event, 1)
        next_event()
        return data if isinstance(next_event(), yaml.StreamEndEvent) else None
    except (_OddError, yaml.MarkedYAMLError):
        return None


class _OddError(Exception):
    """Something that only a close reading can judge."""


# The next two run for every event of every file. So they compare classes, which is quicker than asking isinstance, and
# look at a plain text in place: a function call for each would cost a tenth of the whole reading.


def _mapping(opening: Any, next_event: Callable[[], Any], depth: int) -> dict[str, Any]:
    _check_collection(opening, depth)
    data: dict[str, Any] = {}
    key: Any
    value: Any
    while (event := next_event()).__class__ is _SCALAR:
        key = event.value
        if event.style or event.anchor is not None or event.tag is not None:
            key = _unusual(event)
        if key in data or not key or key == MERGE_KEY or key.isspace():
            raise _OddError
        event = next_event()
        if event.__class__ is _SCALAR:
            value = event.value
            if not value or event.style or len(value) > MAX_TEXT or event.anchor is not None or event.tag is not None:
                value = _unusual(event)
                if value is None and _GLUED_COLON.search(key):
                    raise _OddError
        else:
            value = _collection(event, next_event, depth + 1)
        data[key] = value
    if event.__class__ is not yaml.MappingEndEvent:
        raise _OddError
    return data


def _collection(event: Any, next_event: Callable[[], Any], depth: int) -> dict[str, Any] | list[Any]:
    if event.__class__ is yaml.MappingStartEvent:
        return _mapping(event, next_event, depth)
    if event.__class__ is not yaml.SequenceStartEvent:
        raise _OddError
    _check_collection(event, depth)
    items: list[Any] = []
    item: Any
    while (event := next_event()).__class__ is not yaml.SequenceEndEvent:
        if event.__class__ is _SCALAR:
            item = event.value
            if not item or event.style or len(item) > MAX_TEXT or event.anchor is not None or event.tag is not None:
                item = _unusual(event)
            elif may_hide_item(item):
                raise _OddError
        else:
            item = _collection(event, next_event, depth + 1)
        items.append(item)
    return items


def _check_collection(opening: Any, depth: int) -> None:
    if depth > MAX_DEPTH or opening.anchor is not None or opening.tag is not None:
        raise _OddError


def _unusual(event: Any) -> str | None:
    """Return the text of a scalar that is empty, quoted, in a block, or forbidden."""
    value: str = event.value
    if event.anchor is not None or event.tag is not None or len(value) > MAX_TEXT:
        raise _OddError
    if event.style == '"' and FORBIDDEN.search(value):
        raise _OddError
    return value if value or not event.implicit[0] else None
