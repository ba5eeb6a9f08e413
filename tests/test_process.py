"""How a process of the command line ends: its answer written out, its exit code right, its observers served."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HELP = [sys.executable, "-m", "zhenggai", "--help"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="NOT CHECKED: only Linux has a device that is always full")
def test_an_answer_that_cannot_be_written_is_refused() -> None:
    """A short answer meets a full disk only when it is written out at the end, and the clerk is still told."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(HELP, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (3, "输出写不进去：磁盘满了。请腾出空间后再试\n")


def test_a_reader_who_has_gone_is_no_failure() -> None:
    """Where the reader of the answer is gone before it is written, nothing is said and the exit code is 0."""
    with subprocess.Popen(HELP, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [["--help"], ["nosuch"], ["overdue", "-C", "nowhere"]])
def test_the_process_ends_as_the_call_does(arguments: list[str]) -> None:
    """Ending at once loses nothing: the streams and the exit code are those of a call that ends in the ordinary way."""
    call = f"import sys; from zhenggai.cli import main; sys.exit(main({arguments!r}))"
    one, other = (
        subprocess.run([sys.executable, *way], capture_output=True, check=False)
        for way in (["-m", "zhenggai", *arguments], ["-c", call])
    )
    assert (one.returncode, one.stdout, one.stderr) == (other.returncode, other.stdout, other.stderr)


def test_a_profiler_gets_its_ordinary_end() -> None:
    """Who watches the process is told of its end, and can write down what he saw."""
    profiled = [sys.executable, "-m", "cProfile", "-m", "zhenggai", "--version"]
    ended = subprocess.run(profiled, capture_output=True, encoding="utf-8", check=False)
    assert "function calls" in ended.stdout
