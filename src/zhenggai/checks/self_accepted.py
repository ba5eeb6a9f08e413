"""销号由别的单位验收，责任单位不能自己验收自己。

理由：
    自己整改、自己验收、自己销号，正是“纸面整改”的写法。

合格：
    编号: 1-1
    责任单位: 县水利局
    进展:
    - {日期: 2022-06-20, 状态: 已完成, 单位: 县水利局, 内容: 9 处灌渠修复完工}
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 现场看过 9 处}

不合格：
    编号: 1-1
    责任单位: 县水利局
    进展:
    - {日期: 2022-06-20, 状态: 已完成, 单位: 县水利局, 内容: 9 处灌渠修复完工}
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县水利局, 验收人: 某某, 免佐证: 现场看过 9 处}

出处：
    整改销号的通例：责任单位申请，牵头或主管部门验收；完成不等于销号。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for at in subject.tasks:
        for one in at.entries:
            if one.entry.status is not Status.CLOSED or not one.entry.accepting_unit:
                continue
            acceptors = subject.read_units(one.entry.accepting_unit).units
            if acceptors and set(acceptors) <= set(at.units.units):
                message = f"任务 {at.task.id} 由责任单位“{'、'.join(acceptors)}”自己验收销号"
                remedy = "请用 reopen-task 重新打开，由上级、主管部门或者提出问题的单位验收"
                yield Flaw((*one.loc, "验收单位"), message, remedy)


RULE = Rule("self-accepted", "责任单位不自己验收", Family.CLOSING, Severity.ERROR, __name__, _look)
