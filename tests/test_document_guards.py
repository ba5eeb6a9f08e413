"""Files that are no document, or a trap: each is refused in one Chinese line that names the way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from docx_building import docx, package, paragraph
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document import read_document
from zhenggai.importers.docx_xml import MAX_DEPTH
from zhenggai.importers.formats import foreign

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
STREAMS = {
    name: name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document")
}
XML = '<?xml version="1.0"?>'
BODY = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'


def bomb() -> bytes:
    """Return a small zip whose document expands to a hundred megabytes."""
    return package({"word/document.xml": b"<w>" + b" " * 100_000_000 + b"</w>"})


def crowd() -> bytes:
    """Return a zip of five thousand entries."""
    return package({f"word/{number}.xml": "" for number in range(5000)})


def encrypted() -> bytes:
    """Return a zip whose entries are marked as encrypted."""
    raw = bytearray(docx(paragraph("某县整改方案")))
    at = 0
    while (at := raw.find(b"PK\x01\x02", at)) >= 0:
        raw[at + 8] |= 1
        at += 4
    return bytes(raw)


def truncated() -> bytes:
    """Return a zip whose compressed text is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", BODY.format("<w:p/>" * 5000))
    raw = bytearray(out.getvalue())
    raw[60:90] = b"\xff" * 30
    return bytes(raw)


