"""`collect`: what the units have filled in, merged into the ledgers, with everything a person must decide listed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai.cli import collected_report as report
from zhenggai.cli import find
from zhenggai.cli.collected_evidence import EvidenceAlong
from zhenggai.cli.collected_report import Found, PlanReport
from zhenggai.cli.context import here, read_day, refuse_future
from zhenggai.cli.headings import workspace_lexicon
from zhenggai.cli.options import Json
from zhenggai.cli.render import as_json, note, show_findings
from zhenggai.cli.returned_files import as_xlsx, listed, with_bar
from zhenggai.errors import EXIT_FINDINGS, BrokenLedger, ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.ledger import change_plan
from zhenggai.store.places import shown
from zhenggai.store.yamledit import Append

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.importers.collected import Returned, ReturnedRow
    from zhenggai.importers.merging import Outcome
    from zhenggai.model import Plan
    from zhenggai.store.ledger import OpenedPlan
    from zhenggai.store.workspace import Workspace

Text = str | None


def collect(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件", help="各单位送回的表（.xlsx；.xls、.et、.ods 要装有 LibreOffice），或者放着它们的文件夹"
        ),
    ],
    date: Annotated[Text, typer.Option("--date", metavar="日期", help="收到的日期，默认今天")] = None,
    period: Annotated[
        Text, typer.Option("--period", metavar="日期", help="算哪一期的报送，写该期的截止日；默认是发出时的那一期")
    ] = None,
    unit: Annotated[Text, typer.Option("--unit", "-u", metavar="单位", help="表里没有写单位时，算哪个单位的")] = None,
    each_unit: Annotated[
        bool,
        typer.Option("--each-unit", help="一项任务几个单位都填了的，一个单位记一条进展；不写就列为冲突，由人决定"),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会收进什么，不写入")] = False,
    json: Json = False,
) -> None:
    """收各单位填好送回的表：新的进展追加进台账，记一次报送；拿不准的一律列为冲突，由人决定。

    按表里隐藏的编号对应任务，行列怎么挪动都不要紧。只追加，不覆盖；同样的表再收一次，什么也不会多。

    例子：
      zhenggai collect 返回/*.xlsx --dry-run
      zhenggai collect 返回 --date 2022-06-13
      zhenggai collect 返回 --each-unit          # 看过冲突，几个单位各报各的都记
    """
    workspace = here(context)
    received = read_day(date, "--date")
    refuse_future(received, "收到的日期")
    collection = _Collection(workspace, received, read_day(period, "--period") if period else None, each_unit)
    collection.read(listed(files), unit or "")
    collection.merge(write=not dry_run)
    found = collection.found
    if json:
        as_json(report.record(found, written=not dry_run))
    else:
        report.show(found, dry_run=dry_run)
    if dry_run:
        note("这是预演（--dry-run），台账没有改动")
    if found.unreadable or found.all_conflicts:
        raise typer.Exit(EXIT_FINDINGS)


@dataclass(slots=True)
class _Collection:
    """What came back, and what became of it."""

    workspace: Workspace
    received: date
    period: date | None
    each_unit: bool
    found: Found = field(init=False)
    returned: list[Returned] = field(default_factory=list)
    folders: dict[str, Path] = field(default_factory=dict)
    """Where each returned file lies; evidence may lie beside it."""

    def __post_init__(self) -> None:
        self.found = Found(self.received)

    def read(self, files: list[Path], unit: str) -> None:
        """Read every file; one that cannot be read, or came twice, is named and the others are read all the same."""
        from zhenggai.importers.collected import read_returned
        from zhenggai.importers.merging import Conflict

        roster, lexicon = self.workspace.settings.roster, workspace_lexicon(self.workspace)
        seen: dict[str, str] = {}
        for path in with_bar(files):
            name = str(path)
            try:
                raw = disk.read_bytes(path)
                digest = hashlib.sha256(raw).hexdigest()
                if digest in seen:
                    self.found.conflicts.append(
                        Conflict(name, "", "", f"与 {seen[digest]} 一模一样，是同一份送了两次，只收一份")
                    )
                    continue
                seen[digest] = name
                returned = read_returned(as_xlsx(path, raw), name, lexicon, unit)
            except ZhenggaiError as refusal:
                self.found.unreadable.append(str(refusal))
                continue
            self.found.conflicts += [
                Conflict(f"{name} {edit.place}", edit.reference, returned.unit, f"{edit}；{way_out}")
                for edit, way_out in returned.edits
            ]
            self.folders[name] = path.parent
            self.returned.append(returned.of(roster.canonical(returned.unit)))
            self.found.files += 1

    def merge(self, *, write: bool) -> None:
        """Merge the rows plan by plan, each in one locked change of its file."""
        from zhenggai.importers.merging import Conflict

        paths = self.workspace.plan_files()
        self._name_repeated()
        by_plan: dict[str, list[ReturnedRow]] = {}
        for row in (row for returned in self.returned for row in returned.rows):
            by_plan.setdefault(row.row.plan_id, []).append(row)
        for plan_id, rows in by_plan.items():
            if plan_id in paths:
                self._merge_plan(plan_id, paths[plan_id], rows, write=write)
                continue
            message = f"没有方案“{plan_id}”" if plan_id else "没有编号，认不出是哪项任务"
            for row in rows:
                said = "，".join(cell.text for cell in row.row.cells.values())[:60] if not plan_id else ""
                self.found.conflicts.append(Conflict(row.place(""), row.reference, row.unit, message, said))

    def _name_repeated(self) -> None:
        """Name the units that sent several files for one plan: which counts, a person may have to say."""
        from zhenggai.importers.merging import Conflict

        files: dict[tuple[str, str], dict[str, None]] = {}
        for row in (row for returned in self.returned for row in returned.rows):
            files.setdefault((row.unit, row.row.plan_id), {})[row.file] = None
        for (unit, plan_id), names in files.items():
            if unit and plan_id and len(names) > 1:
                message = f"送了 {len(names)} 份表：{'、'.join(names)}；说法一致的只收一次，不一致的列在下面"
                self.found.conflicts.append(Conflict(plan_id, "", unit, message))

    def _merge_plan(self, plan_id: str, path: Path, rows: list[ReturnedRow], *, write: bool) -> None:
        keeper = EvidenceAlong(self.workspace, plan_id, self.folders)
        made: list[PlanReport] = []

        def edits(opened: OpenedPlan) -> list[Append]:
            outcome = self._outcome(plan_id, opened.plan, rows, keeper)
            made.append(self._report(plan_id, opened.plan, rows, outcome))
            if write:
                keeper.copy(outcome)
            return [
                *_progress(opened.plan, outcome),
                *(Append(("报送记录",), one.to_file()) for one in made[-1].records),
            ]

        try:
            change = change_plan(shown(path), edits, write=write)
        except ZhenggaiError as refusal:
            # The other plans are collected all the same.
            keeper.undo()
            if isinstance(refusal, BrokenLedger):
                show_findings(refusal.findings)
            self.found.unreadable.append(str(refusal))
            return
        made[-1].lines.extend(report.added_lines(change.before, change.after))
        self.found.plans.append(made[-1])

    def _outcome(self, plan_id: str, plan: Plan, rows: list[ReturnedRow], keeper: EvidenceAlong) -> Outcome:
        from zhenggai.exporters.by_unit import responsible_units
        from zhenggai.exporters.flat_cells import flat_table
        from zhenggai.importers.filled_in import Basis
        from zhenggai.importers.merging import merge

        roster = self.workspace.settings.roster
        table = flat_table(plan_id, plan, self.received)
        now = {
            task.id: {
                heading: _text(value) for heading, value in zip(table.headings, values, strict=True) if value != ""
            }
            for (_, _, task), values in zip(plan.rows(), table.rows, strict=True)
        }
        basis = Basis(
            self.received,
            workspace_lexicon(self.workspace),
            keeper.find,
            lambda task: responsible_units(task, roster),
        )
        return merge(plan, now, rows, basis, each_unit=self.each_unit)

    def _report(self, plan_id: str, plan: Plan, rows: list[ReturnedRow], outcome: Outcome) -> PlanReport:
        from zhenggai.exporters.by_unit import units_of
        from zhenggai.importers.periods_reported import period_asked, report_of

        files = {row.file for row in rows}
        units = {one.unit: one for one in self.returned if one.file in files and one.unit}
        asked = {unit: self.period or period_asked(plan, one.sent or self.received) for unit, one in units.items()}
        records = [
            record
            for unit, last in asked.items()
            if last is not None and (record := report_of(plan, unit, last, self.received))
        ]
        current = max(filter(None, asked.values()), default=None)
        has_reported = {one.unit for one in plan.reports if one.period == current}
        missing = [
            unit
            for unit in units_of(plan, self.workspace.settings.roster)
            if unit not in units and unit not in has_reported
        ]
        return PlanReport(plan_id, outcome, asked, records, missing, sorted(files))


def _progress(plan: Plan, outcome: Outcome) -> Iterator[Append]:
    for taken in outcome.taken:
        _task, loc = find.task_at(taken.task.id, "", plan)
        yield Append((*loc, "进展"), taken.reading.entry.to_file())


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
