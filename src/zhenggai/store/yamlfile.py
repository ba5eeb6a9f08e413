"""The one loader: bytes of a file to plain data, or everything that is wrong with them; and places on demand.

Every scalar is text (`no`, `12:30` and `0374-…` stay as written), a value left empty is None, and nothing is built
from a file that holds anything but mappings, lists and texts. Three readings take turns, each slower and seeing more:
by lines (`yamlhouse`), by events (`yamldata`), and by nodes with their places; whatever one is not sure of, it leaves
to the next, so that all give one answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zhenggai.findings import Finding, Loc, Place
from zhenggai.store import guards, yamlhouse
from zhenggai.store.lines import Lines

if TYPE_CHECKING:
    from zhenggai.store import yamlnodes

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
    data = yamlhouse.read(text)
    if data is not None:
        return Parsed(data)
    from zhenggai.store import yamldata  # noqa: PLC0415 - a file in the house's layout needs no YAML parser

    data = None if yamldata.is_doubtful(text) else yamldata.read(raw)
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


def _read_with_nodes(lines: Lines) -> tuple[Parsed | Unreadable, yamlnodes.Node | None]:
    from zhenggai.store import yamlnodes  # noqa: PLC0415 - the same
    from zhenggai.store.yamllosses import losses  # noqa: PLC0415 - the same

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
    from zhenggai.store.yamlevents import first_stop  # noqa: PLC0415 - a good file has nothing to explain
    from zhenggai.store.yamlsyntax import explain  # noqa: PLC0415 - the same

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
