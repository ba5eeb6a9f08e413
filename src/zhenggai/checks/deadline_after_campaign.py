"""时限不能晚于集中整改结束的日子，阶段性和长期的除外。

理由：
    集中整改到 7 月底结束，任务却 9 月才到期，验收时就交不出来。

合格：
    集中整改: {起: 2022-06-07, 止: 2022-07-31}
    任务:
    - 编号: 1-1
      整改时限: {原文: 7月10日, 日期: 2022-07-10, 性质: 限期}

不合格：
    集中整改: {起: 2022-06-07, 止: 2022-07-31}
    任务:
    - 编号: 1-1
      整改时限: {原文: 9月10日, 日期: 2022-09-10, 性质: 限期}

出处：
    许财农〔2022〕15号“三、工作要求”（四）：集中整改从下发之日起到 7 月底结束。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    campaign = subject.plan.campaign
    if campaign is None:
        return
    for at in subject.tasks:
        deadline = at.task.deadline
        if deadline is None or deadline.due is None or deadline.kind is DeadlineKind.STAGED:
            continue
        if deadline.due > campaign.end:
            message = f"任务 {at.task.id} 的期限 {deadline.due} 晚于集中整改结束的 {campaign.end}"
            remedy = "请核对原件；确需更长时间的，写明阶段性目标，性质用“阶段”"
            yield Flaw((*at.loc, "整改时限", "日期"), message, remedy)


RULE = Rule("deadline-after-campaign", "时限不晚于集中整改结束", Family.DATES, Severity.WARNING, __name__, _look)
