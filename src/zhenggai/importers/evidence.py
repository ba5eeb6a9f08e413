"""Whether a document is a rectification plan at all: what was found is weighed against what it calls itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.division import lacks, prescribes
from zhenggai.importers.lines_of_form import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory, RawIssue

_PLAN = re.compile(
    r"(?:整改|整治|整顿|治理|销号|问题|隐患|意见).{0,30}(?:方案|台账|清单|计划|措施|一览表|汇总表|任务表|分解表|安排|公示|表)"
)
_INSPECTION = re.compile(r"审计|检查|自查|督察|督查|巡察|巡视|反馈|通报|问题|考核|评估|隐患|抽查|验收")
_REPORT = re.compile(r"(?:报告|总结|汇报|情况|综述|纪要|简报)(?:[（(].*[）)])?$")
_LETTER = re.compile(r"(?:整改|整治|问题|隐患|督办|交办).{0,30}(?:函|通知|通知书|通报|交办单|督办单|意见书|建议书)$")
_ORDER = re.compile(
    r"(?:责令|限期|停产|停业|整改|改正|交办|督办|监督|检察|监察|司法|审计|卫生|消防).{0,12}(?:指令书|通知书|决定书|意见书|建议书|建议函|督办函|告知书)$"
)
"""What orders and formal suggestions to one addressee are called, which list what they found at him."""
_OPENING = re.compile(
    r"(?:检查|抽查|督[察查导]|巡[察视]|排查|审计|暗访|评估|考核|自查|整改|问题|隐患)[^。]{0,60}[。，,].{0,200}?(?:通报|通告|反馈|报告|汇报|公布|公示|回复|函告|总结)如下"
    r"|(?:经(?:现场|认真|全面)?(?:检查|核查|查|排查|审计)|(?:检查|排查|巡察|督查|审计|抽查)中?发现|[你我贵各](?:们)?(?:局|镇|乡|校|院|公司|单位))"
    r"[^。]{0,60}(?:存在|发现)(?:以下|下列|如下)[^。：]{0,16}(?:问题|隐患|不足)",
    re.DOTALL,
)
"""How a document of findings opens, by which one is known that has no title."""
_TRADE = re.compile(r"整改|整治|整顿|隐患|改正|反馈问题|督察|巡察|巡视|审议意见|(?:检察|监察|司法|审计)建议")
_OTHER_KIND = re.compile(
    r"(?:讲话|发言|致辞|主持词|规定|细则|制度|条例|规程|流程|指南|须知|职责|(?<!整改)办法|决定书?|判决书|通讯|倡议书?)(?:稿|提纲)?"
    r"(?:[（(].{1,8}[）)])?$"
)
"""What ends the titles of rules, speeches and decisions, which set tasks but are no plan."""
_ARTICLE = re.compile(r"^[ \t\u3000]*第[一二三四五六七八九十百]{1,4}条[ \t\u3000：:]", re.MULTILINE)
_FEWEST_ARTICLES = 3
_CAMPAIGN = re.compile(
    r"(?:行动|活动|攻坚|创建|提升工程|专项(?:整治|治理)|检查|排查|督[查导]).{0,20}(?:方案|计划|安排|意见)(?:[（(].{1,8}[）)])?$"
)
_ABOUT_FINDINGS = re.compile(r"整改|问题|反馈|发现|指出|查出|交办|移交|意见")
_ABOUT_MENDING = re.compile(r"整改.{0,12}(?:报告|总结|汇报|情况)")
_OPENS_WITHIN = 600
_ENOUGH_TRADE, _FEWEST_ANSWERED = 2, 2
_ANSWERS = frozenset({Term.PROGRESS, Term.STATUS})
_WHO_AND_WHEN = frozenset({Term.UNITS, Term.LEAD_UNIT, Term.DEADLINE, Term.LEAD, Term.PERSON})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a plan: its title, its text, whether a ledger table or labels (整改措施：) were found."""

    title: str
    text: str
    has_ledger: bool
    has_labels: bool

    @property
    def tells_of_findings(self) -> bool:
        """Whether title, or opening where no line is a title, says that somebody looked and found something."""
        title = re.sub(r"\s+", "", self.title)
        return bool(_INSPECTION.search(title) if is_title(title) else _OPENING.search(self.text[:_OPENS_WITHIN]))


