"""Files that are no ledger, or mean harm: each refused in one Chinese line with the way out, and nothing written."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from xlsx_made import HEADING, SHEET, made, part, plain, repacked, saved, with_sheet
from zhenggai.errors import ZhenggaiError
from zhenggai.importers import xlsx_guards, xlsx_sheet
from zhenggai.importers.xlsx_draft import read_workbook
from zhenggai.importers.xlsx_headings import lexicon
from zhenggai.importers.xlsx_tasks import Basis
from zhenggai.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
AS_XLSX = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试"
AGAIN = "请重新下载、复制一次，或者请对方重发"
SMALLER = "请只留台账所在的工作表，删去图片和表外的空白行，另存后再试"


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def with_password() -> bytes:
    return OLE + b"R\0o\0o\0t\0" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 400


def entity_bomb() -> bytes:
    lines = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY b0 "整改">{lines}]><sst><si><t>&b11;</t></si></sst>'
    return repacked(plain(), {"xl/sharedStrings.xml": bomb.encode()})


def late_doctype() -> bytes:
    comment = f"<!--{'x' * 200_000}-->"
    sheet = part(plain(), SHEET)
    return repacked(plain(), {SHEET: (comment + "<!DOCTYPE worksheet [<!ENTITY a 'b'>]>" + sheet).encode()})


def utf16_doctype() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE sst><sst/>'
    return repacked(plain(), {"xl/sharedStrings.xml": text.encode("utf-16")})


def zip_bomb() -> bytes:
    return repacked(plain(), {"xl/media/image1.png": bytes(200 * 1024 * 1024)})


def cell_bomb() -> bytes:
    cells = '<c r="A1" s="1"/>' * (xlsx_guards.MOST_MARKS // 2)
    return with_sheet(f'<sheetData>{{}}<row r="9">{cells}</row></sheetData>')


def many_entries() -> bytes:
    return repacked(plain(), {f"xl/x{number}.xml": b"<a/>" for number in range(xlsx_guards.MOST_ENTRIES + 1)})


def strict() -> bytes:
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    return repacked(plain(), change=lambda _name, content: content.replace(old, new))


def merged(area: str) -> bytes:
    sheet = part(plain(), SHEET)
    merges = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    return repacked(plain(), {SHEET: sheet.replace("</sheetData>", merges).encode()})


def overlapping_merges() -> bytes:
    areas = '<mergeCell ref="A4:A15000"/>' * 70
    sheet = part(plain(), SHEET).replace("</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>")
    return repacked(plain(), {SHEET: sheet.encode()})


def hidden_columns() -> bytes:
    columns = '<col min="1" max="9" hidden="1"/>' * 16_385
    sheet = part(plain(), SHEET).replace("<sheetData>", f"<cols>{columns}</cols><sheetData>")
    return repacked(plain(), {SHEET: sheet.encode()})


def endless_tag() -> bytes:
    attributes = "".join(f'a{number}="" ' for number in range(150_000))
    return with_sheet(f'<sheetData>{{}}<row r="9" {attributes}/></sheetData>')


def many_rows(count: int) -> bytes:
    numbers = range(4, 4 + count)
    rows = "".join(f'<row><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>{n}</v></c></row>' for n in numbers)
    return with_sheet(f"<sheetData>{{}}{rows}</sheetData>")


def many_cells() -> bytes:
    cells = "".join(f'<c r="A{n}"><v>1</v></c>' for n in range(10, 10 + xlsx_sheet.MOST_CELLS))
    return with_sheet(f"<sheetData>{{}}<row>{cells}</row></sheetData>")


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", f"旧台账.xlsx 是空文件。{AGAIN}"),
    "zeros": (lambda: bytes(4096), f"旧台账.xlsx 是空文件。{AGAIN}"),
    "xls": (lambda: OLE, f"旧台账.xlsx 是旧格式的表格（.xls 或 .et），读不了。{AS_XLSX}"),
    "password": (with_password, "旧台账.xlsx 有密码，打不开。请用 Excel 或 WPS 打开，取消密码后另存，再试一次"),
    "ods": (
        lambda: archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        f"旧台账.xlsx 是 OpenDocument 格式（.ods 等），读不了。{AS_XLSX}",
    ),
    "docx": (
        lambda: archive(**{"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "旧台账.xlsx 是 Word 文档，不是表格。请用 zhenggai import document 导入",
    ),
    "xlsb": (
        lambda: archive(**{"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\0"}),
        f"旧台账.xlsx 是二进制格式的工作簿（.xlsb），读不了。{AS_XLSX}",
    ),
    "zip": (
        lambda: archive(**{"台账/一.txt": b"1"}),
        "旧台账.xlsx 是压缩包，不是 Excel 工作簿（.xlsx）。请先解压，再导入里面的表格",
    ),
    "html": (
        "<html><table><tr><td>序号</td></tr></table></html>".encode,
        f"旧台账.xlsx 其实是网页格式的表格，读不了。{AS_XLSX}",
    ),
    "xml 2003": (
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        f"旧台账.xlsx 其实是 XML 表格（2003 格式），读不了。{AS_XLSX}",
    ),
    "csv": (lambda: "序号,问题\r\n1,慢\r\n".encode("gbk"), f"旧台账.xlsx 其实是文本（CSV 一类），不是表格。{AS_XLSX}"),
    "pdf": (lambda: b"%PDF-1.7\n", "旧台账.xlsx 其实是 PDF，不是表格。请向对方要原来的 Excel 表格"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", f"旧台账.xlsx 不是 Excel 工作簿（.xlsx）。{AS_XLSX}"),
    "cut short": (lambda: plain()[:-400], f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}"),
    "torn": (
        lambda: plain()[:900] + b"\0" * 60 + plain()[960:],
        f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}",
    ),
    "no xml": (
        lambda: repacked(plain(), {SHEET: b"<worksheet><sheetData>"}),
        f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}",
    ),
    "cell out of the sheet": (
        lambda: with_sheet('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'),
        f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}",
    ),
    "text that is not there": (
        lambda: with_sheet('<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'),
        f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}",
    ),
    "entity bomb": (
        entity_bomb,
        f"旧台账.xlsx 里有文档类型或实体定义（DTD），可能有害，没有打开。不是自己做的表请勿打开；确属正常的，{AS_XLSX}",
    ),
    "late doctype": (
        late_doctype,
        f"旧台账.xlsx 里有文档类型或实体定义（DTD），可能有害，没有打开。不是自己做的表请勿打开；确属正常的，{AS_XLSX}",
    ),
    "UTF-16 doctype": (
        utf16_doctype,
        f"旧台账.xlsx 里有文档类型或实体定义（DTD），可能有害，没有打开。不是自己做的表请勿打开；确属正常的，{AS_XLSX}",
    ),
    "zip bomb": (zip_bomb, f"旧台账.xlsx 展开后有 200 MB，不像一份台账，没有打开。{SMALLER}"),
    "cell bomb": (cell_bomb, f"旧台账.xlsx 里有上百万个格子，不像一份台账，没有打开。{SMALLER}"),
    "many entries": (many_entries, f"旧台账.xlsx 里面有 5010 个部件，不像一份台账，没有打开。{SMALLER}"),
    "large": (
        lambda: plain() + bytes(61 * 1024 * 1024),
        f"旧台账.xlsx 有 61 MB，不像一份台账，没有打开。{SMALLER}",
    ),
    "strict": (
        strict,
        (
            "旧台账.xlsx 是“严格 Open XML”格式的工作簿，读不了。"
            "请用 Excel 打开，另存为普通的“Excel 工作簿（.xlsx）”（不带“严格”二字）后再试"
        ),
    ),
    "no sheet part": (
        lambda: repacked(plain(), {SHEET: None}),
        "旧台账.xlsx 缺少工作表“台账”的内容，文件不完整。请用 Excel 或 WPS 打开，另存后再试；打不开的，请对方重发",
    ),
    "no workbook part": (
        lambda: repacked(plain(), {"xl/workbook.xml": None}),
        f"旧台账.xlsx 里没有工作簿，打不开。{AS_XLSX}",
    ),
    "merged rows": (
        lambda: merged("A3:A1048576"),
        (
            "旧台账.xlsx 的工作表“台账”的合并区域 A3:A1048576 有 1048574 行，不像台账，没有读入。"
            "请取消这个合并，另存后再试"
        ),
    ),
    "many cells": (
        many_cells,
        "旧台账.xlsx 的工作表“台账”有 40 万多个格子，不像台账，没有读入。请按方案拆成几份，另存后再试",
    ),
    "overlapping merges": (
        overlapping_merges,
        "旧台账.xlsx 的工作表“台账”合并的格子太多，不像台账，没有读入。请取消用不着的合并，另存后再试",
    ),
    "overlapping hidden columns": (hidden_columns, f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}"),
    "endless tag": (endless_tag, f"旧台账.xlsx 不完整或已损坏，打不开。{AGAIN}"),
    "many tasks": (
        lambda: many_rows(20_001),
        "工作表“台账”里有 2 万多行任务，一个方案放不下。一个方案一份台账，请按方案拆成几份再导入",
    ),
    "many problems": (
        lambda: many_rows(10_001),
        "表里有 10002 个问题，超过 9999 个，一个方案放不下。一个方案一份台账，请按方案拆成几份再导入",
    ),
    "no ledger": (
        lambda: saved(made([("姓名", "电话"), ("某", "×××")])),
        (
            "旧台账.xlsx 的各张工作表里没有找到台账的表头。"
            "表头要有“问题”“整改措施”“整改时限”“责任单位”一类的栏；写法特别的，请写进工作区的 headings.tsv"
        ),
    ),
    "no task": (
        lambda: saved(made([("某县整改台账",), HEADING])),
        "旧台账.xlsx 的工作表“台账”表头下面没有任务。请核对是不是要导入的表",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_refused(name: str, workspace: Path) -> None:
    """The refusal is one whole Chinese line with the way out, the exit code 3, and nothing is written."""
    make, message = BROKEN[name]
    (workspace / "旧台账.xlsx").write_bytes(make())
    ran = run("import", "xlsx", "旧台账.xlsx", "--doubts", "疑问.txt")
    assert (ran.code, ran.out, ran.err) == (3, [], [message])
    assert sorted(path.name for path in workspace.rglob("*") if path.is_file()) == ["旧台账.xlsx"]


PARTS = [name for name in zipfile.ZipFile(io.BytesIO(plain())).namelist() if name.endswith((".xml", ".rels"))]


@given(st.data())
@settings(max_examples=150)
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever bytes are changed, in the archive or inside a part, the file is read or refused, never a crash."""
    raw = bytearray(plain())
    changes = data.draw(st.lists(st.tuples(st.integers(0, len(raw) - 1), st.integers(0, 255)), min_size=1, max_size=8))
    for at, byte in changes:
        raw[at] = byte
    name = data.draw(st.sampled_from(PARTS))
    text = bytearray(part(plain(), name).encode())
    start = data.draw(st.integers(0, len(text) - 1))
    piece = data.draw(st.sampled_from([b"", b'"', b"<", b"9" * 15, b"-1", b"XFE1048577", b"&#1;", b"s", b"\xff"]))
    text[start : start + data.draw(st.integers(0, 6))] = piece
    for damaged in (bytes(raw), repacked(plain(), {name: bytes(text)})):
        with contextlib.suppress(ZhenggaiError):
            read_workbook(damaged, "旧台账.xlsx", Basis(lexicon(), Settings()))


