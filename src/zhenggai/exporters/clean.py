"""What a text may not carry into a workbook: taken out, and said so; lengths no cell can hold are refused."""

from __future__ import annotations

import re

from zhenggai.errors import ZhenggaiError

MAX_CELL = 32_767
"""Characters of a cell (Excel's limit); openpyxl would cut what is longer and say nothing."""

# XML 1.0 has no place for these (section 2.2): control characters, lone surrogates, the two non-characters.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str, where: str) -> tuple[str, str]:
    """Return the text as a cell may hold it, and a Chinese warning where characters had to go ("" otherwise).

    Line ends become LF. `where` names task and column. Raises ZhenggaiError for a text too long for a cell.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _NOT_IN_XML.sub("", lines)
    if len(kept) > MAX_CELL:
        raise ZhenggaiError(
            f"{where}有 {len(kept)} 个字，超过表格一格能放的 {MAX_CELL} 个字", "请把这段文字拆短，或者分成几条任务"
        )
    gone = len(lines) - len(kept)
    return kept, f"{where}里有 {gone} 个不能打印的控制字符，导出时去掉了" if gone else ""
