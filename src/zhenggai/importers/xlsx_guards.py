"""A workbook looked at before it is opened: by its first bytes, then by the directory of its zip archive.

Whatever cannot be read is refused here in one Chinese line with the way out, before anything is unpacked. What the
parts say is the business of `xlsx_book` and `xlsx_sheet`.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_EXPANDED = 160 * 1024 * 1024
"""Bytes of all parts together; a ledger of 10,000 rows takes some 15 MB."""
LARGEST_PART = 64 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_MARKS = 4_000_000
"""Starts and ends of XML elements in all parts that are read: a second a million, and our own largest have three."""

_AS_XLSX = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试"
_AGAIN = "请重新下载、复制一次，或者请对方重发"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
_CONTENT_TYPES = "[Content_Types].xml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_DOCTYPE = b"<!DOCTYPE"
_CHUNK = 1 << 16
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What zipfile raises for an archive that is not what it says it is."""
_XML = (".xml", ".rels", ".vml")


@dataclass(slots=True)
class Package:
    """The unopened parts of a workbook; `name` is the file as messages name it.

    `marks` counts the starts and ends of elements read so far, over all parts.
    """

    name: str
    archive: zipfile.ZipFile
    marks: int = 0

    def has(self, part: str) -> bool:
        """Say whether there is a part of that name."""
        return part in self.archive.NameToInfo

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part piece by piece.

        Raises:
            ZhenggaiError: the archive is damaged there.
        """
        try:
            with self.archive.open(part) as source:
                while chunk := source.read(_CHUNK):
                    yield chunk
        except _TORN as error:
            raise damaged(self.name) from error

    def whole(self, part: str) -> bytes:
        """Return a part as it is.

        Raises:
            ZhenggaiError: the archive is damaged there.
        """
        return b"".join(self.chunks(part))


def open_package(raw: bytes, name: str) -> Package:
    """Return the parts of a workbook given as bytes, after everything that can be told without unpacking was looked at.

    Raises:
        ZhenggaiError: it is no .xlsx workbook, has a password, is damaged, or would be too large when unpacked.
    """
    if not raw.startswith(_ZIP):
        raise _no_workbook(raw, name)
    if len(raw) > LARGEST_FILE:
        raise _too_large(name, f"有 {len(raw) // 1024 // 1024} MB")
    # Counted on the bytes: opening the archive would make an object of every entry.
    if (entries := raw.count(_ENTRY_MARK)) > MOST_ENTRIES:
        raise _too_large(name, f"里面有 {entries} 个部件")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except _TORN as error:
        raise damaged(name) from error
    package = Package(name, archive)
    _refuse_entries(package)
    _refuse_other_kinds(package)
    _refuse_doctypes(package)
    return package


def damaged(name: str) -> ZhenggaiError:
    """Return the refusal of a file that breaks off or is torn."""
    return ZhenggaiError(f"{name} 不完整或已损坏，打不开", _AGAIN)


def _no_workbook(raw: bytes, name: str) -> ZhenggaiError:
    """Say what a file that is no zip archive seems to be."""
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not raw.strip(b"\0 \r\n\t"):
        return ZhenggaiError(f"{name} 是空文件", _AGAIN)
    if raw.startswith(_OLE):
        if _ENCRYPTED_STREAM in raw:
            return ZhenggaiError(f"{name} 有密码，打不开", "请用 Excel 或 WPS 打开，取消密码后另存，再试一次")
        return ZhenggaiError(f"{name} 是旧格式的表格（.xls 或 .et），读不了", _AS_XLSX)
    if raw.startswith(_EMPTY_ZIP):
        return damaged(name)
    if head.startswith(b"%pdf"):
        return ZhenggaiError(f"{name} 其实是 PDF，不是表格", "请向对方要原来的 Excel 表格")
    if b'progid="excel.sheet"' in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return ZhenggaiError(f"{name} 其实是 XML 表格（2003 格式），读不了", _AS_XLSX)
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<?xml")):
        return ZhenggaiError(f"{name} 其实是网页格式的表格，读不了", _AS_XLSX)
    if b"\0" not in raw[:4096]:
        return ZhenggaiError(f"{name} 其实是文本（CSV 一类），不是表格", _AS_XLSX)
    return ZhenggaiError(f"{name} 不是 Excel 工作簿（.xlsx）", _AS_XLSX)


def _refuse_entries(package: Package) -> None:
    """Refuse what the directory of the archive says: passwords, one name twice, too much to unpack."""
    found = package.archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in found):
        raise ZhenggaiError(f"{package.name} 有密码，打不开", "请取消密码后再试")
    if len({entry.filename for entry in found}) < len(found):
        raise damaged(package.name)
    largest = max((entry.file_size for entry in found), default=0)
    expanded = sum(entry.file_size for entry in found)
    if largest > LARGEST_PART or expanded > LARGEST_EXPANDED:
        raise _too_large(package.name, f"展开后有 {expanded // 1024 // 1024} MB")


def _refuse_other_kinds(package: Package) -> None:
    """Refuse archives that are something else than a workbook of this format."""
    name = package.name
    if package.has("mimetype") and package.whole("mimetype").startswith(_OPEN_DOCUMENT):
        raise ZhenggaiError(f"{name} 是 OpenDocument 格式（.ods 等），读不了", _AS_XLSX)
    if package.has("word/document.xml"):
        raise ZhenggaiError(f"{name} 是 Word 文档，不是表格", "请用 zhenggai import document 导入")
    if package.has("xl/workbook.bin"):
        raise ZhenggaiError(f"{name} 是二进制格式的工作簿（.xlsb），读不了", _AS_XLSX)
    if not package.has(_CONTENT_TYPES):
        raise ZhenggaiError(f"{name} 是压缩包，不是 Excel 工作簿（.xlsx）", "请先解压，再导入里面的表格")


def _refuse_doctypes(package: Package) -> None:
    """Refuse document types and the entities they could define; no office program writes them."""
    for entry in package.archive.infolist():
        if entry.filename.lower().endswith(_XML):
            head = next(package.chunks(entry.filename), b"")
            if _DOCTYPE in head.replace(b"\0", b""):  # in UTF-16 every other byte is a NUL
                raise doctype(package.name)


def too_many_cells(name: str) -> ZhenggaiError:
    """Return the refusal of a file with far more cells than any ledger, most of them probably empty."""
    return _too_large(name, "里有上百万个格子")


def doctype(name: str) -> ZhenggaiError:
    """Return the refusal of a file with a document type or entities in it."""
    return ZhenggaiError(
        f"{name} 里有文档类型或实体定义（DTD），可能有害，没有打开", f"不是自己做的表请勿打开；确属正常的，{_AS_XLSX}"
    )


def _too_large(name: str, how: str) -> ZhenggaiError:
    return ZhenggaiError(
        f"{name} {how}，不像一份台账，没有打开", "请只留台账所在的工作表，删去图片和表外的空白行，另存后再试"
    )
