"""`edit`: a ledger file in the person's editor, kept only once it is valid again, as visudo does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai import external
from zhenggai.cli import ask, find
from zhenggai.cli.context import here
from zhenggai.cli.options import DryRun, InPlan
from zhenggai.cli.render import note, say, show_findings
from zhenggai.cli.writing import changed_lines
from zhenggai.errors import ZhenggaiError
from zhenggai.store import disk, yamlfile
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import load_plan, read_plan, replace_plan
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from zhenggai.findings import Loc
    from zhenggai.model import Plan


def edit(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="编号", help="方案、问题或任务，例如 xuchang-2021:2-4")],
    plan: InPlan = None,
    dry_run: DryRun = False,
) -> None:
    """用编辑器（环境变量 EDITOR）打开台账文件，停在那一行；关闭时校验，有错误不写入。

    改的是副本：校验通过才换下原文件，原文件在此期间被别人改过就不写入，改好的内容留在副本里。

    例子：
      zhenggai edit xuchang-2021:2-4
      EDITOR="code --wait" zhenggai edit xuchang-2021
    """
    workspace = here(context)
    files = workspace.plan_files()
    meant = find.whole_reference(reference, plan, files)
    path = shown(files[find.only_plan(files, meant)])
    before = disk.read_bytes(path)
    line = _line(before, path, meant)
    draft = disk.write_draft(path, before)
    try:
        _edit_until_valid(draft, path, line)
        after = disk.read_bytes(draft)
        if after == before:
            say("没有改动")
        else:
            if not dry_run:
                replace_plan(path, before, after)
            say(f"{'将写入' if dry_run else '已写入'} {path}：")
            for changed in changed_lines(before, after):
                say(changed)
        disk.remove(draft)
    finally:
        _say_what_is_kept(draft, before)


def _say_what_is_kept(draft: Path, before: bytes) -> None:
    """Name a draft that holds what was typed and not written; one that holds nothing new is cleared away."""
    if not draft.exists():
        return
    if disk.read_bytes(draft) == before:
        disk.remove(draft)
    else:
        note(f"改过的内容还在 {draft}，没有丢")


def _edit_until_valid(draft: Path, path: Path, line: int) -> None:
    while True:
        external.open_editor(draft, line)
        read = read_plan(disk.read_bytes(draft), path)
        if not isinstance(read, BrokenPlan):
            return
        show_findings(read.findings)
        if not ask.someone_is_there():
            raise ZhenggaiError("改过的内容有错误，没有写入", "请改正后再试")
        ask.to_go_ahead("有错误，没有写入。回到编辑器接着改吗？", yes=False)
        line = next((finding.place.line for finding in read.findings if finding.place), line)


def _line(raw: bytes, path: Path, meant: find.Reference) -> int:
    """Return the line to open the editor at; the first problem's in a file that is broken already."""
    read = load_plan(path)
    if isinstance(read, BrokenPlan):
        return next((finding.place.line for finding in read.findings if finding.place), 1)
    return yamlfile.places(raw, str(path)).of(_loc(read.plan, read.id, meant)).line


def _loc(plan: Plan, plan_id: str, meant: find.Reference) -> Loc:
    if "-" in meant.number:
        return find.task_at(meant.number, plan_id, plan)[1]
    return find.issue_at(meant.number, plan_id, plan)[1] if meant.number else ()
