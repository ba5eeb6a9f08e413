"""时限不能早于印发日期。

理由：
    印发那天就已经过期的任务，不是年份抄错，就是期限定错了。

合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 1-1
      整改时限: {原文: 2022年6月30日, 日期: 2022-06-30, 性质: 限期}

不合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 1-1
      整改时限: {原文: 2022年5月30日, 日期: 2022-05-30, 性质: 限期}

出处：
    常理；方案不能要求人在看到它以前做完。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    issued = subject.plan.issued
    for at in subject.tasks:
        due = at.task.deadline.due if at.task.deadline else None
        if issued and due and due < issued:
            message = f"任务 {at.task.id} 的期限 {due} 早于印发日期 {issued}，印发时就已过期"
            yield Flaw((*at.loc, "整改时限", "日期"), message, "请核对原件的年份和月份")


RULE = Rule("deadline-before-issue", "时限不早于印发日期", Family.DATES, Severity.WARNING, __name__, _look)
