"""Reporting periods as of a day: which have passed since the plan was issued, and which units have reported each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from zhenggai import dates
from zhenggai.roster import EMPTY, Roster
from zhenggai.terms import Cadence
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.model import Plan, ReportingRule


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period of one rule, as of a day: reports count from `first` to `last`, both inclusive.

    `reported`, `late` and `missing` share out the units that must report: in time, for this period but after its last
    day, and not at all.
    """

    rule: ReportingRule
    first: date
    last: date
    reported: tuple[str, ...]
    late: tuple[str, ...]
    missing: tuple[str, ...]


def last_days(rule: ReportingRule, issued: date) -> Iterator[date]:
    """Yield the last day of every period of the rule from the issue date on, without end for a repeating rule.

    A day a month lacks (29 February) is the month's last day.
    """
    if rule.cadence is Cadence.ONCE:
        if rule.due is not None:
            yield rule.due
        return
    step = 3 if rule.cadence is Cadence.QUARTERLY else 1
    year, month = issued.year, issued.month
    if step == 3:
        month = (month + 2) // 3 * 3
    while year < 9999:
        yield from sorted({day for n in rule.days if (day := dates.clamped_day(year, month, n)) >= issued})
        year, month = (year, month + step) if month + step <= 12 else (year + 1, month + step - 12)


def next_day(rule: ReportingRule, issued: date, day: date) -> date | None:
    """Return the last day of the first period that ends after `day`; None when no more reports are due."""
    return next((last for last in last_days(rule, issued) if last > day), None)


def periods(plan: Plan, day: date, roster: Roster = EMPTY) -> list[Period]:
    """Return the periods of every rule that have come due by the day, each with who has reported as of the day.

    A plan without 印发日期 has no periods, since nothing says from when they run.
    """
    if plan.issued is None or plan.issued > day:
        return []
    received = Received.of(plan, day, roster)
    found: list[Period] = []
    for rule in plan.reporting:
        must = obliged_units(plan, rule, roster)
        first = plan.issued
        for last in takewhile(lambda last: last <= day, last_days(rule, plan.issued)):
            found.append(_period(rule, (first, last), must, received))
            first = last + timedelta(days=1)
    return found


def obliged_units(plan: Plan, rule: ReportingRule, roster: Roster) -> tuple[str, ...]:
    """Return the units that must report under the rule: those it names, else every responsible unit of the plan."""
    wordings = [rule.units] if rule.units else [task.units for _category, _issue, task in plan.rows() if task.units]
    return tuple(dict.fromkeys(unit for wording in wordings for unit in read_units(wording, roster).units))


def all_obliged(plan: Plan, roster: Roster) -> tuple[str, ...]:
    """Return every unit that must report under some rule of the plan, once."""
    return tuple(dict.fromkeys(unit for rule in plan.reporting for unit in obliged_units(plan, rule, roster)))


@dataclass(frozen=True, slots=True)
class Received:
    """What has come in by a day: on which days each unit was heard of, and which periods it reported by name."""

    days: frozenset[tuple[str, date]]
    periods: frozenset[tuple[str, date]]

    @classmethod
    def of(cls, plan: Plan, day: date, roster: Roster) -> Received:
        """Collect 报送记录 and 进展 entries dated on or before the day, units by their preferred names.

        A report that names a period before its last day has come counts on that day too: it is early and not late.
        """
        reports = [report for report in plan.reports if report.date <= day]
        entries = [entry for _category, _issue, task in plan.rows() for entry in task.progress if entry.date <= day]
        heard = [(report.unit, report.date) for report in reports]
        heard += [(report.unit, report.period) for report in reports if report.date < report.period]
        heard += [(entry.unit, entry.date) for entry in entries if entry.unit is not None]
        return cls(
            frozenset((roster.canonical(unit), at) for unit, at in heard),
            frozenset((roster.canonical(report.unit), report.period) for report in reports),
        )


def _period(rule: ReportingRule, span: tuple[date, date], must: tuple[str, ...], received: Received) -> Period:
    first, last = span
    in_time = {unit for unit, at in received.days if first <= at <= last}
    named = {unit for unit, period in received.periods if period == last}
    return Period(
        rule,
        first,
        last,
        reported=tuple(unit for unit in must if unit in in_time),
        late=tuple(unit for unit in must if unit in named - in_time),
        missing=tuple(unit for unit in must if unit not in in_time | named),
    )
