"""“占某数的百分之几”要和文中的数目算得上。

理由：
    问题描述和进展里的比例是上级核实的抓手。户数、金额和比例对不上，说明至少有一个数是抄错或者编出来的。
    四舍五入和去尾都算对；文中写明“约”“近”“余”的不查；有一种读法算得上就不报。

合格：
    问题描述: 全县排查农户 1200 户，其中住房有隐患 36 户，占 3%；36 户占脱贫户 480 户的 7.5%。

不合格：
    问题描述: 全县排查农户 1200 户，其中住房有隐患 36 户，占 3.6%。

出处：
    审计和绩效评价的常规核算；勐发〔2023〕85号要求整改报告“有具体详实的数据支撑”。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.figures import Sentence, is_thing, sentences, shown_share, some_share_fits
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.texts import passages
from zhenggai.findings import Severity
from zhenggai.wording.quantities import PERCENT, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_SHARE = re.compile("占[^。]*?[%％成]")
# 占 1200户 的 3%: the whole stands between 占 and the percentage.
_OF = re.compile(r"[^，,。；、]{0,10}的(?:比例|比重)?(?:仅|只|为|有|达|到)*\s*")
_OF_NAMED = re.compile(r"占(?:到|了|全[^，,。；、]{0,8}|总[^，,。；、]{0,6}|[^，,。；、的]{0,10})?\s*")
# 占 3%: the whole is what was counted before; words after 占 that name another whole are left alone.
_OF_BEFORE = re.compile(
    r"占(?:比|比例|比重|总数|总量|总额|总户数|总人数|其)?的?(?:比例|比重)?(?:仅|只|为|有|达|到|了)*\s*"
)
_AMONG = re.compile("其中|中有|里有")


def _look(subject: Subject) -> Iterator[Flaw]:
    for passage in passages(subject):
        for sentence in sentences(passage.text, _SHARE):
            for part, whole, percent in _wrong_shares(sentence):
                shown = shown_share(part, whole, percent)
                message = f"“{part.words}”占“{whole.words}”的 {shown}，文中写的是 {percent.words}"
                yield Flaw(passage.loc, message, "请核对三个数，改正写错的一个")


def _wrong_shares(sentence: Sentence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    for position, percent in enumerate(sentence.quantities):
        if percent.unit != PERCENT or percent.about or position == 0:
            continue
        found = _with_named_whole(sentence, position) or _with_whole_before(sentence, position)
        if found:
            yield (*found, percent)


def _with_named_whole(sentence: Sentence, position: int) -> tuple[Quantity, Quantity] | None:
    """Read `36户…占1200户的3%` and return part and whole where it cannot be."""
    if position < 2 or not _OF.fullmatch(sentence.before(position)):
        return None
    whole = sentence.quantities[position - 1]
    between = sentence.before(position - 1)
    at = between.rfind("占")
    if at < 0 or not _OF_NAMED.fullmatch(between[at:]):
        return None
    part = sentence.quantities[position - 2]
    if not is_thing(part) or not is_thing(whole) or not sentence.comparable(part, whole):
        return None
    return None if _fits(sentence, position) else (part, whole)


def _with_whole_before(sentence: Sentence, position: int) -> tuple[Quantity, Quantity] | None:
    """Read `1200户，其中36户，占3%` and return part and whole where it cannot be."""
    between = sentence.before(position)
    part = sentence.quantities[position - 1]
    at = between.rfind("占")
    if at < 0 or not _OF_BEFORE.fullmatch(between[at:]) or not is_thing(part):
        return None
    named = [
        one
        for one in sentence.quantities[: position - 1]
        if is_thing(one) and sentence.comparable(one, part) and _AMONG.search(sentence.text[one.end : part.start])
    ]
    return (part, named[-1]) if named and not _fits(sentence, position) else None


def _fits(sentence: Sentence, position: int) -> bool:
    """Say whether the percentage at the position can be computed from whatever was counted before it."""
    things = [one for one in sentence.quantities[:position] if is_thing(one)]
    return some_share_fits(things, sentence.quantities[position], sentence)


RULE = Rule("share-of-total", "“占几分之几”要算得上", Family.FIGURES, Severity.WARNING, __name__, _look)
