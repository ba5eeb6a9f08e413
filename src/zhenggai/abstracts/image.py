"""The image of a plan: the same names and values as the model's, read from JSON without the model's machinery.

Questions that look into a plan (`asof`, `periods`, what `show` prints) take either. What was valid when the image was
made is not validated again.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any

from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhenggai.model import Plan

_FAST = 1
"""zlib's level: Chinese text shrinks to a third at the quickest."""

READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("approved", "date", "due", "end", "issued", "period", "start", "until"), date.fromisoformat),
    "status": Status,
    "kind": DeadlineKind,
    "cadence": Cadence,
}
"""The attributes of the model that are not text, numbers or records."""
FREE = "extra"
"""A mapping with a clerk's own keys, which are not attributes."""


class Image:
    """One record of a plan, whose attributes are the model's; a value is made when it is first looked at."""

    def __init__(self, plain: dict[str, Any]) -> None:
        """Take what the JSON says; it must not be changed afterwards."""
        self.plain = plain
        """The record as JSON: days as text, what is absent as None."""

    def __getattr__(self, name: str) -> Any:
        """Make the value of an attribute and keep it."""
        try:
            found = self.plain[name]
        except KeyError:
            raise AttributeError(name) from None
        value = _value(name, found)
        self.__dict__[name] = value
        return value

    def __eq__(self, other: object) -> bool:
        """Compare what the records say."""
        return isinstance(other, Image) and self.plain == other.plain

    __hash__ = None  # type: ignore[assignment]  # it holds lists, and nobody needs it as a key

    def rows(self) -> Iterator[tuple[Image, Image, Image]]:
        """Yield every task with the issue and category it stands under, as `Plan.rows` does."""
        for category in self.categories:
            for issue in category.issues:
                for task in issue.tasks:
                    yield category, issue, task


def pack_image(plan: Plan) -> bytes:
    """Write down the whole plan."""
    return zlib.compress(plan.model_dump_json().encode(), _FAST)


def open_image(packed: bytes) -> Any:
    """Return the image of the plan; to be used as a `Plan` that is only read."""
    return Image(json.loads(zlib.decompress(packed)))


def _value(name: str, found: Any) -> Any:
    if isinstance(found, list):
        return tuple(_value(name, item) for item in found)
    if isinstance(found, dict):
        return found if name == FREE else Image(found)
    reader = READERS.get(name)
    return found if reader is None or found is None else reader(found)


def told(image: Any) -> dict[str, Any]:
    """Return a record's image as JSON without what is absent."""
    without_absent: dict[str, Any] = _present(image.plain)
    return without_absent


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value
