"""What the headings of a plan's chapters say they hold: guidance, tasks, requirements; not how chapters nest."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.importers.outline import Node

_LONGEST = 34


class Chapter(Enum):
    """What a chapter holds."""

    GUIDANCE = auto()
    BACKGROUND = auto()
    PROBLEMS = auto()
    TASKS = auto()
    MEASURES = auto()
    RESULTS = auto()
    REQUIREMENTS = auto()


_WORDS = (
    r"(?:存在|主要|突出|具体|反馈|发现|查出|指出|检查|督察|督查|巡察|巡视|审计|考核|评估|整改|整治|治理|重点|相关|有关|各类|各项|上级|本次|此次|需要|需|应|待|的|问题|隐患|任务|"
    r"措施|举措|目标|责任|分工|分解|时限|要求|清单|台账|内容|事项|情况|工作|安排|明细|及其|及|和|与|、|对应|落实|逐项|具体化|方向|领域|梳理|汇总|推进|切实|抓好|明确|"
    r"全面|坚持|聚焦|紧盯|薄弱|环节|不足|方面|主体|单位|部门|进展|成效|完成|进一步)+"
)
_PATTERNS = (
    (
        Chapter.REQUIREMENTS,
        r"(?:工作|整改|有关|相关|几点|具体|纪律|组织)?要求|.{0,8}(?:保障|组织领导|保障措施|工作机制|保障机制)|(?:加强|强化|健全|压实|严格|严肃)(?:组织|工作|责任|纪律)?.{0,4}(?:领导|保障|督导|督查|监督|检查|问责)|(?:整改|方法|实施|工作|推进|时间)*(?:步骤|安排|进度|阶段|程序)(?:及.{2,6})?|(?:其他|有关|注意)事项|(?:信息|情况|材料)?报送.{0,8}|督[导促查].{0,4}|工作纪律|组织实施|附则|销号程序|验收销号.{0,6}|联系方式|.{0,6}职责(?:分工|任务|划分)?",
    ),
    (
        Chapter.GUIDANCE,
        r"指导思想|(?:总体|基本)(?:要求|思路|原则|目标|部署|安排|考虑)(?:和.{2,6})?|(?:工作|整改|总体|主要)(?:目标|原则|思路)(?:和.{2,6}|任务)?|目标任务|指导思想.{0,10}|整改工作总体.{0,4}",
    ),
    (
        Chapter.BACKGROUND,
        r"(?:基本|总体|工作|检查|督[察查]|巡[察视]|审计|评估|考核|反馈|有关|问题反馈|背景)(?:基本|总体|工作)?(?:情况|概况|背景)|背景|概况|.{0,6}(?:由来|背景)|(?:检查|督查|督察|审计)(?:工作)?(?:开展|组织|实施)情况",
    ),
    (
        Chapter.RESULTS,
        r"(?:整改|工作|落实|任务)*(?:进展|成效|完成|落实|推进|开展)(?:情况|成效)?|(?:主要|具体)做法.{0,6}|(?:取得|工作)(?:的)?(?:主要|初步|阶段性)?成[效绩]|边[督查整]边改.{0,6}|下一步.{0,10}|整改(?:工作)?(?:总体)?情况|主要工作.{0,6}|经验.{0,6}",
    ),
)


_BY_STATE = (
    r"(?:已|已经|正在|尚未|未|需要?|持续|长期|基本|部分)(?:全部|按期|立行立改|立即)?(?:完成|整改|推进|落实|办结|解决|坚持)"
    r"(?:整改|到位|完成|完毕|中|推进|落实)*的?(?:问题|隐患|事项|任务)(?:清单)?"
    r"|(?:(?:责令)?限期整改|存在(?:突出|主要)?(?:问题|隐患)|不(?:合格|达标|规范))的?(?:机构|企业|单位|学校|门店|商户|项目|场所|网站|经营户)"
)
"""How a chapter is called that holds the problems mended, or not yet: 正在整改的隐患."""
_CATEGORY = re.compile(
    r"(?:方面|领域|类|环节|板块)(?:存在)?(?:的)?(?:主要|突出|具体)?(?:问题)?(?:[（(].*[）)])?$"
    r"|(?:查出|发现|反馈|指出|存在)的?问题的?整改(?:落实|完成|进展)?情况$"
)


def names_category(heading: str) -> bool:
    """Say whether a heading ends like the name of a category: …方面, …类问题, …审计查出问题的整改情况."""
    return bool(_CATEGORY.search(heading))


def heading_of(node: Node) -> str:
    """Return the heading of a node: its text up to the first stop."""
    if not node.clause:
        return ""
    return re.split(r"[。：:；\n]|(?<=[一-鿿])\.", node.clause.text.text.strip(), maxsplit=1)[0].strip()


def chapter_of(node: Node) -> Chapter | None:
    """Return what a marked node holds by its heading, None where the heading is that of a category or a problem."""
    return chapter_of_text(heading_of(node))


@lru_cache(maxsize=4096)
def chapter_of_text(text: str) -> Chapter | None:
    """Return what a heading says it heads, None where it is that of a category or a problem, or no heading."""
    heading = re.sub(r"\s+", "", text).rstrip("：:")
    heading = re.sub(r"[（(][^（()）]*[）)]$", "", heading)
    if not heading or len(heading) > _LONGEST:
        return None
    for chapter, pattern in _PATTERNS:
        if re.fullmatch(pattern, heading):
            return chapter
    if re.fullmatch(_BY_STATE, heading):
        return Chapter.PROBLEMS
    if heading.endswith("方面") or not re.fullmatch(_WORDS, heading):
        return None
    asks = re.search(r"问题|隐患|不足|薄弱环节", heading)
    measures = re.search(r"措施|举措", heading)
    if re.search(r"任务|清单|台账|分工|内容|事项", heading) or (asks and measures):
        return Chapter.TASKS
    return Chapter.PROBLEMS if asks else Chapter.MEASURES if measures else None
