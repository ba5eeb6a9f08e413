"""A .docx opened as the zip of XML it is, behind guards against bombs and passwords; what the XML says is not read."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.docx_xml import Element, Unfit, attribute, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES = 4000
MAX_EXPANDED = 400 * 1024 * 1024
"""All parts together, pictures included; only the XML of the text is ever expanded."""
MAX_XML = 32 * 1024 * 1024
"""All XML that is read; a ledger of 2,000 rows takes about 10 MB."""

_TORN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 docx 再导入"
_OTHERS = (
    ("xl/workbook.xml", "是 Excel 工作簿，不是 Word 文档", "请用 zhenggai import xlsx 导入"),
    ("xl/workbook.bin", "是 Excel 工作簿，不是 Word 文档", "请另存为 xlsx，用 zhenggai import xlsx 导入"),
    ("ppt/presentation.xml", "是演示文稿，不是 Word 文档", "请把文字复制到 docx 里再导入"),
    ("ofd.xml", "是 OFD 版式文件，不能直接读", "请用阅读器把文字复制出来，存成 docx 或 txt 再导入；扫描件先做文字识别"),
    ("content.xml", "是 ODF 文档", _SAVE_AGAIN),
)
"""Other things that are zip files, by a part they have (in lower case)."""


class Package:
    """The parts of a .docx by name; the names of parts know no upper and lower case (ECMA-376 Part 2, 6.2.2.3)."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Open the zip.

        Raises:
            ZhenggaiError: it is damaged, too large, encrypted, or no document of Word.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            entries = self._zip.infolist()
        except _TORN as error:
            raise ZhenggaiError(f"{name} 已损坏，打不开", _SAVE_AGAIN) from error
        self._entries = {entry.filename.lower(): entry for entry in entries}
        self._left = MAX_XML
        self._guard(entries)
        self._main = self._main_part()

    def _guard(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_EXPANDED:
            raise ZhenggaiError(f"{self.name} 展开后过大（{len(entries)} 个部分），不像正常的文档", _SAVE_AGAIN)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ZhenggaiError(f"{self.name} 有密码，打不开", "请去掉密码，另存后再导入")
        for part, what, way_out in _OTHERS:
            if part in self._entries:
                raise ZhenggaiError(f"{self.name} {what}", way_out)
        documents = [
            name for name in self._entries if name.endswith((".docx", ".doc", ".wps", ".xlsx", ".xls", ".pdf"))
        ]
        if documents and "[content_types].xml" not in self._entries:
            first = next(entry.filename for entry in entries if entry.filename.lower() in documents)
            raise ZhenggaiError(f"{self.name} 是压缩包，里面有 {first}", "请先解压，再导入里面的文件")

    @property
    def has_pictures(self) -> bool:
        """Whether pictures are in it."""
        return any("/media/" in name for name in self._entries)

    def document(self) -> Element:
        """Return the root of the main text.

        Raises:
            ZhenggaiError: there is none, or it cannot be read.
        """
        root = self.part(self._main)
        if root is None:
            raise ZhenggaiError(f"{self.name} 里没有正文，不是 Word 文档，或者已损坏", _SAVE_AGAIN)
        return root

    def _main_part(self) -> str:
        """Return the name of the main text, as the package says it, else as Word calls it."""
        named = [target for kind, target in self._relationships("") if kind == "officeDocument"]
        usual = sorted(name for name in self._entries if name.startswith("word/document") and name.endswith(".xml"))
        return next((name for name in (*named, "word/document.xml", *usual) if name in self._entries), "")

    def related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """Yield the parts that the main text relates to in that way (`footnotes`, `header`), by name, then by root.

        Parts that are named so and related to by nothing count too: what is in the file is to be accounted for.
        """
        named = {target for one, target in self._relationships(self._main) if one == kind}
        usual = {name for name in self._entries if name.startswith(f"word/{kind.lower()}") and name.endswith(".xml")}
        for name in sorted(named | usual):
            root = self.part(name)
            if root is not None:
                yield name, root

    def first(self, kind: str) -> Element | None:
        """Return the root of the first such part, None where there is none."""
        return next((root for _name, root in self.related(kind)), None)

    def _relationships(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield how a part (the package itself for an empty name) relates to which others, in lower case."""
        folder, base = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for one in root if root is not None else ():
            target = attribute(one, "Target") or ""
            if attribute(one, "TargetMode") != "External":
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield (attribute(one, "Type") or "").rpartition("/")[2], whole.lower()

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where there is no such part.

        Raises:
            ZhenggaiError: it is damaged, too large, too deep, or defines entities.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                raw = stream.read(self._left + 1)
        except (*_TORN, zlib.error, lzma.LZMAError, RuntimeError, EOFError) as error:
            raise ZhenggaiError(f"{self.name} 已损坏，里面的 {entry.filename} 读不出来", _SAVE_AGAIN) from error
        self._left -= len(raw)
        if self._left < 0:
            raise ZhenggaiError(f"{self.name} 里的 {entry.filename} 过大，不像正常的文档", _SAVE_AGAIN)
        try:
            return parse(raw)
        except Unfit as why:
            raise ZhenggaiError(f"{self.name} 里的 {entry.filename} {why}", _SAVE_AGAIN) from why
