"""What a run imports of the outside: a table of commands, each held to the libraries it may not pay for.

A command whose start gets slower usually imports a library at the head of a module that it needs in one branch only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shelves import aged

LEDGERS = Path(__file__).parent.parent / "ledgers"
HEAVY = {"pydantic", "yaml", "openpyxl", "rich", "sqlite3", "chinese_calendar", "importlib.metadata", "asyncio"}
"""Each costs a start of bare python or more."""

ENTRY = ["xuchang-2021:2-4", "--status", "整改中", "--content", "已核查", "--date", "2022-06-12"]
EXTENSION = ["--until", "2023-12-29", "--approved", "2022-06-12", "--approved-by", "市财政局", "--reason", "汛期停工"]
REPORT = ["--unit", "财政所", "--period", "2023-08-14", "--date", "2023-08-14"]
RUNS = {
    "--version": (["--version"], set()),
    "--help": (["--help"], set()),
    "export --help": (["export", "--help"], set()),
    "record-progress --help": (["record-progress", "--help"], set()),
    "close-task --help": (["close-task", "--help"], set()),
    "record-progress": (["record-progress", *ENTRY], {"yaml"}),
    "record-progress --dry-run": (["record-progress", *ENTRY, "--dry-run"], {"yaml"}),
    "record-progress of a unit": (["record-progress", *ENTRY, "--unit", "市财政局"], {"yaml"}),
    "record-report": (["record-report", "menglai-2022", *REPORT], {"yaml"}),
    "extend-deadline": (["extend-deadline", "xuchang-2021:2-1", *EXTENSION], {"yaml"}),
    "overdue --no-index": (["overdue", "--no-index"], {"sqlite3"}),
    "show --no-index": (["show", "xuchang-2021:2-4", "--no-index"], {"sqlite3"}),
}
"""Command line, and what it may import of the heavy ones."""

OWN = {
    "record-progress": (
        ["record-progress", *ENTRY],
        {"model", "settings", "wording", "store.yamlsyntax", "store.schema_errors", "store.yamldata"},
    ),
}
"""Command line, and the rooms of our own it can do without: no settings are stated, and no wording is read."""


READING = (
    ["list"],
    ["list", "--unit", "财政局", "--status", "未启动"],
    ["list", "--search", "资金"],
    ["overdue"],
    ["overdue", "--limit", "3"],
    ["due", "--within", "30"],
    ["status"],
    ["reports"],
    ["show", "xuchang-2021:2-4"],
    ["show", "menglai-2022"],
)
"""Questions which the index alone answers once it knows the files."""

FILES_ONLY = {"model", "settings", "integrity", "form.quick", "store.ledger", "store.disk", "store.workspace"}
"""Rooms of our own that only somebody who reads or writes a ledger file has to enter."""


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    shutil.copytree(LEDGERS, tmp_path / "ledgers")
    return tmp_path


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose index knows every file, the settings too, all of them older than the clock's tick."""
    root = tmp_path_factory.mktemp("warm")
    shutil.copytree(LEDGERS, root / "ledgers")
    (root / "zhenggai.yaml").write_text("提醒天数: 10\n名录:\n  单位:\n  - {名称: 市财政局, 简称: [财政局]}\n", "utf-8")
    aged(root)
    assert {"zhenggai.store.ledger", "zhenggai.store.workspace", "sqlite3"} <= imported(["status"], root)
    return root


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A workspace whose index knows every file but one, which has just been changed."""
    shutil.copytree(LEDGERS, tmp_path / "ledgers")
    (tmp_path / "zhenggai.yaml").write_text("名录:\n  单位:\n  - {名称: 市财政局, 简称: [财政局]}\n", "utf-8")
    aged(tmp_path)
    imported(["status"], tmp_path)
    path = tmp_path / "ledgers" / "xuchang-2021.yaml"
    path.write_bytes(path.read_bytes().replace("具体问题: ".encode(), "具体问题: 新".encode(), 1))
    return tmp_path


def imported(arguments: list[str], folder: Path, **environ: str) -> set[str]:
    """Return the modules of a run that has to end well, by name and by every package they are in."""
    code = (
        "import sys\nfrom zhenggai.cli import main\n"
        f"code = main({arguments!r})\nprint(*sys.modules, sep='\\n', file=sys.stderr)\nsys.exit(code)"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(
        command, cwd=folder, env={**os.environ, **environ}, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return set(ran.stderr.splitlines())


@pytest.mark.parametrize("name", RUNS)
def test_a_run_imports_no_heavy_library_it_can_do_without(shipped: Path, name: str) -> None:
    """Every heavy library a run imports is one that its row of the table allows."""
    arguments, allowed = RUNS[name]
    assert imported(arguments, shipped) & HEAVY <= allowed


@pytest.mark.parametrize("name", OWN)
def test_a_run_leaves_out_what_only_other_runs_need(shipped: Path, name: str) -> None:
    """Rooms of the house that a good run on good files has no use for are not entered."""
    arguments, needless = OWN[name]
    assert not imported(arguments, shipped) & {f"zhenggai.{room}" for room in needless}


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
@pytest.mark.parametrize("question", READING, ids=" ".join)
def test_a_warm_question_reads_no_file(warm: Path, question: list[str], form: list[str]) -> None:
    """Once the index knows the files, a question imports nothing that reads them, and no heavy library but SQLite."""
    found = imported([*question, "--as-of", "2023-11-01", *form], warm)
    assert found & HEAVY == {"sqlite3"}
    assert not found & ({f"zhenggai.{room}" for room in FILES_ONLY} | {"ruamel.yaml", "rich.console"})


@pytest.mark.parametrize("question", READING, ids=" ".join)
def test_a_changed_file_is_read_without_pydantic(changed: Path, question: list[str]) -> None:
    """A good file that the index does not know costs neither pydantic nor a YAML parser."""
    found = imported([*question, "--as-of", "2023-11-01"], changed)
    assert found & HEAVY == {"sqlite3"}
    assert "zhenggai.store.ledger" in found or question == ["show", "menglai-2022"]
    assert not found & {"zhenggai.model", "zhenggai.settings"}


def test_a_changed_file_that_names_no_new_unit_needs_no_reading_of_wordings(changed: Path) -> None:
    """What the wordings of units mean is known from before; a new wording is read."""
    assert "zhenggai.wording.units" not in imported(["overdue", "--as-of", "2023-11-01"], changed)
    path = changed / "ledgers" / "xuchang-2021.yaml"
    path.write_bytes(
        path.read_bytes().replace("责任单位: 市财政局".encode(), "责任单位: 市水利局、市财政局".encode(), 1)
    )
    assert "zhenggai.wording.units" in imported(["overdue", "--as-of", "2023-11-01"], changed)


def test_a_file_in_another_layout_costs_a_parser_and_no_more(changed: Path) -> None:
    """A good file that is not laid out as the house does it is parsed, but pydantic stays out."""
    path = changed / "ledgers" / "xuchang-2021.yaml"
    path.write_bytes(path.read_bytes().replace("格式: 1\n".encode(), "格式: 1  # 版本\n".encode()))
    assert imported(["overdue", "--as-of", "2023-11-01"], changed) & HEAVY == {"sqlite3", "yaml"}


def test_settings_are_read_without_pydantic(changed: Path) -> None:
    """Settings that are stated cost a command that only needs the roster no pydantic."""
    entry = [*ENTRY, "--unit", "财政局"]
    assert imported(["record-progress", *entry], changed) & HEAVY == {"yaml"}


@pytest.mark.parametrize("typed", ["record-progress xuch", "record-progress xuchang-2021:2", "list --plan x", "rec"])
def test_completion_imports_no_heavy_library(shipped: Path, typed: str) -> None:
    """Completing a command, a plan or a task imports none of them; rich least of all, which Typer would like to use."""
    line = f"zhenggai {typed}"
    environ = {"_ZHENGGAI_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    assert not imported([], shipped, **environ) & (HEAVY - {"rich", "sqlite3"} | {"rich.console"})
