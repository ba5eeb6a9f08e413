"""A superior's empty form: filled by its own headings, its looks and order kept, rows put in and merged as needed."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from commands import run
from sent_out import resaved, why_no_office
from strategies import categories
from xlsx_made import SHEET, part, repacked, saved
from zhenggai.columns import LEDGER
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.exporters.options import PrintOptions
from zhenggai.exporters.template import filled, read_form
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_draft import read_workbook
from zhenggai.importers.xlsx_headings import lexicon
from zhenggai.importers.xlsx_tasks import Basis
from zhenggai.model import Plan
from zhenggai.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAY = date(2022, 6, 14)
HEADINGS = ("序号", "问题类型", "反馈问题", "整改举措", "完成时限", "整改责任单位", "整改进展情况")
THIN = Border(*[Side(style="thin")] * 4)
TASKS = """
发文机关: [某市财政局]
类型:
- 名称: 甲类
  问题:
  - 编号: 3
    具体问题: 问题三
    任务:
    - 编号: 3-1
      整改措施: [措施一。, 措施二。]
      整改时限: {原文: 6月底, 日期: 2022-06-30, 性质: 限期}
      责任单位: 甲局
    - {编号: 3-2, 责任单位: 乙局, 进展: [{日期: 2022-06-10, 状态: 整改中, 内容: 已开工。}]}
- 名称: 乙类
  问题:
  - {编号: 5, 具体问题: 问题五, 任务: [{编号: 5-1, 责任单位: 丙局, 备注: 有备注}]}
"""


def form(headings: Sequence[str] = HEADINGS, rows: int = 1, foot: Sequence[str] = ("合计", "填表人：")) -> Workbook:
    """Return an empty form with a title, a line, a coloured heading, bordered rows with numbers, and a foot."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "附件2"
    sheet["A1"], sheet["A2"], sheet["C2"] = "某省整改情况统计表", "填报单位：", "填报日期："
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(name="方正小标宋简体", size=22)
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(3, column, heading)
        cell.fill = PatternFill("solid", start_color="FFFF00")
        for row in range(4, 4 + rows):
            body = sheet.cell(row, column)
            body.border, body.font, body.alignment = THIN, Font(name="楷体", size=10), Alignment(horizontal="center")
    for row in range(4, 4 + rows):
        sheet.cell(row, 1).value = row - 3
    for position, text in enumerate(foot):
        sheet.cell(4 + rows + position, 1).value = text
    sheet.column_dimensions["D"].width = 50
    sheet.row_dimensions[3].height = 30
    sheet.row_dimensions[4 + rows].height = 44
    sheet.print_area = f"A1:G{5 + rows}"
    return workbook


def fill(workbook: Workbook, plan: Plan, choices: dict[str, str] | None = None) -> tuple[Any, tuple[str, ...]]:
    read = read_form(saved(workbook), "表样.xlsx", lexicon(), choices or {})
    raw, said = filled(read, "p-2022", plan, PrintOptions(DAY, LEDGER))
    return load_workbook(io.BytesIO(raw)), said


def texts(sheet: Any, first: int = 1, last: int | None = None) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]


def test_the_form_is_filled_by_its_own_headings(plan_of: Callable[[str], Plan]) -> None:
    """Every column holds what its heading asks for, rows are put in above the foot, problems and categories merged."""
    workbook, said = fill(form(), plan_of(TASKS))
    sheet = workbook["附件2"]
    assert texts(sheet, 4, 8) == [
        [3, "甲类", "问题三", "一是措施一。二是措施二。", "6月底", "甲局", None],
        [None, None, None, None, None, "乙局", "已开工。"],
        [5, "乙类", "问题五", None, None, "丙局", None],
        ["合计", *[None] * 6],
        ["填表人：", *[None] * 6],
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:G1", "A4:A5", "B4:B5", "C4:C5"}
    assert said == ("表样没有这些栏：备注；方案 p-2022 里填写的内容没有印出",)


def test_title_line_looks_and_foot_stay(plan_of: Callable[[str], Plan]) -> None:
    """The title stays, the line is completed, new rows look like the first, and the foot moves with its height."""
    workbook, _ = fill(form(), plan_of(TASKS))
    sheet = workbook["附件2"]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["C2"].value] == [
        "某省整改情况统计表",
        "填报单位：某市财政局",
        "填报日期：2022年6月14日",
    ]
    assert (sheet["A1"].font.name, sheet["A3"].fill.start_color.rgb, sheet["D3"].value) == (
        "方正小标宋简体",
        "00FFFF00",
        "整改举措",
    )
    for row in (4, 5, 6):
        cell = sheet.cell(row, 6)
        assert (cell.font.name, cell.border.left.style, cell.alignment.horizontal) == ("楷体", "thin", "center")
    assert (sheet.column_dimensions["D"].width, sheet.row_dimensions[3].height) == (50, 30)
    assert (sheet.row_dimensions[7].height, sheet.print_area) == (44, "'附件2'!$A$1:$G$8")


