"""性质为“未定”的时限，要有人定一个日期。

理由：
    没有日期的任务永远不会逾期。原文说不清的（“春季造林结束前”“按期完成”），总要有人去问清楚、定下来。

合格：
    整改时限: {原文: 2024年春季造林结束前, 日期: 2024-05-10, 性质: 限期}

不合格：
    整改时限: {原文: 2024年春季造林结束前, 性质: 未定}

出处：
    本工具：overdue 只说有几项定不了，check 逐项点名。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for at in subject.tasks:
        deadline = at.task.deadline
        if (
            deadline
            and deadline.kind is DeadlineKind.UNDETERMINED
            and at.standing.due is None
            and not at.standing.is_met
        ):
            message = f"任务 {at.task.id} 的时限“{deadline.text}”没有定日期，不会显示逾期"
            yield Flaw((*at.loc, "整改时限"), message, "请问清后写上日期，把性质改成“限期”或“阶段”")


RULE = Rule("deadline-undetermined", "未定的时限要定下来", Family.DATES, Severity.WARNING, __name__, _look)
