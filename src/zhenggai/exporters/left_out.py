"""What a plan says that a printed ledger of it will not show: named, so that nothing is left out in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai import dates
from zhenggai.columns import Term, column, own_column
from zhenggai.exporters.cells import places, text_of

if TYPE_CHECKING:
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.model import Plan

# Shown in another way, or not official content: a layout without them leaves nothing out.
_DERIVED = {Term.ORDINAL, Term.NUMBER, Term.TASK, Term.STATUS, Term.DUE}


def left_out(plan_id: str, plan: Plan, options: PrintOptions) -> tuple[str, ...]:
    """Return Chinese warnings: columns with content that the layout lacks, empty headings, a plan not issued yet."""
    return (
        *_not_issued(plan_id, plan, options),
        *_without_tasks(plan_id, plan),
        *_columns(plan_id, plan, options),
        *_blank_columns(plan_id, plan, options),
    )


def _not_issued(plan_id: str, plan: Plan, options: PrintOptions) -> tuple[str, ...]:
    if plan.issued is None or plan.issued <= options.as_of:
        return ()
    issued, day = dates.chinese_day(plan.issued), dates.chinese_day(options.as_of)
    return (f"方案 {plan_id} 的印发日期是{issued}，晚于填报日期{day}",)


def _without_tasks(plan_id: str, plan: Plan) -> tuple[str, ...]:
    empty = [f"类型“{category.name}”" for category in plan.categories if not category.issues]
    empty += [
        f"具体问题“{issue.title}”" for category in plan.categories for issue in category.issues if not issue.tasks
    ]
    return (f"方案 {plan_id} 的{'、'.join(empty)}还没有任务，没有印出",) if empty else ()


def _columns(plan_id: str, plan: Plan, options: PrintOptions) -> tuple[str, ...]:
    shown = {(entry.term, entry.name) for entry in options.layout.columns}
    own = dict.fromkeys(name for place in places(plan) for name in place.task.extra)
    possible = [column(term) for term in Term if term not in _DERIVED] + [own_column(name) for name in own]
    missing = [
        entry.name
        for entry in possible
        if (entry.term, entry.name) not in shown and any(text_of(place, entry, options) for place in places(plan))
    ]
    if not missing:
        return ()
    return (f"版式“{options.layout.name}”没有这些栏：{'、'.join(missing)}；方案 {plan_id} 里填写的内容只在明细表里",)


def _blank_columns(plan_id: str, plan: Plan, options: PrintOptions) -> tuple[str, ...]:
    """Warn of own columns that no task has anything for: an empty 逾期 would read as nobody being late."""
    own = {name for place in places(plan) for name in place.task.extra}
    blank = [entry.name for entry in options.layout.columns if entry.term is None and entry.name not in own]
    if not blank:
        return ()
    known = "、".join(Term)
    return (f"方案 {plan_id} 的“附加”里没有{'、'.join(blank)}，这些栏印出来是空的；台账用语里可用的栏：{known}",)