def test_a_form_with_rows_enough_keeps_the_rest_blank(plan_of: Callable[[str], Plan]) -> None:
    """No row is put in or taken out where there are enough; printed numbers of rows not needed go."""
    workbook, _ = fill(form(rows=5), plan_of(TASKS))
    sheet = workbook["附件2"]
    assert [row[0] for row in texts(sheet, 4, 9)] == [3, None, 5, None, None, "合计"]
    assert sheet["A8"].border.left.style == "thin"


def test_a_form_without_a_row_gets_all_of_them(plan_of: Callable[[str], Plan]) -> None:
    """Even directly under the heading the foot makes room."""
    workbook, _ = fill(form(rows=0), plan_of(TASKS))
    assert [row[0] for row in texts(workbook["附件2"], 4, 8)] == [3, None, 5, "合计", "填表人："]


def test_chinese_ordinals_stand_beside_numbers(plan_of: Callable[[str], Plan]) -> None:
    """Where the form has 数量 for the problem, 序号 is 一、二、 of the category."""
    workbook, _ = fill(form(("序号", "类型", "数量", "具体问题", "整改措施")), plan_of(TASKS))
    sheet = workbook["附件2"]
    assert [row[:3] for row in texts(sheet, 4, 6)] == [["一", "甲类", 3], [None, None, None], ["二", "乙类", 5]]


def test_cells_merged_sideways_stay_merged(plan_of: Callable[[str], Plan]) -> None:
    """A column of the form that is merged over two stays so in every row, old and new, and keeps its lines."""
    empty = form((*HEADINGS[:4], None, *HEADINGS[4:]))  # type: ignore[arg-type]  # a heading over two columns
    sheet: Any = empty["附件2"]
    for row in (3, 4):
        sheet.merge_cells(f"D{row}:E{row}")
    workbook, _ = fill(empty, plan_of(TASKS))
    areas = {str(area) for area in workbook["附件2"].merged_cells.ranges}
    assert {"D3:E3", "D4:E4", "D5:E5", "D6:E6", "C4:C5"} <= areas
    assert workbook["附件2"]["E6"].border.right.style == "thin"


def test_days_and_drop_downs_of_the_form_are_kept(plan_of: Callable[[str], Plan]) -> None:
    """A column formatted for days gets a day, any other the official words; a drop-down reaches over new rows."""
    empty = form(("序号", "具体问题", "时限日期", "进展日期", "状态", "整改措施"))
    sheet: Any = empty["附件2"]
    sheet["C4"].number_format = "yyyy/m/d"
    choice = DataValidation(type="list", formula1='"整改中,已完成"')
    choice.add("E4")
    sheet.add_data_validation(choice)
    workbook, _ = fill(empty, plan_of(TASKS))
    sheet = workbook["附件2"]
    assert [sheet["C4"].value, sheet["D5"].value, sheet["E5"].value] == [
        datetime(2022, 6, 30),  # noqa: DTZ001 - a workbook has no time zones
        "2022年6月10日",
        "整改中",
    ]
    (kept,) = sheet.data_validations.dataValidation
    assert str(kept.sqref) == "E4:E6"


def test_headings_that_cannot_be_filled_are_named(plan_of: Callable[[str], Plan]) -> None:
    """A heading nobody knows is named with its letter; mapped by hand, or a column of 附加, it is filled."""
    plan = plan_of("任务: [{编号: 2-1, 牵头负责人: 某局长, 附加: {涉及金额: '12'}}]")
    headings = ("序号", "具体问题", "整改措施", "涉及金额", "督办人", "难度")
    workbook, said = fill(form(headings), plan, {"督办人": "牵头负责人"})
    assert texts(workbook["附件2"], 4, 4)[0][3:6] == ["12", "某局长", None]
    assert said == (
        "表样的这些栏没有对应的内容，没有填：F 难度；要填请用 --map 列=字段",
        "表样没有这些栏：类型；方案 p-2022 里填写的内容没有印出",
    )


def test_what_cannot_be_kept_is_named(plan_of: Callable[[str], Plan]) -> None:
    """Texts taller than a row are named."""
    plan = plan_of(f"任务: [{{编号: 2-1, 整改措施: [{'整' * 3000}]}}, {{编号: 2-2}}]")
    _, said = fill(form(), plan)
    assert said == ("任务 2-1 的内容超过一行能有的高度，打印时会少一截，请拆行或缩小字号",)


