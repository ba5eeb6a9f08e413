"""A workbook as text: everything a reader of it sees or its next program relies on, a line a thing."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator


def dumped(raw: bytes) -> str:
    """Return the text of a workbook given as bytes."""
    return "\n".join(_lines(load_workbook(io.BytesIO(raw)))) + "\n"


def _lines(workbook: Any) -> Iterator[str]:
    for entry in workbook.custom_doc_props.props:
        yield f"property {entry.name} = {entry.value}"
    for sheet in workbook.worksheets:
        yield f"\n== {sheet.title} =="
        yield from _page(sheet)
        for row in sheet.iter_rows():
            yield f"-- {row[0].row}: {sheet.row_dimensions[row[0].row].height}"
            yield from (f"{cell.coordinate} {_look(cell)} {_value(cell.value)}" for cell in row if cell.has_style)


def _page(sheet: Any) -> Iterator[str]:
    setup = sheet.page_setup
    yield f"paper {setup.paperSize} {setup.orientation} {setup.fitToWidth}x{setup.fitToHeight} of {sheet.print_area}"
    yield f"titles {sheet.print_title_rows} freeze {sheet.freeze_panes} filter {sheet.auto_filter.ref}"
    yield f"footer {sheet.oddFooter.center.text}"
    yield "widths " + " ".join(
        f"{name}:{'hidden' if column.hidden else f'{column.width:.2f}'}"
        for name, column in sorted(sheet.column_dimensions.items(), key=lambda item: (len(item[0]), item[0]))
    )
    yield f"breaks {[entry.id for entry in sheet.row_breaks.brk]}"
    yield f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
    for rule in sheet.data_validations.dataValidation:
        yield f"choice {rule.sqref} {rule.formula1}"
    for area, rules in sheet.conditional_formatting._cf_rules.items():
        yield from (f"colour {area.sqref} {rule.formula[0]}" for rule in rules)


def _look(cell: Any) -> str:
    lines = {"left": "l", "right": "r", "top": "t", "bottom": "b"}
    edges = "".join(mark for side, mark in lines.items() if getattr(cell.border, side).style)
    quoted = "'" if cell.quotePrefix else ""
    at = f"{cell.alignment.horizontal}/{cell.alignment.vertical}"
    return f"[{cell.font.name} {cell.font.size} {at} {edges}]{quoted}"


def _value(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else "" if value is None else repr(value)
