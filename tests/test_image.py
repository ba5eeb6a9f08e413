"""The image of a plan: it answers every attribute of the model with the model's own value."""

from __future__ import annotations

import typing
from datetime import date
from enum import Enum
from inspect import isclass
from itertools import zip_longest
from typing import Any

from hypothesis import given

from strategies import plans
from zhenggai.abstracts.image import READERS, Image, open_image, pack_image, told
from zhenggai.model import Plan, Record


def records_in(annotation: Any) -> set[type[Record]]:
    if isclass(annotation) and issubclass(annotation, Record):
        return {annotation}
    return {record for inner in typing.get_args(annotation) for record in records_in(inner)}


def reachable(record: type[Record]) -> set[type[Record]]:
    """Return every kind of record a plan may hold, at whatever depth."""
    found, open_ones = {record}, [record]
    while open_ones:
        for field in open_ones.pop().model_fields.values():
            new = records_in(field.annotation) - found
            found |= new
            open_ones.extend(new)
    return found


RECORDS = reachable(Plan)


def plain_types(annotation: Any) -> set[type]:
    """Return the types at the leaves of an annotation, e.g. of `tuple[date, ...] | None`."""
    inner = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        return plain_types(inner[0])
    if typing.get_origin(annotation) is typing.Literal:
        return {type(value) for value in inner}
    return {leaf for one in inner for leaf in plain_types(one)} if inner else {annotation}


def assert_same(image: Any, value: Any) -> None:
    """Hold an image against the value it is of, field by field."""
    if isinstance(value, Record):
        assert isinstance(image, Image)
        for name in type(value).model_fields:
            assert_same(getattr(image, name), getattr(value, name))
    elif isinstance(value, tuple):
        assert isinstance(image, tuple)
        for one, other in zip_longest(image, value):
            assert_same(one, other)
    else:
        assert type(image) is type(value)
        assert image == value


@given(plans())
def test_every_attribute_has_the_models_value(plan: Plan) -> None:
    """Every field of every record reads from the image as from the plan, of the same type."""
    assert_same(open_image(pack_image(plan)), plan)


@given(plans())
def test_told_is_what_the_model_tells_programs(plan: Plan) -> None:
    """Machine output from the image is the model's JSON without what is absent, keys in the same order."""
    expected = plan.model_dump(mode="json", exclude_none=True)
    found = told(open_image(pack_image(plan)))
    assert found == expected
    assert list(found) == list(expected)


@given(plans())
def test_rows_are_the_plans(plan: Plan) -> None:
    """An image walks its tasks as the plan does."""
    for image, place in zip_longest(open_image(pack_image(plan)).rows(), plan.rows()):
        for one, record in zip(image, place, strict=True):
            assert_same(one, record)


def test_readers_name_the_fields_that_json_cannot_hold() -> None:
    """READERS names exactly the fields of the model whose values are days or words of a closed vocabulary."""
    special: dict[str, set[type]] = {}
    others: set[str] = set()
    for record in RECORDS:
        for name, field in record.model_fields.items():
            types = plain_types(field.annotation) - {type(None), type(...)}
            if any(isclass(one) and issubclass(one, (date, Enum)) for one in types):
                special.setdefault(name, set()).update(types)
            else:
                others.add(name)
    assert special.keys() == READERS.keys()
    assert not special.keys() & others, "one name must not mean a day here and a text there"
    for name, (kind,) in special.items():
        assert READERS[name] == (date.fromisoformat if kind is date else kind)


def test_no_field_is_hidden_by_an_images_own_names() -> None:
    """No record has a field of a name that an image uses itself, and only 附加 is a mapping with a clerk's keys."""
    own = set(vars(Image)) | {"plain"}
    free = set()
    for record in RECORDS:
        assert not own & set(record.model_fields)
        free |= {name for name, field in record.model_fields.items() if typing.get_origin(field.annotation) is dict}
    assert free == {"extra"}


def test_equal_images_say_the_same() -> None:
    """Two images are equal exactly when their records say the same, and what a record has not is no attribute."""
    one, other = (open_image(pack_image(Plan(format=1, title=title))) for title in ("某", "另"))
    assert one == open_image(pack_image(Plan(format=1, title="某")))
    assert one != other
    assert one != "某"
    assert not hasattr(one, "nothing_of_the_kind")
