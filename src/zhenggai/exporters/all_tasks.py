"""The tasks of many plans in one workbook: a single sheet 明细, written row by row, for filters over all of them.

Plans are taken one at a time and only the cells of their tasks are kept, so memory grows with the texts that are shown
and not with the logs behind them. A row has the hidden columns of any other 明细 and comes back through collect alike.
Texts have no looks of their own and a row is one line high: tens of thousands of them are for searching.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from zhenggai.columns.flat import FLAT_SHEET, HIDDEN, Flat, escaped
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters import page_setup, sheet_flat
from zhenggai.exporters.clean import clean
from zhenggai.exporters.saving import describe, saved
from zhenggai.exporters.sheet_flat import DATE, HEADING, HEADING_ROW, TEXT, column_width, letter
from zhenggai.exporters.styles import Stamp, set_normal_font
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from zhenggai.exporters.flat_cells import FlatTable, Value
    from zhenggai.exporters.options import PrintOptions

MOST_TASKS = 1_048_576 - HEADING_ROW
"""Rows that Excel has in a sheet (ECMA-376 leaves it open), without those of the headings."""

_TITLE = "全部任务"
_WHENCE = {"台账位置": 20.0, "方案": 14.0, "方案标题": 30.0}
"""The columns on the left that say where a task is from, with their widths; collect passes over them."""
_BEFORE = len(_WHENCE)
_OFFICIAL = len(Flat)


@dataclass(slots=True)
class AllTasks:
    """The rows gathered so far, as of the day of `options`; `warnings` say what had to go."""

    options: PrintOptions
    warnings: list[str] = field(default_factory=list)
    _rows: list[tuple[tuple[str, ...], tuple[Value, ...], dict[str, Value]]] = field(default_factory=list)
    _own: dict[str, None] = field(default_factory=dict)

    def add(self, folder: str, plan_id: str, title: str, table: FlatTable) -> None:
        """Take the tasks of a plan whose file stands in that folder: its 明细 as of the day.

        Raises:
            ZhenggaiError: there are more tasks than a sheet has rows.
        """
        if len(self._rows) + len(table.rows) > MOST_TASKS:
            raise ZhenggaiError(
                f"任务超过 {MOST_TASKS} 项，Excel 一张表放不下", "请按方案分几次导出，或者用 export parquet"
            )
        whence = tuple(clean(text, "方案标题")[0] for text in (folder, plan_id, title))
        own = table.headings[_OFFICIAL:]
        self._own.update(dict.fromkeys(own))
        self.warnings += (f"{plan_id}：{warning}" for warning in table.warnings)
        for values in table.rows:
            extra = {name: value for name, value in zip(own, values[_OFFICIAL:], strict=True) if value != ""}
            self._rows.append((whence, values[:_OFFICIAL], extra))

    def __len__(self) -> int:
        """Return how many tasks there are."""
        return len(self._rows)

    def workbook(self) -> bytes:
        """Return the workbook (.xlsx); the same plans and options give the same bytes."""
        workbook = Workbook(write_only=True)
        set_normal_font(workbook)
        sheet: WriteOnlyWorksheet = workbook.create_sheet(FLAT_SHEET)
        whence = (f"{name}（本表）" if name in self._own else name for name in _WHENCE)
        headings = (*whence, *(heading.value for heading in Flat), *self._own)
        _shape(sheet, headings)
        page_setup.set_up(sheet, self.options.paper, HEADING_ROW)  # type: ignore[arg-type]  # the same
        _write(sheet, headings, self._cells(), self.options)
        last_column, last_row = get_column_letter(len(headings)), HEADING_ROW + max(1, len(self._rows))
        sheet.auto_filter.ref = f"A{HEADING_ROW}:{last_column}{last_row}"  # type: ignore[attr-defined]  # the same
        sheet_flat.offer_statuses(sheet, last_row, list(Status), _BEFORE)
        sheet_flat.colour(sheet, f"{letter(Flat.CATEGORY, _BEFORE)}{HEADING_ROW + 1}:{last_column}{last_row}", _BEFORE)
        describe(workbook, _TITLE, self.options.as_of, {})
        return saved(workbook)

    def _cells(self) -> Iterator[tuple[Value, ...]]:
        for whence, values, extra in self._rows:
            yield (*whence, *values, *(extra.get(name, "") for name in self._own))


def _shape(sheet: Any, headings: Sequence[str]) -> None:
    """Set widths, hidden columns and what stays in sight: it stands before the rows in the file."""
    widths = tuple(_WHENCE.values())
    for number, heading in enumerate(headings, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = widths[number - 1] if number <= _BEFORE else column_width(heading)
        dimension.hidden = _BEFORE < number <= _BEFORE + len(Flat) and heading in HIDDEN
    sheet.freeze_panes = f"{letter(Flat.SHARED_DESCRIPTION, _BEFORE)}{HEADING_ROW + 1}"


def _write(sheet: Any, headings: Sequence[str], rows: Iterable[Sequence[Value]], options: PrintOptions) -> None:
    stamp = Stamp(sheet)
    first: list[Any] = [None] * len(headings)
    for place, value, look in sheet_flat.top(options):
        first[coordinate_to_tuple(place)[1] - 1] = stamp.cell(value, look)
    sheet.append(first)
    sheet.append([stamp.cell(heading, HEADING) for heading in headings])
    for values in rows:
        sheet.append([_cell(stamp, value) if value != "" else None for value in values])


def _cell(stamp: Stamp, value: Value) -> Any:
    """Return what openpyxl writes as it is: of a text that is only the text, in the workbook's ordinary looks."""
    if isinstance(value, date):
        return stamp.cell(value, DATE)
    if isinstance(value, int) or not (value.startswith("=") or value in ERROR_CODES):
        return value if isinstance(value, int) else escaped(value)
    return stamp.cell(value, TEXT)  # openpyxl would take it for a formula or an error
