"""Measures everything in turn and writes docs/benchmarks.md: `make bench`, or `make bench SIZE=small` for a quick look.

Progress goes to stderr, the table to stdout. Only the full size writes the page, unless `--write` says so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import figures
import machine
import measuring
import peers
import stage
import table
import work
from targets import GROWTH_AT_MOST, TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring import Command, Round
    from stage import Stage
    from targets import Target
    from work import Group

ROOT = Path(__file__).parent.parent
BASE = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "benchmarks.md"
REMARKS = Path(__file__).with_name("remarks.md")
SIZES = {"full": 3000, "small": 300, "smallest": 20}


class Session:
    """One run of the benchmark: what was set up, what is not there, and the rounds measured so far, by group."""

    def __init__(self, on: Stage) -> None:
        """Begin with nothing measured."""
        self.on = on
        self.groups = {group.name: group for group in work.groups(on)}
        self.absent: dict[str, str] = {}
        self.measured: dict[str, list[Round]] = {}

    def measure(self, group: Group) -> None:
        """Run each command of a group once, untimed, to see whether it is there; then all that are, in turn."""
        here = [command for command in group.commands if self._is_here(command)]
        if here:
            self.measured[group.name] = measuring.rounds(here, group.rounds, told=lambda text: tell(group.name, text))
        tell(group.name, "done\n")

    def lines(self) -> list[table.Line]:
        """Return the table."""
        return [self._line(target) for target in TARGETS if target.group in self.measured]

    def growth(self) -> list[tuple[int, figures.Figure]]:
        """Return the starts that the first 50 rows take at each number of tasks."""
        found = self.measured["short"]
        names = [(work.GROWING + name, tasks) for name, tasks in self.on.growth]
        return [(tasks, figures.in_starts(found, name)) for name, tasks in names if name not in self.absent]

    def shows_progress(self) -> bool:
        """Say whether a cold start draws something on a terminal over and over."""
        cold = next(command for command in self.groups["cold"].commands if command.name == "cold")
        return measuring.on_terminal(cold).count("\r") > 3

    def _is_here(self, command: Command) -> bool:
        tell(command.name, "first run")
        try:
            first = measuring.run(command)
        except FileNotFoundError:
            self.absent[command.name] = "没有安装"
            return False
        if first.code == measuring.USAGE:
            self.absent[command.name] = "还没有这个命令或选项"
        elif first.code:
            self.absent[command.name] = f"退出码 {first.code}"
            tell(command.name, f"failed: {first.error.strip()[-400:]}\n")
        return not first.code

    def _line(self, target: Target) -> table.Line:
        asked = {command.name: command for command in self.groups[target.group].commands}
        command, found = asked[target.command], self.measured[target.group]
        for name in (target.command, target.beside):
            if name in self.absent:
                return table.Line(target, command.shown, absent=self.absent[name])
        if target.beside:
            pair = (target.beside, target.command) if target.faster else (target.command, target.beside)
            figure = figures.times(found, *pair)
        else:
            figure = figures.in_starts(found, target.command)
        seconds = figures.figure([one.runs[target.command].seconds for one in found]).median
        memory = measuring.tree_peak(command) if target.altogether else figures.peak(found, target.command)
        return table.Line(target, command.shown, figure, seconds, memory)


def tell(where: str, text: str) -> None:
    """Say on stderr how far it is, on one line where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{where}: {text}", end="", file=sys.stderr, flush=True)
    elif text.endswith("\n"):
        print(f"{where}: {text.strip()}", file=sys.stderr, flush=True)


def asked_of_all(on: Stage) -> tuple[dict[str, int], list[str]]:
    """Return who finds how many overdue tasks, and what disagrees.

    Asked by a process of its own: the memory of this one is the least that what it starts can seem to have had.
    """
    script = Path(__file__).with_name("agree.py")
    command = (sys.executable, str(script), "--stage", str(on.folder))
    known = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return known["answers"], known["wrong"]


def page(session: Session, answers: Mapping[str, int]) -> table.Page:
    """Put together what the page says."""
    on, here = session.on, peers.installed()
    counts = on.counts
    points = session.growth()
    return table.Page(
        corpus=(
            f"{counts.plans:,} 个方案、{counts.tasks:,} 项任务、{counts.log_entries:,} 条进展和延期，"
            f"YAML 共 {counts.size / 1e6:.0f} MB，由固定的种子生成，内容是编的"
        ),
        machine=machine.machine(),
        versions=machine.versions() | here,
        missing=[f"{peer.name}（{peer.install}）" for peer in peers.known() if peer.name not in here],
        p=figures.figure([one.p for found in session.measured.values() for one in found]),
        lines=session.lines(),
        beside=[one.shown for one in session.groups["peers"].commands[1:] if one.name not in session.absent],
        growth=points,
        exponent=figures.exponent([tasks for tasks, _one in points], [one.median for _tasks, one in points]),
        exponent_at_most=GROWTH_AT_MOST,
        answers=answers,
        overdue=counts.overdue,
        shows_progress=session.shows_progress(),
        remarks=REMARKS.read_text(encoding="utf-8") if REMARKS.exists() else "",
    )


_NOT_A_CLERKS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings of build machines, under which every start compiles the tool anew and every line is written by itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Set up, compare the answers, measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--write", action="store_true", help="write the page at any size")
    asked = parser.parse_args(arguments)
    for setting in _NOT_A_CLERKS:
        os.environ.pop(setting, None)
    plans = SIZES[asked.size]
    BASE.mkdir(parents=True, exist_ok=True)
    (BASE.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    folder = stage.folder_for(BASE, plans)
    for outdated in set(BASE.glob(f"{plans}-*")) - {folder}:
        shutil.rmtree(outdated)
    on = stage.built(folder, plans)
    for name in (work.OUT, work.COLD_CACHE, work.CACHE):
        shutil.rmtree(on.at(name), ignore_errors=True)
        on.at(name).mkdir()
    session = Session(on)
    tell("agree", "asks everybody the same question\n")
    answers, wrong = asked_of_all(on)
    for group in session.groups.values():
        session.measure(group)
    text = table.markdown(page(session, answers))
    print(text)
    if asked.write or asked.size == "full":
        PAGE.write_text(text, encoding="utf-8", newline="")
    for sentence in wrong:
        print(f"!!! {sentence}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
