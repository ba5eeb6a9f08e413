"""What a unit has filled into a row, read as an entry of 进展, or why a person must look at it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.columns.flat import Flat, split_items
from zhenggai.importers.doubts import shortened
from zhenggai.importers.xlsx_days import day_in
from zhenggai.model import Evidence, ProgressEntry
from zhenggai.store.guards import FORBIDDEN
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from zhenggai.importers.collected import ReturnedRow
    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.model import Plan, Task

RECEIVED_NO_FILE = "随表填报，没有收到文件"
"""The 说明 of evidence that a unit names and has not sent along."""


class Undecided(Exception):
    """A person must decide; the text says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What filled-in rows are read by.

    `received` is the day the files came. `find_evidence` returns the record of a file that came along with the row,
    None where there is none of that name. `units_of` returns every unit that answers for a task.
    """

    received: date
    lexicon: Lexicon
    find_evidence: Callable[[ReturnedRow, str], Evidence | None]
    units_of: Callable[[Task], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The entry, the doubts about it, and whether its day is the unit's own (or else that of receipt)."""

    entry: ProgressEntry
    doubts: tuple[str, ...]
    has_own_day: bool


def read_entry(row: ReturnedRow, plan: Plan, now: Mapping[str, str], basis: Basis) -> Reading:
    """Return what a row adds to the log of its task; `now` are the row's cells as the ledger has them.

    Whether the log can take it is asked by `is_there` first and then by `refuse_retreat`.

    Raises:
        Undecided: what was filled in cannot be put down as it is.
    """
    doubts: list[str] = []
    content = _content(row.row.text(Flat.PROGRESS))
    status = _status(row, now, basis.lexicon, doubts)
    evidence = _evidence(row, now, basis, doubts)
    if not content and not evidence and status.value == now.get(Flat.STATUS, ""):
        raise Undecided("整改进展结果清空了，状态也没有变，台账没有改动")
    if content and status is Status.NOT_STARTED:
        doubts.append(f"填了进展，状态却是“{status}”，照填的记了，请核对")
    day = _day(row, plan, now, basis, doubts)
    entry = ProgressEntry(date=day or basis.received, status=status, unit=row.unit, content=content, evidence=evidence)
    return Reading(entry, tuple(doubts), day is not None)


def is_there(reading: Reading, task: Task) -> bool:
    """Say whether the log has the entry already: collected before, be it on another day or with other units'."""
    entry = reading.entry
    return any(
        (one.unit, one.content) == (entry.unit, among_others(entry, one.status).content)
        and {evidence.file for evidence in entry.evidence} <= {evidence.file for evidence in one.evidence}
        and (one.date == entry.date or not reading.has_own_day)
        for one in task.progress
    )


def among_others(entry: ProgressEntry, status: Status) -> ProgressEntry:
    """Return what a unit says of a task whose status, for all its units together, is this one.

    Where the unit said another status of itself, that stands behind the text.
    """
    if status is entry.status:
        return entry
    return entry.model_copy(update={"status": status, "content": f"{entry.content or ''}（本单位：{entry.status}）"})


def _content(text: str) -> str | None:
    kept = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept or None


def _status(row: ReturnedRow, now: Mapping[str, str], lexicon: Lexicon, doubts: list[str]) -> Status:
    word = row.row.text(Flat.STATUS)
    if Flat.PROGRESS in row.printed and Flat.STATUS not in row.printed:
        word = _status_untold(row, now, lexicon, doubts)
    if not word.strip():
        before = Status(now.get(Flat.STATUS) or Status.NOT_STARTED)
        doubts.append(f"状态空着，按原来的“{before}”记")
        return before
    status = lexicon.status(word)
    if status is None:
        raise Undecided(
            f"状态“{shortened(word)}”认不出，可用：{'、'.join(one for one in Status if one is not Status.CLOSED)}"
        )
    if status is Status.CLOSED and now.get(Flat.STATUS) != Status.CLOSED:
        raise Undecided("状态填的是“已销号”；销号要有验收单位、验收人和佐证，请用 close-task")
    if status is Status.CLOSED:
        raise Undecided("任务已经销号，又填了进展；要重新打开请用 reopen-task")
    return status


def _status_untold(row: ReturnedRow, now: Mapping[str, str], lexicon: Lexicon, doubts: list[str]) -> str:
    """Return the status of what was filled in on a printed sheet, which has no column for it."""
    said = lexicon.status(row.row.text(Flat.PROGRESS))
    before = Status(now.get(Flat.STATUS) or Status.NOT_STARTED)
    status = said or (Status.IN_PROGRESS if before is Status.NOT_STARTED else before)
    doubts.append(f"填在印的表里，没有写状态，按“{status}”记")
    return status


def _day(row: ReturnedRow, plan: Plan, now: Mapping[str, str], basis: Basis, doubts: list[str]) -> date | None:
    """Return the day the unit names; None where it names none or left the old one."""
    cell = row.row.cells.get(Flat.PROGRESS_DAY)
    if cell is None or row.row.text(Flat.PROGRESS_DAY) == now.get(Flat.PROGRESS_DAY, ""):
        doubts.append(f"进展日期{'没有改' if cell else '空着'}，按收到的日期 {basis.received} 记")
        return None
    day = cell.day or day_in(cell.text, plan.issued)
    if day is None:
        raise Undecided(f"进展日期“{shortened(cell.text)}”读不懂，请写成 {basis.received} 的样子")
    if day > basis.received:
        raise Undecided(f"进展日期 {day} 晚于收到的日期 {basis.received}")
    if plan.issued is not None and day < plan.issued:
        raise Undecided(f"进展日期 {day} 早于方案的印发日期 {plan.issued}")
    return day


def _evidence(row: ReturnedRow, now: Mapping[str, str], basis: Basis, doubts: list[str]) -> tuple[Evidence, ...]:
    """Return the evidence that was added to what the ledger has, with its file where that came along."""
    before = set(split_items(now.get(Flat.EVIDENCE, "")))
    found: list[Evidence] = []
    for line in row.row.text(Flat.EVIDENCE).splitlines():
        name = FORBIDDEN.sub("", line).strip()
        if not name or name in before:
            continue
        record = basis.find_evidence(row, name)
        if record is None:
            doubts.append(f"佐证“{shortened(name)}”没有随表送来，只记了名称")
        found.append(record or Evidence(file=name, note=RECEIVED_NO_FILE))
    return tuple(found)


def refuse_retreat(entry: ProgressEntry, task: Task) -> None:
    """Refuse an entry whose status goes back, or from which a later one goes back: that takes a reason.

    Raises:
        Undecided: it does.
    """
    log: Sequence[ProgressEntry] = sorted((*task.progress, entry), key=lambda one: one.date)
    at = max(position for position, one in enumerate(log) if one is entry)
    if at and not entry.status.reaches(log[at - 1].status):
        before = log[at - 1].status
        raise Undecided(f"状态从“{before}”退回“{entry.status}”，要写原因；确要退回请用 record-progress --reason")
    if at + 1 < len(log) and not log[at + 1].status.reaches(entry.status) and log[at + 1].reason is None:
        later = log[at + 1]
        raise Undecided(f"{later.date} 已记有“{later.status}”，不能再在它前面补记“{entry.status}”")
