"""Which ledger files stand under a folder, and what the file system says of each without opening it."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.errors import FileTrouble
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_name = attrgetter("name")

_SUFFIXES = (".yaml", ".yml")

RACY = 2_000_000_000
"""Nanoseconds: a file changed so shortly before it was read may change again unseen, within the tick of its clock."""


class Signature(NamedTuple):
    """By what a file is known to be unchanged: bytes, nanoseconds of its last change, and its inode."""

    size: int
    changed: int
    inode: int


def is_unchanged(known: Sequence[int], read: int, now: Signature) -> bool:
    """Say whether a file is the one that was read then: same signature, and old enough then to tell by it."""
    return now == tuple(known) and now.changed + RACY < read


def signature(path: Path) -> Signature | None:
    """Return the signature of a file, None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - the same call as for the files of a folder
    except FileNotFoundError:
        return None
    return Signature(found.st_size, found.st_mtime_ns, found.st_ino)


def scan(folder: Path) -> dict[str, Signature]:
    """Return the ledger files under a folder: paths relative to it, with `/`, in the order of their parts.

    Hidden files and folders are passed over, links to folders not followed.

    Raises:
        FileTrouble: a folder may not be read; a ledger must never be left out silently.
    """
    found: dict[str, Signature] = {}
    if folder.is_dir():
        _walk(str(folder), "", found)
    return found


def _look(entry: os.DirEntry[str], path: str, found: dict[str, Signature]) -> None:
    try:
        stat = entry.stat()
    except FileNotFoundError:
        # A link to nothing is named when it is read; a file that has just been deleted is simply not there.
        if entry.is_symlink():
            found[path] = Signature(0, 0, 0)
    else:
        found[path] = Signature(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _walk(folder: str, prefix: str, found: dict[str, Signature]) -> None:
    try:
        with os.scandir(folder) as entries:
            in_order = sorted(entries, key=_name)
        for entry in in_order:
            name = entry.name
            if name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                _walk(entry.path, f"{prefix}{name}/", found)
            elif name.lower().endswith(_SUFFIXES):
                _look(entry, prefix + name, found)
    except OSError as error:
        raise FileTrouble(f"读不了文件夹 {shown(Path(folder))}：{error.strerror}", "请检查权限") from error
