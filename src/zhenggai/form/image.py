"""The image of a record: the model's names and values over plain JSON, without the model's machinery.

Whoever only reads (`asof`, `periods`, what `show` prints) takes either. What was valid when the JSON was made is not
validated again.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhenggai.form.quick import Plain

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

    def __init__(self, plain: Plain) -> None:
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


def image_of(record: Any) -> Image:
    """Return the image of a record of the model; one that is an image already as it is."""
    return record if isinstance(record, Image) else Image(json.loads(record.model_dump_json()))


def _value(name: str, found: Any) -> Any:
    if isinstance(found, list):
        return tuple(_value(name, item) for item in found)
    if isinstance(found, dict):
        return found if name == FREE else Image(found)
    reader = READERS.get(name)
    return found if reader is None or found is None else reader(found)
