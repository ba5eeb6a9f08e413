"""Gathers the abstracts of a workspace's plans: from the index as far as it knows them, from the files for the rest.

What came from where shows in no answer. Warm, nothing is imported here that reads ledger files.
"""

from __future__ import annotations

import json
import time
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from zhenggai import __version__
from zhenggai.abstracts.abstract import Section
from zhenggai.abstracts.local import Local, local_of, open_local, pack_local, pack_roster
from zhenggai.errors import FileTrouble
from zhenggai.findings import Finding, Place, Severity
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.index import Entry, Index, index_file
from zhenggai.store.places import LEDGERS, SETTINGS, shown
from zhenggai.store.scan import scan, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from zhenggai.abstracts.reading import Read
    from zhenggai.store.scan import Signature

    Bar = Callable[[int], AbstractContextManager[Callable[[], None]]]

MEANING = 4
"""To be raised whenever an abstract comes to hold something else, or to mean something else, of the same file."""

_BATCH = 200
"""Files read between two writings of the index, so that a great many do not stand in memory."""
_TABLES = (Section.STATES, Section.GROUPS, Section.LINES, Section.SPANS, Section.IMAGE)


class Called(NamedTuple):
    """How a workspace is told from others that are asked at once; empty where it is the only one."""

    name: str = ""
    """Stands before the ids of its plans."""
    folders: tuple[str, ...] = ()
    """The folders it is counted under, the outermost first and its own last."""


ALONE = Called()


class Abstract:
    """What there is to ask of one plan; sections come when they are needed."""

    __slots__ = ("called", "id", "path", "sections", "shelf", "warnings")

    def __init__(self, path: str, warnings: tuple[Finding, ...], shelf: Shelf, called: Called = ALONE) -> None:
        """Name the file (relative to the ledgers, with `/`), its warnings, and the shelf its sections come from."""
        self.id = path.rpartition("/")[2].rpartition(".")[0]
        self.path = path
        self.warnings = warnings
        self.shelf = shelf
        self.called = called
        self.sections: dict[Section, bytes] = {}

    @property
    def name(self) -> str:
        """The plan's id, which names it in its workspace; behind the workspace's name where several are asked."""
        return f"{self.called.name}/{self.id}" if self.called.name else self.id

    @property
    def folders(self) -> list[str]:
        """The folders it stands in, the outermost first."""
        above = self.called.folders
        parts = [*above[-1:], *self.path.split("/")[:-1]]
        return [*above, *("/".join(parts[:end]) for end in range(len(above[-1:]) + 1, len(parts) + 1))]

    def section(self, name: Section) -> bytes:
        """Return one section, which is fetched if it is not at hand.

        Raises:
            FileTrouble: the file has become unreadable in the meantime.
        """
        if name not in self.sections:
            self.shelf.fetch(name, [self])
        return self.sections[name]


