"""`check`: every rule over every plan, or over those named; what is found on the terminal, as JSON or as SARIF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai.checks import RULES
from zhenggai.checks.git_state import repository
from zhenggai.checks.report import FEW
from zhenggai.checks.report import check as run_checks
from zhenggai.checks.run import Setup
from zhenggai.cli import complete, find
from zhenggai.cli.check_fixing import mend
from zhenggai.cli.check_showing import show
from zhenggai.cli.context import here, read_day
from zhenggai.cli.options import AsOf, Json, PlanId
from zhenggai.cli.progress import progress_bar
from zhenggai.cli.render import as_json, complain, note
from zhenggai.errors import EXIT_BUG, EXIT_FINDINGS, UsageProblem
from zhenggai.findings import Severity
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from zhenggai.checks.report import Report
    from zhenggai.findings import Finding
    from zhenggai.store.workspace import Workspace


def check(
    context: typer.Context,
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="[方案…]", help="只查这些方案，写编号或文件；默认全部", autocompletion=complete.plans),
    ] = None,
    plan: PlanId = None,
    as_of: AsOf = None,
    json: Json = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="输出 SARIF 2.1.0，给代码平台和编辑器读")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也以 1 退出")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="改正有把握的：日期照原文、模式行、行尾空格；显示改动")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="与 --fix 同用：只显示会改什么，不写入")] = False,
) -> None:
    """检查台账：编号、时限、数目、单位、进展内容、销号、隐私和仓库，每个问题给出行号、规则、原因和改法。

    有错误以 1 退出；只有警告的以 0 退出，加 --strict 则以 1 退出。
    确有理由的，在那一行上面加注释允许它：# zhenggai: 允许 规则名 理由：…
    只查个别方案时，方案之间的比较也只在它们之间进行。

    例子：
      zhenggai check
      zhenggai check xuchang-2021 --as-of 2022-06-30
      zhenggai check --fix --dry-run
    """
    if json and sarif:
        raise UsageProblem("--json 和 --sarif 只能选一个")
    if dry_run and not fix:
        raise UsageProblem("--dry-run 要与 --fix 同用", "只看问题的，直接运行 zhenggai check")
    workspace = here(context)
    wanted = [*(plans or []), *([plan] if plan else [])]
    paths = _paths(workspace, wanted)
    setup = Setup(
        workspace.root,
        workspace.settings,
        read_day(as_of, "--as-of"),
        read_day(None, "--as-of"),  # today
        RULES,
        repository(workspace.root, workspace.ledgers),
    )
    report = _run(setup, paths, whole=not wanted)
    if fix and mend(workspace, setup, report, write=not dry_run):
        report = _run(setup, paths, whole=not wanted)
    if sarif:
        from zhenggai.checks.sarif import sarif as as_sarif

        as_json(as_sarif(report, RULES, workspace.root))
    elif json:
        as_json(_record(report, setup))
    else:
        show(report, setup.day)
    _leave(report, strict=strict)


def _paths(workspace: Workspace, wanted: list[str]) -> list[Path]:
    """Return the files of the plans that were named, by id or by file, in the order of the workspace; else all."""
    files = workspace.plan_files()
    if not wanted:
        return [shown(path) for path in files.values()]
    by_file = {path.resolve(): plan_id for plan_id, path in files.items()}
    ids = {by_file.get(Path(name).resolve()) or find.plan(name, files) for name in wanted}
    return [shown(path) for plan_id, path in files.items() if plan_id in ids]


def _run(setup: Setup, paths: list[Path], *, whole: bool) -> Report:
    with progress_bar(len(paths), "检查", least=FEW) as done:
        return run_checks(setup, paths, whole=whole, done=done)


def _record(report: Report, setup: Setup) -> dict[str, Any]:
    return {
        "as_of": setup.day.isoformat(),
        "files": report.files,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "silenced": report.silenced,
        "findings": [_finding(finding) for finding in report.findings],
        "crashes": [{"rule": crash.rule, "plan_id": crash.plan_id, "trace": crash.trace} for crash in report.crashes],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "loc": list(finding.loc),
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _leave(report: Report, *, strict: bool) -> None:
    if report.crashes:
        for crash in report.crashes:
            note(crash.trace)
        complain("有规则自身出错，没有查完。这是 zhenggai 的缺陷，请把以上内容报告给维护者")
        raise typer.Exit(EXIT_BUG)
    if report.count(Severity.ERROR) or (strict and report.findings):
        raise typer.Exit(EXIT_FINDINGS)
