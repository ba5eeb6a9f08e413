"""Silences: comments that allow a finding, with a reason; and what is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from scenes import problems, run, scene_of
from zhenggai.checks import RULES
from zhenggai.checks.report import check
from zhenggai.checks.run import Setup
from zhenggai.checks.silences import find_silences
from zhenggai.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TIGHT = "整改时限: {原文: 6月9日, 日期: 2022-06-09, 性质: 限期}"
SOME = [rule for rule in RULES if rule.id in {"deadline-tight", "missing-units"} or rule.id.startswith("silence-")]


@pytest.mark.parametrize(
    "example",
    [
        f"# zhenggai: 允许 deadline-tight 理由：专班已进驻\n{TIGHT}",
        f"{TIGHT} # zhenggai: 允许 deadline-tight 理由：专班已进驻",
        f"# zhenggai：允许 deadline-tight，理由:专班已进驻\n# 又一行注释\n\n{TIGHT}",
        f"#zhenggai: 允许 deadline-tight 理由 专班已进驻\n{TIGHT}",
    ],
    ids=["above", "behind", "full-width, with lines between", "glued"],
)
def test_a_silence_allows_its_line(example: str, tmp_path: Path) -> None:
    """A comment behind the line, or alone above it, takes the finding away."""
    assert problems(f"责任单位: 县水利局\n{example}", tmp_path, SOME) == []


def test_a_silence_allows_several_rules(tmp_path: Path) -> None:
    """Rules written with 、 between them are allowed together."""
    example = f"# zhenggai: 允许 deadline-tight、missing-units 理由：专班已进驻\n- 编号: 1-1\n  {TIGHT}"
    found = problems(f"任务:\n{example}", tmp_path, SOME)
    assert ("missing-units", 3, 3) not in found
    assert ("deadline-tight", 4, 9) in found


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("# zhenggai: 允许 deadline-tight", "silence-reason"),
        ("# zhenggai: 允许 deadline-tight 理由：", "silence-reason"),
        ("# zhenggai: 允许 deadline-tihgt 理由：专班已进驻", "silence-unknown"),
        ("# zhenggai: 允许 理由：专班已进驻", "silence-unknown"),
        ("# zhenggai: 放过 deadline-tight 理由：专班已进驻", "silence-unknown"),
    ],
)
def test_a_bad_silence_allows_nothing(comment: str, problem: str, tmp_path: Path) -> None:
    """Without a reason, or without a rule that exists, the finding stays and the comment is one too."""
    found = problems(f"责任单位: 县水利局\n{comment}\n{TIGHT}", tmp_path, SOME)
    assert found == [(problem, 2, 1), ("deadline-tight", 3, 7)]


def test_a_silence_that_allows_nothing_is_told(tmp_path: Path) -> None:
    """A silence whose problem was mended, or that stands on another line, is found."""
    example = "# zhenggai: 允许 deadline-tight 理由：专班已进驻\n责任单位: 县水利局\n"
    assert problems(f"{example}{TIGHT}", tmp_path, SOME) == [("silence-unused", 1, 1), ("deadline-tight", 3, 7)]


def test_a_silence_of_a_rule_that_is_off_is_left_alone(tmp_path: Path) -> None:
    """Where the workspace has switched a rule off, it cannot be said that its silence is unused."""
    example = "检查: {deadline-tight: {级别: 关闭}}\n责任单位: 县水利局 # zhenggai: 允许 deadline-tight 理由：专班\n"
    assert problems(example, tmp_path, SOME) == []


def test_the_past_does_not_judge_silences(tmp_path: Path) -> None:
    """As of a past day later entries are not looked at, so nothing is said of the silences."""
    scene = scene_of("责任单位: 县水利局 # zhenggai: 允许 deadline-tight 理由：专班已进驻")
    run(scene, tmp_path, SOME)
    setup = Setup(tmp_path, Settings(), date(2022, 6, 30), date(2022, 7, 1), tuple(SOME))
    assert not check(setup, [tmp_path / "ledgers/example.yaml"]).findings


def test_part_of_a_workspace_does_not_judge_its_comparisons(tmp_path: Path) -> None:
    """A rule that compares plans may find something among those that were not asked for."""
    scene = scene_of("文号: 某〔2022〕1号 # zhenggai: 允许 same-document 理由：补充方案用同一文号")
    run(scene, tmp_path, SOME)
    setup = Setup(tmp_path, Settings(), scene.day, scene.day, RULES)
    part = check(setup, [tmp_path / "ledgers/example.yaml"], whole=False)
    whole = check(setup, [tmp_path / "ledgers/example.yaml"])
    assert "silence-unused" not in {finding.rule for finding in part.findings}
    assert "silence-unused" in {finding.rule for finding in whole.findings}


def test_a_comparison_is_silenced_like_any_finding(tmp_path: Path) -> None:
    """Findings of rules that compare plans are allowed by the comment on their line, and counted."""
    example = (
        "# ledgers/a.yaml\n文号: 某〔2022〕1号\n"
        "# ledgers/b.yaml\n文号: 某〔2022〕1号 # zhenggai: 允许 same-document 理由：补充方案用同一文号\n"
    )
    report = run(scene_of(example), tmp_path)
    assert "same-document" not in {finding.rule for finding in report.findings}
    assert report.silenced == 1


@pytest.mark.parametrize(
    "text",
    [
        "备注: 写作 # zhenggai 以外的词\n",
        'a: "# zhenggai: 允许 x 理由：在引号里"\n',
        "a: |\n  # zhenggai: 允许 x 理由：在整段文字里\n",
        "a: 某#zhenggai: 允许 x\n",
    ],
)
def test_text_is_no_comment(text: str) -> None:
    """What looks like a silence inside a value is text."""
    assert find_silences(text.encode(), "x.yaml") == ()
