"""任务编号的前一半要和所在问题的编号相同。

理由：
    2-4 是第 2 个问题的第 4 项任务。放错了问题，台账打印出来序号就乱，上级按编号问起来答的是另一件事。

合格：
    问题:
    - 编号: 2
      具体问题: 项目资金管理不够规范
      任务:
      - 编号: 2-1

不合格：
    问题:
    - 编号: 2
      具体问题: 项目资金管理不够规范
      任务:
      - 编号: 3-1

出处：
    许财农〔2022〕15号附件台账：“数量”栏是问题的顺序号，任务在问题之下。
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
        prefix = int(at.task.id.partition("-")[0])
        if prefix != at.issue.number:
            message = f"任务编号 {at.task.id} 在第 {at.issue.number} 号问题之下"
            remedy = f"请把任务移到第 {prefix} 号问题之下，或者把编号改成 {at.issue.number}-… 中没有用过的"
            yield Flaw((*at.loc, "编号"), message, remedy)


RULE = Rule("number-prefix", "任务编号跟着问题编号走", Family.FORM, Severity.ERROR, __name__, _look)
