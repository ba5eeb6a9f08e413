"""What the flat sheet 明细 holds for every task as of a day, as plain values; how the sheet looks is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zhenggai import asof
from zhenggai.columns.flat import FILLED_IN, NOT_IN_DIGEST, Flat, digest, join_items, own_heading
from zhenggai.exporters.cells import places
from zhenggai.exporters.clean import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.exporters.cells import Place
    from zhenggai.exporters.row_xml import Value
    from zhenggai.model import Plan

_FIRST_REAL_DAY = date(1901, 1, 1)
"""Workbooks count days from 1900, and count that year's wrongly; earlier days stand as text."""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Headings, a row of values for every task, and Chinese warnings about what had to go."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    warnings: tuple[str, ...]


def flat_table(plan_id: str, plan: Plan, day: date) -> FlatTable:
    """Return the whole of 明细: every field of every task, where it stands as of the day, and the digests of both.

    Raises ZhenggaiError for a text no cell can hold.
    """
    own = tuple(dict.fromkeys(name for place in places(plan) for name in place.task.extra))
    headings = (*(heading.value for heading in Flat), *map(own_heading, own))
    rows: list[tuple[Value, ...]] = []
    warnings: list[str] = []
    for place in places(plan):
        values: dict[str, Value] = {}
        for heading, value in _values(plan_id, place, day).items():
            values[heading], warning = _cleaned(value, f"任务 {place.task.id} 的“{heading}”")
            warnings += [warning] if warning else []
        official = {heading: _text(value) for heading, value in values.items() if heading not in NOT_IN_DIGEST}
        values[Flat.DIGEST] = digest(official)
        values[Flat.SENT] = digest({heading: _text(values[heading]) for heading in FILLED_IN if heading in values})
        rows.append(tuple(values.get(heading, "") for heading in headings))
    shown = tuple(clean(heading, "“附加”的栏名")[0] for heading in headings)
    return FlatTable(shown, tuple(rows), tuple(warnings))


def _values(plan_id: str, place: Place, day: date) -> Mapping[str, Value]:
    task, deadline = place.task, place.task.deadline
    standing, entry = asof.standing(task, day), asof.last_entry(task.progress, day)
    values: dict[str, Value | None] = {
        Flat.REFERENCE: f"{plan_id}:{task.id}",
        Flat.CATEGORY: place.category.name,
        Flat.ISSUE_NUMBER: place.issue.number,
        Flat.ISSUE: place.issue.title,
        Flat.TASK: task.id,
        Flat.SHARED_DESCRIPTION: place.issue.description,
        Flat.DESCRIPTION: task.description,
        Flat.GOAL: task.goal,
        Flat.MEASURES: join_items(task.measures),
        Flat.DEADLINE: deadline.text if deadline else None,
        Flat.DEADLINE_DAY: deadline.due if deadline else None,
        Flat.DEADLINE_KIND: deadline.kind.value if deadline else None,
        Flat.SOURCES: join_items(task.sources),
        Flat.UNITS: task.units,
        Flat.LEAD_UNIT: task.lead_unit,
        Flat.SUPPORTING_UNITS: task.supporting_units,
        Flat.LEAD: task.lead,
        Flat.PERSON: task.person,
        Flat.ACCEPTING_UNIT: task.accepting_unit,
        Flat.NOTE: task.note,
        Flat.STATUS: standing.status.value,
        Flat.DUE: standing.due,
        Flat.MET: "是" if standing.is_met else None,
        Flat.PROGRESS_DAY: entry.date if entry else None,
        Flat.PROGRESS_UNIT: entry.unit if entry else None,
        Flat.PROGRESS: entry.content if entry else None,
        Flat.EVIDENCE: join_items(one.file for one in entry.evidence) if entry else None,
        **{own_heading(name): text for name, text in task.extra.items()},
    }
    return {heading: value for heading, value in values.items() if value is not None}


def _cleaned(value: Value, where: str) -> tuple[Value, str]:
    if isinstance(value, str):
        return clean(value, where)
    return (value.isoformat() if isinstance(value, date) and value < _FIRST_REAL_DAY else value), ""


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
