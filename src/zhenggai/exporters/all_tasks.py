"""The tasks of many plans in one workbook: a single sheet 明细, written row by row, for filters over all of them.

Plans are taken one at a time and only the cells of their tasks are kept, so memory grows with the texts that are shown
and not with the logs behind them. A row has the hidden columns of any other 明细 and comes back through collect alike.
Texts have no looks of their own and a row is one line high: tens of thousands of them are for searching.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

from zhenggai.columns.flat import FLAT_SHEET, HIDDEN, Flat
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters import page_setup, sheet_flat
from zhenggai.exporters.clean import clean
from zhenggai.exporters.row_xml import measure, row
from zhenggai.exporters.saving import describe, saved
from zhenggai.exporters.sheet_flat import DATE, HEADING, HEADING_ROW, TEXT, column_width, letter
from zhenggai.exporters.styles import Styles, set_normal_font
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.exporters.flat_cells import FlatTable
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.exporters.row_xml import Value

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
        workbook = Workbook()
        set_normal_font(workbook)
        sheet = workbook.active or workbook.create_sheet()
        sheet.title = FLAT_SHEET
        whence = (f"{name}（本表）" if name in self._own else name for name in _WHENCE)
        headings = (*whence, *(heading.value for heading in Flat), *self._own)
        _shape(sheet, headings, len(self._rows))
        page_setup.set_up(sheet, self.options.paper, HEADING_ROW)
        describe(workbook, _TITLE, self.options.as_of, {})
        styles = Styles(sheet)
        first = [(column, value, styles[look]) for column, value, look in sheet_flat.top(self.options)]
        second = [(column, heading, styles[HEADING]) for column, heading in enumerate(headings, start=1)]
        # Looks get their numbers now: the tasks are written when the list of looks stands in the file already.
        tasks = self._written(styles[DATE], styles[TEXT])
        return saved(workbook, {sheet: chain((row(1, first), row(HEADING_ROW, second)), tasks)})

    def _written(self, day: int, text: int) -> Iterator[str]:
        """Yield the rows of the tasks; `day` and `text` are the styles of what has one."""
        for number, (whence, values, extra) in enumerate(self._rows, start=HEADING_ROW + 1):
            whole = (*whence, *values, *(extra.get(name, "") for name in self._own))
            yield row(
                number, ((column, value, _style(value, day, text)) for column, value in enumerate(whole, start=1))
            )


def _shape(sheet: Worksheet, headings: Sequence[str], tasks: int) -> None:
    """Set widths, hidden columns, what stays in sight, the filter, the drop-down and the colours."""
    widths = tuple(_WHENCE.values())
    for number, heading in enumerate(headings, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = widths[number - 1] if number <= _BEFORE else column_width(heading)
        dimension.hidden = _BEFORE < number <= _BEFORE + len(Flat) and heading in HIDDEN
    sheet.freeze_panes = f"{letter(Flat.SHARED_DESCRIPTION, _BEFORE)}{HEADING_ROW + 1}"
    last_column, last_row = get_column_letter(len(headings)), HEADING_ROW + max(1, tasks)
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{last_column}{last_row}"
    sheet_flat.offer_statuses(sheet, last_row, list(Status), _BEFORE)
    sheet_flat.colour(sheet, f"{letter(Flat.CATEGORY, _BEFORE)}{HEADING_ROW + 1}:{last_column}{last_row}", _BEFORE)
    measure(sheet, len(headings), HEADING_ROW + tasks)


def _style(value: Value, day: int, text: int) -> int:
    """Give days their format, and mark as text what would become something else if a person typed it again."""
    if isinstance(value, str):
        return text if value.startswith("=") or value in ERROR_CODES else 0
    return day if isinstance(value, date) else 0
