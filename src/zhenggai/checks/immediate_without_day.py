"""“立行立改”的任务也要定一个日期。

理由：
    “立即”是几天，各人想的不一样。不定日期，立行立改就成了最不急的一类。

合格：
    整改时限: {原文: 立行立改, 日期: 2022-06-20, 性质: 立行立改}

不合格：
    整改时限: {原文: 立行立改, 性质: 立行立改}

出处：
    本工具：“立行立改”允许有日期，没有的提醒补定。
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
        if deadline and deadline.kind is DeadlineKind.IMMEDIATE and at.standing.due is None and not at.standing.is_met:
            message = f"任务 {at.task.id} 是立行立改，没有定日期"
            yield Flaw((*at.loc, "整改时限"), message, "立即是几天，请定一个日期写上")


RULE = Rule("immediate-without-day", "立行立改也定日期", Family.DATES, Severity.WARNING, __name__, _look)
