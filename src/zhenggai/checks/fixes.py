"""What of the findings of one file can be mended with certainty, as the new bytes of the file; nothing is written here.

Certain are a date that its own wording gives without a doubt, the modeline, and blanks at the ends of lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhenggai.checks.deadline_reading import read
from zhenggai.checks.stray_spaces import stray_spans
from zhenggai.model import Deadline
from zhenggai.store import guards, yamledit, yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.findings import Finding

FIXABLE = frozenset({"deadline-reading", "modeline-missing", "stray-spaces"})
"""The rules whose findings may be mended."""


def fixed(raw: bytes, subject: Subject, findings: Iterable[Finding], schema: str) -> bytes:
    """Return the bytes of a plan's file with what is certain mended; `schema` is the schema's path seen from the file.

    Only what was found is touched, so that a finding somebody has allowed stays as it is.
    """
    some = list(findings)
    rules = {finding.rule for finding in some}
    bom = guards.BOM if raw.startswith(guards.BOM) else b""
    text = raw.removeprefix(bom).decode()
    ending = "\r\n" if "\r\n" in text else "\n"
    if "stray-spaces" in rules:
        for start, end in reversed(stray_spans(text)):
            text = text[:start] + text[end:]
        text = text if text.endswith("\n") else text + ending
    if "modeline-missing" in rules:
        text = f"{yamledit.MODELINE}{schema}{ending}{text}"
    tidy = bom + text.encode()
    if _data(tidy) != _data(raw):
        tidy = raw  # what looked like a stray blank meant something after all
    return yamledit.splice(tidy, list(_dates(subject, some)))


def _data(raw: bytes) -> Any:
    parsed = yamlfile.parse(raw, "")
    return parsed.data if isinstance(parsed, yamlfile.Parsed) else None


def _dates(subject: Subject, findings: Iterable[Finding]) -> Iterator[yamledit.Edit]:
    found = {finding.loc for finding in findings if finding.rule == "deadline-reading"}
    for at in subject.tasks:
        deadline = at.task.deadline
        loc = (*at.loc, "整改时限", "日期")
        if deadline is None or loc not in found:
            continue
        reading = read(subject, deadline)
        if reading.due and not reading.warnings and reading.kind is deadline.kind:
            yield yamledit.Put(loc, reading.due, Deadline.keys())
