"""每项任务都要写明整改时限。

理由：
    没有时限的任务永远不会逾期，也就永远不会有人催。文件里确实没写的，性质写“未定”，统计时才数得出来。

合格：
    编号: 1-1
    整改时限: {原文: 6月30日, 日期: 2022-06-30, 性质: 限期}

不合格：
    编号: 1-1
    责任单位: 县水利局

出处：
    整改台账的固定栏目“整改时限”。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for at in subject.tasks:
        if at.task.deadline is None:
            remedy = "请照文件原文补上“整改时限”；文件没有写的，写 {原文: 未写明, 性质: 未定}"
            yield Flaw(at.loc, f"任务 {at.task.id} 没有写整改时限", remedy)


RULE = Rule("missing-deadline", "每项任务都写明整改时限", Family.FORM, Severity.WARNING, __name__, _look)
