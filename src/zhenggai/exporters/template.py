"""A superior's empty form filled in: its sheet, styles, widths, title and order stay, rows are put in as needed."""

from __future__ import annotations

import io
import warnings
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from zhenggai.columns import Term, column, own_column
from zhenggai.columns.flat import Flat, escaped
from zhenggai.dates import chinese_day
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters import typeset
from zhenggai.exporters.cells import places, text_of
from zhenggai.exporters.clean import clean
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.form_drawings import carried
from zhenggai.exporters.form_rows import Body, make_room, merge
from zhenggai.exporters.saving import saved
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_headings import Field, fold
from zhenggai.importers.xlsx_rows import tell_apart
from zhenggai.importers.xlsx_table import find_table, likeness, with_choices
from zhenggai.importers.xlsx_values import date_format
from zhenggai.wording.numerals import to_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.exporters.cells import Place
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.importers.xlsx_table import Column, Table
    from zhenggai.model import Plan

_FLAT = {
    Field.SHARED_DESCRIPTION: Flat.SHARED_DESCRIPTION,
    Field.DEADLINE_DAY: Flat.DEADLINE_DAY,
    Field.DEADLINE_KIND: Flat.DEADLINE_KIND,
    Field.PROGRESS_DAY: Flat.PROGRESS_DAY,
    Field.PROGRESS_UNIT: Flat.PROGRESS_UNIT,
}
"""Fields that only 明细 shows; all others are terms of the printed ledger."""
_OF_CATEGORY = {Field.CATEGORY}
_OF_ISSUE = {Field.ISSUE, Field.ISSUE_NUMBER, Field.SHARED_DESCRIPTION}
_DERIVED = {Term.ORDINAL, Term.NUMBER, Term.TASK, Term.STATUS, Term.DUE}
_USUAL_WIDTH = 8.43
_USUAL_SIZE = 11.0

