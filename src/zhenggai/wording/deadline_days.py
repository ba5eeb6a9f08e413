"""The time in a deadline's wording, read to one day: places in the calendar, ranges, spans counted from 印发日期.

What has to be reached by that day is not known here; that is `deadlines`. Texts are folded by `deadline_words.fold`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zhenggai.dates import add_months, add_workdays
from zhenggai.wording.deadline_questions import ask, ask_about_period
from zhenggai.wording.deadline_spots import YEAR, Basis, Extent, Spot, find_spot, resolve
from zhenggai.wording.deadline_words import NUMBER, match_at
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    from datetime import date

LONGEST_COUNT = 1000
"""More days, weeks or months than this are a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was read: its last day, where the text goes on, and warnings."""

    due: date
    end: int
    warnings: tuple[str, ...] = ()


_LEAD = (
    r"(?:(?P<soft>力争|争取|计划|拟|原则上)|限期?|确保|务必|必须|务|须|需|应|要|含)*"
    r"(?:不迟于|不晚于|不超过|至迟|最迟|最晚|截至|截止|[于在到至])*"
)
_ISSUING = r"(?:本|该|此)?(?:整改)?(?:工作)?(?:方案|通知|文件|文|清单|台账)?(?:印发|下发|制发|发文)(?:之日|当日|日)?"
_SINCE_ISSUE = rf"[自从由]?(?:即日|{_ISSUING})(?:起|开始)?(?:至|到|-)"
_AFTER_ISSUE = rf"[自从由]?(?:即日起|{_ISSUING}(?:起|之?后|以后)?)的?,?"
_TEENS = "[二三四五六七八九]?十[一二三四五六七八九]?"
_COUNT = rf"(?P<count>[0-9]{{1,4}}|一百[零一二三四五六七八九十]*|{_TEENS}|[一二两三四五六七八九])"
_SPAN = (
    rf"(?:{_COUNT}(?:个?(?P<workdays>工作日)|(?P<days>天|个?自然日|日)|个?(?P<weeks>周|星期)|个(?P<months>月)|(?P<years>年))"
    r"|(?P<half_year>半年)|(?P<half_month>半个?月))(?:时间)?(?P<within>以内|之内|内)?"
)
_MONTH_OR_MONTHS = {"1月", "一月", "三月", "六月"}
"""With 内 either the month or so many months; 9月内 is the month."""
_NUMBER_OR_YEAR = rf"(?:[0-9]{{4}}|{NUMBER})"
_UNFINISHED = (
    rf"[自从由]?(?P<start>(?:{YEAR}年)?(?:{NUMBER}月)?第?{_NUMBER_OR_YEAR})(?:至|到|-)"
    rf"(?=第?{_NUMBER_OR_YEAR}(?P<unit>年|月|季度|[日号]))"
)
_SINCE = r"[自从由]?"
_TO = r"(?:起|开始)?(?:至|到|-)"
_HOUR = "(?:2[0-4]|[01]?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二三四五六七八九])"
_CLOCK = (
    rf"T?(?:上午|下午|中午|晚上?|早上?)?{_HOUR}(?:[时点](?:整|半|[0-9]{{1,2}}分)?|:[0-9]{{2}}(?::[0-9]{{2}})?)"
    r"|下班(?=[之以]?前)"
)
_START_OF_DAY = r"T?(?:0?0|零)(?:[时点]整?|:00(?::00)?)"
_END_OF_DAY = r"(?:24|二十四)(?:[时点]整?|:00(?::00)?)"
_BY = (
    r"(?:\(含(?:当[日天]|本[日数])?\))?(?:(?P<before>之前|以前|前)|(?P<inside>之内|以内|内|期间)|(?:为?止|截止|截至|结束))"
    r"|当[日天]前?"
)


def read_time(text: str, start: int, basis: Basis, *, alone: bool) -> Time | None:
    """Read the time that stands at `start`, or return None where there is none.

    `alone` says that nothing but a heading stands before it: only then is `3个月` a span without 内.
    Raises Unsettled where the words are a time but give no one day.
    """
    lead = match_at(_LEAD, text, start)
    at = lead.end() if lead else start
    time = _read_span(text, at, basis, alone=alone) or _read_range(text, at, basis) or _read_spot(text, at, basis)
    if time is None:
        return None
    soft = lead["soft"] if lead else None
    warnings = (*time.warnings, f"原文写的是“{soft}”，已按硬时限读，请核对") if soft else time.warnings
    return replace(time, warnings=warnings)


def _read_span(text: str, start: int, basis: Basis, *, alone: bool) -> Time | None:
    """Read N日内, N个工作日, N个月内, 半年内, counted from 印发日期, which itself is not counted."""
    origin = match_at(_AFTER_ISSUE, text, start)
    span = match_at(_SPAN, text, origin.end() if origin else start)
    if span is None:
        return None
    # 30日 alone is rather a day of a month.
    if not (span["within"] or origin or (alone and span["days"] != "日")):
        return None
    count = to_number(span["count"]) if span["count"] else 1
    if count is None or (span["years"] and count >= 10):  # 2023年内 and 23年内 name a year
        return None
    words = text[start : span.end()]
    if not 1 <= count <= LONGEST_COUNT:
        raise ask(f"“{words}”的数目疑有笔误")
    due, warnings = _count_off(span, basis.issue_day(words), count, basis)
    return Time(due, span.end(), warnings)


def _count_off(span: re.Match[str], issued: date, count: int, basis: Basis) -> tuple[date, tuple[str, ...]]:
    """Return the last day of a span, and warnings on how it was counted."""
    if span["workdays"]:
        counted = add_workdays(issued, count, basis.holidays, basis.workdays)
        return counted.day, tuple(
            f"{year}年的放假调休安排未知，工作日按周一至周五和设置里的节假日推算，请核对"
            for year in counted.unknown_years
        )
    if span["half_month"]:
        return issued + timedelta(days=15), ("半个月按15日推算，请核对",)
    if span["days"]:
        return issued + timedelta(days=count), ()
    if span["weeks"]:
        return issued + timedelta(days=count * 7), ()
    months = 6 if span["half_year"] else count * 12 if span["years"] else count
    return add_months(issued, months), ()


def _read_range(text: str, start: int, basis: Basis) -> Time | None:
    """Read …至…: the end counts, and takes the year (and for a bare day the month) of the start where it has none."""
    begun = _begin_range(text, start, basis)
    if begun is None:
        return None
    first, at = begun
    last = find_spot(text, at, basis, first)
    if last is None:
        return None
    due = resolve(last, basis)
    if first and _begins_after(first, due, basis):
        raise ask(f"“{text[start : last.end]}”的起止颠倒，疑有笔误")
    return _close(text, start, last, due)


def _begin_range(text: str, start: int, basis: Basis) -> tuple[Spot | None, int] | None:
    """Return a range's start (None for 即日 and 印发之日) and where its end is worded, or None without a range."""
    if match := match_at(_SINCE_ISSUE, text, start):
        return None, match.end()
    if match := match_at(_UNFINISHED, text, start):
        whole = match["start"] + match["unit"]
        first = find_spot(whole, 0, basis)
        return (first, match.end()) if first and first.end == len(whole) else None
    since = match_at(_SINCE, text, start)
    first = find_spot(text, since.end() if since else start, basis)
    to = match_at(_TO, text, first.end) if first else None
    return (first, to.end()) if to else None


