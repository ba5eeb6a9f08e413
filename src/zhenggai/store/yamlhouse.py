"""A file in the house's own layout (`yamltext`), read line by line and without a YAML parser; or a hesitation.

Sound and not complete: what comes out is what libyaml's reading of the same text says, without a finding. Whatever a
line may mean otherwise (a comment behind a value, an escape, another indentation, a key that is no plain word) is left
to that reading. The guards on the whole text have been passed before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhenggai.store.guards import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Tree = dict[str, Any]

_KEY = r"[^\W_][^\s:#,\[\]{}\"'?&*!|>%@`]{0,59}"
"""A word of whatever script; YAML takes more for a key, and some of it for something else."""
_MARKS = r" \-?:,\[\]{}#&*!|>'\"%@`"
"""What may not begin a plain text."""
_LINE = re.compile(
    rf"(?m)^(?P<indent> *)(?P<dash>- )?(?:(?P<key>{_KEY}):"
    rf"(?: (?P<plain>[^{_MARKS}\n].{{0,{MAX_TEXT - 1}}})| (?P<marked>.{{1,{MAX_TEXT}}}))?|(?P<other>.*))$"
)
_BARE = rf"[^{_MARKS}\s](?:[^,\[\]{{}}:?#\n]*[^,\[\]{{}}:?# \n])?"
"""A plain text inside brackets."""
_FLOW_LIST = re.compile(rf"\[{_BARE}(?:, {_BARE})*\]")
_PAIR = re.compile(rf"({_BARE}): (?:({_BARE})|\[({_BARE}(?:, {_BARE})*)\])(, |\}})")
"""What ordinary brackets hold: a few facts, perhaps with a list of plain texts among them."""
_SCALAR = re.compile(rf"(?P<bare>{_BARE})|\"(?P<double>[^\"\\\n]*)\"|'(?P<single>[^'\n]*)'")
_BLOCK = re.compile(rf"(?P<indent> *)(?P<dash>- )?(?P<key>{_KEY}: )?\|-")
_HELD = "|\0"
"""Stands, with a number behind it, for a text that stood in a block."""
_STEP = 2
_DEEPEST = 5
"""Levels of indentation, as many as a ledger has."""
_LEVELS = {" " * _STEP * level: level for level in range(_DEEPEST + 1)}
_DEEPEST_FLOW = 3
_LONGEST_KEY = 60


class _OddError(Exception):
    """Something that only a YAML parser can judge."""


def read(text: str) -> Tree | None:
    """Return what a text says, None where that is not certain."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\t" in text or "\r" in text or "\0" in text:
        return None
    try:
        return _read(text)
    except (_OddError, KeyError):  # the other is an indentation that is none of the house's
        return None


def _read(text: str) -> Tree:
    blocks: list[str] = []
    if "|-\n" in text:
        text = "\n".join(_without_blocks(text.split("\n"), blocks))
    page = _Page()
    here, pending, into = "", "", page.root
    # This runs for every line of every file.
    for indent, dash, key, plain, marked, other in _LINE.findall(text):
        if dash:
            items = page.items(indent, pending)
            pending = ""
            if not key:
                items.append(_item(other, blocks))
                here, into = indent, page.mapping_at(indent)
                continue
            here, into = f"{indent}  ", page.mapping_in(items)
        elif not key:
            _pass_over(other)
            continue
        elif indent != here:
            here, into = indent, page.mapping_at(indent, pending)
        if key in into or (plain and (": " in plain or " #" in plain or plain[-1] in " :")):
            raise _OddError
        into[key] = plain or (_marked(marked, blocks) if marked else None)
        pending = "" if plain or marked else key
    return page.root


class _Page:
    """What is open at the line being read: a mapping at each level, and the list under its last key."""

    def __init__(self) -> None:
        self.root: Tree = {}
        self._mappings: list[Tree] = [self.root]
        self._lists: list[list[Any] | None] = [None]

    def items(self, indent: str, pending: str) -> list[Any]:
        """Return the list a dash belongs to, a new one where a key is waiting for it."""
        level = _LEVELS[indent]
        if level >= len(self._mappings):
            raise _OddError
        if pending and level == len(self._mappings) - 1:
            begun: list[Any] = []
            self._mappings[level][pending] = self._lists[level] = begun
            return begun
        self._close(level)
        found = self._lists[level]
        if found is None or next(reversed(self._mappings[level].values())) is not found:
            raise _OddError
        return found

    def mapping_in(self, items: list[Any]) -> Tree:
        """Open a mapping as the next item of a list."""
        begun = self._opened()
        items.append(begun)
        return begun

    def mapping_at(self, indent: str, pending: str = "") -> Tree:
        """Return the mapping that is open at an indentation, a new one where a key is waiting for it."""
        level = _LEVELS[indent]
        if level < len(self._mappings):
            self._close(level)
            return self._mappings[level]
        if not pending or level > len(self._mappings):
            raise _OddError
        above = self._mappings[-1]
        above[pending] = begun = self._opened()
        return begun

    def _opened(self) -> Tree:
        if len(self._mappings) > _DEEPEST:
            raise _OddError
        begun: Tree = {}
        self._mappings.append(begun)
        self._lists.append(None)
        return begun

    def _close(self, level: int) -> None:
        del self._mappings[level + 1 :]
        del self._lists[level + 1 :]


