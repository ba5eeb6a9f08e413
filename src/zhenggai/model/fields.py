"""The kinds of field a ledger has, and the record they stand in; every scalar arrives as text and is typed here.

What a scalar may be is said by `form.scalars`. Errors are `PydanticCustomError`s whose message is Chinese and whose
context carries the `remedy`.
"""

from __future__ import annotations

import inspect
import os
import typing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from zhenggai import terms
from zhenggai.form import scalars
from zhenggai.form.scalars import LAST_DAY_OF_MONTH, LEAST, MAX_TEXT, SHA256, TASK_ID, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from enum import StrEnum

    from pydantic.fields import ComputedFieldInfo, FieldInfo

    from zhenggai.findings import Loc
    from zhenggai.form.rules import Rule

__all__ = ["MAX_TEXT", "Record", "refusal"]

# A search for plugins would read the metadata of every installed package, and none may change what a ledger says.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@dataclass(frozen=True, slots=True)
class Kind:
    """Beside a type, names the scalar it is read as, for the table that `form.quick` reads by."""

    name: str


def refusal(kind: str, message: str, remedy: str) -> PydanticCustomError:
    """Make the error that says in Chinese what is wrong with a field and what to write instead; to be raised."""
    # Braces would be taken for the template's own fields, so both sentences go in as values.
    return PydanticCustomError(kind, "{message}", {"message": message, "remedy": remedy})


def read_by(read: Callable[[Any], Any]) -> BeforeValidator:
    """Return the validator of a field that `read` reads, whatever it is given."""

    def validated(value: Any) -> Any:
        try:
            return read(value)
        except Refused as refused:
            raise refusal(refused.kind, refused.message, refused.remedy) from None

    return BeforeValidator(validated)


def text_read_by(read: Callable[[str], Any]) -> BeforeValidator:
    """Return the validator of a field whose text `read` reads; what is no text is pydantic's to judge."""

    def validated(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except Refused as refused:
            raise refusal(refused.kind, refused.message, refused.remedy) from None

    return BeforeValidator(validated)


def kept_by(rule: Rule) -> Any:
    """Return the validator of a record that a rule of `form.rules` is about."""

    def validated(record: RecordT) -> RecordT:
        try:
            rule(vars(record))
        except Refused as refused:
            raise refusal(refused.kind, refused.message, refused.remedy) from None
        return record

    validated.__wrapped__ = rule  # type: ignore[attr-defined]  # by which `tabulating` knows it
    return model_validator(mode="after")(validated)


def vocabulary(kind: type[StrEnum]) -> WithJsonSchema:
    """Return what a schema says of a closed vocabulary."""
    # Written out where it is used: a definition of its own would show the class's English docstring in an editor.
    return WithJsonSchema({"type": "string", "enum": [member.value for member in kind]})


Text = Annotated[str, text_read_by(scalars.text), Kind("text")]
"""Official text, verbatim, not blank."""
Whole = Annotated[int, Field(ge=LEAST), text_read_by(scalars.whole), Kind("whole")]
"""A whole number from 1 on."""
DayOfMonth = Annotated[int, Field(ge=LEAST, le=LAST_DAY_OF_MONTH), text_read_by(scalars.whole), Kind("day_of_month")]
"""The number of a day in a month; one the month lacks is its last day."""
Day = Annotated[date, text_read_by(scalars.day), Kind("day")]
"""A calendar day, written 2022-06-13."""
TaskId = Annotated[str, StringConstraints(pattern=TASK_ID), Kind("task_id")]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256), Kind("sha256")]
Status = Annotated[terms.Status, text_read_by(scalars.member(terms.Status)), vocabulary(terms.Status), Kind("status")]
DeadlineKind = Annotated[
    terms.DeadlineKind,
    text_read_by(scalars.member(terms.DeadlineKind)),
    vocabulary(terms.DeadlineKind),
    Kind("deadline_kind"),
]
Cadence = Annotated[
    terms.Cadence, text_read_by(scalars.member(terms.Cadence)), vocabulary(terms.Cadence), Kind("cadence")
]

ItemT = TypeVar("ItemT")
RecordT = TypeVar("RecordT", bound="Record")
Many = Annotated[tuple[ItemT, ...], Field(strict=False)]
"""A list in the file, a tuple in memory."""


def _title(_name: str, info: FieldInfo | ComputedFieldInfo) -> str:
    return info.alias or ""


def _is_record(annotation: Any) -> bool:
    return inspect.isclass(annotation) and issubclass(annotation, Record)


def _below(annotation: Any, key: str) -> Any:
    """Return the annotation of what stands behind a key, or None where there can be no such key."""
    if _is_record(annotation):
        return next((field.annotation for field in annotation.model_fields.values() if field.alias == key), None)
    if typing.get_origin(annotation) is dict:
        return typing.get_args(annotation)[1]
    return next((below for inner in typing.get_args(annotation) if (below := _below(inner, key))), None)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if _is_record(annotation):
        yield annotation
    elif typing.get_origin(annotation) is not dict:
        for inner in typing.get_args(annotation):
            yield from _records_in(inner)


class Record(BaseModel):
    """One mapping of a ledger file: frozen, strict, its keys the official terms and no others.

    A key that is there with nothing behind it (`备注:`) counts as absent.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        field_title_generator=_title,
        use_attribute_docstrings=False,
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict) or (None not in (values := data.values()) and "" not in values):
            return data
        known = {field.alias for field in cls.model_fields.values()}
        return {key: value for key, value in data.items() if key not in known or value not in (None, "")}

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return the record that is meant by plain JSON with attribute names, as `form.quick` gives it."""
        return cls.model_validate(plain, by_alias=False, by_name=True)

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the official keys in the order a ledger file has them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def record_at(cls, loc: Loc) -> type[Record] | None:
        """Return the kind of record that stands at a loc under this one, be it in a list; None where none can."""
        here: Any = cls
        for step in loc:
            here = _below(here, step) if isinstance(step, str) else here
        return next(_records_in(here), None)

    def to_file(self) -> dict[str, Any]:
        """Return the record as a ledger file writes it: official keys, absent things left out, scalars typed."""
        return self.model_dump(by_alias=True, exclude_defaults=True)
