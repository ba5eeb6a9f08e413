"""Running the rules: what fails, what is broken, what is set, one reading, and several processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import pytest

from scenes import MAIN, run, scene_of
from zhenggai.checks import RULES
from zhenggai.checks.report import FEW, check
from zhenggai.checks.rule import Flaw, Rule, WorkspaceRule
from zhenggai.checks.run import Setup
from zhenggai.findings import Place, Severity
from zhenggai.settings import Settings
from zhenggai.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhenggai.checks.subject import Subject, WorkspaceSubject

DAY = date(2022, 7, 15)
BY_ID = {rule.id: rule for rule in RULES}


def fails(_subject: object) -> NoReturn:
    raise ZeroDivisionError("某数为零")


def gathers(subject: Subject) -> str:
    return subject.plan_id


def crashing() -> Rule:
    return replace(BY_ID["missing-units"], id="crashing", look=fails)


@pytest.mark.parametrize("where", ["look", "gather", "compare"])
def test_a_rule_that_fails_is_our_bug(where: str, tmp_path: Path) -> None:
    """Whichever part of a rule fails, it is a finding with the rule's name, and the other rules still answer."""
    workspace_rule = BY_ID["look-alike-plans"]
    assert isinstance(workspace_rule, WorkspaceRule)
    bad = {
        "look": crashing(),
        "gather": replace(workspace_rule, id="crashing", gather=fails),
        "compare": replace(workspace_rule, id="crashing", gather=gathers, compare=fails),
    }[where]
    report = run(scene_of("编号: 1-1"), tmp_path, [bad, BY_ID["missing-measures"], BY_ID["internal-error"]])
    assert {finding.rule for finding in report.findings} == {"internal-error", "missing-measures"}
    (crash,) = report.crashes
    assert crash.rule == "crashing"
    assert "ZeroDivisionError" in crash.trace
    assert "crashing" in next(finding.message for finding in report.findings if finding.rule == "internal-error")


def test_a_rule_that_fails_halfway_gives_nothing(tmp_path: Path) -> None:
    """What a rule found before it failed is not shown as if it were all there is."""

    def halfway(_subject: Subject) -> Iterator[Flaw]:
        yield Flaw((), "前一半")
        fails(None)

    report = run(scene_of("编号: 1-1"), tmp_path, [replace(crashing(), look=halfway)])
    assert [finding.rule for finding in report.findings] == ["internal-error"]


def test_a_broken_file_stands_among_the_findings(tmp_path: Path) -> None:
    """What is wrong with one file's YAML or schema stands in the same stream as what the rules find in another."""
    scene = scene_of("# ledgers/a.yaml\n标题：某\n# ledgers/b.yaml\n编号: 1-1\n题目: 某\n# ledgers/c.yaml\n编号: 1-1\n")
    found = run(scene, tmp_path, [BY_ID["missing-measures"]]).findings
    assert [(finding.rule, finding.severity) for finding in found] == [
        ("yaml", Severity.ERROR),
        ("schema", Severity.ERROR),
        ("missing-measures", Severity.WARNING),
    ]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """A file that vanished, or may not be read, does not keep the others from being checked."""
    setup = Setup(tmp_path, Settings(), DAY, DAY, (BY_ID["missing-measures"],))
    (found,) = check(setup, [tmp_path / "gone.yaml"]).findings
    assert found.rule == "yaml"
    assert found.place == Place(str(tmp_path / "gone.yaml"))


def test_a_warning_of_the_loader_is_a_finding(tmp_path: Path) -> None:
    """Text that YAML drops as a comment is told by `check` as by every other command."""
    found = run(scene_of("编号: 1-1\n责任人: #某某\n"), tmp_path, []).findings
    assert [(finding.rule, finding.severity) for finding in found] == [("yaml", Severity.WARNING)]


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rules look, a plan's file is read once; a second time only where plans are compared closely."""
    read: list[Path] = []
    original = disk.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return original(path)

    monkeypatch.setattr(disk, "read_bytes", counted)
    run(scene_of("编号: 1-1"), tmp_path)
    assert len([path for path in read if path.name == "example.yaml"]) == 1


@pytest.mark.parametrize(
    ("setting", "severities"),
    [
        ("{级别: 错误}", [Severity.ERROR]),
        ("{级别: 警告}", [Severity.WARNING]),
        ("{级别: 关闭}", []),
        ("{}", [Severity.WARNING]),
    ],
)
def test_the_workspace_sets_how_bad_it_is(setting: str, severities: list[Severity], tmp_path: Path) -> None:
    """A rule's severity is the workspace's to set, down to 关闭."""
    example = f"检查:\n  missing-units: {setting}\n编号: 1-1\n"
    report = run(scene_of(example), tmp_path, [BY_ID["missing-units"], BY_ID["rule-settings"]])
    assert [finding.severity for finding in report.findings] == severities


