"""What an order says of its numbered findings together: by when (第1、2项于…前), and to whom; not what they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.doubts import Doubt, Kind, quote
from zhenggai.importers.prose import deadline_in
from zhenggai.importers.raw import tasks_in
from zhenggai.importers.task_stream import UNIT_TERMS
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory, RawIssue

_CLAUSE = re.compile(r"[^，,；;。]+")
_NUMBERS = re.compile(
    r"第\s*(?P<numbers>[0-9一二三四五六七八九十]{1,3}(?:\s*(?:[、和及至到~—–-]|以及)\s*第?\s*[0-9一二三四五六七八九十]{1,3})*)\s*[项条个]"
)
_ONE = re.compile(r"(?P<joint>[至到~—–-])?\s*第?\s*(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})")
_AT_ONCE = re.compile(r"立即(?:整改|改正)|当场(?:整改|改正)|立行立改|即知即改")
_ADDRESSED = re.compile(r"责令(?:你|该)|(?:你|贵)(?:单位|公司|局|场所|厂|院|校|店|园|乡|镇|街道|村|支部|中心)")
_FURTHEST = 99


def with_numbered_deadlines(
    categories: tuple[RawCategory, ...], texts: Sequence[Passage], issued: date | None
) -> tuple[RawCategory, ...]:
    """Give problems the day that a sentence sets for them by their numbers, where none has a deadline of its own."""
    issues = [issue for category in categories for issue in category.issues]
    numbers = [issue.number for issue in issues]
    if None in numbers or len(set(numbers)) < len(numbers):
        return categories
    if any(Term.DEADLINE in task.fields for task in tasks_in(categories)):
        return categories
    days = {number: day for text in texts for number, day in _days(text, issued) if number in numbers}
    return _filled(categories, {number: {Term.DEADLINE: day} for number, day in days.items()}) if days else categories


def _days(text: Passage, issued: date | None) -> Iterator[tuple[int, Passage]]:
    """Yield the numbers of a text with the day it sets for them: in the same clause, or in the one behind."""
    waiting: tuple[int, ...] = ()
    for clause in _CLAUSE.finditer(text.text):
        found = tuple(number for match in _NUMBERS.finditer(clause[0]) for number in _numbers(match["numbers"]))
        waiting = found or waiting
        if not waiting:
            continue
        days = [words for words, due in deadline_in(text.cut(clause.start(), clause.end()), issued) if due]
        at_once = _AT_ONCE.search(text.text, clause.start(), clause.end())
        day = days[0] if len(days) == 1 else text.cut(at_once.start(), at_once.end()) if at_once else None
        if day:
            yield from ((number, day) for number in waiting)
            waiting = ()


def _numbers(words: str) -> Iterator[int]:
    """Yield the numbers of 1、3至5."""
    last = 0
    for match in _ONE.finditer(words):
        number = to_number(match["number"]) or 0
        if match["joint"] and last < number < last + _FURTHEST:
            yield from range(last + 1, number + 1)
        else:
            yield number
        last = number


def with_addressee(
    categories: tuple[RawCategory, ...], addressee: Passage, texts: Sequence[Passage]
) -> tuple[tuple[RawCategory, ...], tuple[Doubt, ...]]:
    """Take the one an order is addressed to for 责任单位, with a doubt, where it names nobody else."""
    named = any(UNIT_TERMS & set(task.fields) for task in tasks_in(categories))
    is_one = addressee and not re.search(r"[、，,；;]|^各|有关|单位$", addressee.text)
    if not categories or named or not is_one or not any(_ADDRESSED.search(text.text) for text in texts):
        return categories, ()
    message = f"原文没有写责任单位，按主送单位“{addressee.text}”填，请核对"
    doubt = Doubt(Kind.UNITS, message, addressee.at, (quote(addressee),), minor=True)
    filled = tuple(
        replace(category, issues=tuple(_with(issue, {Term.UNITS: addressee}) for issue in category.issues))
        for category in categories
    )
    return filled, (doubt,)


def _filled(
    categories: tuple[RawCategory, ...], fields: Mapping[int, Mapping[Term, Passage]]
) -> tuple[RawCategory, ...]:
    return tuple(
        replace(
            category,
            issues=tuple(
                _with(issue, fields[issue.number]) if issue.number is not None and issue.number in fields else issue
                for issue in category.issues
            ),
        )
        for category in categories
    )


def _with(issue: RawIssue, fields: Mapping[Term, Passage]) -> RawIssue:
    return replace(issue, tasks=tuple(replace(task, fields={**task.fields, **fields}) for task in issue.tasks))
