"""Calendar arithmetic: month ends, corresponding days, working days and those exchanged for them, two spellings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.dates import (
    WorkdayCount,
    add_months,
    add_workdays,
    chinese_day,
    clamped_day,
    month_end,
    parse_day,
    quarter_end,
)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(days)
def test_month_end_is_the_day_before_the_next_month(day: date) -> None:
    """The day after a month's end is the first of the month after it."""
    end = month_end(day.year, day.month)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(("quarter", "end"), [(1, (3, 31)), (2, (6, 30)), (3, (9, 30)), (4, (12, 31))])
def test_quarter_end(quarter: int, end: tuple[int, int]) -> None:
    """A quarter ends with its third month."""
    assert quarter_end(2022, quarter) == date(2022, *end)


@given(days, st.integers(1, 31))
def test_a_day_a_month_lacks_is_its_last(day: date, wanted: int) -> None:
    """A day that the month has stays, one that it lacks becomes its last."""
    clamped = clamped_day(day.year, day.month, wanted)
    last = month_end(day.year, day.month)
    assert clamped == (day.replace(day=wanted) if wanted <= last.day else last)


@pytest.mark.parametrize(("month", "day"), [(2, 0), (2, -1), (0, 1), (13, 1)])
def test_a_day_that_cannot_be_clamped_is_refused(month: int, day: int) -> None:
    """Days below one and months that do not exist raise ValueError."""
    with pytest.raises(ValueError, match=r"day|month"):
        clamped_day(2022, month, day)


@given(days, st.integers(-600, 600))
def test_months_keep_the_day_or_clamp_it(day: date, months: int) -> None:
    """So many months later the day is the same, or the month's last where it has none, and the months add up."""
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later == clamped_day(later.year, later.month, day.day)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2022, 12, 7), 1, date(2023, 1, 7)),
        (date(2022, 1, 7), -1, date(2021, 12, 7)),
    ],
)
def test_corresponding_days(day: date, months: int, expected: date) -> None:
    """The corresponding day of Article 202 of the Civil Code."""
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2022, 6, 7), 0, date(2022, 6, 7)),
        (date(2022, 6, 2), 1, date(2022, 6, 6)),  # the Dragon Boat holiday, 3 to 5 June
        (date(2022, 9, 30), 1, date(2022, 10, 8)),  # a Saturday worked for the National Day week
        (date(2022, 9, 30), 3, date(2022, 10, 10)),
        (date(2022, 6, 10), 1, date(2022, 6, 13)),  # an ordinary weekend
    ],
)
def test_working_days_follow_the_official_calendar(day: date, count: int, expected: date) -> None:
    """Public holidays are not counted, and the weekend days worked in exchange are."""
    assert add_workdays(day, count) == WorkdayCount(expected)


def test_declared_days_win() -> None:
    """A declared day off or on wins over the calendar, and a day declared as both is worked."""
    friday, saturday, monday = date(2022, 6, 10), date(2022, 6, 11), date(2022, 6, 13)
    assert add_workdays(friday, 1, holidays={monday}).day == date(2022, 6, 14)
    assert add_workdays(friday, 1, workdays={saturday}).day == saturday
    assert add_workdays(friday, 1, holidays={saturday}, workdays={saturday}).day == saturday


def test_years_without_a_calendar_are_told() -> None:
    """Where the calendar knows no year, weekdays are worked but for the declared days, and the years are named."""
    assert add_workdays(date(2060, 12, 31), 1) == WorkdayCount(date(2061, 1, 3), (2061,))
    counted = add_workdays(date(2060, 12, 30), 3, holidays=[date(2061, 1, 3)])
    assert counted == WorkdayCount(date(2061, 1, 5), (2060, 2061))


@given(days, st.integers(0, 40))
def test_working_days_never_go_back(day: date, count: int) -> None:
    """One working day more never ends earlier, and counting none stays where it is."""
    here, next_day = add_workdays(day, count), add_workdays(day, count + 1)
    assert day <= here.day < next_day.day
    assert (here.day == day) == (count == 0)


@given(days)
def test_days_are_parsed_as_they_are_written(day: date) -> None:
    """The ISO spelling of a day parses to that day."""
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20220613",
        "2022-6-13",
        "2022-W24-1",
        "2022-06-13\n",
        " 2022-06-13",
        "2022-06-13T00:00",
        "２０２２-06-13",
        "2022/06/13",
    ],
)
def test_other_spellings_are_not_days(text: str) -> None:
    """Nothing but YYYY-MM-DD parses, and the message shows how to write it."""
    with pytest.raises(ValueError, match="2022-06-13 的样子"):
        parse_day(text)


@pytest.mark.parametrize("text", ["2022-06-31", "2023-02-29", "2022-13-01", "2022-00-10", "0000-01-01"])
def test_days_that_do_not_exist_are_named(text: str) -> None:
    """A day no calendar has is refused by its name."""
    with pytest.raises(ValueError, match=f"{text}.*不存在"):
        parse_day(text)


def test_chinese_days_have_no_leading_zeros() -> None:
    """A day is written as official documents do, without leading zeros."""
    assert chinese_day(date(2022, 6, 3)) == "2022年6月3日"
