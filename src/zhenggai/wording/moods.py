"""A text of progress cut into clauses, each done or still intended; what a clause states is not read here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.wording.lexicon import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.wording.lexicon import Lexicon

_CLAUSE = re.compile(r"[^，。；！？：\n,;!?:]+(?:[,:](?=\d)[^，。；！？：\n,;!?:]+)*")
_SENTENCE_END = "。；！？\n;!?"
# 下一步工作打算：一是… announces plans up to the end of the text, or to a clause that says 已.
_ANNOUNCES = re.compile(r"(?:下一?步|下一?阶段|今后|接下来)")
# 力争年底前，… wishes for what comes after the comma.
_ONLY_A_TERM = ("前", "底", "内", "末")
_DONE_ALREADY = re.compile(r"已|(?<![为终除])了(?!解)|完毕|尚未|仍未|还未|目前|截至|截止")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without its punctuation, and whether it speaks of what is still to be done."""

    text: str
    is_intended: bool


def clauses(text: str, lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the clauses of a text in their order; blank ones are left out."""
    scope = ""
    end = 0
    for match in _CLAUSE.finditer(text):
        between = text[end : match.start()]
        if scope == "sentence" and any(mark in _SENTENCE_END for mark in between):
            scope = ""
        end = match.end()
        body = match[0].strip()
        if not body:
            continue
        parts = tuple(lexicon.parts(body))
        plan, wish = _first(parts, Tone.PLAN), _first(parts, Tone.WISH)
        done = match_at.start() if (match_at := _DONE_ALREADY.search(body)) else len(body)
        if done < min(plan, wish):
            scope = ""
        elif plan < len(body):
            scope = "text" if scope == "text" or _ANNOUNCES.match(body) else "sentence"
        yield Clause(body, bool(scope) or wish < done)
        if wish < done and body.endswith(_ONLY_A_TERM):
            scope = scope or "sentence"


def _first(parts: tuple[tuple[Tone | None, str], ...], tone: Tone) -> int:
    """Return the position of the first word of a tone, the length of the clause where there is none."""
    position = 0
    for has, word in parts:
        if has is tone:
            return position
        position += len(word)
    return position
