"""整改时限的日期和性质要与原文说的一样。

理由：
    原文是文件说的，日期决定谁逾期。两样都存，就是为了像记账一样互相核对：抄错一个数字，就会有人被冤枉逾期，
    或者逾期了没人知道。原文读不出日期的，由人来定，不在此列。

合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}

不合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-30, 性质: 限期}

出处：
    本工具：原文和日期并存，如借贷相抵。读法见“整改时限”一节：含当日，月底是末日，没有年份的按印发日期推定。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.wording.deadlines import read_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.model import Deadline
    from zhenggai.wording.deadlines import DeadlineReading


def read(subject: Subject, deadline: Deadline) -> DeadlineReading:
    """Read the wording of a deadline with the days off and on that the workspace declares."""
    local = subject.settings
    return read_deadline(deadline.text, subject.plan.issued, holidays=local.holidays, workdays=local.workdays)


def _look(subject: Subject) -> Iterator[Flaw]:
    readings: dict[str, DeadlineReading] = {}
    for at in subject.tasks:
        deadline = at.task.deadline
        if deadline and deadline.text not in readings:
            readings[deadline.text] = read(subject, deadline)
        reading = readings[deadline.text] if deadline else None
        if deadline is None or reading is None or reading.question:
            continue
        loc = (*at.loc, "整改时限")
        doubts = f"（{'；'.join(reading.warnings)}）" if reading.warnings else ""
        if reading.due is not None and reading.due != deadline.due:
            message = (
                f"任务 {at.task.id} 的时限原文“{deadline.text}”读作 {reading.due}，日期写的是 {deadline.due or '空'}"
            )
            remedy = f"请核对原件；原文不错的，写 日期: {reading.due}, 性质: {reading.kind}{doubts}"
            yield Flaw((*loc, "日期"), message, remedy)
        elif reading.kind is not deadline.kind and not reading.warnings:
            message = f"任务 {at.task.id} 的时限原文“{deadline.text}”读作“{reading.kind}”，性质写的是“{deadline.kind}”"
            yield Flaw((*loc, "性质"), message, f"请核对原件；原文不错的，写 性质: {reading.kind}")


RULE = Rule("deadline-reading", "日期和性质与原文一致", Family.DATES, Severity.ERROR, __name__, _look)
