"""`export xlsx --flat`: the tasks of all plans in one sheet; of each plan only its rows are kept."""

from __future__ import annotations

import gc
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from zhenggai import asof
from zhenggai.cli.context import leave, refuse_broken
from zhenggai.cli.exporting_units import refuse_existing
from zhenggai.cli.progress import progress_bar
from zhenggai.cli.render import YELLOW, note, say, show_findings, visible
from zhenggai.store import disk
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import load_plan
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from zhenggai.exporters.all_tasks import AllTasks
    from zhenggai.exporters.flat_cells import FlatTable
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.findings import Finding
    from zhenggai.store.workspace import Workspace

ALL = "明细.xlsx"
"""What the workbook is called where no other name is given."""
_FEW = 150
"""Plans that are read before another process has started, or a bar been seen."""
_PROCESSES = 4
"""Processes that read at most: the one that gathers keeps no more busy."""
_WARNINGS_SHOWN = 20


def export_all(
    workspace: Workspace, paths: Sequence[Path], options: PrintOptions, target: Path, *, force: bool
) -> None:
    """Write one workbook with the tasks of all plans issued by the day, and print where it is.

    Raises:
        BrokenLedger: every plan is broken.
        FileTrouble: the file is there already, or cannot be written.
        ZhenggaiError: there are more tasks than a sheet has rows.
        typer.Exit: with code 1, where a plan could not be read.
    """
    from zhenggai.exporters.all_tasks import AllTasks

    if not force:
        refuse_existing([target])
    gathered = AllTasks(options)
    broken = _fill(gathered, workspace, paths)
    if len(broken) == len(paths):
        refuse_broken(broken)
    disk.make_folder(target.parent)
    disk.write_atomic(target, gathered.workbook(), overwrite=force)
    for warning in gathered.warnings[:_WARNINGS_SHOWN]:
        note(visible(warning), YELLOW)
    if len(gathered.warnings) > _WARNINGS_SHOWN:
        note(f"这样的提醒还有 {len(gathered.warnings) - _WARNINGS_SHOWN} 条", YELLOW)
    say(str(target))
    note(f"{len(paths) - len(broken)} 个方案，{len(gathered)} 项任务")
    leave([], broken)


def _fill(gathered: AllTasks, workspace: Workspace, paths: Sequence[Path]) -> list[BrokenPlan]:
    broken: list[BrokenPlan] = []
    with progress_bar(len(paths), "读台账", least=_FEW) as done:
        for path, read in zip(paths, _tables([shown(path) for path in paths], gathered.options.as_of), strict=True):
            if isinstance(read, BrokenPlan):
                broken.append(read)
            else:
                show_findings(read.findings)
                folder = path.parent.relative_to(workspace.ledgers).as_posix()
                if read.table:
                    gathered.add("" if folder == "." else folder, path.stem, read.title, read.table)
            done()
    return broken


class _Tabled(NamedTuple):
    """What a plan gives to the sheet; no table where it was issued after the day."""

    title: str
    table: FlatTable | None
    findings: tuple[Finding, ...]


def _tables(paths: Sequence[Path], day: date) -> Iterator[_Tabled | BrokenPlan]:
    """Yield what each file gives, in order; where there are many, other processes read them while this one gathers."""
    processes = min(os.cpu_count() or 1, _PROCESSES)
    if len(paths) <= _FEW or processes == 1:
        yield from (_table(path, day) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, get_context("spawn"), gc.set_threshold, gc.get_threshold()) as pool:
        yield from pool.map(partial(_table, day=day), paths, chunksize=8)


def _table(path: Path, day: date) -> _Tabled | BrokenPlan:
    from zhenggai.exporters.flat_cells import flat_table

    read = load_plan(path)
    if isinstance(read, BrokenPlan):
        return read
    table = flat_table(read.id, read.plan, day) if asof.counts(read.plan, day) else None
    return _Tabled(read.plan.title, table, read.findings)
