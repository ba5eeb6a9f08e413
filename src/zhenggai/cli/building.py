"""Making a record of the model from what was typed, with the model's own refusals said as the command's."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from zhenggai.errors import ZhenggaiError
from zhenggai.model import Record

RecordT = TypeVar("RecordT", bound=Record)


def build(model: type[RecordT], **values: Any) -> RecordT:
    """Return the record with these values, by attribute name; None and empty ones are left out.

    Raises:
        ZhenggaiError: the model refuses one of them.
    """
    given = {name: value for name, value in values.items() if value not in (None, "", ())}
    try:
        return model.model_validate({_key(model, name): value for name, value in given.items()})
    except ValidationError as error:
        from zhenggai.store import schema_errors  # it reads wordings, which a good record does not need

        first = schema_errors.findings(error, model, {})[0]
        raise ZhenggaiError(first.message, first.remedy) from error


def _key(model: type[Record], name: str) -> str:
    # By its official key, so that the refusal speaks of 整改时限 and not of `deadline`.
    return model.model_fields[name].alias or name
