"""The layouts of the ledger, once, for export and import: which columns, in which order, under which headings.

What a column shows for a task is the exporters' business, what a heading found in a workbook means the importers'.
"""

from zhenggai.columns.flat import FLAT_SHEET, Flat
from zhenggai.columns.layout import (
    BUILT_IN,
    CHECKLIST,
    LEDGER,
    Column,
    Layout,
    Merge,
    Term,
    column,
    find_layout,
    own_column,
)
from zhenggai.columns.layout_file import LayoutColumn, LayoutFile

__all__ = [
    "BUILT_IN",
    "CHECKLIST",
    "FLAT_SHEET",
    "LEDGER",
    "Column",
    "Flat",
    "Layout",
    "LayoutColumn",
    "LayoutFile",
    "Merge",
    "Term",
    "column",
    "find_layout",
    "own_column",
]