def test_what_makes_a_plan_a_plan_stays_an_error(tmp_path: Path) -> None:
    """The rules without which no answer could be trusted cannot be switched off, and who tries is told."""
    report = run(scene_of("检查:\n  schema: {级别: 关闭}\n编号: 1-1\n题目: 某\n"), tmp_path)
    assert {("schema", Severity.ERROR), ("rule-settings", Severity.ERROR)} <= {
        (finding.rule, finding.severity) for finding in report.findings
    }


@pytest.mark.parametrize(
    ("settings", "line", "column", "remedy"),
    [
        ("deadline-tihgt: {级别: 错误}", 2, 19, "deadline-tight"),
        ("deadline-tight: {阈值: {天: 3}}", 2, 28, "天数"),
        ("missing-units: {阈值: {天数: 3}}", 2, 28, "没有阈值"),
    ],
)
def test_settings_name_what_exists(settings: str, line: int, column: int, remedy: str, tmp_path: Path) -> None:
    """A rule or a threshold that does not exist is found in zhenggai.yaml, with what was probably meant."""
    report = run(scene_of(f"检查:\n  {settings}\n公开: 此件公开发布"), tmp_path)
    (found,) = [finding for finding in report.findings if finding.rule == "rule-settings"]
    assert found.place is not None
    assert found.place.file.endswith("zhenggai.yaml")
    assert (found.place.line, found.place.column) == (line, column)
    assert remedy in found.remedy


def test_the_past_is_asked_as_it_was(tmp_path: Path) -> None:
    """As of a day, entries dated later are not judged."""
    example = (
        "# 截至 2022-06-15\n责任单位: 县水利局\n进展: [{日期: 2022-06-20, 状态: 整改中, 单位: 县教育局, 内容: 某}]"
    )
    assert not run(scene_of(example), tmp_path, [BY_ID["unit-not-responsible"]]).findings


def test_many_plans_are_checked_in_several_processes(tmp_path: Path) -> None:
    """In several processes the findings are the same as in one, in the same order, and each plan is counted."""
    example = "".join(
        f"# ledgers/plan-{n:02d}.yaml\n文号: 某〔2022〕{n % 50}号\n任务:\n- 编号: 1-1\n- 编号: 1-{2 + n % 2}\n"
        for n in range(FEW + 11)
    )
    whole = run(scene_of(example), tmp_path)
    done: list[int] = []
    setup = Setup(tmp_path, Settings(), DAY, DAY, RULES)
    again = check(setup, whole.paths, done=lambda: done.append(1))
    assert len(done) == FEW + 11
    halves = [check(setup, whole.paths[start::2]) for start in (0, 1)]
    assert all(half.files <= FEW for half in halves)
    in_one_process = {f for half in halves for f in half.findings if f.rule != "same-document"}
    assert {f for f in again.findings if f.rule != "same-document"} == in_one_process
    assert list(again.findings) == sorted(again.findings, key=lambda f: (f.place.file, f.place) if f.place else ("",))
    assert [f.rule for f in again.findings].count("same-document") == 1


def test_plans_are_compared_with_those_that_were_named(tmp_path: Path) -> None:
    """A rule that compares plans gathers from readable plans only, and its findings stand in the right file."""
    seen: dict[str, object] = {}

    def compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
        seen.update(workspace.gathered)
        yield "b", Flaw(("标题",), workspace.plan("b").title)

    rule = BY_ID["look-alike-plans"]
    assert isinstance(rule, WorkspaceRule)
    scene = scene_of("# ledgers/a.yaml\n标题：某\n# ledgers/b.yaml\n公开: 是\n")
    report = run(scene, tmp_path, [replace(rule, gather=gathers, compare=compare)])
    assert seen == {"b": "b"}
    (found,) = [finding for finding in report.findings if finding.rule == rule.id]
    assert found.place is not None
    assert (found.message, found.place.file.endswith("b.yaml"), found.place.line) == ("某县整改方案", True, 3)


def test_findings_of_a_file_stand_in_the_order_of_its_lines(tmp_path: Path) -> None:
    """Whatever rule made them, findings are read from the top of the file down."""
    report = run(scene_of("任务:\n- 编号: 1-1\n- 编号: 1-3\n- 编号: 1-2\n"), tmp_path)
    lines = [finding.place.line for finding in report.findings if finding.place and MAIN in finding.place.file]
    assert lines == sorted(lines)
    assert len(lines) > 5
