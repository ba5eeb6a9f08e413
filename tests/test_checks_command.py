"""`check` and `rules` as commands, in what transcripts cannot show: a rule that fails, a terminal, a read-only file."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from zhenggai.checks import RULES
from zhenggai.checks.report import FEW
from zhenggai.cli import checking, main, progress

HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
PLAN = "格式: 1  \n标题: 某县整改方案\n印发日期: 2022-06-07\n"


def fails(_subject: object) -> NoReturn:
    raise ZeroDivisionError("某数为零")


@pytest.fixture
def plan(workspace: Path) -> Path:
    """A plan in the workspace, with a blank too many."""
    path = workspace / "ledgers" / "a-2022.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [[], ["--json"], ["--sarif"]])
def test_a_rule_that_fails_ends_in_70(
    form: list[str], plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other findings are shown, the traceback stands on stderr, and the exit code says that it is our bug."""
    failing = replace(next(rule for rule in RULES if rule.id == "missing-units"), look=fails)
    monkeypatch.setattr(checking, "RULES", (failing, *(rule for rule in RULES if rule.id != "missing-units")))
    assert main(["check", *form]) == 70
    out, err = capsys.readouterr()
    assert "missing-units" in out
    assert "stray-spaces" in out
    assert "ZeroDivisionError" in err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_file_that_cannot_be_written_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--fix` on a read-only file says so and changes nothing."""
    plan.chmod(0o444)
    assert main(["check", "--fix"]) == 3
    assert "只读" in capsys.readouterr().err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_nothing_to_mend_is_said(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be mended with certainty, `--fix` says so; the second time there is nothing left."""
    assert main(["check", "--fix"]) == 0
    assert main(["check", "--fix"]) == 0
    assert "没有可以自动改正的问题" in capsys.readouterr().err
    assert plan.read_text(encoding="utf-8").endswith("格式: 1\n标题: 某县整改方案\n印发日期: 2022-06-07\n")


def test_the_diff_shows_blanks(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blanks that nobody sees are shown in the diff that takes them away, and a preview writes nothing."""
    main(["check", "--fix", "--dry-run"])
    assert "-格式:·1··" in capsys.readouterr().err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_workspace_without_plans_has_no_findings(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty workspace is checked and found in order."""
    assert workspace.is_dir()
    assert main(["check"]) == 0
    assert "查了 0 个方案，没有发现问题" in capsys.readouterr().out


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("total", "stream", "words"),
    [(FEW + 1, Terminal(), "检查"), (FEW, Terminal(), ""), (FEW + 1, io.StringIO(), "")],
    ids=["many on a terminal", "few", "no terminal"],
)
def test_the_bar_is_for_people_who_wait(
    total: int, stream: io.StringIO, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The progress bar is drawn on a terminal's stderr, and only where there are many plans."""
    monkeypatch.setattr(progress.sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress_bar(total, "检查", least=FEW) as done:
        done()
    assert words in stream.getvalue()
    assert bool(words) is bool(stream.getvalue())


def test_rules_are_data_too(capsys: pytest.CaptureFixture[str]) -> None:
    """`rules --json` gives every rule with its page and numbers, `rules` names every one."""
    assert main(["rules", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["rules"]
    assert [one["id"] for one in found] == [rule.id for rule in RULES]
    assert all(one["reason"] and one["passes"] and one["fails"] and one["source"] for one in found)
    assert main(["rules"]) == 0
    listing = capsys.readouterr().out
    assert all(f"  {rule.id} " in listing for rule in RULES)


def test_the_hook_calls_what_there_is(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The pre-commit hook's command line, with the file names pre-commit adds, is one that `check` takes."""
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    (hook,) = hooks
    program, *words = hook["entry"].split()
    assert program == "zhenggai"
    assert main([*words, "ledgers/a-2022.yaml"]) == 0
    assert "a-2022.yaml" in capsys.readouterr().out
    assert plan.exists()
