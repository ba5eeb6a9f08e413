"""每项任务都要写明责任单位。

理由：
    没有责任单位的任务没有人办，逾期了也问不到谁头上。

合格：
    编号: 1-1
    责任单位: 县水利局、县财政局

不合格：
    编号: 1-1
    整改措施: [逐处排查灌渠]

出处：
    整改台账的固定栏目“责任单位”。写了牵头单位的也算。
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
        if not at.task.units and not at.task.lead_unit:
            yield Flaw(at.loc, f"任务 {at.task.id} 没有写责任单位", "请照文件原文补上“责任单位”")


RULE = Rule("missing-units", "每项任务都写明责任单位", Family.FORM, Severity.WARNING, __name__, _look)
