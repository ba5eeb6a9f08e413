"""One workbook a responsible unit: its tasks alone, what it may fill in open and all else locked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl import Workbook

from zhenggai.columns.flat import FLAT_SHEET, UNIT_PROPERTY, Flat
from zhenggai.exporters import sheet_flat
from zhenggai.exporters.clean import clean
from zhenggai.exporters.file_names import file_names
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.saving import describe, saved
from zhenggai.exporters.styles import set_normal_font
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from zhenggai.exporters.flat_cells import FlatTable
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.model import Plan, Task
    from zhenggai.roster import Roster

_SHEET_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class UnitWorkbook:
    """A workbook to be sent to a unit: under which file name, and how many tasks are in it."""

    unit: str
    file_name: str
    raw: bytes
    tasks: int


def responsible_units(task: Task, roster: Roster) -> tuple[str, ...]:
    """Return the units that answer for a task: 责任单位 and 牵头单位, collectives expanded by the roster."""
    wordings = filter(None, (task.units, task.lead_unit))
    return tuple(dict.fromkeys(unit for wording in wordings for unit in read_units(wording, roster).units))


def units_of(plan: Plan, roster: Roster) -> tuple[str, ...]:
    """Return every unit that answers for some task of a plan, in the order they come up."""
    return tuple(dict.fromkeys(unit for _, _, task in plan.rows() for unit in responsible_units(task, roster)))


def unit_workbooks(plans: Mapping[str, Plan], roster: Roster, options: PrintOptions) -> Iterator[UnitWorkbook]:
    """Yield a workbook for every unit of the plans, which are given by id; each plan has a sheet of its own.

    The same plans, roster and options give the same bytes. Raises ZhenggaiError for a text no cell can hold.
    """
    tables = {plan_id: flat_table(plan_id, plan, options.as_of) for plan_id, plan in plans.items()}
    names = file_names(dict.fromkeys(unit for plan in plans.values() for unit in units_of(plan, roster)), ".xlsx")
    answering = {
        plan_id: [responsible_units(task, roster) for _, _, task in plan.rows()] for plan_id, plan in plans.items()
    }
    for unit, file_name in names.items():
        own = {
            plan_id: _for_unit(table, [unit in units for units in answering[plan_id]], unit)
            for plan_id, table in tables.items()
        }
        sheets = {plan_id: table for plan_id, table in own.items() if table.rows}
        tasks = sum(len(table.rows) for table in sheets.values())
        yield UnitWorkbook(unit, file_name, _workbook(unit, sheets, plans, options), tasks)


def undivided(plans: Mapping[str, Plan], roster: Roster) -> tuple[str, ...]:
    """Return the collective wordings that the roster does not expand, so that one workbook stands for many units."""
    units = dict.fromkeys(unit for plan in plans.values() for unit in units_of(plan, roster))
    return tuple(unit for unit in units if unit.startswith(("各", "有关", "相关")) and not roster.knows(unit))


def _for_unit(table: FlatTable, is_theirs: Sequence[bool], unit: str) -> FlatTable:
    """Return the rows of a unit, each with the unit's name in the hidden column that comes back with it."""
    at = table.headings.index(Flat.RECIPIENT)
    name, _ = clean(unit, "单位")
    rows = tuple(
        (*values[:at], name, *values[at + 1 :]) for values, theirs in zip(table.rows, is_theirs, strict=True) if theirs
    )
    return replace(table, rows=rows)


def _workbook(unit: str, tables: Mapping[str, FlatTable], plans: Mapping[str, Plan], options: PrintOptions) -> bytes:
    workbook = Workbook()
    set_normal_font(workbook)
    first = workbook.active or workbook.create_sheet()
    rows: dict[Worksheet, list[str]] = {}
    for position, (plan_id, table) in enumerate(tables.items()):
        name = FLAT_SHEET if len(tables) == 1 else _sheet_name(plan_id, workbook.sheetnames)
        sheet = first if position == 0 else workbook.create_sheet()
        sheet.title = name
        rows[sheet] = sheet_flat.write(sheet, table, options, clean(unit, "单位")[0])
    title = next(iter(plans[plan_id].title for plan_id in tables))
    describe(workbook, title, options.as_of, {UNIT_PROPERTY: unit})
    return saved(workbook, rows)


def _sheet_name(plan_id: str, taken: Sequence[str]) -> str:
    """Return a plan's id as the name of its sheet, cut to what a name may have; cut names may be the same."""
    names = {name.casefold() for name in taken}
    name, number = plan_id[:_SHEET_NAME_LENGTH], 2
    while name.casefold() in names:
        end = f"-{number}"
        name, number = plan_id[: _SHEET_NAME_LENGTH - len(end)] + end, number + 1
    return name
