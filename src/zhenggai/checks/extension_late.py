"""延期要在到期以前批准。

理由：
    过了期再批延期，等于把逾期抹掉。真有特殊情况的，也要在台账上看得出来是逾期以后批的。

合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 县财政局, 原因: 汛期停工 10 天}

不合格：
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
    延期:
    - {批准日期: 2022-06-20, 延至: 2022-06-30, 批准单位: 县财政局, 原因: 汛期停工 10 天}

出处：
    督查督办的通例：办不了的要在时限以前书面申请延期。
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
            if due and one.extension.approved > due:
                message = f"任务 {at.task.id} 到期（{due}）以后才批准延期（{one.extension.approved}）"
                yield Flaw((*one.loc, "批准日期"), message, "请核对批准日期；确是事后补批的，在原因里写明")


RULE = Rule("extension-late", "延期在到期以前批准", Family.DATES, Severity.WARNING, __name__, _look)
