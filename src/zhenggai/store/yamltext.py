"""Values as YAML text in the house style of a ledger, or in the style a file already has; nothing is read here.

Long text is never folded. A text is quoted only where our loader or an ordinary YAML 1.1 or 1.2 reader would
otherwise take it for something else; dates and whole numbers are written bare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeGuard

import yaml

Value = str | int | date | None | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written: text, a whole number, a day, nothing, a list, a mapping."""


class Shape(NamedTuple):
    """Which keys hold something written on one line: the whole value in `flow`, each list entry in `flow_items`."""

    flow: frozenset[str] = frozenset()
    flow_items: frozenset[str] = frozenset()


class Indent(NamedTuple):
    """How a file is indented, in blanks.

    `step` from a key to the keys of its mapping, `dash` from a key to the dashes of its list, `gap` from a dash to
    what follows it.
    """

    step: int = 2
    dash: int = 0
    gap: int = 2


HOUSE_SHAPE = Shape(
    flow=frozenset(
        (
            "发文机关",
            "集中整改",
            "声明",
            "日",
            "对象",
            "形式",
            "整改时限",
            "问题来源",
            "佐证",
            "附加",
            "简称",
            "节假日",
            "调休上班日",
        )
    ),
    flow_items=frozenset(("依据", "报送", "报送记录", "联系人", "延期")),
)
"""The house style: records of a few short facts on one line, everything that grows one fact a line."""

_RESOLVER = yaml.resolver.Resolver()
_PLAIN_IN_1_2 = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=~<.")
_FLOW_MARKS = frozenset(",[]{}:?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LITERAL_FORBIDS = re.compile(r"(?m)\A[ \n]|\n\Z|\r|^[ ]*\t|^ +$|^ *(?:<{7}|\|{7}|={7}|>{7})")


def entry_lines(key: str, value: Value, indent: Indent, shape: Shape) -> tuple[str, ...]:
    """Return the lines of `key: value`, the first one at column 0."""
    head, below = tail(key, value, indent, shape)
    return (f"{scalar(key)}:{head}", *below)


def tail(key: str, value: Value, indent: Indent, shape: Shape) -> tuple[str, tuple[str, ...]]:
    """Return what follows `key:` on its line and the lines below it, indented as seen from the key."""
    if key not in shape.flow:
        if isinstance(value, Mapping) and value:
            return "", _shifted(_mapping_lines(value, indent, shape), indent.step)
        if _is_list(value) and value:
            return "", _shifted(item_lines(key, value, indent, shape), indent.dash)
        if literal := _literal_lines(value):
            return f" {literal[0]}", _shifted(literal[1:], indent.step)
    written = inline(value)
    return f" {written}" if written else "", ()


def item_lines(key: str, items: Sequence[Value], indent: Indent, shape: Shape) -> tuple[str, ...]:
    """Return the lines of list items, their dashes at column 0; `key` is the key the list belongs to."""
    return tuple(line for item in items for line in _item(key, item, indent, shape))


def inline(value: Value, *, in_flow: bool = False) -> str:
    """Return the value on one line; nothing for None."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(_flow_pair(key, below) for key, below in value.items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(inline(item, in_flow=True) for item in value) + "]"
    if value is None:
        return ""
    return scalar(value, in_flow=in_flow) if isinstance(value, str) else str(as_read(value))


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return a text as it must be written to be read as this text: bare, or in quotes."""
    if _can_be_bare(text, in_flow=in_flow):
        return text
    if not re.search(r"[\"\\\n\r\t]", text):
        return f'"{text}"'
    if "'" not in text and not re.search(r"[\n\r\t]", text):
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def as_read(value: Value) -> Any:
    """Return the data the loader gives back for a value: texts, lists, dicts and None.

    Raises:
        TypeError: a ledger has no way to write a value of this kind.
    """
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): as_read(below) for key, below in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence) and None not in value:
        return [as_read(item) for item in value]
    if type(value) is date:
        return value.isoformat()
    if type(value) is int:
        return str(value)
    raise TypeError(f"a ledger cannot hold {value!r}")


def texts(data: Any) -> Iterator[str]:
    """Yield every text of data as read, the keys excepted."""
    if isinstance(data, dict):
        for below in data.values():
            yield from texts(below)
    elif isinstance(data, list):
        for item in data:
            yield from texts(item)
    elif data is not None:
        yield data


def keys(data: Any) -> Iterator[str]:
    """Yield every key of data as read."""
    if isinstance(data, dict):
        yield from data
    for below in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from keys(below)


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _shifted(lines: tuple[str, ...], columns: int) -> tuple[str, ...]:
    blanks = " " * columns
    return tuple(blanks + line if line else line for line in lines)


def _mapping_lines(value: Mapping[str, Value], indent: Indent, shape: Shape) -> tuple[str, ...]:
    return tuple(line for key, below in value.items() for line in entry_lines(key, below, indent, shape))


def _item(key: str, item: Value, indent: Indent, shape: Shape) -> tuple[str, ...]:
    lines: tuple[str, ...]
    if isinstance(item, Mapping) and item and key not in shape.flow_items:
        lines = _mapping_lines(item, indent, shape)
    else:
        lines = _literal_lines(item) or (inline(item),)
    first, *below = lines
    return (f"-{' ' * (indent.gap - 1)}{first}".rstrip(" "), *_shifted(tuple(below), indent.gap))


def _literal_lines(value: Value) -> tuple[str, ...]:
    """Return a text of several lines as a `|` block, or nothing where a block would not keep every character."""
    if not isinstance(value, str) or "\n" not in value or _LITERAL_FORBIDS.search(value):
        return ()
    return ("|-", *value.split("\n"))


def _flow_pair(key: str, value: Value) -> str:
    return f"{scalar(key, in_flow=True)}: {inline(value, in_flow=True)}"


def _can_be_bare(text: str, *, in_flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _FIRST:
        return False
    if ": " in text or text.endswith(":") or " #" in text or re.search(r"[\t\n\r]", text):
        return False
    if in_flow and not _FLOW_MARKS.isdisjoint(text):
        return False
    if _PLAIN_IN_1_2.fullmatch(text):
        return False
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs say no more
    return tag == yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG
