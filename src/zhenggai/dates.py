"""Calendar arithmetic on plain days: month ends, clamped months, Chinese working days; the clock is never read here.

How a day is worded in a plan is not known here (that is `wording.deadlines`), except for the official `2022年6月13日`.
Counting by months and days follows Articles 201 and 202 of the Civil Code (民法典): the first day is not counted, and a
period of months ends on the corresponding day, or on the month's last day where there is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SATURDAY = 5


def clamped_day(year: int, month: int, day: int) -> date:
    """Return that day, or the month's last day where the month is too short to have it.

    Raises ValueError where `day` is below 1, or year or month do not exist.
    """
    import calendar  # noqa: PLC0415 - reading a ledger only takes days as they are

    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return clamped_day(year, month, 31)


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter, 1 to 4."""
    return month_end(year, quarter * 3)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day so many months later, or that month's last day where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    return clamped_day(day.year + years, month + 1, day.day)


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD` and nothing else; the looser ISO forms that Python also knows are refused.

    Raises ValueError, in Chinese, where the text has another shape or the day does not exist.
    """
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(f"“{text}”不是日期，应写成 2022-06-13 的样子")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”这一天不存在") from None


def chinese_day(day: date) -> str:
    """Write a day as official documents do: `2022年6月13日`."""
    return f"{day.year}年{day.month}月{day.day}日"


class WorkdayCount(NamedTuple):
    """Where a count of working days ended, and the years whose official calendar was not known on the way."""

    day: date
    unknown_years: tuple[int, ...] = ()


def add_workdays(
    day: date, count: int, holidays: Collection[date] = (), workdays: Collection[date] = ()
) -> WorkdayCount:
    """Return the `count`-th working day after `day`, which itself is not counted.

    `holidays` and `workdays` are days a workspace declares for itself; they win over the official calendar (a local
    festival is a day off in any year). In years the official calendar does not know, Monday to Friday are worked.
    """
    unknown: set[int] = set()
    while count > 0:
        day += timedelta(days=1)
        worked = _officially_worked(day)
        if worked is None:
            unknown.add(day.year)
            worked = day.weekday() < _SATURDAY
        if day in workdays or (worked and day not in holidays):
            count -= 1
    return WorkdayCount(day, tuple(sorted(unknown)))


def _officially_worked(day: date) -> bool | None:
    """Say whether the State Council's arrangement (with its 调休) works on that day; None for a year not known."""
    import chinese_calendar  # noqa: PLC0415 - twenty years of tables, needed only where working days are counted

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
