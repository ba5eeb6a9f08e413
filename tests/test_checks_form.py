"""The rules on form: numbers, names, and the columns that may not stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scenes import expect

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("xuchang-2021", None),
        ("menglai_2022", None),
        ("2021", None),
        ("Xuchang-2021", (0, 1)),
        ("xuchang.2021", (0, 1)),
        ("xuchang--2021", (0, 1)),
    ],
)
def test_a_file_name_is_plain(name: str, problem: tuple[int, int] | None, tmp_path: Path) -> None:
    """A plan's id is lower-case letters and digits with single hyphens or underscores between them."""
    expect(tmp_path, "plan-file-name", f"# ledgers/{name}.yaml\n公开: 此件公开发布", problem=problem)


def test_a_task_carries_the_number_of_its_issue(tmp_path: Path) -> None:
    """A task numbered for another issue than the one it stands under is pointed at."""
    example = """
        问题:
        - 编号: 2
          具体问题: 某
          任务:
          - 编号: 2-1
          - 编号: 3-2
    """
    expect(tmp_path, "number-prefix", example, problem=(6, 9))


def test_issues_and_tasks_stand_in_order(tmp_path: Path) -> None:
    """A number smaller than one before it is out of order, among the issues of all categories and the tasks of one."""
    example = """
        问题:
        - 编号: 2
          具体问题: 某
          任务:
          - 编号: 2-3
          - 编号: 2-1
        - 编号: 1
          具体问题: 某
          任务:
          - 编号: 1-1
    """
    expect(tmp_path, "number-order", example, problem=[(6, 9), (7, 7)])


def test_tasks_of_another_issue_start_anew(tmp_path: Path) -> None:
    """Numbers are in order within each issue: 1-2 before 2-1 is no disorder."""
    example = """
        问题:
        - 编号: 1
          具体问题: 某
          任务:
          - 编号: 1-2
        - 编号: 2
          具体问题: 某
          任务:
          - 编号: 2-1
    """
    expect(tmp_path, "number-order", example, problem=None)


def test_a_missing_number_is_named_where_it_should_stand(tmp_path: Path) -> None:
    """A gap is found at the number after it, from 1 on, in issues and in tasks."""
    example = """
        问题:
        - 编号: 1
          具体问题: 某
          任务:
          - 编号: 1-1
          - 编号: 1-2
          - 编号: 1-4
        - 编号: 3
          具体问题: 某
          任务:
          - 编号: 3-1
    """
    expect(tmp_path, "number-gap", example, problem=[(7, 9), (8, 7)])


def test_an_excerpt_may_have_gaps(tmp_path: Path) -> None:
    """A plan that holds less than half of a superior's numbers is an excerpt, not a plan with gaps."""
    example = """
        问题:
        - 编号: 7
          具体问题: 某
          任务:
          - 编号: 7-5
        - 编号: 12
          具体问题: 某
          任务:
          - 编号: 12-9
    """
    expect(tmp_path, "number-gap", example, problem=None)


@pytest.mark.parametrize(("number", "problem"), [("2-1", None), ("2-10", None), ("2-01", (1, 5)), ("02-1", (1, 5))])
def test_a_number_has_no_leading_zero(number: str, problem: tuple[int, int] | None, tmp_path: Path) -> None:
    """2-01 looks like 2-1 to everybody but the computer."""
    expect(tmp_path, "look-alike-numbers", f"编号: {number}", problem=problem)


def test_plans_that_look_alike_are_told(tmp_path: Path) -> None:
    """Ids that differ in a hyphen, or in o and 0, are found at the later file."""
    example = """
        # ledgers/gong-2021.yaml
        公开: 是
        # ledgers/gong_2021.yaml
        公开: 是
        # ledgers/g0ng-2022.yaml
        公开: 是
    """
    expect(tmp_path, "look-alike-plans", example, problem=(0, 1))


