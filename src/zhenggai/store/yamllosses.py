"""Text that YAML changes without a word, found so that the clerk is warned: nothing here is an error.

Two ways: a `#` that begins a comment where it was meant as text (an ordinary trailing comment, `标题: x   # 说明`, is
no loss: only a `#` glued to what follows is suspected), and a text broken over lines, which YAML joins by a blank.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from zhenggai.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.store.lines import Lines
    from zhenggai.store.yamlnodes import Scalar, Tree

_GLUED_COMMENT = re.compile(r" #(?=[^\s#!])")  # no lookbehind: it would cost more than all the rest of the reading
_LINE_WITHOUT_KEY = re.compile(r"\n +[^-# \n:][^:\n]*\n")
_INNER_DASH = re.compile(r"\n[ ]*- ")


def may_lose_text(text: str) -> bool:
    """Say whether a close reading is worth its time; cheap, and wrong only towards yes."""
    return bool(_GLUED_COMMENT.search(text) or _LINE_WITHOUT_KEY.search(text))


def may_hide_item(item: str) -> bool:
    """Say whether a list item may have swallowed the next one, whose dash stood too far right."""
    return " - " in item


def losses(tree: Tree, lines: Lines) -> Iterator[Finding]:
    """Yield a warning for every value that does not mean what it looks like, in no particular order."""
    if not tree.folds and not _GLUED_COMMENT.search(lines.text):
        return
    values = list(tree.scalars())
    starts = [value.start for value in values]
    for found in _GLUED_COMMENT.finditer(lines.text):
        mark = found.end() - 1
        position = bisect_right(starts, mark) - 1
        if position >= 0:
            yield from _commented_out(values[position], mark, lines)
    for value in values:
        if not value.in_block and lines.start(value.start) != lines.start(value.end):
            yield _folded(value, lines)


def _commented_out(value: Scalar, mark: int, lines: Lines) -> Iterator[Finding]:
    """Judge the comment that begins at `mark`; `value` is the last one that begins before it."""
    between = lines.text[value.end : mark]
    lost = lines.content(lines.start(mark))[mark - lines.start(mark) :]
    if value.value is None and not between.strip(" \t"):
        message, remedy = f"“{lost}”被当成注释，这一项读出来是空的", f'如果它是内容，请加引号："{lost}"'
    elif value.end <= mark and between == " " and not value.style:
        whole = f"{value.value} {lost}"
        message, remedy = f"“{lost}”被当成注释，没有读进去", f'如果它是内容，请给整个值加引号："{whole}"'
    else:
        return
    yield Finding("lost_text", message, remedy, severity=Severity.WARNING, place=lines.place(mark))


def _folded(value: Scalar, lines: Lines) -> Finding:
    message = "这段文字分了几行写，读进来时换行变成了空格"
    if _INNER_DASH.search(lines.text, value.start, value.end):
        remedy = "“-”后面如果是列表的下一项，请与上一项的“-”左边对齐"
    else:
        remedy = "请写成一行；要保留分行的，项名后写 |，文字另起几行"
    return Finding("folded_text", message, remedy, severity=Severity.WARNING, place=lines.place(value.start))
