"""How a report of `check` looks on a terminal: by file, each finding with its line, rule and remedy."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

from zhenggai.cli.render import RED, YELLOW, painted, say, visible
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.report import Report
    from zhenggai.findings import Finding

_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW}
_INDENT = " " * 4


def show(report: Report, day: date) -> None:
    """Print the findings file by file, and a line that counts them."""
    for file, findings in groupby(report.findings, key=lambda finding: finding.place.file if finding.place else ""):
        say(visible(file))
        for finding in findings:
            for line in _lines(finding):
                say(line)
        say()
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    allowed = f"；另有 {report.silenced} 个已注明理由允许" if report.silenced else ""
    found = f"错误 {errors} 个，警告 {warnings} 个" if report.findings else "没有发现问题"
    say(f"截至 {day}：查了 {report.files} 个方案，{found}{allowed}")


def _lines(finding: Finding) -> Iterator[str]:
    place = f"{finding.place.line}:{finding.place.column}" if finding.place else ""
    severity = painted(finding.severity.chinese, _COLOURS[finding.severity], sys.stdout)
    yield f"  {place:<8}{severity}  {visible(finding.message)}  [{finding.rule}]"
    if finding.remedy:
        yield f"  {'':<8}{_INDENT}  {visible(finding.remedy)}"
