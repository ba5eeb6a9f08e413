"""A plan as a workbook: the printed ledger, 明细 and 方案, as bytes that are the same whenever the ledger is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from zhenggai.columns.flat import FLAT_SHEET, PLAN_PROPERTY
from zhenggai.columns.plan_sheet import PLAN_SHEET
from zhenggai.exporters import sheet_flat, sheet_plan, sheet_printed
from zhenggai.exporters.cells import printed_rows
from zhenggai.exporters.clean import clean
from zhenggai.exporters.composition import Top, compose
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.left_out import left_out
from zhenggai.exporters.options import PrintOptions
from zhenggai.exporters.paper import Paper
from zhenggai.exporters.saving import describe, saved
from zhenggai.exporters.styles import set_normal_font

if TYPE_CHECKING:
    from zhenggai.exporters.composition import Composition
    from zhenggai.model import Plan

__all__ = ["Paper", "PrintOptions", "ledger_workbook", "printed"]


def ledger_workbook(plan_id: str, plan: Plan, options: PrintOptions) -> tuple[bytes, tuple[str, ...]]:
    """Return the workbook (.xlsx) of a plan and Chinese warnings: what was stripped, what the layout does not show.

    The same plan, id and options give the same bytes. Raises ZhenggaiError for a text no cell can hold.
    """
    composition, warnings = printed(plan, options)
    table = flat_table(plan_id, plan, options.as_of)
    workbook = Workbook()
    set_normal_font(workbook)
    sheet = workbook.active or workbook.create_sheet()
    sheet.title = options.layout.name
    flat, whole = workbook.create_sheet(FLAT_SHEET), workbook.create_sheet(PLAN_SHEET)
    rows = {
        sheet: sheet_printed.write(sheet, plan_id, composition, options),
        flat: sheet_flat.write(flat, table, options),
        whole: sheet_plan.write(whole, plan),
    }
    describe(workbook, plan.title, options.as_of, {PLAN_PROPERTY: plan_id})
    all_warnings = (*warnings, *table.warnings, *left_out(plan_id, plan, options))
    return saved(workbook, rows), tuple(dict.fromkeys(all_warnings))


def printed(plan: Plan, options: PrintOptions) -> tuple[Composition, tuple[str, ...]]:
    """Return the printed ledger as arithmetic, so that its pages are known before it is printed, and the warnings."""
    rows, warnings = printed_rows(plan, options)
    title, title_warning = clean(options.layout.title or plan.ledger_title or _ledger_title(plan.title), "台账标题")
    unit, unit_warning = clean(options.reporting_unit or next(iter(plan.issuers), ""), "填报单位")
    composition = compose(Top(title, f"填报单位：{unit}"), options.layout.columns, rows, options.paper)
    return composition, tuple(filter(None, (title_warning, unit_warning, *warnings)))


def _ledger_title(title: str) -> str:
    """Return what stands over the ledger of a plan that names none: …整改方案 becomes …整改台账."""
    return title.removesuffix("方案") + "台账" if title.endswith("整改方案") else title
