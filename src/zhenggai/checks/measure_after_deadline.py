"""措施和目标里许诺的日子，不能晚于这项任务的时限。

理由：
    时限是 6 月 13 日，措施却写“11月底前全部完工”，照措施办就一定逾期。两处必有一处要改。
    阶段性的任务到期后还要接着办，不在此列；批准延期的按延期算。

合格：
    任务:
    - 编号: 2-1
      整改措施: [实地督导，6月10日前项目全部完工。]
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}

不合格：
    任务:
    - 编号: 2-1
      整改措施: [实地督导，11月底前项目全部完工。]
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}

出处：
    许财农〔2022〕15号附件台账 2-1：时限 6月13日，措施写 11月底前完工。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.texts import Kind, passages
from zhenggai.findings import Severity
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadlines import read_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.subject import Subject, TaskAt

_SPOT = (
    r"(?:20[0-9]{2}\s*年|今年|本年|明年)?\s*"
    r"(?:[0-9]{1,2}\s*月\s*(?:底|末|[0-9]{1,2}\s*[日号]|[上中下]旬)?|第?[一二三四1-4]季度末?|上半年|年[底末])"
)
_DONE = "(?:全部|全面|基本)?(?:完成|建成|竣工|完工|整改到位|办结|销号|清零|投用|投产|兑付|拨付到位|验收)"
_PROMISE = re.compile(
    rf"(?P<before>{_SPOT}(?:之|以)?前)|(?:于|在|到|至|确保|力争|争取)(?P<by>{_SPOT})(?=[^，,。；、]{{0,12}}{_DONE})"
)
_MAY_PROMISE = re.compile("[月度年半][^，,。；]{0,5}?前|[月度年半][^，,。；]{0,16}?(?:成|工|位|结|号|零|用|产|付|收)")
# What happens every year, what is over, and what a document is named after are no promises.
_NO_PROMISE = re.compile(r"(?:每年?|逐年?|历年|上年|去年?|往年?|截至|截止|自|从|《[^》]*|“[^”]*|原定|原计划|本应)\s*$")


def _look(subject: Subject) -> Iterator[Flaw]:
    for passage in passages(subject):
        if passage.at is None or passage.kind not in {Kind.MEASURE, Kind.AIM}:
            continue
        deadline, due = passage.at.task.deadline, _latest(passage.at)
        if deadline is None or due is None or deadline.kind is DeadlineKind.STAGED:
            continue
        for words, day in _promises(passage.text, subject.plan.issued):
            if day > due:
                message = f"任务 {passage.at.task.id} 的时限是 {due}，这里却写“{words}”（{day}）"
                yield Flaw(passage.loc, message, "请核对原件，统一两处的日期；时限确实来不及的，报批延期")


def _latest(at: TaskAt) -> date | None:
    """Return the later of the deadline and its extension: one that shortens is another rule's business."""
    days = [day for day in (at.task.deadline.due if at.task.deadline else None, at.standing.due) if day]
    return max(days, default=None)


def _promises(text: str, issued: date | None) -> Iterator[tuple[str, date]]:
    for found in _PROMISE.finditer(text) if _MAY_PROMISE.search(text) else ():
        words = (found["before"] or found["by"]).strip()
        if _NO_PROMISE.search(text[: found.start()]):
            continue
        if day := read_deadline(words, issued).due:
            yield words, day


RULE = Rule("measure-after-deadline", "措施的日子不晚于时限", Family.DATES, Severity.WARNING, __name__, _look)
