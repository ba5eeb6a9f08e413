"""What a collection came to, for a clerk and for a program: units, changes, conflicts, doubts, who is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhenggai.cli.drafts import show_list
from zhenggai.cli.render import say, table, visible
from zhenggai.cli.writing import changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.importers.merging import Conflict, Outcome, Taken
    from zhenggai.model import Report


@dataclass(slots=True)
class PlanReport:
    """What came back for one plan.

    `asked` has the units that were heard of, each with the last day of the period it reports for (None where the plan
    has no periods); `records` are the new 报送记录, `missing` the responsible units that have sent nothing for that
    period; `lines` what changes in the file.
    """

    plan_id: str
    outcome: Outcome
    asked: dict[str, date | None]
    records: list[Report]
    missing: list[str]
    files: list[str]
    lines: list[str] = field(default_factory=list)

    def late(self, received: date) -> list[str]:
        """Return the units whose period had passed when they were heard of."""
        return [unit for unit, last in self.asked.items() if last is not None and last < received]


@dataclass(slots=True)
class Found:
    """Everything a collection came to; `files` counts those that could be read."""

    received: date
    files: int = 0
    plans: list[PlanReport] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def all_conflicts(self) -> list[Conflict]:
        """The conflicts about files and about tasks."""
        return [*self.conflicts, *(conflict for plan in self.plans for conflict in plan.outcome.conflicts)]

    @property
    def units(self) -> list[str]:
        """Every unit that was heard of, once."""
        return list(dict.fromkeys(unit for plan in self.plans for unit in plan.asked))


def show(found: Found, *, dry_run: bool) -> None:
    """Print the whole report."""
    say(f"{found.received} 收到 {len(found.units)} 个单位送回的 {found.files} 份表")
    for plan in found.plans:
        say()
        _show_plan(plan, found.received, dry_run=dry_run)
    conflicts = found.all_conflicts
    doubts = [doubt for plan in found.plans for doubt in plan.outcome.doubts]
    if conflicts or doubts or found.unreadable:
        say()
    show_list("冲突（台账没有改动，请逐一决定）", [str(conflict) for conflict in conflicts])
    show_list("疑问", doubts)
    show_list("没有收成", found.unreadable)


def _show_plan(plan: PlanReport, received: date, *, dry_run: bool) -> None:
    outcome = plan.outcome
    say(
        f"{plan.plan_id}：新增进展 {len(outcome.taken)} 条，报送记录 {len(plan.records)} 条；"
        f"没有改动 {outcome.untouched} 项，以前收过 {outcome.known} 项，冲突 {len(outcome.conflicts)} 处"
    )
    if outcome.taken:
        table(["任务", "日期", "状态", "单位", "内容"], [_row(taken) for taken in outcome.taken])
    periods = "、".join(sorted({str(last) for last in plan.asked.values() if last is not None}))
    heard = "、".join(plan.asked)
    say(f"已收 {len(plan.asked)} 个单位{f'（{periods} 一期）' if periods else ''}：{visible(heard)}")
    if late := plan.late(received):
        say(f"迟报 {len(late)} 个单位：{visible('、'.join(late))}")
    if plan.missing:
        say(f"未收 {len(plan.missing)} 个单位：{visible('、'.join(plan.missing))}")
    if not periods:
        say("方案没有写报送要求或印发日期，没有记报送")
    if dry_run and plan.lines:
        say(f"将写入 {plan.plan_id}：")
        for line in plan.lines:
            say(line)


def added_lines(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines that a change adds, numbered as in the new text; one that does more is shown in one piece."""
    old, new = (raw.decode("utf-8-sig").splitlines() for raw in (before, after))
    rest = iter(old)
    following = next(rest, None)
    added = []
    for number, line in enumerate(new, start=1):
        if line == following:
            following = next(rest, None)
        else:
            added.append(f"{number:>5} +{visible(line)}")
    yield from added if following is None else changed_lines(before, after)


def _row(taken: Taken) -> list[str]:
    entry = taken.reading.entry
    return [taken.row.reference, str(entry.date), entry.status, entry.unit or "", entry.content or ""]


def record(found: Found, *, written: bool) -> dict[str, Any]:
    """Return the report for programs, under stable English names."""
    return {
        "received": found.received.isoformat(),
        "written": written,
        "files": found.files,
        "units": found.units,
        "plans": [_plan_record(plan, found.received) for plan in found.plans],
        "conflicts": [_conflict_record(conflict) for conflict in found.all_conflicts],
        "doubts": [doubt for plan in found.plans for doubt in plan.outcome.doubts],
        "unreadable": found.unreadable,
    }


def _plan_record(plan: PlanReport, received: date) -> dict[str, Any]:
    outcome = plan.outcome
    return {
        "plan_id": plan.plan_id,
        "files": plan.files,
        "progress": [
            {"reference": taken.row.reference, **taken.reading.entry.model_dump(mode="json", exclude_none=True)}
            for taken in outcome.taken
        ],
        "reports": [one.model_dump(mode="json", exclude_none=True) for one in plan.records],
        "untouched": outcome.untouched,
        "known": outcome.known,
        "received": [{"unit": unit, "period": last.isoformat() if last else None} for unit, last in plan.asked.items()],
        "late": plan.late(received),
        "missing": plan.missing,
    }


def _conflict_record(conflict: Conflict) -> dict[str, str]:
    return {
        "place": conflict.place,
        "reference": conflict.reference,
        "unit": conflict.unit,
        "message": conflict.message,
        "said": conflict.said,
    }
