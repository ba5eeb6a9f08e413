"""The one loader: bytes of a file to plain data, or everything that is wrong with them; and places on demand.

Every scalar is text (`no`, `12:30` and `0374-…` stay as written), a value left empty is None, and nothing is built
from a file that holds anything but mappings, lists and texts. A good file is read without looking at places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from zhenggai.findings import Finding, Loc, Place
from zhenggai.store import guards
from zhenggai.store.lines import Lines
from zhenggai.store.yamlevents import MAX_DEPTH, MERGE_KEY, first_stop, open_events
from zhenggai.store.yamllosses import losses, may_hide_item, may_lose_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.store import yamlnodes

_SCALAR = yaml.ScalarEvent
_MAX_TEXT = guards.MAX_TEXT
_EXPLICIT_KEY = re.compile(r"\?\s")
_GLUED_COLON = re.compile("[:：]")
_MISTAKES_AT_ONCE = 20
"""Syntax mistakes looked for beyond the first; each costs a reading."""


class Parsed(NamedTuple):
    """What a file says; `findings` are warnings only."""

    data: dict[str, Any]
    findings: tuple[Finding, ...] = ()


class Unreadable(NamedTuple):
    """Why a file cannot be read: errors, and the warnings met with them, in the order of its lines; never empty."""

    findings: tuple[Finding, ...]


class Places(NamedTuple):
    """Turns a location in the data into a place in the file; without a readable root every place is the file."""

    lines: Lines
    root: yamlnodes.Node | None

    def of(self, loc: Loc, *, key: bool = False) -> Place:
        """Return where the value at `loc` begins, or its key with `key=True`.

        What does not exist (a missing key, pydantic's own steps) is where the nearest existing thing above begins.
        """
        if self.root is None:
            return Place(self.lines.file)
        from zhenggai.store import yamlnodes  # noqa: PLC0415 - a good file is read without looking at places

        node, key_start = self.root, self.root.start
        for step in loc:
            below = yamlnodes.child(node, step)
            if below is None:
                return self.lines.place(node.start)
            key_start, node = below
        return self.lines.place(key_start if key else node.start)


def parse(raw: bytes, file: str) -> Parsed | Unreadable:
    """Read the bytes of a file, which findings name as `file`."""
    text = guards.decoded(raw, file)
    if not isinstance(text, str):
        return Unreadable(text)
    doubtful = may_lose_text(text) or _EXPLICIT_KEY.search(text)
    data = None if doubtful else _read_fast(raw)
    return Parsed(data) if data is not None else _read_with_nodes(Lines.of(text, file))[0]


def parse_with_places(raw: bytes, file: str) -> tuple[Parsed | Unreadable, Places]:
    """Read the bytes of a file once for what they say and for where it stands; no root where they cannot be read."""
    text = guards.decoded(raw, file)
    if not isinstance(text, str):
        return Unreadable(text), Places(Lines.of("", file), None)
    lines = Lines.of(text, file)
    parsed, root = _read_with_nodes(lines)
    return parsed, Places(lines, root)


def places(raw: bytes, file: str) -> Places:
    """Find the place of everything in a file."""
    text = guards.decoded(raw, file)
    if not isinstance(text, str):
        return Places(Lines.of("", file), None)
    from zhenggai.store import yamlnodes  # noqa: PLC0415 - the same

    lines = Lines.of(text, file)
    return Places(lines, yamlnodes.read(lines).root)


def _read_fast(raw: bytes) -> dict[str, Any] | None:
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
            if not value or event.style or len(value) > _MAX_TEXT or event.anchor is not None or event.tag is not None:
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
            if not item or event.style or len(item) > _MAX_TEXT or event.anchor is not None or event.tag is not None:
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
    if event.anchor is not None or event.tag is not None or len(value) > _MAX_TEXT:
        raise _OddError
    if event.style == '"' and guards.FORBIDDEN.search(value):
        raise _OddError
    return value if value or not event.implicit[0] else None


def _read_with_nodes(lines: Lines) -> tuple[Parsed | Unreadable, yamlnodes.Node | None]:
    from zhenggai.store import yamlnodes  # noqa: PLC0415 - the same

    mistakes: list[Finding] = []
    tree = yamlnodes.read(lines)
    if tree.root is None:
        mistakes, lines = _syntax_mistakes(lines)
        tree = yamlnodes.read(lines)
    warnings = tuple(losses(tree, lines))
    errors = (*mistakes, *tree.findings)
    if errors or tree.root is None:
        found = sorted((*errors, *warnings), key=lambda finding: finding.place or Place(""))
        return Unreadable(tuple(found)), None
    return Parsed(yamlnodes.plain(tree.root), warnings), tree.root


def _syntax_mistakes(lines: Lines) -> tuple[list[Finding], Lines]:
    """Return the mistakes in the order they are met, and the text with as many as possible painted over."""
    from zhenggai.store.yamlsyntax import explain  # noqa: PLC0415 - a good file has nothing to explain

    mistakes: list[Finding] = []
    for _ in range(_MISTAKES_AT_ONCE):
        stop = first_stop(lines.text)
        if stop is None:
            break
        mistake = explain(stop, lines)
        if mistake.finding.place not in {found.place for found in mistakes}:
            mistakes.append(mistake.finding)
        if mistake.repaired is None:
            break
        lines = Lines.of(mistake.repaired, lines.file)
    return mistakes, lines
