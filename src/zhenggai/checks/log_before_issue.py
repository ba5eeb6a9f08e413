"""进展、延期和报送记录的日期不能早于印发日期。

理由：
    方案还没有印发，就没有这项任务。早于印发日期的多半是年份写错；印发以前做的工作，写进内容里，日期写报来的那天。

合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 1-1
      进展:
      - {日期: 2022-06-10, 状态: 整改中, 内容: 5 月底已修复 2 处，其余 7 处开工}

不合格：
    印发日期: 2022-06-07
    任务:
    - 编号: 1-1
      进展:
      - {日期: 2022-05-30, 状态: 整改中, 内容: 已修复 2 处}

出处：
    常理；record-progress 也不收早于印发日期的进展。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    issued = subject.plan.issued
    if issued is None:
        return
    remedy = "请核对年份和月份；印发以前的工作写进内容，日期写报来的那天"
    for at in subject.tasks:
        for n, entry in enumerate(at.task.progress):
            if entry.date < issued:
                message = f"任务 {at.task.id} 的进展日期 {entry.date} 早于印发日期 {issued}"
                yield Flaw((*at.loc, "进展", n, "日期"), message, remedy)
        for n, extension in enumerate(at.task.extensions):
            if extension.approved < issued:
                message = f"任务 {at.task.id} 的延期批准日期 {extension.approved} 早于印发日期 {issued}"
                yield Flaw((*at.loc, "延期", n, "批准日期"), message, remedy)
    for n, report in enumerate(subject.plan.reports):
        if report.date < issued:
            message = f"“{report.unit}”的报送日期 {report.date} 早于印发日期 {issued}"
            yield Flaw(("报送记录", n, "日期"), message, remedy)


RULE = Rule("log-before-issue", "登记不早于印发日期", Family.DATES, Severity.ERROR, __name__, _look)
