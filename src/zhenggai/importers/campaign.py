"""集中整改: the period a plan sets for concentrated work, read from the sentence that sets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.importers.doubts import Doubt, Kind, quote
from zhenggai.wording.deadlines import read_deadline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zhenggai.importers.passage import Passage

_SET = re.compile(
    r"集中(?:整改|整治|攻坚)(?:时间|期限|期|阶段|时段)?(?:安排)?(?:为|是|从|自|：|:|（|\()\s*(?P<words>[^。；;）)]{4,60})"
)
_FROM_ISSUE = re.compile(r"(?:印发|下发|发布|即日|公布|发文)")


def read_campaign(texts: Sequence[Passage], issued: date | None) -> tuple[tuple[date, date] | None, tuple[Doubt, ...]]:
    """Return the first and the last day, or a doubt where a sentence sets a period that cannot be read."""
    for text in texts:
        match = _SET.search(text.text)
        if not match:
            continue
        words = text.cut(match.start("words"), match.end("words"))
        end = read_deadline(words.text, issued).due
        start = issued if _FROM_ISSUE.search(words.text) else _first_day(words.text, issued)
        if start and end and start <= end:
            return (start, end), ()
        if re.search(r"[0-9]", words.text):
            message = f"集中整改的起止读不出来：“{words.text}”，请自行补上"
            return None, (Doubt(Kind.HEADER, message, words.at, (quote(words),)),)
    return None, ()


def _first_day(words: str, issued: date | None) -> date | None:
    first = re.split(r"起?[至到—–-]", words, maxsplit=1)[0].removesuffix("起")
    return read_deadline(first, issued).due if first != words else None
