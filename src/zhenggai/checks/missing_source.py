"""每项任务都要写明问题来源。

理由：
    销号时要向提出问题的那一家交代。来源空着，就不知道该请谁验收。
    整个方案都不分别写来源的（来源就是方案的依据），不逐项报；连依据也没有的，报一次。

合格：
    任务:
    - 编号: 1-1
      问题来源: [国家衔接资金绩效评价考核]
    - 编号: 1-2
      问题来源: [省级巩固脱贫成果延伸评估]

不合格：
    任务:
    - 编号: 1-1
      问题来源: [国家衔接资金绩效评价考核]
    - 编号: 1-2
      责任单位: 县财政局

出处：
    整改台账的固定栏目“问题来源”；许财农〔2022〕15号附件台账唯独 2-3 一行空着这一栏。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    without = [at for at in subject.tasks if not at.task.sources]
    if len(without) == len(subject.tasks):
        if without and not subject.plan.bases:
            yield Flaw((), "方案没有写依据，任务也都没有写问题来源", "请补上“依据”，或者逐项补上“问题来源”")
        return
    for at in without:
        yield Flaw(at.loc, f"任务 {at.task.id} 没有写问题来源，别的任务都写了", "请照文件补上“问题来源”")


RULE = Rule("missing-source", "每项任务都写明问题来源", Family.FORM, Severity.WARNING, __name__, _look)
