"""What one unit's name says by itself: its level or place, whether it stands for many, whether it is a department.

Taking a wording apart into names lives in `unit_list`; what a name means among its neighbours in `units`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LEVELS = "省市县区州旗盟乡镇村"
"""The characters that, written alone before a department, say whose it is: 市财政局, 乡残联."""

_HAN = "[㐀-鿿]"

# 市场, 乡村, 区域 …: the character only begins an ordinary word; in 市政府 and 市民政局 it is the level after all.
_ORDINARY_WORD = re.compile(
    r"省际|市(?:场|容|域|郊|区(?!域|划)|政(?![府协法务研数策])|民(?=中心|服务|热线|之家|卡))|县域|区[域划位块]"
    r"|乡(?:村(?![镇级务])|镇|土|贤|愁)|镇(?:村(?!镇)|区(?!域|划)|域|化)|村[镇级务民庄容居]"
)

# --- places ------------------------------------------------------------------------------------------------------

# Autonomous prefectures by their short names; any other …州 (郑州铁路局) says nothing about a level.
_PREFECTURES = (
    "红河|文山|大理|德宏|迪庆|怒江|楚雄|西双版纳|凉山|甘孜|阿坝|黔东南|黔西南|黔南|恩施|湘西|延边|临夏|甘南|海北|黄南|海南"
    "|果洛|玉树|海西|昌吉|博|巴|克|伊犁"
)
# The wide class once: to compile it takes longer than the rest of the pattern.
_PLACE = re.compile(rf"{_HAN}{{1,14}}(?:县|(?<=..)(?:省|市|区|乡|镇|街道|村|旗|盟|自治州))|(?:{_PREFECTURES})州")
"""Only a county may have a name of one character."""
_COMMON_NOUN = re.compile(
    rf"^[{LEVELS}]+.$|(?<!^)[和与及]|[局委办厅各]|(?:组织|宣传|统战)部|银行|公司|集团|大学|学院|医院|学校"
    r"|..(?:[城都]市|城乡|[城集小古乡]镇)$|(?:[园灌库矿牧灾小校片辖景老市]|保护)区$|[联民]盟$|农村$"
)
# Districts and counties whose own names begin with a level's character.
_BEGINS_LIKE_A_LEVEL = re.compile(r"市[中南北]区|乡[宁城]县|镇江市|镇海区|镇[平雄安原康巴赉远坪沅宁]\S{0,12}?县")
_VILLAGE_BODY = re.compile(r"$|村民|居民|居委|委会|委员会|党|支部|总支|两委|监|集体|股份|合作社|卫生室|小学|驻")
_ZONE_AUTHORITY = re.compile(r"管[委理]")

# --- collectives -------------------------------------------------------------------------------------------------

_LISTED = (
    *("乡镇、街道", "乡、镇、街道", "乡、镇", "镇、街道", "村、社区"),
    *("区（市）县", "市、县", "县、市、区", "县、区", "市、区", "州、市", "市、州"),
)
_RUN_TOGETHER = (
    *("省辖市", "县市区", "市县区", "县区", "区县", "市县", "县市", "州市", "市州", "旗县区", "旗县"),
    *("乡镇街道", "乡镇", "镇街道", "镇街", "行政村", "自然村", "村社区", "街道办事处", "街道", "社区"),
    *("省", "市", "州", "盟", "县", "区", "旗", "乡", "镇", "村"),
)


_EACH = re.compile(r"(?P<each>各(?:相关|有关|涉及|所属|所辖)?)|(?:相关|有关)?")
_IN_BRACKETS = re.compile(r"[（(](?:[省市州县区旗乡镇村场、，\s]|街道|社区|办事处)+[）)]")
_MANY_WITHOUT_EACH = ("县市区", "县区", "区县")
_OTHER_COLLECTIVE = re.compile(
    rf"各|(?:[{LEVELS}](?:直|直属|级))?(?:各|相关|有关|其他|其它)|站所$|乡镇(?=党委|政府|人民政府|财政所|$)"
)
_KINDS_OF_UNIT = ("站所", "部门", "单位")

# --- endings -----------------------------------------------------------------------------------------------------

_LAST_BRACKET = re.compile(r"(?<=.)[（(][^（()）]*[）)]$")
_DEPARTMENT = re.compile(r"(?:[局委办部会联所站室院校队处科厅府馆台社组园团]|中心|[大中小]学|支部|总支|两委”?)$")
_OF_ITS_OWN = re.compile(r"(?:公司|集团|银行|[支分]行|大学|学院|企业|合作社|商会|协会|基金会)$")
_OTHER_UNIT = re.compile(rf"(?:[{LEVELS}关场厂矿库]|街道|单位|部门|机构|本级|系统|站所)$")
_PROPER = re.compile(r"(?:[校院园场社]|[大中小]学)$")
_OUTSIDE_ALL_LEVELS = re.compile(r"中国|中央|国家|国网|全国")
_NEVER_IN_A_NAME = re.compile(r"[^\w（）()·、，,“”\s—-]|_")
_LONGEST_NAME = 60


class Name(NamedTuple):
    """A name as written, whose it is (`prefix`: 市, 许昌市, 各相关县（市、区）, or nothing), and what it is (`body`).

    The body is empty where a place or a collective stands alone.
    """

    text: str
    prefix: str
    body: str
    collective: bool = False

    @property
    def lends(self) -> str:
        """The prefix that serves the names after this one; none where it is part of a proper name (勐来乡中心校)."""
        proper = len(self.prefix) > 1 and not self.collective and (_PROPER.search(self.body) or self.stands_alone)
        return "" if proper or not self.body else self.prefix

    @property
    def is_spelt_out(self) -> bool:
        """Say whether the text is the prefix and the body and nothing more, as in 市委 but not in 团市委."""
        return self.text == self.prefix + self.body

    @property
    def is_place(self) -> bool:
        """Say whether it is one place and nothing more: 长葛市."""
        return bool(self.prefix) and not self.body and not self.collective

    @property
    def of_the_party(self) -> bool:
        """Say whether the body belongs to the level's party committee: 委 of 市委, 委组织部 of 市委组织部."""
        return bool(re.match(r"委(?![员会])", self.body))

    @property
    def bare(self) -> str:
        """The name without a closing bracket: 自然资源和规划局（林业和花木园艺中心） ends like a 局."""
        return _LAST_BRACKET.sub("", self.text)

    @property
    def stands_alone(self) -> bool:
        """Say whether it is of no level that neighbours could share: a company, a bank, a college, a central body."""
        return bool(_OF_ITS_OWN.search(self.bare) or _OUTSIDE_ALL_LEVELS.match(self.text))

    @property
    def ends_like_a_department(self) -> bool:
        """Say whether it ends in 局, 办, 中心 and the like."""
        return bool(_DEPARTMENT.search(self.bare)) and not _NEVER_IN_A_NAME.search(self.text)

    @property
    def ends_like_a_unit(self) -> bool:
        """Say whether it ends like a department, a place or an enterprise, whatever it begins with."""
        return any(ending.search(self.bare) for ending in (_DEPARTMENT, _OTHER_UNIT, _OF_ITS_OWN))

    @property
    def is_department(self) -> bool:
        """Say whether it is a department as every level has one, so that a neighbour's prefix may be meant for it."""
        return self.ends_like_a_department and not self.collective and not self.stands_alone

    @property
    def looks_like_a_unit(self) -> bool:
        """Say whether it ends the way units, places and collectives end."""
        if not 2 <= len(self.text) <= _LONGEST_NAME or _NEVER_IN_A_NAME.search(self.text):
            return False
        return self.collective or self.ends_like_a_unit


