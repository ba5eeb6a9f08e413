"""The quick way: exactly what the model gives or nothing, whatever the tree; no hesitation at our own files."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from strategies import as_read, entries, evidence, extensions, plans, reports, texts
from zhenggai import model, settings, tabulating
from zhenggai.form import quick, table
from zhenggai.form.scalars import MAX_TEXT
from zhenggai.model import Plan
from zhenggai.settings import Settings
from zhenggai.terms import Cadence, DeadlineKind, Level, Status

if TYPE_CHECKING:
    from zhenggai.findings import Loc
    from zhenggai.model import Record

LEDGERS = Path(__file__).parent.parent / "ledgers"
RECORDS: dict[str, type[Record]] = {
    name: getattr(model, name, None) or getattr(settings, name) for name in table.RECORDS
}

ODD = (
    *(None, "", " ", "\u3000", "\n", "某", "市财政局", "改" * MAX_TEXT, "改" * (MAX_TEXT + 1), "\u2003", "a\0b"),
    *("2022-06-13", "2022-06-30", "2022-06-31", "2022-6-13", "2022年6月13日", "20220613", "0000-01-01", "9999-12-31"),
    *("0", "1", "01", "3", "31", "32", "-1", "1.5", "１", "1_0", "9" * 9, "9" * 10, "0.5", "1e3", "true", "no"),
    *("2-4", "2-4\n", "12345-1", "2－4", "0" * 64, "0" * 63, "A" * 64, "f" * 64 + "\n"),
    *(word.value for vocabulary in (Status, DeadlineKind, Cadence, Level) for word in vocabulary),
    *("CLOSED", "完成"),
)
"""Scalars that are right for some field and wrong for most."""
NO_TEXT = (0, 1, 5, 1.0, True, False, date(2022, 6, 13), Status.CLOSED, b"1", (), ("1",), {1: "1"}, {None: "1"})
"""What no file gives, and a tree might all the same."""
KEYS = sorted({key for record in RECORDS.values() for key in record.keys()} - {"sha256"})  # noqa: SIM118 - a method of ours
STRANGE_KEYS = (*("没有这一项", "title", "status", "", " 标题", "标题 ", "sha256", "金额"), *KEYS)


def model_of(name: str, tree: Any) -> str | None:
    """Return the model's own JSON of a tree as a file has it, None where the model refuses."""
    try:
        return RECORDS[name].model_validate(tree, by_alias=True, by_name=False).model_dump_json()
    except ValidationError:
        return None


def quickly(name: str, tree: Any) -> str | None:
    """Return what the quick way gives, as JSON in the model's own spelling."""
    plain = quick.read(name, tree)
    return None if plain is None else json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def assert_sound(name: str, tree: Any) -> None:
    found = quickly(name, tree)
    assert found is None or found == model_of(name, tree)


# --- trees -----------------------------------------------------------------------------------------------------------

_SCALARS = st.sampled_from(ODD) | st.sampled_from(ODD) | texts() | st.sampled_from(NO_TEXT).map(deepcopy)
_TREES = st.recursive(
    _SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(STRANGE_KEYS), below, max_size=4),
    max_leaves=8,
)


def steps(tree: Any, above: Loc = ()) -> list[Loc]:
    """Return every place in a tree under its root."""
    below = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [loc for step, value in below for loc in ((*above, step), *steps(value, (*above, step)))]


@st.composite
def harmed(draw: st.DrawFn, tree: Any) -> Any:
    """Return a tree in which one to three things are not as they were, most of them wrong."""
    for _ in range(draw(st.integers(1, 3))):
        places = steps(tree)
        if not places:
            break
        *above, last = draw(st.sampled_from(places))
        node = tree
        for step in above:
            node = node[step]
        match draw(st.sampled_from(["put", "put", "put", "drop", "twice", "rename", "add", "within"])):
            case "put":
                node[last] = draw(_TREES)
            case "drop":
                del node[last]
            case "twice" if isinstance(node, list):
                node.append(deepcopy(node[last]))
            case "rename" if isinstance(node, dict):
                node[draw(st.sampled_from(STRANGE_KEYS))] = node.pop(last)
            case "within":
                node[last] = [node[last]]
            case _ if isinstance(node, dict):
                node[draw(st.sampled_from(STRANGE_KEYS))] = draw(_TREES)
    return tree


@st.composite
def records(draw: st.DrawFn, name: str, *, most_are_right: bool = True) -> Any:
    """Return a tree of one record: its own keys with what may stand there, or nearly, and now and then another."""
    kinds = {
        key: kind for key, _attribute, kind, absent in table.RECORDS[name][1] if absent is ... or draw(st.booleans())
    }
    tree = {key: draw(_fitting(kind)) for key, kind in kinds.items()}
    return tree if most_are_right and draw(st.integers(0, 2)) else draw(harmed(tree))


def _fitting(kind: str) -> st.SearchStrategy[Any]:
    form, _blank, of = kind.partition(" ")
    if form == "many":
        return st.lists(_fitting(of), max_size=2)
    if form == "named":
        return st.dictionaries(st.sampled_from(STRANGE_KEYS), _fitting(of), max_size=2)
    if kind in RECORDS:
        return records(kind)
    return {
        "text": texts(),
        "day": st.sampled_from(["2022-06-13", "2022-06-30", "1949-10-01"]),
        "whole": st.sampled_from(["1", "01", "2022", "0"]),
        "day_of_month": st.sampled_from(["1", "31", "32", "0"]),
        "number": st.sampled_from(["7", "0.5"]),
        "format_version": st.just("1"),
        "task_id": st.sampled_from(["2-4", "1-1"]),
        "sha256": st.just("0" * 64),
        "status": st.sampled_from([*map(str, Status)]),
        "deadline_kind": st.sampled_from([*map(str, DeadlineKind)]),
        "cadence": st.sampled_from([*map(str, Cadence)]),
        "level": st.sampled_from([*map(str, Level)]),
    }[kind]


