"""`record-report`: putting down that a unit has reported for a period."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai import periods
from zhenggai.cli import ask, find
from zhenggai.cli.building import entry
from zhenggai.cli.context import here, read_day, refuse_future
from zhenggai.cli.options import DryRun
from zhenggai.cli.writing import commit_edits
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.store.yamledit import Append

if TYPE_CHECKING:
    from datetime import date as day

    from zhenggai.model import Plan
    from zhenggai.store.ledger import OpenedPlan


def record_report(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="方案", help="方案编号，例如 menglai-2022")],
    unit: Annotated[str | None, typer.Option("--unit", "-u", metavar="单位", help="报送的单位")] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="日期", help="哪一期，写该期的截止日")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="日期", help="收到的日期，默认今天")] = None,
    form: Annotated[list[str] | None, typer.Option("--form", metavar="形式", help="纸质、电子版等")] = None,
    signature: Annotated[str | None, typer.Option("--signature", metavar="签字", help="由谁签字")] = None,
    dry_run: DryRun = False,
) -> None:
    """记一次报送：哪个单位、哪一期、哪天收到。

    例子：
      zhenggai record-report menglai-2022 --unit 财政所 --period 2023-08-14 --date 2023-08-14 --form 纸质
    """
    workspace = here(context)
    path = workspace.plan_files()[find.plan(plan, workspace.plan_files())]
    name = ask.for_text(unit, "--unit", "报送单位")
    last = read_day(ask.for_text(period, "--period", "哪一期（截止日）"), "--period")
    received = read_day(date, "--date")
    refuse_future(received, "收到的日期")

    def edits(opened: OpenedPlan) -> list[Append]:
        roster = workspace.roster
        known = find.unit(name, periods.all_obliged(opened.image, roster), roster)
        _check_period(opened.image, last)
        report = entry("Report", period=last, unit=known, date=received, forms=tuple(form or ()), signature=signature)
        if report.image in opened.image.reports:
            raise ZhenggaiError("这次报送已经记过了", "不用再记")
        return [Append(("报送记录",), report.to_file())]

    commit_edits(path, edits, dry_run=dry_run, done=f"已记下 {name} 对 {last} 一期的报送")


def _check_period(plan: Plan, last: day) -> None:
    if plan.issued is None or not plan.reporting:
        raise ZhenggaiError("这个方案没有写印发日期或报送要求，不知道有哪几期", "请先用 zhenggai edit 补上")
    eve = last - timedelta(days=1)
    following = {periods.next_day(rule, plan.issued, eve) for rule in plan.reporting} - {None}
    if last not in following:
        near = "、".join(sorted(str(day) for day in following))
        raise NoSuchThing(
            f"{last} 不是任何一期的截止日", f"这以后最近的一期是 {near}" if near else "这以后没有要报的期了"
        )
