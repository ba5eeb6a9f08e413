"""How the append-only logs of a plan differ from what git's HEAD has; shared by two rules, and no rule itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.checks.subject import Subject
    from zhenggai.findings import Loc
    from zhenggai.model import Extension, ProgressEntry, Report

    Entry = ProgressEntry | Extension | Report


@dataclass(frozen=True, slots=True)
class Change:
    """An entry HEAD has and the file has no more: where its log stands, whose it is, and what stands in its place.

    `instead` is the place of an entry of the same day that HEAD does not have: the old one was altered, not dropped.
    """

    log: Loc
    what: str
    before: str
    instead: Loc | None


def changes(subject: Subject) -> Iterator[Change]:
    """Yield every entry of a log that HEAD has and the file lost or altered; nothing where there is no HEAD."""
    if subject.head is None:
        return
    now = {at.task.id: at for at in subject.tasks}
    for _category, _issue, task in subject.head.rows():
        if task.id in now:
            at = now[task.id]
            yield from _changed((*at.loc, "进展"), f"任务 {task.id} 的进展", task.progress, at.task.progress)
            yield from _changed((*at.loc, "延期"), f"任务 {task.id} 的延期", task.extensions, at.task.extensions)
    yield from _changed(("报送记录",), "报送记录", subject.head.reports, subject.plan.reports)


def _changed(log: Loc, what: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
    dumped = Counter(entry.model_dump_json() for entry in after)
    old = Counter(entry.model_dump_json() for entry in before)
    new = [(n, entry) for n, entry in enumerate(after) if not old[entry.model_dump_json()]]
    for entry in before:
        key = entry.model_dump_json()
        if dumped[key]:
            dumped[key] -= 1
            continue
        altered = next((pair for pair in new if _day(pair[1]) == _day(entry)), None)
        if altered:
            new.remove(altered)
        yield Change(log, what, _shown(entry), (*log, altered[0]) if altered else None)


def _day(entry: Entry) -> object:
    return getattr(entry, "date", None) or getattr(entry, "approved", None)


def _shown(entry: Entry) -> str:
    said = getattr(entry, "content", None) or getattr(entry, "unit", None) or ""
    return f"{_day(entry)} {said[:20]}{'…' if len(said) > 20 else ''}".strip()