# --- what must hold --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_a_record_comes_out_as_the_model_has_it_or_not_at_all(name: str, data: st.DataObject) -> None:
    """Of any tree, right or wrong, the quick way gives the model's own JSON or nothing, for every kind of record."""
    assert_sound(name, data.draw(records(name)))


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_what_the_model_takes_the_quick_way_takes(name: str, data: st.DataObject) -> None:
    """A tree as a file gives it (texts, lists, mappings, nothing) is only hesitated at where the model refuses it."""
    tree = data.draw(records(name))
    assume({type(value) for value in _values(tree)} <= {str, list, dict, type(None)})
    assert quickly(name, tree) == model_of(name, tree)


def _values(tree: Any) -> list[Any]:
    if isinstance(tree, dict):
        return [tree, *tree, *(value for below in tree.values() for value in _values(below))]
    if isinstance(tree, list):
        return [tree, *(value for below in tree for value in _values(below))]
    return [tree]


@given(plans().flatmap(lambda plan: harmed(as_read(plan.to_file()))))
@example({"格式": "1", "标题": "某", "类型": [{"名称": "某", "问题": None}]})
def test_a_harmed_plan_never_passes(tree: Any) -> None:
    """Of a plan with anything missing, unknown, blank, doubled or misplaced it gives the model's JSON or nothing."""
    assert_sound("Plan", tree)


@given(_TREES)
def test_any_tree_at_all(tree: Any) -> None:
    """What is no plan at all is no plan to the quick way."""
    for name in ("Plan", "Settings"):
        assert_sound(name, tree)


@given(plans())
def test_it_does_not_hesitate_at_a_plan_of_ours(plan: Plan) -> None:
    """Every plan the house writes is read quickly, and comes out as the model has it, keys in the same order."""
    assert quickly("Plan", as_read(plan.to_file())) == plan.model_dump_json()


@pytest.mark.parametrize("path", sorted(LEDGERS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_it_does_not_hesitate_at_a_shipped_ledger(path: Path) -> None:
    """The shipped ledgers are read quickly."""
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    assert quickly("Plan", tree) == model_of("Plan", tree) is not None


def test_it_does_not_hesitate_at_settings() -> None:
    """Settings that use every key are read quickly, and what is absent has the model's default."""
    tree = {
        "填报单位": "市财政局",
        "名录": {
            "单位": [{"名称": "市财政局", "简称": ["财政局"], "级别": "市"}],
            "展开": {"各行政村": ["甲村", "乙村"]},
        },
        "提醒天数": "7",
        "节假日": ["2022-06-03"],
        "检查": {"某规则": {"级别": "警告", "阈值": {"天数": "0.5", "比": "7"}}},
        "词表": {"套话": ["某话"]},
    }
    assert quickly("Settings", tree) == model_of("Settings", tree) is not None
    assert quickly("Settings", {}) == Settings().model_dump_json()


@given(records("Settings"))
def test_settings_come_back_of_it(tree: Any) -> None:
    """Of settings, too, the model makes the same value as of the file itself."""
    plain = quick.read("Settings", tree)
    if plain is not None:
        assert Settings.of_plain(plain) == Settings.model_validate(tree, by_alias=True, by_name=False)


@given(plans())
def test_the_model_comes_back_of_it(plan: Plan) -> None:
    """What the quick way gives is the whole record: the model makes the same value of it."""
    plain = quick.read("Plan", as_read(plan.to_file()))
    assert plain is not None
    assert Plan.of_plain(plain) == plan


@given(st.one_of(entries(), extensions(), reports(), evidence(), plans()))
def test_it_is_written_as_the_model_writes_it(record: Record) -> None:
    """In a file a plain record looks as the model would have written it, key by key, days as days."""
    name = type(record).__name__
    plain = quick.read(name, as_read(record.to_file()))
    assert plain is not None
    written = quick.to_file(name, plain)
    assert written == record.to_file()
    assert json.dumps(written, default=date.isoformat) == json.dumps(record.to_file(), default=date.isoformat)


def test_the_table_is_current() -> None:
    """form/table.py holds what the models say today; `make schemas` writes it again."""
    assert Path(table.__file__).read_text(encoding="utf-8") == tabulating.table_text()


@given(plans())
def test_keys_are_those_of_the_record_at_a_place(plan: Plan) -> None:
    """For every place in a plan the table knows the same keys, in the same order, as the model."""
    for loc in ((), ("没有",), ("声明",), ("声明", "类型"), *steps(as_read(plan.to_file()))):
        record = Plan.record_at(loc)
        assert quick.keys_at("Plan", loc) == (record.keys() if record else ())


@pytest.mark.parametrize("name", RECORDS)
def test_attributes_have_their_official_keys(name: str) -> None:
    """An attribute's key is the one the model gives it."""
    for attribute, field in RECORDS[name].model_fields.items():
        assert quick.key_of(name, attribute) == field.alias
