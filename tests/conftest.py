"""Fixtures that several tests share: ledgers written as YAML, above all in a test's own docstring, and a workspace."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import settings

from zhenggai import integrity
from zhenggai.model import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from zhenggai.model import Task

# A deadline of its own for every example would measure the machine, not the code. `make test` draws the same examples
# each time, so that a red run is the fault of what was changed; `make hunt` draws new ones.
settings.register_profile("zhenggai", deadline=None, derandomize=True)
settings.register_profile("hunt", deadline=None, print_blob=True)
settings.load_profile("zhenggai")


def _read(text: str) -> Any:
    # Not the store's own loader: a test of the model should not fail with the store.
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings


def _plan_of(text: str) -> Plan:
    written = _read(text) or {}
    whole: dict[str, Any] = {"格式": "1", "标题": "某某整改方案"} | written
    if "任务" in whole:
        whole["类型"] = [
            {"名称": "工作落实方面", "问题": [{"编号": "2", "具体问题": "某问题", "任务": whole.pop("任务")}]}
        ]
    assert not list(integrity.problems(whole)), "the test's own ledger is at odds with itself"
    return Plan.model_validate(whole, by_alias=True, by_name=False)


def _docstring_of(request: pytest.FixtureRequest) -> str:
    """Return what follows the first paragraph of the docstring of the test that asks."""
    _sentence, _blank, ledger = (inspect.getdoc(request.function) or "").partition("\n\n")
    assert ledger, f"{request.node.name} has no ledger in its docstring"
    return ledger


@pytest.fixture(scope="session")
def plan_of() -> Callable[[str], Plan]:
    """Read a plan from YAML as in a ledger file; 格式 and 标题 may be left out.

    任务 at the top stands under a 类型 and a 具体问题 numbered 2 of their own.
    """
    return _plan_of


@pytest.fixture
def plan(request: pytest.FixtureRequest) -> Plan:
    """The plan that stands in the test's docstring below its sentence, written as `plan_of` reads it."""
    return _plan_of(_docstring_of(request))


@pytest.fixture
def task(request: pytest.FixtureRequest) -> Task:
    """The one task that stands in the test's docstring below its sentence; 编号 may be left out."""
    written = {"编号": "2-4"} | _read(_docstring_of(request))
    ((_category, _issue, task),) = _plan_of(yaml.safe_dump({"任务": [written]}, allow_unicode=True)).rows()
    return task


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep indexes out of the cache folder of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ZHENGGAI_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of an empty workspace, which is also the current folder."""
    root = tmp_path / "workspace"
    (root / "ledgers").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root
