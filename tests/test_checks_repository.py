"""The rules that ask git: what HEAD has and the folder lost or altered, and whether the merge driver is there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from scenes import expect, problems
from zhenggai.checks.git_state import repository

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_recorded_is_not_lost(tmp_path: Path) -> None:
    """Tasks, entries, extensions and reports that HEAD has and the file lost are found where they should stand."""
    example = """
        # HEAD:ledgers/a.yaml
        报送记录: [{期: 2022-06-14, 单位: 县财政局, 日期: 2022-06-13}]
        任务:
        - 编号: 1-1
          进展:
          - {日期: 2022-06-10, 状态: 整改中, 内容: 甲}
          - {日期: 2022-06-10, 状态: 整改中, 内容: 乙}
          延期: [{批准日期: 2022-06-12, 延至: 2022-07-30, 批准单位: 县财政局}]
        - 编号: 1-2
        # ledgers/a.yaml
        公开: 此件公开发布
        任务:
        - 编号: 1-1
          进展:
          - {日期: 2022-06-10, 状态: 整改中, 内容: 乙}
          - {日期: 2022-06-11, 状态: 整改中, 内容: 丙}
    """
    expect(tmp_path, "lost-since-head", example, problem=[(0, 1), (0, 5), (13, 3), (15, 3)])
    expect(tmp_path, "changed-since-head", example, problem=None)


def test_what_was_recorded_is_not_altered(tmp_path: Path) -> None:
    """An entry that HEAD has in other words is found where it stands now; a new entry of the same day is none."""
    example = """
        # HEAD:ledgers/a.yaml
        进展:
        - {日期: 2022-06-10, 状态: 整改中, 内容: 排查 37 处}
        - {日期: 2022-06-11, 状态: 整改中, 内容: 修复 9 处}
        # ledgers/a.yaml
        进展:
        - {日期: 2022-06-10, 状态: 整改中, 内容: 排查 35 处}
        - {日期: 2022-06-11, 状态: 整改中, 内容: 修复 9 处}
        - {日期: 2022-06-11, 状态: 整改中, 内容: 又修复 2 处}
    """
    expect(tmp_path, "changed-since-head", example, problem=(7, 3))
    expect(tmp_path, "lost-since-head", example, problem=None)


def test_a_broken_head_accuses_nobody(tmp_path: Path) -> None:
    """Where HEAD's own file is no valid plan there is nothing to compare with."""
    example = """
        # HEAD:ledgers/a.yaml
        格式: 1
        题目: 某
        # ledgers/a.yaml
        公开: 此件公开发布
    """
    expect(tmp_path, "lost-since-head", example, problem=None)


def test_a_plan_is_not_lost(tmp_path: Path) -> None:
    """A plan file that only HEAD has is found, at its own name; a new one is not."""
    example = "# HEAD:ledgers/a.yaml\n公开: 是\n# ledgers/b.yaml\n公开: 是\n"
    expect(tmp_path, "plan-lost", example, problem=(1, 1))


def test_the_driver_that_is_asked_for_is_there(tmp_path: Path) -> None:
    """Only a .gitattributes that asks for merge=zhenggai needs the driver in .git/config."""
    asked = "# .gitattributes\n# merge=zhenggai 见说明\nledgers/** text merge=zhenggai\n"
    expect(tmp_path, "merge-driver-missing", f"{asked}# ledgers/a.yaml\n公开: 是", problem=(2, 1))
    installed = '# .git/config\n[merge "zhenggai"]\n    driver = zhenggai merge %O %A %B\n'
    expect(tmp_path, "merge-driver-missing", f"{asked}{installed}# ledgers/a.yaml\n公开: 是", problem=None)
    expect(
        tmp_path, "merge-driver-missing", "# .gitattributes\nledgers/** -text\n# ledgers/a.yaml\n公开: 是", problem=None
    )


def test_a_conflict_is_found_by_its_own_rule(tmp_path: Path) -> None:
    """Conflict markers make the file broken, and are told as what they are."""
    found = problems("备注: 甲\n<<<<<<< HEAD\n责任人: 甲\n=======\n责任人: 乙\n>>>>>>> 乡镇\n", tmp_path)
    assert found == [("conflict-left", 2, 1)]


def test_git_is_not_needed(tmp_path: Path) -> None:
    """Outside a repository, and in one without a commit, there is no state to compare with."""
    (tmp_path / "ledgers").mkdir()
    assert repository(tmp_path, tmp_path / "ledgers") is None
    subprocess.run(["git", "-C", str(tmp_path), "init", "--quiet"], check=True)
    assert repository(tmp_path, tmp_path / "ledgers") is None


def test_names_in_chinese_are_found_too(tmp_path: Path) -> None:
    """Git quotes names that are not ASCII unless asked not to; folders may be Chinese."""
    example = "# HEAD:ledgers/沧源县/a.yaml\n公开: 是\n# ledgers/b.yaml\n公开: 是\n"
    expect(tmp_path, "plan-lost", example, problem=(1, 1))


def test_a_workspace_may_lie_deep_in_its_repository(tmp_path: Path) -> None:
    """The workspace's root need not be the repository's."""
    inner = tmp_path / "整改"
    (inner / "ledgers").mkdir(parents=True)
    (inner / "ledgers" / "a.yaml").write_text("格式: 1\n", encoding="utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=某", "-c", "user.email=某"]
    for words in (["init", "--quiet"], ["add", "-A"], ["commit", "--quiet", "-m", "某"]):
        subprocess.run([*git, *words], check=True)
    (inner / "ledgers" / "a.yaml").write_text("格式: 2\n", encoding="utf-8")
    state = repository(inner, inner / "ledgers")
    assert state is not None
    assert list(state.changed.values()) == [b"\xe6\xa0\xbc\xe5\xbc\x8f: 1\n"]