def test_what_refers_to_cells_that_moved_follows_them(plan_of: Callable[[str], Plan]) -> None:
    """Sums over the body grow with it; all else below it, here and in other sheets, points to where things are now."""
    empty = form()
    sheet: Any = empty["附件2"]
    sheet["G5"], sheet["G6"], sheet["F6"] = "=SUM(G4:G4)+$A$3", "=G5*2+'附件2'!G$5", '=IF(G5>0,"G5","")'
    sheet["F6"].hyperlink = "#G5"
    other = empty.create_sheet("汇总")
    other["A1"], other["A2"] = "=附件2!G5", "=G5"
    empty.defined_names["总数"] = DefinedName("总数", attr_text="附件2!$G$5")
    red = FormulaRule(formula=["$G4>$G$5"], font=Font(color="FF0000"))
    sheet.conditional_formatting.add("G4", red)
    sheet.conditional_formatting.add("A6:B6", CellIsRule(operator="equal", formula=["G5"], font=Font(bold=True)))
    sheet.auto_filter.ref = "A3:G4"
    workbook, said = fill(empty, plan_of(TASKS))
    filled_in = workbook["附件2"]
    assert [filled_in[place].value for place in ("G7", "G8", "F8")] == [
        "=SUM(G4:G6)+$A$3",
        "=G7*2+'附件2'!G$7",
        '=IF(G7>0,"G5","")',
    ]
    assert filled_in["F8"].hyperlink.ref == "F8"
    assert [workbook["汇总"]["A1"].value, workbook["汇总"]["A2"].value] == ["=附件2!G7", "=G5"]
    assert workbook.defined_names["总数"].attr_text == "附件2!$G$7"
    rules = {str(one.sqref): one.rules[0].formula for one in filled_in.conditional_formatting}
    assert rules == {"G4:G6": ["$G4>$G$7"], "A8:B8": ["G7"]}
    assert (filled_in.auto_filter.ref, filled_in.print_area) == ("A3:G6", "'附件2'!$A$1:$G$8")
    assert not [line for line in said if "公式" in line]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "a735819d0000000049454e44ae426082"
)
PINNED = """<?xml version="1.0" encoding="UTF-8"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><xdr:oneCellAnchor><xdr:from>
<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>ROW</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:ext cx="360000" cy="360000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="seal"/><xdr:cNvPicPr/></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"""


def with_picture(workbook: Workbook, row: int) -> bytes:
    """Return a form with a picture pinned to a row, as Excel writes it; openpyxl alone cannot."""
    raw = saved(workbook)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    listing = (
        f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/%s" Target="%s"/></Relationships>'
    )
    sheet = part(raw, SHEET).replace("</worksheet>", f'<drawing xmlns:r="{office}" r:id="rId1"/></worksheet>')
    types = part(raw, "[Content_Types].xml").replace(
        "</Types>",
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/drawings/drawing1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    )
    return repacked(
        raw,
        {
            SHEET: sheet.encode(),
            "[Content_Types].xml": types.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": (listing % ("drawing", "../drawings/drawing1.xml")).encode(),
            "xl/drawings/drawing1.xml": PINNED.replace("ROW", str(row - 1)).encode(),
            "xl/drawings/_rels/drawing1.xml.rels": (listing % ("image", "../media/image1.png")).encode(),
            "xl/media/image1.png": PIXEL,
        },
    )


@pytest.mark.parametrize(("row", "now"), [(1, 1), (6, 8)])
def test_pictures_are_kept_where_they_belong(row: int, now: int, plan_of: Callable[[str], Plan]) -> None:
    """A picture over the table stays, one in the foot moves down with it; nothing is said, since nothing is lost."""
    read = read_form(with_picture(form(), row), "表样.xlsx", lexicon(), {})
    raw, said = filled(read, "p-2022", plan_of(TASKS), PrintOptions(DAY, LEDGER))
    (sheet,) = read_book(raw, "填好.xlsx").sheets
    assert sheet.has_drawings
    assert part(raw, "xl/drawings/drawing1.xml") == PINNED.replace("ROW", str(now - 1))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.read("xl/media/image1.png") == PIXEL
    assert 'Extension="png"' in part(raw, "[Content_Types].xml")
    assert not [line for line in said if "图片" in line]


@pytest.mark.render
@pytest.mark.skipif(bool(why_no_office()), reason=why_no_office())
def test_office_reads_a_form_with_a_picture(plan_of: Callable[[str], Plan], tmp_path: Path) -> None:
    """LibreOffice opens the filled form, picture and all, and saves both again."""
    read = read_form(with_picture(form(), 6), "表样.xlsx", lexicon(), {})
    raw, _ = filled(read, "p-2022", plan_of(TASKS), PrintOptions(DAY, LEDGER))
    (tmp_path / "填好.xlsx").write_bytes(raw)
    again = resaved(tmp_path / "填好.xlsx", tmp_path / "office", "xlsx").read_bytes()
    (sheet,) = read_book(again, "填好.xlsx").sheets
    assert (sheet.has_drawings, sheet.text(8, 1)) == (True, "填表人：")


