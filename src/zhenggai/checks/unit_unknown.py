"""责任单位等要用名录里有的名称。

理由：
    名称写错一个字，这个单位就查不到自己的任务，报送、统计都对不上。
    名录没有列单位的不查；按名录展开出来的（各相关县的财政局）不查。

合格：
    名录: {单位: [{名称: 县水利局}, {名称: 县财政局}]}
    责任单位: 县水利局、财政局

不合格：
    名录: {单位: [{名称: 县水利局}, {名称: 县财政局}]}
    责任单位: 县水力局、财政局

出处：
    zhenggai.yaml 的名录。
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.unit_mentions import mentions
from zhenggai.findings import Severity
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    roster = subject.roster
    if not roster.units:
        return
    places = tuple(place for members in roster.expansions.values() for place in members)
    seen: set[str] = set()
    for mention in mentions(subject):
        name = mention.name
        if name in seen or roster.knows(name) or name.startswith(places) or parse_name(name).collective:
            continue
        seen.add(name)
        near = get_close_matches(name, roster.names(), n=1, cutoff=0.6)
        hint = f"是不是“{near[0]}”" if near else "请核对名称"
        yield Flaw(mention.loc, f"名录里没有“{name}”", f"{hint}；名称不错的，请加进 zhenggai.yaml 的名录")


RULE = Rule("unit-unknown", "单位名称在名录里", Family.UNITS, Severity.WARNING, __name__, _look)
