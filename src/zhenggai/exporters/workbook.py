"""A plan as a workbook: the printed ledger, 明细 and 方案, as bytes that are the same whenever the ledger is."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty

from zhenggai.columns.flat import DAY_PROPERTY, FLAT_SHEET, FORMAT, FORMAT_PROPERTY, PLAN_PROPERTY
from zhenggai.columns.plan_sheet import PLAN_SHEET
from zhenggai.exporters import sheet_flat, sheet_plan, sheet_printed
from zhenggai.exporters.cells import printed_rows
from zhenggai.exporters.clean import clean
from zhenggai.exporters.composition import Top, compose
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.left_out import left_out
from zhenggai.exporters.options import PrintOptions
from zhenggai.exporters.paper import Paper
from zhenggai.exporters.styles import set_normal_font

if TYPE_CHECKING:
    from zhenggai.exporters.composition import Composition
    from zhenggai.model import Plan

__all__ = ["Paper", "PrintOptions", "ledger_workbook", "printed"]

_MADE_BY = "zhenggai"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip archive can say."""


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
    sheet_printed.write(sheet, plan_id, composition, options)
    sheet_flat.write(workbook.create_sheet(FLAT_SHEET), table, options)
    sheet_plan.write(workbook.create_sheet(PLAN_SHEET), plan)
    _describe(workbook, plan_id, plan, options)
    all_warnings = (*warnings, *table.warnings, *left_out(plan_id, plan, options))
    return _bytes(workbook), tuple(dict.fromkeys(all_warnings))


def printed(plan: Plan, options: PrintOptions) -> tuple[Composition, tuple[str, ...]]:
    """Return the printed ledger as arithmetic, so that its pages are known before it is printed, and the warnings."""
    rows, warnings = printed_rows(plan, options)
    title, title_warning = clean(options.layout.title or plan.ledger_title or plan.title, "台账标题")
    unit, unit_warning = clean(options.reporting_unit or next(iter(plan.issuers), ""), "填报单位")
    composition = compose(Top(title, f"填报单位：{unit}"), options.layout.columns, rows, options.paper)
    return composition, tuple(filter(None, (title_warning, unit_warning, *warnings)))


def _describe(workbook: Workbook, plan_id: str, plan: Plan, options: PrintOptions) -> None:
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = _MADE_BY
    properties.title, _ = clean(plan.title, "标题")
    properties.created = datetime.combine(options.as_of, time())
    own = workbook.custom_doc_props  # type: ignore[attr-defined]  # the stubs are behind
    own.append(StringProperty(name=PLAN_PROPERTY, value=plan_id))
    own.append(IntProperty(name=FORMAT_PROPERTY, value=FORMAT))
    own.append(StringProperty(name=DAY_PROPERTY, value=options.as_of.isoformat()))


def _bytes(workbook: Workbook) -> bytes:
    """Save the workbook with the clock taken out: openpyxl writes the time into core.xml and into the archive."""
    saved = io.BytesIO()
    workbook.save(saved)
    fixed = io.BytesIO()
    created = f"{workbook.properties.created:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + created, content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
