"""The hidden sheet 方案: a whole plan as lines of place and text, so that a workbook brings back every character.

The other sheets show a plan, cut, joined and cleaned for reading; this one keeps it. Export and import must agree on
it, so both directions stand here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PLAN_SHEET = "方案"
"""The name of the sheet; no layout may be called the same."""
HEADINGS = ("位置", "内容")
"""What stands in its first row."""

_STEP = "/"
_ITEM = "#"
_ESCAPES = (("~", "~0"), (_STEP, "~1"), (_ITEM, "~2"))
"""What a key of somebody's own may not have as it is, in the manner of a JSON pointer (RFC 6901)."""


def to_lines(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the place and text of every scalar of a tree, e.g. `类型/#1/名称`; items of lists count from 1.

    An empty mapping is a place that ends with a stroke, `声明/`, and no text; an empty list yields nothing.
    """
    yield from _lines(data, ())


def from_lines(lines: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the tree of such lines, every scalar as its text; the way back of `to_lines`.

    Raises:
        ValueError: a place is none, or two lines contradict each other.
    """
    root: dict[str, Any] = {}
    for place, text in lines:
        node: Any = root
        steps = [_read(step) for step in place.removesuffix(_STEP).split(_STEP)]
        last: Any = {} if place.endswith(_STEP) else text
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            fresh: Any = last if following is None else [] if isinstance(following, int) else {}
            node = _below(node, step, fresh, place)
    return root


def _lines(value: Any, steps: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _lines(below, (*steps, _written(key)))
        if not value and steps:
            yield _STEP.join(steps) + _STEP, ""
    elif isinstance(value, (list, tuple)):
        for number, below in enumerate(value, start=1):
            yield from _lines(below, (*steps, f"{_ITEM}{number}"))
    else:
        yield _STEP.join(steps), str(value)


def _below(node: Any, step: str | int, fresh: Any, place: str) -> Any:
    """Return what stands under a step, put there if nothing does yet."""
    if isinstance(step, int) and isinstance(node, list):
        if step == len(node) + 1:
            node.append(fresh)
        if 1 <= step <= len(node) and type(node[step - 1]) is type(fresh):
            return node[step - 1]
    elif isinstance(step, str) and isinstance(node, dict):
        found = node.setdefault(step, fresh)
        if type(found) is type(fresh):
            return found
    raise ValueError(f"“{place}”放不进方案")


def _written(key: str) -> str:
    for character, escape in _ESCAPES:
        key = key.replace(character, escape)
    return key


def _read(step: str) -> str | int:
    if step.startswith(_ITEM) and step[1:].isdecimal():
        return int(step[1:])
    for character, escape in reversed(_ESCAPES):
        step = step.replace(escape, character)
    return step
