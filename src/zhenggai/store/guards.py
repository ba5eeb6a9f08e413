"""What may not stand in a file at all, seen on its bytes and characters before any YAML is read; nothing else.

Every guard is cheap on a good file: one search decides whether a closer look is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.findings import Finding, Place
from zhenggai.store.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 4 * 1024 * 1024
"""A ledger of this size has some 10,000 tasks; anything larger is not one plan."""
MAX_TEXT = 32_767
"""Characters one value may have: what a cell of a workbook holds."""
MAX_SHOWN = 20
"""Findings of one kind that are listed one by one; the rest of them is counted."""

BOM = b"\xef\xbb\xbf"

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters no text of a ledger may have: controls, line breaks nobody sees, half characters, a BOM inside.

NEL, LS and PS end a line in YAML 1.1 and do not in 1.2, so two readers would read two texts.
"""

_CONFLICT_MARKS = ("<<<<<<<", "|||||||", ">>>>>>>")
_CONFLICT = r"(?m)^[ \t]*(?P<mark><{7}|\|{7}|={7}|>{7})(?=[ \t\r\n]|\Z)"
_TAB_INDENT = r"(?m)^ *\t"
_CONTENT = re.compile(r"(?m)^[ \t]*(?P<content>[^\s#].*)$")
_DOCUMENT_MARK = re.compile(r"(?:---|\.\.\.)\s*(?:#.*)?")


def decoded(raw: bytes, file: str) -> str | tuple[Finding, ...]:
    """Return the text of a file, without its BOM, or everything that forbids reading it as YAML."""
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1024 / 1024:.1f} MB"
        return (_whole(file, "size", f"文件有 {size}，超过 4 MB", "一个方案一个文件，请把它拆开"),)
    try:
        text = raw.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return tuple(_encoding(raw, file))
    if raw.count(0) * 4 > len(raw):  # ASCII in UTF-16 is good UTF-8 too, with a NUL for every other byte
        return tuple(_encoding(raw, file))
    if not _has_content(text):
        remedy = "空文件不当作空台账；请从版本库或备份里取回原来的内容，确实不要的请删除文件"
        return (_whole(file, "empty", "文件里没有内容", remedy),)
    findings = (*_forbidden(text, file), *_conflicts(text, file), *_tabs(text, file))
    return findings or text


def forbidden(text: str) -> str | None:
    """Name the first character of a text that no ledger may hold, e.g. `U+0007`; None where there is none."""
    found = FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def _whole(file: str, rule: str, message: str, remedy: str) -> Finding:
    return Finding(rule, message, remedy, place=Place(file))


def _has_content(text: str) -> bool:
    return any(not _DOCUMENT_MARK.fullmatch(found["content"]) for found in _CONTENT.finditer(text))


def _encoding(raw: bytes, file: str) -> Iterator[Finding]:
    remedy = "请用记事本或编辑器打开，另存为 UTF-8 编码"
    if raw.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        yield _whole(file, "encoding", "文件是 UTF-32 编码，不是 UTF-8", remedy)
    elif _looks_utf16(raw):
        yield _whole(file, "encoding", "文件是 UTF-16 编码，不是 UTF-8", remedy)
    elif _looks_gbk(raw):
        yield _whole(file, "encoding", "文件是 GBK（GB 18030）编码，不是 UTF-8", remedy)
    else:
        yield from _capped(_bad_bytes(raw.removeprefix(BOM), file))


def _looks_utf16(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    # Without a BOM: line breaks, blanks and digits bring a NUL each, always on the same side.
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    return max(even, odd) * 50 > len(raw) and min(even, odd) * 20 < max(even, odd)


def _looks_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    # A UTF-8 file with one broken byte can pass for GB 18030 too; but then nearly all of it is still good UTF-8.
    lenient = raw.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(character > "\u07ff" for character in lenient) - bad
    return bad > good


def _bad_bytes(raw: bytes, file: str) -> Iterator[Finding]:
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            place = Place(file, number, len(line[: error.start].decode("utf-8")) + 1)
            if _is_surrogate(line, error.start):
                message = f"这里有半个字符（代理码 {_hex(line[error.start : error.start + 3])}），读不出是什么字"
            else:
                message = f"这里有不是 UTF-8 的字节 {_hex(line[error.start : error.start + 1])}，读不出是什么字"
            yield Finding("encoding", message, "请照原件重新录入这一处，并存为 UTF-8", place=place)


def _is_surrogate(line: bytes, at: int) -> bool:
    return line[at : at + 1] == b"\xed" and b"\xa0" <= line[at + 1 : at + 2] <= b"\xbf"


def _hex(raw: bytes) -> str:
    return raw.hex(" ").upper()


def _forbidden(text: str, file: str) -> Iterator[Finding]:
    if not FORBIDDEN.search(text):
        return
    lines = Lines.of(text, file)
    yield from _capped(
        Finding(
            "control", f"这里有看不见的控制字符 {forbidden(found[0])}", "请删去它", place=lines.place(found.start())
        )
        for found in FORBIDDEN.finditer(text)
    )


def _conflicts(text: str, file: str) -> Iterator[Finding]:
    if any(mark in text for mark in _CONFLICT_MARKS):
        yield from _capped(_conflict_regions(text, Lines.of(text, file)))


def _conflict_regions(text: str, lines: Lines) -> Iterator[Finding]:
    message = "这里的合并冲突还没有处理完"
    opened: Place | None = None
    for found in re.finditer(_CONFLICT, text):
        mark, place = found["mark"][0], lines.place(found.start("mark"))
        if mark == "<":
            if opened:
                yield Finding("conflict", message, "请选定一方的内容，删去 <<<<<<< 标记", place=opened)
            opened = place
        elif mark == ">" and opened:
            remedy = (
                f"请选定要保留的内容，删去第 {opened.line} 行到第 {place.line} 行之间的 <<<<<<<、=======、>>>>>>> 标记"
            )
            yield Finding("conflict", message, remedy, place=opened)
            opened = None
        elif mark != "=" and not opened:
            yield Finding("conflict", f"这里有合并冲突留下的 {found['mark']}", "请核对上下文后删去这一行", place=place)
    if opened:
        yield Finding("conflict", message, "请选定一方的内容，删去 <<<<<<< 标记", place=opened)


def _tabs(text: str, file: str) -> Iterator[Finding]:
    if "\t" not in text:
        return
    lines = Lines.of(text, file)
    remedy = '请改用空格；如果制表符是正文的一部分，请把整段写成 "…\\t…"'
    yield from _capped(
        Finding("tab", "行首的缩进里有制表符", remedy, place=lines.place(found.end() - 1))
        for found in re.finditer(_TAB_INDENT, text)
    )


def _capped(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the first findings as they are and, if there are more, one that counts the rest."""
    left_out = 0
    last: Finding | None = None
    for position, finding in enumerate(findings):
        if position < MAX_SHOWN:
            yield finding
        else:
            left_out, last = left_out + 1, last or finding
    if last:
        yield Finding(last.rule, f"从这里起还有 {left_out} 处同样的问题", last.remedy, place=last.place)
