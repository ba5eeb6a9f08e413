"""Reads many files once more, as long as they are those that were known by their signatures; one at a time."""

from __future__ import annotations

import os
from io import FileIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from zhenggai.store.scan import Signature


def unchanged(folder: Path, known: Mapping[str, Signature]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file that is as it was known; the others, and what cannot be read, are left out.

    Paths are relative to the folder.
    """
    prefix = os.path.join(folder, "")  # noqa: PTH118 - a Path for each of 3,000 files would cost a fifth of the reading
    for path, signature in known.items():
        raw = _read(prefix + path, signature)
        if raw is not None:
            yield path, raw


def _read(file: str, signature: Signature) -> bytes | None:
    try:
        with FileIO(file) as opened:
            found = os.fstat(opened.fileno())
            if signature != (found.st_size, found.st_mtime_ns, found.st_ino):
                return None
            raw = opened.read(signature.size)
    except OSError:
        return None
    return raw if raw is not None and len(raw) == signature.size else None
