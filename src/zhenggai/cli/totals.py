"""`status`: how many tasks stand where, in all and by plan, category and unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import typer

from zhenggai.abstracts.questions import Totals, totals
from zhenggai.cli.options import AsOf, CategoryName, Json, NoIndex, PlanId, UnitName
from zhenggai.cli.render import as_json, note, say, table
from zhenggai.cli.rows import Scope, answer, ask
from zhenggai.terms import Status

if TYPE_CHECKING:
    from zhenggai.asof import State
    from zhenggai.cli.rows import Question


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

    同一项任务有几个责任单位的，每个单位各计一次，所以分单位的数目相加会大于总数。文件夹的数目包括下级文件夹。

    例子：
      zhenggai status
      zhenggai status --plan xuchang-2021 --as-of 2022-07-01
    """
    question = ask(context, Scope(as_of, plan, unit, category, no_index))
    one_by_one = json or len(question.plans) <= _FEW
    counted = _counted(question, one_by_one=one_by_one)
    if json:
        found = {name: {key: _record(one) for key, one in groups.items()} for name, groups in counted.items()}
        as_json(answer(question, "totals", found.pop("totals")[""], **found))
    else:
        whole = counted["totals"][""]
        share = f"，完成率 {whole.finished / whole.tasks:.1%}" if whole.tasks else ""
        say(f"截至 {question.day}：共 {whole.tasks} 项任务，逾期 {whole.overdue} 项{share}")
        for name, heading in _VIEWS.items():
            if counted[name]:
                say()
                _table(heading, counted[name])
        if not one_by_one:
            note(f"有 {len(question.plans)} 个方案，没有逐个列出，类型按名称合计；要看某一个请用 --plan")
    question.leave()


_FEW = 30
"""Plans a person may want to see one by one; a province is asked by folder."""
_VIEWS = {"folders": "文件夹", "plans": "方案", "categories": "类型", "units": "单位"}


def _counted(question: Question, *, one_by_one: bool) -> dict[str, dict[str, Totals]]:
    """Return the totals of all tasks (under an empty name), by folder, plan, category and unit.

    A folder counts what stands in the folders below it too. Unless plan by plan, a category counts over all plans.
    """
    kept, within = question.units, question.local.remind_days
    groups: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("totals", *_VIEWS)}
    everything, categories, units = groups["totals"][""], groups["categories"], groups["units"]
    numbers: dict[State, int] = {}  # a great many tasks share few states, which are costly to compare
    for abstract, tasks in question.book.by_plan():
        states = [numbers.setdefault(state, len(numbers)) for _line, state in tasks]
        if not states:
            continue
        everything += states
        if one_by_one:
            groups["plans"][abstract.id] += states
        for folder in _folders(abstract.path):
            groups["folders"][folder] += states
        plan = f"{abstract.id} " if one_by_one else ""
        for (line, _state), state in zip(tasks, states, strict=True):
            categories[plan + line.category].append(state)
            for name in line.unit_names:
                if not kept or name in kept:
                    units[name].append(state)
    known = list(numbers)
    return {
        name: {key: totals(_times(found, known), question.day, within) for key, found in some.items()}
        for name, some in groups.items()
    }


def _folders(path: str) -> list[str]:
    """Return the folders a file stands in, the outermost first: 甲市, 甲市/乙县."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _times(found: list[int], known: list[State]) -> dict[State, int]:
    return {known[number]: count for number, count in Counter(found).items()}


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
