"""The kinds of field a ledger has, and the record they stand in; every scalar arrives as text and is typed here.

Errors are `PydanticCustomError`s whose message is Chinese and whose context carries the `remedy`.
"""

from __future__ import annotations

import inspect
import os
import re
import typing
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from zhenggai import dates, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic.fields import ComputedFieldInfo, FieldInfo

    from zhenggai.findings import Loc

MAX_TEXT = 32_767
"""Characters a cell of a workbook can hold; a longer text would be cut when the ledger is printed."""

LONGEST_QUOTE = 40
"""Characters of a text that a message quotes."""

_LINE_BREAKS = re.compile(r"[\r\n]+")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# A search for plugins would read the metadata of every installed package, and none may change what a ledger says.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

EnumT = TypeVar("EnumT", bound=StrEnum)


def refusal(kind: str, message: str, remedy: str) -> PydanticCustomError:
    """Make the error that says in Chinese what is wrong with a field and what to write instead; to be raised."""
    # Braces would be taken for the template's own fields, so both sentences go in as values.
    return PydanticCustomError(kind, "{message}", {"message": message, "remedy": remedy})


def quoted(text: str) -> str:
    """Return a text as a message quotes it: on one line, and only its beginning where it is long."""
    line = _LINE_BREAKS.sub(" ", text)
    return f"“{line}”" if len(line) <= LONGEST_QUOTE else f"“{line[:LONGEST_QUOTE]}……”"


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise refusal("blank", "内容是空的", "请填写内容，或者删去这一项")
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise refusal("too_long", f"这段文字有 {len(value)} 个字，超过 {MAX_TEXT} 个字", "请拆成几条")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            raise refusal("whole", f"{quoted(value)}不是整数", "请写阿拉伯数字，例如 3")
        return int(value)
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return dates.parse_day(value)
    except ValueError:
        if _DAY_SHAPE.fullmatch(value):
            raise refusal("no_such_day", f"{value} 这一天不存在", "请核对月份和日子") from None
        raise refusal("day", f"{quoted(value)}不是日期", "请写成四位年-两位月-两位日，例如 2022-06-13") from None


def member(kind: type[EnumT]) -> Callable[[Any], Any]:
    """Return the reader of a closed vocabulary, which refuses other words with all of its own."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, kind):
            try:
                return kind(value)
            except ValueError:
                choices = "、".join(kind)
                raise refusal("choice", f"{quoted(value)}不在可选的词里", f"请从这些里选：{choices}") from None
        return value

    return read


def vocabulary(kind: type[EnumT]) -> WithJsonSchema:
    """Return what a schema says of a closed vocabulary."""
    # Written out where it is used: a definition of its own would show the class's English docstring in an editor.
    return WithJsonSchema({"type": "string", "enum": [member.value for member in kind]})


Text = Annotated[str, BeforeValidator(_text)]
"""Official text, verbatim, not blank."""
Whole = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
"""A whole number from 1 on."""
DayOfMonth = Annotated[int, Field(ge=1, le=31), BeforeValidator(_whole)]
"""The number of a day in a month; one the month lacks is its last day."""
Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, written 2022-06-13."""
Status = Annotated[terms.Status, BeforeValidator(member(terms.Status)), vocabulary(terms.Status)]
DeadlineKind = Annotated[
    terms.DeadlineKind, BeforeValidator(member(terms.DeadlineKind)), vocabulary(terms.DeadlineKind)
]
Cadence = Annotated[terms.Cadence, BeforeValidator(member(terms.Cadence)), vocabulary(terms.Cadence)]

ItemT = TypeVar("ItemT")
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
