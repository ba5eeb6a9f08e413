"""同一个单位在一个方案里只用一种写法。

理由：
    “村镇规划建设服务中心”五处、“村镇规划服务中心”一处，查前一个就漏后一个。多半是打字漏字，也可能真是两个单位，
    都要有人看一眼。

合格：
    任务:
    - {编号: 1-1, 责任单位: 村镇规划建设服务中心、水务服务中心}
    - {编号: 1-2, 责任单位: 村镇规划建设服务中心}
    - {编号: 1-3, 责任单位: 村镇规划建设服务中心、财政所}

不合格：
    任务:
    - {编号: 1-1, 责任单位: 村镇规划建设服务中心、水务服务中心}
    - {编号: 1-2, 责任单位: 村镇规划建设服务中心}
    - {编号: 1-3, 责任单位: 村镇规划服务中心、财政所}

出处：
    勐发〔2023〕85号：村镇规划建设服务中心写了五次，村镇规划服务中心写了一次。
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.unit_mentions import mentions
from zhenggai.findings import Severity
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.wording.unit_names import Name

# What is added or changed between two names of two units: 第一小学 and 第二小学, 城东 and 城西.
_TELLS_APART = re.compile("[一二三四五六七八九十0-9甲乙丙丁东西南北中上下前后左右内外大小新老城乡镇县市区州省村]")
_SHORTEST = 5


def _look(subject: Subject) -> Iterator[Flaw]:
    found = list(mentions(subject))
    counts = Counter(mention.name for mention in found)
    names = {name: parse_name(name) for name in counts}
    side_by_side = {at.units.text: frozenset(at.units.units) for at in subject.tasks}.values()
    for name, loc in {mention.name: mention.loc for mention in reversed(found)}.items():
        if subject.roster.knows(name):
            continue
        for other in counts:
            # Two names that one wording has side by side are two units.
            if counts[name] * 2 > counts[other] or any({name, other} <= some for some in side_by_side):
                continue
            if _is_the_same(names[name], names[other]):
                message = f"“{name}”只写了 {counts[name]} 次，“{other}”写了 {counts[other]} 次，像是同一个单位"
                yield Flaw(loc, message, f"是同一个单位的，请改成“{other}”；原文如此的，在名录里写成它的简称")
                break


def _is_the_same(one: Name, two: Name) -> bool:
    if one.prefix != two.prefix or one.collective or two.collective or min(len(one.body), len(two.body)) < _SHORTEST:
        return False
    difference = _difference(one.body, two.body)
    return difference is not None and not _TELLS_APART.search(difference)


def _difference(one: str, other: str) -> str | None:
    """Return the characters by which two names differ, if they differ in one place by three characters at most."""
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    if left and right:
        # One character written for another: only in a long name, where chance is out of the question.
        return left + right if len(left) == len(right) == 1 and head and tail else None
    return left + right if len(left + right) <= 3 and head and tail > 1 else None


RULE = Rule("unit-alias-drift", "一个单位一种写法", Family.UNITS, Severity.WARNING, __name__, _look)
