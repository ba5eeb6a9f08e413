"""`add-plan`: a new ledger file with the header of an issued plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli import ask
from zhenggai.cli.building import build
from zhenggai.cli.context import here, read_day
from zhenggai.cli.options import DryRun, Yes
from zhenggai.cli.render import note, say, visible
from zhenggai.errors import UsageProblem, ZhenggaiError
from zhenggai.model import Category, LegalBasis, Period, Plan, ReportingRule, StatedCounts
from zhenggai.store.ledger import create_plan, is_plan_id
from zhenggai.store.places import shown
from zhenggai.terms import Cadence

if TYPE_CHECKING:
    from pathlib import Path

Text = str | None
Many = list[str] | None


def add_plan(
    context: typer.Context,
    plan: Annotated[
        str, typer.Argument(metavar="方案", help="方案编号，也是文件名，例如 xuchang-2021 或 县级/menglai-2022")
    ],
    title: Annotated[Text, typer.Option("--title", "-t", metavar="标题", help="方案的标题")] = None,
    ledger_title: Annotated[
        Text, typer.Option("--ledger-title", metavar="标题", help="台账的标题，默认用方案标题")
    ] = None,
    number: Annotated[Text, typer.Option("--number", "-n", metavar="文号", help="例如 许财农〔2022〕15号")] = None,
    issuer: Annotated[Many, typer.Option("--issuer", "-i", metavar="机关", help="发文机关")] = None,
    issued: Annotated[Text, typer.Option("--issued", "-d", metavar="日期", help="印发日期")] = None,
    recipients: Annotated[Text, typer.Option("--recipients", metavar="机关", help="主送机关")] = None,
    publicity: Annotated[Text, typer.Option("--publicity", metavar="方式", help="公开方式，例如 此件公开发布")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年", min=1949, help="考核年度")] = None,
    campaign: Annotated[
        tuple[str, str] | None, typer.Option("--campaign", metavar="起 止", help="集中整改的起止日期，写两个日期")
    ] = None,
    basis: Annotated[Many, typer.Option("--basis", metavar="依据", help="所依据的文件，写成 名称|文号")] = None,
    stated: Annotated[Many, typer.Option("--stated", metavar="数目", help="文件自己写明的数目，例如 问题=4")] = None,
    guidance: Annotated[Text, typer.Option("--guidance", metavar="文字", help="总体要求")] = None,
    requirement: Annotated[Many, typer.Option("--requirement", metavar="文字", help="工作要求")] = None,
    report_once: Annotated[Many, typer.Option("--report-by", metavar="日期", help="一次性报送的截止日")] = None,
    report_days: Annotated[
        Text, typer.Option("--report-days", metavar="日", help="每月几日报送，例如 14,29（两个日子就是半月报）")
    ] = None,
    report_to: Annotated[Many, typer.Option("--report-to", metavar="单位", help="报送给谁")] = None,
    report_form: Annotated[Many, typer.Option("--report-form", metavar="形式", help="报送形式：纸质、电子版等")] = None,
    report_note: Annotated[Text, typer.Option("--report-note", metavar="要求", help="报送的签字、盖章等要求")] = None,
    annex: Annotated[Many, typer.Option("--annex", metavar="名称", help="附件的名称")] = None,
    category: Annotated[Many, typer.Option("--category", "-c", metavar="类型", help="问题的类型（方面）")] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """新建一个整改方案，一个方案一个文件，放在 ledgers/ 下。

    在终端里运行时，没有写的主要项会逐项询问。

    例子：
      zhenggai add-plan audit-2023 --title "2023年度审计整改方案" --issuer 某市审计局 --issued 2023-09-01
      zhenggai add-plan 县级/rural-2023 -t "乡村振兴整改方案" -i 某县农业农村局 -d 2023-08-03 --report-days 14,29
    """
    workspace = here(context)
    folder, _slash, plan_id = plan.strip().removeprefix("ledgers/").removesuffix(".yaml").rpartition("/")
    path = workspace.ledgers / folder / f"{plan_id}.yaml"
    if folder.startswith("/") or ".." in folder.split("/"):
        raise ZhenggaiError(f"“{plan}”不在 ledgers/ 里", "请只写方案编号，或者 ledgers/ 下的文件夹和编号")
    _check_id(plan_id, path, workspace.plan_files())
    reporting = _reporting(report_once or [], report_days, report_to, report_form, report_note)
    name = ask.for_text(title, "--title", "方案的标题")
    day = _issued(issued)
    new = build(
        Plan,
        format=1,
        title=name,
        ledger_title=ledger_title,
        number=ask.for_maybe(number, "文号"),
        issuers=tuple(ask.for_many(issuer or [], "发文机关")),
        recipients=recipients,
        issued=day,
        publicity=publicity,
        year=year,
        campaign=_campaign(campaign),
        bases=tuple(_basis(text) for text in basis or []),
        stated=_stated(stated or []),
        guidance=guidance,
        requirements=tuple(requirement or []),
        reporting=reporting,
        annexes=tuple(annex or []),
        categories=tuple(build(Category, name=name) for name in ask.for_many(category or [], "问题的类型（方面）")),
    )
    if not dry_run:
        ask.to_go_ahead(f"新建 {shown(path)} 吗？", yes=yes)
    raw = create_plan(shown(path), new, workspace.schema_for(path), write=not dry_run)
    say(f"{'将写入' if dry_run else '已写入'} {shown(path)}：")
    for line, text in enumerate(raw.decode().splitlines(), start=1):
        say(f"{line:>5} +{visible(text)}")
    note(
        "这是预演（--dry-run），没有新建文件"
        if dry_run
        else f"已新建方案 {plan_id}，接着可以 zhenggai add-issue {plan_id}"
    )


def _issued(typed: str | None) -> date | None:
    if typed is not None:
        return read_day(typed, "--issued")
    while answer := ask.for_maybe(None, "印发日期，例如 2023-09-01"):
        try:
            return read_day(answer, "--issued")
        except UsageProblem as problem:
            note(str(problem))
    return None


def _check_id(plan_id: str, path: Path, files: dict[str, Path]) -> None:
    if not is_plan_id(plan_id) or not any(char.isalpha() for char in plan_id):
        raise ZhenggaiError(
            f"“{plan_id}”不能当方案编号", "只用英文字母、数字和 - _ . ，至少一个字母，例如 xuchang-2021"
        )
    if plan_id in files:
        raise ZhenggaiError(f"已经有方案 {plan_id}：{shown(files[plan_id])}", "请换一个编号；要修改请用 zhenggai edit")
    if path.exists():
        raise ZhenggaiError(f"已经有文件 {shown(path)}", "请换一个编号")


def _campaign(days: tuple[str, str] | None) -> Period | None:
    if days is None:
        return None
    start, end = (read_day(day, "--campaign") for day in days)
    if end < start:
        raise UsageProblem(f"选项 --campaign 的止 {end} 早于起 {start}", "请先写起，后写止")
    return build(Period, start=start, end=end)


def _basis(text: str) -> LegalBasis:
    title, _bar, number = text.replace("｜", "|").partition("|")
    return build(LegalBasis, title=title.strip(), number=number.strip())


def _stated(texts: list[str]) -> StatedCounts | None:
    names = {"类型": "categories", "问题": "issues", "任务": "tasks", "措施": "measures"}
    counts = {}
    for text in texts:
        name, _sign, count = text.partition("=")
        if name not in names or not count.isdecimal():
            raise UsageProblem(f"选项 --stated 的“{text}”看不懂", f"请写成 问题=4 的样子，可用：{'、'.join(names)}")
        counts[names[name]] = int(count)
    return build(StatedCounts, **counts) if counts else None


def _reporting(by: list[str], days: str | None, to: Many, forms: Many, requirement: Text) -> tuple[ReportingRule, ...]:
    shared = {"recipients": tuple(to or ()), "forms": tuple(forms or ()), "requirement": requirement}
    rules = [build(ReportingRule, cadence=Cadence.ONCE, due=read_day(day, "--report-by"), **shared) for day in by]
    if days:
        numbers = _days(days)
        cadence = Cadence.HALF_MONTHLY if len(numbers) == 2 else Cadence.MONTHLY
        rules.append(build(ReportingRule, cadence=cadence, days=numbers, **shared))
    return tuple(rules)


def _days(text: str) -> tuple[int, ...]:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    if not all(part.strip().isdecimal() and 1 <= int(part) <= 31 for part in parts):
        raise UsageProblem(f"选项 --report-days 的“{text}”看不懂", "请写每月的几日，例如 14,29")
    return tuple(int(part) for part in parts)
