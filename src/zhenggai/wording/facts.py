"""What a text of progress states that somebody could go and look up: numbers, days, places, documents, things done.

Pure: the lexicon is handed in. Whether too little is stated for a ledger is a check's to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhenggai.wording.lexicon import Tone
from zhenggai.wording.moods import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.wording.lexicon import Lexicon


class Kind(StrEnum):
    """What kind of fact it is; the values are what a clerk reads is missing."""

    QUANTITY = "数字"
    DAY = "日期"
    PLACE = "地点"
    DOCUMENT = "文件"
    DEED = "办成的事"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in its own words. `weight` is 1 where it stands by itself, less where it needs another beside it."""

    kind: Kind
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: the facts it states as done, the clauses that are only intended, and its hollow words.

    `score` is at least 1 where the text states something: whole facts count 1, the weak ones of a kind at most
    one half together.
    """

    facts: tuple[Fact, ...]
    intentions: tuple[str, ...]
    hollow: tuple[str, ...]

    @property
    def score(self) -> float:
        """Add the facts up."""
        whole = sum(fact.weight for fact in self.facts if fact.weight >= 1)
        weak = {
            kind: max((fact.weight for fact in self.facts if fact.kind is kind and fact.weight < 1), default=0.0)
            for kind in Kind
        }
        return whole + sum(weak.values())

    @property
    def missing(self) -> tuple[Kind, ...]:
        """The kinds of fact the text has none of."""
        stated = {fact.kind for fact in self.facts}
        return tuple(kind for kind in Kind if kind not in stated)


def read_facts(text: str, lexicon: Lexicon) -> Reading:
    """Read a text of progress; any text is read."""
    facts: list[Fact] = []
    intentions: list[str] = []
    hollow: list[str] = []
    body = text.translate(_FULL_WIDTH)
    documents = _DOCUMENT.findall(body)
    for clause in clauses(_DOCUMENT.sub(_DOCUMENT_MARK, body), lexicon):
        named = [documents.pop(0) for _ in range(clause.text.count(_DOCUMENT_MARK))]
        if clause.is_intended:
            intentions.append(clause.text.replace(_DOCUMENT_MARK, "《…》"))
            continue
        facts += _facts(clause.text, named, lexicon)
        hollow += [word for tone, word in lexicon.parts(clause.text) if tone in _EMPTY and len(word) > 1]
    return Reading(tuple(facts), tuple(intentions), tuple(dict.fromkeys(hollow)))


_FULL_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_DOCUMENT_MARK = "\ufffc"
_DOCUMENT = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|[\u4e00-\u9fff]{2,10}〔\d{4}〕\d+号")
_EMPTY = {Tone.HOLLOW, Tone.CLICHE, Tone.VAGUE, Tone.SLOGAN}


def _facts(clause: str, documents: list[str], lexicon: Lexicon) -> Iterator[Fact]:
    if documents and _ISSUES_A_DOCUMENT.search(clause) and not _MERELY_CITES.search(clause):
        yield from (Fact(Kind.DOCUMENT, document) for document in documents)
    rest = _BACKGROUND.sub("", _QUOTED_SLOGAN.sub("", clause))
    yield from (Fact(Kind.DAY, match[0], 0.5 if match["day"] else 0.25) for match in _DAY.finditer(rest))
    rest = _SAYING.sub("", _DAY.sub("", rest))
    yield from (Fact(Kind.QUANTITY, match[0], _quantity_weight(match, rest)) for match in _QUANTITY.finditer(rest))
    if (match := _PLACE.search(rest)) and match["name"][-1] not in _NO_NAME_ENDS:
        yield Fact(Kind.PLACE, match[0], 0.5)
    if weight := _deed_weight(rest, lexicon):
        yield Fact(Kind.DEED, clause, weight)


# --- days --------------------------------------------------------------------------------------------------------

_BACKGROUND = re.compile(
    r"(?:截至|截止|自|从)(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|[上中下]旬|底|末)?(?:以来|起|开始)?"
    r"|(?:\d{4}年|今年|去年|近年)(?:\d{1,2}月)?(?:以来|度|期间)"
)
_DAY = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月(?:(?P<day>\d{1,2}[日号]?(?!\d))|[上中下]旬|底|末|初|份)?|\d{4}年(?:底|末|初)?"
    r"|(?<!\d)\d{1,2}[日号](?=[上下]午|[，至])"
)

# --- quantities --------------------------------------------------------------------------------------------------

_UNIT = (
    "万元|亿元|元|人次|户次|批次|场次|平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|毫克|平方|立方|小时|分钟|课时|个百分点|百分点"
    "|千瓦|兆瓦|分贝|户|人|名|处|米|亩|吨|斤|份|次|家|台|套|座|栋|幢|口|条|起|件|宗|例|张|盏|株|棵|头|只|辆|艘|根|块|间|所|班|期|场|批|笔|单"
    "|项|天|本|册|篇|页|门|面|孔|眼|道|段|层|倍|折|分|升|度|方|车|架|组|井|池|枚|桶|箱|袋|瓶|支|床|具|种|尾|羽|扇|樘|杆|筐|颗|粒|滴|遍|趟|周|欧|伏|千伏|帕|兆帕|毫米|厘米|公分|微克|个|㎡|m|km|%"
)
_COUNTED = (
    "村|组|乡|镇|县|小区|社区|学校|项目|站|井|池|厂|点|企业|单位|部门|泵|口|摊|棚|标段|工作日|小时|月|车间|账户|科|班|排污|沉淀|蓄水"
    "|监测|窗口|岗"
)
_ONE_UNIT = f"户|人|名|处|家|起|台|座|栋|幢|亩|公里|吨|万元|元|株|棵|头|辆|笔|天|个(?={_COUNTED})"
_CHINESE_UNIT = f"{_ONE_UNIT}|套|口|份|批次|批|场|间|期|次|段|米|具|只|张|盏|根|块|所|班|件|例|宗|艘|枚|桶|箱|袋|瓶|支|床|扇|杆|筐|架|眼|孔|组|年|遍|趟|成|种|斤|颗|册|本|页"
_QUANTITY = re.compile(
    rf"(?<![\d.第])(?P<arabic>\d[\d,，]*(?:\.\d+)?)(?:余|多)?(?P<scale>[万亿千百])?(?:余|多)?(?P<unit>{_UNIT})(?P<of>[\u4e00-\u9fff]{{0,4}})"
    r"|(?P<grade>劣?[ⅠⅡⅢⅣⅤ]类)"
    rf"|(?<![第一二三四五六七八九十百千万每同这那某])(?P<chinese>一(?:{_ONE_UNIT})|(?!一(?![百千十]))[一二两三四五六七八九十百千]{{1,6}}(?:余|多)?(?:{_CHINESE_UNIT}))"
)
_OF_THE_LEDGER = re.compile(r"(?:反馈|整改|突出|具体|存在|共性)?(?:的)?(?:问题|任务|措施|举措|方面|事项|要求|清单)")
_SAYING_NOUN = (
    "到位|强化|坚持|确保|结合|意识|自信|维护|确立|转变|提升|突破|抓手|重点|方面|环节|关口|体系|机制|原则|思路|目标|导向|着力|落实|聚焦"
    "|注重|加强|不放过|零|不摘|统筹|统一|同步|必须|满意|不落|台阶|层面|维度|阶段|步骤|更|全面|基本|专项行动|行动|导向|明确|紧盯|结对|带头|到边|到底|抓|严|实"
)
_SAYING = re.compile(
    rf"[一二两三四五六七八九十双多\d]+(?:个|项|大|种|条|张)?(?:{_SAYING_NOUN})|[一二两三四五六七八九十\d]+[+＋][\dNn一二三四五六七八九十]+|[一二三四五六七八九十]+级(?!公路|标准)"
)
_QUOTED_SLOGAN = re.compile(r"[“\"][^”\"]{0,8}?[一二两三四五六七八九十百双零\d][^”\"]{0,8}[”\"]")
_ROUND_RATE = re.compile(r"100(?:\.0+)?$")


def _quantity_weight(match: re.Match[str], clause: str) -> float:
    """Weigh a quantity: a bare 100% and a count of the ledger's own problems show nothing by themselves."""
    if match["unit"] == "%" and _ROUND_RATE.match(match["arabic"]):
        return 0.25
    if match["unit"] in {"个", "项", "条", "件"}:
        before = clause[: match.start()]
        if _OF_THE_LEDGER.match(match["of"]) or re.search(rf"{_OF_THE_LEDGER.pattern}$", before):
            return 0.5
    return 1.0


