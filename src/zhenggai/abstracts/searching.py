"""Finds the tasks that hold some words: in the bytes of the files where that is certain, else in the plans.

The answer is `texts.tasks_with` of every plan; this is only the quick way to it. A file that has a word nowhere is left
at that, and where its spans are known a place in the bytes tells the task.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.abstract import Section
from zhenggai.abstracts.image import open_image
from zhenggai.abstracts.shelved import by_shelf, each_section
from zhenggai.abstracts.spans import VOCABULARY, Trust, open_spans
from zhenggai.abstracts.texts import tasks_with
from zhenggai.store.rereading import unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhenggai.abstracts.shelved import Abstract

_PLAIN = re.compile("(?:[0-9A-Za-z]|[^\x00-\x7f])+")
"""What stands in the bytes of a file as it reads: nothing that YAML may quote, double or fold."""


class Word(NamedTuple):
    """A word, and what to look for in the bytes of a file."""

    raw: bytes
    """The longest part of it that stands there as it reads."""
    is_whole: bool
    """Whether that is the whole word, and what is found is a text and never a key, a day or a number."""


def find_tasks(abstracts: Sequence[Abstract], words: Sequence[str]) -> dict[Abstract, frozenset[int]]:
    """Return the positions of the tasks that hold every word, by plan; plans without any are left out.

    Raises:
        FileTrouble: a file has become unreadable in the meantime.
    """
    meant = looked_for(words)
    found: dict[Abstract, frozenset[int]] = {}
    in_doubt: list[Abstract] = []
    for abstract, tasks in _in_files(abstracts, meant):
        if tasks is None:
            in_doubt.append(abstract)
        elif tasks:
            found[abstract] = tasks
    for abstract, image in each_section(Section.IMAGE, in_doubt):
        if tasks := tasks_with(open_image(image), words):
            found[abstract] = tasks
    return found


def looked_for(words: Sequence[str]) -> list[Word]:
    """Say of each word what to look for in the bytes of a file."""
    return [_word(word) for word in words]


def _word(word: str) -> Word:
    longest = max(_PLAIN.findall(word), key=len, default="")
    # Days, numbers and digests are ASCII throughout; what is not may still be a key or a status.
    may_be_no_text = word.isascii() or any(word in term for term in VOCABULARY)
    return Word(longest.encode(), is_whole=longest == word and not may_be_no_text)


def _in_files(abstracts: Sequence[Abstract], words: Sequence[Word]) -> Iterable[tuple[Abstract, frozenset[int] | None]]:
    """Yield each plan with the tasks that hold the words, or with None where the bytes do not tell."""
    packed = dict(each_section(Section.SPANS, abstracts))
    for shelf, some in by_shelf(abstracts).items():
        by_path = {abstract.path: abstract for abstract in some}
        for path, raw in unchanged(shelf.ledgers, {path: shelf.files[path] for path in by_path}):
            abstract = by_path.pop(path)
            yield abstract, in_bytes(raw, packed[abstract], words)
        for abstract in by_path.values():
            yield abstract, None


def in_bytes(raw: bytes, packed: bytes, words: Sequence[Word]) -> frozenset[int] | None:
    """Return the positions of a plan's tasks that hold the words, from its file and what was packed of its spans.

    None where the bytes do not tell.
    """
    if packed[0] == Trust.NOTHING:
        return None
    if any(word.raw not in raw for word in words):
        return frozenset()
    if packed[0] == Trust.ABSENCE or not all(word.is_whole for word in words):
        return None
    spans = open_spans(packed)
    return frozenset.intersection(*(frozenset(spans.tasks(raw, word.raw)) for word in words))
