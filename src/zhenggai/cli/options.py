"""Options and arguments that several commands share, so that they read and complete alike everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from zhenggai.cli import complete

AsOf = Annotated[str | None, typer.Option("--as-of", metavar="日期", help="截至哪一天，默认今天，例如 2022-06-14")]
PlanId = Annotated[
    str | None,
    typer.Option("--plan", "-p", metavar="方案", help="只看这个方案，例如 xuchang-2021", autocompletion=complete.plans),
]
InPlan = Annotated[
    str | None,
    typer.Option("--plan", "-p", metavar="方案", help="编号没有写方案时，是哪个方案的", autocompletion=complete.plans),
]
UnitName = Annotated[
    str | None, typer.Option("--unit", "-u", metavar="单位", help="只看这个单位的任务（责任、牵头或配合）")
]
CategoryName = Annotated[str | None, typer.Option("--category", metavar="类型", help="只看这个类型（方面）")]
Ledgers = Annotated[
    list[str] | None,
    typer.Option("--ledgers", metavar="文件夹", help="把这些工作区的 ledgers 文件夹合起来看，可以写通配符"),
]
Expanded = Annotated[
    list[str] | None, typer.Argument(metavar="文件夹", hidden=True, help="通配符没有加引号时，终端展开出来的其余文件夹")
]
"""The further folders that a shell makes of an unquoted pattern behind `--ledgers`."""
Words = Annotated[
    list[str] | None,
    typer.Option("--search", "-s", metavar="字词", help="只看提到这个字词的任务；写几次，就要都提到"),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，给程序读")]
NoIndex = Annotated[bool, typer.Option("--no-index", help="不用本机的索引，直接读台账文件；回答一样，只是慢些")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="行数", min=1, help="只列前几行；总数照样说")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只显示会写入哪些行，不写入")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="不再询问，直接写入")]
TaskRef = Annotated[
    str,
    typer.Argument(metavar="任务", help="任务编号，例如 xuchang-2021:2-4", autocompletion=complete.tasks),
]
EvidenceFiles = Annotated[
    list[str] | None, typer.Option("--evidence", "-e", metavar="文件", help="佐证材料，复制到 evidence/ 下")
]
