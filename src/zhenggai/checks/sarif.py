"""A report as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors show beside the lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from zhenggai import __version__
from zhenggai.checks.manual import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.checks.report import Report
    from zhenggai.checks.rule import AnyRule
    from zhenggai.findings import Finding

VERSION = "2.1.0"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
"""What code hosts replace by the root of the checked out repository."""


def sarif(report: Report, rules: Sequence[AnyRule], root: Path) -> dict[str, Any]:
    """Return the report as a SARIF log with one run; places are given from the workspace's root on."""
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "zhenggai",
                "version": __version__,
                "language": "zh-CN",
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.crashes,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": crash.trace}, "associatedRule": {"id": crash.rule}}
                    for crash in report.crashes
                ],
            }
        ],
        "results": [_result(finding, numbers, root) for finding in report.findings],
    }
    return {"$schema": _SCHEMA, "version": VERSION, "runs": [run]}


def _rule(rule: AnyRule) -> dict[str, Any]:
    found = page(rule)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": found.demand},
        "help": {
            "text": f"{found.reason}\n\n合格：\n{found.passes}\n\n不合格：\n{found.fails}\n\n出处：\n{found.source}"
        },
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family.value]},
    }


def _result(finding: Finding, numbers: dict[str, int], root: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}。{finding.remedy}" if finding.remedy else finding.message},
    }
    if finding.rule in numbers:
        result["ruleIndex"] = numbers[finding.rule]
    if finding.place:
        place = finding.place
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.file, root), "uriBaseId": _BASE},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ]
    return result


def _uri(file: str, root: Path) -> str:
    return quote(Path(os.path.relpath(file, root)).as_posix())
