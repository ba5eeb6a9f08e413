"""A .docx read into paragraphs and tables, by a small reader of our own over its XML; nothing is interpreted here.

python-docx was not taken: it shows neither insertions, content controls, text boxes and footnotes nor the list marks
that Word computes, and a reader that does needs little more than these files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.blocks import Block, Content, Table
from zhenggai.importers.document_text import bare_table_doubts, blocks_of
from zhenggai.importers.docx_body import Body
from zhenggai.importers.docx_numbering import read_numbering
from zhenggai.importers.docx_package import Package
from zhenggai.importers.docx_styles import read_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.text_lines import TextLine

_ASIDE = (
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
    ("header", "页眉"),
    ("footer", "页脚"),
    ("diagramData", "图形里的文字"),
    ("chart", "图表里的文字"),
)
"""What a document relates to that holds text of its own."""
_LEAST = 20
"""Characters below which a document with pictures is a scan."""


def read_docx(raw: bytes, name: str) -> Content:
    """Read a .docx; headers, notes, comments and deleted text are set aside.

    Raises:
        ZhenggaiError: it is damaged, encrypted, too large, no document, or has pictures and no text.
    """
    package = Package(raw, name)
    body = Body(read_numbering(package.first("numbering")), read_styles(package.first("styles")))
    runs = list(body.blocks(package.document()))
    for kind, reason in _ASIDE:
        for _part, root in package.related(kind):
            body.set_aside(root, reason, reason)
    source = body.text.source()
    if sum(not character.isspace() for character in source.text) < _LEAST and package.has_pictures:
        raise ZhenggaiError(f"{name} 里只有图片没有文字，是扫描件", "请先做文字识别（OCR），存成 docx 或 txt 再导入")
    if not source.text.strip():
        raise ZhenggaiError(f"{name} 里没有文字", "请核对选的文件")
    blocks = tuple(_blocks(runs))
    given = {id(run) for run in runs if isinstance(run, Table)}
    bare = [block for block in blocks if isinstance(block, Table) and id(block) not in given]
    lines = [line for run in runs if isinstance(run, list) for line in run]
    doubts = (*body.noticed.doubts(), *bare_table_doubts(bare, lines))
    return Content(source, blocks, tuple(body.text.asides), tuple(body.text.markup), doubts)


def _blocks(runs: list[list[TextLine] | Table]) -> Iterator[Block]:
    """Yield paragraphs and tables, pasted ones too; only lines that were broken like those of a PDF are joined."""
    lines: list[TextLine] = []
    for run in (*runs, None):
        if isinstance(run, list):
            lines += run
            continue
        yield from blocks_of(lines, whole=True)
        lines = []
        if run is not None:
            yield run
