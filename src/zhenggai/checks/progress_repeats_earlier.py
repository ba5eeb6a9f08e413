"""每一条进展写这一次的新情况，不能把以前的进展再抄一遍。

理由：
    一期一期报同样的话，看着月月有进展，其实原地不动。没有新情况的，应当写明为什么没有。
    在以前的话后面加了新的事实的，不算照抄；销号的那一条可以重写结果，不查。

合格：
    进展:
    - {日期: 2022-06-14, 状态: 整改中, 内容: 排查出老旧管网漏点14处，已换管9处。}
    - {日期: 2022-06-29, 状态: 整改中, 内容: 排查出老旧管网漏点14处，已换管9处；另5处等过路许可，县交通局7月5日发证。}

不合格：
    进展:
    - {日期: 2022-06-14, 状态: 整改中, 内容: 排查出老旧管网漏点14处，已换管9处，其余正在施工。}
    - {日期: 2022-06-29, 状态: 整改中, 内容: 排查出老旧管网漏点14处，已换管9处，其余正在施工。}

出处：
    勐发〔2023〕85号第三部分：半月一调度，每一期都要拿得出实在的数据。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.checks.progress import SHORTEST_COPY, newest_first, percent, quoted, says_something_new
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status
from zhenggai.wording.similarity import plain, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.checks.subject import EntryAt, Subject
    from zhenggai.wording.lexicon import Lexicon

PERCENT = "相同百分比"


def _look(subject: Subject) -> Iterator[Flaw]:
    lexicon = lexicon_of(subject.settings)
    least = subject.thresholds[PERCENT] / 100
    for at in subject.tasks:
        entries = newest_first(at) if len(at.entries) > 1 else []
        for position, one in enumerate(entries):
            earlier = copied_from(one, entries[position + 1 :], least, lexicon)
            if earlier is None:
                break
            before, share = earlier
            message = (
                f"进展{quoted(one.entry.content or '')}有 {percent(share)} 的字与 {before.entry.date} 的进展相同"
                "，没有新的事实"
            )
            yield Flaw((*one.loc, "内容"), message, "请写这一次的新情况；没有新情况的，写明为什么没有、下一步何时办")


def copied_from(
    one: EntryAt, earlier: Sequence[EntryAt], least: float, lexicon: Lexicon
) -> tuple[EntryAt, float] | None:
    """Return the earlier entry that an entry copies most of, and which share; None where it tells anything new."""
    content = one.entry.content or ""
    if one.entry.status is Status.CLOSED or len(plain(content)) < SHORTEST_COPY:
        return None
    if not shared(content, [other.entry.content or "" for other in earlier], least):
        return None
    shares = [(shared(content, [other.entry.content or ""], least), other) for other in earlier]
    share, before = max(shares, key=lambda pair: pair[0])
    if not share or says_something_new(content, "\n".join(other.entry.content or "" for other in earlier), lexicon):
        return None
    return before, share


RULE = Rule(
    "progress-repeats-earlier",
    "进展不能重抄以前的进展",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _look,
    {PERCENT: 80},
)