@lru_cache(4096)
def parse_name(text: str) -> Name:
    """Divide a name; where nothing in it says whose it is, the prefix is empty."""
    if length := collective_length(text):
        return Name(text, text[:length], text[length:], collective=True)
    if _OTHER_COLLECTIVE.match(text):
        return Name(text, text, "", collective=True)
    if _OUTSIDE_ALL_LEVELS.match(text):
        return Name(text, "", text)
    if match := re.fullmatch(rf"团([{LEVELS}])委", text):
        return Name(text, match[1], text)
    core = text.removeprefix("中共").removeprefix("共青团")
    length = _prefix_length(core)
    return Name(text, core[:length], core[length:])


def collective_length(text: str, start: int = 0) -> int:
    """Return the length of the words for many places at `start`: 各相关县（市、区） of …财政局; 0 for none."""
    each = _EACH.match(text, start)
    begin = each.end() if each else start
    says_each = bool(each and each["each"])
    end = _end_of_kind(text, begin, (*_LISTED, *_RUN_TOGETHER) if says_each else _RUN_TOGETHER)
    if end and (bracket := _IN_BRACKETS.match(text, end)):
        return bracket.end() - start
    return end - start if end and (says_each or text[start:end] in _MANY_WITHOUT_EACH) else 0


def _end_of_kind(text: str, begin: int, kinds: tuple[str, ...]) -> int:
    """Return where the kind of place at `begin` ends, 0 for none; 各县市场监管局 is of 县, for 市场 is a word."""
    if not text.startswith(kinds, begin):
        return 0
    ends = (begin + len(kind) for kind in kinds if text.startswith(kind, begin))
    return next((end for end in ends if not _ORDINARY_WORD.match(text, end - 1)), 0)


def is_kind_of_place(text: str) -> bool:
    """Say whether a text only names a kind: the 街道 of 各乡镇，街道, the 站所 of 各行政村，站所."""
    return text in _KINDS_OF_UNIT or collective_length(f"各{text}") == len(text) + 1


def _prefix_length(core: str) -> int:
    level = core[:1] and core[0] in LEVELS
    alone = level and not _BEGINS_LIKE_A_LEVEL.match(core) and not _ORDINARY_WORD.match(core)
    length = 1 if alone else 0
    while step := _place_length(core, length):
        length += step
    return length


_LONGEST_PLACE = 17


def _place_length(core: str, start: int) -> int:
    """Return the length of the shortest place name at `start`, 0 where there is none."""
    for end in range(start + 2, min(len(core), start + _LONGEST_PLACE) + 1):
        place = core[start:end]
        if _PLACE.fullmatch(place) and not _COMMON_NOUN.search(place) and _may_follow(core, end):
            return end - start
    return 0


def _may_follow(core: str, end: int) -> bool:
    """Say whether what follows a place at `end` lets it be one: 许昌市|市场监管局, but not 许昌|市场发展中心."""
    if _ORDINARY_WORD.match(core, end - 1):
        return False
    if core[end - 1] == "村" or core.startswith("社区", end - 2):
        return bool(_VILLAGE_BODY.match(core, end))
    # A zone's own authority is a department of the city around it.
    return core[end - 1] != "区" or not _ZONE_AUTHORITY.match(core, end)
