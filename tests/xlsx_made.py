"""Workbooks made at test time: tables written row by row, and archives taken apart and put together differently."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def made(
    rows: Iterable[Sequence[Any]], merged: Iterable[str] = (), name: str = "台账", **others: Iterable[Sequence[Any]]
) -> Workbook:
    """Return a workbook with one sheet of these rows, None for an empty cell, and further sheets by name."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for title, table in others.items():
        other = workbook.create_sheet(title)
        for row in table:
            other.append(list(row))
    return workbook


def saved(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def repacked(
    raw: bytes, parts: Mapping[str, bytes | None] | None = None, change: Callable[[str, bytes], bytes] | None = None
) -> bytes:
    """Return the archive with parts replaced, added, or (None) left out, and every part passed through `change`."""
    target = io.BytesIO()
    given = dict(parts or {})
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = given.pop(name) if name in given else old.read(name)
            if content is not None:
                new.writestr(name, change(name, content) if change else content)
        for name, content in given.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def part(raw: bytes, name: str) -> str:
    """Return a part of the archive as text."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name).decode()


SHEET = "xl/worksheets/sheet1.xml"
HEADING = ("序号", "类型", "具体问题", "整改措施", "整改时限", "责任单位")
TASK = (1, "工作落实方面", "项目进展慢", "加快建设。", "2022年6月13日", "市财政局")
PLAIN = (("某县整改台账",), HEADING, TASK)


@cache
def plain() -> bytes:
    """Return a small ledger with nothing wrong about it; once, since a workbook says when it was saved."""
    return saved(made(PLAIN))


def with_sheet(xml: str, *, raw: bytes | None = None) -> bytes:
    """Return the plain ledger with other sheet data; `{}` in it stands for the rows it has."""
    base = raw or plain()
    old = part(base, SHEET)
    start, end = old.index("<sheetData>"), old.index("</sheetData>") + len("</sheetData>")
    return repacked(base, {SHEET: (old[:start] + xml.replace("{}", old[start + 11 : end - 12]) + old[end:]).encode()})
