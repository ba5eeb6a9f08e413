"""The questions as SQL that go out with a dataset: the files of sql/, which stand in no code."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

VIEWS = "sql"
"""The folder of a dataset that holds them."""

TABLE_FILES = ("tables-duckdb.sql", "tables-spark.sql")
"""How each engine comes to see the files as tables."""
VIEW_FILES = ("status_as_of.sql", "overdue.sql", "due_soon.sql", "totals_by_unit_and_month.sql")
"""The views, each after those it is built on."""


def view_files() -> dict[str, bytes]:
    """Return every SQL file by name."""
    return {name: (_shipped() / name).read_bytes() for name in (*TABLE_FILES, *VIEW_FILES)}


def _shipped() -> Traversable:
    inside = files("zhenggai") / VIEWS
    # An installed package has them inside; in a source tree they stand at its root, where a reader looks for them.
    return inside if inside.is_dir() else Path(__file__).parents[3] / VIEWS
