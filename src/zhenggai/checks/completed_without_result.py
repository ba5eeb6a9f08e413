"""写了“已完成”的，要写明结果；只写打算的不是结果。

理由：
    状态是结论，内容是凭据。只有“已完成”三个字，或者写的还是将要怎么办，验收的人没有东西可验。
    已销号而整条记录里从来没有写过结果的，也在此列。

合格：
    进展:
    - {日期: 2022-07-01, 状态: 已完成, 内容: 超范围使用的1.45万元已缴回县财政。}

不合格：
    进展:
    - {日期: 2022-07-01, 状态: 已完成, 内容: 下一步将严格负面清单管理，确保不再超范围使用。}

出处：
    许财农〔2022〕15号第三部分（四）：问题要逐个落实，整改要逐件见效。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.checks.progress import newest_first, quoted
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.terms import Status
from zhenggai.wording.facts import states_something
from zhenggai.wording.moods import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import EntryAt, Subject, TaskAt
    from zhenggai.wording.lexicon import Lexicon

_REMEDY = "请在“内容”里写明办成了什么；还没有办成的，状态写“整改中”或“阶段性成效”"


def _look(subject: Subject) -> Iterator[Flaw]:
    lexicon = lexicon_of(subject.settings)
    for at in subject.tasks:
        if at.standing.status.reaches(Status.COMPLETED):
            newest = newest_first(at)[0]
            message = _trouble(newest, at, lexicon)
            if message:
                yield Flaw((*newest.loc, "内容") if newest.entry.content else newest.loc, message, _REMEDY)


def _trouble(one: EntryAt, at: TaskAt, lexicon: Lexicon) -> str:
    content = one.entry.content
    if one.entry.status is Status.CLOSED:
        said = any(states_something(other.entry.content or "", lexicon) for other in at.entries)
        return "" if said else "任务已销号，而整条进展里没有一处写明整改结果"
    if content is None:
        return "状态是“已完成”，没有写结果"
    return f"状态是“已完成”，写的却是打算：{quoted(content)}" if is_only_intended(one, lexicon) else ""


def is_only_intended(one: EntryAt, lexicon: Lexicon) -> bool:
    """Say whether every clause of an entry speaks of what is still to be done."""
    found = list(clauses(one.entry.content or "", lexicon))
    return bool(found) and all(clause.is_intended for clause in found)


RULE = Rule("completed-without-result", "已完成的要写明结果", Family.SUBSTANCE, Severity.ERROR, __name__, _look)
