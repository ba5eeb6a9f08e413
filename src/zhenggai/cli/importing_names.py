"""The name of a file to import as a clerk types it, and whether the plan in it is in the ledgers already."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.errors import FileTrouble
from zhenggai.store import disk
from zhenggai.store.ledger import LoadedPlan, load_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.model import Plan

_HEAD = 8192
"""Bytes of a plan file in which its title stands."""
_MOST_NAMED = 3
_KINDS = frozenset({".docx", ".doc", ".wps", ".txt", ".md", ".rtf", ".odt", ".pdf", ".xlsx", ".xls", ".et"})


def refuse_misnamed(file: str) -> None:
    """Refuse a name that is no file, and say which file beside it is likely meant.

    Raises:
        FileTrouble: there is no such file.
    """
    if not file.strip():
        raise FileTrouble("没有写文件名", "请写出要导入的文件，例如 zhenggai import document 整改方案.docx")
    path = Path(file)
    if path.exists():
        return
    if "*" in file or "?" in file:
        raise FileTrouble(f"找不到 {file}", "一次导入一份，请写出这一份的文件名")
    if likely := _likely(path):
        raise FileTrouble(f"找不到 {file}", f"同一个文件夹里有 {'、'.join(likely)}，是不是要导入它")


def _likely(path: Path) -> list[str]:
    """Return the files beside it that are called so but for the suffix, blanks, and the width of signs."""
    folder = path.parent
    if not folder.is_dir():
        return []
    wanted = {_bare(path.name), _bare(path.stem)}
    beside = sorted(one.name for one in folder.iterdir() if one.suffix.lower() in _KINDS)
    return [name for name in beside if wanted & {_bare(name), _bare(Path(name).stem)}][:_MOST_NAMED]


def _bare(name: str) -> str:
    return re.sub(r"[\s\"'“”‘’]", "", name).translate(str.maketrans("（）", "()")).lower()


def imported_before(taken: Mapping[str, Path], plan: Plan) -> str | None:
    """Return the plan in the ledgers that has this one's title, number and day; None where there is none."""
    title = plan.title.encode()
    for plan_id, path in taken.items():
        if title not in disk.read_bytes(path)[:_HEAD]:
            continue
        there = load_plan(path)
        if isinstance(there, LoadedPlan) and _same(there.plan, plan):
            return plan_id
    return None


def _same(one: Plan, other: Plan) -> bool:
    return (one.title, one.number, one.issued) == (other.title, other.number, other.issued)