@pytest.mark.parametrize(
    ("rule", "whole"),
    [
        ("missing-measures", "整改措施: [逐处排查]"),
        ("missing-units", "责任单位: 县水利局"),
        ("missing-units", "牵头单位: 县水利局"),
        ("missing-deadline", "整改时限: {原文: 未写明, 性质: 未定}"),
        ("missing-description", "问题描述: 9 处灌渠损毁"),
    ],
)
def test_a_task_lacks_a_column(rule: str, whole: str, tmp_path: Path) -> None:
    """A task without the column is found where the task begins; with it, it is not."""
    expect(tmp_path, rule, f"编号: 1-1\n{whole}", problem=None)
    example = """
        编号: 1-1
        备注: 无
    """
    expect(tmp_path, rule, example, problem=(1, 1))


def test_a_description_of_the_issue_serves_its_tasks(tmp_path: Path) -> None:
    """Where the issue is described, its tasks need no description of their own."""
    example = """
        问题描述: 9 处灌渠损毁
        任务:
        - 编号: 1-1
        - 编号: 1-2
    """
    expect(tmp_path, "missing-description", example, problem=None)


def test_sources_are_missed_only_where_others_have_them(tmp_path: Path) -> None:
    """A plan that gives no sources at all rests on its 依据; without either it is told once."""
    example = """
        任务:
        - {编号: 1-1, 问题来源: [审计]}
        - {编号: 1-2}
    """
    expect(tmp_path, "missing-source", example, problem=(3, 3))


def test_a_plan_on_legal_bases_needs_no_sources(tmp_path: Path) -> None:
    """No task has a source, but the plan says what it rests on."""
    example = """
        依据: [{名称: 某通报}]
        任务:
        - 编号: 1-1
        - 编号: 1-2
    """
    expect(tmp_path, "missing-source", example, problem=None)


def test_a_plan_without_source_and_basis_is_told_once(tmp_path: Path) -> None:
    """Nothing says where the problems come from: one finding, however many tasks."""
    example = """
        任务:
        - 编号: 1-1
        - 编号: 1-2
    """
    expect(tmp_path, "missing-source", example, problem=(0, 1))


def test_an_issue_without_tasks_is_nobodys(tmp_path: Path) -> None:
    """An issue with no task, and a category with no issue, are found."""
    example = """
        类型:
        - 名称: 甲
          问题:
          - 编号: 1
            具体问题: 某
        - 名称: 乙
    """
    expect(tmp_path, "issue-without-tasks", example, problem=[(4, 5), (6, 3)])


def test_a_modeline_stands_in_the_file(tmp_path: Path) -> None:
    """A file without the modeline is told at its beginning."""
    example = """
        格式: 1
        标题: 某
    """
    expect(tmp_path, "modeline-missing", example, problem=(1, 1))


def test_blanks_at_the_end_of_a_line_are_stray(tmp_path: Path) -> None:
    """Blanks behind a value, a comment or alone on a line are found; those inside a block text are part of it."""
    example = """
        标题: 某␠␠
        总体要求: |
          第一行␠
          第二行
        # 注␠
        ␠␠
        公开: 是
    """
    expect(tmp_path, "stray-spaces", example, problem=[(1, 6), (5, 4), (6, 1)])


def test_a_document_registered_twice_is_told_with_its_differences(tmp_path: Path) -> None:
    """Two plans of one number: told at the number, and at every column where they say different things."""
    example = """
        # ledgers/a-2022.yaml
        文号: 某〔2022〕15号
        任务:
        - 编号: 1-1
          责任单位: 市财政局、审计局
          问题描述: 投入 56 万元。
        # ledgers/b-2022.yaml
        文号: 某〔2022〕15 号
        任务:
        - 编号: 1-1
          责任单位: 市财政局，市审计局
          问题描述: 投入 56.16 万元。
    """
    expect(tmp_path, "same-document", example, problem=[(8, 5), (12, 9)])


def test_documents_of_two_numbers_are_two(tmp_path: Path) -> None:
    """Plans with numbers of their own, or with none, are not compared."""
    example = """
        # ledgers/a.yaml
        文号: 某〔2022〕1号
        # ledgers/b.yaml
        公开: 是
    """
    expect(tmp_path, "same-document", example, problem=None)
