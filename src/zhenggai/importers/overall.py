"""A day that a plan sets for all of its problems in one sentence: 以上问题于8月30日前整改完毕."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.doubts import Doubt, Kind, quote
from zhenggai.importers.prose import deadline_in
from zhenggai.importers.raw import tasks_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory

_SENTENCE = re.compile(r"[^。；]+")
_LONGEST = 400
_OF_ALL = re.compile(
    r"(?:以上|上述|所有|全部|各项)[^。；]{0,24}(?:问题|隐患|任务|整改|措施)[^。；]*"
    r"|(?:各|你|请|有关|相关|责令)[^。；]{0,80}(?:前|内|底|末)[^。；，]{0,6}(?:整改(?:到位|完毕|完成)|完成(?:全部)?整改|改正|整改销号)[^。；]*"
    r"|(?:请|责令)?你[^。；]{0,80}(?:前|内|底|末)[^。；，]{0,24}(?:退回|退还|归还|上缴|清退|拆除|恢复原状)[^。；]*"
)


def with_overall_deadline(
    categories: tuple[RawCategory, ...], texts: Sequence[Passage], issued: date | None
) -> tuple[tuple[RawCategory, ...], tuple[Doubt, ...]]:
    """Give every task that day, with a doubt, where no task has a deadline of its own and one sentence sets one."""
    if not categories or any(Term.DEADLINE in task.fields for task in tasks_in(categories)):
        return categories, ()
    for text in texts:
        for sentence in _sentences_of_all(text):
            found = [words for words, due in deadline_in(sentence, issued) if due is not None]
            if len(found) == 1:
                message = f"整改时限“{found[0].text}”是对全部问题一起写的（“{sentence.text}”），已填到每一项，请核对"
                return _filled(categories, found[0]), (Doubt(Kind.DEADLINE, message, sentence.at, (quote(sentence),)),)
    return categories, ()


def _sentences_of_all(text: Passage) -> Iterator[Passage]:
    """Yield what is said of all problems, a sentence each; what goes on and on is no sentence."""
    for sentence in _SENTENCE.finditer(text.text):
        if len(sentence[0]) <= _LONGEST and (match := _OF_ALL.search(sentence[0])):
            yield text.cut(sentence.start() + match.start(), sentence.start() + match.end())


def _filled(categories: tuple[RawCategory, ...], deadline: Passage) -> tuple[RawCategory, ...]:
    return tuple(
        replace(
            category,
            issues=tuple(
                replace(
                    issue,
                    tasks=tuple(replace(task, fields={**task.fields, Term.DEADLINE: deadline}) for task in issue.tasks),
                )
                for issue in category.issues
            ),
        )
        for category in categories
    )
