"""A page of the index: some files, what is remembered of each, and how their parts of a section lie in one row.

Bytes and checksums only; where they are kept is `index`'s business. Files share pages because a question about a whole
province then opens some hundred rows instead of some thousands.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from zhenggai.store.scan import RACY, Signature

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

FULL = 16
"""Files a page has at most: all of it is written again when one of them changes, and read for any of them."""
LARGE = 2 << 20
"""Bytes of all sections from which on a page takes no further file."""

_END = "\0"
"""Between paths and notes; no path can hold it, and no note may."""
_NUMBERS = "q"


class Entry(NamedTuple):
    """What is to be remembered of a file, and when it was read, in nanoseconds since 1970."""

    path: str
    signature: Signature
    read: int
    note: str
    """What is wanted of it first; without NUL."""
    sections: Mapping[str, bytes]
    """What is wanted of it now and then, by the name of the section; nothing for one that is not named."""


class Page(NamedTuple):
    """The files of a page in their order, whatever is remembered of them side by side."""

    number: int
    proof: int
    paths: Sequence[str]
    notes: Sequence[str]
    sizes: Sequence[int]
    changes: Sequence[int]
    inodes: Sequence[int]
    reads: Sequence[int]
    lengths: Mapping[str, Sequence[int]]
    """How many bytes of each section are whose."""

    def known(self, files: Mapping[str, Signature]) -> Iterator[tuple[int, str]]:
        """Yield the places in the page, from 0, of those files that still are what was read, each with its path.

        A file is known by size, time and inode, if it had rested long enough to be told by them.
        """
        found = zip(self.paths, self.sizes, self.changes, self.inodes, self.reads, strict=True)
        for place, (path, size, changed, inode, read) in enumerate(found):
            if files.get(path) == (size, changed, inode) and changed + RACY < read:
                yield place, path

    def parts(self, section: str, body: bytes) -> list[bytes]:
        """Return each file's part of a section that is all of the page's."""
        return [body[start:end] for start, end in pairwise((0, *accumulate(self.lengths[section])))]

    def entries(self, bodies: Mapping[str, bytes]) -> list[Entry]:
        """Return what is remembered of each file, from all sections of the page."""
        parts = {section: self.parts(section, bodies[section]) for section in self.lengths}
        signatures = map(Signature, self.sizes, self.changes, self.inodes)
        told = zip(self.paths, signatures, self.reads, self.notes, strict=True)
        return [
            Entry(*one, {section: parts[section][place] for section in self.lengths}) for place, one in enumerate(told)
        ]


def can_keep(entry: Entry) -> bool:
    """Say whether a page can hold the entry: not a name that is no text, an inode of 128 bits, or the year 9999."""
    try:
        array(_NUMBERS, (*entry.signature, entry.read, entry.signature.changed + RACY))
        f"{entry.path}{entry.note}".encode()
    except (OverflowError, UnicodeEncodeError):
        return False
    return _END not in entry.note


def pack_head(entries: Sequence[Entry], sections: Sequence[str]) -> bytes:
    """Write down what is remembered first of the files of a page, and how long their parts of each section are."""
    numbers = array(_NUMBERS, [len(entries)])
    for at in range(len(Signature._fields)):
        numbers.extend(entry.signature[at] for entry in entries)
    numbers.extend(entry.read for entry in entries)
    for section in sections:
        numbers.extend(len(entry.sections.get(section, b"")) for entry in entries)
    texts = [entry.path for entry in entries] + [entry.note for entry in entries]
    return numbers.tobytes() + _END.join(texts).encode()


def open_head(number: int, proof: int, head: bytes, sections: Sequence[str]) -> Page:
    """Return the page of a head that has proved itself."""
    numbers = array(_NUMBERS)
    numbers.frombytes(head[: numbers.itemsize])
    (count,) = numbers
    columns = len(Signature._fields) + 1 + len(sections)
    end = numbers.itemsize * (1 + columns * count)
    numbers.frombytes(head[numbers.itemsize : end])
    sizes, changes, inodes, reads, *lengths = (numbers[at : at + count] for at in range(1, columns * count + 1, count))
    texts = head[end:].decode().split(_END)
    told = dict(zip(sections, lengths, strict=True))
    return Page(number, proof, texts[:count], texts[count:], sizes, changes, inodes, reads, told)


def head_proof(number: int, head: bytes, seed: int) -> int:
    """Return the checksum over a head in its place."""
    return crc32(head, crc32(b"%d" % number, seed))


def section_proof(head: int, section: str, body: bytes) -> int:
    """Return the checksum over one section of the page whose head has this proof, so that none can pass for another."""
    return crc32(body, crc32(section.encode(), head))


def arranged(
    pages: Mapping[int, Sequence[Entry]], entries: Sequence[Entry], gone: Collection[str], following: int
) -> dict[int, list[Entry]]:
    """Return what these pages hold once the entries are kept and the paths that are gone are forgotten.

    A file stays on its page; new ones, and those a page has no room for any more, go to the last of the pages while
    there is room, then to new pages, which are numbered from `following` on.
    """
    coming = {entry.path: entry for entry in entries}
    leaving = {*gone, *coming}
    filled: dict[int, list[Entry]] = {}
    for number, kept in pages.items():
        staying = filled[number] = list[Entry]()
        for entry in kept:
            now = entry if entry.path not in leaving else coming.get(entry.path)
            if now is None:
                continue
            if _has_room(staying, now):
                staying.append(now)
                coming.pop(now.path, None)
            else:
                coming[now.path] = now
    last = max(filled, default=following)
    for entry in coming.values():
        if not _has_room(filled.setdefault(last, []), entry):
            last = max(last + 1, following)
            filled[last] = []
        filled[last].append(entry)
    return filled


def _has_room(page: Sequence[Entry], entry: Entry) -> bool:
    """Say whether a page takes one more; an empty one takes whatever comes."""
    return not page or (len(page) < FULL and sum(map(_size, page)) + _size(entry) <= LARGE)


def _size(entry: Entry) -> int:
    return sum(map(len, entry.sections.values()))
