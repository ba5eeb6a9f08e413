"""`export parquet`: what stands in the dataset, where, and that a run that fails leaves the last one as it was."""

from __future__ import annotations

import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="!!! DuckDB is not installed: nothing checks what export parquet writes")

from commands import run
from datasets import opened, rows, source, write
from strategies import plans
from zhenggai.cli import exporting_parquet
from zhenggai.errors import FileTrouble
from zhenggai.exporters.parquet import DatasetWriter, open_engine, path_value
from zhenggai.exporters.parquet_columns import FOLDER, TABLES
from zhenggai.exporters.parquet_views import view_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.model import Plan
    from zhenggai.store.broken import BrokenPlan
    from zhenggai.store.ledger import LoadedPlan

ROOT = Path(__file__).parent.parent
DATASET = Path("out", "parquet")


def put(workspace: Path, *places: str) -> None:
    """Put a small plan at each place under ledgers."""
    for place in places:
        path = workspace / "ledgers" / f"{place}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "格式: 1\n标题: 某方案\n类型:\n- 名称: 某方面\n  问题:\n  - 编号: 1\n    具体问题: 某问题\n    任务:\n"
            "    - 编号: 1-1\n      责任单位: 市财政局、农业农村局\n"
            "      进展:\n      - {日期: 2022-06-10, 状态: 整改中}\n",
            encoding="utf-8",
        )


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=25)
@given(st.lists(plans(), min_size=1, max_size=3))
def test_every_value_arrives(tmp_path_factory: pytest.TempPathFactory, found: list[Plan]) -> None:
    """Whatever the plans hold, every table has their rows, value for value, with days as days and lists as lists."""
    dataset = tmp_path_factory.mktemp("dataset") / "parquet"
    named = {f"p{number}": plan for number, plan in enumerate(found)}
    write(dataset, named)
    engine = opened(dataset)
    for table in TABLES:
        expected = [record for plan_id, plan in named.items() for record in table.records(source(plan_id, plan))]
        arrived = rows(engine, f"FROM {table.name}")
        assert arrived == [{**_plain(record), FOLDER: "ledgers"} for record in expected]


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in record.items()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_have_the_types_of_the_table(workspace: Path, table: Any) -> None:
    """Every column is there under its name and with its type, also where a ledger has nothing for the table."""
    put(workspace, "audit-2022")
    assert run("export", "parquet").code == 0
    described = rows(opened(workspace / DATASET), f"DESCRIBE {table.name}")
    assert [(row["column_name"], row["column_type"]) for row in described] == [
        *((column.name, column.kind) for column in table.columns),
        (FOLDER, "VARCHAR"),
    ]


def test_a_folder_is_a_partition_whatever_its_name(workspace: Path) -> None:
    """Folders named like numbers, options or globs, nested ones and the root come back under their own names."""
    folders = ["", "2022", "007", "沧源县/勐来乡", "a=b%25 c", "[甲]*?", "甲 县+1", "x."]
    put(workspace, *(f"{folder}/p{number}" if folder else f"p{number}" for number, folder in enumerate(folders)))
    done = run("export", "parquet")
    assert (done.code, done.out) == (0, ["out/parquet"])
    engine = opened(workspace / DATASET)
    for table in ("tasks", "progress", "task_units"):
        found = {(row["plan_id"], row["folder"]) for row in rows(engine, f"FROM {table}")}
        assert found == {
            (f"p{number}", f"ledgers/{folder}" if folder else "ledgers") for number, folder in enumerate(folders)
        }


@given(st.text(min_size=1))
def test_a_partition_is_one_step_of_a_path(folder: str) -> None:
    """Whatever a folder is called, its partition has no separator, and nothing an engine or Windows reads otherwise."""
    value = path_value(folder)
    assert not set(value) & set('/\\:*?"<>|=[]{}')
    assert not value.endswith((".", " "))


def test_many_small_plans_share_a_file(workspace: Path) -> None:
    """A folder has one file a table, however many plans stand in it."""
    put(workspace, *(f"甲县/p{number}" for number in range(12)), *(f"乙县/q{number}" for number in range(3)))
    assert run("export", "parquet").code == 0
    assert len(list((workspace / DATASET / "tasks").rglob("*.parquet"))) == 2
    assert rows(opened(workspace / DATASET), "SELECT COUNT(*) AS n FROM tasks") == [{"n": 15}]


def test_a_workspace_in_a_folder_with_odd_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes and globs in the path of the workspace itself change nothing."""
    root = tmp_path / "甲's [1]*"
    (root / "ledgers").mkdir(parents=True)
    monkeypatch.chdir(root)
    put(root, "audit-2022")
    assert run("export", "parquet").code == 0
    assert sorted(path.name for path in (root / DATASET).iterdir()) == sorted([*(t.name for t in TABLES), "sql"])


def test_plans_stand_in_memory_one_at_a_time(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a plan is read, no plan but the one before it is still held."""
    put(workspace, *(f"县{number % 3}/p{number}" for number in range(9)))
    held: list[int] = []
    seen: list[weakref.ref[Plan]] = []
    load = exporting_parquet.load_plan

    def watched(path: Path) -> LoadedPlan | BrokenPlan:
        held.append(sum(one() is not None for one in seen))
        read = load(path)
        seen.append(weakref.ref(read.plan))  # type: ignore[union-attr]
        return read

    monkeypatch.setattr(exporting_parquet, "load_plan", watched)
    assert run("export", "parquet").code == 0
    assert len(held) == 9
    assert max(held) <= 1


