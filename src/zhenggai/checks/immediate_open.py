"""“立行立改”的任务不能拖着不办。

理由：
    立行立改的意思是不等不靠。印发一个月还没有办完的，要么不是能立行立改的事，要么没有人管。

合格：
    # 截至 2022-07-01
    整改时限: {原文: 立行立改, 日期: 2022-06-20, 性质: 立行立改}

不合格：
    # 截至 2022-07-15
    整改时限: {原文: 立行立改, 日期: 2022-07-20, 性质: 立行立改}

出处：
    许财农〔2022〕15号“三、工作要求”：当下能够解决的要立行立改，尽快见到实效。
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
    open_days = (subject.day - issued).days
    for at in subject.tasks:
        deadline = at.task.deadline
        if deadline is None or deadline.kind is not DeadlineKind.IMMEDIATE or at.standing.is_met:
            continue
        if open_days > subject.thresholds["天数"]:
            message = f"任务 {at.task.id} 是立行立改，印发 {open_days} 天了还是“{at.standing.status}”"
            yield Flaw((*at.loc, "整改时限"), message, "已经办完的请登记进展；办不了的请报批延期或者改定时限")


RULE = Rule("immediate-open", "立行立改不拖延", Family.DATES, Severity.WARNING, __name__, _look, {"天数": 30})
