"""The rules on days: wording, issue, campaign, what measures promise, logs and extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scenes import expect

if TYPE_CHECKING:
    from pathlib import Path

Problem = tuple[int, int] | None


@pytest.mark.parametrize(
    ("deadline", "problem"),
    [
        ("{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}", None),
        ("{原文: 6月13日, 日期: 2022-06-14, 性质: 限期}", (1, 23)),
        ("{原文: 6月13日, 日期: 2023-06-13, 性质: 限期}", (1, 23)),
        ("{原文: 6月底前, 日期: 2022-06-30, 性质: 限期}", None),
        ("{原文: 6月底前, 日期: 2022-06-29, 性质: 限期}", (1, 22)),
        ("{原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 限期}", (1, 52)),
        ("{原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}", None),
        ("{原文: 6月13日, 性质: 未定}", (1, 7)),
        ("{原文: 长期坚持, 性质: 长期}", None),
        ("{原文: 长期坚持, 日期: 2022-12-31, 性质: 限期}", (1, 38)),
        ("{原文: 春季造林结束前, 日期: 2023-05-10, 性质: 限期}", None),
        ("{原文: 会后3个工作日内, 日期: 2022-06-20, 性质: 限期}", None),
        ("{原文: 印发后5个工作日内, 日期: 2022-06-14, 性质: 限期}", None),
    ],
)
def test_a_day_says_what_its_wording_says(deadline: str, problem: Problem, tmp_path: Path) -> None:
    """A day or a kind other than the wording's is found; a wording that names no day leaves the day to a person."""
    expect(tmp_path, "deadline-reading", f"整改时限: {deadline}", problem=problem)


@pytest.mark.parametrize(
    ("status", "problem"), [("整改中", (1, 7)), ("已完成", None)], ids=["open tasks", "finished tasks"]
)
def test_an_undetermined_deadline_is_named_while_it_matters(status: str, problem: Problem, tmp_path: Path) -> None:
    """未定, and 立行立改 without a day, are found while the task is open."""
    log = f"进展: [{{日期: 2022-06-20, 状态: {status}, 内容: 查了 9 处}}]"
    expect(tmp_path, "deadline-undetermined", f"整改时限: {{原文: 按期, 性质: 未定}}\n{log}", problem=problem)
    expect(tmp_path, "immediate-without-day", f"整改时限: {{原文: 立行立改, 性质: 立行立改}}\n{log}", problem=problem)


def test_an_extension_determines_a_deadline(tmp_path: Path) -> None:
    """Once an approved extension sets a day, an undetermined deadline is no longer named."""
    example = """
        整改时限: {原文: 按期, 性质: 未定}
        延期: [{批准日期: 2022-06-10, 延至: 2022-08-01, 批准单位: 县财政局}]
    """
    expect(tmp_path, "deadline-undetermined", example, problem=None)


@pytest.mark.parametrize(
    ("rule", "due", "problem"),
    [
        ("deadline-before-issue", "2022-06-07", None),
        ("deadline-before-issue", "2022-06-06", (2, 20)),
        ("deadline-after-campaign", "2022-07-31", None),
        ("deadline-after-campaign", "2022-08-01", (2, 20)),
        ("deadline-tight", "2022-06-14", None),
        ("deadline-tight", "2022-06-13", (2, 7)),
        ("deadline-tight", "2022-06-06", None),
    ],
)
def test_a_deadline_lies_within_its_campaign(rule: str, due: str, problem: Problem, tmp_path: Path) -> None:
    """Not before issue, not after the campaign, and at least a week after issue; the bounds themselves are in."""
    example = f"集中整改: {{起: 2022-06-07, 止: 2022-07-31}}\n整改时限: {{原文: 某日, 日期: {due}, 性质: 限期}}"
    expect(tmp_path, rule, example, problem=problem)


def test_a_staged_deadline_may_outlast_the_campaign(tmp_path: Path) -> None:
    """阶段 goes on after its day, so the campaign's end does not bound it."""
    example = """
        集中整改: {起: 2022-06-07, 止: 2022-07-31}
        整改时限: {原文: 9月底前取得阶段性成效，持续推进, 日期: 2022-09-30, 性质: 阶段}
    """
    expect(tmp_path, "deadline-after-campaign", example, problem=None)


def test_how_tight_is_tight_is_set_in_the_workspace(tmp_path: Path) -> None:
    """The threshold 天数 of zhenggai.yaml replaces the rule's own."""
    example = """
        检查: {deadline-tight: {阈值: {天数: 30}}}
        整改时限: {原文: 6月30日, 日期: 2022-06-30, 性质: 限期}
    """
    expect(tmp_path, "deadline-tight", example, problem=(2, 7))


