"""Where things stand in a workspace, found by their names alone; nothing is opened but folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.errors import BrokenLedger, NoSuchThing

if TYPE_CHECKING:
    from collections.abc import Iterable

LEDGERS = "ledgers"
SETTINGS = "zhenggai.yaml"
EVIDENCE = "evidence"
LAYOUTS = "layouts"
SCHEMAS = "schemas"


def find_root(start: Path) -> Path:
    """Return the root of the workspace: `start` or the nearest folder above it that holds ledgers/ or zhenggai.yaml.

    Raises:
        NoSuchThing: no folder from `start` up does.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / LEDGERS).is_dir() or (folder / SETTINGS).is_file():
            return folder
    raise NoSuchThing(
        f"从 {start} 起往上没有找到台账工作区（{LEDGERS} 文件夹）", "请先进入工作区，或者用 zhenggai init 新建一个"
    )


def by_plan_id(ledgers: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the paths of ledger files, which are relative to the folder, by plan id.

    Raises:
        BrokenLedger: two files have the same stem, so that a reference would name two plans.
    """
    files: dict[str, str] = {}
    for path in paths:
        plan_id = path.rpartition("/")[2].rpartition(".")[0]
        if plan_id in files:
            message = f"有两个方案文件同名：{shown(ledgers / files[plan_id])} 和 {shown(ledgers / path)}"
            raise BrokenLedger(message, (), "方案编号就是文件名，请把其中一个改名")
        files[plan_id] = path
    return files


def shown(path: Path) -> Path:
    """Return the path as a person in the current folder would type it."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path
    return path if relative.parts[:3] == ("..", "..", "..") else relative
