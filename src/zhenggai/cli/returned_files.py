"""The workbooks that came back: listed as they were named, turned into .xlsx, and a bar while many are read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai import external
from zhenggai.errors import FileTrouble
from zhenggai.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHER_FORMATS = {".xls", ".et", ".ods"}
_WORKBOOKS = {".xlsx", *_OTHER_FORMATS}
_MANY = 5
"""Files from which a progress bar is worth its place."""


def listed(names: Iterable[str]) -> list[Path]:
    """Return the workbooks that were named: files, folders, and patterns that the shell has left to us.

    Raises:
        FileTrouble: a name is neither, or there is no workbook at all.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            paths = [one for one in sorted(path.iterdir()) if one.suffix.lower() in _WORKBOOKS]
        elif any(mark in name for mark in "*?[") and not path.exists():
            paths = sorted(Path(path.anchor or ".").glob(str(path.relative_to(path.anchor) if path.anchor else path)))
        else:
            paths = [path]
        # Excel keeps ~$… beside a workbook that is open.
        found |= dict.fromkeys(one for one in paths if not one.name.startswith("~$"))
    if not found:
        raise FileTrouble(f"{'、'.join(names)} 里没有表格文件", "请写出各单位送回的表，或者放着它们的文件夹")
    return list(found)


def as_xlsx(path: Path, raw: bytes) -> bytes:
    """Return the workbook as .xlsx, through LibreOffice where a unit has saved it in another format.

    Raises:
        ZhenggaiError: LibreOffice is not installed, or cannot read the file.
    """
    if path.suffix.lower() not in _OTHER_FORMATS:
        return raw
    with disk.scratch_folder() as folder:
        return disk.read_bytes(external.convert_to_xlsx(path, folder))


def with_bar(files: list[Path]) -> Iterable[Path]:
    """Show a bar on a terminal's stderr while many files are read."""
    if len(files) < _MANY or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="读取", console=Console(stderr=True), transient=True)
