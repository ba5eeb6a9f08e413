"""`status`: how many tasks stand where, in all and by plan, category and unit."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import typer

from zhenggai import asof
from zhenggai.cli import find
from zhenggai.cli.options import AsOf, CategoryName, Json, PlanId, UnitName
from zhenggai.cli.render import as_json, say, table
from zhenggai.cli.rows import answer, ask
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Groups = dict[str, list[asof.Row]]


def status(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    json: Json = False,
) -> None:
    """汇总整改情况：总数、各状态、逾期、临期，按方案、类型和单位分列。

    “临期”是提醒天数（默认 7 天）内到期的，“未定”是没有定下期限的。

    同一项任务有几个责任单位的，每个单位各计一次，所以分单位的数目相加会大于总数。

    例子：
      zhenggai status
      zhenggai status --plan xuchang-2021 --as-of 2022-07-01
    """
    question = ask(context, as_of, plan, unit, category)
    within = question.reading.workspace.settings.remind_days
    kept = question.units
    views = {
        "plans": _grouped(question.rows, lambda row: [row.plan_id]),
        "categories": _grouped(question.rows, lambda row: [f"{row.plan_id} {row.category.name}"]),
        "units": _grouped(
            question.rows,
            lambda row: [one for one in find.units_of(row.task, question.roster) if not kept or one in kept],
        ),
    }
    if json:
        found = {name: {key: _record(rows, within) for key, rows in groups.items()} for name, groups in views.items()}
        as_json(answer(question, "totals", _record(question.rows, within), **found))
    else:
        all_totals = asof.totals(question.rows, within)
        share = f"，完成率 {all_totals.finished / all_totals.tasks:.1%}" if all_totals.tasks else ""
        say(f"截至 {question.day}：共 {all_totals.tasks} 项任务，逾期 {all_totals.overdue} 项{share}")
        for heading, groups in zip(("方案", "类型", "单位"), views.values(), strict=True):
            if groups:
                say()
                _table(heading, groups, within)
    question.reading.leave()


def _grouped(rows: Iterable[asof.Row], keys: Callable[[asof.Row], Iterable[str]]) -> Groups:
    groups: Groups = defaultdict(list)
    for row in rows:
        for key in keys(row):
            groups[key].append(row)
    return dict(groups)


def _record(rows: list[asof.Row], within: int) -> dict[str, Any]:
    found = asof.totals(rows, within)
    return {
        "tasks": found.tasks,
        "by_status": {one.value: count for one, count in found.by_status.items()},
        "finished": found.finished,
        "overdue": found.overdue,
        "due_soon": found.due_soon,
        "undetermined": found.lacking_day,
    }


def _table(heading: str, groups: Groups, within: int) -> None:
    lines = []
    for name, rows in groups.items():
        found = asof.totals(rows, within)
        counts = [found.tasks, *found.by_status.values(), found.overdue, found.due_soon, found.lacking_day]
        lines.append([*(str(count) for count in counts), name])
    table(["任务", *_SHORT.values(), "逾期", "临期", "未定", heading], lines)


_SHORT = {
    Status.NOT_STARTED: "未启动",
    Status.IN_PROGRESS: "整改中",
    Status.STAGE_RESULT: "阶段",
    Status.COMPLETED: "完成",
    Status.CLOSED: "销号",
}
"""Headings short enough to leave room for the names on a terminal of 80 columns."""
