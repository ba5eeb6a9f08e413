"""A workbook that this program exported, read back: every character from the sheet 方案, what was edited from 明细."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhenggai.columns.flat import FLAT_SHEET, PLAN_PROPERTY, Flat, join_items, own_heading, split_items
from zhenggai.columns.plan_sheet import HEADINGS, PLAN_SHEET, from_lines
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.doubts import Kind, shortened
from zhenggai.importers.xlsx_doubts import CellDoubt, Omission
from zhenggai.importers.xlsx_flat import find_flat
from zhenggai.importers.xlsx_plan import validated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.xlsx_cells import Book, Sheet
    from zhenggai.importers.xlsx_flat import FlatRow, FlatSheet
    from zhenggai.model import Plan

_TEXTS = {
    Flat.DESCRIPTION: "问题描述",
    Flat.GOAL: "整改目标",
    Flat.UNITS: "责任单位",
    Flat.LEAD_UNIT: "牵头单位",
    Flat.SUPPORTING_UNITS: "配合单位",
    Flat.LEAD: "牵头负责人",
    Flat.PERSON: "责任人",
    Flat.ACCEPTING_UNIT: "验收单位",
    Flat.NOTE: "备注",
}
_LISTS = {Flat.MEASURES: "整改措施", Flat.SOURCES: "问题来源"}
_DEADLINE = {Flat.DEADLINE: "原文", Flat.DEADLINE_DAY: "日期", Flat.DEADLINE_KIND: "性质"}
_STRUCTURE = (Flat.CATEGORY, Flat.ISSUE_NUMBER, Flat.ISSUE, Flat.TASK, Flat.SHARED_DESCRIPTION)


@dataclass(slots=True)
class OwnReading:
    """What came back: the plan, its id, the doubts, and the rows that were not taken over."""

    plan: Plan
    plan_id: str
    doubts: list[CellDoubt] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)


def read_own(book: Book) -> OwnReading | None:
    """Return the plan of a workbook with the sheets 方案 and 明细, None where it is no such workbook.

    Raises:
        ZhenggaiError: the sheet 方案 was changed and gives no plan any more.
    """
    sheet = book.sheet(PLAN_SHEET)
    if sheet is None or (sheet.text(1, 1), sheet.text(1, 2)) != HEADINGS:
        return None
    flat_sheet = book.sheet(FLAT_SHEET)
    flat = find_flat(flat_sheet) if flat_sheet else None
    data = _tree(sheet, book.name)
    reading = OwnReading(validated(data), book.properties.get(PLAN_PROPERTY, ""))
    if flat is not None and _merge(flat, data, reading):
        reading.plan = validated(data)
    return reading


def _tree(sheet: Sheet, file: str) -> dict[str, Any]:
    lines = [(sheet.text(row, 1), sheet.text(row, 2)) for row in sheet.row_numbers if row > 1]
    try:
        return from_lines(lines)
    except ValueError as error:
        raise ZhenggaiError(
            f"{file} 的隐藏工作表“{PLAN_SHEET}”被改动过，{error}", "请用没有改过的文件；或者用 --sheet 指明按哪张表读"
        ) from error


def _merge(flat: FlatSheet, data: dict[str, Any], reading: OwnReading) -> bool:
    """Put what was edited in 明细 into the tree, and say whether anything was."""
    tasks = {task["编号"]: (category, issue, task) for category, issue, task in _tasks(data)}
    own = list(dict.fromkeys(name for _, _, task in tasks.values() for name in task.get("附加", {})))
    seen: set[str] = set()
    changed = False
    for row in flat.rows:
        if row.task_id not in tasks or row.task_id in seen:
            reading.omissions.append(_stranger(flat, row, is_known=row.task_id in seen))
            continue
        seen.add(row.task_id)
        category, issue, task = tasks[row.task_id]
        if not row.is_official([own_heading(name) for name in own]):
            changed = True
            reading.doubts.extend(_edited(flat, row, task, own))
            reading.doubts.extend(_moved(flat, row, category, issue))
        if row.is_filled_in:
            message = "填报的内容改过，没有读入；请用 zhenggai collect 收"
            reading.doubts.append(CellDoubt(Kind.PROGRESS, flat.place(row, Flat.PROGRESS), message))
    for identity in [identity for identity in tasks if identity not in seen]:
        message = f"没有任务 {identity} 的行，照原样保留"
        reading.doubts.append(CellDoubt(Kind.MISSING, flat.sheet.name, message))
    reading.omissions.extend(_inserted(flat, own))
    return changed


def _tasks(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    for category in data.get("类型", ()):
        for issue in category.get("问题", ()):
            for task in issue.get("任务", ()):
                yield category, issue, task


def _stranger(flat: FlatSheet, row: FlatRow, *, is_known: bool) -> Omission:
    text = shortened("；".join(cell.text for cell in row.cells.values()))
    reason = f"{'编号重复' if is_known else '新加的行'}，没有读入；要增加任务请用 add-task"
    return Omission(f"{flat.sheet.name}!第{row.number}行", text, reason, len(row.cells))


def _inserted(flat: FlatSheet, own: list[str]) -> Iterator[Omission]:
    """Yield the columns that somebody has put in."""
    known = {*Flat, *map(own_heading, own)}
    for heading in flat.headings:
        count = sum(heading in row.cells for row in flat.rows)
        if heading not in known and count:
            yield Omission(f"{flat.sheet.name}!{heading}", "", "新加的列，没有读入", count)


def _edited(flat: FlatSheet, row: FlatRow, task: dict[str, Any], own: list[str]) -> Iterator[CellDoubt]:
    """Take over the cells of a row, and yield a doubt for each that differs."""
    for heading, key in _TEXTS.items():
        if row.text(heading) != _clean(task.get(key, "")):
            _put(task, key, row.text(heading))
            yield _edit(flat, row, heading)
    for heading, key in _LISTS.items():
        if row.text(heading) != join_items(_clean(item) for item in task.get(key, ())):
            _put(task, key, list(split_items(row.text(heading))))
            yield _edit(flat, row, heading)
    deadline = task.get("整改时限", {})
    if any(row.text(heading) != _clean(deadline.get(key, "")) for heading, key in _DEADLINE.items()):
        stated = {key: row.text(heading) for heading, key in _DEADLINE.items() if row.text(heading)}
        _put(task, "整改时限", stated)
        yield _edit(flat, row, Flat.DEADLINE)
    for name in own:
        text = row.text(own_heading(name))
        if text != _clean(task.get("附加", {}).get(name, "")):
            _put(task.setdefault("附加", {}), name, text)
            yield _edit(flat, row, own_heading(name))


def _put(tree: dict[str, Any], key: str, value: Any) -> None:
    if value:
        tree[key] = value
    else:
        tree.pop(key, None)


def _edit(flat: FlatSheet, row: FlatRow, heading: str) -> CellDoubt:
    return CellDoubt(Kind.CONFLICT, flat.place(row, heading), f"“{heading}”改过，按表里的读")


def _moved(flat: FlatSheet, row: FlatRow, category: dict[str, Any], issue: dict[str, Any]) -> Iterator[CellDoubt]:
    """Yield a doubt for what stands in several rows, or names the task: it cannot be changed in one of them."""
    there = (category["名称"], issue["编号"], issue["具体问题"], row.task_id, issue.get("问题描述", ""))
    for heading, text in zip(_STRUCTURE, there, strict=True):
        if row.text(heading) != _clean(text):
            message = f"“{heading}”改过，没有读入；请导入后用 zhenggai edit 改"
            yield CellDoubt(Kind.CONFLICT, flat.place(row, heading), message)


def _clean(text: str) -> str:
    """Return a text as 明细 shows it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
