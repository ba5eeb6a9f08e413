"""说整改完成率 100%、全部整改到位的，方案里不能还有没完成的任务。

理由：
    “完成率 100%”是对整个方案说的，台账上却还有开着的任务，两样必有一样不实。
    说“我局承担的”只和本单位负责的任务比；说话那天还开着、到查的这一天仍然开着的才算。项目、投资、资金的完成率不在此列。

合格：
    任务:
    - 编号: 1-1
      责任单位: 县水利局
      进展:
      - {日期: 2022-07-01, 状态: 已完成, 内容: 灌渠清淤2.4公里，整改完成率100%。}

不合格：
    任务:
    - 编号: 1-1
      进展:
      - {日期: 2022-07-01, 状态: 已完成, 内容: 灌渠清淤2.4公里，整改完成率100%。}
    - 编号: 1-2
      进展:
      - {日期: 2022-07-01, 状态: 整改中, 内容: 闸门更换3座，还差2座。}

出处：
    勐发〔2023〕85号第三部分：报告要真实，数据要经得起核对。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai import asof
from zhenggai.checks.progress import quoted
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.subject import Subject, TaskAt
    from zhenggai.findings import Loc

_ALL = r"(?:100(?:\.0+)?\s*[%％]|１００％|百分之?百)"
# 项目完成率 and 投资完成率 are rates of something else: nothing may stand before but 整改, 任务 and the like.
_CLAIM = re.compile(
    rf"(?:整改|销号|办结|任务|问题)(?:工作|任务|问题)?(?:整改|完成|办结|销号)?率\s*[为达到已均是]*\s*{_ALL}"
    rf"|(?:^|[，。；：、,;:\s])(?:总体?)?完成率\s*[为达到已均是]*\s*{_ALL}"
    r"|(?:整改任务|反馈问题|各项任务|所有任务|所有问题|全部任务|全部问题)\s*(?:已经?|均已?|现已|都已?)*\s*(?:全部|全面)"
    r"(?:完成|整改到位|整改完成|办结|销号)"
)
_OF_ONE_UNIT = re.compile(r"(?:我|本)(?:局|委|办|乡|镇|街道|县|区|村|站|所|院|校|中心|单位|部门)")
_MOST_TASKS = 5


@dataclass(frozen=True, slots=True)
class _Claim:
    """A text that claims everything is done: where it stands, when it was said, and by which unit."""

    loc: Loc
    text: str
    date: date
    unit: str | None


def _look(subject: Subject) -> Iterator[Flaw]:
    for claim in _claims(subject):
        open_tasks = [at.task.id for at in subject.tasks if _belies(at, claim, subject)]
        if open_tasks:
            listed = "、".join(open_tasks[:_MOST_TASKS]) + ("等" if len(open_tasks) > _MOST_TASKS else "")
            message = f"{quoted(claim.text)}，而 {listed} 共 {len(open_tasks)} 项任务还没有完成"
            yield Flaw(claim.loc, message, "请改成实际的完成数，或者补记这些任务的完成情况")


def _claims(subject: Subject) -> Iterator[_Claim]:
    for at in subject.tasks:
        for one in at.entries:
            content = one.entry.content or ""
            # Nearly no entry holds either character: cheaper to ask than to search.
            if ("率" in content or "全" in content) and (found := _CLAIM.search(content)):
                yield _Claim((*one.loc, "内容"), _clause(found), one.entry.date, one.entry.unit)
    for position, report in enumerate(subject.plan.reports):
        if report.date <= subject.day and (found := _CLAIM.search(report.note or "")):
            yield _Claim(("报送记录", position, "备注"), _clause(found), report.date, report.unit)


def _clause(found: re.Match[str]) -> str:
    """Return the sentence a claim stands in, for its unit and to be quoted."""
    text = found.string
    start = max(text.rfind(mark, 0, found.start()) for mark in "。；;\n") + 1
    return text[start : found.end()].strip("，, \n")


def _belies(at: TaskAt, claim: _Claim, subject: Subject) -> bool:
    """Say whether the task was open when the claim was made and is so still, among those the claim speaks of."""
    if at.standing.status.reaches(Status.COMPLETED) or asof.status(at.task, claim.date).reaches(Status.COMPLETED):
        return False
    if claim.unit is None or not _OF_ONE_UNIT.search(claim.text):
        return True
    return subject.roster.canonical(claim.unit) in at.units.units


RULE = Rule("completion-claimed", "说全部完成就要全部完成", Family.SUBSTANCE, Severity.ERROR, __name__, _look)
