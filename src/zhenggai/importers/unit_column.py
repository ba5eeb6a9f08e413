"""A column of units that no heading calls responsible (单位, 企业名称), where a table has no other one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.headed_by_units import is_unit
from zhenggai.importers.ledger_columns import UNIT_HEADING
from zhenggai.importers.task_stream import UNIT_TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.blocks import Cell
    from zhenggai.importers.ledger_columns import Columns


def with_unit_column(columns: Columns, rows: Sequence[tuple[Cell, ...]]) -> Columns:
    """Return the columns with such a one taken for 责任单位: at least half of what stands in it must be units."""
    if UNIT_TERMS & set(columns.terms.values()):
        return columns
    for position in sorted(columns.others):
        cells = [row[position].text.text for row in rows if position < len(row) and row[position].text]
        units = sum(is_unit(text) for text in cells)
        if UNIT_HEADING.fullmatch(columns.others[position]) and cells and units * 2 >= len(cells):
            others = {at: name for at, name in columns.others.items() if at != position}
            return replace(columns, terms={**columns.terms, position: Term.UNITS}, others=others)
    return columns
