"""From a plan to its abstract: the one place that decides what is kept of a plan for the reading commands."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from zhenggai.abstracts.abstract import (
    Group,
    Line,
    Section,
    Stretch,
    pack_alarms,
    pack_groups,
    pack_lines,
    pack_readings,
    pack_states,
)
from zhenggai.abstracts.image import pack_image
from zhenggai.asof import History
from zhenggai.form.image import image_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhenggai.abstracts.abstract import Readings
    from zhenggai.form.image import Image
    from zhenggai.form.quick import Plain
    from zhenggai.model import Plan
    from zhenggai.roster import Roster

_SUBJECT = 24
"""Characters a title may have; what is longer is prose."""
_SENTENCE_END = re.compile(r"[。\n]")
_CLAUSE_END = re.compile(r"[。，；：\n]")


class Maker:
    """Makes abstracts under one roster; a wording that many tasks share is taken apart once."""

    def __init__(self, roster: Roster, known: Readings | None = None) -> None:
        """Take the roster that says what the wordings of units mean, and what is known of that already."""
        self._roster = roster
        self._known = dict(known or {})

    def sections(self, plan: Plan | Image) -> dict[Section, bytes]:
        """Return the abstract of the plan, section by section; as of days before its issue it has no tasks."""
        image = image_of(plan)
        since = image.issued or date.min
        categories = image.plain["categories"]
        rows = [
            (category, issue, task)
            for category in categories
            for issue in category["issues"]
            for task in issue["tasks"]
        ]
        tasks = [[Stretch._make(one) for one in History(task).stretches(since)] for _category, _issue, task in rows]
        groups = [Group(category["name"], _members(_wordings(task), self._names)) for category, _issue, task in rows]
        wordings = dict.fromkeys(wording for _category, _issue, task in rows for wording in _wordings(task))
        return {
            Section.ALARMS: pack_alarms(tasks),
            Section.STATES: pack_states(tasks),
            Section.GROUPS: pack_groups([category["name"] for category in categories], groups),
            Section.LINES: pack_lines(_line(issue, task) for _category, issue, task in rows),
            Section.READINGS: pack_readings({wording: self._names(wording) for wording in wordings}),
            Section.IMAGE: pack_image(image),
        }

    def _names(self, wording: str) -> tuple[str, ...]:
        if wording not in self._known:
            from zhenggai.wording.units import read_units  # noqa: PLC0415 - a file that is read again says mostly what it said before

            self._known[wording] = read_units(wording, self._roster).units
        return self._known[wording]


def _wordings(task: Plain) -> list[str]:
    return [wording for wording in (task["units"], task["lead_unit"], task["supporting_units"]) if wording]


def _line(issue: Plain, task: Plain) -> Line:
    deadline = task["deadline"]
    about = _subject(issue["title"], task["description"], task["measures"], is_alone=len(issue["tasks"]) == 1)
    return Line(task["id"], about, task["units"] or "", deadline["kind"] if deadline else "")


def units_of(task: Any, names_in: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """Return every unit that has a part in the task: responsible, leading and supporting."""
    return _members(filter(None, (task.units, task.lead_unit, task.supporting_units)), names_in)


def _members(wordings: Iterable[str], names_in: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for wording in wordings for name in names_in(wording)))


def subject(issue: Any, task: Any) -> str:
    """Return what the task is about in a line.

    Its own description's first sentence, if it is short enough for a title; among several tasks of one description
    the first words of its measure; else the issue's title.
    """
    return _subject(issue.title, task.description, task.measures, is_alone=len(issue.tasks) == 1)


def _subject(title: str, description: str | None, measures: Sequence[str], *, is_alone: bool) -> str:
    own = _SENTENCE_END.split(description, maxsplit=1)[0] if description else ""
    if own and len(own) <= _SUBJECT:
        return own
    if measures and not is_alone:
        first = _CLAUSE_END.split(measures[0], maxsplit=1)[0]
        return first if len(first) <= _SUBJECT else first[: _SUBJECT - 1] + "…"
    return title
