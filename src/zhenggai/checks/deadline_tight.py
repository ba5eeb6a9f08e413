"""从印发到期限不能太短，责任单位总要来得及整改。

理由：
    文件层层转到责任单位就要几天。期限比印发日期晚不了几天，到期交上来的只能是照抄措施的“进展”。

合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 2-1
      整改时限: {原文: 6月30日, 日期: 2022-06-30, 性质: 限期}

不合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 2-1
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}

出处：
    许财农〔2022〕15号：6月7日印发，9 项任务里有 5 项 6月13日到期，其中一项措施自己写的是 11月底前完工。
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
    issued = subject.plan.issued
    if issued is None:
        return
    for at in subject.tasks:
        deadline = at.task.deadline
        if deadline is None or deadline.due is None or deadline.kind is DeadlineKind.IMMEDIATE:
            continue
        days = (deadline.due - issued).days
        if 0 <= days < subject.thresholds["天数"]:
            message = f"任务 {at.task.id} 从印发（{issued}）到期限（{deadline.due}）只有 {days} 天"
            remedy = "请核对原件；确实来不及的，报批延期后用 zhenggai extend-deadline 登记"
            yield Flaw((*at.loc, "整改时限"), message, remedy)


RULE = Rule("deadline-tight", "时限不要过紧", Family.DATES, Severity.WARNING, __name__, _look, {"天数": 7})
