"""Which kind of file some bytes are, by their first ones and their inside, and the reader for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document_text import decode, read_text

if TYPE_CHECKING:
    from zhenggai.importers.blocks import Content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def is_old_word(raw: bytes) -> bool:
    """Say whether a file is one LibreOffice must turn into docx first: .doc, .wps, .rtf (not an encrypted docx)."""
    return (raw.startswith(_OLE) and _ENCRYPTED not in raw) or raw.startswith(b"{\\rtf")


def read(raw: bytes, name: str) -> Content:
    """Read a document by what it is, whatever its name says.

    Raises:
        ZhenggaiError: it is of a kind that cannot be read here, or broken; the message names the way out.
    """
    if not raw.strip():
        raise ZhenggaiError(f"{name} 是空文件", "请核对选的文件")
    if raw.startswith(b"PK"):
        from zhenggai.importers.docx_document import read_docx  # noqa: PLC0415 - a text file needs no XML

        return read_docx(raw, name)
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise ZhenggaiError(f"{name} 有密码，打不开", "请在 Word 或 WPS 里去掉密码，另存后再导入")
        raise ZhenggaiError(f"{name} 是旧的 Word/WPS 格式", "请用 Word 或 WPS 另存为 docx 后再导入")
    if raw.startswith(b"%PDF"):
        raise ZhenggaiError(
            f"{name} 是 PDF，不能直接读", "请用 WPS 转成 docx，或者把文字复制到 txt 里再导入；扫描件先做文字识别"
        )
    if raw.startswith(_IMAGES):
        raise ZhenggaiError(f"{name} 是图片，里面没有文字", "请先做文字识别（OCR），存成 docx 或 txt 再导入")
    if raw.startswith(b"{\\rtf"):
        raise ZhenggaiError(f"{name} 是 RTF 格式", "请用 Word 或 WPS 另存为 docx 后再导入")
    return read_text(decode(raw))
