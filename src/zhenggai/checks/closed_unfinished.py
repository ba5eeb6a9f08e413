"""先完成，后销号：销号以前要有“已完成”的进展。

理由：
    完成是责任单位说的，销号是验收单位认的。没有人报过完成就销了号，不知道验收的是什么。

合格：
    编号: 1-1
    进展:
    - {日期: 2022-06-20, 状态: 已完成, 内容: 9 处灌渠修复完工}
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 现场看过 9 处}

不合格：
    编号: 1-1
    进展:
    - {日期: 2022-06-20, 状态: 整改中, 内容: 9 处灌渠开工}
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县财政局, 验收人: 某某, 免佐证: 现场看过 9 处}

出处：
    整改销号的通例：完成不等于销号；close-task 也不收没有完成的任务。
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
        before = Status.NOT_STARTED
        for one in sorted(at.entries, key=lambda one: one.entry.date):
            if one.entry.status is Status.CLOSED and before not in {Status.COMPLETED, Status.CLOSED}:
                message = f"任务 {at.task.id} 从“{before}”直接销号，没有报过“已完成”"
                yield Flaw((*one.loc, "状态"), message, "请先登记“已完成”的进展，写明结果，再验收销号")
            before = one.entry.status


RULE = Rule("closed-unfinished", "先完成，后销号", Family.CLOSING, Severity.WARNING, __name__, _look)
