"""What a text mentions by its shape alone: quantities, days, places and documents, with sayings told from numbers.

Whether what is mentioned was done is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Mention = tuple[str, float]
"""The words, and how much they show by themselves: 1 in full, less where they need something beside them."""

_DIGITS = "一二两三四五六七八九十"

# --- documents ---------------------------------------------------------------------------------------------------

_BEFORE_A_NUMBER = "印发|转发|下发|制发|按照|根据|依据|落实|贯彻|学习|执行|出台|对照|废止"
DOCUMENT = re.compile(
    r"《[^《》]*(?:《[^《》]*》[^《》]*)*》"
    rf"|(?:(?!{_BEFORE_A_NUMBER})(?<!印)(?<!转)(?<!下)(?<!制)[\u4e00-\u9fff]){{2,10}}〔\d{{4}}〕\d+号"
)
"""A title in book marks, one level of titles inside it too, or an official number."""
DOCUMENT_MARK = "\ufffc"
"""What a document is replaced by before the rest is read, so that no year in its title counts."""

_ISSUED = re.compile(
    r"印发|出台|制定|制订|修订|下发|发布|报送|上报|签订|形成|编制|制发|转发|提交|公布|起草|废止|出具|收到|发出|送达"
)
_CITED = re.compile(r"(?:按照|根据|依据|对照|贯彻|学习|落实|遵照|参照|执行)[^，]{0,12}" + DOCUMENT_MARK)


def issues_a_document(clause: str) -> bool:
    """Say whether a clause with a `DOCUMENT_MARK` issues or hands over that document, and does not only cite it."""
    return bool(_ISSUED.search(clause)) and not _CITED.search(clause)


# --- days --------------------------------------------------------------------------------------------------------

_BACKGROUND = re.compile(
    r"(?:截至|截止|自|从)(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|[上中下]旬|底|末)?(?:以来|起|开始)?"
    r"|(?:\d{4}年|今年|去年|近年)(?:\d{1,2}月)?(?:以来|度|期间)"
)
_DAY = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月(?:(?P<day>\d{1,2}[日号]?(?!\d))|[上中下]旬|底|末|初|份)?|\d{4}年(?:底|末|初)?"
    r"|(?<!\d)\d{1,2}[日号](?=[上下]午|[，至])"
    rf"|(?<![{_DIGITS}个])十?[{_DIGITS}]月(?:份|底|初|[上中下]旬)"
)


def take_days(text: str) -> tuple[list[Mention], str]:
    """Return the days a text names and the text without them; 截至…, 自…以来 are background and go without notice.

    A day shows half of something, a month or a year a quarter.
    """
    rest = _BACKGROUND.sub("", text)
    found = [(match[0], 0.5 if match["day"] else 0.25) for match in _DAY.finditer(rest)]
    return found, _DAY.sub("", rest)


# --- quantities --------------------------------------------------------------------------------------------------

_COUNTERS = (
    "人次|户次|批次|场次|户|人|名|处|份|次|家|台|套|座|栋|幢|口|条|起|件|宗|例|张|盏|株|棵|头|只|辆|艘|根|块|间|所|班|期|场|批|笔|单|项"
    "|本|册|篇|页|门|面|孔|眼|道|段|层|车|架|组|井|池|枚|桶|箱|袋|瓶|支|床|具|种|尾|羽|扇|樘|杆|筐|颗|粒|滴|遍|趟|倍|折|分|个"
)
_MEASURES = (
    "万元|亿元|元|平方公里|平方米|立方米|公里|千米|公顷|公斤|千克|毫克|微克|平方|立方|小时|分钟|课时|个百分点|百分点|千瓦|兆瓦|分贝"
    "|毫米|厘米|公分|千伏|兆帕|米|亩|吨|斤|天|周|升|度|方|欧|伏|帕|㎡|m|km|%"
)
# 个 of running text counts only things one can point at: 两个维护 is none, 两个组 is.
_POINTED_AT = (
    "村|组|乡|镇|县|小区|社区|学校|项目|站|井|池|厂|点|企业|单位|部门|泵|口|摊|棚|标段|工作日|小时|月|车间|账户|科|班|排污|沉淀|蓄水"
    "|监测|窗口|岗"
)
_ONE_OF = f"户|人|名|处|家|台|座|栋|幢|亩|公里|吨|万元|元|株|棵|头|辆|笔|天|个(?={_POINTED_AT})"
_SEVERAL_OF = (
    f"{_ONE_OF}|起|套|口|份|批次|批|场|间|期|次|段|米|具|只|张|盏|根|块|所|班|件|例|宗|艘|枚|桶|箱|袋|瓶|支|床|扇|杆|筐|架|眼|孔|组|年"
    "|遍|趟|成|种|斤|颗|册|本|页"
)
_ABOUT = "(?:余|多)?"
_ARABIC = (
    rf"(?<![\d.第])(?P<number>\d[\d,，]*(?:\.\d+)?){_ABOUT}[万亿千百]?{_ABOUT}(?P<unit>{_MEASURES}|{_COUNTERS})"
    r"(?P<of>[\u4e00-\u9fff]{0,4})"
)
_CHINESE = (
    rf"(?<![第{_DIGITS}百千万每同这那某])(?:一(?:{_ONE_OF})"
    rf"|(?!一(?![百千十]))[{_DIGITS}百千]{{1,6}}{_ABOUT}(?:{_SEVERAL_OF}))"
)
_GRADE = r"劣?[ⅠⅡⅢⅣⅤ]类"
_QUANTITY = re.compile(f"{_ARABIC}|{_CHINESE}|{_GRADE}")

_SAID_OF = (
    "到位|强化|坚持|确保|结合|意识|自信|维护|确立|转变|提升|突破|抓手|重点|方面|环节|关口|体系|机制|原则|思路|目标|导向|着力|落实|聚焦"
    "|注重|加强|不放过|零|不摘|统筹|统一|同步|必须|满意|不落|台阶|层面|维度|阶段|步骤|更|全面|基本|专项行动|行动|明确|紧盯|结对|带头"
    "|到边|到底|抓|严|大事|实事|好事"
)
_SAYING = re.compile(
    rf"[“\"][^”\"]{{0,8}}?[{_DIGITS}百双零\d][^”\"]{{0,8}}[”\"]"
    rf"|[{_DIGITS}双多\d]+[个项大种条张件]?(?:{_SAID_OF})|(?:逐.){{2,}}"
    rf"|[{_DIGITS}\d]+[+＋][\dNn{_DIGITS}]+|[{_DIGITS}]+级(?!公路|标准)"
)
_OF_THE_LEDGER = "(?:反馈|整改|突出|具体|存在|共性)?的?(?:问题|任务|措施|举措|方面|事项|要求|清单)"
_ALL_OF_IT = re.compile(r"100(?:\.0+)?")


def without_sayings(text: str) -> str:
    """Return the text without numerals that count nothing: 三个到位, “五个一”, 3+2, 四级."""
    return _SAYING.sub("", text)


def quantities(text: str) -> Iterator[Mention]:
    """Yield what a text counts or measures.

    Half of something are counts of the ledger's own problems and measures; 100% of nothing named is nothing.
    """
    for match in _QUANTITY.finditer(text):
        yield match[0].removesuffix(match["of"] or ""), _weight(match, text)


def _weight(match: re.Match[str], text: str) -> float:
    if match["unit"] == "%" and _ALL_OF_IT.fullmatch(match["number"]):
        return 0.0
    if match["unit"] in {"个", "项", "条", "件"} and (
        re.match(_OF_THE_LEDGER, match["of"]) or re.search(f"{_OF_THE_LEDGER}$", text[: match.start()])
    ):
        return 0.5
    return 1.0


# --- places ------------------------------------------------------------------------------------------------------

_PLACE_END = re.compile(
    r"村(?![级民务庄容里内集镇])|镇(?![级区])|乡(?![级镇村])|街道|社区|小区|水库|河(?![道流村镇乡])|大道|大街|国道|省道|大桥|小学|中学|卫生院|敬老院|水厂"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2}$")
# What stands before 村, 镇, 路 where no name does: 各村, 全镇, 行政村, 思路.
_NO_NAME_ENDS = "各全我本该农政然驻困贫范点心关城所每到进入包联扶撤跨整某乡镇县市区街个行道线公网思出一自"


def first_place(text: str) -> str:
    """Return the first place with a name, its last two characters and its kind; empty where there is none."""
    for match in _PLACE_END.finditer(text):
        name = _NAME.search(text, 0, match.start())
        if name and name[0][-1] not in _NO_NAME_ENDS:
            return name[0] + match[0]
    return ""
