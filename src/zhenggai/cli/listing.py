"""`list`, `overdue` and `due`: tasks in a table, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai import asof
from zhenggai.cli.options import AsOf, CategoryName, Json, PlanId, UnitName
from zhenggai.cli.render import as_json, note, say, table
from zhenggai.cli.rows import answer, ask, record, subject
from zhenggai.errors import EXIT_FINDINGS, NoSuchThing
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Sequence


def list_tasks(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    status: Annotated[str | None, typer.Option("--status", metavar="状态", help="只看这个状态的任务")] = None,
    json: Json = False,
) -> None:
    """列出整改任务，一行一项。

    例子：
      zhenggai list
      zhenggai list --plan menglai-2022 --unit 财政所
      zhenggai list --status 未启动 --as-of 2022-06-30
    """
    wanted = _status(status)
    question = ask(context, as_of, plan, unit, category)
    rows = [row for row in question.rows if wanted is None or row.standing.status is wanted]
    if json:
        as_json(answer(question, "tasks", [record(row, question.roster, question.day) for row in rows]))
    else:
        say(f"截至 {question.day}：共 {len(rows)} 项任务")
        _table(rows)
    question.reading.leave()


def overdue(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    json: Json = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="有逾期任务时以 1 退出，给脚本用")] = False,
) -> None:
    """列出逾期的任务：期限已过（期限当日不算），要求的结果还没有达到。

    例子：
      zhenggai overdue
      zhenggai overdue --as-of 2022-06-14
      zhenggai overdue --plan menglai-2022 --unit 财政所 --json
    """
    question = ask(context, as_of, plan, unit, category)
    rows = asof.overdue(question.rows)
    lacking = [row for row in question.rows if row.lacks_day]
    if json:
        found = [record(row, question.roster, question.day) for row in rows]
        as_json(answer(question, "tasks", found, undetermined=[row.reference for row in lacking]))
    else:
        say(f"截至 {question.day}：逾期 {len(rows)} 项" + ("" if rows else "，没有逾期的任务"))
        _table(rows, "逾期", [f"{row.standing.days_late} 天" for row in rows])
        if lacking:
            note(f"另有 {len(lacking)} 项没有定下期限，算不出是否逾期：{_few(lacking)}")
    question.reading.leave()
    if exit_code and rows:
        raise typer.Exit(EXIT_FINDINGS)


def due(
    context: typer.Context,
    within: Annotated[
        int | None, typer.Option("--within", metavar="天数", min=0, help="今后几天；默认用设置里的提醒天数（7）")
    ] = None,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    json: Json = False,
) -> None:
    """列出今后几天到期、还没有达到要求的任务，当日到期的也算。

    例子：
      zhenggai due --within 7
      zhenggai due --within 30 --as-of 2022-06-10
    """
    question = ask(context, as_of, plan, unit, category)
    days = question.reading.workspace.settings.remind_days if within is None else within
    rows = asof.due_within(question.rows, days)
    if json:
        as_json(answer(question, "tasks", [record(row, question.roster, question.day) for row in rows], within=days))
    else:
        say(f"截至 {question.day}：今后 {days} 天内到期 {len(rows)} 项")
        _table(rows, "还有", [f"{row.standing.days_left} 天" for row in rows])
    question.reading.leave()


def _status(text: str | None) -> Status | None:
    if text is None:
        return None
    try:
        return Status(text)
    except ValueError:
        raise NoSuchThing(f"没有状态“{text}”", f"可用的状态：{'、'.join(Status)}") from None


def _few(rows: Sequence[asof.Row]) -> str:
    shown = "、".join(row.reference for row in rows[:5])
    return shown + (" 等" if len(rows) > 5 else "")


def _table(rows: Sequence[asof.Row], heading: str = "", days: Sequence[str] = ()) -> None:
    if not rows:
        return
    late = frozenset(number for number, row in enumerate(rows) if row.standing.is_overdue)
    found = [_cells(row) for row in rows]
    headings = ["任务", "期限", "状态", "事项", "责任单位"]
    if heading:
        headings.insert(1, heading)
        found = [[first, extra, *rest] for (first, *rest), extra in zip(found, days, strict=True)]
    table(headings, found, late)


def _cells(row: asof.Row) -> list[str]:
    deadline = row.task.deadline
    due = row.standing.due.isoformat() if row.standing.due else deadline.kind.value if deadline else "未定"
    return [row.reference, due, row.standing.status.value, subject(row), row.task.units or ""]
