"""Runs a transcript: the commands of a text file, one after the other, in a copy of the shipped workspace.

`# …` at the head of a paragraph explains, `今天 2022-06-20` sets the clock, `$ …` is a command. Under each command
stands what it printed: stdout as it is, stderr behind `! `, and `[3]` where the exit code is not 0. `$ cat FILE`,
`$ write FILE` (with the lines behind `> `), `$ rm FILE` and `$ readonly FILE` prepare and show files; all else starts
with `zhenggai`. `make transcripts` writes every transcript again; read the diff before you keep it.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "transcripts"


def play(text: str, workspace: Path) -> str:
    """Return the transcript as it reads when its commands are run in the workspace now."""
    shutil.copytree(ROOT / "ledgers", workspace / "ledgers")
    here = Path.cwd()
    os.chdir(workspace)
    try:
        return "\n".join(_played(text)) + "\n"
    finally:
        os.chdir(here)


def _played(text: str) -> Iterator[str]:
    today = date(2026, 1, 1)
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("今天 ") or _explains(lines, number) or (not line and _before_command(lines, number)):
            yield line
        if line.startswith("今天 "):
            today = date.fromisoformat(line.removeprefix("今天 ").strip())
        elif line.startswith("$ "):
            yield line
            given = [one[2:] for one in _following(lines, number) if one.startswith("> ")]
            yield from (f"> {one}" for one in given)
            yield from _run(shlex.split(line[2:]), given, today)


def _explains(lines: list[str], number: int) -> bool:
    # A line of `#` that a command printed stands under other lines; an explanation opens the text or a paragraph.
    return lines[number].startswith("# ") and (number == 0 or not lines[number - 1])


def _before_command(lines: list[str], number: int) -> bool:
    return next((one.startswith(("$ ", "#", "今天 ")) for one in lines[number:] if one), False)


def _following(lines: list[str], number: int) -> Iterator[str]:
    for line in lines[number + 1 :]:
        if not line.startswith("> "):
            return
        yield line


def _run(words: list[str], given: list[str], today: date) -> Iterator[str]:
    match words:
        case ["zhenggai", *arguments]:
            yield from run_command(arguments, today)
        case ["cat", file]:
            yield from Path(file).read_text(encoding="utf-8").splitlines()
        case ["write", file]:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text("\n".join(given) + "\n", encoding="utf-8", newline="")
        case ["write-gbk", file]:
            Path(file).write_bytes(("\n".join(given) + "\n").encode("gbk"))
        case ["rm", file]:
            Path(file).unlink()
        case ["readonly", file]:
            Path(file).chmod(0o444)
        case _:
            message = f"not a transcript command: {words}"
            raise ValueError(message)


def run_command(arguments: list[str], today: date) -> Iterator[str]:
    """Run one command line in this process on the given day and yield its lines as a transcript has them."""
    from zhenggai.cli import main

    out, err = io.StringIO(), io.StringIO()
    with patch("zhenggai.cli.context.today", lambda: today), contextlib.redirect_stdout(out):  # noqa: SIM117
        with contextlib.redirect_stderr(err), patch("sys.stdin", io.StringIO()):
            code = main(arguments)
    yield from out.getvalue().splitlines()
    yield from (f"! {line}" for line in err.getvalue().splitlines())
    if code:
        yield f"[{code}]"


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder:
            now = play(path.read_text(encoding="utf-8"), Path(folder))
        sys.stdout.write(f"{'same' if now == path.read_text(encoding='utf-8') else 'new '} {path.name}\n")
        path.write_text(now, encoding="utf-8", newline="")
