"""每一条进展至少写一件可以核对的事：数量、日期、地点、文件，或者办成了什么。

理由：
    “高度重视、积极整改、取得明显成效”说了等于没说，验收的人无从下手。
    一条进展按词表（“实物”“办成”“套话”等，见 lexicon.txt）逐句打分：一个数量、一份印发的文件、一件办成的事各得 1 分；
    单独的日期、地点、会议和“100%”不够 1 分；打算、愿望、口号里的数字不得分。够 1 分才算写实。
    后面补了写实的进展的，不再追究前面的；销号的一条写的是验收，不查。本单位的行话可以写进 zhenggai.yaml 的“词表”。

合格：
    进展:
    - {日期: 2022-07-01, 状态: 整改中, 内容: 排查出老旧管网漏点14处，已换管9处。}

不合格：
    进展:
    - {日期: 2022-07-01, 状态: 整改中, 内容: 高度重视，精心组织，扎实推进，取得了明显成效。}

出处：
    许财农〔2022〕15号第2号问题（7）：某示范区台账的整改结果只写“积极进行自查和整改”，被通报；
    勐发〔2023〕85号第三部分：报告要有数据，不许笼统带过、避重就轻。
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from zhenggai.checks.completed_without_result import is_only_intended
from zhenggai.checks.lexicon import lexicon_of
from zhenggai.checks.progress import newest_first, quoted
from zhenggai.checks.progress_repeats_earlier import RULE as REPEATS_EARLIER
from zhenggai.checks.progress_repeats_earlier import copied_from
from zhenggai.checks.progress_repeats_measures import PERCENT, share_of_measures
from zhenggai.checks.progress_repeats_measures import RULE as REPEATS_MEASURES
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status
from zhenggai.wording.facts import Kind, Reading, read_facts, states_something

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import EntryAt, Subject, TaskAt
    from zhenggai.wording.lexicon import Lexicon

SCORE = "分数"
_REMEDY = "请写明办了什么、结果怎样：数量、日期、地点、文号，或者拆了、退了、装了什么；还没有办的，状态写“未启动”"
_MOST_WORDS = 4


def _look(subject: Subject) -> Iterator[Flaw]:
    lexicon = lexicon_of(subject.settings)
    enough = subject.thresholds[SCORE]
    for at in subject.tasks:
        for one in takewhile(lambda one: _says_nothing(one, lexicon, enough), newest_first(at)):
            content = one.entry.content
            if content is None:
                yield Flaw(one.loc, "这条进展没有写内容", _REMEDY)
            elif not _is_told_elsewhere(one, at, lexicon):
                yield Flaw((*one.loc, "内容"), _message(content, read_facts(content, lexicon)), _REMEDY)


def _says_nothing(one: EntryAt, lexicon: Lexicon, enough: float) -> bool:
    entry = one.entry
    if entry.status in {Status.CLOSED, Status.NOT_STARTED}:
        return False
    if entry.content is None:
        # 已完成 without a word is for completed-without-result to say; going back has its reason instead.
        return not entry.evidence and not entry.reason and entry.status is not Status.COMPLETED
    return not states_something(entry.content, lexicon, enough)


def _is_told_elsewhere(one: EntryAt, at: TaskAt, lexicon: Lexicon) -> bool:
    """Say whether another rule already objects to the entry, and says why more exactly."""
    if one.entry.status is Status.COMPLETED and is_only_intended(one, lexicon):
        return True
    if share_of_measures(one, at, REPEATS_MEASURES.thresholds[PERCENT] / 100, lexicon):
        return True
    entries = newest_first(at)
    earlier = entries[[other.loc for other in entries].index(one.loc) + 1 :]
    return copied_from(one, earlier, REPEATS_EARLIER.thresholds[PERCENT] / 100, lexicon) is not None


def _message(content: str, reading: Reading) -> str:
    parts = [f"进展{quoted(content)}没有可以核对的事实：没有写{'、'.join(reading.missing)}"]
    if weak := [fact.text for fact in reading.facts if fact.kind is not Kind.DEED]:
        parts.append(f"只有“{'”“'.join(weak[:_MOST_WORDS])}”还不够")
    if reading.intentions:
        parts.append(f"{quoted(reading.intentions[0])}是打算")
    if reading.hollow:
        parts.append(f"“{'”“'.join(reading.hollow[:_MOST_WORDS])}”是套话")
    return "；".join(parts)


RULE = Rule(
    "progress-without-fact",
    "进展要有可以核对的事实",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _look,
    {SCORE: 1},
)
