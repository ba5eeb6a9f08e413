"""What is remembered of a ledger file beside its abstract, in one text: whether it is a plan, and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

BROKEN = "!"
"""Begins the note of a file that is no valid plan."""


def pack_note(findings: Sequence[Finding], *, is_plan: bool) -> str:
    """Write down what was met in a file; a good one without warnings has an empty note."""
    mark = "" if is_plan else BROKEN
    if not findings:
        return mark
    import json  # noqa: PLC0415 - most files are good and have no findings

    told = []
    for one in findings:
        place = one.place or Place("")
        told.append([one.rule, one.message, one.remedy, one.severity.value, place.line, place.column])
    return mark + json.dumps(told)


def open_findings(note: str) -> tuple[Finding, ...]:
    """Return the findings of a note; their places name no file."""
    import json  # noqa: PLC0415 - the same

    told = note.removeprefix(BROKEN)
    return tuple(
        Finding(rule, message, remedy, severity=Severity(severity), place=Place("", line, column))
        for rule, message, remedy, severity, line, column in (json.loads(told) if told else ())
    )
