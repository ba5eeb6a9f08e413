"""The text of a ledger file for a made-up plan, and of the workspace's zhenggai.yaml; plain strings, no YAML library.

The wordings hold nothing that YAML would read otherwise, so no quoting is needed; a test reads every kind of file back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import trades
from items import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from items import Entry, Plan, Task


def ledger_text(plan: Plan) -> str:
    """Return the whole file of one plan."""
    return "\n".join(_lines(plan)) + "\n"


def settings_text() -> str:
    """Return zhenggai.yaml with a roster of the bureaus on two levels, short forms, and what collectives stand for."""
    bureaus = dict.fromkeys(bureau for trade in trades.TRADES for bureau in trade.bureaus)
    units = [
        f"  - {{名称: {level}{bureau}, 级别: {level}}}"
        for level in "市县"
        for bureau in (*bureaus, *trades.BACKERS, "司法局", "整改办")
    ]
    towns = "、".join(trades.TOWNS).replace("、", ", ")
    counties = "、".join(trades.COUNTIES).replace("、", ", ")
    return "\n".join(
        (
            "填报单位: 省整改办",
            "名录:",
            "  单位:",
            *units,
            "  展开:",
            f"    各乡镇: [{towns}]",
            f"    各相关县（市、区）: [{counties}]\n",
        )
    )


def evidence_text(plan: Plan) -> str:
    """Return what stands in the one piece of evidence that all closings of a plan name."""
    return f"{plan.title}验收记录：现场核查影像和签字表存{plan.accepting_unit}。\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../../../schemas/plan.schema.json"
    yield "格式: 1"
    yield f"标题: {plan.title}"
    yield f"文号: {plan.number}"
    yield f"发文机关: [{plan.issuer}]"
    yield f"印发日期: {plan.issued}"
    if plan.published:
        yield "公开: 此件公开发布"
    yield f"考核年度: {plan.year}"
    yield f"总体要求: {trades.GUIDANCE}"
    yield "工作要求:"
    yield from (f"- {text}" for text in trades.REQUIREMENTS)
    yield "报送:"
    days = ", ".join(map(str, plan.rule.days))
    yield f"- {{频次: {plan.rule.cadence}, 日: [{days}], 对象: [{plan.accepting_unit}], 形式: [纸质, 电子版]}}"
    yield "报送记录:"
    for one in plan.reports:
        yield f"- {{期: {one.period}, 单位: {one.unit}, 日期: {one.day}, 形式: [纸质], 签字: 主要负责人}}"
    yield f"联系人:\n- {{单位: {plan.accepting_unit}, 姓名: 鲍某, 电话: 0374-×××}}"
    yield "类型:"
    for category in plan.categories:
        yield f"- 名称: {category.name}\n  问题:"
        for issue in category.issues:
            yield f"  - 编号: {issue.number}\n    具体问题: {issue.title}\n    任务:"
            for task in issue.tasks:
                yield from _task(task)


def _task(task: Task) -> Iterator[str]:
    text, due, kind = task.deadline
    yield f"    - 编号: {task.number}\n      问题描述: {task.description}"
    yield f"      整改目标: {task.goal}\n      整改措施:"
    yield from (f"      - {measure}" for measure in task.measures)
    yield (
        f"      整改时限: {{原文: {text}, 日期: {due}, 性质: {kind}}}"
        if due
        else f"      整改时限: {{原文: {text}, 性质: {kind}}}"
    )
    yield f"      问题来源: [{'，'.join(task.sources)}]\n      责任单位: {task.units}"
    if task.supporting:
        yield f"      配合单位: {task.supporting}"
    yield f"      牵头负责人: {task.lead}"
    if task.note:
        yield f"      备注: {task.note}"
    yield "      进展:"
    for entry in task.progress:
        yield from _entry(entry)
    if task.extensions:
        yield "      延期:"
        for one in task.extensions:
            days = f"批准日期: {one.approved}, 延至: {one.until}"
            yield f"      - {{{days}, 批准单位: {one.approved_by}, 原因: {one.reason}}}"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"      - 日期: {entry.day}\n        状态: {STATUSES[entry.status]}"
    if entry.unit:
        yield f"        单位: {entry.unit}"
    yield f"        内容: {entry.content}"
    if entry.reason:
        yield f"        原因: {entry.reason}"
    if entry.accepting_unit:
        yield f"        验收单位: {entry.accepting_unit}\n        验收人: {entry.acceptor}"
    if entry.waiver:
        yield f"        免佐证: {entry.waiver}"
    if entry.evidence:
        yield f"        佐证: [{{文件: {entry.evidence}, 说明: 验收记录}}]"
