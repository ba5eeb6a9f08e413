"""The JSON schemas by which an editor completes and checks the files: current, Chinese, and true of real files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from strategies import plans
from zhenggai import schemas
from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.model import Plan

ROOT = Path(__file__).parents[1]
STEMS = sorted(schemas.MODELS)
KEYWORDS = {
    *("$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "const", "anyOf"),
    *("properties", "required", "additionalProperties", "items", "format", "pattern", "minimum", "maximum"),
}
"""What the schemas need of the draft; a slip such as `ge` for `minimum` would be passed over by every editor."""


class AsAnEditor(yaml.SafeLoader):
    """Types scalars by the core schema of YAML 1.2, as the language server of an editor does: days stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the way PyYAML has its resolvers


for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"),
):
    AsAnEditor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), None)


def as_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=AsAnEditor)  # noqa: S506 - a SafeLoader


def validator(stem: str) -> Draft202012Validator:
    schema = json.loads(schemas.schema_text(stem))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(stem: str, data: Any) -> list[tuple[str, str]]:
    """Return where and by which keyword of the schema the data is refused."""
    errors = validator(stem).iter_errors(data)
    return sorted(("/".join(map(str, error.absolute_path)), str(error.validator)) for error in errors)


def properties(stem: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema by its path, with what its `$ref` says of it where it does not itself."""
    schema = json.loads(schemas.schema_text(stem))
    for record in (schema, *schema.get("$defs", {}).values()):
        for name, said in record["properties"].items():
            referred = schema["$defs"][said["$ref"].rpartition("/")[2]] if "$ref" in said else {}
            yield f"{record['title']}/{name}", referred | said


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(below)


@pytest.mark.parametrize("stem", STEMS)
def test_the_files_are_current(stem: str) -> None:
    """schemas/ holds what the models say today; `make schemas` writes it again."""
    on_disk = (ROOT / "schemas" / schemas.file_name(stem)).read_bytes()
    assert on_disk.decode("utf-8") == schemas.schema_text(stem)


def test_there_is_a_file_for_every_model_and_no_other() -> None:
    """schemas/ holds nothing that is not generated."""
    assert sorted(path.name for path in (ROOT / "schemas").iterdir()) == [schemas.file_name(stem) for stem in STEMS]


@pytest.mark.parametrize("stem", STEMS)
def test_they_are_json_schemas(stem: str) -> None:
    """Each is valid by the draft it names, and uses no keyword that the draft does not know."""
    schema = json.loads(schemas.schema_text(stem))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    free = {id(node["properties"]) for node in nodes(schema) if "properties" in node} | {id(schema["$defs"])}
    assert {key for node in nodes(schema) if id(node) not in free for key in node} <= KEYWORDS


@pytest.mark.parametrize("stem", STEMS)
def test_everything_has_a_chinese_title_and_description(stem: str) -> None:
    """Every record and property an editor can show has a title and a description in Chinese; sha256 keeps its name."""
    schema = json.loads(schemas.schema_text(stem))
    shown = [(record["title"], record) for record in (schema, *schema["$defs"].values())]
    for path, said in (*shown, *properties(stem)):
        assert re.search(r"[一-鿿]", said["title"]) or path == "佐证/sha256", path
        assert re.search(r"[一-鿿]", said["description"]), path
    assert len(dict(properties(stem))) > 5


@pytest.mark.parametrize("stem", STEMS)
def test_titles_are_the_keys(stem: str) -> None:
    """A property is titled by its own key, so that an editor shows the official term."""
    for path, said in properties(stem):
        assert said["title"] == path.rpartition("/")[2]


@pytest.mark.parametrize(
    ("path", "words"),
    [("整改时限/性质", DeadlineKind), ("进展/状态", Status), ("报送/频次", Cadence)],
)
def test_closed_vocabularies_are_offered(path: str, words: type[Status]) -> None:
    """An editor can offer every word of a closed vocabulary, in its order."""
    assert dict(properties("plan"))[path]["enum"] == [word.value for word in words]


@pytest.mark.parametrize("path", sorted((ROOT / "ledgers").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_ledgers_are_valid(path: Path) -> None:
    """An editor has nothing to complain about in the shipped ledgers."""
    assert complaints("plan", as_an_editor(path.read_text(encoding="utf-8"))) == []


def test_an_editor_sees_the_usual_mistakes() -> None:
    """Unknown keys, missing ones, words outside a vocabulary, days that do not exist and numbers out of range."""
    text = """
        格式: 2
        备注: 某
        印发日期: 2022-06-31
        考核年度: 0
        报送: [{频次: 每周, 日: [32]}]
        类型: [{名称: 某, 问题: [{编号: 1, 具体问题: 某, 任务: [{编号: 二, 整改时限: 6月13日}]}]}]
    """
    task = "类型/0/问题/0/任务/0"
    assert complaints("plan", as_an_editor(text)) == sorted(
        [
            ("", "additionalProperties"),
            ("", "required"),
            ("格式", "const"),
            ("印发日期", "anyOf"),
            ("考核年度", "anyOf"),
            ("报送/0/频次", "enum"),
            ("报送/0/日/0", "maximum"),
            (f"{task}/编号", "pattern"),
            (f"{task}/整改时限", "anyOf"),
        ]
    )


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        (
            "settings",
            """
            填报单位: 市财政局
            名录:
              单位: [{名称: 市财政局, 简称: [财政局], 级别: 市}]
              展开: {各行政村: [甲村, 乙村]}
            提醒天数: 7
            节假日: [2022-06-03]
            调休上班日: [2022-06-04]
            版式: 清单
            检查: {某规则: {级别: 警告, 阈值: {天数: 0.5}}}
            词表: {套话: [某话]}
            """,
        ),
        ("layout", "名称: 某版式\n标题: 某台账\n栏: [序号, {栏: 责任单位, 表头: 单位, 宽: 12}]"),
    ],
)
def test_files_of_the_other_kinds_are_valid(stem: str, text: str) -> None:
    """The other two schemas agree with their models on a file that uses every key."""
    data = as_an_editor(text)
    assert complaints(stem, data) == []
    raw = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    schemas.MODELS[stem].model_validate(raw, by_alias=True, by_name=False)


def as_typed(value: Any) -> Any:
    """Return what an editor reads where every text is quoted as it must be and every number and day is bare."""
    if isinstance(value, dict):
        return {key: as_typed(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [as_typed(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@given(plans())
def test_every_plan_is_valid(plan: Plan) -> None:
    """Whatever the model accepts and writes, the schema accepts too."""
    assert complaints("plan", as_typed(plan.to_file())) == []


@pytest.mark.parametrize("stem", STEMS)
def test_the_module_prints_a_schema(stem: str) -> None:
    """`python -m zhenggai.schemas <stem>` prints the file byte for byte, whatever the console's own encoding."""
    command = [sys.executable, "-m", "zhenggai.schemas", stem]
    on_windows = os.environ | {"PYTHONIOENCODING": "gbk"}
    printed = subprocess.run(command, capture_output=True, check=True, env=on_windows).stdout
    assert printed == schemas.schema_text(stem).encode()
