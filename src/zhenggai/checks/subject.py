"""What a rule sees: one plan with everything about it read once, or what was gathered of all plans. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhenggai import asof
from zhenggai.roster import EMPTY
from zhenggai.settings import Settings
from zhenggai.wording.units import UnitsReading, read_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from zhenggai.findings import Loc
    from zhenggai.model import Category, Extension, Issue, Plan, ProgressEntry, Task
    from zhenggai.roster import Roster


@dataclass(frozen=True, slots=True)
class EntryAt:
    """One entry of 进展 with its place."""

    loc: Loc
    entry: ProgressEntry


@dataclass(frozen=True, slots=True)
class ExtensionAt:
    """One entry of 延期 with its place."""

    loc: Loc
    extension: Extension


@dataclass(frozen=True, slots=True)
class TaskAt:
    """One task in its place, with its standing as of the day and its 责任单位 read by the roster.

    `entries` and `extensions` are those known as of the day, in the order of the file; what was recorded later is in
    `task` alone.
    """

    loc: Loc
    category: Category
    issue: Issue
    task: Task
    standing: asof.Standing
    units: UnitsReading
    entries: tuple[EntryAt, ...]
    extensions: tuple[ExtensionAt, ...]

    @property
    def issue_loc(self) -> Loc:
        """Where the issue stands that the task belongs to."""
        return self.loc[:-2]


class UnitReader:
    """Reads wordings of units by one roster, each only once: ledgers repeat themselves."""

    def __init__(self, roster: Roster = EMPTY) -> None:
        """Start with nothing read."""
        self._roster = roster
        self._readings: dict[str, UnitsReading] = {"": UnitsReading("", (), ())}

    def __call__(self, text: str) -> UnitsReading:
        """Read a wording; an empty one names nobody."""
        if text not in self._readings:
            self._readings[text] = read_units(text, self._roster)
        return self._readings[text]


@dataclass(frozen=True, slots=True)
class Subject:
    """One plan as a rule sees it, as of `day`; `real_day` is the day it is, which is later when the past is asked.

    `head` is the plan as git's HEAD has it, where the file differs from it; None where nothing changed, or there is no
    git. `root` is the workspace's folder, `text` the whole file. `thresholds` are the numbers of the rule that looks.
    `read_units` reads a wording by the roster.
    """

    plan_id: str
    path: Path
    root: Path
    plan: Plan
    day: date
    real_day: date
    text: str = ""
    settings: Settings = field(default_factory=Settings)
    roster: Roster = EMPTY
    read_units: Callable[[str], UnitsReading] = field(default_factory=UnitReader)
    tasks: tuple[TaskAt, ...] = ()
    head: Plan | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repository:
    """What git says of the workspace: how its ledgers differ from HEAD, and whether the merge driver is installed.

    `changed` has HEAD's bytes of every plan file that differs from it, `lost` the plan files that only HEAD has.
    `driver_line` is the line of .gitattributes that asks for the driver, None where none does.
    """

    changed: Mapping[Path, bytes] = field(default_factory=dict)
    lost: tuple[Path, ...] = ()
    driver_line: int | None = None
    has_driver: bool = False


@dataclass(frozen=True, slots=True)
class WorkspaceSubject:
    """What a rule that compares plans sees.

    `gathered` is what its `gather` returned, by plan id in the order of the files, plans without anything left out.
    `plan` reads one of them again, for the few that call for a close look; `paths` says where each plan stands that
    was checked, broken ones too. `repository` is None where there is no git or nothing was committed.
    """

    root: Path
    day: date
    gathered: Mapping[str, Any]
    paths: Mapping[str, Path]
    plan: Callable[[str], Plan]
    repository: Repository | None = None
    settings: Settings = field(default_factory=Settings)
    roster: Roster = EMPTY
    thresholds: Mapping[str, float] = field(default_factory=dict)


def tasks_of(plan: Plan, day: date, read: Callable[[str], UnitsReading]) -> Iterator[TaskAt]:
    """Yield every task with its place and what is known of it; `read` reads a wording of units."""
    for c, category in enumerate(plan.categories):
        for i, issue in enumerate(category.issues):
            for t, task in enumerate(issue.tasks):
                loc: Loc = ("类型", c, "问题", i, "任务", t)
                entries, extensions = _known(loc, task, day)
                standing = asof.standing(task, day)
                yield TaskAt(loc, category, issue, task, standing, read(task.units or ""), entries, extensions)


def _known(loc: Loc, task: Task, day: date) -> tuple[tuple[EntryAt, ...], tuple[ExtensionAt, ...]]:
    entries = [EntryAt((*loc, "进展", n), entry) for n, entry in enumerate(task.progress)]
    extensions = [ExtensionAt((*loc, "延期", n), extension) for n, extension in enumerate(task.extensions)]
    return (
        tuple(at for at in entries if at.entry.date <= day),
        tuple(at for at in extensions if at.extension.approved <= day),
    )
