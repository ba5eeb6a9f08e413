"""Labels, roles and conjunctions around names of units: 牵头单位：, （配合）, 等部门, 和; never what a name means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.wording.unit_names import LEVELS, Name, parse_name

if TYPE_CHECKING:
    from collections.abc import Callable

_ROLE = "牵头|主办|主责|承办|配合|协办|协助|协同|参与|会办|督办|督导|指导|负责|落实"
LABEL = re.compile(
    r"(?:(?P<plain>(?:整改|主体|直接|主要|第一)*责任(?:单位|部门|主体|科室)|整改(?:单位|部门))"
    rf"|(?P<role>(?:{_ROLE}|验收|监管|行业主管|主管)(?:责任|整改)?(?:单位|部门|科室)?)"
    r"|(?P<other>(?:牵头|具体|主要|第一)?(?:负责人|责任人|责任领导|包案领导|分管领导|联系人|经办人)"
    r"|联系电话|电话|(?:整改|完成|办理)?时限|完成时间|邮箱))\s*[:：]"
)
"""A label with its colon: `plain` says nothing new, `role` tells units apart, after `other` comes something else."""

_ROLE_BRACKET = re.compile(rf"[（(](?:共同|具体|总)?(?:{_ROLE})(?:责任)?(?:单位|部门|科室)?[）)]")
# 协办 and 督办 are not among them: 政协办 and 政府督办 are offices.
_ROLE_ENDING = re.compile(r"(?:分别|共同|具体|按职责分工)?(?:牵头(?:负责|抓总)?|负责|配合|协助|参与|组织实施)$")
_AND_OTHERS = re.compile(r"等(?:[一二三四五六七八九十\d]+个?)?(?:有关|相关|[省市县乡]直)?(?:单位|部门|科室)?$")

_CONJUNCTION = re.compile(r"以及|会同|和(?![谐睦])|与|及")
_SUBORDINATES = re.compile(r"其|所属|下属|直属")
# After these a conjunction stands between two units; after any other ending it may stand inside one name.
_FIRM_ENDING = re.compile(
    r"(?:[局厅委]|委员会|委会|常委会|政府|办公室|(?:党|府|委|扶贫|振兴|党建)办|服务中心|公司|小组|残联|妇联|文联|侨联|工商联|工会|红十字会"
    r"|联合会|组织部|宣传部|统战部|武装部|工作部|法院|检察院|派出所|财政所|司法所|支队|大队|党校|[中小]学|支部|政协|人大)$"
)
_COMMITTEE_AND_GOVERNMENT = re.compile(rf"([^和与及]*(?:党|[{LEVELS}])委)([{LEVELS}]?(?:人民)?政府)")
_LONGEST_LIST = 200
"""Characters; a longer text without any separator is prose, and a doubt."""
_COMMON_WORD = re.compile(r"(?:社会|场所|车站|干部|内部|军队|学科|学校|医院|民办|公办)$")


def is_role_bracket(text: str) -> bool:
    """Say whether a bracket holds a role and nothing else: （牵头）."""
    return bool(_ROLE_BRACKET.fullmatch(text))


def without_remarks(text: str, doubts: list[str]) -> str:
    """Return a name without its role and its 等; what is lost is added to `doubts`, in Chinese."""
    name = _ROLE_BRACKET.sub("", text)
    role_free = _ROLE_ENDING.sub("", name)
    bare = _AND_OTHERS.sub("", role_free)
    if bare != name:
        candidate = bare.removeprefix("由") if role_free != name else bare
        name = candidate if parse_name(candidate).looks_like_a_unit else name
    if name == text:
        return name
    if _AND_OTHERS.search(role_free):
        doubts.append(f"“{text}”没有写明“等”还有哪些单位，请逐个写全")
    if _ROLE_BRACKET.search(text) or role_free != text:
        doubts.append(f"“{text}”写有角色，责任单位里不分角色，请另填到牵头单位、配合单位等项")
    return name


def divide_at_conjunctions(word: str, is_known: Callable[[str], bool], doubts: list[str]) -> list[str]:
    """Divide 市财政局和市审计局 and 县委县政府, but not 市发展和改革委员会.

    Where it cannot be told, the name is kept whole and a doubt added.
    """
    if is_known(word) or len(word) > _LONGEST_LIST:
        return [word]
    if pair := _COMMITTEE_AND_GOVERNMENT.fullmatch(word):
        return [pair[1], pair[2]]
    for match in _CONJUNCTION.finditer(word):
        left, right = word[: match.start()], word[match.end() :]
        if _in_brackets(left):
            continue
        before, after = parse_name(without_remarks(left, [])), parse_name(without_remarks(right, []))
        if not (is_known(left) or before.looks_like_a_unit) or not after.looks_like_a_unit:
            continue
        if _SUBORDINATES.match(right):
            doubts.append(f"“{word}”没有写明是哪些下属单位，按原样保留，请逐个写全")
            return [word]
        if is_known(left) or _stands_between(before, after):
            if match[0] == "会同":
                doubts.append(f"“{word}”里“会同”前后有主次，责任单位里不分角色，请另填到牵头单位、配合单位等项")
            return [part for side in (left, right) for part in divide_at_conjunctions(side, is_known, doubts)]
        if before.ends_like_a_department and not _COMMON_WORD.search(left):
            doubts.append(f"“{word}”按一个单位读；如是两个单位，请把“{match[0]}”改为“、”")
            return [word]
    return [word]


def _in_brackets(left: str) -> bool:
    return left.count("（") + left.count("(") > left.count("）") + left.count(")")


def _stands_between(before: Name, after: Name) -> bool:
    """Say whether a conjunction between these two surely joins units."""
    if before.prefix and not before.body:
        return bool(after.prefix)
    return bool(_FIRM_ENDING.search(before.bare) or (before.ends_like_a_department and after.prefix))
