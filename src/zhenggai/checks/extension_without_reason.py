"""延期要写原因。

理由：
    没有原因的延期，下一次检查时谁也说不清为什么该准。

合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 县财政局, 原因: 汛期停工 10 天}

不合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 县财政局}

出处：
    督查督办的通例：延期要有书面申请，写明原因和新的时限。
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
        for one in at.extensions:
            if not one.extension.reason:
                yield Flaw(one.loc, f"任务 {at.task.id} 的延期没有写原因", "请照批复补上“原因”")


RULE = Rule("extension-without-reason", "延期写明原因", Family.DATES, Severity.WARNING, __name__, _look)
