"""`status`: how many tasks stand where, in all and by plan, category and unit."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import typer

from zhenggai.abstracts.questions import Totals, totals
from zhenggai.cli.options import AsOf, CategoryName, Json, NoIndex, PlanId, UnitName
from zhenggai.cli.render import as_json, say, table
from zhenggai.cli.rows import Scope, answer, ask
from zhenggai.terms import Status

if TYPE_CHECKING:
    from zhenggai.asof import State
    from zhenggai.cli.rows import Question

    Groups = dict[str, list[State]]


def status(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """汇总整改情况：总数、各状态、逾期、临期，按文件夹、方案、类型和单位分列。

    “临期”是提醒天数（默认 7 天）内到期的，“未定”是没有定下期限的。

    同一项任务有几个责任单位的，每个单位各计一次，所以分单位的数目相加会大于总数。

    例子：
      zhenggai status
      zhenggai status --plan xuchang-2021 --as-of 2022-07-01
    """
    question = ask(context, Scope(as_of, plan, unit, category, no_index))
    everything, views = _views(question)
    whole = totals(everything, question.day, question.local.remind_days)
    shares = {
        name: {key: totals(states, question.day, question.local.remind_days) for key, states in groups.items()}
        for name, groups in views.items()
    }
    if json:
        found = {name: {key: _record(one) for key, one in groups.items()} for name, groups in shares.items()}
        as_json(answer(question, "totals", _record(whole), **found))
    else:
        share = f"，完成率 {whole.finished / whole.tasks:.1%}" if whole.tasks else ""
        say(f"截至 {question.day}：共 {whole.tasks} 项任务，逾期 {whole.overdue} 项{share}")
        for heading, groups in zip(("文件夹", "方案", "类型", "单位"), shares.values(), strict=True):
            if groups:
                say()
                _table(heading, groups)
    question.leave()


def _views(question: Question) -> tuple[list[State], dict[str, Groups]]:
    """Return what holds of all tasks, and the same by folder, plan, category and unit."""
    everything: list[State] = []
    folders: Groups = defaultdict(list)
    plans: Groups = defaultdict(list)
    categories: Groups = defaultdict(list)
    units: Groups = defaultdict(list)
    book, kept = question.book, question.units
    for spot, state in book.states():
        abstract, line = book.plans[spot.plan], book.lines(spot.plan)[spot.position]
        everything.append(state)
        folder = abstract.path.rpartition("/")[0]
        if folder:
            folders[folder].append(state)
        plans[abstract.id].append(state)
        categories[f"{abstract.id} {line.category}"].append(state)
        for name in line.unit_names:
            if not kept or name in kept:
                units[name].append(state)
    return everything, {"folders": folders, "plans": plans, "categories": categories, "units": units}


def _record(found: Totals) -> dict[str, Any]:
    return {
        "tasks": found.tasks,
        "by_status": {one.value: count for one, count in found.by_status.items()},
        "finished": found.finished,
        "overdue": found.overdue,
        "due_soon": found.due_soon,
        "undetermined": found.lacking_day,
    }


def _table(heading: str, groups: dict[str, Totals]) -> None:
    lines = []
    for name, found in groups.items():
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
