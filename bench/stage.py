"""Sets up what is measured: `stage.py FOLDER --plans 3000`: workspaces of every size, and the peers' inputs.

Takes a minute or two at full size and is kept between runs. It runs as a process of its own, because the memory of the
process that measures is the least that a program it starts can seem to have had.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import peers
from items import LAST_DAY

import corpus

if TYPE_CHECKING:
    from items import Plan

ROOT = Path(__file__).parent.parent
SEED = 1
PROVINCE, CHANGED, COUNTIES, TWO, PEERS = "province", "changed", "counties", "two", "peers"
SMALL_FILE, BIG_FILE, THOUSAND = "file-54-kb", "file-2-mb", "rows-1000"
SIZED = {SMALL_FILE: 14, BIG_FILE: 545, THOUSAND: 1000}
"""Workspaces of one plan, and its number of tasks."""
GROWTH = 4
"""Steps from a tenth of the province to the whole of it."""
_DONE = "stage.json"
_LONG_AGO = 1_719_792_000
"""2024-07-01: files changed just now would have to be read again, as those of a ledger at rest are not."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What was set up: the folder, what the province holds, and the growing workspaces with their numbers of tasks."""

    folder: Path
    counts: corpus.Counts
    growth: tuple[tuple[str, int], ...]

    def at(self, name: str) -> Path:
        """Return the folder of a workspace."""
        return self.folder / name


def folder_for(base: Path, plans: int) -> Path:
    """Return where the stage of a size is kept; another generator keeps another one."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    made_by = {"trades.py", "items.py", "drawing.py", "ledger_text.py", "corpus.py", "peers.py", "stage.py"}
    text = b"".join(path.read_bytes() for path in sources if path.name in made_by)
    return base / f"{plans}-{hashlib.sha256(text).hexdigest()[:8]}"


def read(folder: Path) -> Stage | None:
    """Return the stage that was set up in a folder before; None where there is none, or only the beginning of one."""
    try:
        known = json.loads((folder / _DONE).read_text(encoding="utf-8"))
    except OSError:
        return None
    return Stage(folder, corpus.Counts(**known["counts"]), tuple((name, tasks) for name, tasks in known["growth"]))


def built(folder: Path, plans: int) -> Stage:
    """Return what is set up in a folder, after setting it up in a process of its own where it is not."""
    found = read(folder)
    if found is None:
        subprocess.run((sys.executable, __file__, str(folder), "--plans", str(plans)), check=True)
        found = read(folder)
    if found is None:
        raise FileNotFoundError(folder / _DONE)
    return found


def build(folder: Path, plans: int) -> None:
    """Set everything up in a new folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    _say("writes the province")
    counts = corpus.write(folder / PROVINCE, corpus.plans(plans, SEED))
    _rest(folder / PROVINCE)
    _say("links the smaller workspaces to it")
    growth = _growing(folder, plans)
    _linked(folder / PROVINCE, folder / CHANGED, plans)
    _counties(folder)
    _own_copy(first_file(folder / CHANGED))
    shutil.copytree(ROOT / "ledgers", folder / TWO / "ledgers")
    for name, tasks in SIZED.items():
        corpus.write(folder / name, [_being_mended(tasks)])
    for name in (TWO, *SIZED):
        _rest(folder / name)
    _say("writes the peers' inputs")
    peers.build(folder / PEERS, corpus.plans(plans, SEED))
    known = {"counts": counts._asdict(), "growth": growth}
    (folder / _DONE).write_text(json.dumps(known), encoding="utf-8")


def first_file(workspace: Path) -> Path:
    """Return the first ledger file of a workspace, in the order of the paths."""
    return min((workspace / "ledgers").rglob("*.yaml"))


def _being_mended(tasks: int) -> Plan:
    """Return a plan of so many tasks whose first one is 整改中 at the end, so that the same can be recorded again."""
    drawn = (corpus.sized_plan(seed, tasks) for seed in count(SEED))
    return next(plan for plan in drawn if plan.tasks[0].status(LAST_DAY) == 1)


def _growing(folder: Path, plans: int) -> list[tuple[str, int]]:
    """Make workspaces of the first plans, evenly spread over a logarithmic scale, up to the whole province."""
    sizes = [len(plan.tasks) for plan in corpus.plans(plans, SEED)]
    found: list[tuple[str, int]] = []
    for step in range(GROWTH - 1):
        number = round(plans * 10 ** (step / (GROWTH - 1) - 1))
        name = f"growth-{step}"
        _linked(folder / PROVINCE, folder / name, number)
        found.append((name, sum(sizes[:number])))
    return [*found, (PROVINCE, sum(sizes))]


def _linked(whole: Path, part: Path, plans: int) -> None:
    """Make a workspace of the first plans of another one without copying a file."""
    (part / "ledgers").mkdir(parents=True)
    _link(whole / "zhenggai.yaml", part / "zhenggai.yaml")
    for path in (whole / "ledgers").rglob("*.yaml"):
        if int(path.stem.rsplit("-", 1)[1]) < plans:
            _link(path, part / path.relative_to(whole))


def _counties(folder: Path) -> None:
    """Make a workspace of every county."""
    for path in (folder / PROVINCE / "ledgers").rglob("*.yaml"):
        prefecture, county, name = path.relative_to(folder / PROVINCE / "ledgers").parts
        _link(path, folder / COUNTIES / f"{prefecture}-{county}" / "ledgers" / name)


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another kind of file system
        shutil.copy2(source, target)


def _own_copy(path: Path) -> None:
    raw = path.read_bytes()
    path.unlink()
    path.write_bytes(raw)


def _rest(workspace: Path) -> None:
    for path in workspace.rglob("*"):
        os.utime(path, (_LONG_AGO, _LONG_AGO))


def _say(text: str) -> None:
    print(f"stage: {text} …", file=sys.stderr, flush=True)


def main() -> None:
    """Set up a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=3000)
    asked = parser.parse_args()
    build(asked.folder, asked.plans)


if __name__ == "__main__":
    main()
