"""What a cell shows: numbers and days by their format, texts as they were typed, and what Excel has lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from strategies import texts
from xlsx_made import SHEET, part, plain, repacked, saved, with_sheet
from zhenggai.columns.flat import escaped
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_cells import Area, Cell, Sheet
from zhenggai.importers.xlsx_values import date_format, decoded, format_of, shown_iso, shown_number

NO_YEAR = "没有显示年份，格里存的是 2022-06-13"


def sheet_of(raw: bytes) -> Sheet:
    return read_book(raw, "台账.xlsx").sheets[0]


def cell_of(xml: str) -> Cell:
    """Return the first cell of a sheet with this XML for its row."""
    sheet = sheet_of(with_sheet(f'<sheetData><row r="1">{xml}</row></sheetData>'))
    return sheet.cells[min(sheet.cells)]


@pytest.mark.parametrize(
    ("stored", "number_format", "text", "day", "trouble"),
    [
        ("92171", "General", "92171", None, ""),
        ("0.63400000000000001", "General", "0.634", None, ""),
        ("56.159999999999997", "General", "56.16", None, ""),
        ("56.159999999999997", "0.00", "56.16", None, ""),
        ("2022.1", "0.00", "2022.10", None, ""),
        ("2022.1", "General", "2022.1", None, "原来可能是 2022.10，Excel 会去掉小数末尾的 0"),
        ("92171", "#,##0", "92,171", None, ""),
        ("1234.5", "#,##0", "1234.5", None, ""),
        ("0.634", "0%", "63.4%", None, ""),
        ("0.63", "0%", "63%", None, ""),
        ("-3", "General", "-3", None, ""),
        ("1E3", "General", "1000", None, ""),
        ("007", "General", "7", None, ""),
        ("NaN", "General", "NaN", None, ""),
        (
            "1.1010120000101E+17",
            "General",
            "110101200001010000",
            None,
            "这个数有 18 位，Excel 只存前 15 位，后面的已经不准",
        ),
        ("110101200001010000", "0", "110101200001010000", None, "这个数有 18 位，Excel 只存前 15 位，后面的已经不准"),
        ("123456789012345", "0", "123456789012345", None, ""),
        ("44725", "yyyy-mm-dd", "2022-06-13", date(2022, 6, 13), ""),
        ("44725", 'yyyy"年"m"月"d"日"', "2022年6月13日", date(2022, 6, 13), ""),
        ("44725.5", "yyyy-mm-dd hh:mm", "2022-06-13 12:00", date(2022, 6, 13), ""),
        ("44725", "yyyy-mm-dd hh:mm", "2022-06-13", date(2022, 6, 13), ""),
        ("44725", 'm"月"d"日"', "6月13日", date(2022, 6, 13), NO_YEAR),
        ("44713", 'yyyy"年"m"月"', "2022年6月", None, ""),
        ("44725", "mmm-yy", "2022年6月", None, "只显示到月，格里存的是 2022-06-13"),
        ("44725", "yyyy", "2022年", None, "只显示到年，格里存的是 2022-06-13"),
        ("0.5", "h:mm", "12:00", None, ""),
        ("-1", "yyyy-mm-dd", "-1", None, "格式是日期，数值却不是"),
        ("1E9", "yyyy-mm-dd", "1000000000", None, "格式是日期，数值却不是"),
        ("44725", "[$-804]yyyy/m/d;@", "2022-06-13", date(2022, 6, 13), ""),
        ("3", '0"项"', "3", None, ""),
    ],
)
def test_a_number_shows_what_its_format_says(
    stored: str, number_format: str, text: str, day: date | None, trouble: str
) -> None:
    """Numbers come as they are shown, days as days, and what cannot be trusted is remarked."""
    assert tuple(shown_number(stored, number_format)) == (text, day, trouble)


@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    """A day that a workbook stores is the day that is read, also where the first day is of 1904."""
    number = (day - date(1899, 12, 30)).days
    assert shown_number(str(number), "yyyy-mm-dd").day == day
    assert shown_number(str(number - 1462), "yyyy-mm-dd", from_1904=True).day == (day if day.year >= 1904 else None)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_lost(number: float) -> None:
    """Whatever number is stored, its text is the same number again."""
    assert float(shown_number(repr(number), "General").text) == number
    assert float(shown_number(repr(number), "#,##0.00").text.replace(",", "")) == number


@given(texts() | st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_text_is_decoded(text: str) -> None:
    """What a cell shows is what was written into it, with whatever underscores."""
    assert decoded(escaped(text)) == text


def test_chinese_formats_are_known_by_number() -> None:
    """The formats that only a Chinese Excel has are dates, an unknown number is plain."""
    assert date_format(format_of(57, {})) == date_format('yyyy"年"m"月"')
    assert date_format(format_of(31, {})) is not None
    assert (format_of(200, {}), format_of(200, {200: "0.0"}), format_of(14, {})) == ("General", "0.0", "mm-dd-yy")
    assert shown_iso("2022-06-13T00:00:00").day == date(2022, 6, 13)
    assert shown_iso("某日") == ("某日", None, "")


@pytest.mark.parametrize(
    ("xml", "text", "trouble"),
    [
        ('<c r="B2" t="inlineStr"><is><t>整改</t></is></c>', "整改", ""),
        ('<c r="B2" t="inlineStr"><is><r><t>整</t></r><r><t xml:space="preserve"> 改</t></r></is></c>', "整 改", ""),
        ('<c r="B2" t="str"><f>A1&amp;"改"</f><v>整改</v></c>', "整改", ""),
        ('<c r="B2" t="str"><f>""</f><v></v></c><c r="C2"><v>1</v></c>', "1", ""),
        ('<c r="B2"><f>SUM(A1:A9)</f></c>', "", "是公式，没有算出的值：=SUM(A1:A9)"),
        ('<c r="B2"><f t="shared" si="0"/><v/></c>', "", "是公式，没有算出的值"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2", ""),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "", "是错误值 #DIV/0!"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE", ""),
        ('<c r="B2" t="d"><v>2022-06-13</v></c>', "2022-06-13", ""),
        ('<c r="B2" s="99"><v>7</v></c>', "7", ""),
        ('<c r="B2" t="inlineStr"><is><t> </t></is></c><c r="C2"><v>1</v></c>', "1", ""),
        ('<c r="B2" t="inlineStr"><is><t>字</t><rPh sb="0" eb="1"><t>ZI</t></rPh></is></c>', "字", ""),
        ('<c r="B2" t="inlineStr"><is><t>_x000D_整_x005F_x0041_</t></is></c>', "\r整_x0041_", ""),
    ],
)
def test_a_cell_shows_what_excel_shows(xml: str, text: str, trouble: str) -> None:
    """Rich text is joined, formulas give their stored value or say that there is none, errors are no text."""
    cell = cell_of(xml)
    assert (cell.text, cell.trouble) == (text, trouble)


def test_cells_without_references_follow_one_another() -> None:
    """A program may leave out where its cells stand: they fill the rows from the left."""
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c><v>3</v></c></row><row><c r='C6'><v>4</v></c></row>"
    sheet = sheet_of(with_sheet(f"<sheetData>{rows}</sheetData>"))
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "1",
        (1, 2): "2",
        (5, 1): "3",
        (6, 3): "4",
    }
    assert (sheet.cells[6, 3].name, sheet.place(sheet.cells[6, 3])) == ("C6", "台账!C6")


def test_elements_may_have_a_prefix() -> None:
    """Some programs write <x:c> for <c>."""
    sheet = part(plain(), SHEET)
    prefixed = sheet.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    assert sheet_of(repacked(plain(), {SHEET: prefixed.encode()})).cells == sheet_of(plain()).cells


def test_what_is_around_the_cells_is_read_too() -> None:
    """Merged areas, hidden rows, columns and sheets, comments and the custom properties come with the book."""
    from openpyxl.packaging.custom import StringProperty

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "台账"
    sheet["A1"] = CellRichText("整改", TextBlock(InlineFont(b=True), "措施"))
    sheet["B2"] = datetime(2022, 6, 13)  # noqa: DTZ001 - a workbook has no time zones
    sheet["B2"].number_format = "yyyy-mm-dd"
    sheet["C3"] = "改"
    sheet["C3"].comment = Comment("请核对", "某")
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("底稿").sheet_state = "veryHidden"
    workbook.custom_doc_props.append(StringProperty(name="zhenggai-plan", value="p-2022"))  # type: ignore[attr-defined]  # the stubs are behind
    workbook.properties.title = "某县台账"
    book = read_book(saved(workbook), "台账.xlsx")
    read = book.sheets[0]
    assert (book.title, book.properties) == ("某县台账", {"zhenggai-plan": "p-2022"})
    assert [(one.name, one.is_hidden) for one in book.sheets] == [("台账", False), ("底稿", True)]
    assert (read.areas, read.hidden_rows, read.hidden_columns) == ((Area(1, 1, 1, 2),), {3}, {3})
    assert (read.text(1, 1), read.cells[2, 2].day, read.comments[0].text) == ("整改措施", date(2022, 6, 13), "请核对")
    assert str(read.areas[0]) == "A1:B1"
