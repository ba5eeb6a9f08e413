"""每个问题之下都要有整改任务，每个类型之下都要有问题。

理由：
    没有任务的问题等于没有人整改，而各种统计都按任务数，谁也看不见它。

合格：
    问题:
    - 编号: 1
      具体问题: 灌渠管护不到位
      任务:
      - 编号: 1-1

不合格：
    问题:
    - 编号: 1
      具体问题: 灌渠管护不到位

出处：
    整改方案的基本要求：每个问题都有措施、有单位、有时限。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for c, category in enumerate(subject.plan.categories):
        if not category.issues:
            yield Flaw(("类型", c), f"类型“{category.name}”之下没有问题", "请补录问题，或者删去这个类型")
        for i, issue in enumerate(category.issues):
            if not issue.tasks:
                message = f"第 {issue.number} 号问题“{issue.title}”之下没有整改任务"
                yield Flaw(("类型", c, "问题", i), message, "请用 zhenggai add-task 补录任务")


RULE = Rule("issue-without-tasks", "每个问题都有整改任务", Family.FORM, Severity.WARNING, __name__, _look)
