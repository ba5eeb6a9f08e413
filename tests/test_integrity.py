"""What the records of a plan must be to each other: unique numbers, and a reason wherever a status goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from strategies import as_read, plans
from zhenggai import integrity
from zhenggai.findings import Finding, Severity

if TYPE_CHECKING:
    from zhenggai.model import Plan

REMEDY = "请在这一条里补一行 原因: …"


def problems(text: str) -> list[Finding]:
    return list(integrity.problems(yaml.load(text, Loader=yaml.BaseLoader)))  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings


def of_log(log: str) -> list[tuple[Any, str, str]]:
    """Return the location within the log, message and remedy of every problem of one task's 进展."""
    found = problems(f"类型: [{{问题: [{{编号: 2, 任务: [{{编号: 2-4, 进展: [{log}]}}]}}]}}]")
    assert all(finding.loc[:7] == ("类型", 0, "问题", 0, "任务", 0, "进展") for finding in found)
    return [(finding.loc[7:], finding.message, finding.remedy) for finding in found]


def test_numbers_are_unique_in_the_whole_plan() -> None:
    """An issue's or a task's number used before, in whatever category, is an error at the later one."""
    found = problems("""
        类型:
        - 问题:
          - {编号: 1, 任务: [{编号: 1-1}, {编号: 1-2}]}
          - {编号: 2, 任务: [{编号: 1-2}]}
        - 问题:
          - {编号: 1, 任务: [{编号: 1-2}]}
    """)
    assert [(finding.loc, finding.message) for finding in found] == [
        (("类型", 1, "问题", 0, "编号"), "问题编号“1”重复"),
        (("类型", 0, "问题", 1, "任务", 0, "编号"), "任务编号“1-2”重复"),
        (("类型", 1, "问题", 0, "任务", 0, "编号"), "任务编号“1-2”重复"),
    ]
    assert found[0].remedy == "请给其中一个换一个没有用过的编号，前一个在 类型第1个问题第1个"
    assert found[2].remedy == "请给其中一个换一个没有用过的编号，前一个在 类型第1个问题第1个任务第2个"
    assert {(finding.rule, finding.severity) for finding in found} == {("integrity", Severity.ERROR)}


@pytest.mark.parametrize(("one", "other", "same"), [("2", "02", True), ("2", "20", False), ("100", "1", False)])
def test_numbers_are_compared_as_numbers(one: str, other: str, *, same: bool) -> None:
    """A leading zero does not make another number, in an issue's as in a task's."""
    issues = problems(f"类型: [{{问题: [{{编号: '{one}'}}, {{编号: '{other}'}}]}}]")
    tasks = problems(f"类型: [{{问题: [{{任务: [{{编号: 10-{one}}}, {{编号: 10-{other}}}]}}]}}]")
    assert bool(issues) is bool(tasks) is same


def test_a_task_may_have_the_number_of_an_issue() -> None:
    """Issues and tasks are numbered apart."""
    assert problems("类型: [{问题: [{编号: 1, 任务: [{编号: '1'}]}]}]") == []


@pytest.mark.parametrize(
    ("before", "after", "reason", "wrong"),
    [
        ("整改中", "已完成", "", False),
        ("已完成", "已完成", "", False),
        ("已完成", "整改中", "", True),
        ("已完成", "整改中", "原因: ''", True),
        ("已完成", "整改中", "原因: 验收不合格，退回", False),
        ("已销号", "已完成", "", True),
        ("阶段性成效", "未启动", "", True),
    ],
)
def test_going_back_needs_a_reason(before: str, after: str, reason: str, *, wrong: bool) -> None:
    """A status below the one before is an error without 原因; forward or the same never is."""
    log = f"{{日期: 2022-06-10, 状态: {before}}}, {{日期: 2022-06-11, 状态: {after}, {reason}}}"
    expected = [((1, "状态"), f"状态从“{before}”退回“{after}”而没有写原因", REMEDY)]
    assert of_log(log) == (expected if wrong else [])


def test_each_retreat_is_measured_from_the_entry_before() -> None:
    """Every step back counts, not only the first, and from where things stood, not from the best ever."""
    log = """
        {日期: 2022-06-10, 状态: 已完成}, {日期: 2022-06-11, 状态: 阶段性成效},
        {日期: 2022-06-12, 状态: 整改中}, {日期: 2022-06-13, 状态: 阶段性成效}
    """
    assert [loc for loc, _message, _remedy in of_log(log)] == [(1, "状态"), (2, "状态")]


def test_the_order_is_that_of_the_days() -> None:
    """What came before is decided by the days, on one day by the position in the file, as for the status."""
    assert of_log("{日期: 2022-06-20, 状态: 已完成}, {日期: 2022-06-10, 状态: 整改中}") == []
    forward = "{日期: 2022-06-10, 状态: 整改中}, {日期: 2022-06-10, 状态: 已完成}"
    assert of_log(forward) == []
    back = "{日期: 2022-06-10, 状态: 已完成}, {日期: 2022-06-10, 状态: 整改中}"
    assert [loc for loc, _message, _remedy in of_log(back)] == [(1, "状态")]


def test_entries_without_a_status_are_passed_over() -> None:
    """An entry whose status is missing or no status at all neither goes back nor hides one that does."""
    log = """
        {日期: 2022-06-10, 状态: 已完成}, {日期: 2022-06-11}, {日期: 2022-06-11, 状态: 完成},
        {日期: 2022-06-11, 状态: [已完成]}, {日期: 2022-06-12, 状态: 整改中}
    """
    assert [(loc, message) for loc, message, _remedy in of_log(log)] == [
        ((4, "状态"), "状态从“已完成”退回“整改中”而没有写原因")
    ]


def test_tasks_do_not_mix() -> None:
    """The status of one task says nothing about another's."""
    assert (
        problems("""
        类型:
        - 问题:
          - 任务:
            - {编号: 1-1, 进展: [{日期: 2022-06-10, 状态: 已完成}]}
            - {编号: 1-2, 进展: [{日期: 2022-06-11, 状态: 整改中}]}
    """)
        == []
    )


@given(plans())
def test_drawn_plans_are_sound(plan: Plan) -> None:
    """The plans that other tests draw have no problem between their records."""
    assert list(integrity.problems(as_read(plan.to_file()))) == []


WORDS = st.sampled_from(
    ["类型", "问题", "任务", "编号", "进展", "状态", "日期", "原因", "已完成", "整改中", "1", "1-1"]
)
TREES = st.recursive(
    st.none() | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=5)
)


@given(st.dictionaries(WORDS, TREES, max_size=3))
def test_any_shape_is_tolerated(tree: dict[str, Any]) -> None:
    """A tree of the wrong shape is never a crash, and every problem points into the tree at a number or a status."""
    for finding in integrity.problems(tree):
        node: Any = tree
        for step in finding.loc:
            node = node[step]
        assert finding.loc[-1] in {"编号", "状态"}
        assert isinstance(node, str)


LEAVES = st.none() | WORDS | st.just([]) | st.just({}) | st.lists(WORDS | st.dictionaries(WORDS, WORDS, max_size=3))
TASKS = st.lists(st.fixed_dictionaries({}, optional={"编号": LEAVES, "进展": LEAVES}), max_size=3)


@given(st.lists(st.fixed_dictionaries({}, optional={"编号": LEAVES, "任务": TASKS}), max_size=3))
def test_broken_leaves_are_tolerated(issues: list[Any]) -> None:
    """The same one level further down, where only the leaves are of the wrong shape."""
    for finding in integrity.problems({"类型": [{"问题": issues}]}):
        assert finding.loc[:2] == ("类型", 0)
