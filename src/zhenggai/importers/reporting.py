"""Reporting rules (when, to whom, in which form, signed by whom) read from the sentences of a plan that set them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.passage import Passage, made
from zhenggai.importers.prose import deadline_in
from zhenggai.terms import Cadence
from zhenggai.wording.numerals import to_number
from zhenggai.wording.unit_names import parse_name
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_REPORTS = re.compile(
    r"报送|上报|报至|报到|报给|提交|反馈至|报(?=[省市县区乡镇局委][^告]{1,20}(?:局|办|委|室|科|组|中心))"
)
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_DAYS = (
    r"(?P<days>[0-9]{1,2}\s*[日号]?(?:\s*(?:[、，,和及与]|前[、，,和及])\s*[0-9]{1,2}\s*[日号]?)*)"
    r"\s*[日号]?(?:之?前|以前)?"
)
_MONTHLY = re.compile(rf"每(?:个)?月(?:的)?\s*(?:{_DAYS}|(?P<end>底|末|月底|月末|最后一[日天]|最后一个工作日))")
_QUARTERLY = re.compile(
    rf"每(?:个)?季度(?:末|最后一?个?|末尾)?(?:的)?(?:一个)?月?(?:的)?\s*(?:{_DAYS}|(?P<end>[底末]|结束前))"
)
_HALF_MONTHLY = re.compile(r"半月|每两周")
_OTHER_CADENCE = re.compile(r"每(?:周|星期|旬|半年|年|半月|日|天|季度|月)|按(?:周|旬|月|季|半年)")
_TO = (
    re.compile(r"(?:报送|上报|报|提交|反馈)(?:至|到|给)\s*(?P<names>[^，。；;（(]{2,160})"),
    re.compile(r"(?:报送|上报)\s*(?P<names>[^，。；;（(]{2,160})"),
    re.compile(r"向(?P<names>[^，。；;（(]{2,80}?)(?:报送|上报|报告|提交|反馈)"),
    re.compile(r"报(?P<names>[省市县区乡镇局委][^，。；;（(]{2,100})"),
)
_BY_WHOM = re.compile(r"(?:^|[。；，、]|请)(?P<names>各[^。；]{1,40}?)(?=要|应|须|务必|需|于|每|在|请|将|按)")
_FORMS = (("纸质", r"纸质|书面"), ("电子版", r"电子[版档]|电子文档|word|pdf|扫描件"))
_SIGNED = re.compile(
    r"(?:(?<=经)|(?<=由)|(?:^|(?<=[，。；、（(])))"
    r"(?P<words>[^，。；、（）()经由]{0,14}?(?:签字|签章|签批|审签)(?:背书)?[、并和及后]?(?:加?盖(?:单位)?公?章)?)|(?P<seal>加盖(?:单位)?公章)"
)


@dataclass(frozen=True, slots=True)
class FoundRule:
    """A reporting rule with the sentence it was read from."""

    cadence: Cadence
    due: date | None
    days: tuple[int, ...]
    units: str | None
    recipients: tuple[str, ...]
    forms: tuple[str, ...]
    requirement: str | None
    sentence: Passage


def read_reporting(texts: Sequence[Passage], issued: date | None) -> tuple[tuple[FoundRule, ...], tuple[Doubt, ...]]:
    """Return the reporting rules of some texts, and doubts on sentences that set one in a way a rule cannot hold."""
    rules: list[FoundRule] = []
    doubts: list[Doubt] = []
    for text in texts:
        for sentence in _sentences(text):
            found = list(_rules(sentence, issued))
            rules += found
            if not found and (match := _OTHER_CADENCE.search(sentence.text)):
                message = (
                    f"报送要求“{shortened(sentence.text, 50)}”写明“{match[0]}”而没有写哪一日，没有读成报送，请自行补上"
                )
                doubts.append(Doubt(Kind.REPORTING, message, sentence.at, (quote(sentence),)))
    unique = {(rule.cadence, rule.due, rule.days, rule.recipients): rule for rule in reversed(rules)}
    return tuple(reversed(unique.values())), tuple(doubts)


def _sentences(text: Passage) -> Iterator[Passage]:
    for match in _SENTENCE.finditer(text.text):
        if _REPORTS.search(match[0]):
            yield text.cut(match.start(), match.end()).strip()


def _rules(sentence: Passage, issued: date | None) -> Iterator[FoundRule]:
    text = sentence.text
    if match := _MONTHLY.search(text):
        days = _days(match)
        if days:
            yield _rule(sentence, Cadence.HALF_MONTHLY if len(days) == 2 else Cadence.MONTHLY, None, days)
        return
    if match := _QUARTERLY.search(text):
        if days := _days(match):
            yield _rule(sentence, Cadence.QUARTERLY, None, days)
        return
    if _HALF_MONTHLY.search(text) or _OTHER_CADENCE.search(text):
        return
    before = sentence.cut(0, next((match.start() for match in _REPORTS.finditer(text)), 0))
    found = [due for _words, due in deadline_in(before + made("完成"), issued) if due is not None]
    if len(found) == 1:
        yield _rule(sentence, Cadence.ONCE, found[0], ())


def _days(match: re.Match[str]) -> tuple[int, ...]:
    if match["end"]:
        return (31,)
    numbers = [to_number(one) for one in re.findall(r"[0-9]{1,2}", match["days"])]
    days = tuple(dict.fromkeys(number for number in numbers if number and 1 <= number <= 31))
    return days if len(days) == len(numbers) else ()


def _rule(sentence: Passage, cadence: Cadence, due: date | None, days: tuple[int, ...]) -> FoundRule:
    text = sentence.text
    signed = _SIGNED.search(text)
    by = _BY_WHOM.search(text)
    return FoundRule(
        cadence,
        due,
        days,
        by["names"].strip("，、 ") if by and parse_name(re.split("[、，]", by["names"])[0]).collective else None,
        _recipients(text),
        tuple(name for name, pattern in _FORMS if re.search(pattern, text, re.IGNORECASE)),
        (signed["words"] or signed["seal"]).strip() if signed else None,
        sentence,
    )


def _recipients(text: str) -> tuple[str, ...]:
    for pattern in _TO:
        for match in pattern.finditer(text):
            names = re.split(r"(?:并|同时|电子|邮箱|联系|备案|汇总|审核|进行)", match["names"])[0].strip("至到给 ")
            units = read_units(names).units
            if units and all(parse_name(unit).looks_like_a_unit for unit in units):
                return units
    return ()
