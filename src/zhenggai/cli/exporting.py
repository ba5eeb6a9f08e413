"""`export xlsx`: the printed ledger of each plan, to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli import find
from zhenggai.cli.context import Reading, here, read_day, read_plans
from zhenggai.cli.exporting_units import export_by_unit, export_template
from zhenggai.cli.headings import mapped_by_hand
from zhenggai.cli.options import AsOf, PlanId
from zhenggai.cli.render import YELLOW, note, say, visible
from zhenggai.errors import UsageProblem
from zhenggai.store import disk, layouts
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from zhenggai.exporters.workbook import PrintOptions
    from zhenggai.store.ledger import LoadedPlan
    from zhenggai.store.workspace import Workspace

_OTHER_KINDS = {".pdf", ".xls", ".et", ".ods", ".csv", ".doc", ".docx", ".wps"}
OUT = "out"
"""The folder under the workspace that exports go to where no other is named."""


def export_xlsx(
    context: typer.Context,
    plan: Annotated[str | None, typer.Argument(metavar="[方案]", help="导出哪个方案；默认全部")] = None,
    plan_option: PlanId = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="路径", help="导出到哪个 .xlsx 文件或文件夹；默认 out/")
    ] = None,
    layout: Annotated[
        str | None, typer.Option("--layout", "-l", metavar="版式", help="台账、清单，layouts/ 里的版式名，或版式文件")
    ] = None,
    paper: Annotated[str, typer.Option("--paper", metavar="纸张", help="A3 或 A4，都是横向")] = "A3",
    progress: Annotated[
        str, typer.Option("--progress", metavar="进展", help="latest 只印最新一条，all 印全部并注明日期")
    ] = "latest",
    as_of: AsOf = None,
    by_unit: Annotated[
        bool, typer.Option("--by-unit", help="一个责任单位一个工作簿，只有它的任务，填报栏可填、其余锁定")
    ] = False,
    flat: Annotated[
        bool, typer.Option("--flat", help="全部方案的任务排在一张“明细”表里，供筛选汇总；不带印的台账")
    ] = False,
    template: Annotated[
        str | None, typer.Option("--template", metavar="表样", help="填进上级发的空表（.xlsx），样式、栏宽、顺序照旧")
    ] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="列=字段", help="表样里认不出的栏是什么，例如 H=整改时限")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="文件已经有了就覆盖")] = False,
) -> None:
    """导出可以打印、签字、盖章的 Excel 台账，一个方案一个文件；整改进展结果按那一天的记录填写。

    第一张表是印的台账，第二张“明细”用来筛选和填报。发给各单位填的用 --by-unit，填好后用 zhenggai collect 收。
    方案多了要一起筛选的用 --flat；在里面填了进展的，用 collect --unit 单位 收。

    例子：
      zhenggai export xlsx
      zhenggai export xlsx menglai-2022 --layout 清单 --paper A4
      zhenggai export xlsx xuchang-2021 --as-of 2022-07-10 --progress all -o 报送/台账.xlsx --force
      zhenggai export xlsx xuchang-2021 --by-unit -o 发出
      zhenggai export xlsx --flat -o 全省.xlsx
      zhenggai export xlsx xuchang-2021 --template 上级表样.xlsx
    """
    kinds = [name for name, given in (("--by-unit", by_unit), ("--flat", flat), ("--template", template)) if given]
    if len(kinds) > 1:
        raise UsageProblem(f"选项 {' 和 '.join(kinds)} 不能一起用", "请分几次导出")
    if flat:
        workspace = here(context)
        options = _options(workspace, layout, paper, progress, as_of)
        _export_flat(workspace, plan or plan_option, options, output, force=force)
        return
    reading = read_plans(context, plan or plan_option)
    if not reading.plans:
        note(_NO_PLANS)
    from zhenggai.exporters.workbook import ledger_workbook

    options = _options(reading.workspace, layout, paper, progress, as_of)
    if by_unit:
        export_by_unit(reading, options, output, reading.workspace.root / OUT, force=force)
        reading.leave()
        return
    if template:
        targets = [_target(loaded, output, reading, f"-{Path(template).stem}") for loaded in reading.plans]
        export_template(reading, options, template, mapped_by_hand(mapping or []), targets, force=force)
        reading.leave()
        return
    for loaded in reading.plans:
        target = _target(loaded, output, reading)
        raw, warnings = ledger_workbook(loaded.id, loaded.plan, options)
        disk.make_folder(target.parent)
        disk.write_atomic(target, raw, overwrite=force)
        for warning in warnings:
            note(visible(warning), YELLOW)
        say(str(target))
    reading.leave()


_NO_PLANS = "工作区里还没有方案，没有可导出的；请先用 zhenggai add-plan 新建"


def _export_flat(
    workspace: Workspace, wanted: str | None, options: PrintOptions, output: str | None, *, force: bool
) -> None:
    from zhenggai.cli.exporting_all import ALL, export_all

    files = workspace.plan_files()
    paths = list(files.values()) if wanted is None else [files[find.plan(wanted, files)]]
    if not paths:
        note(_NO_PLANS)
        return
    target = shown(workspace.root / OUT / ALL) if output is None else _named(output, ALL)
    export_all(workspace, paths, options, target, force=force)


def _options(workspace: Workspace, layout: str | None, paper: str, progress: str, as_of: str | None) -> PrintOptions:
    from zhenggai.exporters.workbook import Paper, PrintOptions

    settings = workspace.settings
    if progress not in {"latest", "all"}:
        raise UsageProblem(f"选项 --progress 的“{progress}”不对", "可用：latest（最新一条）、all（全部）")
    if paper.upper() not in set(Paper):
        raise UsageProblem(f"选项 --paper 的“{paper}”不对", f"可用：{'、'.join(Paper)}")
    return PrintOptions(
        as_of=read_day(as_of, "--as-of"),
        layout=layouts.load(workspace, layout or settings.layout),
        paper=Paper(paper.upper()),
        progress=progress,
        reporting_unit=settings.reporting_unit,
        remind_days=settings.remind_days,
    )


def _target(loaded: LoadedPlan, output: str | None, reading: Reading, end: str = "") -> Path:
    name = f"{loaded.id}{end}.xlsx"
    if output is None:
        return shown(reading.workspace.root / OUT / name)
    path = _named(output, name)
    if path == Path(output) and len(reading.plans) > 1:
        raise UsageProblem(
            f"有 {len(reading.plans)} 个方案，都写进 {output} 会互相覆盖", "请写文件夹，或者只导出一个方案"
        )
    return path


def _named(output: str, name: str) -> Path:
    """Return the file that --output means; a folder gets a file of that name."""
    path = Path(output)
    if not output.strip() or path.suffix.lower() in _OTHER_KINDS:
        raise UsageProblem(f"选项 --output 的“{output}”不对", "请写 .xlsx 文件名，或者文件夹")
    return path / name if path.suffix.lower() != ".xlsx" or path.is_dir() else path
