"""Returned rows against the ledger, three ways: what was sent, what came back, what the ledger says now.

New progress is taken; everything else that differs is a conflict for a person. Nothing is overwritten, nothing dropped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.columns.flat import FILLED_IN, NOT_IN_DIGEST, Flat
from zhenggai.importers.doubts import shortened
from zhenggai.importers.filled_in import Reading, Undecided, is_there, read_entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhenggai.importers.collected import ReturnedRow
    from zhenggai.importers.filled_in import Basis
    from zhenggai.model import Plan, Task


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person must decide: where it stands, about which task, from whom, why, and what was filled in there."""

    place: str
    reference: str
    unit: str
    message: str
    said: str = ""

    def __str__(self) -> str:
        """Give the line it prints as."""
        about = "，".join(filter(None, (self.reference, self.unit)))
        said = f"；填的是：{self.said}" if self.said else ""
        return f"{self.place}（{about}）：{self.message}{said}" if about else f"{self.place}：{self.message}{said}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A row whose progress goes into the ledger."""

    row: ReturnedRow
    task: Task
    reading: Reading


@dataclass(slots=True)
class Outcome:
    """What the rows of one plan come to.

    `known` counts rows whose progress was collected before, `untouched` those nobody filled in.
    """

    taken: list[Taken] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    known: int = 0
    untouched: int = 0


def merge(plan: Plan, now: Mapping[str, Mapping[str, str]], rows: Sequence[ReturnedRow], basis: Basis) -> Outcome:
    """Return what rows add to a plan and what a person must decide.

    `now` is the sheet 明细 of the plan as it stands: the texts of the cells by heading, for every task by its id.
    """
    merger = _Merger(plan, now, basis)
    repeated = Counter((row.file, row.reference) for row in rows)
    found: dict[str, list[Taken]] = {}
    for row in rows:
        if row.row.task_id not in now:
            merger.decide(row, "台账里没有这项任务" if row.reference else "没有编号，认不出是哪项任务")
        elif repeated[row.file, row.reference] > 1:
            merger.decide(row, f"这项任务在表里有 {repeated[row.file, row.reference]} 行，不知道以哪行为准")
        elif (taken := merger.read(row)) is not None:
            found.setdefault(row.row.task_id, []).append(taken)
    for claims in found.values():
        merger.settle(claims)
    return merger.outcome


class _Merger:
    def __init__(self, plan: Plan, now: Mapping[str, Mapping[str, str]], basis: Basis) -> None:
        self.outcome = Outcome()
        self._plan, self._now, self._basis = plan, now, basis
        self._tasks = {task.id: task for _category, _issue, task in plan.rows()}
        self._own = [heading for cells in now.values() for heading in cells if heading not in set(Flat)]

    def decide(self, row: ReturnedRow, message: str) -> None:
        """Leave a row to a person, with what was filled into it."""
        filled = row.row.is_filled_in or row.row.task_id not in self._now
        said = _said(row) if filled else ""
        place = row.place(Flat.PROGRESS)
        self.outcome.conflicts.append(Conflict(place, row.reference, row.unit, message, said))

    def read(self, row: ReturnedRow) -> Taken | None:
        """Return what a row adds, None where it adds nothing or must be decided."""
        now = self._now[row.row.task_id]
        official = row.row.official_digest(self._own)
        if official not in {now.get(Flat.DIGEST), row.row.text(Flat.DIGEST)}:
            self.decide(row, _what_was_edited(row, now, self._own))
        elif not row.row.is_filled_in:
            self.outcome.untouched += 1
        elif all(row.row.text(heading) == now.get(heading, "") for heading in FILLED_IN):
            self.outcome.known += 1
        elif not row.unit:
            self.decide(row, "不知道是哪个单位填的；请用 --unit 写明")
        else:
            return self._read_filled(row, now, is_newer=official != now.get(Flat.DIGEST))
        return None

    def _read_filled(self, row: ReturnedRow, now: Mapping[str, str], *, is_newer: bool) -> Taken | None:
        task = self._tasks[row.row.task_id]
        try:
            reading = read_entry(row, task, self._plan, now, self._basis)
        except Undecided as reason:
            self.decide(row, str(reason))
            return None
        if is_there(reading, task):
            self.outcome.known += 1
        elif is_newer:
            self.decide(row, "台账里这项任务在发出以后改过，请对照新的内容核对")
        elif row.row.text(Flat.SENT) != now.get(Flat.SENT):
            self.decide(row, f"发出以后台账里又记了进展（{_last(now)}），请核对后用 record-progress 补记")
        else:
            return Taken(row, task, reading)
        return None

    def settle(self, claims: Sequence[Taken]) -> None:
        """Take what one unit says of a task; what several say is for a person."""
        units = list(dict.fromkeys(one.row.unit for one in claims))
        entries = {(one.reading.entry.status, one.reading.entry.content) for one in claims}
        if len(units) > 1:
            for one in claims:
                others = "、".join(unit for unit in units if unit != one.row.unit)
                self.decide(one.row, f"{others}也改了这项任务，请核对后用 record-progress 分别补记")
        elif len(entries) > 1:
            for one in claims:
                self.decide(one.row, "同一单位送来的几份表说法不一")
        else:
            self.outcome.taken.append(claims[0])
            place = claims[0].row.place(Flat.PROGRESS)
            about = f"（{claims[0].row.reference}，{claims[0].row.unit}）"
            self.outcome.doubts += [f"{place}{about}：{doubt}" for doubt in claims[0].reading.doubts]


def _what_was_edited(row: ReturnedRow, now: Mapping[str, str], own: Sequence[str]) -> str:
    """Name the locked cells that differ from the ledger."""
    official = [heading for heading in (*Flat, *dict.fromkeys(own)) if heading not in NOT_IN_DIGEST]
    edited = [
        f"{heading}（台账“{shortened(now.get(heading, ''))}”，表里“{shortened(row.row.text(heading))}”）"
        for heading in official
        if row.row.text(heading) != now.get(heading, "")
    ]
    return f"锁定的栏改过：{'、'.join(edited)}"


def _said(row: ReturnedRow) -> str:
    cells = (row.row.text(heading) for heading in FILLED_IN)
    return "，".join(shortened(text, 60) for text in cells if text)


def _last(now: Mapping[str, str]) -> str:
    return " ".join(filter(None, (now.get(Flat.PROGRESS_DAY), now.get(Flat.PROGRESS_UNIT), now.get(Flat.STATUS))))
