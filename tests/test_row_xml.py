"""A row in the words of the file: what openpyxl would have written, whatever stands in the cells."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from zhenggai.columns.flat import escaped
from zhenggai.exporters.row_xml import Value, row
from zhenggai.exporters.styles import Look, Styles

ORDINARY, PROSE, DAY = range(3)
"""The numbers of the styles in the workbooks of these tests."""
Line = tuple[float | None, list[tuple[Value, int]]]
"""The height of a row, and the value and style of its cells from the first column on."""


def values() -> st.SearchStrategy[Value]:
    """Whatever a ledger may put into a cell, but for blanks alone."""
    texts = st.text(max_size=12).filter(lambda text: not text or bool(escaped(text).strip()))
    alike = st.sampled_from(("=1+1", "#N/A", "a<b>&c", " 前后有空白\n", "_x0041_", "\x01", "007", '"'))
    return st.one_of(texts, alike, st.integers(0, 10**9), st.dates(date(1901, 1, 1)))


def lines() -> st.SearchStrategy[Line]:
    heights = st.sampled_from((None, 15.75, 30.0, 409.5))
    return st.tuples(heights, st.lists(st.tuples(values(), st.sampled_from((ORDINARY, PROSE, DAY))), max_size=30))


def by_openpyxl(drawn: list[Line]) -> str:
    """Return the rows of a sheet that openpyxl wrote cell by cell."""
    workbook: Any = Workbook()
    sheet = workbook.active
    styles = Styles(sheet)
    assert [styles[look] for look in (Look(), Look(number_format="yyyy-mm-dd", is_text=False))] == [PROSE, DAY]
    for number, (height, cells) in enumerate(drawn, start=1):
        sheet.row_dimensions[number].height = height
        for column, (value, style) in enumerate(cells, start=1):
            cell = sheet.cell(number, column)
            if not isinstance(value, str):
                cell.value = value
            elif value:
                cell._value, cell.data_type = escaped(value), "s"
            cell._style = workbook._cell_styles[style]
    written = io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    return text[text.index("<sheetData>") : text.index("</sheetData>")] + "</sheetData>"


@given(st.lists(lines(), min_size=1, max_size=4))
def test_a_row_is_what_openpyxl_would_have_written(drawn: list[Line]) -> None:
    """Places, styles, types, texts and heights are the same, for whatever values, blank cells and long rows."""
    ours = "".join(
        row(number, [(column, *cell) for column, cell in enumerate(cells, start=1)], height)
        for number, (height, cells) in enumerate(drawn, start=1)
    )
    assert canonicalize(f"<sheetData>{ours}</sheetData>") == canonicalize(by_openpyxl(drawn))


@pytest.mark.parametrize("text", [" ", "\u3000", "\n", " 一", "一\n"])
def test_blanks_at_the_ends_are_kept(text: str) -> None:
    """A text that begins or ends with blanks, or is nothing else, asks its reader to keep them."""
    assert f'<t xml:space="preserve">{text}</t>' in row(1, [(1, text, ORDINARY)])
