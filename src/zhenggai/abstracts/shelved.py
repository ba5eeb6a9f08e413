"""One plan as it stands on a shelf, and a section of several plans taken down at once; values, nothing is read here."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhenggai.abstracts.abstract import Section
    from zhenggai.abstracts.gathering import Shelf
    from zhenggai.findings import Finding


class Called(NamedTuple):
    """How a workspace is told from others that are asked at once; empty where it is the only one."""

    name: str = ""
    """Stands before the ids of its plans."""
    folders: tuple[str, ...] = ()
    """The folders it is counted under, the outermost first and its own last."""


ALONE = Called()


class Abstract:
    """What there is to ask of one plan; sections come when they are needed."""

    __slots__ = ("called", "path", "sections", "shelf", "warnings")

    def __init__(self, path: str, warnings: tuple[Finding, ...], shelf: Shelf, called: Called = ALONE) -> None:
        """Name the file (relative to the ledgers, with `/`), its warnings, and the shelf its sections come from."""
        self.path = path
        self.warnings = warnings
        self.shelf = shelf
        self.called = called
        self.sections: dict[Section, bytes] = {}
        """Those that are at hand."""

    @property
    def id(self) -> str:
        """The plan's id: the stem of its file's name."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def name(self) -> str:
        """The plan's id, which names it in its workspace; behind the workspace's name where several are asked."""
        return f"{self.called.name}/{self.id}" if self.called.name else self.id

    @property
    def folder(self) -> str:
        """The folder it stands in, relative to the ledgers; empty for the ledgers' own."""
        return self.path.rpartition("/")[0]

    def section(self, name: Section) -> bytes:
        """Return one section, which is fetched if it is not at hand, and kept.

        Raises:
            FileTrouble: the file has become unreadable in the meantime.
        """
        if name not in self.sections:
            for parts in self.shelf.take_down(name, [self]):
                self.sections[name] = parts.body
        return self.sections[name]


def folders_above(called: Called, folder: str) -> list[str]:
    """Return the folders that a plan in this folder of a workspace is counted under, the outermost first."""
    above = called.folders
    parts = [*above[-1:], *filter(None, folder.split("/"))]
    return [*above, *("/".join(parts[:end]) for end in range(len(above[-1:]) + 1, len(parts) + 1))]


class Parts(NamedTuple):
    """One section of some plans, one after the other."""

    abstracts: Sequence[Abstract]
    lengths: Sequence[int]
    """How many bytes of the body are whose."""
    body: bytes

    def each(self) -> Iterator[tuple[Abstract, bytes]]:
        """Yield each plan with its own part."""
        ends = pairwise((0, *accumulate(self.lengths)))
        for abstract, (start, end) in zip(self.abstracts, ends, strict=True):
            yield abstract, self.body[start:end]


def by_shelf(abstracts: Iterable[Abstract]) -> dict[Shelf, list[Abstract]]:
    """Put together what stands on the same shelf."""
    shelves: dict[Shelf, list[Abstract]] = {}
    for abstract in abstracts:
        shelves.setdefault(abstract.shelf, []).append(abstract)
    return shelves


def take_down(name: Section, abstracts: Iterable[Abstract]) -> Iterator[Parts]:
    """Yield one section of each of these plans, of whatever shelves, in any order and without keeping it.

    Raises:
        FileTrouble: a file has become unreadable in the meantime.
    """
    for shelf, some in by_shelf(abstracts).items():
        yield from shelf.take_down(name, some)


def each_section(name: Section, abstracts: Iterable[Abstract]) -> Iterator[tuple[Abstract, bytes]]:
    """Yield what `take_down` does plan by plan.

    Raises:
        FileTrouble: a file has become unreadable in the meantime.
    """
    for parts in take_down(name, abstracts):
        yield from parts.each()
