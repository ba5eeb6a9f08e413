"""Reporting periods as of a day: which have passed since the plan was issued, and which units have reported each."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    heard = heard_by(plan, day, roster)
    found: list[Period] = []
    for rule in plan.reporting:
        must = obliged_units(plan, rule, roster)
        seen = _as_the_rule_sees(heard, rule, plan.issued)
        first = plan.issued
        for last in takewhile(lambda last: last <= day, last_days(rule, plan.issued)):
            found.append(_period(rule, (first, last), must, seen))
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
class Heard:
    """One time a unit was heard of: on which day, and which period it named (None for an entry of 进展)."""

    unit: str
    on: date
    period: date | None


def heard_by(plan: Plan, day: date, roster: Roster) -> list[Heard]:
    """Return every 报送记录 and 进展 entry of a unit dated on or before the day, units by their preferred names."""
    reports = [Heard(roster.canonical(report.unit), report.date, report.period) for report in plan.reports]
    entries = [
        Heard(roster.canonical(entry.unit), entry.date, None)
        for _category, _issue, task in plan.rows()
        for entry in task.progress
        if entry.unit is not None
    ]
    return [one for one in (*reports, *entries) if one.on <= day]


def _period(rule: ReportingRule, span: tuple[date, date], must: tuple[str, ...], heard: list[Heard]) -> Period:
    first, last = span
    in_time = {one.unit for one in heard if _counts(one, first, last)}
    named = {one.unit for one in heard if one.period == last}
    return Period(
        rule,
        first,
        last,
        reported=tuple(unit for unit in must if unit in in_time),
        late=tuple(unit for unit in must if unit in named - in_time),
        missing=tuple(unit for unit in must if unit not in in_time | named),
    )


def _counts(one: Heard, first: date, last: date) -> bool:
    """Say whether it reports the period in time: one that names a period of the rule counts for that one alone."""
    return one.on <= last if one.period == last else one.period is None and first <= one.on <= last


def _as_the_rule_sees(heard: list[Heard], rule: ReportingRule, issued: date) -> list[Heard]:
    """Let what names no period of this rule count by its day alone."""
    horizon = max((one.period for one in heard if one.period), default=issued)
    own = set(takewhile(lambda last: last <= horizon, last_days(rule, issued)))
    return [one if one.period in own else replace(one, period=None) for one in heard]
