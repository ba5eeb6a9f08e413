"""What one scalar of a file may be: each function takes the text of one and returns its value, or refuses it.

The model's fields are typed by these and so is the quick way; which field holds which scalar is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from zhenggai import dates

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from enum import StrEnum

MAX_TEXT = 32_767
"""Characters a cell of a workbook can hold; a longer text would be cut when the ledger is printed."""
LEAST = 1
"""Nothing in a ledger is numbered or counted 0."""
LAST_DAY_OF_MONTH = 31
FORMAT = 1
"""The version of the file format; a file that says another number was written by another zhenggai."""
TASK_ID = r"^[0-9]{1,4}-[0-9]{1,4}$"
"""The number of a task, `<issue>-<n>`, e.g. `2-4`."""
SHA256 = r"^[0-9a-f]{64}$"

LONGEST_QUOTE = 40
"""Characters of a text that a message quotes."""

_LINE_BREAKS = re.compile(r"[\r\n]+")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

EnumT = TypeVar("EnumT", bound="StrEnum")


class Refused(Exception):
    """A scalar or a record is not what it must be: the kind of mistake, what is wrong, and what to write instead."""

    def __init__(self, kind: str, message: str, remedy: str) -> None:
        """Keep the three apart, as the model's own errors have them."""
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.remedy = remedy


def quoted(text: str) -> str:
    """Return a text as a message quotes it: on one line, and only its beginning where it is long."""
    line = _LINE_BREAKS.sub(" ", text)
    return f"“{line}”" if len(line) <= LONGEST_QUOTE else f"“{line[:LONGEST_QUOTE]}……”"


def text(value: str) -> str:
    """Return official text as it stands; it may not be blank."""
    if not value.strip():
        raise Refused("blank", "内容是空的", "请填写内容，或者删去这一项")
    if len(value) > MAX_TEXT:
        raise Refused("too_long", f"这段文字有 {len(value)} 个字，超过 {MAX_TEXT} 个字", "请拆成几条")
    return value


def whole(value: str) -> int:
    """Read a whole number."""
    if not _WHOLE.fullmatch(value):
        raise Refused("whole", f"{quoted(value)}不是整数", "请写阿拉伯数字，例如 3")
    return int(value)


def number(value: str) -> float:
    """Read a number that may have decimals."""
    if not _NUMBER.fullmatch(value):
        raise Refused("number", f"{quoted(value)}不是数", "请写阿拉伯数字，例如 7 或 0.8")
    return float(value)


def day(value: str) -> date:
    """Read a calendar day."""
    try:
        return dates.parse_day(value)
    except ValueError:
        if _DAY_SHAPE.fullmatch(value):
            raise Refused("no_such_day", f"{value} 这一天不存在", "请核对月份和日子") from None
        raise Refused("day", f"{quoted(value)}不是日期", "请写成四位年-两位月-两位日，例如 2022-06-13") from None


def member(kind: type[EnumT]) -> Callable[[str], EnumT]:
    """Return the reader of a closed vocabulary, which refuses other words with all of its own."""

    def read(value: str) -> EnumT:
        try:
            return kind(value)
        except ValueError:
            choices = "、".join(kind)
            raise Refused("choice", f"{quoted(value)}不在可选的词里", f"请从这些里选：{choices}") from None

    return read


def format_version(value: object) -> int:
    """Read the version of the file format; there is one."""
    if value in (FORMAT, str(FORMAT)):
        return FORMAT
    written = quoted(value) if isinstance(value, str) else "这"
    raise Refused(
        "format", f"{written}不是本工具认识的格式", f"请写 格式: {FORMAT}；更新的格式请用更新的 zhenggai 打开"
    )
