"""What `--search` means: which texts belong to a task, and which tasks of a plan hold the words; the one definition.

`searching` answers the same from the bytes of the files, where it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhenggai.abstracts.image import FREE, READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NO_TEXTS = frozenset({*READERS, "id", "sha256"})
"""Attributes that are no text though they are written as one: days and numbers, and words of a closed vocabulary."""


def tasks_with(plan: Any, words: Sequence[str]) -> frozenset[int]:
    """Return the positions of the tasks that hold every word, each in whichever of the task's texts.

    Texts of a task are all it says itself, its log and its own columns (their headings too) among it, the title and
    description of its issue, and the name of its category. A word is looked for character by character.
    """
    found, position = set(), 0
    for category in plan.categories:
        for issue in category.issues:
            shared = [text for text in (category.name, issue.title, issue.description) if text]
            for task in issue.tasks:
                texts = [*shared, *_texts(task.plain)]
                if all(any(word in text for text in texts) for word in words):
                    found.add(position)
                position += 1
    return frozenset(found)


def _texts(record: Mapping[str, Any]) -> Iterator[str]:
    for name, value in record.items():
        if name == FREE:
            yield from value
            yield from value.values()
        elif name not in _NO_TEXTS:
            yield from _texts_in(value)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
