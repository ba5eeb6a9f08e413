"""Datasets in tests: plans written as parquet, and DuckDB over them with the shipped views and some days."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhenggai.abstracts.making import units_of
from zhenggai.exporters.parquet import CONTENTS, DatasetWriter, open_engine
from zhenggai.exporters.parquet_columns import Source
from zhenggai.exporters.parquet_views import VIEW_FILES, view_files
from zhenggai.roster import EMPTY
from zhenggai.store import disk
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duckdb import DuckDBPyConnection

    from zhenggai.model import Plan
    from zhenggai.roster import Roster


def source(plan_id: str, plan: Plan, roster: Roster = EMPTY) -> Source:
    return Source(plan_id, plan, lambda task: units_of(task, lambda text: read_units(text, roster).units))


def write(target: Path, plans: Mapping[str, Plan], folder: str = "ledgers") -> None:
    """Write the plans as one dataset, all of them in one folder."""
    with disk.replaced_folder(target, CONTENTS, overwrite=True) as place:
        writer = DatasetWriter(open_engine(), place)
        for plan_id, plan in plans.items():
            writer.add(folder, source(plan_id, plan))
        writer.finish()


def opened(dataset: Path, days: Iterable[date] = (), within: int = 7) -> DuckDBPyConnection:
    """Return DuckDB with the tables of a dataset, and with the views where days are given."""
    import duckdb

    engine = duckdb.connect()
    statements = view_files()
    tables = statements["tables-duckdb.sql"].decode()
    assert "'out/parquet/" in tables
    engine.execute(tables.replace("'out/parquet/", f"'{dataset.as_posix()}/"))
    asked = [f"SELECT DATE '{day}' AS day, {within} AS within_days" for day in days]
    if asked:
        engine.execute(f"CREATE TEMPORARY VIEW as_of AS {' UNION ALL '.join(asked)}")
        for name in VIEW_FILES:
            engine.execute(statements[name].decode())
    return engine


def rows(engine: DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return what a query finds, by column name."""
    found = engine.execute(query)
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
