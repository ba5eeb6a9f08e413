"""Bytes of a file to a validated record, or everything that is wrong with them, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from zhenggai.findings import Finding, Severity
from zhenggai.model import Record
from zhenggai.store import yamlfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RecordT = TypeVar("RecordT", bound=Record)


def read_record(
    raw: bytes,
    file: str,
    model: type[RecordT],
    further: Callable[[Any], Iterable[Finding]] = lambda _data: (),
    *,
    parsed: yamlfile.Parsed | yamlfile.Unreadable | None = None,
) -> tuple[RecordT | None, tuple[Finding, ...]]:
    """Return the record and the warnings met, or None and every finding, in the order of the file's lines.

    `further` yields what is wrong beyond the form of single fields, from the tree as read. `parsed` is what
    `yamlfile.parse` made of the bytes, where that is known already.
    """
    read = parsed or yamlfile.parse(raw, file)
    if isinstance(read, yamlfile.Unreadable):
        return None, read.findings
    wrong = list(further(read.data))
    record: RecordT | None = None
    try:
        record = model.model_validate(read.data, by_alias=True, by_name=False)
    except ValidationError as error:
        from zhenggai.store import schema_errors  # noqa: PLC0415 - it reads wordings to say what to write, which a good file does not need

        wrong += schema_errors.findings(error, model, read.data)
    placed = _placed(wrong, raw, file)
    if any(finding.severity is Severity.ERROR for finding in placed):
        record = None
    return record, tuple(sorted((*read.findings, *placed), key=lambda finding: finding.place or ()))


def _placed(findings: list[Finding], raw: bytes, file: str) -> list[Finding]:
    if not findings:
        return []
    from zhenggai.store.schema_errors import UNKNOWN_KEY  # noqa: PLC0415 - the same

    places = yamlfile.places(raw, file)
    return [finding.at(places.of(finding.loc, key=finding.rule == UNKNOWN_KEY)) for finding in findings]
