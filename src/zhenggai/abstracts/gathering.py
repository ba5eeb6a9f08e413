"""Gathers the abstracts of a workspace's plans: from the index as far as it knows them, from the files for the rest.

What came from where shows in no answer. Warm, nothing is imported here that reads ledger files.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from itertools import accumulate, islice
from typing import TYPE_CHECKING
from zlib import crc32

from zhenggai import __version__
from zhenggai.abstracts.abstract import Section, open_readings
from zhenggai.abstracts.local import Local, local_of, open_local, pack_local, pack_roster
from zhenggai.abstracts.notes import BROKEN, open_findings, pack_note
from zhenggai.abstracts.shelved import ALONE, Abstract, Called, Parts
from zhenggai.errors import FileTrouble
from zhenggai.findings import Finding, Place
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.index import Index
from zhenggai.store.index_pages import FULL, Entry
from zhenggai.store.index_place import index_file
from zhenggai.store.places import LEDGERS, SETTINGS, shown
from zhenggai.store.scan import scan, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from zhenggai.abstracts.reading import Read
    from zhenggai.store.index_pages import Page

    Bar = Callable[[int], AbstractContextManager[Callable[[], None]]]

MEANING = 7
"""To be raised whenever an abstract comes to hold something else, or to mean something else, of the same file."""

_BATCH = 12 * FULL
"""Files read between two writings of the index, so that a great many do not stand in memory."""


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
        self._index = Index(file, tuple(Section)) if file else None
        self._workspace_seed = crc32(f"{__version__}\0{MEANING}\0{root}".encode("utf-8", "surrogateescape"))
        self.local = self._local()
        self._seed = crc32(pack_roster(self.local.roster).encode(), self._workspace_seed)
        self.files = scan(self.ledgers)
        """The ledger files there are, relative to the ledgers."""
        self._pages: dict[int, Page] = {}
        self._at: dict[str, tuple[int, int]] = {}
        """Page and place of each file that the index knows as it is now."""
        for page in self._index.pages(self._seed) if self._index else ():
            self._take_in(page)

    def gather(self, paths: Iterable[str], bar: Bar | None = None) -> tuple[list[Abstract], list[BrokenPlan]]:
        """Return the abstracts of these files, and those that are no valid plans, in the order of the paths.

        Raises:
            FileTrouble: a file cannot be read at all.
        """
        wanted = list(paths)
        found: dict[str, Abstract | BrokenPlan] = {}
        for path in wanted:
            if at := self._at.get(path):
                found[path] = self._recalled(path, *at)
        unknown = [path for path in wanted if path not in found]
        if unknown:
            with bar(len(unknown)) if bar else nullcontext(_nothing) as done:
                for read in self._read(unknown, done):
                    found[read.path] = self._filed(read)
        in_order = [found[path] for path in wanted]
        return (
            [one for one in in_order if isinstance(one, Abstract)],
            [one for one in in_order if isinstance(one, BrokenPlan)],
        )

    def take_down(self, name: Section, abstracts: Iterable[Abstract]) -> Iterator[Parts]:
        """Yield one section of each of these plans, in any order, without keeping it.

        What the index does not know for certain comes from the file.

        Raises:
            FileTrouble: a file has become unreadable in the meantime.
        """
        by_page: dict[int, list[tuple[int, Abstract]]] = {}
        lacking: dict[str, Abstract] = {}
        for abstract in abstracts:
            if name in abstract.sections:
                body = abstract.sections[name]
                yield Parts((abstract,), (len(body),), body)
            elif at := self._at.get(abstract.path):
                by_page.setdefault(at[0], []).append((at[1], abstract))
            else:
                lacking[abstract.path] = abstract
        if self._index and by_page:
            for page, body in self._index.bodies(name, [self._pages[number] for number in by_page]):
                yield from _parts(page, by_page.pop(page.number), name, body)
        lacking |= {abstract.path: abstract for some in by_page.values() for _place, abstract in some}
        for read in self._read(list(lacking), _nothing) if lacking else ():
            file = self.ledgers / read.path
            # Else one answer would be put together from two states of the file.
            if read.sections is None or signature(file) != self.files[read.path]:
                raise FileTrouble(f"{shown(file)} 刚刚被改动，读到一半", "请再运行一次")
            yield Parts((lacking[read.path],), (len(read.sections[name]),), read.sections[name])

    def close(self) -> None:
        """Let go of the index."""
        if self._index:
            self._index.close()

    def _local(self) -> Local:
        """Return the settings, from the index where the file is unchanged."""
        now = signature(self.root / SETTINGS)
        if now is None:
            return Local()
        known = self._index.note(SETTINGS, self._workspace_seed) if self._index else None
        if known and (local := open_local(known, now)):
            return local
        read = time.time_ns()
        from zhenggai.store.workspace import load_settings  # noqa: PLC0415 - not when the index knows the settings

        local = local_of(load_settings(self.root))
        if self._index:
            self._index.keep_note(SETTINGS, pack_local(local, now, read), self._workspace_seed)
        return local

    def _take_in(self, page: Page) -> None:
        """Know the files of a page, in the place of those that were on it before."""
        if former := self._pages.get(page.number):
            for path in former.paths:
                if self._at.get(path, (None,))[0] == page.number:
                    del self._at[path]
        self._pages[page.number] = page
        for place, path in page.known(self.files):
            self._at[path] = (page.number, place)

    def _recalled(self, path: str, number: int, place: int) -> Abstract | BrokenPlan:
        note = self._pages[number].notes[place]
        if note.startswith(BROKEN):
            return self._broken(path, open_findings(note))
        warnings = self._placed(path, open_findings(note)) if note else ()
        return Abstract(path, warnings, self, self.called)

    def _read(self, paths: list[str], done: Callable[[], None]) -> Iterator[Read]:
        """Read files, remember what came of them, and yield it; of a great many, the index keeps the sections alone."""
        from zhenggai.abstracts.reading import read_all  # noqa: PLC0415 - not when the index knows all files

        gone = {path for page in self._pages.values() for path in page.paths} - self.files.keys()
        started = time.time_ns()
        reads = read_all(self.ledgers, paths, self.local.roster, self._readings(paths))
        while batch := list(islice(reads, _BATCH)):
            self._keep(batch, started, gone)
            for read in batch:
                done()
                is_kept = read.path in self._at and read.sections is not None and len(paths) > _BATCH
                yield read._replace(sections={}) if is_kept else read

    def _readings(self, paths: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return how the wordings of units in a few files were read when these were read before."""
        if self._index is None or len(paths) > FULL:
            return {}
        wanted = set(paths)
        readings: dict[str, tuple[str, ...]] = {}
        pages = [page for page in self._pages.values() if not wanted.isdisjoint(page.paths)]
        for page, body in self._index.bodies(Section.READINGS, pages):
            for path, part in zip(page.paths, page.parts(Section.READINGS, body), strict=True):
                readings |= open_readings(part) if path in wanted else {}
        return readings

    def _keep(self, batch: Sequence[Read], started: int, gone: set[str]) -> None:
        if self._index is None:
            return
        # The signature was taken before the file was read: a change in between makes it differ from the next one.
        entries = [
            Entry(
                read.path,
                self.files[read.path],
                started,
                pack_note(read.findings, is_plan=read.sections is not None),
                {} if read.sections is None else {str(name): body for name, body in read.sections.items()},
            )
            for read in batch
        ]
        for page in self._index.keep(entries, self._seed, gone):
            self._take_in(page)

    def _filed(self, read: Read) -> Abstract | BrokenPlan:
        if read.sections is None:
            return self._broken(read.path, read.findings)
        abstract = Abstract(read.path, self._placed(read.path, read.findings), self, self.called)
        abstract.sections.update(read.sections)
        return abstract

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


def _parts(page: Page, wanted: Sequence[tuple[int, Abstract]], name: Section, body: bytes) -> Iterator[Parts]:
    """Yield of a page's section what is wanted: all of it as it is, or plan by plan."""
    places = [place for place, _abstract in wanted]
    if places == list(range(len(page.paths))):
        yield Parts([abstract for _place, abstract in wanted], page.lengths[name], body)
        return
    ends = (0, *accumulate(page.lengths[name]))
    for place, abstract in wanted:
        part = body[ends[place] : ends[place + 1]]
        yield Parts((abstract,), (len(part),), part)


def _nothing() -> None:
    """Do nothing after a step."""
