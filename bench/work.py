"""Every command that is measured, in groups that run in turn; what is asked of them is in `targets`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import stage
from items import AS_OF
from measuring import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stage import Stage

PROGRAMS = Path(__file__).parent / "programs"
ZHENGGAI = str(Path(sys.executable).with_name("zhenggai"))
CACHE, COLD_CACHE, OUT = "cache", "cold-cache", "out"
GROWING = "growing-"
"""Begins the name of the first 50 rows of each size."""
SEARCHED, NOWHERE = "扬尘", "海上丝路"
"""A word that four in ten of the made-up tasks hold, and one that none does."""
DAY = ("--as-of", AS_OF.isoformat())


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that are compared with one another and so run in turn, and in how many rounds."""

    name: str
    rounds: int
    commands: tuple[Command, ...]


def groups(on: Stage) -> tuple[Group, ...]:
    """Return all groups over what was set up, the short commands first."""
    return (
        Group("short", 15, (*_short(on), *_growth(on))),
        Group("peers", 5, tuple(_peers(on))),
        Group("big file", 5, tuple(_big_file(on))),
        Group("cold", 3, tuple(_cold(on))),
        Group("workbooks", 3, tuple(_workbooks(on))),
        Group("beyond", 3, tuple(_beyond(on))),
    )


def tool(
    on: Stage, name: str, workspace: str, *words: str, before: Callable[[], object] | None = None, cache: str = CACHE
) -> Command:
    """Return a command line of this tool, started as a clerk starts it."""
    environment = {"ZHENGGAI_CACHE": str(on.at(cache))}
    return Command(name, (ZHENGGAI, *words), on.at(workspace), environment, before, f"zhenggai {' '.join(words)}")


def overdue(on: Stage, name: str, workspace: str, *words: str, before: Callable[[], object] | None = None) -> Command:
    """Return `overdue` as of the day."""
    return tool(on, name, workspace, "overdue", *DAY, *words, before=before)


def _short(on: Stage) -> Iterator[Command]:
    yield tool(on, "version", stage.TWO, "--version")
    yield tool(on, "help", stage.TWO, "--help")
    yield _completion(on, "completion", stage.TWO, "xuchang-2021:2-")
    yield _completion(on, "completion-province", stage.PROVINCE, f"{stage.first_file(on.at(stage.PROVINCE)).stem}:1-")
    yield overdue(on, "overdue-two", stage.TWO)
    yield overdue(on, "overdue-first", stage.PROVINCE, "--limit", "50")
    yield overdue(on, "overdue-all", stage.PROVINCE)
    yield tool(on, "search", stage.PROVINCE, "list", "--search", SEARCHED, *DAY)
    yield tool(on, "search-first", stage.PROVINCE, "list", "--search", SEARCHED, *DAY, "--limit", "50")
    yield tool(on, "search-none", stage.PROVINCE, "list", "--search", NOWHERE, *DAY)
    yield tool(on, "status", stage.PROVINCE, "status", *DAY)
    one = stage.first_file(on.at(stage.CHANGED))
    yield overdue(on, "overdue-changed", stage.CHANGED, "--limit", "50", before=_changing(one))
    yield _record(on, "record", stage.SMALL_FILE)


def _growth(on: Stage) -> Iterator[Command]:
    for name, _tasks in on.growth:
        yield overdue(on, GROWING + name, name, "--limit", "50")


def _peers(on: Stage) -> Iterator[Command]:
    folder = on.at(stage.PEERS)
    utf8 = {"LC_ALL": "C.UTF-8"}
    journal = str(folder / peers.JOURNAL)
    yield overdue(on, "overdue-all", stage.PROVINCE)
    rc = {"TASKRC": str(folder / peers.TASKRC)}
    yield Command("taskwarrior", ("task", "overdue"), folder, rc, shown="task overdue")
    whole = ("hledger", "-f", journal, "register")
    yield Command("hledger-whole", whole, folder, utf8, shown="hledger register")
    for name in ("hledger", "ledger"):
        register = (name, "-f", journal, "register", "--pending", "--end", AS_OF.isoformat(), "^任务")
        yield Command(name, register, folder, utf8, shown=f"{name} register --pending --end {AS_OF} ^任务")
    script = (str(PROGRAMS / "pandas_overdue.py"), str(folder / peers.SHEET), AS_OF.isoformat())
    yield Command("pandas", (peers.pandas_python(), *script), folder, shown="pandas.read_excel(…)")


