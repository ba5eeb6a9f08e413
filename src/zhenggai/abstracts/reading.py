"""Reads ledger files into abstracts, many of them in several processes; the way an abstract comes to be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.abstract import Section
from zhenggai.abstracts.making import Maker
from zhenggai.abstracts.spans import pack_spans
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import open_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zhenggai.abstracts.abstract import Readings
    from zhenggai.findings import Finding
    from zhenggai.roster import Roster

FEW = 150
"""Files from which on a second process, which takes a second to start, is worth it."""
_PROCESSES = 8
"""More than these wait for one another: they hand their work to one writer."""


class Read(NamedTuple):
    """What came of one file: its findings, and its abstract, or None where it is no valid plan."""

    path: str
    findings: tuple[Finding, ...]
    sections: Mapping[Section, bytes] | None


class Reader:
    """Reads one file of a folder after the other."""

    def __init__(self, ledgers: Path, roster: Roster, known: Readings | None = None) -> None:
        """Take the folder that paths are relative to, and the roster that says what units are meant.

        `known` is what the roster says of some wordings, where that is known already.
        """
        self._ledgers = ledgers
        self._maker = Maker(roster, known)

    def read(self, path: str) -> Read:
        """Read a file.

        Raises:
            FileTrouble: it cannot be read at all.
        """
        opened = open_plan(self._ledgers / path)
        if isinstance(opened, BrokenPlan):
            return Read(path, opened.findings, None)
        sections = self._maker.sections(opened.image)
        sections[Section.SPANS] = pack_spans(opened.raw, opened.image)
        return Read(path, opened.findings, sections)


def read_all(ledgers: Path, paths: Sequence[str], roster: Roster, known: Readings | None = None) -> Iterator[Read]:
    """Read the files in their order; `known` as in `Reader`.

    Raises:
        FileTrouble: one of them cannot be read at all.
    """
    processes = min(os.cpu_count() or 1, _PROCESSES)
    if len(paths) <= FEW or processes == 1:
        yield from map(Reader(ledgers, roster, known).read, paths)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - not for a few files
    from multiprocessing import get_context  # noqa: PLC0415 - see above

    # A process forked from one that shows a progress bar (a thread) may hang; a fresh one cannot.
    with ProcessPoolExecutor(processes, get_context("spawn"), _start_worker, (ledgers, roster)) as pool:
        yield from pool.map(_work, paths, chunksize=8)


_workers: list[Reader] = []


def _start_worker(ledgers: Path, roster: Roster) -> None:
    _workers[:] = [Reader(ledgers, roster)]


def _work(path: str) -> Read:
    return _workers[0].read(path)
