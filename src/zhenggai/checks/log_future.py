"""进展、延期和报送记录的日期不能晚于今天。

理由：
    还没有到的日子不会有进展。提前写好的“已完成”，到时候没有人会再去看。

合格：
    # 截至 2022-06-20
    进展:
    - {日期: 2022-06-20, 状态: 整改中, 内容: 逐处排查 37 处灌渠}

不合格：
    # 截至 2022-06-20
    进展:
    - {日期: 2022-06-30, 状态: 已完成, 内容: 9 处损毁灌渠修复}

出处：
    常理。查过去某一天（--as-of）时，仍按今天判断。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    remedy = "请核对日期；还没有发生的，等发生了再登记"
    for at in subject.tasks:
        for n, entry in enumerate(at.task.progress):
            if entry.date > subject.real_day:
                message = f"任务 {at.task.id} 的进展日期 {entry.date} 还没有到"
                yield Flaw((*at.loc, "进展", n, "日期"), message, remedy)
        for n, extension in enumerate(at.task.extensions):
            if extension.approved > subject.real_day:
                message = f"任务 {at.task.id} 的延期批准日期 {extension.approved} 还没有到"
                yield Flaw((*at.loc, "延期", n, "批准日期"), message, remedy)
    for n, report in enumerate(subject.plan.reports):
        if report.date > subject.real_day:
            yield Flaw(("报送记录", n, "日期"), f"“{report.unit}”的报送日期 {report.date} 还没有到", remedy)


RULE = Rule("log-future", "不登记将来的事", Family.DATES, Severity.ERROR, __name__, _look)