Value = str | int | date


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read: the whole file, and the table in it."""

    raw: bytes
    table: Table


def read_form(raw: bytes, name: str, lexicon: Lexicon, choices: Mapping[str, str]) -> Form:
    """Return an empty form whose heading was found; `choices` are columns mapped by hand.

    Raises:
        NoSuchThing: there is no such column or field.
        ZhenggaiError: it cannot be read, has no heading, or is filled in already.
    """
    book = read_book(raw, name)
    tables = [table for one in book.sheets if not one.is_hidden and (table := find_table(one, lexicon))]
    if not tables:
        raise ZhenggaiError(
            f"表样 {name} 里没有找到表头",
            "表头要有“问题”“整改措施”“责任单位”一类的栏；写法特别的，请写进工作区的 headings.tsv",
        )
    table = with_choices(max(tables, key=likeness), choices)
    for record in tell_apart(table, lexicon).records:
        if record.own or record.cells.keys() - {Field.ORDINAL}:
            raise ZhenggaiError(
                f"表样 {name} 的工作表“{table.sheet.name}”第 {record.row} 行已经有内容", "请用没有填过的空表"
            )
    return Form(raw, table)


def filled(form: Form, plan_id: str, plan: Plan, options: PrintOptions) -> tuple[bytes, tuple[str, ...]]:
    """Return the form filled in, and Chinese warnings: headings it could not fill, content it has no column for.

    The same form, plan and options give the same bytes. Raises ZhenggaiError for a text no cell can hold.
    """
    with warnings.catch_warnings():
        # openpyxl speaks of extensions that it drops; what matters of them is said below.
        warnings.simplefilter("ignore")
        workbook = load_workbook(io.BytesIO(form.raw))
    sheet: Worksheet = workbook[form.table.sheet.name]
    rows = _Rows(form.table, plan_id, plan, options)
    body = _body(form.table, sheet)
    insertion = make_room(workbook, sheet, body, len(rows.places))
    _clear(sheet, body)
    too_tall = _write(sheet, body, form.table, rows)
    _fill_head(sheet, form.table, options.reporting_unit or next(iter(plan.issuers), ""), options.as_of)
    workbook.properties.created = workbook.properties.created or datetime.combine(options.as_of, time())
    said = (*_unfilled(form.table, rows), *_unshown(form.table, plan_id, plan, options), *too_tall)
    for one in workbook.worksheets:
        # Charts are carried over whole with everything else that is drawn.
        one._charts = []  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way to leave them out
    raw = carried(form.raw, saved(workbook), insertion)
    return raw, (*rows.warnings, *said)


class _Rows:
    """What every column of a form shows for every task of a plan."""

    def __init__(self, table: Table, plan_id: str, plan: Plan, options: PrintOptions) -> None:
        self.places = tuple(places(plan))
        self.warnings: list[str] = []
        self.own = {name for place in self.places for name in place.task.extra}
        self._options = options
        flat = flat_table(plan_id, plan, options.as_of)
        self._flat = [dict(zip(flat.headings, values, strict=True)) for values in flat.rows]
        # 序号 beside 数量 counts the categories, 序号 alone the problems.
        self._counts_categories = table.column(Field.ISSUE_NUMBER) is not None

    def value(self, number: int, of: Column) -> Value:
        """Return what a column shows for the task of that number, "" for nothing."""
        found = self._value(number, of)
        if not isinstance(found, str):
            return found
        text, warning = clean(found, f"任务 {self.places[number].task.id} 的“{of.heading}”")
        self.warnings += [warning] if warning else []
        return text

    def _value(self, number: int, of: Column) -> Value:
        place = self.places[number]
        if of.field is Field.OWN:
            return place.task.extra.get(of.heading, "")
        if of.field is Field.ORDINAL:
            return to_chinese(place.ordinal) if self._counts_categories else place.issue.number
        if of.field is Field.ISSUE_NUMBER:
            return place.issue.number
        if of.field in _FLAT:
            return self._flat[number].get(_FLAT[of.field], "")
        if of.field in {Field.SKIPPED, Field.REFERENCE}:
            return ""
        return text_of(place, column(Term(of.field.value)), self._options)

    def group(self, number: int, of: Column) -> tuple[object, ...]:
        """Name the run of rows that a column is merged over."""
        place = self.places[number]
        category = (place.ordinal,)
        issue = (place.ordinal, place.issue.number)
        if of.field in _OF_CATEGORY or (of.field is Field.ORDINAL and self._counts_categories):
            return category
        if of.field in _OF_ISSUE or of.field is Field.ORDINAL or _is_shared(place, of):
            return issue
        return (*issue, place.task.id)


def _is_shared(place: Place, of: Column) -> bool:
    """Say whether a 问题描述 is that of all tasks of its problem, and of none of them alone."""
    alone = any(task.description for task in place.issue.tasks)
    return of.field is Field.DESCRIPTION and place.issue.description is not None and not alone


def _body(table: Table, sheet: Worksheet) -> Body:
    """Return the rows between the heading and the first line of the foot; a form may have one row or twenty."""
    first = table.bottom + 1
    ordinals = table.column(Field.ORDINAL)
    numbered = ordinals.index if ordinals else 0
    below = [
        number
        for number in table.sheet.row_numbers
        if number >= first
        and any(cell.column != numbered or not cell.text.isdecimal() for cell in table.sheet.row(number))
    ]
    foot = below[0] if below else max(sheet.max_row, first) + 1
    wide = tuple(
        sorted((area.left, area.right) for area in table.sheet.areas if area.top == first < foot and area.is_wide)
    )
    if foot == first:  # no empty row at all: the foot moves down for the first one
        return Body(first, 0, foot, (), sheet.max_column)
    return Body(first, foot - first, foot, wide, sheet.max_column)


def _clear(sheet: Worksheet, body: Body) -> None:
    """Take out the numbers that a form has printed into its rows."""
    for row in range(body.first, body.foot):
        for number in range(1, body.last_column + 1):
            sheet.cell(row, number).value = None


def _write(sheet: Worksheet, body: Body, table: Table, rows: _Rows) -> list[str]:
    """Write every task, and return which of them need more height than a row can have."""
    heights = [sheet.row_dimensions[body.first + number].height or 0.0 for number in range(len(rows.places))]
    for of in table.columns:
        width = sum(_width(sheet, number) for number in range(of.index, body.right_of(of.index) + 1))
        for _group, run in groupby(range(len(rows.places)), key=lambda number: rows.group(number, of)):
            numbers = list(run)
            value = rows.value(numbers[0], of)
            first, last = body.first + numbers[0], body.first + numbers[-1]
            _put(sheet.cell(first, of.index), value)
            merge(sheet, body, of.index, first, last)
            need = _height(sheet.cell(first, of.index), str(value), width) / len(numbers)
            for number in numbers:
                heights[number] = max(heights[number], need)
    for number, height in enumerate(heights):
        if height:
            sheet.row_dimensions[body.first + number].height = min(height, typeset.TALLEST_ROW)
    tall = [rows.places[number].task.id for number, height in enumerate(heights) if height > typeset.TALLEST_ROW]
    return [f"任务 {'、'.join(tall)} 的内容超过一行能有的高度，打印时会少一截，请拆行或缩小字号"] if tall else []


def _put(cell: Any, value: Value) -> None:
    """Write a value into a cell of the form: text stays text and is wrapped, a day is one where one is expected."""
    if isinstance(value, date):
        if date_format(cell.number_format):
            cell.value = value
            return
        value = chinese_day(value)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = escaped(value)
        cell.data_type = "s"
        if not cell.alignment.wrap_text:
            alignment = copy(cell.alignment)
            alignment.wrap_text = True
            cell.alignment = alignment


def _width(sheet: Worksheet, number: int) -> float:
    return sheet.column_dimensions[get_column_letter(number)].width or _USUAL_WIDTH


def _height(cell: Any, text: str, width: float) -> float:
    """Return the points a text takes in a cell of that width, in the cell's own size of type."""
    size = float(cell.font.size or _USUAL_SIZE)
    return typeset.height(typeset.count_lines(text, max(1.0, typeset.capacity(width, size))), size) if text else 0.0


