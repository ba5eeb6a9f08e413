"""Running commands in tests: in this process with what they printed, or on a pseudo-terminal with a person typing."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from transcript import run_command

TODAY = date(2022, 6, 20)


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and its lines on stdout and stderr."""

    code: int
    out: list[str]
    err: list[str]


def run(*arguments: str, today: date = TODAY) -> Ran:
    """Run one command line in this process, with nobody at a terminal."""
    lines = list(run_command(list(arguments), today))
    code = int(lines.pop()[1:-1]) if lines and lines[-1].startswith("[") and lines[-1].endswith("]") else 0
    return Ran(
        code,
        [line for line in lines if not line.startswith("! ")],
        [line[2:] for line in lines if line.startswith("! ")],
    )


def type_at_terminal(arguments: list[str], typed: list[str], folder: Path) -> tuple[int, str]:
    """Run the command on a pseudo-terminal, type one line after each question, and return code and screen."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "zhenggai", *arguments],
        cwd=folder, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "NO_COLOR": "1"}, close_fds=True,
    )  # fmt: skip
    os.close(slave)
    screen, answers, deadline = "", list(typed), time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ready = select.select([master], [], [], 0.2)[0]
            chunk = os.read(master, 65536).decode("utf-8", "replace") if ready else ""
        except OSError:  # the terminal closes with the process
            break
        screen += chunk
        asking = screen.rstrip(" ").endswith("：") and not ready
        if asking and answers:
            os.write(master, (answers.pop(0) + "\n").encode())
        elif not ready and process.poll() is not None:
            break
    os.close(master)
    return process.wait(timeout=60), screen.replace("\r\n", "\n")