def _pass_over(line: str) -> None:
    """Pass over a comment or nothing."""
    if line and line[0] != "#":
        raise _OddError


def _item(text: str, blocks: Sequence[str]) -> Any:
    if not text or text[0] in _MARKS:
        return _marked(text, blocks)
    if len(text) > MAX_TEXT or " - " in text or ": " in text or " #" in text or text[-1] in " :":
        raise _OddError
    return text


def _marked(text: str, blocks: Sequence[str]) -> Any:
    """Return what is not written as a plain text: something in brackets, in quotes, or in a block."""
    if text.startswith(_HELD):
        return blocks[int(text.removeprefix(_HELD))]
    if text.startswith("{") and (found := _plain_mapping(text)):
        return found
    if _FLOW_LIST.fullmatch(text) and " - " not in text:
        return text[1:-1].split(", ")
    value, end = _flow(text, 0, 0)
    if end != len(text):
        raise _OddError
    return value


def _plain_mapping(text: str) -> Tree | None:
    found: Tree = {}
    at = 1
    while pair := _PAIR.match(text, at):
        key, plain, listed, behind = pair.groups()
        if key in found or len(key) > _LONGEST_KEY or " - " in (listed or ""):
            raise _OddError
        found[key] = plain or listed.split(", ")
        at = pair.end()
        if behind == "}":
            return found if at == len(text) else None
    return None


def _flow(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the value that begins at an index, and where it ends."""
    begun = text[at : at + 1]
    if begun == "{" and depth < _DEEPEST_FLOW:
        return _flow_mapping(text, at + 1, depth + 1)
    if begun == "[" and depth < _DEEPEST_FLOW:
        return _flow_list(text, at + 1, depth + 1)
    found = _SCALAR.match(text, at)
    if found is None:
        raise _OddError
    return found[found.lastgroup or 0], found.end()


def _flow_list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while not text.startswith("]", at):
        item, at = _flow(text, at, depth)
        if isinstance(item, str) and " - " in item:
            raise _OddError
        items.append(item)
        at = _behind(text, at, "]")
    return items, at + 1


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Tree, int]:
    found: Tree = {}
    while not text.startswith("}", at):
        key = _SCALAR.match(text, at)
        if key is None or key.lastgroup != "bare" or not text.startswith(": ", key.end()) or key[0] in found:
            raise _OddError
        if len(key[0]) > _LONGEST_KEY:
            raise _OddError
        found[key[0]], at = _flow(text, key.end() + 2, depth)
        at = _behind(text, at, "}")
    return found, at + 1


def _behind(text: str, at: int, closing: str) -> int:
    """Return where the next item begins, or where the brackets close."""
    if text.startswith(", ", at) and not text.startswith(closing, at + 2):
        return at + 2
    if not text.startswith(closing, at):
        raise _OddError
    return at


def _without_blocks(lines: Sequence[str], blocks: list[str]) -> Iterator[str]:
    """Yield the lines with a mark in place of every text that stands in a block, and put those texts down."""
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        found = _BLOCK.fullmatch(line)
        if found is None or not (found["dash"] or found["key"]):
            yield line
            continue
        margin = found["indent"] + " " * _STEP * ((found["dash"] is not None) + (found["key"] is not None))
        start = at
        while at < len(lines) and (not lines[at] or lines[at].startswith(margin)):
            at += 1
        blocks.append(_block([one.removeprefix(margin) for one in lines[start:at]]))
        if at < len(lines) and lines[at].isspace():
            raise _OddError
        yield f"{line[:-2]}{_HELD}{len(blocks) - 1}"


def _block(lines: list[str]) -> str:
    text = "\n".join(lines).rstrip("\n")
    if not text or text[0] in " \n" or len(text) > MAX_TEXT or any(line.isspace() for line in lines):
        raise _OddError
    return text
