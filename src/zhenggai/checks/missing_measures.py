"""每项整改任务都要写明整改措施。

理由：
    没有措施的任务，到期只能用空话交账；验收的人也无从对照。

合格：
    编号: 1-1
    整改措施:
    - 对全县 37 处灌渠逐处排查，6 月 20 日前把损毁的 9 处列表报县水利局。

不合格：
    编号: 1-1
    问题描述: 部分灌渠年久失修。

出处：
    整改台账的固定栏目“整改措施”；许财农〔2022〕15号附件的台账，每一行都填有这一栏。
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
        if not at.task.measures:
            yield Flaw(at.loc, f"任务 {at.task.id} 没有写整改措施", "请补上“整改措施”，一条措施一项")


RULE = Rule("missing-measures", "每项任务都写明整改措施", Family.FORM, Severity.WARNING, __name__, _look)