def _big_file(on: Stage) -> Iterator[Command]:
    yield _record(on, "record-big", stage.BIG_FILE)
    path = stage.first_file(on.at(stage.BIG_FILE))
    yield _program(on, "ruamel", "ruamel_append.py", str(path), before=_restoring(path))


def _cold(on: Stage) -> Iterator[Command]:
    ledgers = str(on.at(stage.PROVINCE) / "ledgers")
    yield _program(on, "raw-parse", "raw_parse.py", ledgers)
    yield _program(on, "raw-events", "raw_parse.py", ledgers, "events")
    emptied = partial(_emptied, on.at(COLD_CACHE))
    words = ("overdue", *DAY, "--limit", "50")
    yield tool(on, "cold", stage.PROVINCE, *words, before=emptied, cache=COLD_CACHE)


def _workbooks(on: Stage) -> Iterator[Command]:
    printed, flat = on.at(OUT) / "printed", on.at(OUT) / "flat"
    yield tool(on, "xlsx-printed", stage.THOUSAND, "export", "xlsx", *DAY, "--force", "-o", "../out/printed")
    yield _plain(on, "plain-printed", printed)
    yield tool(on, "xlsx-flat", stage.PROVINCE, "export", "xlsx", "--flat", *DAY, "--force", "-o", "../out/flat/a.xlsx")
    yield _plain(on, "plain-flat", flat)


def _beyond(on: Stage) -> Iterator[Command]:
    yield tool(on, "roll-up", stage.COUNTIES, "status", *DAY, "--ledgers", "*/ledgers")
    yield tool(on, "parquet", stage.PROVINCE, "export", "parquet", "--force", "-o", "../out/parquet")


def _completion(on: Stage, name: str, workspace: str, typed: str) -> Command:
    words = f"zhenggai show {typed}"
    asked = {"_ZHENGGAI_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "2"}
    return Command(name, (ZHENGGAI,), on.at(workspace), asked, shown=f"{words}‹Tab›")


def _record(on: Stage, name: str, workspace: str) -> Command:
    path = stage.first_file(on.at(workspace))
    entry = ("--status", "整改中", "--content", "又清理了3处", "--date", "2024-07-01")
    return tool(on, name, workspace, "record-progress", "1-1", *entry, before=_restoring(path))


def _program(on: Stage, name: str, script: str, *words: str, before: Callable[[], object] | None = None) -> Command:
    return Command(name, (sys.executable, str(PROGRAMS / script), *words), on.folder, before=before)


def _plain(on: Stage, name: str, folder: Path) -> Command:
    """Return the plain writing of the cells of the workbooks in a folder, which are read out of them the first time."""
    cells, target = folder / "cells", folder / "plain"

    def read_out() -> None:
        if not cells.exists():
            target.mkdir(parents=True, exist_ok=True)
            books = sorted(map(str, folder.glob("*.xlsx")))
            subprocess.run((sys.executable, str(PROGRAMS / "cells.py"), str(cells), *books), check=True)

    return _program(on, name, "plain_xlsx.py", str(cells), str(target), before=read_out)


def _restoring(path: Path) -> Callable[[], object]:
    """Return what puts a file back as it was set up."""
    kept = path.with_suffix(".as-set-up")
    if not kept.exists():
        shutil.copy2(path, kept)
    return partial(shutil.copy2, kept, path)


def _changing(path: Path) -> Callable[[], object]:
    """Return what gives a file another number with every call, as a clerk's edit would."""
    raw = path.read_bytes()
    numbers = cycle(("甲", "乙"))

    def change() -> None:
        path.write_bytes(raw.replace("具体问题: ".encode(), f"具体问题: {next(numbers)}".encode(), 1))

    return change


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
