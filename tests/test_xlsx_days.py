"""A day as people type it: read where it is one day for certain, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.importers.xlsx_days import day_in

SINCE = date(2022, 6, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06-12", date(2022, 6, 12)),
        ("2022.6.12", date(2022, 6, 12)),
        ("2022/6/12", date(2022, 6, 12)),
        (" 2022年6月12日 ", date(2022, 6, 12)),
        ("２０２２．６．１２", date(2022, 6, 12)),
        ("20220612", date(2022, 6, 12)),
        ("2022-06-01", date(2022, 6, 1)),
        ("6月12日", date(2022, 6, 12)),
        ("6月12号", date(2022, 6, 12)),
        ("6月1日", date(2023, 6, 1)),
        ("2月29日", None),
        ("2022-06-31", None),
        ("2022年6月", None),
        ("6月底", None),
        ("6.12", None),
        ("44724", None),
        ("下周", None),
        ("2022-06-12前", None),
        ("", None),
    ],
)
def test_a_day_is_read_where_it_is_certain(text: str, day: date | None) -> None:
    """Whole days in the usual forms are read, a day without a year from the day it must follow."""
    assert day_in(text, SINCE) == day


def test_a_day_without_a_year_needs_one_to_follow() -> None:
    """Without a day to count from, 6月12日 is none."""
    assert day_in("6月12日") is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    """The forms people use all give the day back."""
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {day_in(form) for form in forms} == {day}
