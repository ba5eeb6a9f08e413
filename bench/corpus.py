"""Writes a made-up workspace of any size: `python bench/corpus.py FOLDER --plans 3000 --seed 1`.

The same seed gives the same bytes, and the first n plans are the same whatever number is asked for. At 3,000 plans of
seed 1: 63,934 tasks, 477,549 log entries (进展 and 延期), 266 MB of YAML, 14,672 tasks overdue as of 2023-09-01.
Whether a task is late is best asked as of `AS_OF`. `plans` gives the same items as values.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drawing import plans, sized_plan
from items import AS_OF, Plan
from ledger_text import evidence_text, ledger_text, settings_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AS_OF", "Counts", "plans", "sized_plan", "write"]


class Counts(NamedTuple):
    """What a workspace holds; `overdue` as of `AS_OF`, `size` the bytes of its ledger files."""

    plans: int
    tasks: int
    log_entries: int
    overdue: int
    size: int


def write(folder: Path, found: Iterable[Plan]) -> Counts:
    """Write a workspace of these plans, each file below the folder of its county, and count what was written."""
    number = tasks = entries = overdue = size = 0
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "zhenggai.yaml").write_text(settings_text(), encoding="utf-8", newline="")
    made: set[Path] = set()
    for plan in found:
        home = folder / "ledgers" / plan.folder
        if home not in made:
            home.mkdir(parents=True, exist_ok=True)
            made.add(home)
        raw = ledger_text(plan).encode()
        (home / f"{plan.id}.yaml").write_bytes(raw)
        (folder / "evidence" / f"{plan.id}.txt").write_text(evidence_text(plan), encoding="utf-8", newline="")
        number += 1
        size += len(raw)
        tasks += len(plan.tasks)
        entries += sum(task.log_entries for task in plan.tasks)
        overdue += len(plan.overdue(AS_OF))
    return Counts(number, tasks, entries, overdue, size)


def main() -> None:
    """Write a workspace and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    counts = write(asked.folder, plans(asked.plans, asked.seed))
    print(
        f"{counts.plans} plans, {counts.tasks} tasks, {counts.log_entries} log entries, {counts.size / 1e6:.0f} MB; "
        f"{counts.overdue} tasks overdue as of {AS_OF}"
    )


if __name__ == "__main__":
    main()
