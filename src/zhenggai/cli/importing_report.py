"""What `import document` says of a draft: what was understood, every doubt by task, and where the characters went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.cli.render import say, table, visible
from zhenggai.terms import DeadlineKind
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.draft import Draft
    from zhenggai.model import Issue, Plan, Task
    from zhenggai.roster import Roster

_COUNTED = {"categories": "类型", "issues": "问题", "tasks": "任务", "measures": "措施"}
_LONGEST = 30
_MOST_ALIKE = 5
"""Doubts that say the same of different tasks which are shown one by one."""
_LONGEST_LIST = 60
_QUOTED = re.compile("“[^“”]*”")


def show_draft(draft: Draft, plan: Plan, file: str, roster: Roster) -> None:
    """Print the header as read, a line for every task, the counts, and what to look at."""
    say(f"读自 {visible(file)}：{visible(plan.title)}")
    for heading, value in _header(plan):
        if value:
            say(f"{heading}：{visible(value)}")
    say()
    units = _Units(roster)
    rows = [_row(number, issue, task, units) for number, (_c, issue, task) in enumerate(plan.rows(), start=1)]
    table(["任务", "措施", "期限", "单位", "问题和责任单位"], rows)
    say()
    counts = counts_of(plan)
    say(
        f"读出 {counts['categories']} 个类型、{counts['issues']} 个问题、{counts['tasks']} 项任务、"
        f"{counts['measures']} 条措施；{counts['dated']} 项有日期，{counts['undetermined']} 项时限未定"
    )
    if draft.confirmed:
        stated = "、".join(f"{_COUNTED[name]} {counts[name]}" for name in draft.confirmed)
        say(f"文件自己写明的数目与读出的一致：{stated}")
    account = draft.account
    say(
        f"原文 {account.total} 字：放进方案 {account.placed}，序号标签 {account.frame}，没有放进 {account.left_out}；"
        f"归位 {account.share:.1%}"
    )
    say(f"{counts['tasks']} 项任务中 {len(draft.sure_tasks)} 项没有疑问")
    _show_left_out(draft)
    _show_doubts(draft)


def doubt_lines(draft: Draft) -> list[str]:
    """Return every doubt as a line, task by task, small differences after them, and what was left out at the end."""
    grave, minor = _sorted(draft)
    return [
        *(_doubt_line(doubt, draft) for doubt in grave),
        *(f"细小出入：{_doubt_line(doubt, draft)}" for doubt in minor),
        *(f"没有放进方案：{one.place.name}（{one.reason}）：{' '.join(one.text.split())}" for one in draft.left_out),
    ]


def counts_of(plan: Plan) -> dict[str, int]:
    """Return how much of everything a plan has."""
    tasks = [task for _category, _issue, task in plan.rows()]
    return {
        "categories": len(plan.categories),
        "issues": sum(len(category.issues) for category in plan.categories),
        "tasks": len(tasks),
        "measures": sum(len(task.measures) for task in tasks),
        "dated": sum(task.deadline is not None and task.deadline.due is not None for task in tasks),
        "undetermined": sum(task.deadline is None or task.deadline.kind is DeadlineKind.UNDETERMINED for task in tasks),
    }


def _header(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "台账标题", plan.ledger_title or ""
    yield "文号", plan.number or ""
    yield "发文机关", "、".join(plan.issuers)
    yield "主送", plan.recipients or ""
    yield "印发日期", str(plan.issued or "")
    yield "公开", plan.publicity or ""
    yield "集中整改", f"{plan.campaign.start} 至 {plan.campaign.end}" if plan.campaign else ""
    for basis in plan.bases:
        yield "依据", f"{basis.title}（{basis.number}）" if basis.number not in {None, basis.title} else basis.title
    for rule in plan.reporting:
        when = str(rule.due) if rule.due else "、".join(f"{day}日" for day in rule.days)
        to = f"报{'、'.join(rule.recipients)}" if rule.recipients else ""
        parts = (f"{rule.cadence} {when}", to, "、".join(rule.forms), rule.requirement)
        yield "报送", "，".join(one for one in parts if one)
    if plan.contacts:
        yield "联系人", f"{len(plan.contacts)} 位"


def _row(position: int, issue: Issue, task: Task, counted: _Units) -> list[str]:
    wording = "；".join(one for one in (task.lead_unit, task.units, task.supporting_units) if one)
    units = counted[wording] if wording else 0
    words = _problem(issue, task)
    return [
        task.id or str(position),
        f"{len(task.measures)} 条",
        _deadline(task),
        f"{units} 个" if units else "没有写",
        f"{words}｜{wording}" if wording else words,
    ]


class _Units(dict[str, int]):
    """How many units a wording names, worked out once: plans repeat them."""

    def __init__(self, roster: Roster) -> None:
        super().__init__()
        self._roster = roster

    def __missing__(self, wording: str) -> int:
        self[wording] = number = len(read_units(wording, self._roster).units)
        return number


def _problem(issue: Issue, task: Task) -> str:
    """Return what tells a task from the others of its issue: its own problem's first sentence, else the issue."""
    own = (task.description or "").partition("。")[0] if len(issue.tasks) > 1 else ""
    words = " ".join((own or issue.title).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _deadline(task: Task) -> str:
    if task.deadline is None:
        return "没有写"
    return f"{task.deadline.due or '没有日期'} {task.deadline.kind}"


# --- doubts, and what was left out -----------------------------------------------------------------------------------


def _show_doubts(draft: Draft) -> None:
    grave, minor = _sorted(draft)
    for heading, doubts in (("细小出入", minor), ("疑问", grave)):
        if doubts:
            say(f"{heading} {len(doubts)} 条：")
        for line in _grouped(doubts, draft):
            say(f"  {visible(line)}")


def _grouped(doubts: list[Doubt], draft: Draft) -> Iterator[str]:
    """Yield the lines of doubts; of those that say the same of many tasks only the first, with the other tasks."""
    alike: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        alike.setdefault(f"{doubt.kind} {_QUOTED.sub('', doubt.message)}", []).append(doubt)
    shown: dict[int, list[Doubt]] = {id(same[0]): same for same in alike.values()}
    many = {id(doubt) for same in alike.values() if len(same) > _MOST_ALIKE for doubt in same[1:]}
    for doubt in doubts:
        same = shown.get(id(doubt), [])
        if id(doubt) in many:
            continue
        yield _doubt_line(doubt, draft)
        if len(same) > _MOST_ALIKE:
            subjects = "、".join(dict.fromkeys(one.subject for one in same[1:] if one.subject))
            words = subjects if len(subjects) <= _LONGEST_LIST else f"{subjects[:_LONGEST_LIST]}…"
            yield f"  同样的还有 {len(same) - 1} 条（{words}），--doubts 逐条写出"


def _sorted(draft: Draft) -> tuple[list[Doubt], list[Doubt]]:
    """Return the doubts and the small differences, those about the whole plan first, then task by task."""
    order: dict[str, int] = {}
    for position, number in enumerate(draft.places, start=1):
        order.setdefault(number.split("-")[0], position)
        order[number] = position
    doubts = sorted(draft.doubts, key=lambda doubt: (order.get(doubt.subject, 0), doubt.at))
    return [doubt for doubt in doubts if not doubt.minor], [doubt for doubt in doubts if doubt.minor]


def _doubt_line(doubt: Doubt, draft: Draft) -> str:
    place = draft.source.place(doubt.at).name if doubt.at >= 0 else "全文"
    subject = f"（{doubt.subject}）" if doubt.subject else ""
    return f"{place}{subject}：{doubt.message}"


def _show_left_out(draft: Draft) -> None:
    """Print what is not in the plan, by reason, each stretch with its place and its first words."""
    if not draft.left_out:
        return
    say(f"没有放进方案的文字 {len(draft.left_out)} 处：")
    by_reason: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for one in draft.left_out:
        words = "".join(one.text.split())
        quoted = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        by_reason.setdefault(one.reason, []).append(f"{one.place.name}“{quoted}”")
        sizes[one.reason] = sizes.get(one.reason, 0) + len(words)
    for reason, places in by_reason.items():
        say(f"  {reason}（{len(places)} 处 {sizes[reason]} 字）：{visible('、'.join(places))}")
