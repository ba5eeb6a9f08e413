"""任务编号前面不加 0：写 2-1，不写 2-01。

理由：
    2-1 和 2-01 在文件里不同、在人嘴里一样，进展迟早会记错地方，命令里也要写两样。

合格：
    任务:
    - 编号: 2-1
    - 编号: 2-2

不合格：
    任务:
    - 编号: 2-1
    - 编号: 2-02

出处：
    本工具：编号是认任务的唯一凭据。两个都有的（2-1 和 2-01）按编号重复处理。
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
        issue, _dash, number = at.task.id.partition("-")
        plain = f"{int(issue)}-{int(number)}"
        if plain != at.task.id:
            yield Flaw((*at.loc, "编号"), f"任务编号 {at.task.id} 前面多了 0", f"请写成 {plain}")


RULE = Rule("look-alike-numbers", "任务编号前面不加 0", Family.FORM, Severity.WARNING, __name__, _look)