CASES: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "是空文件", "请核对选的文件"),
    "blank": (b" \n\t\n", "是空文件", "请核对选的文件"),
    "pdf": (b"%PDF-1.7\n", "是 PDF，不能直接读", "请用 WPS 转成 docx"),
    "picture": (b"\xff\xd8\xff\xe0JFIF", "是图片，里面没有文字", "文字识别"),
    "old word": (OLE + STREAMS["WordDocument"], "是旧的 Word/WPS 格式", "另存为 docx"),
    "old workbook": (OLE + STREAMS["Workbook"], "是旧的 Excel 表格", "zhenggai import xlsx"),
    "old slides": (OLE + STREAMS["PowerPoint Document"], "是演示文稿", "复制到 docx"),
    "old and broken": (OLE, "已损坏，或者不是文档", "另存为 docx"),
    "password": (OLE + STREAMS["EncryptedPackage"], "有密码，打不开", "去掉密码"),
    "archived page": (b"From: a\nMIME-Version: 1.0\n", "是网页存档", "另存为 docx"),
    "rtf": (b"{\\rtf1 }", "是 RTF 格式", "另存为 docx"),
    "spreadsheet": (
        b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "是 OpenDocument 表格或演示文稿",
        "zhenggai import xlsx",
    ),
    "zip password": (encrypted(), "有密码，打不开", "去掉密码"),
    "no text": (b"\0\x01\x02\x03" * 50, "认不出这个文件是什么编码", "另存为"),
    "large text": ("整改".encode() * 800_000, "超过 4 MB", "请只留"),
    "no zip": (b"PK\x03\x04 broken", "已损坏，打不开", "另存为 docx"),
    "workbook": (package({"xl/workbook.xml": "<x/>"}), "是 Excel 工作簿", "zhenggai import xlsx"),
    "slides": (package({"ppt/presentation.xml": "<x/>"}), "是演示文稿", "复制到 docx"),
    "odf": (package({"mimetype": "x", "content.xml": "<x/>"}), "是 ODF 文档", "另存为 docx"),
    "archive": (package({"a/整改方案.docx": b"x"}), "是压缩包，里面有 a/整改方案.docx", "请先解压"),
    "layout file": (package({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "是 OFD 版式文件", "复制出来"),
    "no document": (package({"a.txt": "x"}), "里没有正文", "另存为 docx"),
    "bomb": (bomb(), "过大，不像正常的文档", "另存为 docx"),
    "crowd": (crowd(), "展开后过大", "另存为 docx"),
    "damaged": (truncated(), "已损坏", "另存为 docx"),
    "no xml": (package({"word/document.xml": "<w><a></w>"}), "不是完整的 XML", "另存为 docx"),
    "entities": (
        package({"word/document.xml": f'{XML}<!DOCTYPE w [<!ENTITY a "{"x" * 99}">]><w>&a;</w>'}),
        "实体定义（DTD），不安全",
        "另存为 docx",
    ),
    "deep": (package({"word/document.xml": "<w>" * (MAX_DEPTH + 9)}), "嵌套过深", "另存为 docx"),
    "many": (package({"word/document.xml": f"<w>{'<p/>' * 500_001}</w>"}), "过大", "另存为 docx"),
    "looks": (package({"word/document.xml": f"<w>{'<i/>' * 2_000_001}</w>"}), "过大", "另存为 docx"),
    "endless tag": (package({"word/document.xml": f"<w a='{' ' * 5_000_000}'/>"}), "过大", "另存为 docx"),
    "long text": (("某" * 500_001).encode(), "文件有 500,001 字，超过 500,000 字", "zhenggai import xlsx"),
    "many lines": (b"a\n" * 20_001, "文件有 20,001 行，超过 20,000 行", "zhenggai import xlsx"),
    "many tasks": (
        ("某县整改台账\n序号\t问题\t措施\t责任单位\n" + "1\t甲\t乙\t丙局\n" * 10_001).encode(),
        "，超过 9999，一个方案放不下",
        "请按方案拆成几份",
    ),
    "long document": (docx(paragraph("某" * 500_001)), "文件有 500,001 字，超过", "zhenggai import xlsx"),
    "many paragraphs": (docx(paragraph("甲") * 20_001), "文件有 20,001 行，超过", "zhenggai import xlsx"),
    "scan": (
        package({"word/document.xml": BODY.format("<w:p/>"), "word/media/image1.png": b"\x89PNG"}),
        "里只有图片没有文字，是扫描件",
        "文字识别",
    ),
    "nothing in it": (docx("<w:p/>"), "里没有文字", "请核对选的文件"),
}


@pytest.mark.parametrize(("raw", "message", "way_out"), CASES.values(), ids=CASES)
def test_refused_with_the_way_out(raw: bytes, message: str, way_out: str) -> None:
    """The message says what the file is, and the way out what to do, each in one line."""
    with pytest.raises(ZhenggaiError) as refusal:
        read_document(raw, "某文件")
    assert message in refusal.value.message
    assert way_out in refusal.value.way_out
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("raw", "suffix", "found"),
    [
        (OLE + STREAMS["WordDocument"], ".docx", ".doc"),
        (OLE, ".wps", ".wps"),
        (OLE, ".doc", None),
        (OLE + STREAMS["Workbook"], ".doc", None),
        (OLE + STREAMS["WordDocument"] + STREAMS["EncryptedPackage"], ".doc", None),
        (b"{\\rtf1", ".doc", ".rtf"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", ".docx", ".odt"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", ".doc", ".html"),
        (b"<html xmlns:w='x'>", ".doc", ".html"),
        (b"<html>", ".txt", None),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'>", ".doc", ".xml"),
        (b"<?xml version='1.0'?><other>", ".xml", None),
        (docx(""), ".doc", None),
    ],
)
def test_what_libreoffice_must_convert(raw: bytes, suffix: str, found: str | None) -> None:
    """A file is told by what it is, and its name only says whether tags are text."""
    kind = foreign(raw, suffix)
    assert (kind and kind.suffix) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom"])
def test_encodings(encoding: str) -> None:
    """A text is read in the encodings Windows and Kylin write, told apart by BOM, then UTF-8, then GB 18030."""
    text = "某县整改方案\n一、存在问题及整改措施\n（一）台账不全。\n整改措施：补齐。\n责任单位：县财政局\n"
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    plan = read_document(raw, "a.txt").plan
    assert plan is not None
    assert [task.units for _c, _i, task in plan.rows()] == ["县财政局"]


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\xd8", b"\xff\xfea"])
def test_broken_utf16_is_refused(raw: bytes) -> None:
    """A file that begins as UTF-16 and is none is refused."""
    with pytest.raises(ZhenggaiError, match="对不上"):
        read_document(raw, "a.txt")
