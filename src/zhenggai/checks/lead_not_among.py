"""牵头单位应当在责任单位之中。

理由：
    牵头单位不在责任单位里，责任就落在两张纸上：查责任单位的查不到它，催它的人也没有依据。
    整个方案都把牵头单位另列一栏的，不在此列。

合格：
    任务:
    - {编号: 1-1, 责任单位: 县水利局、县财政局, 牵头单位: 县水利局}
    - {编号: 1-2, 责任单位: 县财政局、县审计局, 牵头单位: 县审计局}

不合格：
    任务:
    - {编号: 1-1, 责任单位: 县水利局、县财政局, 牵头单位: 县水利局}
    - {编号: 1-2, 责任单位: 县水利局、县财政局, 牵头单位: 县审计局}

出处：
    整改责任制：牵头单位是责任单位里负总责的一个。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, TaskAt


def _look(subject: Subject) -> Iterator[Flaw]:
    missing = [(at, _leads_outside(at, subject)) for at in subject.tasks if at.task.units and at.task.lead_unit]
    if not any(not names for _at, names in missing):
        return
    for at, names in missing:
        if names:
            message = f"任务 {at.task.id} 的牵头单位“{'、'.join(names)}”不在责任单位之中"
            yield Flaw((*at.loc, "牵头单位"), message, "请核对原件；是责任单位的，请补进“责任单位”")


def _leads_outside(at: TaskAt, subject: Subject) -> list[str]:
    supporting = subject.read_units(at.task.supporting_units or "").units
    named = {*at.units.units, *supporting}
    leads = subject.read_units(at.task.lead_unit or "").units
    return [lead for lead in leads if lead not in named and not any(one.endswith(lead) for one in named)]


RULE = Rule("lead-not-among", "牵头单位在责任单位之中", Family.UNITS, Severity.WARNING, __name__, _look)
