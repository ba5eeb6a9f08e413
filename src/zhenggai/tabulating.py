"""The table `form.table`, generated from the models, so that what a record holds is known without them.

`python -m zhenggai.tabulating` prints it; `make schemas` writes it; a test fails when it is stale.
"""

from __future__ import annotations

import inspect
import sys
import types
import typing
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import PydanticUndefined, to_jsonable_python

from zhenggai.form import rules
from zhenggai.model import Plan, Record
from zhenggai.model.fields import Kind
from zhenggai.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

ROOTS: tuple[type[Record], ...] = (Plan, Settings)
"""What whole files hold; layouts are read seldom and left to the model."""

_HEAD = '''\
"""The records of the files, field by field: generated from the models by `make schemas`, never edited by hand.

Of each record the rule its fields keep, and of each field its key, its attribute, how it is read, and what it is where
it is absent (`...` where it must be there, `{}` for a record of which nothing is said), in the order of the model.
"""

from typing import Any

RECORDS: dict[str, tuple[str, tuple[tuple[str, str, str, Any], ...]]] = {
'''


def table_text() -> str:
    """Return the text of the module."""
    records: dict[str, type[Record]] = {}
    for root in ROOTS:
        _gather(root, records)
    return _HEAD + "".join(line for name in sorted(records) for line in _record(records[name])) + "}\n"


def _gather(record: type[Record], found: dict[str, type[Record]]) -> None:
    if record.__name__ not in found:
        found[record.__name__] = record
        for field in record.model_fields.values():
            for below in _records_in(field.annotation):
                _gather(below, found)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if inspect.isclass(annotation) and issubclass(annotation, Record):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _records_in(inner)


def _record(record: type[Record]) -> Iterator[str]:
    yield f'    "{record.__name__}": (\n        "{_rule(record)}",\n        (\n'
    for attribute, field in record.model_fields.items():
        kind = _kind(field.annotation, field.metadata)
        yield f'            ("{field.alias}", "{attribute}", "{kind}", {_absent(field)}),\n'
    yield "        ),\n    ),\n"


def _rule(record: type[Record]) -> str:
    """Return the name of the rule a record keeps; empty where it keeps none."""
    checks = record.__pydantic_decorators__.model_validators.values()
    kept = [getattr(check.func, "__wrapped__", None) for check in checks if check.info.mode == "after"]
    names = [name for rule in kept for name, known in vars(rules).items() if known is rule is not None]
    if len(names) != len(kept) or len(kept) > 1:
        raise TypeError(f"{record.__name__} is checked otherwise than by one rule of form.rules")
    return names[0] if names else ""


def _kind(annotation: Any, metadata: typing.Iterable[Any]) -> str:
    """Return how a field is read: the name of a scalar or a record, with `many` or `named` before it."""
    for mark in metadata:
        if isinstance(mark, Kind):
            return mark.name
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0], inner[1:])
    if origin in {typing.Union, types.UnionType}:
        (present,) = (one for one in inner if one is not type(None))
        return _kind(present, ())
    if origin is tuple:
        return f"many {_kind(inner[0], ())}"
    if origin is dict:
        return f"named {_kind(inner[1], ())}"
    if inspect.isclass(annotation) and issubclass(annotation, Record):
        return annotation.__name__
    raise TypeError(f"no way to tell how {annotation} is read")


def _absent(field: FieldInfo) -> str:
    default = field.get_default(call_default_factory=True)
    if default is PydanticUndefined:
        return "..."
    if isinstance(default, Record) and default == type(default)():
        return "{}"
    return repr(to_jsonable_python(default, by_alias=False)).replace("'", '"')


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # stdout is a TextIOWrapper here
    sys.stdout.write(table_text())
