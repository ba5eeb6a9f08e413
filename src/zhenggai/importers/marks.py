"""List marks as they stand at the start of a paragraph, those beyond the official ones too; not what they number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhenggai.wording.numerals import MarkStyle, split_mark, to_number

BULLET = "•"
HEADING = "#"
SPOKEN = str(MarkStyle.SPOKEN)

RANK = (
    HEADING,
    "第一部分",
    str(MarkStyle.CHINESE),
    str(MarkStyle.CHINESE_BRACKETS),
    "第一，",
    "序号",
    str(MarkStyle.ARABIC),
    str(MarkStyle.ARABIC_COMMA),
    "1 ",
    str(MarkStyle.ARABIC_BRACKETS),
    str(MarkStyle.ARABIC_CLOSING),
    str(MarkStyle.CIRCLED),
    "A.",
    BULLET,
)
"""Styles from the outermost level of an official document to the innermost (GB/T 9704-2012, 7.3.3, and usage)."""

_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})"
_FURTHER = (
    (str(MarkStyle.ARABIC), re.compile(r"([0-9]{3})\s*[.．](?![0-9])")),
    (str(MarkStyle.ARABIC_COMMA), re.compile(r"([0-9]{3})、(?![0-9])")),
    ("序号", re.compile(r"(?:问题|整改|项目)?(?:序号|编号)\s*[：:]?\s*([0-9]{1,3})(?:\s*$|\s+(?=[一-鿿A-Za-z“《]))")),
    ("第一部分", re.compile(rf"第\s*({_NUMERAL})\s*(?:部分|章|大类|类)(?:[、:：.．\s]\s*|(?=[一-鿿]))")),
    ("第一，", re.compile(rf"第\s*({_NUMERAL})\s*(?:[，,、]|(?:条|项|个问题|条问题|项问题|项任务)[、:：.．，,\s]\s*)")),
    (str(MarkStyle.CHINESE), re.compile(r"([一二三四五六七八九十]{1,3})\s*[.．,，](?![0-9])\s*")),
    ("A.", re.compile(r"([A-Ha-h])\s*[.．、）)](?=\s*[一-鿿“《])")),
)
FURTHER = ("第一部分", "第一，", "A.", "1 ")
"""Styles that are list marks at the start of a paragraph and nowhere else."""
_DECIMAL = re.compile(
    r"(?:([0-9]{1,2}(?:[.．][0-9]{1,2}){2,3})[.．、]?\s*|([0-9]{1,2}[-–][0-9]{1,2})(?:[.．、]\s*|\s+)|([0-9]{1,2}[.．][0-9]{1,2})(?:[.．、]\s*|\s+|(?![万亿元个吨亩米千百分秒倍级号和至到年月日岁℃公])))"
    r"(?=[一-鿿“《（(])"
)
_BULLET = re.compile(r"(?:[•●○■□◆◇▪➢►▶★☆◎]|(?:——|[-–—·*▲△])(?=\s*[一-鿿“《（(]))\s*")
_LEFT_OVER = re.compile(r"[、.．，,:：\s]+")
_LONE_NUMBER = re.compile(r"([0-9]{1,3})\s+(?=[一-鿿“《])")
_MAY_BEGIN = re.compile(r"[0-9第序编问整项一二三四五六七八九十A-Ha-h•●○■□◆◇▪➢►▶★☆◎\-–—·*▲△]")
"""What a mark beyond the official ones begins with; most texts are told to have none by this."""


@dataclass(frozen=True, slots=True)
class ListMark:
    """A mark: how it is written, its number (None for a bullet), and how many characters it takes with its blanks."""

    style: str
    number: int | None
    length: int


def take_mark(text: str) -> ListMark | None:
    """Return the list mark a text starts with, None where there is none; a slip such as （一）、 is tolerated."""
    mark, rest = split_mark(text)
    if mark:
        length = len(text) - len(rest)
        slip = None if mark.style is MarkStyle.CHINESE else _LEFT_OVER.match(text, length)
        return ListMark(str(mark.style), mark.number, slip.end() if slip else length)
    start = len(text) - len(text.lstrip())
    if not _MAY_BEGIN.match(text, start):
        return None
    if match := _DECIMAL.match(text, start):
        parts = re.split(r"[.．–-]", match[1] or match[2] or match[3])
        return ListMark(f"1{'.1' * (len(parts) - 1)}", int(parts[-1]), match.end())
    for style, pattern in _FURTHER:
        if match := pattern.match(text, start):
            letter = match[1].upper()
            number = ord(letter) - ord("A") + 1 if style == "A." else to_number(match[1])
            if number:
                return ListMark(style, number, match.end())
    if match := _LONE_NUMBER.match(text, start):
        return ListMark("1 ", int(match[1]), match.end())
    if match := _BULLET.match(text, start):
        return ListMark(BULLET, None, match.end())
    return None


def rank(style: str) -> int:
    """Return how far out a style stands, 0 the outermost; decimals (1.1) go by their depth."""
    if style.startswith(HEADING):
        return RANK.index(HEADING)
    if style.startswith("1.1"):
        return RANK.index(str(MarkStyle.ARABIC)) + style.count(".1")
    return RANK.index(style) if style in RANK else len(RANK)
