"""Text files (.txt, .md) to paragraphs and tables, each character with its line; nothing is interpreted here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.blocks import Aside, Block, Content, Table
from zhenggai.importers.document_size import refuse_too_long
from zhenggai.importers.doubts import Doubt, Kind
from zhenggai.importers.html_tables import HtmlTable, find_tables
from zhenggai.importers.page_numbers import PageNumber, page_numbers
from zhenggai.importers.paragraphs import paragraphs
from zhenggai.importers.passage import source_of_lines
from zhenggai.importers.spaced_tables import gather_spaced
from zhenggai.importers.text_lines import TextLine, read_lines
from zhenggai.importers.text_tables import gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.passage import Source

UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""What a ledger may not hold or nobody can see: controls, characters without width, soft hyphens."""
MAX_BYTES = 4 * 1024 * 1024
"""The longest plan known has a hundredth of this."""


def decode(raw: bytes) -> str:
    """Return the text of a file: by its BOM, else UTF-8, else GB 18030.

    Raises:
        ZhenggaiError: it is too large, or no text.
    """
    if len(raw) > MAX_BYTES:
        raise ZhenggaiError(
            f"文件有 {len(raw) / 1024 / 1024:.1f} MB，超过 4 MB，不像一个整改方案", "请只留方案的正文和附件再导入"
        )
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(bom):
            return _decoded(raw, encoding)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\0") * 20 <= len(text):
            return text
    raise ZhenggaiError(
        "认不出这个文件是什么编码，可能不是文本文件", "请用 WPS 或 Word 打开，另存为 docx 或 UTF-8 编码的 txt"
    )


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise ZhenggaiError(
            "文件的编码和它的开头标记对不上，读不出来", "请另存为 UTF-8 编码的 txt，或者 docx"
        ) from None


def read_text(text: str) -> Content:
    """Read a text as paragraphs and tables.

    Raises:
        ZhenggaiError: there is nothing in it, or more than plans have.
    """
    if not text.strip():
        raise ZhenggaiError("文件里没有文字", "请核对选的文件")
    refuse_too_long(len(text), len(re.findall(r"\S[^\r\n]*", text)))
    source = source_of_lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    numbers = page_numbers(source)
    unwritable = [source.passage(match.start(), match.end()) for match in UNWRITABLE.finditer(source.text)]
    tables = find_tables(source)
    spans = [(one.start, one.end) for one in numbers] + [(one.start, one.end) for one in tables]
    hidden = {at for start, end in spans for at in range(start, end)}
    lines, markup = read_lines(source, frozenset(hidden.union(*(one.origin for one in unwritable))))
    asides = [Aside(source.passage(one.start, one.end), "页码") for one in numbers]
    asides += [Aside(one, "看不见的控制字符") for one in unwritable]
    markup += [tag for one in tables for tag in one.markup]
    blocks = tuple(_blocks(lines, tables))
    tagged = {id(one.table) for one in tables}
    bare = [block for block in blocks if isinstance(block, Table) and id(block) not in tagged]
    doubts = (*_doubts(source, numbers), *bare_table_doubts(bare, lines))
    return Content(source, blocks, tuple(asides), tuple(markup), doubts)


def _blocks(lines: list[TextLine], tables: list[HtmlTable]) -> Iterator[Block]:
    """Yield paragraphs and tables in the order of their lines."""
    at = 0
    for table in [*tables, None]:
        until = at
        while until < len(lines) and (table is None or lines[until].number <= table.line):
            until += 1
        yield from blocks_of(lines[at:until], whole=False)
        if table is not None:
            yield table.table
        at = until


def blocks_of(lines: Sequence[TextLine], *, whole: bool) -> Iterator[Block]:
    """Yield the paragraphs of some lines, and the tables that are written in them with tabs, pipes or blanks.

    `whole` says that lines are paragraphs by themselves.
    """
    for run in gather(lines):
        for part in [run] if isinstance(run, Table) else gather_spaced(run):
            yield from [part] if isinstance(part, Table) else paragraphs(part, whole=whole)


def bare_table_doubts(tables: Sequence[Table], lines: Sequence[TextLine]) -> Iterator[Doubt]:
    """Doubt tables that were made of lines without any border."""
    bordered = {part.at for line in lines for cell in line.cells for part in cell}
    for table in tables:
        first = next((part for row in table.rows for cell in row for part in cell.parts), None)
        if first and first.at not in bordered:
            message = f"表格没有边框，按空格、换行分栏读成 {len(table.rows) - 1} 行，请对照原件核对各栏"
            yield Doubt(Kind.LAYOUT, message, first.at)


def _doubts(source: Source, numbers: list[PageNumber]) -> Iterator[Doubt]:
    for one in numbers:
        if one.glued:
            around = source.text[max(one.start - 8, 0) : one.end + 8].replace("\n", " ")
            yield Doubt(Kind.LAYOUT, f"“{around.strip()}”里的 {one.number} 按页码去掉了，请核对原件", one.start)
