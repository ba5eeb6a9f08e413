"""The rows a question is about, and how one row reads in a table and in machine output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhenggai import asof
from zhenggai.cli import find
from zhenggai.cli.context import Reading, read_day, read_plans

if TYPE_CHECKING:
    from datetime import date

    import typer

    from zhenggai.roster import Roster


@dataclass(frozen=True, slots=True)
class Question:
    """A question as of a day: what was read to answer it, and the rows it is about."""

    day: date
    reading: Reading
    rows: list[asof.Row]
    units: frozenset[str] = frozenset()
    """The units asked for; empty where all were."""

    @property
    def roster(self) -> Roster:
        """The workspace's 名录."""
        return self.reading.workspace.settings.roster


def ask(
    context: typer.Context, as_of: str | None, plan: str | None, unit: str | None, category: str | None
) -> Question:
    """Read the plans a question is about and keep the rows it names.

    Raises:
        NoSuchThing: there is no such plan, unit or category; the nearest names are in the way out.
        BrokenLedger: the plan that was named is broken.
    """
    day = read_day(as_of, "--as-of")
    reading = read_plans(context, plan)
    roster = reading.workspace.settings.roster
    rows = [row for loaded in reading.plans for row in asof.rows(loaded.id, loaded.plan, day)]
    if category is not None:
        find.category(category, [loaded.plan for loaded in reading.plans])
        rows = [row for row in rows if row.category.name == category]
    wanted: frozenset[str] = frozenset()
    if unit is not None:
        units = {row.reference: find.units_of(row.task, roster) for row in rows}
        wanted = find.units(unit, [name for names in units.values() for name in names], roster)
        rows = [row for row in rows if not wanted.isdisjoint(units[row.reference])]
    return Question(day, reading, rows, wanted)


def record(row: asof.Row, roster: Roster, day: date) -> dict[str, Any]:
    """Return one row with the model's English names; days as text, statuses and kinds in their official words."""
    task, standing = row.task, row.standing
    entry = asof.last_entry(task.progress, day)
    return {
        "reference": row.reference,
        "plan_id": row.plan_id,
        "category": row.category.name,
        "issue_number": row.issue.number,
        "issue_title": row.issue.title,
        "id": task.id,
        "description": task.description or row.issue.description,
        "goal": task.goal,
        "measures": list(task.measures),
        "deadline": task.deadline.model_dump(mode="json") if task.deadline else None,
        "sources": list(task.sources),
        "units": task.units,
        "unit_names": list(find.units_of(row.task, roster)),
        "lead": task.lead,
        "status": standing.status.value,
        "due": standing.due.isoformat() if standing.due else None,
        "is_met": standing.is_met,
        "days_late": standing.days_late,
        "days_left": standing.days_left,
        "last_entry": entry.model_dump(mode="json", exclude_none=True) if entry else None,
    }


def answer(question: Question, name: str, values: Any, **further: Any) -> dict[str, Any]:
    """Return the frame every machine answer stands in: the day, the values, and the files that could not be read."""
    return {
        "as_of": question.day.isoformat(),
        name: values,
        **further,
        "unreadable": question.reading.unreadable(),
    }


def subject(row: asof.Row) -> str:
    """Return what the task is about in a line.

    Its own description's first sentence, if it is short enough for a title; among several tasks of one description
    the first words of its measure; else the issue's title.
    """
    own = _SENTENCE_END.split(row.task.description or "", maxsplit=1)[0]
    if own and len(own) <= _SUBJECT:
        return own
    if len(row.issue.tasks) > 1 and row.task.measures:
        first = _CLAUSE_END.split(row.task.measures[0], maxsplit=1)[0]
        return first if len(first) <= _SUBJECT else first[: _SUBJECT - 1] + "…"
    return row.issue.title


_SUBJECT = 24
"""Characters a title may have; what is longer is prose."""
_SENTENCE_END = re.compile(r"[。\n]")
_CLAUSE_END = re.compile(r"[。，；：\n]")
