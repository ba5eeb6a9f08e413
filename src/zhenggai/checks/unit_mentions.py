"""Every place of a plan where a unit is named, with the names read out of it; shared by the rules on units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, TaskAt
    from zhenggai.findings import Loc


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit's name, as the roster prefers it or else as written, and where it stands."""

    name: str
    loc: Loc


def mentions(subject: Subject) -> Iterator[Mention]:
    """Yield every unit that the plan names as having a part in it, in the order of the file's parts."""
    return (Mention(name, loc) for text, loc in _wordings(subject) for name in subject.read_units(text).units)


def _wordings(subject: Subject) -> Iterator[tuple[str, Loc]]:
    plan = subject.plan
    for n, rule in enumerate(plan.reporting):
        if rule.units:
            yield rule.units, ("报送", n, "单位")
        for k, recipient in enumerate(rule.recipients):
            yield recipient, ("报送", n, "对象", k)
    for n, report in enumerate(plan.reports):
        yield report.unit, ("报送记录", n, "单位")
    for at in subject.tasks:
        yield from _of_task(at)


def _of_task(at: TaskAt) -> Iterator[tuple[str, Loc]]:
    task = at.task
    for key, text in (
        ("责任单位", task.units),
        ("牵头单位", task.lead_unit),
        ("配合单位", task.supporting_units),
        ("验收单位", task.accepting_unit),
    ):
        if text:
            yield text, (*at.loc, key)
    for one in at.entries:
        if one.entry.unit:
            yield one.entry.unit, (*one.loc, "单位")
        if one.entry.accepting_unit:
            yield one.entry.accepting_unit, (*one.loc, "验收单位")
