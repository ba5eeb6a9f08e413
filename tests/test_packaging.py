"""The built wheel: what a user installs holds every module and data file, and runs without the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from zhenggai import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    """The wheel holds all of src/zhenggai, the SQL views, the licence and the entry point, and no tests."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "zhenggai").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    views = {f"zhenggai/sql/{path.name}" for path in (ROOT / "sql").glob("*.sql")}
    info = f"zhenggai-{__version__}.dist-info"
    assert source | views <= inside
    assert len(views) >= 4
    assert {name.partition("/")[0] for name in inside} == {"zhenggai", info}
    assert {f"{info}/licenses/LICENSE", f"{info}/entry_points.txt"} <= inside


def test_wheel_runs_by_itself(wheel: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, the package makes a workspace and answers from it."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", "import sys; from zhenggai.cli import main; sys.exit(main())", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    assert run("--version") == f"zhenggai {__version__}\n"
    assert "schemas/plan.schema.json" in run("init", "ws", "--no-git")
    assert run("-C", "ws", "overdue", "--as-of", "2022-06-14") == "截至 2022-06-14：逾期 0 项，没有逾期的任务\n"
