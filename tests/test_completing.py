"""Shell completion, as each shell asks for it: a process with Typer's environment variables, its answer on stdout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zhenggai.cli import completing

LEDGERS = Path(__file__).parent.parent / "ledgers"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    shutil.copytree(LEDGERS, tmp_path / "w" / "ledgers")
    return tmp_path / "w"


def answer(folder: Path, shell: str, line: str, words: list[str] | None = None) -> list[str]:
    """Return what is offered for a line typed so far; `words` are bash's own cut of it."""
    cut = words or [*line.split(), *([""] if line.endswith(" ") else [])]
    environ = {
        **os.environ,
        "_ZHENGGAI_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(cut),
        "COMP_CWORD": str(len(cut) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": cut[-1],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    command = [sys.executable, "-m", "zhenggai"]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=True)
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["zhenggai", "record-p"], ["record-progress"]),
        (["zhenggai", "record-progress", ""], ["menglai-2022:", "xuchang-2021:"]),
        (["zhenggai", "record-progress", "xuchang-2021", ":", "1"], ["1-1"]),
        (["zhenggai", "record-progress", "--plan", "xuchang-2021", "1"], ["1-1"]),
        (["zhenggai", "record-progress", "xuchang-2021", ":", "1-1", "--pl"], ["--plan"]),
        (["zhenggai", "list", "--plan", "=", "m"], ["menglai-2022"]),
        (["zhenggai", "export", "x"], ["xlsx"]),
        (["zhenggai", "nosuch", "--x"], [""]),
    ],
)
def test_bash_is_offered_what_it_will_put_in(shipped: Path, words: list[str], offered: list[str]) -> None:
    """Commands, options, plans and task numbers complete where bash has cut the line at `:` and `=`."""
    assert answer(shipped, "bash", " ".join(words), words) == offered


@pytest.mark.parametrize(
    ("shell", "number", "command"),
    [
        ("zsh", "_arguments '*: :((\"xuchang-2021\\\\:1-1\"))'", '"record-progress":"记一条整改进展"'),
        ("fish", "xuchang-2021:1-1", "record-progress\t记一条整改进展"),
        ("powershell", "xuchang-2021:1-1::: ", "record-progress:::记一条整改进展"),
    ],
)
def test_the_other_shells_are_answered_in_their_own_way(shipped: Path, shell: str, number: str, command: str) -> None:
    """zsh, fish and PowerShell get the whole reference, and commands with what they do."""
    assert answer(shipped, shell, "zhenggai record-progress xuchang-2021:1") == [number]
    assert any(command in line for line in answer(shipped, shell, "zhenggai rec"))


def test_a_plan_id_needs_no_file_to_be_readable(shipped: Path) -> None:
    """Plan ids come from file names alone: what stands in the files is not looked at."""
    for path in (shipped / "ledgers").iterdir():
        path.write_bytes(b"\xff\xfe: [")
    words = ["zhenggai", "list", "--plan", ""]
    assert answer(shipped, "bash", " ".join(words), words) == ["menglai-2022", "xuchang-2021"]


def test_a_file_name_that_is_no_plan_id_is_never_offered(shipped: Path) -> None:
    """What it is offered zsh evaluates, so nothing but the letters of an id may stand in it."""
    (shipped / "ledgers" / "m$(reboot).yaml").write_text("格式: 1\n", encoding="utf-8")
    assert answer(shipped, "zsh", "zhenggai list --plan m") == ["_arguments '*: :((\"menglai-2022\"))'"]


def test_the_workspace_that_is_named_is_the_one_completed_from(shipped: Path, tmp_path: Path) -> None:
    """`--workspace` counts while completing too; outside of any workspace nothing is offered and nothing said."""
    words = ["zhenggai", "-C", str(shipped), "list", "--plan", "x"]
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    assert answer(outside, "bash", " ".join(words), words) == ["xuchang-2021"]
    assert answer(outside, "bash", "zhenggai list --plan x") == [""]


def test_the_only_plan_is_completed_by_numbers_alone(shipped: Path) -> None:
    """Where one plan is in scope, `1` becomes `1-1`."""
    (shipped / "ledgers" / "menglai-2022.yaml").unlink()
    assert answer(shipped, "bash", "zhenggai record-progress 1") == ["1-1"]
    assert answer(shipped, "bash", "zhenggai record-progress x")[:1] == ["xuchang-2021:1-1"]


@pytest.mark.parametrize(
    ("words", "cursor", "joined"),
    [
        (["z", "show", "a", ":", "2"], 4, (["z", "show", "--plan", "a", "2"], 4)),
        (["z", "show", "a", ":"], 3, (["z", "show", "--plan", "a", ""], 4)),
        (["z", "show", "a", ":", "2-4", "--as"], 5, (["z", "show", "a:2-4", "--as"], 3)),
        (["z", "show", "a", ":", "2-4", ""], 5, (["z", "show", "a:2-4", ""], 3)),
        (["z", "list", "--plan", "="], 3, (["z", "list", "--plan", ""], 3)),
        (["z", "sh", "later"], 1, (["z", "sh"], 1)),
        (["z"], 1, (["z", ""], 1)),
    ],
)
def test_words_cut_by_bash_are_put_together(words: list[str], cursor: int, joined: tuple[list[str], int]) -> None:
    """A reference cut at its colon is one word again, and at the cursor a number in its plan."""
    assert completing.typed(words, cursor) == joined
