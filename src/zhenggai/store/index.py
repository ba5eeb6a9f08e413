"""The index: a local SQLite file that remembers bytes worked out from a file, as long as the file is unchanged.

It knows nothing of what the bytes mean. It is disposable: every row carries a proof over the file's signature, its own
bytes and the seed of the run, so that a row is right or not there at all. A flipped bit, another version, a cut or
foreign file, a lock, a read-only folder only mean that less is known. Missing rows are seen, because every question
asks by path.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from zhenggai.store.scan import Signature

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence


CACHE = "ZHENGGAI_CACHE"
"""The environment variable that names another cache folder; empty for none at all."""

RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was read may change again unseen, within the tick of its clock."""

_COLUMNS = "path, size, changed, inode, read, findings, body, proof"
_LONGEST = 64 << 20
"""Bytes a value may have; a damaged length is refused before it is believed."""
_PATIENCE = 0.5
"""Seconds to wait for another process that is writing."""
_TROUBLE = (sqlite3.Error, OverflowError, UnicodeDecodeError)
"""What a damaged file may raise; its own words may be in the message, and no text any more."""
_SHARE = 4
"""Where one of so many paths is wanted, or more, reading the whole table is quicker than asking for each."""
_LONGEST_NAME = 40
"""Characters of a workspace's name that its index is called by: a file's name has 255 bytes at most."""


class Head(NamedTuple):
    """What is remembered first of a file: its findings, and the section that is asked most."""

    signature: Signature
    read: int
    """When it was read, in nanoseconds since 1970."""
    findings: str
    body: bytes
    proof: int

    def still_holds(self, now: Signature) -> bool:
        """Say whether the file is the one that was read: same signature, and old enough then to tell by it."""
        return self.signature == now and now.changed + RACY < self.read


class Entry(NamedTuple):
    """What is to be remembered of a file: its head, and further sections by the name of their table."""

    path: str
    signature: Signature
    read: int
    findings: str
    body: bytes
    sections: Mapping[str, bytes]


