"""写了总数又分列的，分列的数加起来要等于总数，任何一项都不能大于总数。

理由：
    总数和分项不符，是台账里最常见也最难抵赖的错。亿、万、元按实际金额比。
    “其中”之后不一定列全，所以分项之和小于总数时，只在差额很小或者写明“其余”时才报；人和户可能交叉，不比大小之和。

合格：
    问题描述: 项目投入 116.16 万元（其中少数民族发展任务 56 万元，统筹任务 60.16 万元）；问题 3 个、5 个，共 8 个。

不合格：
    问题描述: 项目投入 116.16 万元（其中少数民族发展任务 56 万元，统筹任务 61.06 万元）；问题 3 个、5 个，共 9 个。

出处：
    许财农〔2022〕15号正文：116.16 万元由 56 万元和 60.16 万元组成。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.figures import Sentence, is_thing, sentences, shown_sum, sum_fits
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.texts import passages
from zhenggai.findings import Severity
from zhenggai.wording.quantities import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.checks.subject import Subject
    from zhenggai.wording.quantities import Quantity

_ABOUT = re.compile("其中|[合共总]计|[总一]共|共(?:为|有|达)?[ ]*[0-9０-９]")
_AMONG = re.compile("其中")
_TOTAL = re.compile(
    r"(?:^|[，,、（(]|和|及)\s*(?:[两二三四五]项|[两二三四五]者|[两二三四五]年|以上)?(?:合计|共计|总计|一共|总共|共)(?:为|有|达)?\s*$"
)
_REST = re.compile("其余|剩余|余下")
_OPEN_END = re.compile("^[^，,、；;）)]{0,8}等")
_MAY_OVERLAP = re.compile("涉及|存在|兼|同时|含|包括|超过|以上|累计")
_PEOPLE = frozenset({"人", "户", "人次", "名", "家"})
_COMPLEMENTS = re.compile(r"(?:不|未|没有?)(?P<what>[㐀-鿿]{2})")
_BREAKS_LIST = re.compile("[。：:]|另|此外|同时|已(?!整改|完成)|并|比")


def _look(subject: Subject) -> Iterator[Flaw]:
    for passage in passages(subject):
        for sentence in sentences(passage.text, _ABOUT):
            for message in (*_among(sentence), *_added_up(sentence)):
                yield Flaw(passage.loc, message, "请核对总数和各分项")


def _among(sentence: Sentence) -> Iterator[str]:
    """Judge `总数，其中甲…、乙…`."""
    for found in _AMONG.finditer(sentence.text):
        before = [one for one in sentence.quantities if one.end <= found.start()]
        whole = before[-1] if before else None
        if whole is None or not is_thing(whole) or len(sentence.text[whole.end : found.start()]) > 12:
            continue
        parts = _listed(sentence, found.end(), whole)
        if larger := next((part for part in parts if part.value > whole.value and not sum_fits([part], whole)), None):
            yield f"其中的“{larger.words}”大于总数“{whole.words}”"
        elif not _adds_up(parts, whole) and _must_add_up(sentence, found.end(), parts, whole):
            yield f"其中各项（{_words(parts)}）合计 {shown_sum(parts)}，与总数“{whole.words}”不符"


def _adds_up(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Say whether the list, as far as it may go, comes to the whole; a single part says nothing."""
    return len(parts) < 2 or any(sum_fits(parts[:end], whole) for end in range(2, len(parts) + 1))


def _listed(sentence: Sentence, start: int, whole: Quantity) -> list[Quantity]:
    """Return the figures listed after 其中 at the same depth of brackets, up to the end of their list."""
    depth = sentence.depth(start)
    parts: list[Quantity] = []
    end = start
    for one in sentence.quantities:
        if one.start < start:
            continue
        between = sentence.text[end : one.start]
        if sentence.depth(one.start) < depth or "其中" in between or (parts and _BREAKS_LIST.search(between)):
            break
        if sentence.depth(one.start) == depth:
            if is_thing(one) and sentence.comparable(one, whole):
                parts.append(one)
            elif one.about or one.unit == whole.unit:
                return []
        end = one.end
    return parts


def _must_add_up(sentence: Sentence, start: int, parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Say whether parts that do not add up to the whole are surely wrong."""
    words = sentence.text[start : parts[-1].start]
    if _OPEN_END.search(sentence.text[parts[-1].end :]) or _MAY_OVERLAP.search(words):
        return False
    if _REST.search(words) or (len(parts) == 2 and _are_complements(words)):
        return True
    gap = whole.value - sum(part.value for part in parts)
    if gap < 0:
        return whole.unit not in _PEOPLE
    return whole.unit == MONEY and gap < min(part.value for part in parts) and gap * 20 <= whole.value


def _are_complements(words: str) -> bool:
    """Say whether the labels are one thing and its negation: 合格 and 不合格."""
    return any(words.count(found["what"]) > 1 for found in _COMPLEMENTS.finditer(words))


def _added_up(sentence: Sentence) -> Iterator[str]:
    """Judge `甲…、乙…，共总数`."""
    for position, whole in enumerate(sentence.quantities):
        if position < 2 or not is_thing(whole) or not _TOTAL.search(sentence.before(position)):
            continue
        parts: list[Quantity] = []
        for one in reversed(sentence.quantities[:position]):
            if not is_thing(one) or not sentence.comparable(one, whole):
                break
            parts.insert(0, one)
        if len(parts) > 1 and not any(sum_fits(parts[start:], whole) for start in range(len(parts) - 1)):
            yield f"“{_words(parts)}”合计 {shown_sum(parts)}，与“共 {whole.words}”不符"


def _words(parts: Sequence[Quantity]) -> str:
    return "、".join(part.words for part in parts)


RULE = Rule("sum-of-parts", "总数和分项要加得上", Family.FIGURES, Severity.WARNING, __name__, _look)
