"""任务写明由谁验收的，就由谁验收。

理由：
    方案定了由县审计局验收，销号时却是县水利局验的，这个销号上级不会认。

合格：
    编号: 1-1
    验收单位: 县审计局
    进展:
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县审计局, 验收人: 某某, 免佐证: 现场看过 9 处}

不合格：
    编号: 1-1
    验收单位: 县审计局
    进展:
    - {日期: 2022-06-28, 状态: 已销号, 验收单位: 县水利局, 验收人: 某某, 免佐证: 现场看过 9 处}

出处：
    任务的“验收单位”一项。
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
        due_from = set(subject.read_units(at.task.accepting_unit or "").units)
        for one in at.entries:
            if not due_from or one.entry.status is not Status.CLOSED:
                continue
            acceptors = set(subject.read_units(one.entry.accepting_unit or "").units)
            if not acceptors & due_from:
                message = f"任务 {at.task.id} 应由“{at.task.accepting_unit}”验收，登记的是“{one.entry.accepting_unit}”"
                yield Flaw((*one.loc, "验收单位"), message, "请核对；方案改过验收单位的，请改任务的“验收单位”")


RULE = Rule("accepted-by-another", "由定好的单位验收", Family.CLOSING, Severity.WARNING, __name__, _look)
