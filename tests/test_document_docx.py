"""What Word and WPS put into a .docx beside plain paragraphs: list marks, tables, revisions, boxes, notes."""

from __future__ import annotations

import pytest

from docx_building import docx, lists, paragraph, paragraphs, run, table
from zhenggai.importers.blocks import Paragraph, Table
from zhenggai.importers.document import read_document
from zhenggai.importers.docx_document import read_docx
from zhenggai.model import Plan, Task

PLAN_LISTS = lists(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def texts(raw: bytes) -> list[str]:
    return [block.text.text for block in read_docx(raw, "a.docx").blocks if isinstance(block, Paragraph)]


def tasks(raw: bytes) -> list[Task]:
    plan = read_document(raw, "a.docx").plan
    assert isinstance(plan, Plan)
    return [task for _category, _issue, task in plan.rows()]


def test_list_marks_that_word_computes_are_counted() -> None:
    """Automatic numbers stand in no text and are put before it, each level counting by itself."""
    body = "".join(
        paragraph(text, number=(1, level))
        for text, level in [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 2), ("庚", 0), ("辛", 1)]
    )
    assert texts(docx(body, numbering=PLAN_LISTS)) == [
        *("一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "（一）辛")
    ]


@pytest.mark.parametrize(
    ("form", "text", "third"),
    [
        ("decimal", "%1、", "3、"),
        ("chineseCountingThousand", "（%1）", "（三）"),
        ("decimalEnclosedCircleChinese", "%1", "③"),
        ("upperLetter", "%1.", "C."),
        ("ideographTraditional", "%1、", "丙、"),
        ("bullet", "", "• "),
    ],
)
def test_forms_of_numbers(form: str, text: str, third: str) -> None:
    """Each form of number is written as Word writes it."""
    body = "".join(paragraph("某", number=(1, 0)) for _n in range(3))
    assert texts(docx(body, numbering=lists((form, text))))[2] == f"{third}某"


def test_list_marks_of_a_style() -> None:
    """A paragraph takes the list of its style, and its heading level too."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    raw = docx(paragraph("某问题", style="2"), numbering=PLAN_LISTS, styles=styles)
    (block,) = read_docx(raw, "a.docx").blocks
    assert isinstance(block, Paragraph)
    assert (block.text.text, block.heading) == ("（一）某问题", 2)


def test_a_whole_plan_under_computed_marks() -> None:
    """A plan whose every mark is computed reads like one that has them in its text."""
    body = (
        paragraphs("某区排水问题整改方案", "某区城市管理局", "2024年3月1日")
        + paragraph("整改任务", number=(1, 0))
        + paragraph("雨水管网淤堵。部分路段逢雨必涝。", number=(1, 1))
        + f"<w:p>{run('整改措施：', bold=True)}</w:p>"
        + paragraph("对淤堵管段清淤。", number=(1, 2))
        + paragraph("增设雨水口60处。", number=(1, 2))
        + paragraphs("责任单位：区城管局", "整改时限：2024年5月底前")
    )
    (task,) = tasks(docx(body, numbering=PLAN_LISTS))
    assert task.measures == ("对淤堵管段清淤。", "增设雨水口60处。")
    assert (task.units, task.deadline and task.deadline.text) == ("区城管局", "2024年5月底前")


def test_insertions_and_content_controls_are_text() -> None:
    """What was inserted under revision, and what stands in a content control, is part of the text."""
    body = (
        f"<w:p><w:ins>{run('责任单位：')}</w:ins><w:sdt><w:sdtPr/><w:sdtContent>{run('市财政局')}</w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('整改时限：6月底')}</w:sdtContent></w:sdt>"
    )
    assert texts(docx(body)) == ["责任单位：市财政局", "整改时限：6月底"]


def test_what_is_not_text_is_set_aside() -> None:
    """Deleted and hidden words, notes, comments, headers and footers are listed, each with its reason."""
    note = '<w:footnote w:id="1">' + paragraph("脚注文字") + "</w:footnote>"
    comment = '<w:comment w:id="1">' + paragraph("批注文字") + "</w:comment>"
    body = (
        paragraph("某县整改方案正文文字")
        + "<w:p><w:del><w:r><w:delText>删去文字</w:delText></w:r></w:del></w:p>"
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏文字</w:t></w:r></w:p>"
    )
    content = read_docx(
        docx(body, footnotes=note, comments=comment, header1=paragraph("页眉文字"), footer1=paragraph("页脚文字")), "a"
    )
    assert {(aside.text.text, aside.reason) for aside in content.asides} == {
        ("删去文字", "修订中删去的文字"),
        ("隐藏文字", "隐藏的文字"),
        ("脚注文字", "脚注"),
        ("批注文字", "批注"),
        ("页眉文字", "页眉"),
        ("页脚文字", "页脚"),
    }


def test_a_text_box_is_read_once() -> None:
    """Of the two renderings Word keeps of a text box one is read, as paragraphs behind its anchor."""
    box = "<w:txbxContent>" + paragraph("框里的字") + "</w:txbxContent>"
    anchor = (
        f"<w:p>{run('锚点')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(docx(anchor + paragraph("后文"))) == ["锚点", "框里的字", "后文"]


def test_line_breaks_begin_paragraphs() -> None:
    """A line break within a paragraph divides it, and a page break does not."""
    body = '<w:p><w:r><w:t>责任单位：甲局</w:t><w:br/><w:t>整改时限：6月底</w:t><w:br w:type="page"/></w:r></w:p>'
    assert texts(docx(body)) == ["责任单位：甲局", "整改时限：6月底"]


def test_a_ledger_with_merged_cells() -> None:
    """Two-row headers, cells merged down and across, and a total: every row is a task of the issue it belongs to."""
    raw = docx(
        paragraphs("某县教育督导反馈问题整改任务清单", "2023年4月10日")
        + table(
            ("序号", "问题类别", "具体问题", "整改措施", "责任分工>2", "整改时限"),
            ("^", "^", "^", "^", "牵头单位", "配合单位", "^"),
            ("1", "办学条件", "大班额未消除", "新建小学一所", "县教育局", "县发改局", "2024年8月底前"),
            ("^", "^", "^", "控制起始年级班额|每学期通报一次", "县教育局", "各学校", "9月1日前"),
            ("2", "^", "寄宿条件不足", "改造宿舍12间", "县教育局", "县财政局", "2023年12月底前"),
            ("3", "教师队伍", "音体美教师短缺", "招聘教师40名", "县教育局", "县人社局", "8月底前"),
            ("合计", "", "", "", "", "", ""),
        )
    )
    plan = read_document(raw, "a.docx").plan
    assert isinstance(plan, Plan)
    assert [(category.name, len(category.issues)) for category in plan.categories] == [("办学条件", 2), ("教师队伍", 1)]
    found = [task for _category, _issue, task in plan.rows()]
    assert [task.id for task in found] == ["1-1", "1-2", "2-1", "3-1"]
    assert found[1].measures == ("控制起始年级班额", "每学期通报一次")
    assert [task.supporting_units for task in found] == ["县发改局", "各学校", "县财政局", "县人社局"]
    assert [str(task.deadline.due) for task in found if task.deadline] == [
        *("2024-08-31", "2023-09-01", "2023-12-31", "2023-08-31")
    ]


def test_a_table_over_two_pages() -> None:
    """A table that repeats its header, and one that goes on without any, are one ledger."""
    header = ("序号", "存在问题", "整改措施", "责任单位", "整改时限")
    raw = docx(
        paragraph("某县隐患整改台账")
        + table(header, ("1", "甲不到位", "整治甲", "甲局", "2023年5月1日"))
        + table(header, ("2", "乙不到位", "整治乙", "乙局", "2023年6月1日"))
        + paragraph("")
        + table(("3", "丙不到位", "整治丙", "丙局", "2023年7月1日"))
    )
    assert [task.units for task in tasks(raw)] == ["甲局", "乙局", "丙局"]


def test_a_form_is_read_by_its_labels() -> None:
    """A table of labels and values is one problem."""
    raw = docx(
        paragraph("某镇问题整改销号表")
        + table(
            ("反馈问题", "沿河垃圾没有清理到位"),
            ("整改措施", "1.清运垃圾。|2.落实日巡查。"),
            ("责任单位", "某镇人民政府", "整改时限", "2023年6月底前"),
        )
    )
    (task,) = tasks(raw)
    assert task.measures == ("清运垃圾。", "落实日巡查。")
    assert (task.units, task.deadline and task.deadline.text) == ("某镇人民政府", "2023年6月底前")


def test_a_nested_table_is_part_of_its_cell() -> None:
    """The words of a table within a cell are that cell's."""
    inner = table(("一季度", "二季度"))
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}</w:tc><w:tc>{paragraph('旁')}</w:tc></w:tr></w:tbl>"
    (block,) = read_docx(docx(outer), "a.docx").blocks
    assert isinstance(block, Table)
    assert [cell.text.text for cell in block.rows[0]] == ["外\n一季度 二季度", "旁"]


def test_places_name_paragraph_and_cell() -> None:
    """A doubt can say the paragraph, or the table, row and column."""
    content = read_docx(docx(paragraph("甲乙") + table(("丙", "丁"))), "a.docx")
    at = content.source.text.index("丁")
    assert content.source.place(0).name == "第1段"
    assert content.source.place(at).name == "表1第1行第2列"


def test_strict_documents_are_read() -> None:
    """The strict dialect differs in its namespaces only."""
    strict = docx(paragraph("某县整改方案")).replace(b"", b"")
    assert texts(strict) == ["某县整改方案"]
