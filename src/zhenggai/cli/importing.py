"""`import document`: an official document becomes a plan, with what was understood, how surely, and every doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai import external
from zhenggai.cli.context import here
from zhenggai.cli.drafts import choose_id, read_source, show_lines, write_doubts, write_plan
from zhenggai.cli.importing_names import imported_before, refuse_misnamed
from zhenggai.cli.importing_report import counts_of, doubt_lines, show_draft
from zhenggai.cli.options import Json
from zhenggai.cli.render import as_json, note, say
from zhenggai.errors import ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.ledger import LoadedPlan, load_plan

if TYPE_CHECKING:
    from zhenggai.importers.draft import Draft
    from zhenggai.model import Plan
    from zhenggai.store.workspace import Workspace

Text = str | None


def import_document(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="文件", help="要导入的 .docx、.txt、.md；.doc、.wps、.rtf、.odt 靠 LibreOffice 转换"),
    ],
    plan_id: Annotated[Text, typer.Option("--id", metavar="编号", help="方案编号；不写就按文件名起")] = None,
    doubts: Annotated[
        Text,
        typer.Option("--doubts", metavar="文件", help="把疑问、细小出入和没有放进方案的文字写进这个文件，一行一条"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说怎么读的、会写成什么样，不写入")] = False,
    json: Json = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="已经有这个方案就覆盖；已记有进展的不覆盖")] = False,
) -> None:
    """导入公文：读出标题、文号、依据、问题、措施、责任单位、时限和报送要求，正文和所附台账合在一起读。

    原文一字不改。正文和附件说法不一的、没有写清的，都列为疑问，指明在原文第几行、第几格。
    没有放进方案的文字逐处列出。不是整改方案的文件不会凭空读出问题来。

    例子：
      zhenggai import document 整改方案.docx --dry-run
      zhenggai import document 整改方案.docx --id xuchang-2021 --doubts 疑问.txt
      zhenggai import document 方案.txt --json
    """
    workspace = here(context)
    draft = _read(file)
    if draft.plan is None:
        raise ZhenggaiError(
            f"{file} 不像整改方案，没有读出问题：{draft.reason}",
            "确是整改方案的，请看各项前有没有“整改措施：”“责任单位：”等字样；Excel 台账请用 zhenggai import xlsx",
        )
    taken = workspace.plan_files()
    before = None if plan_id else imported_before(taken, draft.plan)
    if before and not (force or dry_run):
        raise ZhenggaiError(
            f"这份文件导入过：方案 {before} 的标题、文号、印发日期和它一样",
            "要覆盖的加 --force，要另存一份的用 --id 写一个新编号",
        )
    chosen = before if before and force else choose_id(plan_id, "", file, draft.plan.title, taken)
    _refuse_logged(workspace, chosen, force=force)
    path, raw = write_plan(workspace, chosen, draft.plan, force=force, dry_run=True)
    if not dry_run:
        # Whatever refuses the doubts is to leave no plan behind.
        if doubts:
            write_doubts(doubts, doubt_lines(draft), force=force)
        write_plan(workspace, chosen, draft.plan, force=force, dry_run=False)
    if json:
        as_json(_record(draft, draft.plan, chosen, path, written=not dry_run))
        return
    if dry_run:
        show_lines(path, raw)
        say()
    show_draft(draft, draft.plan, file, workspace.settings.roster)
    if dry_run:
        again = f"；方案 {before} 的标题、文号、印发日期和它一样，真要导入的加 --force 或者 --id" if before else ""
        note(f"这是预演（--dry-run），没有新建文件{again}")
    else:
        say(f"已写入 {path}")
        note(f"请对照原件逐条核对，要改的用 zhenggai edit {chosen}:任务编号；改完用 zhenggai check {chosen} 查一遍")


def _read(file: str) -> Draft:
    """Read the file, through LibreOffice where it is of an old format.

    Raises:
        FileTrouble: it cannot be read.
        ZhenggaiError: it is no document that can be read.
    """
    refuse_misnamed(file)
    raw = read_source(file)
    from zhenggai.importers import formats
    from zhenggai.importers.document import read_document

    path = Path(file)
    kind = formats.foreign(raw, path.suffix)
    if kind is None:
        return read_document(raw, path.name)
    with disk.scratch_folder() as folder:
        # LibreOffice goes by the suffix first, which a file from elsewhere may have wrong.
        copy = folder / "in" / f"{path.stem}{kind.suffix}"
        disk.make_folder(copy.parent)
        disk.write_atomic(copy, raw, overwrite=False)
        return read_document(disk.read_bytes(external.convert_to_docx(copy, folder, kind.what)), path.name)


def _refuse_logged(workspace: Workspace, plan_id: str, *, force: bool) -> None:
    """Refuse to overwrite a plan that progress, extensions or reports have been recorded in.

    Raises:
        ZhenggaiError: something has been recorded.
    """
    there = workspace.plan_files().get(plan_id)
    if there is None or not force:
        return
    loaded = load_plan(there)
    if not isinstance(loaded, LoadedPlan):
        return
    logged = loaded.plan.reports or any(task.progress or task.extensions for _c, _i, task in loaded.plan.rows())
    if logged:
        raise ZhenggaiError(
            f"方案 {plan_id} 已经记有进展、延期或报送，没有覆盖",
            "请用 --id 换一个编号导入，再对照着修改",
        )


def _record(draft: Draft, plan: Plan, plan_id: str, path: Path, *, written: bool) -> dict[str, Any]:
    place = draft.source.place
    return {
        "plan_id": plan_id,
        "file": str(path),
        "written": written,
        "counts": counts_of(plan),
        "confirmed_counts": list(draft.confirmed),
        "sure_tasks": list(draft.sure_tasks),
        "places": {number: place(at).name for number, at in draft.places.items()},
        "characters": {
            "total": draft.account.total,
            "placed": draft.account.placed,
            "frame": draft.account.frame,
            "left_out": draft.account.left_out,
            "share": round(draft.account.share, 4),
        },
        "plan": plan.model_dump(mode="json", exclude_defaults=True),
        "doubts": [
            {
                "kind": doubt.kind.value,
                "line": place(doubt.at).line,
                "place": place(doubt.at).name,
                "subject": doubt.subject,
                "minor": doubt.minor,
                "message": doubt.message,
                "quotes": [{"place": place(one.at).name, "text": one.text} for one in doubt.quotes],
            }
            for doubt in draft.doubts
        ],
        "left_out": [
            {"line": one.place.line, "place": one.place.name, "text": one.text, "reason": one.reason}
            for one in draft.left_out
        ],
    }
