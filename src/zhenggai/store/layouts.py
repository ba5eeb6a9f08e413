"""Finding a ledger layout: built in, in the workspace's layouts/ folder, or in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.columns import LEDGER, Layout, LayoutFile, find_layout
from zhenggai.errors import BrokenLedger, NoSuchThing
from zhenggai.store import disk
from zhenggai.store.places import LAYOUTS, shown
from zhenggai.store.records import read_record

if TYPE_CHECKING:
    from zhenggai.store.workspace import Workspace

_SUFFIXES = {".yaml", ".yml"}


def load(workspace: Workspace, wanted: str | None) -> Layout:
    """Return the layout of that name or file; the official 台账 where none is wanted.

    Raises:
        NoSuchThing: there is no such layout; the nearest are in the way out.
        BrokenLedger: its file, or one in layouts/, is broken.
        FileTrouble: its file cannot be read.
    """
    if wanted is None:
        return LEDGER
    if Path(wanted).suffix in _SUFFIXES:
        return _read(Path(wanted))
    folder = workspace.root / LAYOUTS
    own: list[Layout] = []
    broken: list[BrokenLedger] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in _SUFFIXES:
            try:
                own.append(_read(path))
            except BrokenLedger as refusal:
                broken.append(refusal)
    try:
        return find_layout(wanted, own)
    except NoSuchThing:
        # It may be the broken one that was wanted.
        if broken:
            raise broken[0] from None
        raise


def _read(path: Path) -> Layout:
    file, findings = read_record(disk.read_bytes(path), str(shown(path)), LayoutFile)
    if file is None:
        raise BrokenLedger(f"版式文件 {shown(path)} 有错误", findings, "请先改正上面列出的问题")
    return file.layout()
