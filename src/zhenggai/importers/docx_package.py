"""A .docx opened as the zip of XML it is, behind guards against bombs and passwords; what the XML says is not read."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.docx_xml import Unfit, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.docx_xml import Element

MAX_ENTRIES = 4000
MAX_EXPANDED = 400 * 1024 * 1024
"""All parts together, pictures included; only the XML of the text is ever expanded."""
MAX_PART = 24 * 1024 * 1024

_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 docx 再导入"


class Package:
    """The parts of a .docx by name."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Open the zip.

        Raises:
            ZhenggaiError: it is damaged, too large, encrypted, or no document of Word.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ZhenggaiError(f"{name} 已损坏，打不开", _SAVE_AGAIN) from error
        self._sizes = {entry.filename: entry.file_size for entry in entries}
        self._guard(entries)

    def _guard(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_ENTRIES or sum(self._sizes.values()) > MAX_EXPANDED:
            raise ZhenggaiError(f"{self.name} 展开后过大（{len(entries)} 个部分），不像正常的文档", _SAVE_AGAIN)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ZhenggaiError(f"{self.name} 有密码，打不开", "请去掉密码，另存后再导入")
        if "xl/workbook.xml" in self._sizes:
            raise ZhenggaiError(f"{self.name} 是 Excel 工作簿，不是 Word 文档", "请用 zhenggai import xlsx 导入")
        if "ppt/presentation.xml" in self._sizes:
            raise ZhenggaiError(f"{self.name} 是演示文稿，不是 Word 文档", "请把文字复制到 docx 里再导入")
        if "mimetype" in self._sizes and "content.xml" in self._sizes:
            raise ZhenggaiError(f"{self.name} 是 ODF 文档", _SAVE_AGAIN)

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are in it."""
        return any(name.startswith("word/media/") for name in self._sizes)

    def document(self) -> Element:
        """Return the root of the main text.

        Raises:
            ZhenggaiError: there is none, or it cannot be read.
        """
        root = self.part("word/document.xml")
        if root is None:
            named = [name for name in self._sizes if name.startswith("word/document") and name.endswith(".xml")]
            root = self.part(named[0]) if named else None
        if root is None:
            raise ZhenggaiError(f"{self.name} 里没有正文，不是 Word 文档，或者已损坏", _SAVE_AGAIN)
        return root

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where there is no such part.

        Raises:
            ZhenggaiError: it is damaged, too large, too deep, or defines entities.
        """
        if name not in self._sizes:
            return None
        try:
            with self._zip.open(name) as stream:
                raw = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
            raise ZhenggaiError(f"{self.name} 已损坏，里面的 {name} 读不出来", _SAVE_AGAIN) from error
        if len(raw) > MAX_PART:
            raise ZhenggaiError(f"{self.name} 里的 {name} 过大，不像正常的文档", _SAVE_AGAIN)
        try:
            return parse(raw)
        except Unfit as why:
            raise ZhenggaiError(f"{self.name} 里的 {name} {why}", _SAVE_AGAIN) from why

    def parts_like(self, beginning: str) -> Iterator[tuple[str, Element]]:
        """Yield the parts whose names begin so, in the order of their names."""
        for name in sorted(self._sizes):
            if name.startswith(beginning) and name.endswith(".xml"):
                root = self.part(name)
                if root is not None:
                    yield name, root
