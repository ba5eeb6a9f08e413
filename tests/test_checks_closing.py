"""The rules on closing and on evidence."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from scenes import expect, problems

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = "{日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 现场看过}"


@pytest.mark.parametrize(
    "entry",
    [
        "{日期: 2022-06-28, 状态: 已销号, 免佐证: 现场看过}",
        "{日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 免佐证: 现场看过}",
        "{日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某}",
    ],
    ids=["no acceptor at all", "no person", "no evidence"],
)
def test_closing_needs_acceptance_and_evidence(entry: str, tmp_path: Path) -> None:
    """已销号 without who accepted, or without evidence or a waiver, is no valid entry."""
    found = problems(f"进展:\n- {entry}", tmp_path)
    assert ("schema", 2, 3) in found


def test_reopening_needs_a_reason(tmp_path: Path) -> None:
    """A closed task that is open again without a reason is found at the status that went back."""
    found = problems(f"进展:\n- {CLOSED}\n- {{日期: 2022-07-05, 状态: 整改中, 内容: 复查渗漏}}", tmp_path)
    assert ("integrity", 3, 24) in found


def test_nobody_accepts_their_own_work(tmp_path: Path) -> None:
    """A closing accepted by responsible units alone is found; with another unit among the acceptors it is not."""
    example = """
        任务:
        - 编号: 1-1
          责任单位: 县水利局、县财政局
          进展:
          - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 看过}
        - 编号: 1-2
          责任单位: 县水利局、县财政局
          进展:
          - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局、县审计局, 验收人: 某某, 免佐证: 看过}
    """
    expect(tmp_path, "self-accepted", example, problem=(5, 37))


def test_an_alias_accepts_for_its_unit(tmp_path: Path) -> None:
    """The roster says that two names are one unit, so it accepts itself under the other name too."""
    example = """
        名录: {单位: [{名称: 县水利局, 简称: [水利]}]}
        责任单位: 县水利局
        进展: [{日期: 2022-06-28, 状态: 已销号, 验收单位: 水利, 验收人: 某某, 免佐证: 看过}]
    """
    expect(tmp_path, "self-accepted", example, problem=(3, 38))


def test_the_unit_that_was_named_accepts(tmp_path: Path) -> None:
    """Where the task names who is to accept, another acceptor is found."""
    expect(tmp_path, "accepted-by-another", f"验收单位: 县审计局\n进展: [{CLOSED}]", problem=(2, 38))
    expect(tmp_path, "accepted-by-another", f"验收单位: 县财政局、县审计局\n进展: [{CLOSED}]", problem=None)
    expect(tmp_path, "accepted-by-another", f"进展: [{CLOSED}]", problem=None)


def test_what_is_closed_was_finished_before(tmp_path: Path) -> None:
    """A closing whose task nobody had reported as 已完成 is found, also after it was reopened."""
    example = f"""
        进展:
        - {{日期: 2022-06-20, 状态: 已完成, 内容: 甲}}
        - {CLOSED}
        - {{日期: 2022-07-01, 状态: 整改中, 原因: 复查渗漏}}
        - {{日期: 2022-07-10, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 看过}}
    """
    expect(tmp_path, "closed-unfinished", example, problem=(5, 24))


def evidence(*files: str) -> str:
    """Write a task whose one entry has these pieces of evidence, one a line from line 6 on."""
    lines = "".join(f"  - {{文件: {file}}}\n" for file in files)
    return f"# ledgers/example.yaml\n编号: 1-1\n进展:\n- 日期: 2022-06-20\n  状态: 整改中\n  佐证:\n{lines}"


def test_evidence_must_be_there(tmp_path: Path) -> None:
    """A file that is not in the workspace is found, a folder of that name too."""
    example = evidence("evidence/甲.txt", "evidence/b.txt", "evidence") + "# evidence/b.txt\n现场记录\n"
    expect(tmp_path, "evidence-missing", example, problem=[(7, 10), (9, 10)])


def test_evidence_must_be_what_it_was(tmp_path: Path) -> None:
    """A file whose SHA-256 is no longer the one of the entry is found; without one there is nothing to compare."""
    true, false = sha256("现场记录\n".encode()).hexdigest(), "0" * 64
    example = evidence(f"evidence/a.txt, sha256: {true}", f"evidence/a.txt, sha256: {false}", "evidence/a.txt")
    expect(tmp_path, "evidence-changed", example + "# evidence/a.txt\n现场记录\n", problem=(8, 34))


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("evidence/a.txt", None),
        ("evidence/甲/乙.pdf", None),
        ("evidence/../evidence/a.txt", None),
        ("../a.txt", (7, 10)),
        ("evidence/../../a.txt", (7, 10)),
        ("/srv/a.txt", (7, 10)),
        ('"D:/照片/a.jpg"', (7, 10)),
        ('"\\\\\\\\server\\\\share\\\\a.jpg"', (7, 10)),
        ("'evidence\\a.txt'", (7, 10)),
    ],
)
def test_evidence_lies_in_the_workspace(file: str, problem: tuple[int, int] | None, tmp_path: Path) -> None:
    """Absolute paths, drives, shares, paths that climb out, and backslashes are found, on every system alike."""
    expect(tmp_path, "evidence-outside", evidence(file), problem=problem)


def test_a_link_out_of_the_workspace_is_outside(tmp_path: Path) -> None:
    """Evidence that a symbolic link leads out of the workspace does not lie in it."""
    (tmp_path / "elsewhere.txt").write_text("别处", encoding="utf-8")
    root = tmp_path / "workspace"
    (root / "evidence").mkdir(parents=True)
    (root / "evidence" / "a.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert ("evidence-outside", 7, 10) in problems(evidence("evidence/a.txt"), root)


def test_evidence_is_for_one_task(tmp_path: Path) -> None:
    """The same file, or the same content under another name, for a second task is found, in other plans too."""
    same = "a" * 64
    example = f"""
        # ledgers/a.yaml
        任务:
        - {{编号: 1-1, 进展: [{{日期: 2022-06-20, 状态: 整改中, 佐证: [{{文件: e/1.txt, sha256: {same}}}]}}]}}
        - {{编号: 1-2, 进展: [{{日期: 2022-06-20, 状态: 整改中, 佐证: [{{文件: e/1.txt}}]}}]}}
        - {{编号: 1-3, 进展: [{{日期: 2022-06-20, 状态: 整改中, 佐证: [{{文件: e/3.txt}}, {{文件: e/3.txt}}]}}]}}
        # ledgers/b.yaml
        编号: 1-1
        进展: [{{日期: 2022-06-20, 状态: 整改中, 佐证: [{{文件: e/other.txt, sha256: {same}}}]}}]
    """
    expect(tmp_path, "evidence-shared", example, problem=[(4, 54), (8, 42)])