def _fill_head(sheet: Worksheet, table: Table, unit: str, day: date) -> None:
    """Complete 填报单位： and 填报日期： over the table where nothing stands behind them."""
    for row in range(1, table.top):
        for cell in table.sheet.row(row):
            if fold(cell.text) == "填报单位" and unit:
                sheet.cell(cell.row, cell.column).value = f"填报单位：{escaped(clean(unit, '填报单位')[0])}"
            elif fold(cell.text) == "填报日期":
                sheet.cell(cell.row, cell.column).value = f"填报日期：{chinese_day(day)}"


def _unfilled(table: Table, rows: _Rows) -> Iterator[str]:
    """Name the headings of the form that the plan has nothing for."""
    empty = [
        f"{one.letter} {one.heading}" for one in table.columns if one.field is Field.OWN and one.heading not in rows.own
    ]
    if empty:
        yield f"表样的这些栏没有对应的内容，没有填：{'、'.join(empty)}；要填请用 --map 列=字段"


def _unshown(table: Table, plan_id: str, plan: Plan, options: PrintOptions) -> Iterator[str]:
    """Name the content of the plan that the form has no column for."""
    shown = {one.field.value for one in table.columns}
    headings = {one.heading for one in table.columns}
    found: Sequence[Place] = tuple(places(plan))
    own = dict.fromkeys(name for place in found for name in place.task.extra)
    terms = [column(term) for term in Term if term not in _DERIVED and term.value not in shown]
    possible = terms + [own_column(name) for name in own if name not in headings]
    missing = [one.name for one in possible if any(text_of(place, one, options) for place in found)]
    if missing:
        yield f"表样没有这些栏：{'、'.join(missing)}；方案 {plan_id} 里填写的内容没有印出"
