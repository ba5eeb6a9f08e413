"""问题和任务总有一处要写问题描述。

理由：
    “项目资金管理不够规范”只是题目。不写清是哪里、哪年、哪个项目、多少钱，就谈不上整改到位没有。

合格：
    问题:
    - 编号: 1
      具体问题: 灌渠管护不到位
      问题描述: 全县 37 处灌渠有 9 处损毁半年未修。
      任务:
      - 编号: 1-1

不合格：
    问题:
    - 编号: 1
      具体问题: 灌渠管护不到位
      任务:
      - 编号: 1-1

出处：
    整改台账的固定栏目“问题描述”；描述可以写在问题上由各任务共用，也可以写在任务上。
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
        if not at.task.description and not at.issue.description:
            message = f"任务 {at.task.id} 和它所在的问题都没有写问题描述"
            yield Flaw(at.loc, message, "请照文件补上“问题描述”")


RULE = Rule("missing-description", "问题描述总有一处写明", Family.FORM, Severity.WARNING, __name__, _look)
