"""整改进展写做了什么，不能照抄整改措施。

理由：
    措施说打算怎么办，进展说办得怎样。把措施抄一遍当进展，等于什么也没有报，“整改进展结果”一栏看着满，其实是空的。
    比的是连续六个字以上相同的部分占全文多少，标点、序号和先后次序不影响；抄了措施但另外写明了新的事实的，不算照抄。
    后面又补了进展的，不再追究前面这一条。

合格：
    整改措施: [对东河村沿线三处违建养殖棚依法拆除，恢复耕地原貌。]
    进展:
    - {日期: 2022-07-01, 状态: 已完成, 内容: 东河村沿线三处违建养殖棚已拆除，6月28日镇自然资源所验收，复耕0.8亩。}

不合格：
    整改措施: [强化项目实施监管，规范入库和采购程序，推动项目如期实施，及时做好验收报账。]
    进展:
    - {日期: 2022-07-01, 状态: 整改中, 内容: 强化项目实施监管，规范入库和采购程序，推动项目如期实施，及时做好验收报账。}

出处：
    许财农〔2022〕15号附件台账：九项任务中有四项的“整改进展结果”与“整改措施”逐字相同。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.checks.progress import SHORTEST_COPY, newest_first, percent, quoted, says_something_new
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.wording.similarity import plain, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import EntryAt, Subject, TaskAt
    from zhenggai.wording.lexicon import Lexicon

PERCENT = "相同百分比"


def _look(subject: Subject) -> Iterator[Flaw]:
    lexicon = lexicon_of(subject.settings)
    least = subject.thresholds[PERCENT] / 100
    for at in subject.tasks:
        for one in newest_first(at):
            share = share_of_measures(one, at, least, lexicon)
            if not share:
                break
            message = f"进展{quoted(one.entry.content or '')}有 {percent(share)} 的字与整改措施相同，没有新的事实"
            remedy = "请写办了什么、结果怎样：数量、日期、地点、文号；还没有办的，状态写“未启动”"
            yield Flaw((*one.loc, "内容"), message, remedy)


def share_of_measures(one: EntryAt, at: TaskAt, least: float, lexicon: Lexicon) -> float:
    """Return which share of an entry is copied from its task's measures; 0 where it is too little, or adds facts."""
    content = one.entry.content or ""
    share = shared(content, at.task.measures, least)
    if not share or len(plain(content)) < SHORTEST_COPY:
        return 0.0
    return 0.0 if says_something_new(content, "\n".join(at.task.measures), lexicon) else share


RULE = Rule(
    "progress-repeats-measures",
    "进展不能照抄措施",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _look,
    {PERCENT: 60},
)
