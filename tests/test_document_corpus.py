"""Documents of many shapes, imported and compared with what a person finds in them (expected.yaml in each folder)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from accuracy_documents import KINDS, measured
from zhenggai.importers.document import read_document
from zhenggai.model import Plan

HERE = Path(__file__).parent
FOLDERS = sorted(HERE.glob("documents*"))


def expected(folder: Path) -> dict[str, dict[str, object]]:
    text = (folder / "expected.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # type: ignore[no-any-return]  # noqa: S506 - builds nothing but texts, lists and mappings


CASES = [(folder, name, what) for folder in FOLDERS for name, what in expected(folder).items()]


@pytest.mark.parametrize(("folder", "name", "what"), CASES, ids=[f"{f.name}/{n}" for f, n, _w in CASES])
def test_document_is_read_as_a_person_reads_it(folder: Path, name: str, what: dict[str, object]) -> None:
    """Every problem, measure, unit and deadline is found, and nothing else."""
    result = measured(folder / name, what)
    assert not result.missed
    assert not result.extra
    assert set(result.scores) == set(KINDS)


@pytest.mark.parametrize(("folder", "name", "what"), CASES, ids=[f"{f.name}/{n}" for f, n, _w in CASES])
def test_only_plans_become_plans(folder: Path, name: str, what: dict[str, object]) -> None:
    """A notice, a news item, an empty report gives no plan and a reason; anything else gives one."""
    draft = read_document((folder / name).read_bytes(), name)
    assert (draft.plan is None) == ("不是方案" in what)
    assert bool(draft.reason) == (draft.plan is None)


@pytest.mark.parametrize(
    ("folder", "name", "names"),
    [(folder, name, what["类型"]) for folder, name, what in CASES if "类型" in what],
    ids=[f"{folder.name}/{name}" for folder, name, what in CASES if "类型" in what],
)
def test_categories(folder: Path, name: str, names: list[str]) -> None:
    """Problems stand under the categories the document puts them under."""
    plan = read_document((folder / name).read_bytes(), name).plan
    assert isinstance(plan, Plan)
    assert [category.name for category in plan.categories] == names