@pytest.mark.parametrize(
    ("measure", "late"),
    [
        ("实地督导调研，11月底前项目全部完工。", True),
        ("实地督导调研，6月10日前项目全部完工。", False),
        ("实地督导调研，6月13日前项目全部完工。", False),
        ("确保6月底全部完成整改。", True),
        ("督促加快项目进度，确保 11 月底前项目全部完工。", True),
        ("力争第三季度末建成投用。", True),
        ("于2022年8月15日完成竣工验收。", True),
        ("2022年8月15日前销号。", True),
        ("每年11月底前修订一次办法。", False),
        ("截至11月底前的存量先行清理。", False),
        ("按照《11月底前完成任务清单》推进。", False),
        ("8月份召开一次调度会。", False),
        ("对2023年计划入库的项目严格评审。", False),
        ("2021年12月底前应完成而未完成的项目逐个销号。", False),
    ],
)
def test_a_measure_promises_no_later_day(measure: str, late: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table's column
    """A day promised in a measure may not lie after the deadline; days of other things are no promises."""
    example = f"整改措施:\n- {measure}\n整改时限: {{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}}"
    expect(tmp_path, "measure-after-deadline", example, problem=(2, 3) if late else None)


@pytest.mark.parametrize(
    "rest",
    [
        "整改时限: {原文: 6月13日前取得阶段性成效，长期坚持, 日期: 2022-06-13, 性质: 阶段}",
        "整改时限: {原文: 长期坚持, 性质: 长期}",
        "整改时限: {原文: 按期, 性质: 未定}\n延期: [{批准日期: 2022-06-10, 延至: 2022-11-30, 批准单位: 县财政局}]",
    ],
    ids=["staged", "ongoing", "extended"],
)
def test_a_promise_is_kept_by_what_goes_on(rest: str, tmp_path: Path) -> None:
    """Staged, ongoing and extended tasks may promise something for later."""
    expect(tmp_path, "measure-after-deadline", f"整改措施: [11月底前项目全部完工。]\n{rest}", problem=None)


def test_a_plan_cites_nothing_younger_than_itself(tmp_path: Path) -> None:
    """A basis dated after issue, or numbered in a later year, is found; so is a number cited in a measure."""
    example = """
        印发日期: 2022-06-07
        依据:
        - {名称: 某通报, 文号: 豫财农综〔2022〕13号, 日期: 2022-06-08}
        - {名称: 某通报, 文号: 豫财农综〔2023〕1号}
        - {名称: 某通报, 文号: 豫财农综〔2021〕1号, 日期: 2022-06-07}
        任务:
        - 编号: 1-1
          整改措施: [按某通知（某发〔2023〕2号）办理, 按某通知（某发〔2022〕2号）办理]
          进展: [{日期: 2023-02-01, 状态: 整改中, 内容: 按新下发的某发〔2023〕2号补充材料}]
    """
    expect(tmp_path, "cited-after-issue", example, problem=[(3, 36), (4, 17), (8, 10)])


@pytest.mark.parametrize(("day", "problem"), [("2022-07-07", None), ("2022-07-08", (2, 7))])
def test_at_once_does_not_mean_next_month(day: str, problem: Problem, tmp_path: Path) -> None:
    """立行立改 open for more than 30 days after issue is found."""
    example = f"# 截至 {day}\n整改时限: {{原文: 立行立改, 日期: 2022-12-30, 性质: 立行立改}}"
    expect(tmp_path, "immediate-open", example, problem=problem)


def test_a_log_is_written_forward(tmp_path: Path) -> None:
    """An entry dated before the one above it is found; the same day is in order."""
    example = """
        进展:
        - {日期: 2022-06-20, 状态: 整改中, 内容: 甲}
        - {日期: 2022-06-10, 状态: 整改中, 内容: 乙}
        - {日期: 2022-06-20, 状态: 整改中, 内容: 丙}
        - {日期: 2022-06-20, 状态: 整改中, 内容: 丁}
        延期:
        - {批准日期: 2022-06-12, 延至: 2022-07-30, 批准单位: 县财政局}
        - {批准日期: 2022-06-11, 延至: 2022-08-30, 批准单位: 县财政局}
    """
    expect(tmp_path, "log-order", example, problem=[(3, 8), (8, 10)])


def test_a_log_lies_between_issue_and_today(tmp_path: Path) -> None:
    """Entries, extensions and reports dated before issue or after today are found; both days themselves are in."""
    example = """
        # 截至 2022-06-20
        印发日期: 2022-06-07
        报送记录:
        - {期: 2022-06-14, 单位: 县财政局, 日期: 2022-06-06}
        - {期: 2022-06-14, 单位: 县财政局, 日期: 2022-06-21}
        任务:
        - 编号: 1-1
          进展:
          - {日期: 2022-06-06, 状态: 整改中, 内容: 甲}
          - {日期: 2022-06-07, 状态: 整改中, 内容: 乙}
          - {日期: 2022-06-20, 状态: 整改中, 内容: 丙}
          - {日期: 2022-06-21, 状态: 整改中, 内容: 丁}
          延期:
          - {批准日期: 2022-06-06, 延至: 2022-07-30, 批准单位: 县财政局}
          - {批准日期: 2022-06-21, 延至: 2022-08-30, 批准单位: 县财政局}
    """
    expect(tmp_path, "log-before-issue", example, problem=[(4, 33), (9, 10), (14, 12)])
    expect(tmp_path, "log-future", example, problem=[(5, 33), (12, 10), (15, 12)])


def test_an_extension_is_asked_for_in_time(tmp_path: Path) -> None:
    """Approval after the day that was due then, by wording or by extension, is late; on the day itself it is not."""
    example = """
        整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
        延期:
        - {批准日期: 2022-06-13, 延至: 2022-06-20, 批准单位: 县财政局, 原因: 汛期}
        - {批准日期: 2022-06-21, 延至: 2022-06-30, 批准单位: 县财政局}
        - {批准日期: 2022-06-22, 延至: 2022-06-25, 批准单位: 县财政局, 原因: 汛期}
    """
    expect(tmp_path, "extension-late", example, problem=(4, 10))
    expect(tmp_path, "extension-shortens", example, problem=(5, 26))
    expect(tmp_path, "extension-without-reason", example, problem=(4, 3))


def test_the_past_does_not_know_what_came_later(tmp_path: Path) -> None:
    """As of a day, an extension approved later is not looked at."""
    example = """
        # 截至 2022-06-14
        整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
        延期: [{批准日期: 2022-06-15, 延至: 2022-06-30, 批准单位: 县财政局}]
    """
    expect(tmp_path, "extension-without-reason", example, problem=None)
