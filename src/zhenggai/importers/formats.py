"""Which kind of file some bytes are, by their first ones and their inside, and the reader for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document_text import decode, read_text

if TYPE_CHECKING:
    from zhenggai.importers.blocks import Content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD, _WORKBOOK, _SLIDES = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document")
)
"""Names of streams in files of the old formats ([MS-CFB], [MS-DOC], [MS-XLS])."""
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_PAGE = re.compile(rb"(?is)\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b")
_XML_TEXT = re.compile(rb"\s*<\?xml\b.{0,2000}?<(?:\w+:)?(?:wordDocument|package|document|UOF)\b", re.DOTALL)
_ARCHIVED_PAGE = re.compile(rb"(?is)\s*(?:[\w-]+:[^\n]*\n){0,8}MIME-Version:", re.IGNORECASE)
_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 docx 再导入"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of document that LibreOffice must turn into .docx first: its usual suffix, and what to call it."""

    suffix: str
    what: str


_OLD = Foreign(".doc", "旧的 Word/WPS 格式")
_WORKS = Foreign(".wps", "旧的 WPS 格式")
_RTF = Foreign(".rtf", "RTF 格式")
_ODT = Foreign(".odt", "OpenDocument 格式")
_HTML = Foreign(".html", "网页格式（有的系统导出的 .doc 其实是网页）")
_XML = Foreign(".xml", "XML 格式")


def foreign(raw: bytes, suffix: str) -> Foreign | None:
    """Return what LibreOffice must turn into .docx first, None for what is read, or refused, as it is.

    `suffix` is that of the file's name: tags in a .txt or .md are the business of the reader of texts.
    """
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf")
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            return None
        return _OLD if _WORD in raw else _WORKS if suffix.lower() == ".wps" else None
    if raw.startswith(b"{\\rtf"):
        return _RTF
    if raw.startswith(b"PK"):
        return _ODT if _OPEN_TEXT in head else None
    if suffix.lower() in {".txt", ".md", ""}:
        return None
    if _PAGE.match(head):
        return _HTML
    return _XML if _XML_TEXT.match(head) else None


def read(raw: bytes, name: str) -> Content:
    """Read a document by what it is, whatever its name says.

    Raises:
        ZhenggaiError: it is of a kind that cannot be read here, or broken; the message names the way out.
    """
    if not raw.strip():
        raise ZhenggaiError(f"{name} 是空文件", "请核对选的文件")
    if raw.startswith(b"PK"):
        if _OPEN_DOCUMENT in raw[:4096] and _OPEN_TEXT not in raw[:4096]:
            raise ZhenggaiError(
                f"{name} 是 OpenDocument 表格或演示文稿，不是文档", "表格请用 zhenggai import xlsx 导入"
            )
        from zhenggai.importers.docx_document import read_docx  # noqa: PLC0415 - a text file needs no XML

        return read_docx(raw, name)
    if raw.startswith(_OLE):
        _refuse_old(raw, name)
    if raw.startswith(b"%PDF"):
        raise ZhenggaiError(
            f"{name} 是 PDF，不能直接读", "请用 WPS 转成 docx，或者把文字复制到 txt 里再导入；扫描件先做文字识别"
        )
    if raw.startswith(_IMAGES):
        raise ZhenggaiError(f"{name} 是图片，里面没有文字", "请先做文字识别（OCR），存成 docx 或 txt 再导入")
    if raw.startswith(b"{\\rtf"):
        raise ZhenggaiError(f"{name} 是 RTF 格式", _SAVE_AGAIN)
    if _ARCHIVED_PAGE.match(raw[:4096]):
        raise ZhenggaiError(f"{name} 是网页存档（.mht）", _SAVE_AGAIN)
    return read_text(decode(raw))


def _refuse_old(raw: bytes, name: str) -> None:
    """Refuse a file of the old formats, saying which.

    Raises:
        ZhenggaiError: always.
    """
    if _ENCRYPTED in raw:
        raise ZhenggaiError(f"{name} 有密码，打不开", "请在 Word 或 WPS 里去掉密码，另存后再导入")
    if _WORD not in raw and _WORKBOOK in raw:
        raise ZhenggaiError(f"{name} 是旧的 Excel 表格，不是文档", "请另存为 xlsx，用 zhenggai import xlsx 导入")
    if _WORD not in raw and _SLIDES in raw:
        raise ZhenggaiError(f"{name} 是演示文稿，不是文档", "请把文字复制到 docx 里再导入")
    if _WORD not in raw:
        raise ZhenggaiError(f"{name} 已损坏，或者不是文档", _SAVE_AGAIN)
    raise ZhenggaiError(f"{name} 是旧的 Word/WPS 格式", _SAVE_AGAIN)
