"""整改措施写怎么改，不能把问题的描述再抄一遍。

理由：
    问题说错在哪里，措施说谁去做什么。把问题抄成措施，到期没有东西可以对照。

合格：
    问题描述: 灌渠管护不到位，柳林镇三条支渠淤积断流，闸门锈蚀不能启闭，群众反映强烈。
    任务:
    - 编号: 1-1
      整改措施: [柳林镇6月底前清淤三条支渠，更换锈蚀闸门，落实管水员。]

不合格：
    问题描述: 灌渠管护不到位，柳林镇三条支渠淤积断流，闸门锈蚀不能启闭，群众反映强烈。
    任务:
    - 编号: 1-1
      整改措施: [针对灌渠管护不到位，柳林镇三条支渠淤积断流，闸门锈蚀不能启闭，抓好整改。]

出处：
    许财农〔2022〕15号附件台账第1号问题：“问题描述”一栏只重复了“具体问题”；措施照抄问题与此同类。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.progress import percent, quoted
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.wording.similarity import plain, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

PERCENT, SHORTEST = "相同百分比", "最少字数"


def _look(subject: Subject) -> Iterator[Flaw]:
    least = subject.thresholds[PERCENT] / 100
    for at in subject.tasks:
        problem = [text for text in (at.task.description, at.issue.description, at.issue.title) if text]
        for position, measure in enumerate(at.task.measures):
            share = shared(measure, problem, least)
            if share and len(plain(measure)) >= subject.thresholds[SHORTEST]:
                message = f"措施{quoted(measure)}有 {percent(share)} 的字与问题描述相同"
                yield Flaw((*at.loc, "整改措施", position), message, "请写由谁做什么、做到什么程度、什么时候做完")


RULE = Rule(
    "measures-repeat-problem",
    "措施不能照抄问题",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _look,
    {PERCENT: 70, SHORTEST: 16},
)
