"""The quick way from a tree as read from YAML to what the model would make of it, as plain JSON; or a hesitation.

Sound and not complete: what comes out is what `model` gives, and where anything is not plainly right nothing comes
out and the model is asked, which may take it after all or say what is wrong. It reads by the table that is generated
from the model, with the model's own scalars and rules, so nothing is decided here a second time.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from zhenggai.form import rules, scalars
from zhenggai.form.scalars import LAST_DAY_OF_MONTH, LEAST, Refused
from zhenggai.form.table import RECORDS
from zhenggai.terms import Cadence, DeadlineKind, Level, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.findings import Loc

    Reader = Callable[[Any], Any]

Plain = dict[str, Any]
"""A record as JSON: attribute names, days as ISO text, words as text, what is absent as None or empty.

Never to be changed: empty lists in it are shared.
"""

_KNOWN = 4096
"""Different days and words that are remembered as good."""


def read(record: str, tree: Any) -> Plain | None:
    """Return what the model of that name makes of a tree, None where that is not certain."""
    try:
        plain: Plain = _record(record)(tree)
    except (_Doubt, Refused, KeyError):
        return None
    return plain


def to_file(record: str, plain: Plain) -> dict[str, Any]:
    """Return a record as a file writes it: official keys, absent things left out, days as days."""
    return {
        key: _to_file(kind, plain[attribute])
        for key, attribute, kind, absent in RECORDS[record][1]
        if plain[attribute] != absent
    }


def key_of(record: str, attribute: str) -> str:
    """Return the official key of an attribute."""
    return next(key for key, name, _kind, _absent in RECORDS[record][1] if name == attribute)


def keys_at(record: str, loc: Loc) -> tuple[str, ...]:
    """Return the keys, in their order, of the record that stands at a loc under one; none where none can."""
    here = record
    for step in loc:
        if isinstance(step, str):
            here = _below(here.removeprefix("many "), step)
    fields = RECORDS.get(here.removeprefix("many "), ("", ()))[1]
    return tuple(key for key, _attribute, _kind, _absent in fields)


def _below(kind: str, key: str) -> str:
    if kind.startswith("named "):
        return kind.removeprefix("named ")
    fields = RECORDS.get(kind, ("", ()))[1]
    return next((below for one, _attribute, below, _absent in fields if one == key), "")


def _to_file(kind: str, value: Any) -> Any:
    many, _blank, of = kind.partition(" ")
    if many == "many":
        return tuple(_to_file(of, item) for item in value)
    if kind in RECORDS:
        return to_file(kind, value)
    return date.fromisoformat(value) if kind == "day" else value


class _Doubt(Exception):
    """Something that only the model can judge."""


# --- scalars, as JSON has them ---------------------------------------------------------------------------------------


def _kept(read: Reader) -> Reader:
    """Return the reader of what JSON writes as the file does; a ledger says the same few over and over."""

    @lru_cache(_KNOWN)
    def kept(value: str) -> str:
        read(value)
        return value

    return kept


def _counted(most: float) -> Reader:
    def counted(value: str) -> int:
        number = scalars.whole(value)
        if not LEAST <= number <= most:
            raise _Doubt
        return number

    return counted


def _shaped(pattern: str) -> Reader:
    shape = re.compile(pattern)

    def shaped(value: str) -> str:
        if not shape.fullmatch(value):
            raise _Doubt
        return value

    return shaped


_SCALARS: dict[str, Reader] = {
    "text": scalars.text,
    "whole": _counted(float("inf")),
    "day_of_month": _counted(LAST_DAY_OF_MONTH),
    "number": scalars.number,
    "day": _kept(scalars.day),
    "task_id": _shaped(scalars.TASK_ID),
    "sha256": _shaped(scalars.SHA256),
    "format_version": scalars.format_version,
    "status": _kept(scalars.member(Status)),
    "deadline_kind": _kept(scalars.member(DeadlineKind)),
    "cadence": _kept(scalars.member(Cadence)),
    "level": _kept(scalars.member(Level)),
}


# --- records, lists and mappings -------------------------------------------------------------------------------------


@cache
def _record(name: str) -> Reader:
    """Return the reader of a record."""
    rule, rows = RECORDS[name]
    blank = {attribute: _blank(kind, absent) for _key, attribute, kind, absent in rows}
    required = tuple(attribute for _key, attribute, _kind, absent in rows if absent is ...)
    texts = {key: (attribute, _SCALARS[kind]) for key, attribute, kind, _absent in rows if kind in _SCALARS}
    parts = {key: (attribute, _part(kind)) for key, attribute, kind, _absent in rows if kind not in _SCALARS}
    keys = frozenset((*texts, *parts))
    keep = getattr(rules, rule) if rule else _keep_nothing

    # This runs for every record of every file: it asks for classes, looks into dicts and calls as little as it can.
    def record(tree: Any) -> Plain:
        if tree.__class__ is not dict:
            raise _Doubt
        plain = blank.copy()
        for key, value in tree.items():
            if not value and (value is None or value == ""):
                if key not in keys:
                    raise _Doubt
                continue
            attribute, read = (texts if value.__class__ is str else parts)[key]
            plain[attribute] = read(value)
        for attribute in required:
            if plain[attribute] is None:
                raise _Doubt
        keep(plain)
        return plain

    return record


def _keep_nothing(_plain: Plain) -> None:
    """Keep the rule of a record that has none."""


def _blank(kind: str, absent: Any) -> Any:
    """Return what an attribute is where its key is absent."""
    if absent is ...:
        return None
    return _record(kind)({}) if kind in RECORDS and absent is not None else absent


def _part(kind: str) -> Reader:
    """Return the reader of what is no scalar."""
    form, _blank, of = kind.partition(" ")
    if form == "many":
        return _many(of)
    if form == "named":
        return _named(of)
    return _record(kind)


def _many(kind: str) -> Reader:
    read = _item(kind)

    def many(items: Any) -> list[Any]:
        if items.__class__ is not list:
            raise _Doubt
        return [read(item) for item in items]

    return many


def _named(kind: str) -> Reader:
    read = _item(kind)

    def named(tree: Any) -> Plain:
        if tree.__class__ is not dict:
            raise _Doubt
        return {_text(key): read(value) for key, value in tree.items()}

    return named


def _item(kind: str) -> Reader:
    """Return the reader of what stands in a list or a mapping, where nothing may be left empty."""
    if kind not in _SCALARS:
        return _part(kind)
    read = _SCALARS[kind]
    return lambda value: read(_text(value))


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise _Doubt
    return value
