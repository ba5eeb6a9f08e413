"""The report as SARIF: its required properties, by a schema of the parts we write, taken from the standard's text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jsonschema
import pytest

from scenes import run, scene_of
from zhenggai.checks import RULES
from zhenggai.checks.report import Report
from zhenggai.checks.run import Crash
from zhenggai.checks.sarif import sarif

if TYPE_CHECKING:
    from pathlib import Path

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def mapping(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def listing(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


# SARIF 2.1.0 sections 3.13 sarifLog, 3.14 run, 3.19 toolComponent, 3.49 reportingDescriptor, 3.27 result, 3.20
# invocation, 3.29 physicalLocation, 3.30 region; properties that we do not write are left out, and so not allowed.
DESCRIPTOR = mapping(
    ["id"],
    id={"type": "string"},
    name={"type": "string", "pattern": "^[A-Za-z0-9]+$"},
    shortDescription=TEXT,
    fullDescription=TEXT,
    help=TEXT,
    defaultConfiguration=mapping([], level=LEVEL),
    properties=mapping([], tags=listing({"type": "string"}) | {"uniqueItems": True}),
)
LOCATION = mapping(
    [],
    physicalLocation=mapping(
        ["artifactLocation"],
        artifactLocation=mapping([], uri={"type": "string", "pattern": r"^[!-~]+$"}, uriBaseId={"type": "string"}),
        region=mapping([], startLine={"type": "integer", "minimum": 1}, startColumn={"type": "integer", "minimum": 1}),
    ),
)
RESULT = mapping(
    ["message"],
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=TEXT,
    locations=listing(LOCATION),
)
NOTIFICATION = mapping(["message"], level=LEVEL, message=TEXT, associatedRule=mapping([], id={"type": "string"}))
RUN = mapping(
    ["tool"],
    tool=mapping(
        ["driver"],
        driver=mapping(
            ["name"],
            name={"type": "string"},
            version={"type": "string"},
            language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
            rules=listing(DESCRIPTOR) | {"uniqueItems": True},
        ),
    ),
    language={"type": "string"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=listing(
        mapping(
            ["executionSuccessful"],
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=listing(NOTIFICATION),
        )
    ),
    results=listing(RESULT),
)
LOG = mapping(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=listing(RUN),
)


@pytest.fixture
def log(tmp_path: Path) -> dict[str, Any]:
    """The log of a workspace with a broken plan, a plan in a folder with a Chinese name, and settings that err."""
    scene = scene_of(
        "# ledgers/沧源县/a b.yaml\n标题：某\n# ledgers/b.yaml\n检查: {某: {}}\n任务:\n- 编号: 1-1\n- 编号: 1-3\n"
    )
    (tmp_path / "ledgers/沧源县").mkdir(parents=True)
    (tmp_path / "ledgers/沧源县/a b.yaml").write_text("标题：某\n", encoding="utf-8")
    report = run(scene, tmp_path)
    crashed = Report(report.paths, report.findings, (Crash("some-rule", "b", "Traceback …"),))
    found: dict[str, Any] = json.loads(json.dumps(sarif(crashed, RULES, tmp_path)))
    return found


def test_the_log_is_valid(log: dict[str, Any]) -> None:
    """Every object has the properties the standard requires, of the types it requires, and no others."""
    jsonschema.Draft202012Validator.check_schema(LOG)
    jsonschema.validate(log, LOG)


def test_results_point_at_their_rules_and_files(log: dict[str, Any]) -> None:
    """RuleIndex and ruleId agree, and a URI decodes to a path from the workspace's root on."""
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    results = log["runs"][0]["results"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    files = {unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for one in results}
    assert files == {"ledgers/沧源县/a b.yaml", "ledgers/b.yaml", "zhenggai.yaml"}


def test_a_crash_makes_the_run_unsuccessful(log: dict[str, Any]) -> None:
    """A rule that failed is a notification, and the invocation says that the run was not successful."""
    (invocation,) = log["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["associatedRule"] == {"id": "some-rule"}
