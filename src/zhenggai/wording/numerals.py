"""Chinese numerals and list marks, read and written; what the numbers stand for is not known here."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

LARGEST = 10**12 - 1
"""The largest number that is read or written in Chinese: 九千九百九十九亿…九千九百九十九."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿")
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SPELLINGS = str.maketrans({"〇": "零", "○": "零", "两": "二", "廿": "二十", "卅": "三十"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def to_number(text: str) -> int | None:
    """Read a whole number, or return None where the text is not one.

    Understood are ASCII and full-width digits, Chinese numerals as they are read out (一百零五, 廿一, 两千), digit by
    digit (二〇二二), and ① to ⑳. A numeral that could be heard two ways, such as 一百五, is not one.
    """
    if len(text) == 1 and text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    digits = text.translate(_FULL_WIDTH)
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= len(str(LARGEST)) else None
    spelt = text.translate(_SPELLINGS)
    if len(text) > 1 and all(character in _VALUES for character in spelt):
        number = int("".join(str(_VALUES[character]) for character in spelt))
        return number if number <= LARGEST else None
    number = _sum_of_units(spelt)
    # Writing it again is the check on the grammar: only one spelling of each number is official.
    return number if 0 <= number <= LARGEST and to_chinese(number) == spelt else None


def _sum_of_units(spelt: str) -> int:
    """Add up a numeral with units, -1 where a character is none; order and zeros are left to the caller to check."""
    total = group = digit = 0
    for character in spelt:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _TENS:
            group += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _GROUPS:
            total += (group + digit) * 10000 ** _GROUPS.index(character)
            group = digit = 0
        else:
            return -1
    return total + group + digit if spelt else -1


def to_chinese(number: int) -> str:
    """Write a number of 0 to `LARGEST` in words: 10 is 十, 21 二十一, 105 一百零五.

    Raises ValueError for any other number.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} 超出能写成汉字的范围")
    if number == 0:
        return _DIGITS[0]
    words = ""
    for power in reversed(range(len(_GROUPS))):
        group = number // 10000**power % 10000
        gap = words and not words.endswith("零") and group < 1000
        if group:
            words += ("零" if gap else "") + _group_in_chinese(group) + _GROUPS[power]
        elif gap:
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def _group_in_chinese(group: int) -> str:
    """Write 1 to 9999, with every gap between digits as one 零."""
    words = ""
    for power, digit in reversed(list(enumerate(reversed(str(group))))):
        if digit != "0":
            words += _DIGITS[int(digit)] + _UNITS[power]
        elif not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


class MarkStyle(StrEnum):
    """How a list mark is written; the value is the mark of the first item.

    The first four are the levels of an official document (GB/T 9704-2012, 7.3.3); the others are in common use.
    """

    CHINESE = "一、"
    CHINESE_BRACKETS = "（一）"
    ARABIC = "1."
    ARABIC_BRACKETS = "（1）"
    ARABIC_COMMA = "1、"
    ARABIC_CLOSING = "1）"
    CIRCLED = "①"
    SPOKEN = "一是"


class Mark(NamedTuple):
    """A list mark: its style and its number, 1 to 99 (to 20 where circled)."""

    style: MarkStyle
    number: int


_CHINESE_NUMBER = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ARABIC_NUMBER = r"[0-9０-９]{1,2}"
# 1.5亿元 and 1、2号楼 carry on with a digit and are no marks; 1.2022年… is one all the same.
_NOT_A_DECIMAL = r"(?:(?![0-9０-９])|(?=(?:19|20)[0-9]{2}\s*年))"
# Nor are 一、二、三产业 and 一、二季度.
_NOT_A_SERIES = rf"(?!{_CHINESE_NUMBER}(?:、|季度))"
_MARKS = (
    (MarkStyle.CHINESE, rf"({_CHINESE_NUMBER})、{_NOT_A_SERIES}"),
    (MarkStyle.CHINESE_BRACKETS, rf"[（(]\s*({_CHINESE_NUMBER})\s*[）)]"),
    (MarkStyle.ARABIC, rf"({_ARABIC_NUMBER})\s*[.．]{_NOT_A_DECIMAL}"),
    (MarkStyle.ARABIC_BRACKETS, rf"[（(]\s*({_ARABIC_NUMBER})\s*[）)]"),
    (MarkStyle.ARABIC_COMMA, rf"({_ARABIC_NUMBER})、{_NOT_A_DECIMAL}"),
    (MarkStyle.ARABIC_CLOSING, rf"({_ARABIC_NUMBER})[）)]"),
    (MarkStyle.CIRCLED, rf"([{_CIRCLED}])"),
    (MarkStyle.SPOKEN, rf"({_CHINESE_NUMBER})是(?!否)"),
)
# ㈠ ⑴ ⒈ are one character each in Word's lists and mean what their spelt-out forms mean.
_ONE_CHARACTER_MARKS = {
    **{0x3220 + n: f"（{to_chinese(n + 1)}）" for n in range(10)},
    **{0x2474 + n: f"（{n + 1}）" for n in range(20)},
    **{0x2488 + n: f"{n + 1}." for n in range(20)},
}


_BEGINS = frozenset(f"一二三四五六七八九十（(0123456789０１２３４５６７８９{_CIRCLED}")
"""What a mark begins with; most texts are told to have none by this."""


@cache
def _patterns() -> tuple[tuple[MarkStyle, re.Pattern[str]], ...]:
    # Not at the head of the module: a short command reads units, hardly one of which has a mark.
    return tuple((style, re.compile(pattern)) for style, pattern in _MARKS)


def split_mark(text: str) -> tuple[Mark | None, str]:
    """Take the list mark off the front of a text, with the blanks around it.

    Returns the mark and the rest, or None and the text as it was where it starts with no mark.
    """
    body = text.lstrip()
    body = body[:1].translate(_ONE_CHARACTER_MARKS) + body[1:]
    if body[:1] not in _BEGINS:
        return None, text
    for style, pattern in _patterns():
        match = pattern.match(body)
        number = to_number(match[1]) if match else None
        if match and number:
            return Mark(style, number), body[match.end() :].lstrip()
    return None, text


def write_mark(mark: Mark) -> str:
    """Write a mark; `split_mark` reads it back.

    Raises ValueError where its style has no such number.
    """
    if not 1 <= mark.number <= (len(_CIRCLED) if mark.style is MarkStyle.CIRCLED else 99):
        raise ValueError(f"“{mark.style}”式的序号没有第 {mark.number} 个")
    if mark.style is MarkStyle.CIRCLED:
        return _CIRCLED[mark.number - 1]
    if "一" in mark.style:
        return mark.style.replace("一", to_chinese(mark.number))
    return mark.style.replace("1", str(mark.number))
