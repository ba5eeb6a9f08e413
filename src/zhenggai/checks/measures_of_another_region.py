"""整改措施里的地名要是本地的，不能从别处抄来忘了改。

理由：
    套用外地方案，最容易在措施里留下人家的县名、市名，或者留下“我市”“我县”这样不合本级的自称。
    措施里点了一个省、市、县的名，而它在本方案的标题、发文机关、责任单位、问题和名录里都没有出现过，报出来；
    与工作区里另一个方案的措施大体相同、又带着那个方案的地名的，一并指出是哪一份。
    学习考察、对口协作、务工去向等本来就要写外地的，不查。

合格：
    发文机关: [甲川县财政局]
    任务:
    - 编号: 1-1
      整改措施: [对甲川县各乡镇衔接资金拨付情况按周调度，赴乙山县学习项目库管理做法。]

不合格：
    发文机关: [甲川县财政局]
    任务:
    - 编号: 1-1
      整改措施: [对乙山县各乡镇衔接资金拨付情况按周调度，项目完工一个报账一个。]

出处：
    许财农〔2022〕15号第三部分（二）：对照国家和省反馈的问题举一反三；反馈问题点名的多是外地，措施却要落在本地。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.checks.progress import percent, quoted
from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Severity
from zhenggai.wording.similarity import plain, shared
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from zhenggai.checks.subject import Subject, WorkspaceSubject
    from zhenggai.findings import Loc
    from zhenggai.model import Plan
    from zhenggai.roster import Roster

PERCENT, SHORTEST = "相同百分比", "最少字数"
_REMEDY = "请改成本地的单位和地方；确实要写外地的，说明为什么"

_LEVEL_OF = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "旗": 2, "区": 2, "乡": 3, "镇": 3}
_LEVELS = "".join(_LEVEL_OF)
_BELOW_ALL = 4
_MAY_NAME_A_PLACE = re.compile(rf"[^各全本我该每{_LEVELS}][{_LEVELS}]|我[{_LEVELS}]")
# A name counts only between words that stand before and after places: 对乙山县各乡镇, 督促丙江市财政局.
_BEFORE = "对在由向按依为于和与及到至从让使将把"
_PLACE = re.compile(
    rf"(?:^|[，。；：、（“《{_BEFORE}]|督促|指导|推动|要求|督导|协调|组织)"
    rf"(?P<name>(?![{_BEFORE}督指推要协组])[\u4e00-\u9fff]{{2,3}}(?:自治县|自治州|[省市县]))"
    r"(?=[，。；：、）”各的]|财政|乡村振兴|发展|农业|人民政府|政府|[县市省]?委|实际|境内|范围|辖区|行政区域|有关|相关|项目|衔接|$)"
)
_NO_NAME = re.compile(
    "[各全本我该每外有等某几多大小和与及或的级指由跨邻贫困试点示范重脱产强城超门上集地辖省市县]|会同|所在|项目|受援|派出"
)
# Other places are meant to be named where people go to learn, to work, or to help.
_MEANT = re.compile("学习|考察|借鉴|对口|协作|结对|支援|交流|挂职|务工|外出|招商|联合|流域|上下游|毗邻|交界|共建|帮扶")
_OUR = re.compile("我(?P<level>[省市州县旗乡镇])(?!场)")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in which a place may be named; `foreign` is a name in it that does not belong here, or empty."""

    task: str
    loc: Loc
    text: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Local:
    """What of one plan is compared: its own regions and its measures."""

    regions: tuple[str, ...]
    measures: tuple[Measure, ...]


def _gather(subject: Subject) -> Local:
    regions = _regions(subject.plan)
    local = _local_text(subject.plan, subject.roster)
    measures = (
        Measure(at.task.id, (*at.loc, "整改措施", position), text, _foreign_name(text, local, regions))
        for at in subject.tasks
        for position, text in enumerate(at.task.measures)
        if _MAY_NAME_A_PLACE.search(text)
    )
    return Local(regions, tuple(measures))