def test_text_stays_text(plan_of: Callable[[str], Plan]) -> None:
    """What looks like a formula is written as text, and long text is wrapped."""
    plan = plan_of("任务: [{编号: 2-1, 责任单位: =SUM(A1:A9)}]")
    workbook, _ = fill(form(), plan)
    cell = workbook["附件2"]["F4"]
    assert (cell.value, cell.data_type, cell.alignment.wrap_text) == ("=SUM(A1:A9)", "s", True)


def test_a_form_that_is_filled_already_is_refused(plan_of: Callable[[str], Plan]) -> None:
    """Nothing of somebody's is overwritten."""
    used = form()
    used["附件2"]["C4"] = "已有的问题"
    with pytest.raises(ZhenggaiError) as caught:
        fill(used, plan_of(TASKS))
    assert str(caught.value) == "表样 表样.xlsx 的工作表“附件2”第 4 行已经有内容。请用没有填过的空表"


def test_a_form_without_a_heading_is_refused() -> None:
    """A sheet with no heading of a ledger is no form."""
    with pytest.raises(ZhenggaiError, match=r"^表样 表样.xlsx 里没有找到表头"):
        read_form(saved(form(("姓名", "电话"))), "表样.xlsx", lexicon(), {})
    with pytest.raises(NoSuchThing, match="表里没有“难度”这一列"):
        read_form(saved(form()), "表样.xlsx", lexicon(), {"难度": "备注"})


EVERY = (
    "序号 类型 数量 具体问题 编号 问题描述 整改目标 整改措施 整改时限 时限日期 时限性质 问题来源 责任单位 牵头单位"
    " 配合单位 牵头负责人 责任人 验收单位 备注"
)


def test_a_filled_form_imports_as_the_same_tasks() -> None:
    """The way back: a form with every column, filled with a shipped ledger, gives the same tasks again."""
    path = Path(__file__).parents[1] / "ledgers" / "xuchang-2021.yaml"
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    plan = Plan.model_validate(written, by_alias=True, by_name=False)
    workbook, _ = fill(form(EVERY.split()), plan)
    draft = read_workbook(saved(workbook), "表.xlsx", Basis(lexicon(), Settings(), plan.issued))
    assert draft.plan.categories == plan.categories


@given(categories())
@settings(max_examples=25)
def test_every_text_of_any_plan_is_in_the_form(drawn: Any) -> None:
    """Whatever a plan says, its tasks' units stand in the form in their order, and the bytes never change."""
    plan = Plan(format=1, title="某县整改方案", categories=drawn)
    read = read_form(saved(form()), "表样.xlsx", lexicon(), {})
    raw, _ = filled(read, "p-2022", plan, PrintOptions(DAY, LEDGER))
    assert filled(read, "p-2022", plan, PrintOptions(DAY, LEDGER))[0] == raw
    from zhenggai.importers.xlsx_book import read_book

    sheet = read_book(raw, "x").sheets[0]
    units = [task.units or "" for _, _, task in plan.rows()]
    assert [sheet.text(4 + number, 6) for number in range(len(units))] == units


def test_the_command_fills_a_form(workspace: Path) -> None:
    """Each plan gets a file named by itself and the form, and what is missing is said on stderr."""
    (workspace / "ledgers/p-2022.yaml").write_text(
        "格式: 1\n标题: 某县整改方案\n类型:\n- 名称: 甲\n  问题:\n  - 编号: 2\n    具体问题: 某\n"
        "    任务: [{编号: 2-1, 备注: 注}]\n",
        encoding="utf-8",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (workspace / "上级表样.xlsx").write_bytes(saved(form((*HEADINGS[:4], "难度"))))
        ran = run("export", "xlsx", "--template", "上级表样.xlsx", "--map", "E=备注")
    assert (ran.code, ran.out, ran.err) == (0, ["out/p-2022-上级表样.xlsx"], [])
    sheet = load_workbook(workspace / "out/p-2022-上级表样.xlsx")["附件2"]
    assert [cell.value for cell in sheet[4]][:5] == [2, "甲", "某", None, "注"]
    assert run("export", "xlsx", "--template", "上级表样.xlsx").code == 3
    assert run("export", "xlsx", "--template", "没有.xlsx").err == ["找不到 没有.xlsx。请核对路径"]
    assert run("export", "xlsx", "--template", "上级表样.xlsx", "--by-unit").code == 2
