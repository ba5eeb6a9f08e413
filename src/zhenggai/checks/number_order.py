"""问题和任务按编号从小到大排列。

理由：
    台账按文件里的次序打印。次序乱了，翻找和核对都要多费一遍工夫，漏掉一项也看不出来。

合格：
    任务:
    - 编号: 1-1
    - 编号: 1-2

不合格：
    任务:
    - 编号: 1-2
    - 编号: 1-1

出处：
    整改台账的通例：序号顺排。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    before = 0
    for c, category in enumerate(subject.plan.categories):
        for i, issue in enumerate(category.issues):
            if issue.number < before:
                message = f"第 {issue.number} 号问题排在第 {before} 号之后"
                yield Flaw(("类型", c, "问题", i, "编号"), message, "请按编号从小到大排列；编号本身不要改")
            before = max(before, issue.number)
    yield from _tasks(subject)


def _tasks(subject: Subject) -> Iterator[Flaw]:
    last: dict[int, int] = {}
    for at in subject.tasks:
        number = int(at.task.id.partition("-")[2])
        before = last.get(id(at.issue), 0)
        if number < before:
            message = f"任务 {at.task.id} 排在同一问题的第 {before} 项之后"
            yield Flaw((*at.loc, "编号"), message, "请按编号从小到大排列；编号本身不要改")
        last[id(at.issue)] = max(before, number)


RULE = Rule("number-order", "问题和任务按编号排列", Family.FORM, Severity.WARNING, __name__, _look)
