"""Where a workspace's index stands, and whether what stands there may be believed; nothing of what is in it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from zlib import crc32

CACHE = "ZHENGGAI_CACHE"
"""The environment variable that names another cache folder; empty for none at all."""

_LONGEST_NAME = 40
"""Characters of a workspace's name that its index is called by: a file's name has 255 bytes at most."""


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


def is_ours(file: Path) -> bool:
    """Say whether a plain file of this user is there: nobody answers from what another may have written."""
    try:
        found = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
