"""A problem told from what is to be done about it where no label does: by its parts or sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.passage import Passage
from zhenggai.importers.prose import names_who, sets_a_day
from zhenggai.wording.measures import split_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACTS = re.compile(
    r"^(?:进一步|切实|全面|认真|严格|大力|持续|不断|深入|扎实|积极|充分|着力|及时|立即|立刻|马上|限期|加快|推动|定期|按照|围绕|对照|坚持|要|应|须)*"
    r"(?:加强|强化|完善|建立|健全|开展|组织|推进|落实|督促|制定|严格|加快|加大|规范|提升|提高|压实|明确|做好|抓好|整改|清理|优化|深化|召开|修订|追回|收回|补齐|排查|细化|成立|聚焦|实施|配齐|更换|拆除|清退|退还|约谈|责令|责成|聘请|增设|安装|设置|配备|协调|对接|举办|培训|统筹|印发|出台|创新|巩固|拓宽|用好|争取|引导|完成|确保|杜绝|建设(?!路|街|局|银行|单位|用地|大道)|改造|发挥|学习|传达|盘活|依法|设立|划定|新建|补种|补办|核实|核查|梳理|摸清|畅通|修复|整治|打通|清淤|疏通|治理|取缔|查处|维修|检修|调整|压减|控制|补充|选派|安排|利用|委托|邀请|联合|投入|新增|购置|简化|压缩|压降|缩短|推行|推广|探索|选优|配强|启动|扩大|拓展|纳入|列入|关停|停用|暂停|封存|封堵|搬迁|移交|移送|兑现|兑付|补发|补录|上缴|核减|立案|复核|解除|终止|签订|重签|实行|采取|依托|打造|构建|搭建|倒排|逐[一户个项村])"
)
_LACKS = re.compile(
    r"不(?!断|仅|但|得|少于|低于|超过|同|忘|再|留|折不扣|定期|管|限于)|未|没有|[缺漏]|滞后|薄弱|存在|差距|隐患|违[规法反建章]|问题|偏[差低高少离]|[率度]低|低于|较[低差弱慢少]"
    r"|过[低高期慢]|失效|缓慢|迟[缓报]|流于形式|走过场|超[标期限]|逾期|闲置|拖欠|欠[缴账]|挤占|挪用|虚[报假]|截留|老[化旧]|破损|损坏|开裂|锈蚀|淤[积塞]|堵塞|弱化|短板|单一|反弹|积压|脱节"
    r"|混乱|错误|松懈|宽松软|难以|私拉|乱[搭建堆放停占排扔]|扰民|投诉|脏|卫生(?:条件|状况)?[较很]?差|漂浮|异味|污水横流|积[水尘存]|脱落|松动|裸露|锁闭|遮挡|故障|过期"
)
_FAILS = re.compile(
    r"^[^，,。；;：:]{2,}(?:不(?:到位|够|力|足|实|严|深|高|强|细|全|准|规范|及时|彻底|扎实|完善|健全|合理|平衡|充分|明显|清|多|紧|佳).{0,3}|滞后|缓慢|迟缓|薄弱"
    r"|缺位|缺失|乏力|有差距|未.{0,8})(?:[，,。；;：:的]|$)"
)
"""How a sentence ends its first words that begins like a deed and tells of its failing: 落实责任不到位."""
_NAMES_A_PROBLEM = re.compile(
    r"^(?!.*(?:解决|整改|化解|消除|治理|整治|排查|处理|纠正|查处|杜绝)).*(?:的问题|的现象|的隐患)[。”]*$"
)
_STILL = re.compile(r"未|没有|仍|尚|滞后|至今|逾期")
"""What tells a day that was missed from one that is set."""
_AIMED_AT = re.compile(
    r"^(?:针对|对于|关于)\s*[“\"《]?(?P<problem>.{2,80}?)[”\"》]?(?:的|等|这一)?(?:问题|情况)\s*[，,。：:]\s*(?=\S)"
)
_ASKED = re.compile(r"[，,；;]\s*(?P<what>(?:请|须|应|要求|责令|限)(?:你|各|有关|其|于|在|立即|抓紧|尽快|限期|[0-9]))")
_SENTENCE = re.compile(r"[^。]+。?")
_HEADING = re.compile(r"[^。；;，,：:]{4,30}")
"""A line above the measures that only names what they are for, and says nothing they do not say."""
_AIMS = re.compile(r"(?:集中|重点|专项|着力)?(?:整治|治理|解决|纠正|消除|破解|化解)")
"""How such a line begins that names what is wrong as what is to be ended: 整治预收费监管缺位."""
_SPOKEN = re.compile(r"^[一二三四五六七八九十]是")


@dataclass(frozen=True, slots=True)
class Divided:
    """What a text says is wrong, and what it says is to be done; both as passages of it, in their order."""

    asks: tuple[Passage, ...]
    measures: tuple[Passage, ...] = ()


def lacks(text: str) -> bool:
    """Say whether a text tells of something wrong."""
    return bool(_LACKS.search(text))


def aim_of(measure: Passage) -> Passage | None:
    """Return the problem a measure says it is aimed at: 针对裁判文书说理不充分的问题，…"""
    match = _AIMED_AT.match(measure.text)
    return measure.cut(0, match.end()).strip("，,。：: ") if match else None


def prescribes(text: str) -> bool:
    """Say whether the first sentence of a text says what is to be done."""
    return _prescribes(text[: _end_of_sentence(text)])


def divided(asks: Sequence[Passage], *, problem_first: bool = False) -> Divided:
    """Divide the paragraphs of an item: 针对…问题，…, or from the first sentence on that says what to do.

    An item that begins with such a sentence is a task without a problem: its text is the measure, its first sentence
    the name. One that has none is a problem only, unless nothing in its first sentence is wrong. `problem_first` says
    that its neighbours are known to be problems, as it then is too.
    """
    if not asks:
        return Divided(())
    first, rest = asks[0], tuple(asks[1:])
    if match := _AIMED_AT.match(first.text):
        return Divided((first.cut(0, match.end()).strip("，,。：: "),), (first.cut(match.end()), *rest))
    turn = next((found for paragraph, text in enumerate(asks) if (found := _turn(paragraph, text)) is not None), None)
    if rest and not problem_first and _HEADING.fullmatch(first.text) and _AIMS.match(first.text):
        return Divided((first,), rest)
    if (listed := _list_of_measures(asks)) and (turn is None or listed < turn):
        turn = listed
    if problem_first and turn == (0, 0):
        return Divided(tuple(asks))
    if turn is None and not problem_first and not lacks(first.cut(0, _end_of_sentence(first.text)).text):
        turn = (0, 0)
    if turn is None:
        return Divided(tuple(asks))
    paragraph, start = turn
    if turn == (0, 0) and rest and _HEADING.fullmatch(first.text):
        return Divided((first,), rest)
    if turn == (0, 0):
        return Divided((first.cut(0, _end_of_sentence(first.text)),), (first, *rest))
    before = [*asks[:paragraph], asks[paragraph].cut(0, start).strip("，,；; ")]
    behind = [asks[paragraph].cut(start), *asks[paragraph + 1 :]]
    return Divided(tuple(one for one in before if one), tuple(behind))


def _list_of_measures(asks: Sequence[Passage]) -> tuple[int, int] | None:
    """Return the paragraph behind the first that is a list (一是… 二是…) most points of which tell of nothing wrong."""
    for paragraph, text in enumerate(asks):
        points = split_measures(text.text) if paragraph and text.text.lstrip().startswith("一是") else ()
        if len(points) > 1 and sum(map(lacks, points)) * 2 < len(points):
            return paragraph, 0
    return None


def _turn(paragraph: int, text: Passage) -> tuple[int, int] | None:
    """Return where a paragraph turns to what is to be done: its number, and the place in it."""
    for sentence in _SENTENCE.finditer(text.text):
        if asked := _asked(sentence[0]):
            return paragraph, sentence.start() + asked
        if _prescribes(sentence[0]):
            return paragraph, sentence.start()
    return None


def _asked(text: str) -> int:
    """Return where one sentence turns from what is wrong to what is asked for (…3处未清除，请于…), 0 if nowhere."""
    match = _ASKED.search(text)
    if match is None:
        return 0
    return match.start("what") if match["what"].startswith("请") or lacks(text[: match.start()]) else 0


def _end_of_sentence(text: str) -> int:
    match = _SENTENCE.match(text)
    return match.end() if match else len(text)


def _prescribes(sentence: str) -> bool:
    """Say whether a sentence says what is to be done: by its verb, by who is to do it, or by a day it sets."""
    bare = _SPOKEN.sub("", sentence.strip())
    if _NAMES_A_PROBLEM.search(bare):
        return False
    if (_ACTS.match(bare) and not _FAILS.search(bare)) or re.match(r"由.{2,30}?(?:牵头|负责)", bare):
        return True
    text = Passage(bare, tuple(range(len(bare))))
    return not _STILL.search(bare) and (sets_a_day(text) or (names_who(text) and not lacks(bare)))
