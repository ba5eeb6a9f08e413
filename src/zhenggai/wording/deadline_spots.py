"""Places in the calendar as a deadline words them, found and resolved to a day: 6月13日, 11月底, 明年上半年, 2023.8.31.

Ranges, spans counted from 印发日期 and the 前 behind a place are read in `deadline_days`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from zhenggai.dates import add_months, clamped_day, month_end
from zhenggai.wording.deadline_questions import ask, ask_about_day, ask_about_issue, ask_about_year
from zhenggai.wording.deadline_words import NUMBER, match_at
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    import re
    from collections.abc import Collection
    from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2099
LOOK_BACK = timedelta(days=60)
"""A day without a year that lies further than this before 印发日期 is the next year's."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a wording is reckoned from: 印发日期, and the days off and on that a workspace declares."""

    issued: date | None
    holidays: Collection[date] = ()
    workdays: Collection[date] = ()

    def issue_day(self, words: str) -> date:
        """Return 印发日期; asks where `words` need it and it is unknown, or too far off to count from."""
        if self.issued is None:
            raise ask_about_issue(words)
        if not FIRST_YEAR <= self.issued.year <= LAST_YEAR:
            raise ask_about_year(self.issued.year)
        return self.issued


class Extent(Enum):
    """What a place in the calendar covers, which decides what 前 behind it can mean."""

    DAY = auto()
    TEN_DAYS = auto()
    PERIOD = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the calendar: no day is the month's last one, no year the one that 印发日期 gives.

    `words` is what was found, `end` where the text goes on; `numeric` says it is digits only, 2022-06-13.
    """

    year: int | None
    month: int
    day: int | None
    extent: Extent
    words: str
    end: int
    numeric: bool = False


YEAR = r"(?:[0-9]{4}|[零一二三四五六七八九]{4})"
_END = r"[底末终]"
_YEAR = rf"(?:(?P<year>{YEAR})年度?|(?P<relative>今年|本年|明年|来年|次年|翌年)度?)"
_NUMERIC = (
    r"(?P<year>[0-9]{4})(?:(?P<mark>[./-])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2})[日号]?)?(?![0-9]|\.[0-9])"
    r"|(?P<compact>[0-9]{4})(?![0-9]))"
)
_PART = (
    rf"(?:(?P<month>{NUMBER})月份?|(?P<next_month>下个?月|次月)份?|(?P<this_month>本月)份?)"
    rf"(?:(?P<day>{NUMBER})[日号]|(?P<ten_days>[上中下])旬|(?P<month_end>月?{_END}))?"
    rf"|(?:第?(?P<quarter>[1-4一二三四])季度?|(?P<next_quarter>下)一?季度?|(?P<this_quarter>本)季度?)(?P<quarter_end>{_END})?"
    rf"|(?P<half>[上下])半年度?(?P<half_end>{_END})?"
    rf"|(?P<year_end>年?{_END})"
    r"|(?P<within_year>年度?(?=[以之]?内))"
)
_DAY_ALONE = rf"(?P<day>{NUMBER})[日号]"
_TEN_DAYS = {"上": 10, "中": 20, "下": None}


def find_spot(text: str, start: int, basis: Basis, since: Spot | None = None) -> Spot | None:
    """Find the place in the calendar that is worded at `start`, or return None.

    `since` is the start of the range that this place ends: it lends its year, and its month to a bare day.
    Raises Unsettled where the words are a place but cannot be settled.
    """
    spot = _numeric_spot(text, start) or _worded_spot(text, start, basis, since)
    if since is None:
        return spot
    if spot is None and since.extent is Extent.DAY and since.day and (match := match_at(_DAY_ALONE, text, start)):
        return replace(since, day=_number(match["day"]), words=match[0], end=match.end())
    return replace(spot, year=since.year) if spot and spot.year is None else spot


def _numeric_spot(text: str, start: int) -> Spot | None:
    match = match_at(_NUMERIC, text, start)
    if match is None:
        return None
    year = int(match["year"])
    if match["compact"]:
        return Spot(
            year, int(match["compact"][:2]), int(match["compact"][2:]), Extent.DAY, match[0], match.end(), numeric=True
        )
    if match["day"] is None and match["mark"] == "." and match["month"] == "1":
        raise ask(f"“{match[0]}”可以是1月，也可以是表格软件截掉了末尾的0的10月")
    extent = Extent.DAY if match["day"] else Extent.PERIOD
    return Spot(year, int(match["month"]), _number(match["day"]), extent, match[0], match.end(), numeric=True)


def _worded_spot(text: str, start: int, basis: Basis, since: Spot | None) -> Spot | None:
    named = match_at(_YEAR, text, start)
    year = _year_of(named, basis, since) if named else None
    part = match_at(_PART, text, named.end() if named else start)
    if part is None or (part["year_end"] and not named and len(part[0]) == 1):
        return Spot(year, 12, None, Extent.PERIOD, named[0], named.end()) if named else None
    if part["day"] or part["ten_days"]:
        day = _number(part["day"]) if part["day"] else _TEN_DAYS[part["ten_days"]]
        extent = Extent.DAY if part["day"] else Extent.TEN_DAYS
    else:
        day = None
        at_end = part["month_end"] or part["quarter_end"] or part["half_end"] or part["year_end"]
        extent = Extent.DAY if at_end else Extent.PERIOD
    if part["this_month"] or part["next_month"] or part["this_quarter"] or part["next_quarter"]:
        return None if named else _relative_spot(part, basis, day, extent)
    return Spot(year, _month_of(part), day, extent, part[0], part.end())


def _month_of(part: re.Match[str]) -> int:
    """Return the month that is named, or the last one of the period that is."""
    if part["month"]:
        return _number(part["month"]) or 0
    if part["quarter"]:
        return (_number(part["quarter"]) or 0) * 3
    return 6 if part["half"] == "上" else 12


def _relative_spot(part: re.Match[str], basis: Basis, day: int | None, extent: Extent) -> Spot:
    """Place 本月, 下月, 本季度 and 下季度, which count from the month of 印发日期."""
    issued = basis.issue_day(part[0])
    month_in_quarter = (issued.month - 1) % 3
    if part["this_month"] or part["next_month"]:
        ahead = 1 if part["next_month"] else 0
    else:
        ahead = (5 if part["next_quarter"] else 2) - month_in_quarter
    month = add_months(issued, ahead)
    return Spot(month.year, month.month, day, extent, part[0], part.end())


def _year_of(named: re.Match[str], basis: Basis, since: Spot | None) -> int:
    if named["year"]:
        return _number(named["year"]) or 0
    words = named["relative"]
    if words in {"次年", "翌年"} and since and since.year:
        return since.year + 1
    return basis.issue_day(words).year + (0 if words in {"今年", "本年"} else 1)


def resolve(spot: Spot, basis: Basis) -> date:
    """Return the last day of a place in the calendar.

    Raises Unsettled where there is no such day, or where the year is left open and 印发日期 is unknown.
    """
    month, day = spot.month, spot.day
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= month_end(2000, month).day):
        raise ask_about_day(spot.year, month, day)
    year = spot.year
    if year is None:
        issued = basis.issue_day(spot.words)
        near = clamped_day(issued.year, month, day or 31)
        year = issued.year if near >= issued - LOOK_BACK else issued.year + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ask_about_year(year)
    resolved = clamped_day(year, month, day or 31)
    if day is not None and resolved.day != day:
        raise ask_about_day(year, month, day)
    return resolved


def _number(text: str | None) -> int | None:
    return None if text is None else to_number(text)
