"""`export parquet`: the tasks and logs of all plans as a dataset for DuckDB, Spark and their like."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli import find
from zhenggai.cli.context import here, leave, refuse_broken
from zhenggai.cli.options import PlanId
from zhenggai.cli.progress import progress_bar
from zhenggai.cli.render import note, say, show_findings
from zhenggai.errors import UsageProblem
from zhenggai.store import disk
from zhenggai.store.ledger import LoadedPlan, load_plan
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.exporters.parquet import DatasetWriter
    from zhenggai.store.broken import BrokenPlan
    from zhenggai.store.workspace import Workspace

OUT = Path("out", "parquet")
"""The folder under the workspace that the dataset goes to where no other is named."""


def export_parquet(
    context: typer.Context,
    plan: Annotated[str | None, typer.Argument(metavar="[方案]", help="导出哪个方案；默认全部")] = None,
    plan_option: PlanId = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="文件夹", help="导出到哪个文件夹；默认 out/parquet")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="以前导出的数据整个换掉")] = False,
) -> None:
    """导出任务、进展、延期、报送记录，供 DuckDB、Spark、ClickHouse、Doris 等引擎查询。

    一张表一个文件夹，按台账所在的文件夹分区；sql/ 里是截至某一天的状态、逾期、临期、汇总等现成的查询。
    数据与哪一天无关：哪一天的情况，在查询里问。要先安装：pip install 'zhenggai[parquet]'。

    例子：
      zhenggai export parquet
      zhenggai export parquet --force -o 数据/2023
    """
    from zhenggai.exporters.parquet import CONTENTS, DatasetWriter, open_engine

    workspace = here(context)
    files = workspace.plan_files()
    wanted = plan or plan_option
    paths = list(files.values()) if wanted is None else [files[find.plan(wanted, files)]]
    if not paths:
        note("工作区里还没有方案，没有可导出的；请先用 zhenggai add-plan 新建")
        return
    target = _target(workspace, output)
    with closing(open_engine()) as engine, disk.replaced_folder(target, CONTENTS, overwrite=force) as folder:
        writer = DatasetWriter(engine, folder)
        broken = _fill(writer, workspace, paths)
        writer.finish()
    counts = "、".join(words.format(writer.rows[name]) for name, words in _COUNTED.items())
    note(f"{len(paths) - len(broken)} 个方案：{counts}")
    say(str(target))
    leave([], broken)


_COUNTED = {"tasks": "任务 {} 项", "progress": "进展 {} 条", "extensions": "延期 {} 次", "reports": "报送记录 {} 次"}
"""How the rows of each table are counted; those of task_units nobody counts."""


def _target(workspace: Workspace, output: str | None) -> Path:
    if output is None:
        return shown(workspace.root / OUT)
    if not output.strip() or Path(output).suffix.lower() == ".parquet":
        raise UsageProblem(f"选项 --output 的“{output}”不对", "导出的是一个文件夹，请写文件夹的名称")
    return Path(output)


def _fill(writer: DatasetWriter, workspace: Workspace, paths: Sequence[Path]) -> list[BrokenPlan]:
    """Hand the plans to the writer one at a time, those of one folder together; return those that are broken.

    Raises:
        BrokenLedger: all of them are.
    """
    from zhenggai.abstracts.making import units_of
    from zhenggai.exporters.parquet_columns import Source
    from zhenggai.wording.units import read_units

    roster = workspace.settings.roster
    names_in = cache(lambda wording: read_units(wording, roster).units)  # many tasks share a wording
    broken: list[BrokenPlan] = []
    with progress_bar(len(paths), "导出", least=_FEW) as done:
        for path in sorted(paths, key=lambda one: (one.parent, one.name)):
            read = load_plan(shown(path))
            if isinstance(read, LoadedPlan):
                show_findings(read.findings)
                folder = path.parent.relative_to(workspace.root).as_posix()
                writer.add(folder, Source(read.id, read.plan, lambda task: units_of(task, names_in)))
            else:
                broken.append(read)
            done()
    if len(broken) == len(paths):
        refuse_broken(broken)
    return broken


_FEW = 50
"""Plans that are written so soon that a bar would only flicker."""