def calls_itself_a_plan(title: str) -> bool:
    """Say whether a title is that of a rectification plan or its ledger, and of no report about one."""
    bare = re.sub(r"\s+", "", title)
    return bool(_PLAN.search(bare)) and not _REPORT.search(bare)


def is_order(title: str) -> bool:
    """Say whether a title is that of an order or a formal suggestion: 责令限期整改指令书, 检察建议书."""
    bare = re.sub(r"\s+", "", title)
    return bool(_ORDER.search(bare)) and "处罚" not in bare


def speaks_to_one(title: str) -> bool:
    """Say whether a title is that of an order, a feedback or a letter, whose one addressee is to mend what it lists."""
    bare = re.sub(r"\s+", "", title)
    return is_order(title) or asks_for_mending(title) or bool(re.search(r"反馈意见(?:的?(?:函|通知))?$|限期整改", bare))


def asks_for_mending(title: str) -> bool:
    """Say whether a title is that of a letter which asks for findings to be mended: 关于做好…反馈问题整改的函."""
    bare = re.sub(r"\s+", "", title)
    return bool(_LETTER.search(bare))


def _is_campaign(title: str) -> bool:
    """Say whether a title is that of a campaign (整治行动方案) or of checks to come, and names no finding."""
    return bool(_CAMPAIGN.search(title)) and not _ABOUT_FINDINGS.search(title)


def _mostly_wrong(found: Sequence[RawCategory]) -> bool:
    """Say whether at least half of the problems tell of something wrong."""
    issues = [issue for category in found for issue in category.issues]
    wrong = [
        issue
        for issue in issues
        if any(lacks(text.text) for text in _texts(issue)) and not prescribes(issue.title.text)
    ]
    return len(wrong) * 2 >= len(issues)


def _mostly_prescribed(found: Sequence[RawCategory]) -> bool:
    """Say whether at least half of the problems say what is to be done: then they are no findings."""
    issues = [issue for category in found for issue in category.issues]
    return sum(prescribes(issue.title.text) for issue in issues) * 2 >= len(issues)


def _texts(issue: RawIssue) -> Iterator[Passage]:
    yield from (issue.title, issue.description, *(task.problem for task in issue.tasks))


def why_no_plan(found: Sequence[RawCategory], evidence: Evidence) -> str:
    """Return why this is not a rectification plan, empty where it is one."""
    tasks = [task for category in found for issue in category.issues for task in issue.tasks]
    if not tasks:
        return "没有找到写有整改措施、责任单位或整改时限的问题"
    title = re.sub(r"\s+", "", evidence.title)
    trade = len(_TRADE.findall(evidence.text))
    if is_order(title) and not _mostly_prescribed(found):
        return ""
    if _OTHER_KIND.search(title) or len(_ARTICLE.findall(evidence.text)) >= _FEWEST_ARTICLES:
        return "是规章、讲话或者决定一类的文件，不是整改方案"
    if _is_campaign(title) and not _mostly_wrong(found):
        return "写的是一次行动要做的事，没有写出要整改的问题"
    if calls_itself_a_plan(title):
        return ""
    measured = any(task.measures for task in tasks)
    assigned = any(_WHO_AND_WHEN & set(task.fields) for task in tasks)
    if evidence.has_ledger or (evidence.has_labels and measured and assigned):
        return "" if trade or _INSPECTION.search(title) else "通篇没有讲整改"
    if trade >= _ENOUGH_TRADE and _says_enough(found, evidence, title, is_assigned=measured and assigned):
        return ""
    if trade and evidence.tells_of_findings and not _ABOUT_MENDING.search(title):
        return ""
    return "只有一般的叙述，没有逐条写明问题由谁、在什么时限前怎样整改"


def _says_enough(found: Sequence[RawCategory], evidence: Evidence, title: str, *, is_assigned: bool) -> bool:
    """Say whether what was found is enough, in a text that speaks of mending: a report must go item by item."""
    if _REPORT.search(title) or not is_title(title):
        return _goes_item_by_item(found)
    return evidence.has_labels or is_assigned or _goes_item_by_item(found)


def _goes_item_by_item(found: Sequence[RawCategory]) -> bool:
    """Say whether problems, which tell of something wrong, are answered one by one with what was or will be done."""
    issues = [issue for category in found for issue in category.issues]
    answered = [issue for issue in issues if any(task.measures or _ANSWERS & set(task.fields) for task in issue.tasks)]
    return len(issues) >= _FEWEST_ANSWERED and len(answered) * 2 >= len(issues) and _mostly_wrong(found)
