"""Returned rows against the ledger, three ways: what was sent, what came back, what the ledger says now.

New progress is taken; everything else that differs is a conflict for a person. Nothing is overwritten, nothing dropped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhenggai.columns.flat import FILLED_IN, NOT_IN_DIGEST, Flat
from zhenggai.importers.doubts import shortened
from zhenggai.importers.filled_in import Reading, Undecided, among_others, is_there, read_entry, refuse_retreat
from zhenggai.importers.since_sent import put_down_since
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from zhenggai.importers.collected import ReturnedRow
    from zhenggai.importers.filled_in import Basis
    from zhenggai.model import Plan, ProgressEntry, Task

_MOST_NAMED = 3
_BOTH_COUNT = "都要记的，加 --each-unit 再收一次，一个单位记一条"


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
    """A row whose progress goes into the ledger; `others` is what other units have told of its task since it left."""

    row: ReturnedRow
    task: Task
    reading: Reading
    others: tuple[ProgressEntry, ...] = ()


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


def merge(
    plan: Plan,
    now: Mapping[str, Mapping[str, str]],
    rows: Sequence[ReturnedRow],
    basis: Basis,
    *,
    each_unit: bool = False,
) -> Outcome:
    """Return what rows add to a plan and what a person must decide.

    `now` is the sheet 明细 of the plan as it stands: the texts of the cells by heading, for every task by its id. With
    `each_unit` a person has decided that what several units say of one task are so many entries.
    """
    merger = _Merger(plan, now, basis, each_unit=each_unit)
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
    merger.outcome.doubts += _rows_gone(plan, rows, basis)
    return merger.outcome


def _rows_gone(plan: Plan, rows: Sequence[ReturnedRow], basis: Basis) -> Iterator[str]:
    """Name the tasks of a unit that have no row in the workbook made for it: somebody may have deleted them."""
    there: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.row.text(Flat.RECIPIENT):
            there.setdefault((row.file, row.unit), set()).add(row.row.task_id)
    owners = [(task.id, basis.units_of(task)) for _, _, task in plan.rows()]
    for (file, unit), ids in there.items():
        gone = [task for task, units in owners if unit in units and task not in ids]
        if gone:
            yield f"{file}（{unit}）：表里没有 {_named(gone, '项')} 的行；是删了的请单位补送，发出以后新加的下次再发"


class _Merger:
    def __init__(self, plan: Plan, now: Mapping[str, Mapping[str, str]], basis: Basis, *, each_unit: bool) -> None:
        self.outcome = Outcome()
        self._plan, self._now, self._basis, self._each_unit = plan, now, basis, each_unit
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
            reading = read_entry(row, self._plan, now, self._basis)
        except Undecided as reason:
            self.decide(row, str(reason))
            return None
        since = put_down_since(row, task)
        of_others = bool(since) and all(one.unit not in {None, row.unit} for one in since or ())
        if is_there(reading, task):
            self.outcome.known += 1
        elif is_newer:
            self.decide(row, "台账里这项任务在发出以后改过，请对照新的内容核对，要记的用 record-progress 补记")
        elif row.row.text(Flat.SENT) == now.get(Flat.SENT):
            return Taken(row, task, reading)
        elif of_others and self._each_unit:
            return Taken(row, task, reading, since or ())
        else:
            what_to_do = f"是别的单位报的；{_BOTH_COUNT}" if of_others else "请核对后用 record-progress 补记"
            self.decide(row, f"发出以后台账里又记了进展（{_last(now)}），{what_to_do}")
        return None

    def settle(self, claims: Sequence[Taken]) -> None:
        """Take what one unit says of a task; what several say is for a person, unless that has decided."""
        by_unit: dict[str, list[Taken]] = {}
        for one in claims:
            by_unit.setdefault(one.row.unit, []).append(one)
        agreed: list[Taken] = []
        for unit, own in by_unit.items():
            if len(by_unit) > 1 and not self._each_unit:
                others = _named([other for other in by_unit if other != unit])
                self._decide_all(own, f"{others}也改了这项任务；{_BOTH_COUNT}")
            elif len({(one.reading.entry.status, one.reading.entry.content) for one in own}) > 1:
                self._decide_all(own, "同一单位送来的几份表说法不一，请只留一份再收")
            else:
                agreed.append(own[0])
        self._take(agreed)

    def _decide_all(self, claims: Sequence[Taken], message: str) -> None:
        for one in claims:
            self.decide(one.row, message)

    def _take(self, claims: Sequence[Taken]) -> None:
        """Take what the units of one task say; it is as far as the unit that is least far."""
        told = {entry.unit: entry.status for one in claims for entry in one.others}
        told |= {one.row.unit: one.reading.entry.status for one in claims}
        status = min(told.values(), key=lambda one: one.rank, default=Status.NOT_STARTED)
        for one in claims:
            entry = among_others(one.reading.entry, status)
            try:
                refuse_retreat(entry, one.task)
            except Undecided as reason:
                self.decide(one.row, str(reason))
                continue
            self.outcome.taken.append(replace(one, reading=replace(one.reading, entry=entry)))
            self._doubt(one, status, told.keys())

    def _doubt(self, taken: Taken, status: Status, heard: Collection[str | None]) -> None:
        """Put down what is doubtful of an entry; `heard` are the units that have told of its task this time."""
        said = taken.reading.entry.status
        doubts = list(taken.reading.doubts)
        if said is not status:
            doubts.append(f"本单位填的是“{said}”，别的单位还是“{status}”，任务按“{status}”记")
        missing = [unit for unit in self._basis.units_of(taken.task) if unit not in heard]
        if said is status and status.reaches(Status.STAGE_RESULT) and missing:
            doubts.append(f"任务已按“{status}”记，可是{_named(missing)}还没有报，请核对")
        place = taken.row.place(Flat.PROGRESS)
        about = f"（{taken.row.reference}，{taken.row.unit}）"
        self.outcome.doubts += [f"{place}{about}：{doubt}" for doubt in doubts]


def _what_was_edited(row: ReturnedRow, now: Mapping[str, str], own: Sequence[str]) -> str:
    """Name the locked cells that differ from the ledger."""
    official = [heading for heading in (*Flat, *dict.fromkeys(own)) if heading not in NOT_IN_DIGEST]
    edited = [
        f"{heading}（台账“{shortened(now.get(heading, ''))}”，表里“{shortened(row.row.text(heading))}”）"
        for heading in official
        if row.row.text(heading) != now.get(heading, "")
    ]
    return f"锁定的栏改过：{'、'.join(edited)}；要照改的用 zhenggai edit 改了台账再收，不改的请单位重送"


def _said(row: ReturnedRow) -> str:
    cells = (row.row.text(heading) for heading in FILLED_IN)
    return "，".join(shortened(text, 60) for text in cells if text)


def _named(names: Sequence[str], counted: str = "个单位") -> str:
    few = "、".join(names[:_MOST_NAMED])
    return few if len(names) <= _MOST_NAMED else f"{few}等 {len(names)} {counted}"


def _last(now: Mapping[str, str]) -> str:
    return " ".join(filter(None, (now.get(Flat.PROGRESS_DAY), now.get(Flat.PROGRESS_UNIT), now.get(Flat.STATUS))))
