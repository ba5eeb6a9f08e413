"""The index: a local SQLite file that remembers bytes worked out from a file, as long as the file is unchanged.

It knows nothing of what the bytes mean. It is disposable: every row carries a proof over itself and the seed of the
run, so that a row is right or not there at all. A flipped bit, another version, a cut or foreign file, a lock, a
read-only folder only mean that less is known. Missing rows are seen, because whoever asks knows which files there are.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from zhenggai.store.index_pages import (
    FULL,
    Page,
    arranged,
    can_keep,
    head_proof,
    open_head,
    pack_head,
    section_proof,
)
from zhenggai.store.index_place import is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from zhenggai.store.index_pages import Entry

AnyT = TypeVar("AnyT")

_LONGEST = 64 << 20
"""Bytes a value may have; a damaged length is refused before it is believed."""
_PATIENCE = 0.5
"""Seconds to wait for another process that is writing."""
_TROUBLE = (sqlite3.Error, OverflowError, UnicodeDecodeError)
"""What a damaged file may raise; its own words may be in the message, and no text any more."""
_SHARE = 4
"""Where one of so many pages is wanted, or more, reading the whole table is quicker than asking for each."""


class Index:
    """The index of one workspace; nothing it does can fail a command."""

    def __init__(self, file: Path, sections: Sequence[str]) -> None:
        """Take the file, which need not exist, and the names of the sections, each a table of its own."""
        self.file = file
        self._sections = tuple(sections)
        self._damaged = False
        self._may_write = True
        self._pages: list[Page] = []
        """The pages there were when they were last asked for."""
        self._connection: sqlite3.Connection | None = None
        if is_ours(file):
            self._may_write = os.access(file, os.W_OK)
            self._connection = self._connect("rw" if self._may_write else "ro")

    def note(self, name: str, seed: int) -> str | None:
        """Return what was noted under a name and this seed, if it proves itself."""
        for text, proof in self._ask("SELECT text, proof FROM note WHERE name = ?", name):
            if isinstance(text, str) and proof == _note_proof(name, text, seed):
                return text
        return None

    def keep_note(self, name: str, text: str, seed: int) -> None:
        """Remember a text under a name."""
        self._write(lambda connection: _keep_note(connection, name, text, seed))

    def pages(self, seed: int) -> list[Page]:
        """Return every page that was kept under this seed and proves itself."""
        found: dict[int, Page] = {}
        for number, head, proof in self._ask("SELECT number, head, proof FROM page ORDER BY number"):
            if number in found:
                self._damaged = True
            elif isinstance(head, bytes) and proof == head_proof(number, head, seed):
                found[number] = open_head(number, proof, head, self._sections)
        self._pages = list(found.values())
        return self._pages

    def bodies(self, section: str, pages: Collection[Page]) -> Iterator[tuple[Page, bytes]]:
        """Yield one section of these pages, in any order; what is not certain is left out."""
        lacking = {page.number: page for page in pages}
        if len(lacking) * _SHARE >= len(self._pages):
            rows = self._ask(f"SELECT number, body, proof FROM {section} ORDER BY number")  # noqa: S608 - our own name
        else:
            one = f"SELECT number, body, proof FROM {section} WHERE number = ?"  # noqa: S608 - our own name
            rows = (row for number in list(lacking) for row in self._ask(one, number))
        for number, body, proof in rows:
            page = lacking.get(number)
            if page and isinstance(body, bytes) and proof == section_proof(page.proof, section, body):
                del lacking[number]
                yield page, body
        if lacking:
            self._suspect(lacking)

    def keep(self, entries: Sequence[Entry], seed: int, gone: Collection[str] = ()) -> list[Page]:
        """Remember these under the seed, forget the paths that are gone, and return the pages that were written."""
        return self._write(lambda connection: self._rewritten(connection, entries, seed, gone)) or []

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        """Let go of the file where nobody said so: a command ends when its answer is printed."""
        self.close()

    def _suspect(self, lacking: Mapping[int, Page]) -> None:
        """Know the file for damaged where a section is lacking though its head is not another process's by now.

        A wrong row may be repaired, but not what leads to it: the same question would find it wrong for ever.
        """
        for number, proof in self._ask("SELECT number, proof FROM page"):
            if number in lacking and lacking[number].proof == proof:
                self._damaged = True

    def _ask(self, statement: str, *values: str | int) -> Iterator[Any]:
        """Yield the rows of an answer as far as it can be read."""
        if self._connection is None:
            return
        try:
            yield from self._connection.execute(statement, values)
        except _TROUBLE as trouble:
            self._note_trouble(trouble)

    def _note_trouble(self, trouble: Exception) -> None:
        """Remember that the file is damaged, unless it is only held by somebody or not to be written to."""
        said = str(trouble) if isinstance(trouble, sqlite3.OperationalError) else ""
        # A file that says by itself that it is not to be written to, though it may be, is damaged.
        held = "locked" in said or "full" in said or ("readonly" in said and not self._may_write)
        self._damaged = self._damaged or not held

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(self, change: Callable[[sqlite3.Connection], AnyT]) -> AnyT | None:
        """Make a change whole or not at all; None where nothing could be kept."""
        written = self._tried(change)
        # What cannot be written to though nobody holds it is damaged, or of another making: begin anew, once.
        return self._tried(change) if written is None and self._damaged else written

    def _tried(self, change: Callable[[sqlite3.Connection], AnyT]) -> AnyT | None:
        connection = self._writable()
        if connection is None:
            return None
        try:
            with connection:
                # What a crash may leave half-written proves itself wrong, so nothing waits for the disk.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("BEGIN IMMEDIATE")
                changed = change(connection)
                if self._damaged:
                    raise sqlite3.DatabaseError
                return changed
        except _TROUBLE as trouble:
            self._note_trouble(trouble)
            return None

    def _rewritten(
        self, connection: sqlite3.Connection, entries: Sequence[Entry], seed: int, gone: Collection[str]
    ) -> list[Page]:
        """Put entries on their pages, beside what stands there for certain; pages that prove nothing are dropped."""
        pages = self._pages_now(seed)
        moved = {*gone, *(entry.path for entry in entries)}
        touched = [page for page in pages if not moved.isdisjoint(page.paths)]
        if pages and len(pages[-1].paths) < FULL and pages[-1] not in touched:
            touched.append(pages[-1])
        following = 1 + max((page.number for page in pages), default=0)
        arrangement = arranged(self._contents(touched), [one for one in entries if can_keep(one)], gone, following)
        staying = {page.number for page in pages} - {page.number for page in touched}
        self._drop(connection, [number for (number,) in self._ask("SELECT number FROM page") if number not in staying])
        return [self._put(connection, number, page, seed) for number, page in arrangement.items() if page]

    def _pages_now(self, seed: int) -> list[Page]:
        """Return the pages there are; those that were asked for before, if nobody has written since."""
        now = list(self._ask("SELECT number, proof FROM page ORDER BY number"))
        return self._pages if now == [(page.number, page.proof) for page in self._pages] else self.pages(seed)

    def _contents(self, pages: Sequence[Page]) -> dict[int, list[Entry]]:
        """Return what stands on pages, as far as all sections of a page prove themselves."""
        bodies: dict[int, dict[str, bytes]] = {page.number: {} for page in pages}
        for section in self._sections:
            for page, body in self.bodies(section, pages):
                bodies[page.number][section] = body
        return {
            page.number: page.entries(bodies[page.number]) if len(bodies[page.number]) == len(self._sections) else []
            for page in pages
        }

    def _drop(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
        for table in ("page", *self._sections):
            forget = f"DELETE FROM {table} WHERE number = ?"  # noqa: S608 - our own names
            connection.executemany(forget, [(number,) for number in numbers])

    def _put(self, connection: sqlite3.Connection, number: int, entries: Sequence[Entry], seed: int) -> Page:
        head = pack_head(entries, self._sections)
        proof = head_proof(number, head, seed)
        connection.execute("REPLACE INTO page VALUES (?,?,?)", (number, head, proof))
        for section in self._sections:
            body = b"".join(entry.sections.get(section, b"") for entry in entries)
            put = f"REPLACE INTO {section} VALUES (?,?,?)"  # noqa: S608 - our own names
            connection.execute(put, (number, body, section_proof(proof, section, body)))
        return open_head(number, proof, head, self._sections)

    def _writable(self) -> sqlite3.Connection | None:
        """Return a connection that can be written to, on a new file where there is none or the old one is damaged."""
        if self._connection is not None and not self._damaged:
            return self._connection
        from zhenggai.errors import FileTrouble  # noqa: PLC0415 - a warm question has nothing to write
        from zhenggai.store import disk  # noqa: PLC0415 - see above

        self.close()
        if self._damaged or not is_ours(self.file):
            if os.path.lexists(self.file) and not is_ours(self.file):
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
            connection.execute("CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, text TEXT, proof INTEGER)")
            connection.execute("CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, head BLOB, proof INTEGER)")
            for table in self._sections:
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (number INTEGER PRIMARY KEY, body BLOB, proof INTEGER)"
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
        except _TROUBLE as trouble:
            self._note_trouble(trouble)
            if connection is not None:
                connection.close()
            return None
        return connection


def _keep_note(connection: sqlite3.Connection, name: str, text: str, seed: int) -> bool:
    connection.execute("REPLACE INTO note VALUES (?,?,?)", (name, text, _note_proof(name, text, seed)))
    return True


def _note_proof(name: str, text: str, seed: int) -> int:
    return crc32(f"{name}\0{text}".encode(), seed)
