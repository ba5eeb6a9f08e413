"""一项任务的进展写这一项的事，不能照抄另一项任务或者另一个方案的进展。

理由：
    一份材料报几个地方，谁的都不是。照抄的多半没有去看过自己的那一处。
    比每项任务最近的一条：连续六个字以上相同的部分占了绝大多数、又没有写出自己的数量、日期、地点的，算照抄；日期晚的一条报出来。
    确是几项任务一起办的一件事，也请写清这一项占其中哪一部分。

合格：
    任务:
    - 编号: 1-1
      进展:
      - {日期: 2022-07-01, 状态: 整改中, 内容: 完成柳林镇灌渠清淤2.4公里，更换闸门3座，镇水利站6月28日验收。}
    - 编号: 1-2
      进展:
      - {日期: 2022-07-05, 状态: 整改中, 内容: 完成白塔镇灌渠清淤1.1公里，更换闸门1座，镇水利站7月2日验收。}

不合格：
    任务:
    - 编号: 1-1
      进展:
      - {日期: 2022-07-01, 状态: 整改中, 内容: 完成柳林镇灌渠清淤2.4公里，更换闸门3座，镇水利站6月28日验收。}
    - 编号: 1-2
      进展:
      - {日期: 2022-07-05, 状态: 整改中, 内容: 完成柳林镇灌渠清淤2.4公里，更换闸门3座，镇水利站6月28日验收。}

出处：
    勐发〔2023〕85号第三部分：各单位的报告要如实反映自己的整改。
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.checks.progress import newest_first, percent, quoted, says_something_new
from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Severity
from zhenggai.terms import Status
from zhenggai.wording.similarity import plain, shared, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.subject import Subject, WorkspaceSubject
    from zhenggai.findings import Loc
    from zhenggai.wording.similarity import Sketch

PERCENT = "相同百分比"
SHORTEST = "最少字数"


@dataclass(frozen=True, slots=True)
class Told:
    """The newest entry of a task: where it stands, what it says, and the sketch that finds its copies."""

    task: str
    loc: Loc
    date: date
    text: str
    sketch: Sketch


def _gather(subject: Subject) -> tuple[Told, ...] | None:
    told = []
    for at in subject.tasks:
        newest = newest_first(at)[0] if at.entries else None
        if newest is None or newest.entry.content is None or newest.entry.status is Status.CLOSED:
            continue
        body = plain(newest.entry.content)
        if len(body) >= subject.thresholds[SHORTEST]:
            told.append(Told(at.task.id, newest.loc, newest.entry.date, newest.entry.content, sketch(body)))
    return tuple(told) or None


def _compare(subject: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    lexicon = lexicon_of(subject.settings)
    least = subject.thresholds[PERCENT] / 100
    every = [(plan_id, told) for plan_id, all_told in subject.gathered.items() for told in all_told]
    # The first to have said something is the original; who comes later and says the same has copied.
    seen: dict[int, tuple[str, Told]] = {}
    for plan_id, told in sorted(every, key=lambda one: one[1].date):
        originals = {id(seen[number][1]): seen[number] for number in told.sketch if number in seen}
        shares = [(shared(told.text, [original.text], least), name, original) for name, original in originals.values()]
        share, name, original = max(shares, key=lambda one: one[0], default=(0.0, plan_id, told))
        if share and not says_something_new(told.text, original.text, lexicon):
            yield plan_id, _flaw(told, original, "" if name == plan_id else f"{name}:", share)
        for number in told.sketch:
            seen.setdefault(number, (plan_id, told))


def _flaw(told: Told, original: Told, prefix: str, share: float) -> Flaw:
    message = (
        f"任务 {told.task} 的进展{quoted(told.text)}有 {percent(share)} 的字"
        f"与任务 {prefix}{original.task} {original.date} 的进展相同"
    )
    return Flaw((*told.loc, "内容"), message, "请写这一项任务自己办了什么、结果怎样")


RULE = WorkspaceRule(
    "progress-copied",
    "进展不能照抄别的任务",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _gather,
    _compare,
    {PERCENT: 85, SHORTEST: 16},
)
