"""“各相关县（市、区）”“各行政村”等，名录要写明包括哪些。

理由：
    写“各”字的责任，展不开就数不出谁没有报、催不到任何人。没有名录的工作区不查。

合格：
    名录: {展开: {各行政村: [安也村, 拱弄村]}}
    责任单位: 财政所，各行政村

不合格：
    名录: {展开: {各行政村: [安也村, 拱弄村]}}
    责任单位: 财政所，各相关站所

出处：
    zhenggai.yaml 的名录里的“展开”。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    roster = subject.roster
    if not roster.units and not roster.expansions:
        return
    seen: set[str] = set()
    for at in subject.tasks:
        for name in at.units.units:
            if name in seen or roster.knows(name) or not parse_name(name).collective:
                continue
            seen.add(name)
            remedy = "请在 zhenggai.yaml 的名录里，用“展开”写明它包括哪些"
            yield Flaw((*at.loc, "责任单位"), f"名录里没有写明“{name}”包括哪些", remedy)


RULE = Rule("collective-unexpanded", "“各……”写明包括哪些", Family.UNITS, Severity.WARNING, __name__, _look)
