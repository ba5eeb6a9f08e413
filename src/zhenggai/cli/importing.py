"""`import document`: an official document becomes a plan, with what was understood, how surely, and every doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai import external
from zhenggai.cli.context import here
from zhenggai.cli.drafts import choose_id, read_source, show_lines, show_list, write_doubts, write_plan
from zhenggai.cli.options import Json
from zhenggai.cli.render import as_json, note, say, table, visible
from zhenggai.errors import ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.ledger import LoadedPlan, load_plan
from zhenggai.terms import DeadlineKind
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.draft import Draft
    from zhenggai.model import Plan, Task
    from zhenggai.roster import Roster
    from zhenggai.store.workspace import Workspace

Text = str | None

_COUNTED = {"categories": "类型", "issues": "问题", "tasks": "任务", "measures": "措施"}


def import_document(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="文件", help="要导入的 .docx、.txt、.md；.doc、.wps 靠 LibreOffice 转换")
    ],
    plan_id: Annotated[Text, typer.Option("--id", metavar="编号", help="方案编号；不写就按文件名起")] = None,
    doubts: Annotated[Text, typer.Option("--doubts", metavar="文件", help="把疑问写进这个文件，一行一条")] = None,
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
    chosen = choose_id(plan_id, "", file, draft.plan.title, taken)
    _refuse_logged(workspace, chosen, force=force)
    path, raw = write_plan(workspace, chosen, draft.plan, force=force, dry_run=dry_run)
    lines = [_doubt_line(doubt, draft) for doubt in draft.doubts]
    if doubts and not dry_run:
        write_doubts(doubts, lines, force=force)
    if json:
        as_json(_record(draft, draft.plan, chosen, path, written=not dry_run))
        return
    _show(draft, draft.plan, file, workspace.settings.roster)
    if dry_run:
        show_lines(path, raw)
        note("这是预演（--dry-run），没有新建文件")
    else:
        say(f"已写入 {path}")
        note(f"已导入方案 {chosen}，请核对疑问；再看 zhenggai check --plan {chosen}")


def _read(file: str) -> Draft:
    """Read the file, through LibreOffice where it is of an old format.

    Raises:
        FileTrouble: it cannot be read.
        ZhenggaiError: it is no document that can be read.
    """
    raw = read_source(file)
    from zhenggai.importers import formats
    from zhenggai.importers.document import read_document

    path = Path(file)
    if not formats.is_old_word(raw):
        return read_document(raw, path.name)
    with disk.scratch_folder() as folder:
        return read_document(disk.read_bytes(external.convert_to_docx(path, folder)), path.name)


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


# --- what was understood ---------------------------------------------------------------------------------------------


def _show(draft: Draft, plan: Plan, file: str, roster: Roster) -> None:
    say(f"读自 {visible(file)}：{visible(plan.title)}")
    for heading, value in _header(plan):
        if value:
            say(f"{heading}：{visible(value)}")
    say()
    rows = [_row(number, issue.title, task, roster) for number, (_c, issue, task) in enumerate(plan.rows(), start=1)]
    table(["任务", "措施", "期限", "单位", "问题和责任单位"], rows)
    say()
    counts = _counts(plan)
    say(
        f"读出 {counts['categories']} 个类型、{counts['issues']} 个问题、{counts['tasks']} 项任务、"
        f"{counts['measures']} 条措施；{counts['dated']} 项有日期，{counts['undetermined']} 项时限未定"
    )
    if draft.confirmed:
        stated = "、".join(f"{_COUNTED[name]} {counts[name]}" for name in draft.confirmed)
        say(f"文件自己写明的数目与读出的一致：{stated}")
    say(f"{counts['tasks']} 项任务中 {len(draft.sure_tasks)} 项没有疑问")
    grave = [doubt for doubt in draft.doubts if not doubt.minor]
    minor = [doubt for doubt in draft.doubts if doubt.minor]
    show_list("疑问", [_doubt_line(doubt, draft) for doubt in grave])
    show_list("细小出入", [_doubt_line(doubt, draft) for doubt in minor])
    show_list("没有放进方案的文字", [f"{one.place.name}（{one.reason}）：{one.text}" for one in draft.left_out])
    account = draft.account
    say(
        f"原文 {account.total} 字：放进方案 {account.placed}，序号标签 {account.frame}，没有放进 {account.left_out}；"
        f"归位 {account.share:.1%}"
    )


def _header(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "台账标题", plan.ledger_title or ""
    yield "文号", plan.number or ""
    yield "发文机关", "、".join(plan.issuers)
    yield "主送", plan.recipients or ""
    yield "印发日期", str(plan.issued or "")
    yield "公开", plan.publicity or ""
    yield "集中整改", f"{plan.campaign.start} 至 {plan.campaign.end}" if plan.campaign else ""
    for basis in plan.bases:
        yield "依据", f"{basis.title}（{basis.number}）" if basis.number not in {None, basis.title} else basis.title
    for rule in plan.reporting:
        when = str(rule.due) if rule.due else "、".join(f"{day}日" for day in rule.days)
        to = f"报{'、'.join(rule.recipients)}" if rule.recipients else ""
        yield (
            "报送",
            "，".join(one for one in (f"{rule.cadence} {when}", to, "、".join(rule.forms), rule.requirement) if one),
        )
    if plan.contacts:
        yield "联系人", f"{len(plan.contacts)} 位"


def _row(position: int, title: str, task: Task, roster: Roster) -> list[str]:
    wording = "；".join(one for one in (task.lead_unit, task.units, task.supporting_units) if one)
    units = len(read_units(wording, roster).units) if wording else 0
    return [
        task.id or str(position),
        f"{len(task.measures)} 条",
        _deadline(task),
        f"{units} 个" if units else "没有写",
        f"{title}｜{wording}" if wording else title,
    ]


def _deadline(task: Task) -> str:
    if task.deadline is None:
        return "没有写"
    return f"{task.deadline.due or '没有日期'} {task.deadline.kind}"


def _doubt_line(doubt: Doubt, draft: Draft) -> str:
    place = draft.source.place(doubt.at).name if doubt.at >= 0 else "全文"
    subject = f"（{doubt.subject}）" if doubt.subject else ""
    return f"{place}{subject}：{doubt.message}"


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


def _record(draft: Draft, plan: Plan, plan_id: str, path: Path, *, written: bool) -> dict[str, Any]:
    place = draft.source.place
    return {
        "plan_id": plan_id,
        "file": str(path),
        "written": written,
        "counts": _counts(plan),
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
