"""`status`: how many tasks stand where, in all and by plan, category and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from zhenggai.abstracts.tallies import tally
from zhenggai.cli.options import AsOf, CategoryName, Expanded, Json, Ledgers, NoIndex, PlanId, UnitName
from zhenggai.cli.render import as_json, note, say, table
from zhenggai.cli.rows import Scope, answer, ask, folders
from zhenggai.terms import Status

if TYPE_CHECKING:
    from zhenggai.abstracts.tallies import Tallies, Totals
    from zhenggai.cli.rows import Question


def status(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    ledgers: Ledgers = None,
    expanded: Expanded = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """汇总整改情况：总数、各状态、逾期、临期，按文件夹、方案、类型和单位分列。

    “临期”是提醒天数（默认 7 天）内到期的，“未定”是没有定下期限的。

    同一项任务有几个责任单位的，每个单位各计一次，所以分单位的数目相加会大于总数。文件夹的数目包括下级文件夹。

    一个县一个工作区的，用 --ledgers 合起来看：文件夹照写的路径列，类型和单位按名称合计，各县同名的单位合成一个数，
    要看哪个县的就只写哪个县。各工作区的提醒天数不一样时按 7 天算。读不了的工作区和文件会列出来，其余照样汇总。

    例子：
      zhenggai status
      zhenggai status --plan xuchang-2021 --as-of 2022-07-01
      zhenggai status --ledgers 'counties/*/ledgers'
    """
    question = ask(context, Scope(as_of, plan, unit, category, no_index, (), folders(ledgers, expanded)))
    one_by_one = not ledgers and (json or len(question.plans) <= _FEW)
    found = tally(question.book, question.local.remind_days, question.units, one_by_one=one_by_one)
    if json:
        as_json(answer(question, "totals", _record(found.whole), **_records(found)))
    else:
        _show(question, found)
        if not one_by_one and not ledgers:
            note(f"有 {len(question.plans)} 个方案，没有逐个列出，类型按名称合计；要看某一个请用 --plan")
    question.leave()


_FEW = 30
"""Plans a person may want to see one by one; a province is asked by folder."""


def _show(question: Question, found: Tallies) -> None:
    whole = found.whole
    share = f"，完成率 {whole.finished / whole.tasks:.1%}" if whole.tasks else ""
    whose = f"{len(question.workspaces)} 个工作区，" if question.workspaces else ""
    say(f"截至 {question.day}：{whose}共 {whole.tasks} 项任务，逾期 {whole.overdue} 项{share}")
    _table("文件夹", found.folders)
    _table("方案", found.plans)
    _table("类型", _named(found))
    _table("单位", found.units)


def _named(found: Tallies) -> dict[str, Totals]:
    return {f"{plan_id} {name}".lstrip(): one for (plan_id, name), one in found.categories.items()}


def _records(found: Tallies) -> dict[str, dict[str, dict[str, Any]]]:
    views = {"folders": found.folders, "plans": found.plans, "categories": _named(found), "units": found.units}
    return {name: {key: _record(one) for key, one in groups.items()} for name, groups in views.items()}


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
    if not groups:
        return
    say()
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