def test_an_entry_with_a_password_is_refused(workspace: Path) -> None:
    """An archive whose parts are encrypted is named for what it is."""
    raw = bytearray(plain())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := raw.find(mark, start)) >= 0:
            raw[start + at] |= 1
            start += 4
    (workspace / "旧台账.xlsx").write_bytes(bytes(raw))
    ran = run("import", "xlsx", "旧台账.xlsx")
    assert (ran.code, ran.err) == (3, ["旧台账.xlsx 有密码，打不开。请取消密码后再试"])


def test_a_file_that_is_not_there_is_refused(workspace: Path) -> None:
    """A missing file, and a folder, are named."""
    (workspace / "返回").mkdir()
    assert run("import", "xlsx", "没有.xlsx").err == ["找不到 没有.xlsx。请核对路径"]
    assert run("import", "xlsx", "返回").err == ["返回 是文件夹，不是文件。请写出文件名"]


def test_a_wrong_dimension_loses_no_row(workspace: Path) -> None:
    """A sheet that says it ends at A1 is read to its last row all the same."""
    sheet = part(plain(), SHEET)
    lying = sheet.replace('<dimension ref="A1:F3"', '<dimension ref="A1"')
    assert lying != sheet
    (workspace / "旧台账.xlsx").write_bytes(repacked(plain(), {SHEET: lying.encode()}))
    assert run("import", "xlsx", "旧台账.xlsx").code == 0
    assert "项目进展慢" in (workspace / "ledgers" / "ledger.yaml").read_text(encoding="utf-8")
