"""Runs programs to their end and says how long they took and how much memory they held; it judges nothing.

Commands that are to be compared run in turn, round after round, each after a bare start of Python, so that a machine
that slows down slows all of them.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

BARE = (sys.executable, "-c", "pass")
"""The unit p: one start of Python that does nothing."""
USAGE = 2
"""The exit code of a command or an option that is not there."""
_CHUNK = 1 << 16
_SAMPLE = 0.02


@dataclass(frozen=True, slots=True)
class Command:
    """A program as it is run and timed; `before` is done first and not timed."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    shown: str = ""
    """How the command reads in the table."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall time in seconds, peak memory in bytes of its largest process, and what came out of it."""

    seconds: float
    peak: int
    code: int
    lines: int
    digest: str
    head: str
    tail: str
    error: str


@dataclass(frozen=True, slots=True)
class Round:
    """One run of every command of a group, and p as the median of the bare starts between them."""

    p: float
    runs: dict[str, Run]


def run(command: Command) -> Run:
    """Run a command with its output in a pipe, as a program that reads it would."""
    if command.before:
        command.before()
    digest, lines, head, tail = hashlib.sha256(), 0, b"", b""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            cwd=command.folder,
            env=os.environ | {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"} | dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        with process.stdout as out:
            # Piece by piece: the memory of this process is the least that a program it starts can seem to have had.
            while chunk := os.read(out.fileno(), _CHUNK):
                digest.update(chunk)
                lines += chunk.count(b"\n")
                head, tail = (head + chunk)[:400], (tail + chunk)[-400:]
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read(2000).decode("utf-8", "replace")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    texts = head.decode("utf-8", "replace"), tail.decode("utf-8", "replace")
    return Run(seconds, peak, process.returncode, lines, digest.hexdigest(), *texts, said)


def rounds(commands: Sequence[Command], count: int, told: Callable[[str], None]) -> list[Round]:
    """Run the commands in turn so many times; `told` hears how far it is."""
    bare = Command("bare", BARE, commands[0].folder)
    found: list[Round] = []
    for number in range(count):
        starts: list[float] = []
        runs: dict[str, Run] = {}
        for command in commands:
            told(f"{number + 1}/{count} {command.name}")
            starts.append(run(bare).seconds)
            runs[command.name] = run(command)
        starts.append(run(bare).seconds)
        found.append(Round(median(starts), runs))
    return found


def tree_peak(command: Command) -> int | None:
    """Return the most memory, in bytes, that a command and all its processes held at one time; None where unknown.

    Sampled from Linux's proportional set sizes, in which a page that several processes share counts once.
    """
    if not os.path.exists("/proc/self/smaps_rollup"):  # noqa: PTH110 - a path of the system, not of ours
        return None
    if command.before:
        command.before()
    process = subprocess.Popen(
        command.argv,
        cwd=command.folder,
        env=os.environ | {"NO_COLOR": "1"} | dict(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(_held(pid) for pid in _family(process.pid)))
        time.sleep(_SAMPLE)
    return most


def on_terminal(command: Command) -> str:
    """Return what a command writes to stderr where that is a terminal; nothing on a system without pseudo-terminals."""
    try:
        import pty  # noqa: PLC0415 - Windows has none
    except ImportError:
        return ""
    if command.before:
        command.before()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command.argv,
        cwd=command.folder,
        env=os.environ | {"TERM": "xterm"} | dict(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    drawn = b""
    with suppress(OSError):  # Linux says so at the end of a terminal that nobody holds any more
        while chunk := os.read(ours, _CHUNK):
            drawn += chunk
    os.close(ours)
    process.wait()
    return drawn.decode("utf-8", "replace")


def _family(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123 - a path of the system
            children = [int(word) for word in file.read().split()]
    except OSError:  # it has ended
        return []
    return [pid, *(one for child in children for one in _family(child))]


def _held(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:  # noqa: PTH123 - a path of the system
            sizes = [line for line in file if line.startswith("Pss:")]
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in sizes)
