"""For which reporting period a returned workbook counts, and the 报送记录 that says so."""

from __future__ import annotations

from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from zhenggai import periods
from zhenggai.model import Report

if TYPE_CHECKING:
    from datetime import date

    from zhenggai.model import Plan

FORM = "电子版"
"""The 形式 of a report that came as a workbook."""


def period_asked(plan: Plan, day: date) -> date | None:
    """Return the last day of the period that a workbook sent out on a day asks about; None where there are no periods.

    It is the first that ends on that day or later, over all rules of the plan; behind the last one, that.
    """
    if plan.issued is None:
        return None
    eve = day - timedelta(days=1)
    issued = plan.issued
    coming = [found for rule in plan.reporting if (found := periods.next_day(rule, issued, eve))]
    past = [
        last for rule in plan.reporting for last in takewhile(lambda last: last < day, periods.last_days(rule, issued))
    ]
    return min(coming, default=max(past, default=None))


def report_of(plan: Plan, unit: str, period: date, received: date) -> Report | None:
    """Return the record that a unit has reported for a period, None where there is one already."""
    if any((one.unit, one.period) == (unit, period) for one in plan.reports):
        return None
    return Report(period=period, unit=unit, date=received, forms=(FORM,))
