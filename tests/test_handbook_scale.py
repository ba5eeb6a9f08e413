"""The handbook on datasets (docs/handbook/scale.md): its commands, its queries with their answers, its columns."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="!!! DuckDB is not installed: nothing checks the answers in the handbook")

import duckdb

from commands import run
from transcript import play
from zhenggai.exporters.parquet_columns import FOLDER, FOLDER_MEANING, TABLES
from zhenggai.exporters.parquet_views import TABLE_FILES, VIEW_FILES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "handbook" / "scale.md").read_text(encoding="utf-8")
PART = re.split(r"^## ", PAGE.partition("## 一台电脑不够用")[2], maxsplit=1, flags=re.MULTILINE)[0]
SETTING = re.compile(r"```sql\n(CREATE .*?)```", re.DOTALL)
ANSWERED = re.compile(r"```sql\n(SELECT .*?)```\n\n```csv\n(.*?)```", re.DOTALL)


def test_the_export_prints_what_the_handbook_shows(tmp_path: Path) -> None:
    """The command of the handbook prints what stands under it."""
    (block,) = re.findall(r"```console\n(.*?)```", PART, re.DOTALL)
    assert play(block, tmp_path / "ws") == block


def test_queries_give_what_the_handbook_shows(workspace: Path) -> None:
    """The files of the handbook in its order, run from a workspace's root, answer each query as shown."""
    shutil.copytree(ROOT / "ledgers", workspace / "ledgers", dirs_exist_ok=True)
    assert run("export", "parquet").code == 0
    assert Path.cwd() == workspace
    (as_of,) = SETTING.findall(PART)
    line = next(line for line in PART.splitlines() if line.strip().startswith("cat $V/tables-duckdb.sql"))
    Path("as_of.sql").write_text(as_of, encoding="utf-8")
    named = line.replace("$V", os.path.join("out", "parquet", "sql")).split()[1:-2]  # noqa: PTH118 - text of a command
    engine = duckdb.connect()
    for name in named:
        engine.execute(Path(name).read_text(encoding="utf-8"))
    answered = ANSWERED.findall(PART)
    assert len(answered) == PART.count("```csv")
    for query, answer in answered:
        found = engine.execute(query)
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([one[0] for one in found.description])
        writer.writerows(found.fetchall())
        assert written.getvalue() == answer


@pytest.mark.parametrize("tables", TABLE_FILES)
def test_every_engine_is_given_every_view(tables: str) -> None:
    """The line that joins the SQL files names, for each engine, all views, each after those it is built on."""
    (line,) = [line for line in PART.splitlines() if f"cat $V/{tables}" in line]
    assert re.findall(r"\$V/(\S+)", line) == [tables, *VIEW_FILES]


def test_every_column_is_in_the_handbook() -> None:
    """The tables of columns are those of the code: name, type and meaning, in their order."""
    lines: list[str] = []
    for table in TABLES:
        lines += [f"**{table.name}**：{table.meaning}", "", "| 列 | 类型 | 意思 |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in table.columns]
        lines += [f"| `{FOLDER}` | VARCHAR | {FOLDER_MEANING} |", ""]
    assert "\n".join(lines).strip() in PART
