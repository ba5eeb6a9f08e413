"""`list`, `overdue` and `due`: tasks in a table, as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli.options import AsOf, CategoryName, Expanded, Json, Ledgers, Limit, NoIndex, PlanId, UnitName, Words
from zhenggai.cli.render import as_json, note, say, table_of_columns, visible
from zhenggai.cli.rows import Scope, answer, ask, folders, records
from zhenggai.errors import EXIT_FINDINGS, NoSuchThing
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.abstracts.questions import Row


def list_tasks(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    ledgers: Ledgers = None,
    expanded: Expanded = None,
    status: Annotated[str | None, typer.Option("--status", metavar="状态", help="只看这个状态的任务")] = None,
    search: Words = None,
    limit: Limit = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """列出整改任务，一行一项。

    --search 在任务的全部文字里找：所属类型、问题、问题描述、目标、措施、时限原文、来源、单位、人员、备注、进展、
    延期、佐证和附加的栏；日期、编号、状态和方案的标题不算。一字不差才算，英文区分大小写，全角半角也算不同的字。

    例子：
      zhenggai list
      zhenggai list --search 扬尘
      zhenggai list --search 扬尘 --search 通报 --unit 市住房城乡建设局 --status 整改中
      zhenggai list --plan menglai-2022 --unit 财政所
      zhenggai list --status 未启动 --as-of 2022-06-30
    """
    wanted = _status(status)
    question = ask(context, Scope(as_of, plan, unit, category, no_index, search or (), folders(ledgers, expanded)))
    found = [one for one in question.book.states() if wanted is None or one[1].status is wanted]
    rows = question.book.open(found[:limit])
    if json:
        as_json(answer(question, "tasks", records(rows, question.day), **_of(len(found), limit)))
    else:
        say(f"截至 {question.day}：{visible(_holding(search))}共 {len(found)} 项任务{_shown(rows, found)}")
        _table(rows)
    question.leave()


def overdue(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: UnitName = None,
    category: CategoryName = None,
    ledgers: Ledgers = None,
    expanded: Expanded = None,
    limit: Limit = None,
    json: Json = False,
    no_index: NoIndex = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="有逾期任务时以 1 退出，给脚本用")] = False,
) -> None:
    """列出逾期的任务：期限已过（期限当日不算），要求的结果还没有达到。

    例子：
      zhenggai overdue
      zhenggai overdue --as-of 2022-06-14
      zhenggai overdue --plan menglai-2022 --unit 财政所 --json
      zhenggai overdue --limit 20
      zhenggai overdue --ledgers 'counties/*/ledgers'
    """
    question = ask(context, Scope(as_of, plan, unit, category, no_index, (), folders(ledgers, expanded)))
    late, lacking = question.book.alarms()
    rows = question.book.open(late[:limit])
    if json:
        undetermined = [row.reference for row in question.book.open(lacking)]
        found = records(rows, question.day)
        as_json(answer(question, "tasks", found, undetermined=undetermined, **_of(len(late), limit)))
    else:
        say(f"截至 {question.day}：逾期 {len(late)} 项{_shown(rows, late)}" + ("" if late else "，没有逾期的任务"))
        _table(rows, "逾期", [f"{row.standing.days_late} 天" for row in rows])
        if lacking:
            few = _few(question.book.open(lacking[:_FEW]), len(lacking))
            note(f"另有 {len(lacking)} 项没有定下期限，算不出是否逾期：{few}")
    question.leave()
    if exit_code and late:
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
    ledgers: Ledgers = None,
    expanded: Expanded = None,
    limit: Limit = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """列出今后几天到期、还没有达到要求的任务，当日到期的也算。

    例子：
      zhenggai due --within 7
      zhenggai due --within 30 --as-of 2022-06-10
    """
    question = ask(context, Scope(as_of, plan, unit, category, no_index, (), folders(ledgers, expanded)))
    days = question.local.remind_days if within is None else within
    found = question.book.due_within(days)
    rows = question.book.open(found[:limit])
    if json:
        as_json(answer(question, "tasks", records(rows, question.day), within=days, **_of(len(found), limit)))
    else:
        say(f"截至 {question.day}：今后 {days} 天内到期 {len(found)} 项{_shown(rows, found)}")
        _table(rows, "还有", [f"{row.standing.days_left} 天" for row in rows])
    question.leave()


def _status(text: str | None) -> Status | None:
    if text is None:
        return None
    try:
        return Status(text)
    except ValueError:
        raise NoSuchThing(f"没有状态“{text}”", f"可用的状态：{'、'.join(Status)}") from None


def _holding(words: Sequence[str] | None) -> str:
    return f"提到{''.join(f'“{word}”' for word in words)}的" if words else ""


def _of(total: int, limit: int | None) -> dict[str, int]:
    """Tell a program how many there are where not all of them follow."""
    return {} if limit is None else {"total": total}


def _shown(rows: Sequence[Row], found: Sequence[object]) -> str:
    return f"，只列前 {len(rows)} 项" if len(rows) < len(found) else ""


_FEW = 5


def _few(rows: Sequence[Row], total: int) -> str:
    shown = "、".join(row.reference for row in rows)
    return shown + (" 等" if total > len(rows) else "")


def _table(rows: Sequence[Row], heading: str = "", days: Sequence[str] = ()) -> None:
    if not rows:
        return
    late = frozenset(number for number, row in enumerate(rows) if row.standing.is_overdue)
    columns = {
        "任务": [row.reference for row in rows],
        heading: days,
        "期限": [_due(row) for row in rows],
        "状态": [row.standing.status.value for row in rows],
        "事项": [row.line.subject for row in rows],
        "责任单位": [row.line.units for row in rows],
    }
    if not heading:
        del columns[heading]
    table_of_columns(columns, late)


def _due(row: Row) -> str:
    return row.standing.due.isoformat() if row.standing.due else row.line.kind or "未定"