def _begins_after(first: Spot, due: date, basis: Basis) -> bool:
    """Say whether a range begins after it ends; a start without a year may lie in the year before the end's."""
    if first.year is None:
        first = replace(first, year=due.year)
        if resolve(first, basis) > due and (basis.issued is None or due.year > basis.issued.year):
            return False
    return resolve(first, basis) > due


def _read_spot(text: str, start: int, basis: Basis) -> Time | None:
    spot = find_spot(text, start, basis)
    return _close(text, start, spot, resolve(spot, basis)) if spot else None


def _close(text: str, start: int, spot: Spot, due: date) -> Time:
    """Read what closes a time: the hour, 前, 内, 止."""
    clock = match_at(_CLOCK, text, spot.end) if spot.extent is Extent.DAY else None
    at = clock.end() if clock else spot.end
    by = match_at(_BY, text, at)
    if by and by["inside"] and spot.extent is Extent.DAY:
        by = None  # 6月13日内 is no Chinese
    end = by.end() if by else at
    words = text[start:end]
    before = bool(by and by["before"])
    if before and spot.extent is Extent.PERIOD:
        raise ask_about_period(words)
    if by and by["inside"] and spot.year is None and spot.words in _MONTH_OR_MONTHS:
        raise ask(f"“{words}”可以是当月底前，也可以是几个月之内")
    warnings = _hour_warnings(clock[0], words, pasted=spot.numeric and not by) if clock else ()
    if before and spot.extent is Extent.TEN_DAYS:
        warnings = (f"“{words}”按含本旬读，请核对",)
    return Time(due, end, warnings)


def _hour_warnings(clock: str, words: str, *, pasted: bool) -> tuple[str, ...]:
    """Warn that hours are not kept; asks about midnight, which is of two days, unless a spreadsheet put it there."""
    if re.fullmatch(_START_OF_DAY, clock):
        if pasted:
            return ()
        raise ask(f"“{words}”是当天零时，当天算不算在内没有说清")
    if re.fullmatch(_END_OF_DAY, clock):
        return ()
    return ("台账只记到日，钟点没有记",)
