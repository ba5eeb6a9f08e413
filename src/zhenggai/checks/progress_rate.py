"""写了投入多少、支出多少的，拨付率、支出进度、完成率要和这两个数算得上。

理由：
    进度是考核的硬指标，也最容易改一个数而忘了改另一个。分母、分子、百分比三个数里总有一个经得起对账。
    亿、万、元按实际金额比，四舍五入和去尾都算对；有一种读法算得上就不报。

合格：
    问题描述: 甲县投入衔接资金 7939 万元，到 11 月底支出 4881.8 万元，拨付进度 61.49%。

不合格：
    问题描述: 甲县投入衔接资金 7939 万元，到 11 月底支出 4881.8 万元，拨付进度 64.19%。

出处：
    许财农〔2022〕15号附件台账第 2 号问题：投入、支出和拨付进度三样并列，逐项可算。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.figures import Sentence, is_thing, shown_share, some_share_fits
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.texts import passages
from zhenggai.findings import Severity
from zhenggai.wording.quantities import MONEY, PERCENT, Quantity, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_SOME_RATE = re.compile(r"(?:率|进度|比例)[^，,。；]{0,12}[0-9０-９]")
_MONEY_RATE = "拨付|支出|支付|兑付|发放|执行|使用|报账|资金|投资"
_RATE = re.compile(
    rf"(?P<of>{_MONEY_RATE}|完成|整改|办结|销号|开工|竣工|建成|验收|任务)?(?:完成)?(?:率|进度|比例)"
    r"(?:已|仅|只|才|均|有|为|是|达|到|[“”\s])*"
)
_WHOLE = re.compile(
    r"应\S{0,4}?(?:拨付?|支付|支出|发放|兑付|退还?|缴纳?|完成|整改)|计划(?:总?投资|投入|拨付|支出|安排|完成|实施|建设|改造)?|总投资|概算"
    r"|预算(?!执行)|安排|下达|投入|争取|合同(?:金额|价款?)|资金总额|共|总计|合计|任务"
)
_PART = re.compile(
    r"支出|拨付|支付|拨入|拨出|兑付|兑现|发放|使用|报账|付款|划拨|完成(?:投资)?|办结|整改|竣工|开工|建成|销号|验收"
)
_CLAUSE = re.compile("[，,；;。、：:（(）)]")
_SENTENCE_END = re.compile("[。！？!?\n]")
# 下达500万元，其中甲镇拨付120万元: of the whole, the part of somebody else.
_OF_ANOTHER = re.compile(rf"其中(?!(?:已|共|累计|实际)*(?:{_PART.pattern}))")
_NEW_SCOPE = re.compile("其中|分别|同比|环比|另|此外")


def _look(subject: Subject) -> Iterator[Flaw]:
    for passage in passages(subject):
        if _SOME_RATE.search(passage.text):
            for part, whole, percent in _wrong_rates(passage.text):
                shown = shown_share(part, whole, percent)
                message = f"“{part.words}”是“{whole.words}”的 {shown}，文中写的是 {percent.words}"
                yield Flaw(passage.loc, message, "请核对三个数，改正写错的一个")


def _wrong_rates(text: str) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    every = tuple(quantities(text))
    for position, percent in enumerate(every):
        if percent.unit != PERCENT or percent.about:
            continue
        rate = _rate_before(text, percent)
        if rate is None:
            continue
        start = _window_start(text, every[:position], percent)
        window = Sentence(text, tuple(one for one in every[:position] if one.start >= start))
        found = _the_two(window, start)
        if found is None or _NEW_SCOPE.search(text[found[0].end : percent.start]):
            continue
        part, whole, things = found
        if part.unit == MONEY and not rate["of"] and text[part.end : rate.start()].strip("，, \t"):
            continue  # 支出100万元，工程进度60%: the progress of something else
        if part.unit == MONEY and rate["of"] and not re.fullmatch(_MONEY_RATE, rate["of"]):
            continue
        if not some_share_fits(things, percent, window):
            yield part, whole, percent


def _rate_before(text: str, percent: Quantity) -> re.Match[str] | None:
    """Return the word for a rate that ends where the percentage begins."""
    for found in _RATE.finditer(text, max(0, percent.start - 20), percent.start):
        if found.end() == percent.start:
            return found
    return None


def _window_start(text: str, before: tuple[Quantity, ...], percent: Quantity) -> int:
    """Return where the figures a rate is computed from may begin: the sentence before, but after the last rate."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, percent.start)]
    start = ends[-2] if len(ends) > 1 else 0
    return max([start, *(one.end for one in before if one.unit == PERCENT)])


def _the_two(window: Sentence, start: int) -> tuple[Quantity, Quantity, list[Quantity]] | None:
    """Return the one part, the one whole before it, and all that is counted; None where it is not that clear."""
    things = [(position, one) for position, one in enumerate(window.quantities) if is_thing(one)]
    wholes = [one for position, one in things if _role(window, position, start) is _WHOLE]
    parts = [one for position, one in things if _role(window, position, start) is _PART]
    if len(parts) != 1 or len(wholes) != 1:
        return None
    part, whole = parts[0], wholes[0]
    if whole.start > part.start or not window.comparable(part, whole):
        return None
    if _OF_ANOTHER.search(window.text[whole.end : part.end]):
        return None
    return part, whole, [one for _position, one in things]


def _role(window: Sentence, position: int, start: int) -> re.Pattern[str] | None:
    """Say by the clause before a figure whether it is a whole or a part of one."""
    words = window.before(position) if position else window.text[start : window.quantities[0].start]
    clause = _CLAUSE.split(words)[-1]
    last = {pattern: max((m.end() for m in pattern.finditer(clause)), default=-1) for pattern in (_WHOLE, _PART)}
    if max(last.values()) < 0:
        return None
    # 应拨付 and 计划完成 end where 拨付 and 完成 do, and mean the whole.
    return _WHOLE if last[_WHOLE] >= last[_PART] else _PART


RULE = Rule("progress-rate", "进度、比率要和投入支出算得上", Family.FIGURES, Severity.WARNING, __name__, _look)
