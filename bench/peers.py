"""The other tools that answer what is overdue: which are here, in which versions, and the same items in their formats.

They get the tasks as they stand as of the day, without their logs, which is less than this tool reads.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from items import AS_OF, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from items import Plan, Task

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)+")
FAR = date(2099, 12, 31)
"""The day given to what has none or is not due yet, for tools that ask their own clock or need a day."""
TASKRC, TASKS, JOURNAL, SHEET = "taskrc", "tasks.json", "tasks.journal", "tasks.xlsx"
HEADINGS = (
    *("方案", "任务", "类型", "具体问题", "问题描述", "整改措施", "期限", "性质"),
    *("状态", "达到要求", "责任单位", "牵头负责人"),
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool that may be installed: how it is called, what prints its version, how to get it."""

    name: str
    program: str
    version: tuple[str, ...]
    install: str


def pandas_python() -> str:
    """Return the interpreter that pandas is looked for in."""
    return os.environ.get("PANDAS_PYTHON", sys.executable)


def known() -> tuple[Peer, ...]:
    """Return the peers, in the order of the table."""
    python = pandas_python()
    return (
        Peer("taskwarrior", "task", ("task", "--version"), "apt-get install taskwarrior"),
        Peer("hledger", "hledger", ("hledger", "--version"), "apt-get install hledger"),
        Peer("ledger", "ledger", ("ledger", "--version"), "apt-get install ledger"),
        Peer("pandas", python, (python, "-c", "import pandas; print(pandas.__version__)"), "PANDAS_PYTHON"),
    )


def installed() -> dict[str, str]:
    """Return the version of every peer that is here, by its name."""
    found: dict[str, str] = {}
    for peer in known():
        if shutil.which(peer.program):
            said = subprocess.run(peer.version, capture_output=True, text=True, check=False)
            if said.returncode == 0:
                number = _NUMBER.search(said.stdout)
                found[peer.name] = number[0] if number else said.stdout.strip()
    return found


def build(folder: Path, plans: Iterable[Plan]) -> None:
    """Write the tasks of the plans, each once, into one file a peer below the folder; `plans` is gone through once."""
    folder.mkdir(parents=True, exist_ok=True)
    tasks: list[str] = []
    entries: list[tuple[date, str]] = []
    with (folder / JOURNAL).open("w", encoding="utf-8", newline="") as journal:
        rows = _rows(plans, tasks, entries)
        _write_sheet(folder / SHEET, rows)
        entries.sort(key=lambda entry: entry[0])
        journal.writelines(text for _day, text in entries)
    (folder / TASKS).write_text("[\n" + ",\n".join(tasks) + "\n]\n", encoding="utf-8", newline="")
    _import_tasks(folder)


def _rows(plans: Iterable[Plan], tasks: list[str], entries: list[tuple[date, str]]) -> Iterator[list[object]]:
    """Yield the rows of the sheet, and put what the others need of the same task into the lists."""
    for plan in plans:
        for category in plan.categories:
            for issue in category.issues:
                for task in issue.tasks:
                    tasks.append(_for_taskwarrior(plan, task))
                    entries.append(_for_ledger(plan, task))
                    yield [plan.id, task.number, category.name, issue.title, *_cells(task)]


def _cells(task: Task) -> list[object]:
    met = "是" if task.is_met(AS_OF) else "否"
    measures = "".join(task.measures)
    late_by = task.due(AS_OF) if task.deadline.kind != "长期" else None
    kind, status = task.deadline.kind, STATUSES[task.status(AS_OF)]
    return [task.description, measures, late_by, kind, status, met, task.units, task.lead]


def _for_taskwarrior(plan: Plan, task: Task) -> str:
    due = task.due(AS_OF)
    # Taskwarrior compares with its own clock, which is years later than the day that is asked about.
    due = due if due and due < AS_OF and task.deadline.kind != "长期" else FAR
    item = {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.id}:{task.number}")),
        "description": task.description,
        "project": plan.id,
        "entry": f"{plan.issued:%Y%m%d}T000000Z",
        "due": f"{due:%Y%m%d}T000000Z",
        "status": "pending",
    }
    if task.is_met(AS_OF):
        item |= {"status": "completed", "end": f"{AS_OF:%Y%m%d}T000000Z"}
    return json.dumps(item, ensure_ascii=False)


def _for_ledger(plan: Plan, task: Task) -> tuple[date, str]:
    """Return a transaction dated by the last day: one task from the ledger to its first unit, pending until met."""
    day = (task.due(AS_OF) if task.deadline.kind != "长期" else None) or FAR
    mark = "*" if task.is_met(AS_OF) else "!"
    account = "任务:" + task.units.split("、")[0]
    return day, f"{day} {mark} ({plan.id}:{task.number}) {task.description}\n    {account}    1\n    台账\n\n"


def _write_sheet(path: Path, rows: Iterable[list[object]]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - only where a sheet is built

    book = Workbook(write_only=True)
    sheet = book.create_sheet("任务")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(path)


def _import_tasks(folder: Path) -> None:
    """Let taskwarrior, where it is here, keep the tasks in its own format."""
    if shutil.which("task") is None:
        return
    data = folder / "task"
    data.mkdir(exist_ok=True)
    (folder / TASKRC).write_text(f"data.location={data}\nconfirmation=no\n", encoding="utf-8")
    environment = os.environ | {"TASKRC": str(folder / TASKRC)}
    command = ["task", "import", str(folder / TASKS)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