def _compare(subject: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    plans_of: dict[str, list[str]] = {}
    for plan_id, local in subject.gathered.items():
        for region in local.regions:
            plans_of.setdefault(region, []).append(plan_id)
    lengths = {len(region) for region in plans_of}
    for plan_id, local in subject.gathered.items():
        for measure in local.measures:
            places = _ending_like_places(measure.text, lengths)
            named = [name for name in places if name in plans_of and name not in local.regions]
            message = _copied_from(measure, named, plans_of, plan_id, subject) if named else ""
            if not message and measure.foreign:
                message = f"措施里的“{measure.foreign}”不像本地的，本方案别处都没有出现"
            if message:
                yield plan_id, Flaw(measure.loc, message, _REMEDY)


def _ending_like_places(text: str, lengths: Collection[int]) -> dict[str, None]:
    """Return the pieces of these lengths that end with 省, 市, 县 …: few to look up where places are thousands."""
    ends = [position + 1 for position, character in enumerate(text) if character in _LEVEL_OF]
    return dict.fromkeys(text[end - length : end] for end in ends for length in lengths if length <= end)


def _copied_from(
    measure: Measure, named: list[str], plans_of: Mapping[str, list[str]], plan_id: str, subject: WorkspaceSubject
) -> str:
    """Say from which measure of a region's own plan this one was copied; nothing where from none."""
    least = subject.thresholds[PERCENT] / 100
    if len(plain(measure.text)) < subject.thresholds[SHORTEST]:
        return ""
    for name in named:
        for other_id in plans_of[name]:
            for other in subject.gathered[other_id].measures:
                share = shared(measure.text, [other.text], least) if name in other.text else 0.0
                if share and name not in _local_text(subject.plan(plan_id), subject.roster):
                    return (
                        f"措施{quoted(measure.text)}有 {percent(share)} 的字与 {other_id}:{other.task} 的措施相同"
                        f"，还带着那里的地名“{name}”"
                    )
    return ""


def _regions(plan: Plan) -> tuple[str, ...]:
    """Return the places whose plan it is, by the names of who issued it and by its title."""
    prefixes = [parse_name(name).prefix for name in (*plan.issuers, plan.title)]
    return tuple(dict.fromkeys(prefix for prefix in prefixes if len(prefix) > 1))


def _local_text(plan: Plan, roster: Roster) -> str:
    """Return everything in which a place that concerns the plan would be named, its measures and progress aside."""
    texts: list[str | None] = [plan.title, plan.ledger_title, plan.recipients, plan.guidance]
    texts += [*plan.issuers, *plan.requirements, *(basis.title for basis in plan.bases)]
    for category, issue, task in plan.rows():
        texts += [category.name, issue.title, issue.description, task.description, task.goal, task.units, *task.sources]
        texts += [task.lead_unit, task.supporting_units, task.accepting_unit, task.note]
    texts += [*roster.names(), *(name for members in roster.expansions.values() for name in members)]
    return "\n".join(text for text in texts if text)


def _foreign_name(text: str, local: str, regions: tuple[str, ...]) -> str:
    """Return a place that does not belong here, or 我市 where the plan is a county's; empty where all is well."""
    if _MEANT.search(text):
        return ""
    for match in _PLACE.finditer(text):
        name = match["name"]
        if name not in local and name[:-1] not in local and not _NO_NAME.search(name[:-1]):
            return name
    highest = min((_LEVEL_OF[region[-1]] for region in regions if region[-1] in _LEVEL_OF), default=_BELOW_ALL)
    for match in _OUR.finditer(text):
        # A county may speak of the city it lies in as 我市, but a city has no 我县.
        if highest < _BELOW_ALL and _LEVEL_OF[match["level"]] > highest:
            return match[0]
    return ""


RULE = WorkspaceRule(
    "measures-of-another-region",
    "措施里的地名要是本地的",
    Family.SUBSTANCE,
    Severity.WARNING,
    __name__,
    _gather,
    _compare,
    {PERCENT: 80, SHORTEST: 16},
)