def test_one_plan_may_be_exported_alone(workspace: Path) -> None:
    """A plan named as argument or option is the only one in the dataset; one that does not exist is refused."""
    put(workspace, "p1", "p2")
    assert run("export", "parquet", "p2", "-o", "one").code == 0
    assert run("export", "parquet", "--plan", "p2", "-o", "two").code == 0
    for folder in ("one", "two"):
        assert rows(opened(workspace / folder), "SELECT plan_id FROM tasks") == [{"plan_id": "p2"}]
    assert run("export", "parquet", "p3").code == 3


def test_the_views_go_with_the_data(workspace: Path) -> None:
    """The dataset carries the SQL files of the repository, byte for byte."""
    put(workspace, "p1")
    assert run("export", "parquet").code == 0
    shipped = {path.name: path.read_bytes() for path in (ROOT / "sql").iterdir()}
    assert files_in(workspace / DATASET / "sql") == shipped == view_files()


def test_an_older_dataset_is_replaced_whole_and_only_when_told(workspace: Path) -> None:
    """Without --force nothing is overwritten; with it nothing of the older dataset is left, its partitions neither."""
    put(workspace, "甲县/p1", "乙县/p2")
    assert run("export", "parquet").code == 0
    before = files_in(workspace / DATASET)
    refused = run("export", "parquet")
    assert refused.code == 3
    assert refused.err == ["文件夹 out/parquet 里已经有数据，没有覆盖。请换一个文件夹，或者用 --force 覆盖"]
    assert files_in(workspace / DATASET) == before
    (workspace / "ledgers" / "甲县" / "p1.yaml").unlink()
    assert run("export", "parquet", "--force").code == 0
    assert rows(opened(workspace / DATASET), "SELECT folder, plan_id FROM tasks") == [
        {"folder": "ledgers/乙县", "plan_id": "p2"}
    ]
    assert [path.name for path in (workspace / "out").iterdir()] == ["parquet"]


@pytest.mark.parametrize("at", [".", "ledgers", "p1.yaml", "data.parquet", " "])
def test_what_is_not_a_dataset_is_left_alone(workspace: Path, at: str) -> None:
    """A folder with anything else in it, and a file, are refused even with --force, and nothing there is touched."""
    put(workspace, "p1", "p2")
    (workspace / "p1.yaml").write_text("某", encoding="utf-8")
    before = files_in(workspace)
    assert run("export", "parquet", "--force", "-o", at).code in {2, 3}
    assert files_in(workspace) == before


def test_a_broken_file_among_others_is_named(workspace: Path) -> None:
    """The good plans are exported, the broken file is named with what is wrong, and the exit code is 1."""
    put(workspace, "p1", "p2")
    (workspace / "ledgers" / "p3.yaml").write_text("格式: 1\n", encoding="utf-8")
    done = run("export", "parquet")
    assert done.code == 1
    assert done.out == ["out/parquet"]
    assert any(line.startswith("ledgers/p3.yaml:1:1: 错误") for line in done.err)
    assert "p3.yaml" in done.err[-1]
    found = rows(opened(workspace / DATASET), "SELECT plan_id FROM tasks ORDER BY 1")
    assert [row["plan_id"] for row in found] == ["p1", "p2"]


def test_when_every_file_is_broken_the_older_dataset_stays(workspace: Path) -> None:
    """With nothing to export the command refuses, and the dataset of before is there as it was."""
    put(workspace, "p1")
    assert run("export", "parquet").code == 0
    before = files_in(workspace / DATASET)
    (workspace / "ledgers" / "p1.yaml").write_text("格式: 1\n", encoding="utf-8")
    assert run("export", "parquet", "--force").code == 3
    assert files_in(workspace / DATASET) == before
    assert [path.name for path in (workspace / "out").iterdir()] == ["parquet"]


def test_a_failure_halfway_leaves_the_older_dataset(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails while the dataset is written, the one of before stays and nothing lies beside it."""
    put(workspace, "甲县/p1", "乙县/p2")
    assert run("export", "parquet").code == 0
    before = files_in(workspace / DATASET)

    def fail(_self: DatasetWriter) -> None:
        raise FileTrouble("磁盘已满", "请清出空间")

    monkeypatch.setattr(DatasetWriter, "finish", fail)
    done = run("export", "parquet", "--force")
    assert (done.code, done.err[-1]) == (3, "磁盘已满。请清出空间")
    assert files_in(workspace / DATASET) == before
    assert [path.name for path in (workspace / "out").iterdir()] == ["parquet"]


def test_what_the_engine_cannot_write_is_a_refusal(tmp_path: Path, plan_of: Callable[[str], Plan]) -> None:
    """Where the engine may not write a file, that is a refusal that names the place, and not a bug of ours."""
    writer = DatasetWriter(open_engine(), tmp_path)
    writer.add("ledgers", source("p1", plan_of("标题: 某方案")))
    (tmp_path / "tasks" / "folder=ledgers" / "part-0.parquet").mkdir(parents=True)
    with pytest.raises(FileTrouble, match=r"写不了 .*folder=ledgers"):
        writer.finish()


def test_without_the_extra_one_line_names_the_command(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where DuckDB is not installed one Chinese line says how to install it, and nothing is made."""
    put(workspace, "p1")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = run("export", "parquet")
    assert done.code == 3
    assert done.err == [
        "导出 parquet 要用 DuckDB，这台电脑上没有安装。请先运行 pip install 'zhenggai[parquet]'，再导出"
    ]
    assert not (workspace / "out").exists()


def test_a_workspace_without_plans_has_nothing_to_export(workspace: Path) -> None:
    """Nothing is written, and the command says so."""
    done = run("export", "parquet")
    assert (done.code, done.out) == (0, [])
    assert not (workspace / "out").exists()
