"""没有完成的任务要按期有新进展，长期坚持的也一样。

理由：
    不逾期不等于在办。阶段性的任务过了日子、长期的任务没有日子，最容易无声无息地停下来。
    方案规定了每半月、每月、每季度报送的，连续几个报送期没有一条进展就报；没有这种规定的，按天数算。
    一个方案里一条进展都没有的，合成一条报在方案上。

合格：
    # 截至 2022-07-15
    任务:
    - 编号: 1-1
      整改时限: {原文: 长期坚持, 性质: 长期}
      进展:
      - {日期: 2022-07-01, 状态: 整改中, 内容: 清淤2.4公里。}

不合格：
    # 截至 2022-12-15
    任务:
    - 编号: 1-1
      整改时限: {原文: 长期坚持, 性质: 长期}
      进展:
      - {日期: 2022-07-01, 状态: 整改中, 内容: 清淤2.4公里。}

出处：
    勐发〔2023〕85号第三部分：问题整改实行半月调度制，每月14日、29日前报送；十三条措施都写明“长期坚持”。
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from zhenggai import periods
from zhenggai.checks.progress import newest_first
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Cadence, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.subject import Subject, TaskAt

PERIODS, DAYS = "报送期数", "天数"
_REMEDY = "请补记最近的进展；这段时间没有办的，也写明原因"


def _look(subject: Subject) -> Iterator[Flaw]:
    open_tasks = [at for at in subject.tasks if not at.standing.status.reaches(Status.COMPLETED)]
    if open_tasks and not any(at.entries for at in subject.tasks):
        silence = _silence(subject, subject.plan.issued)
        if silence:
            yield Flaw(("类型",), f"印发后{silence}，{len(open_tasks)} 项任务还没有一条进展", _REMEDY)
        return
    for at in open_tasks:
        since = newest_first(at)[0].entry.date if at.entries else subject.plan.issued
        silence = _silence(subject, since)
        if silence:
            yield Flaw(_where(at), f"任务 {at.task.id} 自 {since} 起{silence}没有新进展", _REMEDY)


def _where(at: TaskAt) -> tuple[str | int, ...]:
    return newest_first(at)[0].loc if at.entries else at.loc


def _silence(subject: Subject, since: date | None) -> str:
    """Say how long there has been no news, where that is too long; nothing where it is not, or nobody knows."""
    if since is None or since > subject.day:
        return ""
    ends = _period_ends(subject)
    if ends is None:
        days = (subject.day - since).days
        return f"已有 {days} 天" if days >= subject.thresholds[DAYS] else ""
    # The period the last news fell in had its news; only whole ones after it were silent.
    silent = max(sum(end >= since for end in ends) - 1, 0)
    return f"已有 {silent} 个报送期" if silent >= subject.thresholds[PERIODS] else ""


def _period_ends(subject: Subject) -> tuple[date, ...] | None:
    """Return the last days of the plan's repeating periods up to the day asked, None where it has none that repeat."""
    plan = subject.plan
    rules = [rule for rule in plan.reporting if rule.cadence is not Cadence.ONCE]
    if plan.issued is None or not rules:
        return None
    passed = {
        end for rule in rules for end in takewhile(lambda end: end <= subject.day, periods.last_days(rule, plan.issued))
    }
    return tuple(sorted(passed))


RULE = Rule(
    "stale-task",
    "没完成的任务要按期有新进展",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _look,
    {PERIODS: 2, DAYS: 60},
)
