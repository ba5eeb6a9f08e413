"""Lists beside a list of problems that answer it by number: who and by when (责任清单), and demands (整改要求)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from zhenggai.importers.chapters import heading_of
from zhenggai.importers.task_stream import Group, merged
from zhenggai.importers.views import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhenggai.importers.outline import Node

_WHO = re.compile(r"(?:整改)?(?:责任|任务分工|分工)(?:清单|分工|分解|落实)?(?:及.{2,4})?(?:清单|台账|表)?")
_DEMANDS = re.compile(
    r"(?:整改|工作|有关|相关|具体|下一步|几点|改进|审计|巡察|检查|督查)*(?:要求|建议|意见)(?:和?建议|及要求|及建议)?"
)
_ENOUGH = 2 / 3


def who_by_number(node: Node) -> Mapping[int, Group]:
    """Return what a list of labels says of who and by when, under the numbers that begin each of its entries."""
    found: dict[int, list[Group]] = {}
    for head in node.nodes:
        if not head.is_item or not _WHO.fullmatch(heading_of(head)):
            continue
        number = 0
        for entry in head.labelled:
            clause = entry.clause
            if clause and clause.mark and clause.mark.number:
                number = clause.mark.number
            if number and clause and clause.label and clause.label.is_small:
                found.setdefault(number, []).append(group_of(entry))
    return {number: merged(groups) for number, groups in found.items()}


def is_demands(node: Node) -> bool:
    """Say whether a heading is that of a list of demands, which may answer the problems one by one or be general."""
    heading = re.sub(r"[（(][^（()）]*[）)]$", "", heading_of(node))
    return bool(node.items) and node.is_item and bool(_DEMANDS.fullmatch(heading))


def answer_each_other(problems: Sequence[str], demands: Sequence[str]) -> bool:
    """Say whether most demands take up words of the problem of their number, and of no other as much.

    Words that several problems share (问题, 整改, the name of the trade) tell nothing.
    """
    if len(problems) != len(demands):
        return False
    pairs = [_pairs(text) for text in problems]
    times = Counter(pair for words in pairs for pair in words)
    where: dict[str, list[int]] = {}
    for at, demand in enumerate(demands):
        for pair in _pairs(demand):
            where.setdefault(pair, []).append(at)
    fitting = 0
    for at, words in enumerate(pairs):
        taken_up = Counter(there for pair in words if times[pair] == 1 for there in where.get(pair, ()))
        fitting += 0 < taken_up[at] == max(taken_up.values(), default=0)
    return fitting >= _ENOUGH * len(problems)


def _pairs(text: str) -> set[str]:
    return set(_neighbours(re.sub(r"[^一-鿿]", " ", text)))


def _neighbours(text: str) -> Iterator[str]:
    for first, second in pairwise(text):
        if " " not in (first, second):
            yield first + second
