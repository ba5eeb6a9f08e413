"""What git says of a workspace, asked once a run: which ledgers differ from HEAD, and is the merge driver there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai import external
from zhenggai.checks.subject import Repository
from zhenggai.errors import FileTrouble
from zhenggai.store import disk
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from pathlib import Path

ATTRIBUTES = ".gitattributes"
DRIVER = "zhenggai"
_SUFFIXES = {".yaml", ".yml"}


def repository(root: Path, ledgers: Path) -> Repository | None:
    """Ask git about the workspace at `root`; None where there is no git, no repository, or nothing was committed."""
    differing = external.differing_from_head(root, ledgers)
    if differing is None:
        return None
    plans = [path for path in differing if path.suffix in _SUFFIXES]
    changed = {shown(path): before for path in plans if path.exists() and (before := external.at_head(root, path))}
    lost = tuple(shown(path) for path in plans if not path.exists())
    has_driver = external.git_setting(root, f"merge.{DRIVER}.driver") is not None
    return Repository(changed, lost, _driver_line(root / ATTRIBUTES), has_driver)


def _driver_line(path: Path) -> int | None:
    try:
        text = disk.read_bytes(path).decode("utf-8", "replace")
    except FileTrouble:
        return None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.lstrip().startswith("#") and f"merge={DRIVER}" in line.split():
            return number
    return None
