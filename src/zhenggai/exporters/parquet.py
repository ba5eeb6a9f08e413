"""Writes the tables of many plans as a partitioned parquet dataset, a plan at a time; the one door to DuckDB.

What the columns are is the business of `parquet_columns`; the folder that is filled is lent by `store.disk`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from zhenggai.errors import FileTrouble, ZhenggaiError
from zhenggai.exporters.parquet_columns import FOLDER, TABLES, Source, Table
from zhenggai.exporters.parquet_views import VIEWS, view_files
from zhenggai.store import disk

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_FILE = "part-0.parquet"
# Small enough that a search for one plan skips most of a big file, big enough to compress well.
_ROWS_IN_GROUP = 20_480
# What Spark escapes in such a path, and what Windows forbids; more than ASCII must not be escaped, since Spark reads
# every escape as one character.
_UNSAFE = re.compile(r'[\x00-\x1f"#%\'*/:<=>?\[\\\]^{|}\x7f]|[. ](?=/|$)')
_GLOB = re.compile(r"[\[*?]")
_json = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))


CONTENTS = frozenset({*(table.name for table in TABLES), VIEWS})
"""What stands in the folder of a dataset; a folder that holds anything else is none."""


def open_engine() -> duckdb.DuckDBPyConnection:
    """Return DuckDB, working in memory and never looking for extensions on the net.

    Raises:
        ZhenggaiError: it is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra that only this export needs
    except ImportError:
        remedy = "请先运行 pip install 'zhenggai[parquet]'，再导出"
        raise ZhenggaiError("导出 parquet 要用 DuckDB，这台电脑上没有安装", remedy) from None
    return duckdb.connect(config={"autoinstall_known_extensions": "false", "memory_limit": "400MB", "threads": "1"})


class DatasetWriter:
    """Fills a folder with `<table>/folder=…/part-0.parquet`; plans of one folder must come one after the other.

    What is waiting to be written stands in a file of the folder itself, so that memory does not grow with the ledger.
    """

    def __init__(self, engine: duckdb.DuckDBPyConnection, target: Path) -> None:
        """Take the engine and the empty folder to fill."""
        self._engine = engine
        self._target = target
        self._folder: str | None = None
        self._waiting: dict[str, int] = {}
        self.rows = dict.fromkeys((table.name for table in TABLES), 0)
        """How many rows each table has so far."""

    def add(self, folder: str, source: Source) -> None:
        """Add one plan that stands in a folder, which is written with `/`.

        Raises:
            FileTrouble: the disk is full or the like.
        """
        if folder != self._folder:
            self._finish_folder()
            self._folder = folder
        for table in TABLES:
            lines = [_json.encode(record) + "\n" for record in table.records(source)]
            if lines:
                disk.append(self._scratch(table), "".join(lines).encode())
                self._waiting[table.name] = self._waiting.get(table.name, 0) + len(lines)
                self.rows[table.name] += len(lines)

    def finish(self) -> None:
        """Write what is waiting, an empty file for every table without rows, so that each can be asked, and the views.

        Raises:
            FileTrouble: the disk is full or the like.
        """
        first = self._folder
        self._finish_folder()
        for table in TABLES:
            if not self.rows[table.name] and first is not None:
                disk.append(self._scratch(table), b"")
                self._write(table, first)
        for name, raw in view_files().items():
            disk.make_folder(self._target / VIEWS)
            disk.write_atomic(self._target / VIEWS / name, raw, overwrite=False)

    def _finish_folder(self) -> None:
        for table in TABLES:
            if self._waiting.pop(table.name, 0) and self._folder is not None:
                self._write(table, self._folder)

    def _write(self, table: Table[Any], folder: str) -> None:
        place = self._target / table.name / f"{FOLDER}={path_value(folder)}"
        disk.make_folder(place)
        columns = ", ".join(f"{_quoted(column.name)}: {_quoted(column.kind)}" for column in table.columns)
        scratch = self._scratch(table)
        self._run(
            f"COPY (FROM read_json({_quoted(_no_glob(scratch))}, format = 'newline_delimited', "
            f"columns = {{{columns}}}, maximum_object_size = {_LONGEST_LINE})) "
            f"TO {_quoted(str(place / _FILE))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS_IN_GROUP})",
            place,
        )
        disk.remove(scratch)

    def _run(self, statement: str, place: Path) -> None:
        import duckdb  # noqa: PLC0415 - an extra that only this export needs

        try:
            self._engine.execute(statement)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            reason = str(error).splitlines()[0]
            raise FileTrouble(f"写不了 {place}：{reason}", "请检查磁盘空间和权限，再试一次") from error

    def _scratch(self, table: Table[Any]) -> Path:
        return self._target / f"{table.name}.waiting"


_LONGEST_LINE = 16 << 20
"""Bytes one row may take as JSON: four times the largest ledger file. DuckDB sets aside twice as much."""


def path_value(folder: str) -> str:
    """Return a folder's name as the value of a partition: one step of a path, the same on every system."""
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", folder)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _no_glob(path: Path) -> str:
    return _GLOB.sub(lambda match: f"[{match[0]}]", str(path))
