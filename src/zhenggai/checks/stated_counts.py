"""方案自己写明的数目，要和实际录入的一样多。

理由：
    文件写“梳理出 4 个方面、制定 13 条措施”，台账只有 12 条，漏的那一条就没有人办。

合格：
    声明: {问题: 1, 任务: 2}
    任务:
    - 编号: 1-1
    - 编号: 1-2

不合格：
    声明: {问题: 1, 任务: 3}
    任务:
    - 编号: 1-1
    - 编号: 1-2

出处：
    勐发〔2023〕85号：共梳理出 4 个方面具体问题，制定 13 条整改措施。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    plan, stated = subject.plan, subject.plan.stated
    if stated is None:
        return
    counts = (
        ("类型", stated.categories, len(plan.categories)),
        ("问题", stated.issues, sum(len(category.issues) for category in plan.categories)),
        ("任务", stated.tasks, len(subject.tasks)),
        ("措施", stated.measures, sum(len(at.task.measures) for at in subject.tasks)),
    )
    for name, said, found in counts:
        if said is not None and said != found:
            message = (
                f"方案写明有 {said} 个{name}，录入的有 {found} 个"
                if name != "措施"
                else (f"方案写明有 {said} 条措施，录入的有 {found} 条")
            )
            yield Flaw(("声明", name), message, "请对照原件查漏补缺；原件自己不一致的，在旁边加注释并允许这一条")


RULE = Rule("stated-counts", "写明的数目与实际相符", Family.FIGURES, Severity.WARNING, __name__, _look)
