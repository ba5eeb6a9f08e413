"""A table of tasks put together as a plan: categories, problems, numbers, and what the table does not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.doubts import Kind, shortened
from zhenggai.importers.xlsx_doubts import CellDoubt, runs
from zhenggai.importers.xlsx_groups import group
from zhenggai.importers.xlsx_headings import Field
from zhenggai.importers.xlsx_tasks import TaskReader
from zhenggai.model import Plan
from zhenggai.store import schema_errors
from zhenggai.wording.numerals import split_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhenggai.importers.xlsx_cells import Cell, Sheet
    from zhenggai.importers.xlsx_groups import Group, Grouped
    from zhenggai.importers.xlsx_rows import Record
    from zhenggai.importers.xlsx_table import Table
    from zhenggai.importers.xlsx_tasks import Basis

NO_CATEGORY = "未分类"
NO_TITLE = "（表里没有写问题）"
_LONGEST_TITLE = 60
_COUNTED = (Field.ORDINAL, Field.ISSUE_NUMBER, Field.TASK)
_WANTED = ((Field.MEASURES, "整改措施"), (Field.DEADLINE, "整改时限"), (Field.UNITS, "责任单位"))


@dataclass(slots=True)
class Doubts:
    """Collects doubts about the cells of one sheet, each once."""

    sheet: Sheet
    found: dict[CellDoubt, None] = field(default_factory=dict)

    def say(self, kind: Kind, cell: Cell, message: str) -> None:
        """Put down a doubt about a cell."""
        self.found.setdefault(CellDoubt(kind, self.sheet.place(cell), message))

    def say_of_rows(self, kind: Kind, rows: Sequence[int], message: str) -> None:
        """Put down one doubt about rows, if there are any: `台账!第4—6、9行`."""
        if rows:
            self.say_of(kind, f"第{'、'.join(runs(rows))}行", message)

    def say_of(self, kind: Kind, where: str, message: str) -> None:
        """Put down a doubt about a row, a column or the whole sheet."""
        self.found.setdefault(CellDoubt(kind, f"{self.sheet.name}!{where}" if where else self.sheet.name, message))


def plan_of(table: Table, records: Sequence[Record], title: str, basis: Basis, doubts: Doubts) -> Plan:
    """Return the plan that a table says, with `title`; what is doubtful goes to `doubts`.

    Raises:
        ZhenggaiError: the table says something no plan may hold.
    """
    grouped = group(records)
    unused = {
        column.heading: of for of in _COUNTED if of not in grouped.used and (column := table.column(of)) is not None
    }
    headings = {column.field: column.heading for column in table.columns}
    reader = TaskReader(basis, doubts.say, unused, headings, is_flat=table.is_flat)
    _doubt_structure(table, records, grouped, unused, doubts)
    categories: dict[str, list[dict[str, Any]]] = {}
    for one in grouped.groups:
        categories.setdefault(one.category or NO_CATEGORY, []).append(_issue(one, reader))
    data: dict[str, Any] = {
        "格式": "1",
        "标题": title,
        **({"印发日期": basis.issued.isoformat()} if basis.issued else {}),
        "类型": [{"名称": name, "问题": issues} for name, issues in categories.items()],
    }
    return validated(data)


def validated(data: Mapping[str, Any]) -> Plan:
    """Return the plan of a tree of official keys and texts.

    Raises:
        ZhenggaiError: it is none; the first thing that is wrong is named.
    """
    try:
        return Plan.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        first = schema_errors.findings(error, Plan, data)[0]
        where = "".join(f"第{step + 1}个" if isinstance(step, int) else step for step in first.loc)
        raise ZhenggaiError(f"表里的内容写不成台账：{where}：{first.message}", first.remedy) from error


def _issue(one: Group, reader: TaskReader) -> dict[str, Any]:
    tasks = [reader.task(record, identity) for record, identity in zip(one.records, one.ids, strict=True)]
    first = one.records[0]
    issue: dict[str, Any] = {"编号": str(one.number), "具体问题": _title(first, tasks[0], reader)}
    shared = reader.joined(first.cells.get(Field.SHARED_DESCRIPTION, ()))
    descriptions = {task.get("问题描述") for task in tasks}
    if not shared and len(tasks) > 1 and len(descriptions) == 1 and None not in descriptions:
        shared = str(descriptions.pop())
        for task in tasks:
            del task["问题描述"]
    if shared:
        issue["问题描述"] = shared
    return issue | {"任务": tasks}


def _title(record: Record, task: Mapping[str, Any], reader: TaskReader) -> str:
    """Return the name of a problem; without one, the first sentence of what else the row says."""
    if cells := record.cells.get(Field.ISSUE):
        return reader.joined(cells)
    for text in (task.get("问题描述"), task.get("整改目标"), *task.get("整改措施", ())):
        if text:
            sentence = split_mark(str(text))[1].split("\n", 1)[0].split("。", 1)[0]
            return sentence if len(sentence) <= _LONGEST_TITLE else f"{sentence[:_LONGEST_TITLE]}……"
    return NO_TITLE


def _doubt_structure(
    table: Table, records: Sequence[Record], grouped: Grouped, unused: Mapping[str, Field], doubts: Doubts
) -> None:
    doubts.say_of_rows(Kind.STRUCTURE, grouped.unmarked, "没有写具体问题，归到上一行的问题")
    continued = [row for record in records if not record.reference for row in record.continued]
    doubts.say_of_rows(Kind.STRUCTURE, continued, "接在上一行的任务后面")
    for heading in unused:
        doubts.say_of(
            Kind.NUMBERING, heading, "不能当编号用（有重复、有空缺或不是数），编号从 1 起新编，原来的放在“附加”里"
        )
    _doubt_missing(table, records, doubts)
    _doubt_scattered(grouped, doubts)


def _doubt_missing(table: Table, records: Sequence[Record], doubts: Doubts) -> None:
    """Name the columns a ledger should have and this one has not, and the rows where such a column is blank."""
    if table.column(Field.CATEGORY) is None and not any(record.band for record in records):
        doubts.say_of(Kind.MISSING, "", f"没有“类型”一列，都放在“{NO_CATEGORY}”下")
    if table.column(Field.ISSUE) is None:
        doubts.say_of(Kind.MISSING, "", "没有“具体问题”一列，问题名称取自问题描述（或措施）的第一句")
    for of, name in _WANTED:
        others = (Field.LEAD_UNIT,) if of is Field.UNITS else ()
        if all(table.column(one) is None for one in (of, *others)):
            doubts.say_of(Kind.MISSING, "", f"没有“{name}”一列")
            continue
        blank = [record.row for record in records if all(record.cell(one) is None for one in (of, *others))]
        doubts.say_of_rows(Kind.MISSING, blank, f"没有写{name}")


def _doubt_scattered(grouped: Grouped, doubts: Doubts) -> None:
    """Name the categories that come again after another one."""
    seen: set[str] = set()
    again: dict[str, list[int]] = {}
    last: str | None = None
    for one in grouped.groups:
        if one.category != last and one.category in seen:
            again.setdefault(one.category, []).append(one.records[0].row)
        seen.add(one.category)
        last = one.category
    for category, rows in again.items():
        message = f"类型“{shortened(category)}”前面已经有过，导入后排在一起"
        doubts.say_of_rows(Kind.STRUCTURE, rows, message)
