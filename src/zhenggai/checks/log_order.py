"""进展和延期按日期先后登记。

理由：
    台账只追加、不插队。后登记的日期反而在前，说明是事后补的，或者日期写错了；同一天的以后一条为准。

合格：
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    - {日期: 2022-06-20, 状态: 已完成, 内容: 9 处损毁灌渠修复}

不合格：
    进展:
    - {日期: 2022-06-20, 状态: 已完成, 内容: 9 处损毁灌渠修复}
    - {日期: 2022-06-10, 状态: 整改中, 原因: 补登, 内容: 逐处排查 37 处灌渠}

出处：
    台账的通例：流水顺时登记。
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for at in subject.tasks:
        entries = [((*at.loc, "进展", n, "日期"), entry.date) for n, entry in enumerate(at.task.progress)]
        extensions = [((*at.loc, "延期", n, "批准日期"), one.approved) for n, one in enumerate(at.task.extensions)]
        for what, log in (("进展", entries), ("延期", extensions)):
            for (_loc, before), (loc, day) in pairwise(log):
                if day < before:
                    message = f"任务 {at.task.id} 的{what} {day} 登记在 {before} 之后"
                    yield Flaw(loc, message, "请核对日期；日期不错的，把这一条移到它前面")


RULE = Rule("log-order", "进展按日期先后登记", Family.DATES, Severity.WARNING, __name__, _look)