class Index:
    """The index of one workspace; nothing it does can fail a command."""

    def __init__(self, file: Path, tables: Collection[str]) -> None:
        """Take the file, which need not exist, and the names of the section tables."""
        self.file = file
        self._tables = tuple(tables)
        self._damaged = False
        self._may_write = True
        self._connection: sqlite3.Connection | None = None
        if _is_ours(file):
            self._may_write = os.access(file, os.W_OK)
            self._connection = self._connect("rw" if self._may_write else "ro")
        rows = list(self._ask(f"SELECT {_COLUMNS} FROM head"))  # noqa: S608 - our own names
        self._rows = {row[0]: row for row in rows}
        self._damaged = self._damaged or len(self._rows) != len(rows)

    def paths(self) -> Collection[str]:
        """Return the paths something is remembered of, which need not be certain."""
        return self._rows.keys()

    def head(self, path: str, seed: int) -> Head | None:
        """Return what is remembered of a file, if it was kept under this seed and proves itself."""
        row = self._rows.get(path)
        if row is None:
            return None
        _path, size, changed, inode, read, findings, body, proof = row
        signature = Signature(size, changed, inode)
        if not isinstance(body, bytes) or proof != _proof(seed, path, signature, read, findings, body):
            return None
        return Head(signature, read, findings, body, proof)

    def sections(self, table: str, proofs: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
        """Yield path and one section of the files whose heads have these proofs; what is not certain is left out."""
        if len(proofs) * _SHARE >= len(self._rows):
            rows = self._ask(f"SELECT path, body, proof FROM {table}")  # noqa: S608 - the name is our own
        else:
            one = f"SELECT path, body, proof FROM {table} WHERE path = ?"  # noqa: S608 - the name is our own
            rows = (row for path in proofs for row in self._ask(one, path))
        told = set()
        for path, body, proof in rows:
            if (
                path in proofs
                and path not in told
                and isinstance(body, bytes)
                and proof == _section_proof(proofs[path], table, body)
            ):
                told.add(path)
                yield path, body
        if len(told) != len(proofs):
            self._suspect({path: proof for path, proof in proofs.items() if path not in told})

    def _suspect(self, lacking: Mapping[str, int]) -> None:
        """Know the file for damaged where a section is lacking though its head is not another process's by now.

        A wrong row may be repaired, but not what leads to it: the same question would find it wrong for ever.
        """
        if any(lacking.get(path) == proof for path, proof in self._ask("SELECT path, proof FROM head")):
            self._damaged = True

    def keep(self, entries: Sequence[Entry], seed: int, gone: Collection[str] = ()) -> dict[str, int]:
        """Remember these under the seed, forget the paths that are gone, and return the proofs of the heads kept."""
        kept = self._kept(entries, seed, gone)
        # What cannot be written to though nobody holds it is damaged, or of another making: begin anew, once.
        if kept is None and self._damaged:
            kept = self._kept(entries, seed, gone)
        return kept or {}

    def _kept(self, entries: Sequence[Entry], seed: int, gone: Collection[str]) -> dict[str, int] | None:
        connection = self._writable()
        if connection is None:
            return None
        try:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                proofs: dict[str, int] = {}
                for entry in entries:
                    # A name that is no text, an inode of 128 bits, the year 9999: such a file is read each time.
                    with suppress(UnicodeEncodeError, OverflowError):
                        proofs[entry.path] = _keep(connection, entry, seed)
                for table in ("head", *self._tables) if gone else ():
                    forget = f"DELETE FROM {table} WHERE path = ?"  # noqa: S608 - the name is our own
                    connection.executemany(forget, [(path,) for path in gone])
        except _TROUBLE as trouble:
            self._note(trouble)
            return None
        return proofs

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        """Let go of the file where nobody said so: a command ends when its answer is printed."""
        self.close()

    def _ask(self, statement: str, *values: str) -> Iterator[Any]:
        """Yield the rows of an answer as far as it can be read."""
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(statement, values)
        except _TROUBLE as trouble:
            self._note(trouble)

    def _note(self, trouble: Exception) -> None:
        """Remember that the file is damaged, unless it is only held by somebody or not to be written to."""
        said = str(trouble) if isinstance(trouble, sqlite3.OperationalError) else ""
        # A file that says by itself that it is not to be written to, though it may be, is damaged.
        held = "locked" in said or "full" in said or ("readonly" in said and not self._may_write)
        self._damaged = self._damaged or not held

    def _writable(self) -> sqlite3.Connection | None:
        """Return a connection that can be written to, on a new file where there is none or the old one is damaged."""
        if self._connection is not None and not self._damaged:
            return self._connection
        from zhenggai.errors import FileTrouble  # noqa: PLC0415 - a warm question has nothing to write
        from zhenggai.store import disk  # noqa: PLC0415 - see above

        self.close()
        if self._damaged or not _is_ours(self.file):
            if os.path.lexists(self.file) and not _is_ours(self.file):
                return None
            disk.remove(self.file)
        try:
            disk.make_folder(self.file.parent, is_private=True)
        except (FileTrouble, OSError):
            return None
        self._damaged, self._may_write = False, True
        self._connection = self._with_tables(self._connect("rwc"))
        return self._connection

    def _with_tables(self, connection: sqlite3.Connection | None) -> sqlite3.Connection | None:
        if connection is None:
            return None
        try:
            connection.execute(f"CREATE TABLE IF NOT EXISTS head ({_COLUMNS}, PRIMARY KEY (path)) WITHOUT ROWID")
            for table in self._tables:
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (path TEXT PRIMARY KEY, body BLOB, proof INTEGER)"
                )
        except _TROUBLE:
            connection.close()
            return None
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection | None:
        address = f"{self.file.absolute().as_uri()}?mode={mode}"
        connection = None
        try:
            connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            # What a crash may leave half-written proves itself wrong, so nothing waits for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
        except _TROUBLE as trouble:
            self._note(trouble)
            if connection is not None:
                connection.close()
            return None
        return connection


def _keep(connection: sqlite3.Connection, entry: Entry, seed: int) -> int:
    path, signature, read, findings, body, sections = entry
    proof = _proof(seed, path, signature, read, findings, body)
    connection.execute("REPLACE INTO head VALUES (?,?,?,?,?,?,?,?)", (path, *signature, read, findings, body, proof))
    for table, section in sections.items():
        statement = f"REPLACE INTO {table} VALUES (?,?,?)"  # noqa: S608 - the name is our own
        connection.execute(statement, (path, section, _section_proof(proof, table, section)))
    return proof


def _proof(seed: int, path: str, signature: Signature, read: int, findings: str, body: bytes) -> int:  # noqa: PLR0913, PLR0917 - a tuple for each of 3,000 heads would cost more
    """Return the checksum over everything a head says."""
    size, changed, inode = signature
    return crc32(body, crc32(f"{path}\0{size} {changed} {inode} {read}\0{findings}".encode(), seed))


def _section_proof(head: int, table: str, body: bytes) -> int:
    """Return the checksum over one section of what has this head, so that none can pass for another."""
    return crc32(body, crc32(table.encode(), head))


def index_file(root: Path) -> Path | None:
    """Return where the index of a workspace stands; None where there is no cache folder to put it."""
    folder = cache_folder()
    return folder / f"{root.name[:_LONGEST_NAME]}-{crc32(os.fsencode(root)):08x}.sqlite3" if folder else None


def cache_folder() -> Path | None:
    """Return this user's cache folder for zhenggai, by the custom of the platform or as ZHENGGAI_CACHE says."""
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    try:
        if os.name == "nt":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "zhenggai" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library/Caches/zhenggai"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhenggai"
    except RuntimeError:  # nobody's home
        return None


def _is_ours(file: Path) -> bool:
    """Say whether a plain file of this user is there: nobody answers from what another may have written."""
    try:
        found = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