class Shelf:
    """The abstracts of one workspace and where they come from."""

    def __init__(self, root: Path, *, use_index: bool = True, called: Called = ALONE) -> None:
        """Open the index of the workspace and learn what of its settings matters.

        Raises:
            BrokenLedger: zhenggai.yaml is broken.
            FileTrouble: it cannot be read.
        """
        self.root = root
        self.called = called
        self.ledgers = root / LEDGERS
        file = index_file(root) if use_index else None
        self._index = Index(file, _TABLES) if file else None
        self._workspace_seed = crc32(f"{__version__}\0{MEANING}\0{root}".encode("utf-8", "surrogateescape"))
        self.local = self._local()
        self._seed = crc32(pack_roster(self.local.roster).encode(), self._workspace_seed)
        self._proofs: dict[str, int] = {}
        self.files = scan(self.ledgers)
        """The ledger files there are, relative to the ledgers."""

    def gather(self, paths: Iterable[str], bar: Bar | None = None) -> tuple[list[Abstract], list[BrokenPlan]]:
        """Return the abstracts of these files, and those that are no valid plans, in the order of the paths.

        Raises:
            FileTrouble: a file cannot be read at all.
        """
        wanted = list(paths)
        plans: dict[str, Abstract] = {}
        broken: dict[str, BrokenPlan] = {}
        unknown = [path for path in wanted if not self._recall(path, plans, broken)]
        if unknown:
            with bar(len(unknown)) if bar else nullcontext(_nothing) as done:
                for read in self._read(unknown, done):
                    self._file(read, plans, broken)
        return [plans[path] for path in wanted if path in plans], [broken[path] for path in wanted if path in broken]

    def fetch(self, name: Section, abstracts: Iterable[Abstract]) -> None:
        """Have one section of these abstracts at hand.

        Raises:
            FileTrouble: a file has become unreadable in the meantime.
        """
        for abstract, body in self.each(name, abstracts):
            abstract.sections[name] = body

    def each(self, name: Section, abstracts: Iterable[Abstract]) -> Iterator[tuple[Abstract, bytes]]:
        """Yield one section of each of these abstracts, in any order, without keeping it.

        What the index does not know for certain comes from the file.

        Raises:
            FileTrouble: a file has become unreadable in the meantime.
        """
        lacking: dict[str, Abstract] = {}
        for abstract in abstracts:
            if name in abstract.sections:
                yield abstract, abstract.sections[name]
            else:
                lacking[abstract.path] = abstract
        if self._index and lacking:
            proofs = {path: self._proofs[path] for path in lacking if path in self._proofs}
            for path, body in self._index.sections(name, proofs):
                yield lacking.pop(path), body
        for read in self._read(list(lacking), _nothing) if lacking else ():
            file = self.ledgers / read.path
            # Else one answer would be put together from two states of the file.
            if read.sections is None or signature(file) != self.files[read.path]:
                raise FileTrouble(f"{shown(file)} 刚刚被改动，读到一半", "请再运行一次")
            yield lacking[read.path], read.sections[name]

    def close(self) -> None:
        """Let go of the index."""
        if self._index:
            self._index.close()

    def _local(self) -> Local:
        """Return the settings, from the index where the file is unchanged."""
        now = signature(self.root / SETTINGS)
        if now is None:
            return Local()
        head = self._index.head(_SETTINGS, self._workspace_seed) if self._index else None
        if head and head.still_holds(now):
            return open_local(head.body)
        read = time.time_ns()
        from zhenggai.store.workspace import load_settings  # noqa: PLC0415 - not when the index knows the settings

        local = local_of(load_settings(self.root))
        if self._index:
            self._index.keep([Entry(_SETTINGS, now, read, "", pack_local(local), {})], self._workspace_seed)
        return local

    def _recall(self, path: str, plans: dict[str, Abstract], broken: dict[str, BrokenPlan]) -> bool:
        """Take a file's abstract from the index; false where the index does not know the file as it is now."""
        head = self._index.head(path, self._seed) if self._index else None
        if head is None or not head.still_holds(self.files[path]):
            return False
        self._proofs[path] = head.proof
        if head.body == _BROKEN:
            broken[path] = self._broken(path, _open_findings(head.findings))
            return True
        warnings = self._placed(path, _open_findings(head.findings)) if head.findings else ()
        plans[path] = abstract = Abstract(path, warnings, self, self.called)
        abstract.sections[Section.ALARMS] = head.body[1:]
        return True

    def _read(self, paths: list[str], done: Callable[[], None]) -> Iterator[Read]:
        """Read files, remember what came of them, and yield it; what the index keeps is let go of, but the alarms."""
        from zhenggai.abstracts.reading import read_all  # noqa: PLC0415 - not when the index knows all files

        self._forget_what_is_gone()
        started = time.time_ns()
        reads = read_all(self.ledgers, paths, self.local.roster)
        while batch := list(islice(reads, _BATCH)):
            kept = self._keep(batch, started)
            for read in batch:
                done()
                yield _alarms_only(read) if read.path in kept and len(paths) > _BATCH else read

    def _keep(self, batch: Sequence[Read], started: int) -> Mapping[str, int]:
        if self._index is None:
            return {}
        # The signature was taken before the file was read: a change in between makes it differ from the next one.
        kept = self._index.keep([_entry(read, self.files[read.path], started) for read in batch], self._seed)
        self._proofs.update(kept)
        return kept

    def _forget_what_is_gone(self) -> None:
        if self._index and (gone := set(self._index.paths()) - {_SETTINGS, *self.files}):
            self._index.keep((), self._seed, gone)

    def _file(self, read: Read, plans: dict[str, Abstract], broken: dict[str, BrokenPlan]) -> None:
        if read.sections is None:
            broken[read.path] = self._broken(read.path, read.findings)
            return
        plans[read.path] = abstract = Abstract(read.path, self._placed(read.path, read.findings), self, self.called)
        abstract.sections.update(read.sections)

    def _broken(self, path: str, findings: Sequence[Finding]) -> BrokenPlan:
        file = shown(self.ledgers / path)
        return BrokenPlan(file.stem, file, self._placed(path, findings))

    def _placed(self, path: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return findings as a person in the current folder is shown them, wherever the file was read from."""
        file = str(shown(self.ledgers / path)) if findings else ""
        return tuple(
            finding.at(Place(file, finding.place.line, finding.place.column) if finding.place else Place(file))
            for finding in findings
        )


def by_shelf(abstracts: Iterable[Abstract]) -> dict[Shelf, list[Abstract]]:
    """Put together what stands on the same shelf."""
    shelves: dict[Shelf, list[Abstract]] = {}
    for abstract in abstracts:
        shelves.setdefault(abstract.shelf, []).append(abstract)
    return shelves


def each_section(name: Section, abstracts: Iterable[Abstract]) -> Iterator[tuple[Abstract, bytes]]:
    """Yield one section of each of these abstracts, of whatever shelves, in any order and without keeping it.

    Raises:
        FileTrouble: a file has become unreadable in the meantime.
    """
    for shelf, some in by_shelf(abstracts).items():
        yield from shelf.each(name, some)


_BROKEN = b"\0"
_WHOLE = b"\1"
_SETTINGS = f"../{SETTINGS}"
"""Where the settings stand as seen from the ledgers, among which a plan may have any name."""


def _nothing() -> None:
    """Do nothing after a step."""


def _alarms_only(read: Read) -> Read:
    if read.sections is None:
        return read
    return read._replace(sections={Section.ALARMS: read.sections[Section.ALARMS]})


def _entry(read: Read, found: Signature, started: int) -> Entry:
    if read.sections is None:
        return Entry(read.path, found, started, _pack_findings(read.findings), _BROKEN, {})
    sections: dict[str, bytes] = {name: read.sections[name] for name in _TABLES}
    body = _WHOLE + read.sections[Section.ALARMS]
    return Entry(read.path, found, started, _pack_findings(read.findings), body, sections)


def _pack_findings(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    told = []
    for one in findings:
        place = one.place or Place("")
        told.append([one.rule, one.message, one.remedy, one.severity.value, place.line, place.column])
    return json.dumps(told, ensure_ascii=False)


def _open_findings(packed: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule, message, remedy, severity=Severity(severity), place=Place("", line, column))
        for rule, message, remedy, severity, line, column in json.loads(packed)
    )
