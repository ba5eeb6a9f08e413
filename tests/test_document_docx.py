"""What Word and WPS put into a .docx beside plain paragraphs: list marks, tables, revisions, boxes, notes."""

from __future__ import annotations

import io
import zipfile

import pytest

from docx_building import docx, lists, package, paragraph, paragraphs, run, strict, table
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
    """The strict dialect, whose namespaces and relationships are others, reads like the transitional one."""
    plain = docx(
        paragraph("某县整改方案", number=(1, 0)) + table(("序号", "问题"), ("1", "甲")),
        numbering=PLAN_LISTS,
        footnotes="<w:footnote>" + paragraph("脚注文字") + "</w:footnote>",
    )
    raw = strict(plain)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in archive.read("word/document.xml")
        assert not any(b"openxmlformats.org/wordprocessingml" in archive.read(name) for name in archive.namelist())
    assert read_docx(raw, "a.docx") == read_docx(plain, "a.docx")


def test_the_main_text_is_found_by_its_relationship() -> None:
    """Parts are found by how they relate to each other, whatever they are called."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("正文文字"), comments=paragraph("批注文字")))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["Text/Main.xml"] = parts.pop("word/document.xml")
    parts["Text/remarks.xml"] = parts.pop("word/comments.xml")
    parts["_rels/.rels"] = f'<R><R Type="{kinds}officeDocument" Target="/Text/main.xml"/></R>'
    parts["Text/_rels/Main.xml.rels"] = f'<R><R Type="{kinds}comments" Target="remarks.xml"/></R>'
    content = read_docx(package(parts), "a.docx")
    assert [block.text.text for block in content.blocks if isinstance(block, Paragraph)] == ["正文文字"]
    assert [aside.text.text for aside in content.asides] == ["批注文字"]


def test_a_deleted_end_joins_two_paragraphs() -> None:
    """Where the end of a paragraph was deleted under revision, it runs into the next one."""
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(docx(f"<w:p>{ended}{run('责任单位：')}</w:p>{paragraph('市财政局')}")) == ["责任单位：市财政局"]


def test_moved_text_is_read_where_it_went() -> None:
    """What was moved counts where it stands now, and where it stood before it is left out."""
    moved = run("移动的字")
    body = f"<w:p>{run('甲')}<w:moveFrom>{moved}</w:moveFrom></w:p><w:p><w:moveTo>{moved}</w:moveTo></w:p>"
    content = read_docx(docx(body), "a.docx")
    assert [block.text.text for block in content.blocks if isinstance(block, Paragraph)] == ["甲", "移动的字"]
    assert [(aside.text.text, aside.reason) for aside in content.asides] == [("移动的字", "修订中删去的文字")]


def test_a_deleted_row_is_no_row() -> None:
    """A row that was deleted under revision is left out by its words."""
    deleted = table(("2", "乙")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    raw = docx(table(("1", "甲")).replace("</w:tbl>", "") + deleted.replace("<w:tbl>", ""))
    content = read_docx(raw, "a.docx")
    (block,) = content.blocks
    assert isinstance(block, Table)
    assert [[cell.text.text for cell in row] for row in block.rows] == [["1", "甲"]]
    assert [aside.text.text for aside in content.asides] == ["2", "乙"]


def test_a_table_of_contents_is_no_text() -> None:
    """The lines of a table of contents repeat the headings and are left out."""
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="toc 1"/></w:style>'
    raw = docx(paragraph("一、整改任务\t2", style="a") + paragraph("一、整改任务"), styles=styles)
    assert texts(raw) == ["一、整改任务"]
    assert [aside.reason for aside in read_docx(raw, "a.docx").asides] == ["目录"]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "52", "☑"),
        ("Symbol", "F0B3", "≥"),
        ("Wingdings", "F04A", "〓"),
        ("宋体", "2265", "≥"),
        ("某字体", "F0B3", "〓"),
        ("Symbol", "zz", "〓"),
    ],
)
def test_symbols(font: str, code: str, shown: str) -> None:
    """A character of a symbol font is read as the sign it shows; one nobody knows leaves a mark, never nothing."""
    body = f'<w:p>{run("覆盖率")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{run("90%")}</w:p>'
    assert texts(docx(body)) == [f"覆盖率{shown}90%"]


def test_computed_numbers_fill_a_column() -> None:
    """A column of 序号 that is nothing but computed numbers has them."""
    rows = "".join(
        f"<w:tr><w:tc>{paragraph('', number=(1, 0))}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in "甲乙"
    )
    (block,) = read_docx(docx(f"<w:tbl>{rows}</w:tbl>", numbering=lists(("decimal", "%1."))), "a.docx").blocks
    assert isinstance(block, Table)
    assert [row[0].text.text for row in block.rows] == ["1", "2"]


def test_a_frame_around_text_is_no_table() -> None:
    """A table of one cell only draws a frame: what is in it are paragraphs and tables."""
    inner = paragraph("框内正文") + table(("1", "甲"))
    blocks = read_docx(docx(f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"), "a.docx").blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_lists_that_are_described_elsewhere() -> None:
    """A list finds its levels under the style it links to, and counts anew or looks otherwise where it says so."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>'
        f"{level.format('chineseCounting', '%1、')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        f"{level.format('upperRoman', '%1.')}</w:lvlOverride></w:num>"
    )
    body = "".join(paragraph(text, number=(number, 0)) for text, number in [("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2)])
    assert texts(docx(body, numbering=numbering)) == ["一、甲", "二、乙", "I.丙", "II.丁"]


def test_bold_by_a_character_style() -> None:
    """A run is bold by its style too, unless it says otherwise itself."""
    styles = '<w:style w:type="character" w:styleId="a"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    styled = "<w:r><w:rPr><w:rStyle w:val='a'/>{}</w:rPr><w:t>{}</w:t></w:r>"
    off = "<w:b w:val='0'/>"
    body = f"<w:p>{styled.format('', '粗')}{styled.format(off, '细')}</w:p>"
    (block,) = read_docx(docx(body, styles=styles), "a.docx").blocks
    assert isinstance(block, Paragraph)
    assert block.bold == ((0, 1),)


def test_text_of_headers_in_boxes_and_of_charts_is_listed() -> None:
    """A text box in a header, drawn lettering and the words of a chart are all accounted for."""
    inner = f"<w:txbxContent>{paragraph('框内页眉')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r></w:p>"
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="某县人民政府文件"/></v:shape></w:pict></w:r></w:p>'
    chart = "<a:p><a:r><a:t>完成率</a:t></a:r></a:p>"
    content = read_docx(docx(art + paragraph("正文"), header1=box, chart1=chart), "a.docx")
    assert [block.text.text for block in content.blocks if isinstance(block, Paragraph)] == ["某县人民政府文件", "正文"]
    assert [aside.text.text for aside in content.asides] == ["框内页眉", "完成率"]


def test_the_rendering_that_has_text_is_read() -> None:
    """Of two renderings the second is read where the first has no text."""
    box = f"<v:textbox><w:txbxContent>{paragraph('框里的字')}</w:txbxContent></v:textbox>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(docx(body)) == ["框里的字"]


def test_what_the_text_does_not_tell_is_doubted() -> None:
    """Open revisions, pictures, embedded files and unknown signs are one doubt each, with where they stand."""
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    body = (
        f"<w:p><w:ins>{run('甲')}</w:ins><w:del>{run('乙')}{run('丙')}</w:del></w:p>"
        "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>"
        f"<w:altChunk/><w:p>{run('正文文字')}{sign}</w:p>"
    )
    content = read_docx(docx(body), "a.docx")
    assert [doubt.message.partition("，")[0] for doubt in content.doubts] == [
        "文件里有 2 处修订（第1段）还没有接受",
        "文件里有 1 张图片（第2段）",
        "文件里嵌有 1 个别的文件（第3段）",
        "文件里插有 1 个别的文件（第3段之后）",
        "有 1 个符号（第4段）认不出来",
    ]
    assert [aside.text.text for aside in content.asides] == ["乙丙"]
