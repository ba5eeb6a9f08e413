"""Bytes of a file to a plain record (`form.quick`); the model is asked only where a file is not plainly good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zhenggai.form import quick
from zhenggai.store import yamlfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zhenggai.findings import Finding
    from zhenggai.form.quick import Plain
    from zhenggai.model import Record


def read_plain(
    raw: bytes,
    file: str,
    record: str,
    further: Callable[[Any], Iterable[Finding]] = lambda _data: (),
    *,
    parsed: yamlfile.Parsed | yamlfile.Unreadable | None = None,
) -> tuple[Plain | None, tuple[Finding, ...]]:
    """Return what the model of that name makes of a file, as JSON, and the findings; all else as `records.read_record`.

    The answer is the same whichever way it came.
    """
    read = parsed or yamlfile.parse(raw, file)
    if isinstance(read, yamlfile.Unreadable):
        return None, read.findings
    if next(iter(further(read.data)), None) is None:
        plain = quick.read(record, read.data)
        if plain is not None:
            return plain, read.findings
    from zhenggai.store.records import read_record  # noqa: PLC0415 - the model's machinery, which a good file does not need

    found, findings = read_record(raw, file, _model(record), further, parsed=read)
    return (None if found is None else json.loads(found.model_dump_json())), findings


def _model(record: str) -> type[Record]:
    from zhenggai.model import Plan  # noqa: PLC0415 - see above
    from zhenggai.settings import Settings  # noqa: PLC0415 - see above

    models: dict[str, type[Record]] = {"Plan": Plan, "Settings": Settings}
    return models[record]
