"""Asks the same question of everybody and compares the answers: `python bench/agree.py [--plans 20]`; measures nothing.

What the tool says with its index must be, byte for byte, what it says without; and the number of overdue tasks must be
the one that the generator knows and that every peer here finds. CI runs this at the smallest size.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import stage
import work
from items import AS_OF
from measuring import USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from measuring import Command
    from stage import Stage

QUESTIONS = (
    ("overdue",),
    ("overdue", "--limit", "50"),
    ("overdue", "--json"),
    ("due", "--within", "30"),
    ("list", "--json"),
    ("list", "--status", "整改中"),
    ("list", "--search", work.SEARCHED),
    ("status",),
    ("status", "--json"),
)
DAYS = ("2022-12-31", "2023-09-01", "2024-07-01")


def disagreements(on: Stage, days: Sequence[str] = DAYS) -> Iterator[str]:
    """Yield a sentence for every answer that differs from what it should be."""
    for day in days:
        for words in QUESTIONS:
            indexed, read = (_said(on, *words, "--as-of", day, *more) for more in ((), ("--no-index",)))
            if not indexed or indexed != read:
                yield f"zhenggai {' '.join(words)} --as-of {day}: other with the index than without, or nothing"
    if _totals(on, stage.COUNTIES, "--ledgers", "*/ledgers") != _totals(on, stage.PROVINCE):
        yield "zhenggai status --ledgers: the counties together are not the province"
    for name, count in counts(on).items():
        if count != on.counts.overdue:
            yield f"{name}: {count} tasks are overdue, and should be {on.counts.overdue}"


def counts(on: Stage) -> dict[str, int]:
    """Return how many tasks are overdue, by who says so: the tool and the peers that are here."""
    asked = {command.name: command for group in work.groups(on) for command in group.commands}
    found = {"zhenggai": len(json.loads(_said(on, "overdue", *work.DAY, "--json"))["tasks"])}
    for name in peers.installed():
        found[name] = _count(name, asked[name])
    return found


def _count(name: str, command: Command) -> int:
    environment = os.environ | dict(command.environment)
    done = subprocess.run(command.argv, cwd=command.folder, env=environment, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode()
    if name == "taskwarrior":
        number = re.search(r"(?m)^(\d+) tasks?$", said)
        return int(number[1]) if number else 0
    return len(done.stdout.decode().splitlines()) - (name == "pandas")


def _totals(on: Stage, workspace: str, *words: str) -> object:
    """Return the totals of a workspace, or of several, as of the day."""
    said = _said(on, "status", *work.DAY, "--json", *words, workspace=workspace)
    return json.loads(said or b"{}").get("totals")


def _said(on: Stage, *words: str, workspace: str = stage.PROVINCE) -> bytes:
    """Return what the tool answers; nothing where it does not know the option."""
    command = work.tool(on, "asked", workspace, *words)
    environment = os.environ | dict(command.environment)
    done = subprocess.run(command.argv, cwd=command.folder, env=environment, capture_output=True, check=False)
    if done.returncode not in {0, USAGE}:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def main() -> None:
    """Compare over a small province of its own and end with 1 where anything differs; or tell `run` of a given one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=20)
    parser.add_argument("--stage", type=Path, help="a stage that is set up already: answer as JSON, for one day")
    asked = parser.parse_args()
    if asked.stage:
        on = stage.built(asked.stage, asked.plans)
        print(json.dumps({"answers": counts(on), "wrong": list(disagreements(on, [AS_OF.isoformat()]))}))
        return
    with tempfile.TemporaryDirectory() as folder:
        on = stage.built(Path(folder, "stage"), asked.plans)
        wrong = list(disagreements(on))
    here = peers.installed()
    missing = [peer.name for peer in peers.known() if peer.name not in here]
    print(
        f"agree: {on.counts.tasks} tasks, {on.counts.overdue} overdue; asked: zhenggai, {', '.join(here) or 'no peer'}"
    )
    if missing:
        print(f"!!! skipped, not installed: {', '.join(missing)}")
    for sentence in wrong:
        print(f"!!! {sentence}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
