"""What the words of design §4 mean as of a day: status, due day, late or not; and that the past stays."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import histories, near_days
from zhenggai import asof
from zhenggai.form.image import image_of
from zhenggai.model import Deadline, Extension, Plan, ProgressEntry, Task
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_DAY = timedelta(days=1)


def on(text: str) -> date:
    """Read `06-13` as a day of 2022."""
    return date.fromisoformat(f"2022-{text}")


def moved(task: Task, *log: ProgressEntry, extensions: tuple[Extension, ...] = ()) -> Task:
    """Return the task with further entries appended to its logs."""
    update = {"progress": (*task.progress, *log), "extensions": (*task.extensions, *extensions)}
    return task.model_copy(update=update)


def late_days(task: Task, *asked: str) -> list[int]:
    return [asof.standing(task, on(day)).days_late for day in asked]


# --- status --------------------------------------------------------------------------------------------------------


def test_statuses_are_in_order() -> None:
    """未启动 < 整改中 < 阶段性成效 < 已完成 < 已销号, and a status reaches itself and all before it."""
    order = [Status("未启动"), Status("整改中"), Status("阶段性成效"), Status("已完成"), Status("已销号")]
    assert list(Status) == order
    for at, status in enumerate(order):
        assert [status.reaches(other) for other in order] == [at >= rank for rank in range(5)]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("06-07", "未启动"),
        ("06-08", "整改中"),
        ("06-09", "整改中"),
        ("06-10", "阶段性成效"),
        ("06-20", "已完成"),
        ("06-21", "整改中"),
        ("12-31", "整改中"),
    ],
)
def test_status_is_that_of_the_last_entry_until_the_day(task: Task, day: str, status: str) -> None:
    """The status as of a day is that of the last entry dated on or before it, whatever came later.

    进展:
    - {日期: 2022-06-08, 状态: 整改中}
    - {日期: 2022-06-10, 状态: 阶段性成效}
    - {日期: 2022-06-20, 状态: 已完成}
    - {日期: 2022-06-21, 状态: 整改中, 原因: 验收不合格，退回}
    """
    assert asof.status(task, on(day)) == status


def test_the_later_in_the_file_speaks_for_the_same_day(task: Task) -> None:
    """Of two entries of one day the later in the file counts, even where it goes back.

    进展:
    - {日期: 2022-06-10, 状态: 已完成, 内容: 甲}
    - {日期: 2022-06-10, 状态: 整改中, 内容: 乙, 原因: 当日退回}
    - {日期: 2022-06-09, 状态: 阶段性成效, 内容: 丙}
    """
    entry = asof.last_entry(task.progress, on("06-10"))
    assert entry is not None
    assert (entry.content, asof.status(task, on("06-10"))) == ("乙", Status.IN_PROGRESS)


def test_entries_count_by_day_and_not_by_position(task: Task) -> None:
    """An entry written down late stands further down in the file and still counts from its own day.

    进展:
    - {日期: 2022-06-20, 状态: 已完成}
    - {日期: 2022-06-10, 状态: 整改中}
    """
    statuses = [asof.status(task, on(day)) for day in ("06-09", "06-10", "06-19", "06-20")]
    assert statuses == [Status.NOT_STARTED, Status.IN_PROGRESS, Status.IN_PROGRESS, Status.COMPLETED]


def test_without_entries_a_task_is_not_started(task: Task) -> None:
    """A task nobody reported on is 未启动 and has no entry to show.

    备注: 没有进展
    """
    assert asof.last_entry(task.progress, on("06-10")) is None
    assert asof.status(task, on("06-10")) is Status.NOT_STARTED


@given(histories(), near_days())
def test_status_by_replaying_the_log(task: Task, day: date) -> None:
    """The status is what one gets by living through the log day by day."""
    lived = Status.NOT_STARTED
    for entry in sorted(task.progress, key=lambda entry: entry.date):
        if entry.date <= day:
            lived = entry.status
    assert asof.status(task, day) is lived


# --- due day -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "due"),
    [("06-11", "06-13"), ("06-12", "06-30"), ("06-29", "06-30"), ("06-30", "07-31"), ("12-31", "07-31")],
)
def test_the_newest_approved_extension_counts(task: Task, day: str, due: str) -> None:
    """The due day is that of the newest extension approved on or before the day, else the original.

    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-30, 延至: 2022-07-31, 批准单位: 市财政局}
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 市财政局}
    """
    assert asof.due_day(task, on(day)) == on(due)


def test_the_later_in_the_file_extends_for_the_same_day(task: Task) -> None:
    """Of two extensions approved on one day the later in the file counts, even where its day is the earlier.

    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-07-31, 批准单位: 市财政局}
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 市财政局}
    """
    assert asof.due_day(task, on("06-12")) == on("06-30")


def test_the_original_deadline_stays(task: Task) -> None:
    """An extension does not touch the original: a task overdue before it was approved was overdue.

    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-16, 延至: 2022-06-30, 批准单位: 市财政局}
    """
    assert late_days(task, "06-13", "06-14", "06-15", "06-16", "06-30", "07-01") == [0, 1, 2, 0, 0, 1]


def test_no_deadline_no_due_day(task: Task) -> None:
    """A task without 整改时限 has no due day and is never overdue.

    备注: 没有时限
    """
    standing = asof.standing(task, on("12-31"))
    assert (standing.due, standing.days_left, standing.is_overdue) == (None, None, False)


# --- 性质 ----------------------------------------------------------------------------------------------------------

JUNE_13 = date(2022, 6, 13)


@pytest.mark.parametrize(
    ("kind", "due", "met_by"),
    [
        (DeadlineKind.FIXED, JUNE_13, {"已完成", "已销号"}),
        (DeadlineKind.STAGED, JUNE_13, {"阶段性成效", "已完成", "已销号"}),
        (DeadlineKind.IMMEDIATE, JUNE_13, {"已完成", "已销号"}),
        (DeadlineKind.IMMEDIATE, None, {"已完成", "已销号"}),
        (DeadlineKind.ONGOING, None, {"已完成", "已销号"}),
        (DeadlineKind.UNDETERMINED, None, {"已完成", "已销号"}),
    ],
)
def test_what_meets_a_deadline(kind: DeadlineKind, due: date | None, met_by: set[str]) -> None:
    """Each 性质 asks for its own status (design §4), and is overdue after its day exactly when that is missing."""
    for status in Status:
        entry = ProgressEntry(date=on("06-10"), status=status, accepting_unit="甲", acceptor="乙", waiver="丙")
        task = Task(id="2-4", deadline=Deadline(text="原文", due=due, kind=kind), progress=(entry,))
        standing = asof.standing(task, on("06-14"))
        assert standing.is_met == (status in met_by)
        assert standing.is_overdue == (due is not None and status not in met_by)


def test_the_last_day_is_in_time(task: Task) -> None:
    """以前、届满 include the day: 6月13日 is first overdue on the 14th, by one day.

    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    """
    assert late_days(task, "06-12", "06-13", "06-14", "06-15", "07-13") == [0, 0, 1, 2, 30]
    assert [asof.standing(task, on(day)).days_left for day in ("06-12", "06-13", "06-14")] == [1, 0, -1]


def test_a_fixed_deadline_wants_completion(task: Task) -> None:
    """限期: 阶段性成效 is not enough, completion ends the lateness, and a relapse brings it back in full.

    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    进展:
    - {日期: 2022-06-13, 状态: 阶段性成效}
    - {日期: 2022-06-16, 状态: 已完成}
    - {日期: 2022-06-20, 状态: 整改中, 原因: 反弹}
    """
    assert late_days(task, "06-14", "06-15", "06-16", "06-19", "06-20") == [1, 2, 0, 0, 7]


def test_a_stage_reached_in_time_is_never_late_again(task: Task) -> None:
    """阶段: 阶段性成效 by the day, then never late, not even after a relapse.

    整改时限: {原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}
    进展:
    - {日期: 2022-07-10, 状态: 阶段性成效}
    - {日期: 2022-07-20, 状态: 整改中, 原因: 反弹}
    """
    assert late_days(task, "07-10", "07-11", "07-20", "12-31") == [0, 0, 0, 0]
    assert asof.standing(task, on("12-31")).is_met


def test_a_stage_lost_before_the_day_is_not_reached_by_it(task: Task) -> None:
    """阶段: what counts is how things stand on the day, not that they once stood better.

    整改时限: {原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}
    进展:
    - {日期: 2022-07-01, 状态: 阶段性成效}
    - {日期: 2022-07-10, 状态: 整改中, 原因: 反弹}
    """
    assert late_days(task, "07-05", "07-10", "07-11") == [0, 0, 1]


def test_a_stage_reached_late_is_late_until_then(task: Task) -> None:
    """阶段: late from the day after until the stage is reached, and again after a relapse, since the day was missed.

    整改时限: {原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}
    进展:
    - {日期: 2022-07-13, 状态: 阶段性成效}
    - {日期: 2022-07-20, 状态: 整改中, 原因: 反弹}
    """
    assert late_days(task, "07-11", "07-12", "07-13", "07-19", "07-20") == [1, 2, 0, 0, 10]


def test_an_extended_stage_is_judged_by_the_new_day(task: Task) -> None:
    """阶段: an extension moves the day by which the stage must be reached.

    整改时限: {原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}
    延期:
    - {批准日期: 2022-07-12, 延至: 2022-07-31, 批准单位: 市财政局}
    进展:
    - {日期: 2022-07-30, 状态: 阶段性成效}
    - {日期: 2022-08-15, 状态: 整改中, 原因: 反弹}
    """
    assert late_days(task, "07-11", "07-12", "07-31", "08-01", "08-15") == [1, 0, 0, 0, 0]


def test_at_once_with_a_day_can_be_late(task: Task) -> None:
    """立行立改 with a day is late after it unless completed.

    整改时限: {原文: 立行立改，6月13日前完成, 日期: 2022-06-13, 性质: 立行立改}
    """
    assert late_days(task, "06-13", "06-14") == [0, 1]


@pytest.mark.parametrize(("kind", "lacks"), [("立行立改", True), ("长期", False), ("未定", True)])
def test_without_a_day_nothing_is_late(plan_of: Callable[[str], Plan], kind: str, *, lacks: bool) -> None:
    """Without a day a task is never late; those of which a day is wanted are counted as lacking it, 长期 is not."""
    plan = plan_of(f"任务: [{{编号: 2-4, 整改时限: {{原文: 某时, 性质: {kind}}}}}]")
    ((_category, _issue, task),) = plan.rows()
    standing = asof.standing(task, on("12-31"))
    assert (standing.is_overdue, standing.due, standing.lacks_day) == (False, None, lacks)


def test_a_day_can_be_set_for_an_undetermined_deadline(task: Task) -> None:
    """未定 cannot be late until a person sets the day; an approved extension sets it.

    整改时限: {原文: 会后3个工作日内, 性质: 未定}
    延期:
    - {批准日期: 2022-06-20, 延至: 2022-06-30, 批准单位: 市财政局}
    """
    assert late_days(task, "06-19", "06-20", "06-30", "07-01") == [0, 0, 0, 1]


def test_ongoing_is_never_late(task: Task) -> None:
    """长期 is never late, not even where somebody extended it.

    整改时限: {原文: 长期坚持, 性质: 长期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 市财政局}
    """
    assert late_days(task, "06-30", "07-01", "12-31") == [0, 0, 0]


# --- what holds of any task on any day -----------------------------------------------------------------------------


@given(histories(), near_days())
def test_late_means_after_the_due_day_and_not_met(task: Task, day: date) -> None:
    """Overdue is due < D and not met, for all but 长期; the lateness is the days in between."""
    standing = asof.standing(task, day)
    assert standing.due == asof.due_day(task, day)
    if standing.is_overdue:
        assert standing.due is not None
        assert not standing.is_met
        assert standing.days_late == (day - standing.due).days >= 1
    elif standing.due is not None and standing.due < day and not standing.is_met:
        assert task.deadline is not None
        assert task.deadline.kind is DeadlineKind.ONGOING


@given(histories(), near_days())
def test_nothing_is_late_on_its_due_day(task: Task, day: date) -> None:
    """On its due day a task is in time, as long as that is still the due day on that day."""
    due = asof.due_day(task, day)
    if due is not None and asof.due_day(task, due) == due:
        assert not asof.standing(task, due).is_overdue


@given(histories(), near_days())
def test_lateness_grows_by_a_day_a_day(task: Task, day: date) -> None:
    """Where nothing is recorded for the next day, an overdue task is one day later on it, and no other becomes met."""
    tomorrow = day + ONE_DAY
    quiet = all(entry.date != tomorrow for entry in task.progress)
    quiet = quiet and all(extension.approved != tomorrow for extension in task.extensions)
    today, then = asof.standing(task, day), asof.standing(task, tomorrow)
    if quiet and today.is_overdue:
        assert then.days_late == today.days_late + 1
    if quiet:
        assert then.is_met == today.is_met


@given(histories(), histories(), near_days())
def test_the_past_gives_the_same_answer(task: Task, later: Task, day: date) -> None:
    """Entries and extensions dated after a day, appended at any time, never change the answer for that day."""
    log = [entry for entry in later.progress if entry.date > day]
    extensions = tuple(extension for extension in later.extensions if extension.approved > day)
    assert asof.standing(moved(task, *log, extensions=extensions), day) == asof.standing(task, day)


@given(histories(), st.data())
def test_the_order_of_different_days_does_not_matter(task: Task, data: st.DataObject) -> None:
    """The answer does not depend on the order in which entries of different days, or approvals, stand in the file."""
    entries = tuple({entry.date: entry for entry in task.progress}.values())
    extensions = tuple({extension.approved: extension for extension in task.extensions}.values())
    one = task.model_copy(update={"progress": entries, "extensions": extensions})
    other = task.model_copy(
        update={
            "progress": tuple(data.draw(st.permutations(entries))),
            "extensions": tuple(data.draw(st.permutations(extensions))),
        }
    )
    day = data.draw(near_days())
    assert asof.standing(one, day) == asof.standing(other, day)


@given(histories([DeadlineKind.STAGED]), near_days())
def test_a_stage_met_in_time_stays_met(task: Task, day: date) -> None:
    """A 阶段 deadline that was met on its day is met on every later day on which the due day is the same."""
    due = asof.due_day(task, day)
    if task.deadline and due and due <= day and asof.status(task, due).reaches(Status.STAGE_RESULT):
        assert asof.standing(task, day).is_met


@given(histories(), near_days(), near_days())
def test_stretches_say_what_holds_on_every_day(task: Task, first: date, day: date) -> None:
    """What a stretch says holds on each of its days is what is answered for the day itself."""
    if day < first:
        first, day = day, first
    stretches = list(asof.History(task).stretches(first))
    begun = [state for since, state in stretches if since <= day]
    assert asof.counted(begun[-1], day) == asof.standing(task, day)
    assert stretches[0][0] == first
    assert all(one[1] != next_one[1] and one[0] < next_one[0] for one, next_one in pairwise(stretches))


@given(histories(), near_days())
def test_plain_logs_tell_the_same(task: Task, since: date) -> None:
    """A task as plain JSON has the same stretches as the model's."""
    plain = image_of(task).plain
    assert list(asof.History(plain).stretches(since)) == list(asof.History(task).stretches(since))


@given(histories(), near_days())
def test_stretches_leave_no_day_out(task: Task, since: date) -> None:
    """On every day from the first on there holds what the last stretch that has begun says."""
    history = asof.History(task)
    stretches = list(history.stretches(since))
    for day in (since + ONE_DAY * number for number in range(60)):
        assert [state for first, state in stretches if first <= day][-1] == history.state(day)
