"""What the rules on substance share: which entries still speak for a task, how they are quoted, what is new in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.wording.facts import Kind, Reading, read_facts
from zhenggai.wording.similarity import plain, repeated_share, runs

if TYPE_CHECKING:
    from zhenggai.checks.subject import EntryAt, TaskAt
    from zhenggai.wording.lexicon import Lexicon

SHORTEST_COPY = 12
"""Characters below which the same words are no copy: two tasks may both be 已拆除并通过验收."""

_LONGEST_QUOTE = 24
_SAYS_IT_IS_DONE = re.compile("已|了(?!解)|完毕")
_SAME = 0.8


def newest_first(at: TaskAt) -> list[EntryAt]:
    """Return the entries of a task from the one that speaks as of the day back to its first.

    A log is append-only: what was badly written is mended by the next entry. So whoever looks for something wrong looks
    from the newest entry on, and no further back than to the first that is right.
    """
    return sorted(at.entries, key=lambda one: one.entry.date)[::-1]


def quoted(text: str) -> str:
    """Return the beginning of a text in quotes, in one line."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + '…'}”"


def percent(share: float) -> str:
    """Return a share as a percentage, 100 only for all of it."""
    return f"{int(share * 100)}%"


def says_something_new(text: str, source: str, lexicon: Lexicon) -> bool:
    """Say whether a text states anything somebody could look up that the source does not state.

    That something is done is new where the source only said that it would be.
    """
    body, known = plain(source), runs(plain(source))
    was_done = bool(_SAYS_IT_IS_DONE.search(source))
    new = []
    for fact in read_facts(text, lexicon).facts:
        words = plain(fact.text)
        stood_there = words in body or repeated_share(words, known) >= _SAME
        now_done = fact.kind is Kind.DEED and not was_done and _SAYS_IT_IS_DONE.search(fact.text)
        if not stood_there or now_done:
            new.append(fact)
    return Reading(tuple(new), (), ()).states_something
