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
    from collections.abc import Callable, Sequence

    from zhenggai.abstracts.abstract import Found
    from zhenggai.abstracts.questions import Book, Columns
    from zhenggai.asof import Standing


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
    found = question.book.tasks(wanted)
    if json:
        rows = question.book.open(found[:limit])
        as_json(answer(question, "tasks", records(rows, question.day), **_of(len(found), limit)))
    else:
        say(f"截至 {question.day}：{visible(_holding(search))}共 {len(found)} 项任务{_cut(found, limit)}")
        _table(question.book.columns(found[:limit]))
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
    if json:
        undetermined = question.book.columns(lacking).references
        found = records(question.book.open(late[:limit]), question.day)
        as_json(answer(question, "tasks", found, undetermined=undetermined, **_of(len(late), limit)))
    else:
        say(f"截至 {question.day}：逾期 {len(late)} 项{_cut(late, limit)}" + ("" if late else "，没有逾期的任务"))
        _table(question.book.columns(late[:limit]), "逾期", lambda standing: f"{standing.days_late} 天")
        if lacking:
            few = _few(question.book, lacking)
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
    if json:
        rows = question.book.open(found[:limit])
        as_json(answer(question, "tasks", records(rows, question.day), within=days, **_of(len(found), limit)))
    else:
        say(f"截至 {question.day}：今后 {days} 天内到期 {len(found)} 项{_cut(found, limit)}")
        _table(question.book.columns(found[:limit]), "还有", lambda standing: f"{standing.days_left} 天")
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


def _cut(found: Sequence[Found], limit: int | None) -> str:
    return f"，只列前 {limit} 项" if limit is not None and limit < len(found) else ""


_FEW = 5


def _few(book: Book, found: Sequence[Found]) -> str:
    shown = "、".join(book.columns(found[:_FEW]).references)
    return shown + (" 等" if len(found) > _FEW else "")


def _table(opened: Columns, heading: str = "", days: Callable[[Standing], str] = str) -> None:
    if not opened.states:
        return

    def column(tell: Callable[[Standing], str]) -> list[str]:
        told = {state: tell(standing) for state, standing in opened.standings.items()}
        return [told[state] for state in opened.states]

    late = frozenset(number for number, state in enumerate(opened.states) if opened.standings[state].is_overdue)
    dues = zip(column(lambda standing: str(standing.due or "")), opened.kinds, strict=True)
    columns = {
        "任务": opened.references,
        heading: column(days) if heading else (),
        "期限": [due or kind or "未定" for due, kind in dues],
        "状态": column(lambda standing: standing.status.value),
        "事项": opened.subjects,
        "责任单位": opened.units,
    }
    if not heading:
        del columns[heading]
    table_of_columns(columns, late)
