"""延期要比原来的期限晚。

理由：
    “延”到更早的一天，不是日期写错，就是把别的任务的批复记到这里了。

合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 县财政局, 原因: 汛期停工 10 天}

不合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-08, 延至: 2022-06-10, 批准单位: 县财政局, 原因: 汛期停工 10 天}

出处：
    常理。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.extensions import in_force
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for at in subject.tasks:
        for one, due in in_force(at):
            if due and one.extension.until <= due:
                message = f"任务 {at.task.id} 延至 {one.extension.until}，不晚于原来的期限 {due}"
                yield Flaw((*one.loc, "延至"), message, "请核对批复的日期")


RULE = Rule("extension-shortens", "延期晚于原来的期限", Family.DATES, Severity.WARNING, __name__, _look)
