"""Making a record from what was typed, with the model's own refusals said as the command's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zhenggai.errors import ZhenggaiError
from zhenggai.form import quick
from zhenggai.form.image import Image, image_of
from zhenggai.store.yamltext import as_read

if TYPE_CHECKING:
    from zhenggai.model.fields import RecordT


class Entry(NamedTuple):
    """A record to be put into a file, by the name of its model."""

    record: str
    image: Image

    def to_file(self) -> dict[str, Any]:
        """Return it as a ledger file writes it."""
        return quick.to_file(self.record, self.image.plain)


def entry(record: str, **values: Any) -> Entry:
    """Return the record with these values, by attribute name, of which None and empty ones are left out.

    What is right is made without the model's machinery; what is not, the model refuses.

    Raises:
        ZhenggaiError: the model refuses one of them.
    """
    tree = {quick.key_of(record, name): as_read(value) for name, value in _given(values).items()}
    plain = quick.read(record, tree)
    if plain is not None:
        return Entry(record, Image(plain))
    from zhenggai import model

    return Entry(record, image_of(build(getattr(model, record), **values)))


def build(model: type[RecordT], **values: Any) -> RecordT:
    """Return the model's value with these values, by attribute name, of which None and empty ones are left out.

    Raises:
        ZhenggaiError: the model refuses one of them.
    """
    from pydantic import ValidationError

    try:
        # By its official key, so that the refusal speaks of 整改时限 and not of `deadline`.
        return model.model_validate({quick.key_of(model.__name__, name): one for name, one in _given(values).items()})
    except ValidationError as error:
        from zhenggai.store import schema_errors  # it reads wordings, which a good record does not need

        first = schema_errors.findings(error, model, {})[0]
        raise ZhenggaiError(first.message, first.remedy) from error


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", ())}
