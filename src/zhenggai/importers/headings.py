"""What plans call things: labels and column headings to the terms of a ledger, as one table; not where they stand.

The patterns are the synonyms met in plans of many trades; blanks inside a heading do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zhenggai.columns.layout import Term

_KIND = "(?:单位|部门|科室|股室|处室|站所|机构|主体)"
_ABOUT = (
    "(?:整改|具体|主要|落实|工作|存在|反馈|发现|突出|涉及|检查|审计|巡察|巡视|督察|督查|督导|考核|移交|交办|查出|指出"
    "|所提|原|的)*"
)

SYNONYMS: tuple[tuple[Term, str], ...] = (
    (Term.ORDINAL, r"序号|顺序号|项目序号"),
    (Term.CATEGORY, r"类型|类别|(?:问题|整改|隐患|所属)(?:类型|类别|领域|方面)|方面|领域|所属领域|分类|大类|板块"),
    (Term.NUMBER, r"数量|问题(?:数量|序号|编号|号)|编号|(?:整改)?任务(?:编号|序号)|清单编号"),
    (
        Term.DESCRIPTION,
        (
            rf"{_ABOUT}(?:问题|隐患)(?:的)?(?:详细|具体)?(?:描述|表现|表述|内容|详情|摘要|概述|概况|简述|事实|说明)"
            r"|(?:具体|主要|突出)表现(?:形式|为)?|表现形式|(?:具体|详细)情况|问题及表现|现状"
        ),
    ),
    (
        Term.ISSUE,
        (
            rf"{_ABOUT}(?:问题|隐患)(?:和不足|及不足|与不足|和隐患|隐患|清单|名称|事项|情况|概要|表述)?"
            r"|不(?:符合|合格)(?:项|事实)?(?:的)?(?:描述|事实描述|事实陈述|事实)|(?:违[法规]|缺陷)(?:事实|行为|描述|项目|内容)|不足之处|薄弱环节|(?:整改|问题|反馈)事项|反馈意见|整改内容|(?:整改)?任务名称|督察反馈内容|反馈内容|巡察反馈内容|整改任务|整改前(?:的?(?:情况|状况|问题))?"
            r"|(?:人大)?(?:审议|评议|检查|督查|督导|专家|评审)意见(?:和建议|及建议)?|(?:交办|举报|反映|投诉|信访)(?:的)?(?:问题|事项)(?:基本情况|内容|描述|情况)?"
        ),
    ),
    (
        Term.GOAL,
        r"(?:整改|工作|预期|总体|完成|阶段|任务|年度|治理)*(?:目标|成效目标)(?:任务|要求|及要求|与要求)?|预期成效|整改成效目标",
    ),
    (
        Term.MEASURES,
        (
            rf"(?:{_ABOUT}|下一步|拟采取|采取|防治|治理|整治|防范|改进|管控|纠正)*(?:措施|举措|办法|对策)(?:内容|及步骤|和要求|及要求|及安排|清单)?"
            r"|(?:整改|处理)(?:要求|意见|建议)|(?:工作|检察|监察|审计|司法|改进|对策)?建议|下一步打算|整改|(?:整改|改进)计划|(?:整改|工作|任务)分工|(?:怎么|怎样|如何)(?:整)?改|要求"
        ),
    ),
    (
        Term.DEADLINE,
        (
            r"(?:整改|完成|办结|销号|计划|计划完成|整改完成|任务完成|办理|要求|要求完成|治理|预计完成|规定|任务|拟完成|整治)*"
            r"(?:时限|期限)(?:要求|节点)?|(?:整改|完成|办结|销号|计划|整改完成|计划完成|预计完成|任务完成|要求完成|拟完成|整治)+"
            r"(?:时间|日期)(?:节点|要求|安排)?|时间(?:节点|要求|期限)?"
        ),
    ),
    (
        Term.SOURCES,
        r"(?:问题|隐患|线索|任务)?来源(?:渠道)?|(?:反馈|提出|检查|交办|移交)单位|发现渠道|检查组别|反馈来源",
    ),
    (Term.LEAD_UNIT, rf"(?:总?牵头|主责|主办|负责|第一责任|主要责任)(?:责任)?{_KIND}|牵头(?:责任)?单位|牵头"),
    (Term.SUPPORTING_UNITS, rf"(?:责任)?(?:配合|协办|协助|协同|参与|参加|会办|共同责任)(?:责任)?{_KIND}|配合"),
    (Term.ACCEPTING_UNIT, rf"(?:整改)?(?:验收|销号|核验|核查验收|验收销号)(?:责任)?{_KIND}"),
    (
        Term.LEAD,
        (
            r"牵头(?:负责)?(?:人|领导|同志)|牵头负责(?:人|同志)|(?:整改)?(?:责任|包案|包抓|包保|挂牌|挂包|挂联|分管|主管|牵头|领办|督办|督导)(?:[市县区乡镇局院校]级?)?领导"
            r"|[市县区乡镇]级?(?:牵头|责任|包案|包抓|分管|挂牌)?领导|分管负责人|分管领导"
        ),
    ),
    (
        Term.PERSON,
        r"(?:整改|直接|具体|第一|主要|主体|落实|工作)*责任人(?:员)?|(?:具体|直接|主要|整改)?(?:负责人|经办人|整改人|承办人|经办)(?:员)?",
    ),
    (
        Term.UNITS,
        (
            rf"(?:整改|主体|直接|具体|落实|工作)*(?:责任|整改|承办|实施|落实){_KIND}(?:或个人)?|责任(?:乡镇|镇街|支部|医院|学校|分工|村|企业|片区)?"
            r"|责任归属|分工"
        ),
    ),
    (
        Term.PROGRESS,
        (
            r"整改(?:工作)?(?:进展|情况|结果|成效|进度|效果|落实|完成)(?:情况|结果|成效|效果|进展|说明)?|(?:整改)?(?:完成|落实|进展|办理|推进)(?:情况|结果|进度)"
            r"|(?:目前|当前|工作|最新|截至目前)进展(?:情况)?|边[督查]边改情况|(?:查处|处理|处置|处理处置)(?:和|及|与)?整改(?:落实)?(?:情况|结果)|取得成效|已开展工作"
            r"|整改后(?:的?(?:情况|状况|效果))?"
        ),
    ),
    (Term.STATUS, r"(?:整改|完成|销号|当前|办理)?状态|是否(?:完成|销号|整改到位|办结|完成整改)|销号情况|整改与否"),
    (Term.NOTE, r"备注|附注|说明"),
)
"""Terms with their wordings; the first that fits a whole heading wins."""

OTHER_LABELS = (
    r"(?:整改|验收|销号|完成)+标准(?:及要求)?|(?:问题|隐患|涉及|违规|整改|审计)*金额|(?:问题|隐患|风险)(?:性质|等级|级别|程度)"
    r"|(?:产生|问题|存在)?原因(?:分析|剖析)?|成因(?:分析|剖析)?|(?:整改|定性|处罚|法规|政策|法律|检查)依据|(?:督导|督办|监管|指导|监督|行业主管|主管)"
    rf"(?:责任)?{_KIND}|(?:整改|资金|治理|投入)*资金(?:来源|落实)?|应急预案|整改预案|责任追究|问责情况|(?:整改|问题)类型|整改方式|佐证材料|检查(?:日期|时间|地点)"
    r"|(?:受|被)(?:审核|检查?|审计|督查|检)(?:单位|部门|企业|科室)|不符合(?:条款|报告编号|标准)|[一-鿿]{2,4}名称|(?:隐患|问题|检查|所在)?(?:部位|点位|线索|地点|位置)|整改序号|验收意见|验收结论|销号意见|联络员|联系人|联系电话|编号|[一-鿿]{2}编号"
)
"""Labels a task may carry that a ledger has no term for: kept under 附加 by their own name."""

_ASKS = {Term.ISSUE, Term.DESCRIPTION}
"""With 措施 in one heading (存在问题及整改措施) they head a whole chapter and are no label."""

_BLANKS = re.compile(r"\s+")
_REMARK = re.compile(r"[（(][^（()）]*[）)]$")
_AND = re.compile(r"及其|以及|[及和与、/／]")


_LAST_WORDS: tuple[tuple[Term, str], ...] = (
    (Term.DESCRIPTION, r".{2,6}(?:描述|表现|情形|详情|概述)"),
    (Term.ISSUE, r"(?:.{0,6})(?:问题|隐患|缺陷|不足|短板|弱项|瑕疵|不符合项|不合格项)(?:项|点|情况|内容|事实)?"),
    (
        Term.MEASURES,
        r"(?!保障|强制|处罚).{0,6}(?:措施|举措|对策)|整改(?:任务|内容|方案)(?:及|和|与)措施|(?:解决|应对|处置|改进)办法",
    ),
    (Term.DEADLINE, r".{2,6}(?:时限|期限|时间|日期|节点|时点)|(?:完成|到期|截止|整改|办结)日"),
    (Term.LEAD_UNIT, rf"(?:领办|主抓|总责|挂帅|主管责任){_KIND}"),
    (Term.SUPPORTING_UNITS, rf"(?:协同|协作|联动|支持|共同|次要|辅助).{{0,2}}{_KIND}"),
    (Term.UNITS, rf"(?:认领|承接|执行|包保|落地|主体|办理|具体|责任).{{0,3}}{_KIND}"),
    (Term.PERSON, r"(?:整改|落实|认领|承接|执行|办理).{0,2}(?:负责人|责任人)"),
    (Term.GOAL, r".{0,4}目标"),
    (Term.PROGRESS, r"(?:目前|当前|现阶段|截至目前|最新|已).{0,2}(?:情况|进度|进展|状况)"),
)
_NOT_OF_A_TASK = re.compile(
    r"检查|填[报表]|报[送告]|上报|会议|召开|发现|反馈|排查|印发|发布|编制|制表|联系|实际|开工|起始|开始|发生|受理|交办|督[查导]|受检|来文"
    r"|审[核批计查]|签收|接收|复[查核]|核[查验]|公[示开]|录入|登记|移交|立案|巡[察视]|抽查|培训|施工|建设|业主|参加|出席|举报|投诉|监督|值班"
    r"|活动|学习|宣传|调研|走访|评估|考核|通报|成立|启动|收到|下达|批复|被"
)


@lru_cache(maxsize=4096)
def term_by_last_word(heading: str) -> Term | None:
    """Return the term of a heading no synonym fits, by what it ends in: 完成节点, 承接科室, 工程措施.

    For a place where a heading is sure to stand: a column of a ledger, a label that begins a line.
    """
    bare = _REMARK.sub("", _BLANKS.sub("", heading).strip("：:*【】[]"))
    if _NOT_OF_A_TASK.search(bare) or _OTHER.fullmatch(bare):
        return None
    return next((term for term, pattern in _COMPILED_LAST_WORDS if pattern.fullmatch(bare)), None)


def term_of_column(heading: str) -> Term | None:
    """Return the term of a column's heading, by its last word where no synonym fits."""
    return term_of(heading) or term_by_last_word(heading)


@lru_cache(maxsize=4096)
def term_of(heading: str) -> Term | None:
    """Return the term a column heading or a label stands for, None where it is somebody's own.

    A heading of two things (责任单位及责任人) is the first of them that is known, 措施 before all others.
    """
    bare = _REMARK.sub("", _BLANKS.sub("", heading).strip("：:*【】[]"))
    whole = _whole(bare)
    if whole or not bare:
        return whole
    known = [_whole(part) for part in _AND.split(bare)]
    if None in known or (_ASKS.intersection(known) and Term.MEASURES in known):
        return None
    return Term.MEASURES if Term.MEASURES in known else known[0]


def _whole(heading: str) -> Term | None:
    found = _ANY.fullmatch(heading)
    return _TERMS[found.lastgroup] if found and found.lastgroup else None


_OTHER = re.compile(OTHER_LABELS)
_COMPILED_LAST_WORDS = tuple((term, re.compile(pattern)) for term, pattern in _LAST_WORDS)
_TERMS = {f"term{number}": term for number, (term, _pattern) in enumerate(SYNONYMS)}
_ANY = re.compile("|".join(f"(?P<{name}>{SYNONYMS[number][1]})" for number, name in enumerate(_TERMS)))