# --- places ------------------------------------------------------------------------------------------------------

_PLACE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4})(?:村(?![级民务庄容里内集镇])|镇(?![级区])|乡(?![级镇村])|街道|社区|小区|水库|河(?![道流])|路|大桥|小学|中学|卫生院|敬老院|水厂)"
)
_NO_NAME_ENDS = "各全我本该农政然驻困贫范点心关城所每到进入包联扶撤跨整某乡镇县市区街个行道线公网思出一自"

# --- documents and deeds -----------------------------------------------------------------------------------------

_ISSUES_A_DOCUMENT = re.compile(
    r"印发|出台|制定|制订|修订|下发|发布|报送|上报|签订|形成|编制|制发|转发|提交|公布|起草|废止|出具|收到|发出|送达"
)
_MERELY_CITES = re.compile(r"(?:按照|根据|依据|对照|贯彻|学习|落实|遵照|参照|执行)[^，]{0,12}" + _DOCUMENT_MARK)
_MARKED_DONE = re.compile(r"已|(?<![为终])了(?!解)|完毕|完$|完成|均|全部")
# Marks of something done to something: aspect (了 过 已 未 完), 把 and 被, and where it went or what it became (送到, 改成).
_HAPPENED = re.compile(
    r"已|(?<![为终])了(?!解)|过(?![程渡硬关高多于])|[未没]|完|掉|毕|[把被由]|[给回]|(?<=[退送移转交])[往至]"
    r"|[^位做感直达看][到成](?![员效果本绩立熟风都位就功长])"
)
_CONCRETE = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_FULL = {Tone.DEED, Tone.THING}


def _deed_weight(clause: str, lexicon: Lexicon) -> float:
    """Weigh what the clause says was done: by a word of the lexicon, or by being hardly made of empty words."""
    parts = list(lexicon.parts(clause))
    tones = {tone for tone, _word in parts}
    full = sum(len(word) for tone, word in parts if tone in _FULL or (tone is None and _CONCRETE.match(word)))
    empty = sum(len(word) for tone, word in parts if tone in _EMPTY or tone is Tone.ACTIVITY)
    if _MARKED_DONE.search(clause) and (Tone.DEED in tones or (full >= 2 and not empty)):
        return 1.0
    share = full / (full + empty) if full >= 4 and Tone.HOLLOW not in tones else 0.0
    happened = Tone.DEED in tones or _HAPPENED.search(clause)
    if (share >= 0.6 and happened) or (share >= 0.9 and full >= 8):
        return 1.0
    return 0.5 if share >= 0.6 or tones & {Tone.DEED, Tone.ACTIVITY} else 0.0
