"""`import xlsx`: anybody's Excel ledger becomes a plan, with every doubt named by its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai.cli.context import here, read_day
from zhenggai.cli.drafts import choose_id, read_source, show_lines, show_list, write_doubts, write_plan
from zhenggai.cli.headings import mapped_by_hand, workspace_lexicon
from zhenggai.cli.options import Json
from zhenggai.cli.render import as_json, note, say, table, visible
from zhenggai.importers.xlsx_doubts import gathered
from zhenggai.importers.xlsx_headings import Field
from zhenggai.terms import DeadlineKind

if TYPE_CHECKING:
    from pathlib import Path

    from zhenggai.importers.xlsx_draft import Draft
    from zhenggai.importers.xlsx_table import Column
    from zhenggai.model import Plan
    from zhenggai.store.workspace import Workspace

Text = str | None


def import_xlsx(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="要导入的 .xlsx 文件，谁做的台账都行")],
    plan_id: Annotated[
        Text, typer.Option("--id", metavar="编号", help="方案编号；不写就用文件里的，或按文件名起")
    ] = None,
    sheet: Annotated[Text, typer.Option("--sheet", metavar="表名", help="读哪张工作表；不写就挑最像台账的")] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="列=字段", help="指定一列是什么，例如 H=整改时限；字段也可以是 附加 或 不读"),
    ] = None,
    issued: Annotated[Text, typer.Option("--issued", metavar="日期", help="印发日期，没有写年份的时限从它算")] = None,
    progress_date: Annotated[
        Text, typer.Option("--progress-date", metavar="日期", help="表里的进展没有日期时，按哪一天记")
    ] = None,
    doubts: Annotated[Text, typer.Option("--doubts", metavar="文件", help="把疑问写进这个文件，一行一条")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说怎么读的、会写成什么样，不写入")] = False,
    json: Json = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="已经有这个方案就覆盖")] = False,
) -> None:
    """导入 Excel 台账：自己找表头、认各栏，说明怎么读的，疑问都指明是哪一格。

    不认识的栏放在“附加”里，导出时照样印出。本工具导出的台账导入后一字不差。

    例子：
      zhenggai import xlsx 旧台账.xlsx --dry-run
      zhenggai import xlsx 旧台账.xlsx --id audit-2023 --issued 2023-09-01 --doubts 疑问.txt
      zhenggai import xlsx 县里的表.xlsx --sheet 汇总 --map H=整改时限 --map 督办领导=牵头负责人
    """
    workspace = here(context)
    draft = _read(workspace, file, sheet, mapping or [], issued, progress_date)
    chosen = choose_id(plan_id, draft.plan_id, file, draft.plan.title, workspace.plan_files())
    path, raw = write_plan(workspace, chosen, draft.plan, force=force, dry_run=True)
    lines = list(gathered(draft.doubts))
    if not dry_run:
        # Whatever refuses the doubts is to leave no plan behind.
        if doubts:
            write_doubts(doubts, lines, force=force)
        write_plan(workspace, chosen, draft.plan, force=force, dry_run=False)
    if json:
        as_json(_record(draft, chosen, path, written=not dry_run))
        return
    _show(draft, file, lines)
    if dry_run:
        show_lines(path, raw)
        note("这是预演（--dry-run），没有新建文件")
    else:
        say(f"已写入 {path}")
        note(f"已导入方案 {chosen}{'，请逐条核对疑问' if lines else ''}；再看 zhenggai check {chosen}")


def _read(workspace: Workspace, file: str, sheet: Text, mapping: list[str], issued: Text, progress_date: Text) -> Draft:
    raw = read_source(file)
    from zhenggai.importers.xlsx_draft import read_workbook
    from zhenggai.importers.xlsx_tasks import Basis

    basis = Basis(
        workspace_lexicon(workspace),
        workspace.settings,
        read_day(issued, "--issued") if issued else None,
        read_day(progress_date, "--progress-date") if progress_date else None,
    )
    return read_workbook(raw, file, basis, sheet, mapped_by_hand(mapping))


def _show(draft: Draft, file: str, doubts: list[str]) -> None:
    """Say how the workbook was understood, how sure that is, and what did not come in."""
    say(f"读自 {visible(file)} 的工作表“{visible(draft.sheet)}”：{visible(draft.plan.title)}")
    if draft.columns:
        rows = [[one.letter, str(one.field), _how_sure(one), one.heading] for one in draft.columns]
        table(["列", "读作", "把握", "表头"], rows)
    else:
        say("这是本工具导出的台账，方案照原样读回")
    counts = _counts(draft.plan)
    say(
        f"读出 {counts['categories']} 个类型、{counts['issues']} 个问题、{counts['tasks']} 项任务、"
        f"{counts['measures']} 条措施；{counts['dated']} 项有日期，{counts['undetermined']} 项时限未定"
    )
    say(f"有内容的格子 {draft.cells} 个：读入 {draft.imported} 个，没有读入 {draft.cells - draft.imported} 个")
    show_list("疑问", doubts)
    show_list("没有读入", [str(one) for one in draft.omissions])


def _how_sure(column: Column) -> str:
    """Say how the field of a column is known."""
    if column.by_hand:
        return "指定"
    if column.by_pattern:
        return "请核对"
    return "没认出" if column.field is Field.OWN else "确定"


def _counts(plan: Plan) -> dict[str, int]:
    tasks = [task for _category, _issue, task in plan.rows()]
    return {
        "categories": len(plan.categories),
        "issues": sum(len(category.issues) for category in plan.categories),
        "tasks": len(tasks),
        "measures": sum(len(task.measures) for task in tasks),
        "dated": sum(task.deadline is not None and task.deadline.due is not None for task in tasks),
        "undetermined": sum(task.deadline is None or task.deadline.kind is DeadlineKind.UNDETERMINED for task in tasks),
    }


def _record(draft: Draft, plan_id: str, path: Path, *, written: bool) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "file": str(path),
        "written": written,
        "sheet": draft.sheet,
        "columns": [
            {
                "column": one.letter,
                "heading": one.heading,
                "field": one.field.value,
                "looks_like": one.hint.value if one.hint else None,
                "by_hand": one.by_hand,
                "by_pattern": one.by_pattern,
            }
            for one in draft.columns
        ],
        "counts": _counts(draft.plan),
        "cells": draft.cells,
        "imported": draft.imported,
        "plan": draft.plan.model_dump(mode="json", exclude_defaults=True),
        "doubts": [{"kind": one.kind.value, "place": one.place, "message": one.message} for one in draft.doubts],
        "left_out": [
            {"place": one.place, "text": one.text, "reason": one.reason, "cells": one.cells} for one in draft.omissions
        ],
    }
