"""报进展的单位，应当是这项任务的责任单位。

理由：
    不相干的单位报来的进展，不是记错了任务，就是有人替别人报。责任单位自己没有报，就还是没有报。

合格：
    编号: 1-1
    责任单位: 县水利局、县财政局
    进展:
    - {日期: 2022-06-20, 状态: 整改中, 单位: 县财政局, 内容: 拨付维修资金 36 万元}

不合格：
    编号: 1-1
    责任单位: 县水利局、县财政局
    进展:
    - {日期: 2022-06-20, 状态: 整改中, 单位: 县教育局, 内容: 校园灌渠加盖 2 处}

出处：
    整改责任制：谁的责任谁整改、谁报告。发文机关登记的不算错；责任单位写的是“各行政村”等而名录没有展开的，按名称判断。
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zhenggai.checks.subject import Subject, TaskAt


def _look(subject: Subject) -> Iterator[Flaw]:
    issuers = {subject.roster.canonical(issuer) for issuer in subject.plan.issuers}
    for at in subject.tasks:
        responsible = _responsible(at, subject)
        if not responsible:
            continue
        for one in at.entries:
            if one.entry.unit is None or one.entry.status is Status.CLOSED:
                continue
            name = subject.roster.canonical(one.entry.unit)
            if name not in issuers and not _covers(responsible, name) and not _is_misspelt(responsible, name, subject):
                message = f"“{name}”不是任务 {at.task.id} 的责任单位"
                remedy = f"请核对是不是记错了任务；责任单位是 {'、'.join(list(responsible)[:6])}"
                yield Flaw((*one.loc, "单位"), message, remedy)


def _responsible(at: TaskAt, subject: Subject) -> list[str]:
    names = list(at.units.units)
    for text in (at.task.lead_unit, at.task.supporting_units):
        names += subject.read_units(text).units if text else ()
    return names


def _covers(responsible: Collection[str], name: str) -> bool:
    return any(one.endswith(name) or name.endswith(one) or _may_stand_for(one, name) for one in responsible)


def _is_misspelt(responsible: Collection[str], name: str, subject: Subject) -> bool:
    """Say whether a responsible unit is a slip for this one: the roster knows this, and not that; told elsewhere."""
    unknown = [one for one in responsible if not subject.roster.knows(one)]
    return subject.roster.knows(name) and bool(get_close_matches(name, unknown, cutoff=0.7))


def _may_stand_for(collective: str, name: str) -> bool:
    """Say whether a collective nobody has expanded may have meant the unit: 各县财政局 and 甲县财政局."""
    read = parse_name(collective)
    if not read.collective:
        return False
    return name.endswith(read.body) if read.body else True


RULE = Rule("unit-not-responsible", "报进展的是责任单位", Family.UNITS, Severity.WARNING, __name__, _look)
