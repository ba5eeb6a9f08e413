"""Which commands there are and in which module each lives; a command's module is imported only when it is called."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from zhenggai import __version__
from zhenggai.cli.manual import ChineseCommand, ChineseHelp
from zhenggai.errors import UsageProblem


class Entry(NamedTuple):
    """One command: what it does in a line, and where its function stands (`module:function`)."""

    summary: str
    target: str


COMMANDS: dict[str, Entry] = {
    "init": Entry("新建一个台账工作区", "zhenggai.cli.starting:init"),
    "add-plan": Entry("新建一个整改方案", "zhenggai.cli.adding_plans:add_plan"),
    "add-issue": Entry("给方案增加一个问题", "zhenggai.cli.adding:add_issue"),
    "add-task": Entry("给问题增加一项整改任务", "zhenggai.cli.adding:add_task"),
    "record-progress": Entry("记一条整改进展", "zhenggai.cli.recording:record_progress"),
    "record-report": Entry("记一次报送", "zhenggai.cli.recording_reports:record_report"),
    "extend-deadline": Entry("记一次批准的延期", "zhenggai.cli.recording:extend_deadline"),
    "close-task": Entry("销号：验收通过", "zhenggai.cli.recording:close_task"),
    "reopen-task": Entry("重新打开：退回或反弹", "zhenggai.cli.recording:reopen_task"),
    "edit": Entry("用编辑器修改，保存前校验", "zhenggai.cli.editing:edit"),
    "list": Entry("列出整改任务", "zhenggai.cli.listing:list_tasks"),
    "show": Entry("显示一个方案、问题或任务的全部内容", "zhenggai.cli.showing:show"),
    "overdue": Entry("列出逾期的任务", "zhenggai.cli.listing:overdue"),
    "due": Entry("列出今后几天到期的任务", "zhenggai.cli.listing:due"),
    "status": Entry("汇总各方案、单位、类型的整改情况", "zhenggai.cli.totals:status"),
    "reports": Entry("列出各期报送情况", "zhenggai.cli.reporting:reports"),
    "check": Entry("检查台账，指出问题和改法", "zhenggai.cli.checking:check"),
    "rules": Entry("列出检查规则和说明", "zhenggai.cli.rules:rules"),
    "import": Entry("把现成的文件变成台账", "zhenggai.cli.app:IMPORTS"),
    "collect": Entry("收各单位填好送回的表", "zhenggai.cli.collecting:collect"),
    "export": Entry("导出台账", "zhenggai.cli.app:EXPORTS"),
}

IMPORTS: dict[str, Entry] = {
    "document": Entry("导入公文：Word、WPS 或文本的整改方案", "zhenggai.cli.importing:import_document"),
    "xlsx": Entry("导入 Excel 台账", "zhenggai.cli.importing_xlsx:import_xlsx"),
}

EXPORTS: dict[str, Entry] = {
    "xlsx": Entry("导出可打印的 Excel 台账", "zhenggai.cli.exporting:export_xlsx"),
    "parquet": Entry("导出数据集，供 DuckDB、Spark 等引擎查询", "zhenggai.cli.exporting_parquet:export_parquet"),
}


class LazyGroup(ChineseHelp, TyperGroup):
    """A group that knows its commands by name and imports one only when it is needed."""

    def __init__(self, *, table: dict[str, Entry] | None = None, **settings: Any) -> None:
        """Take the table of commands beside what every group takes."""
        super().__init__(**settings)
        self.table = COMMANDS if table is None else table

    def list_commands(self, _ctx: typer.Context) -> list[str]:  # type: ignore[override]  # typer's own Context class
        """Return the names in the order of the table."""
        return list(self.table)

    def summaries(self) -> list[tuple[str, str]]:
        """Return each command with its one-line summary, without importing any."""
        return [(name, entry.summary) for name, entry in self.table.items()]

    def get_command(self, _ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # typer's own Context class
        """Import the command and return it; None where there is none of that name."""
        entry = self.table.get(cmd_name)
        return None if entry is None else _command(cmd_name, entry)

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[Any]:  # type: ignore[override]  # typer's own Context class
        """Return the commands that begin as typed, with their summaries and without importing any; else the options."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        found = [(name, summary) for name, summary in self.summaries() if name.startswith(incomplete)]
        return [typer.core.CompletionItem(name, help=summary) for name, summary in found]  # type: ignore[attr-defined]  # it has no public name

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # typer's own Context class
        """Find the command of the first argument, or say which one is nearest."""
        name = args[0]
        if name not in self.table and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name, self.table, n=3, cutoff=0.5)
            hint = f"是不是 {' 或 '.join(near)}" if near else f"可用的命令：{'、'.join(self.table)}"
            raise UsageProblem(f"没有命令“{name}”", hint)
        return super().resolve_command(ctx, args)


def _command(name: str, entry: Entry) -> Any:
    module, _colon, attribute = entry.target.partition(":")
    target = getattr(import_module(module), attribute)
    if isinstance(target, dict):
        return LazyGroup(name=name, table=target, help=entry.summary, no_args_is_help=True)
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, cls=ChineseCommand)(target)
    return typer.main.get_command(single)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"zhenggai {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    workspace: Annotated[
        str | None, typer.Option("--workspace", "-C", metavar="文件夹", help="台账工作区；默认从当前文件夹往上找")
    ] = None,
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号")
    ] = False,
) -> None:
    """整改台账：谁、何时前、整改什么，到哪一步了。"""
    context.obj = workspace


def root() -> Any:
    """Return the whole command line as one Typer group."""
    app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, no_args_is_help=True)
    app.callback()(_root)
    return typer.main.get_command(app)
