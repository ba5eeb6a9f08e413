"""公开的方案里不能有没有隐去的身份证号码。

理由：
    身份证号码一旦公开就收不回来。十八位的按 GB 11643 的校验码认，避免把项目代码当成身份证；
    前面写着“身份证”的，校验码不对也报，那多半是抄错了一位的真号码。

合格：
    公开: 此件公开发布
    整改措施: [补录农户赵某（身份证号410×××）的监测信息。]

不合格：
    公开: 此件公开发布
    整改措施: [补录农户赵某（身份证号110101200001010002）的监测信息。]

出处：
    《中华人民共和国个人信息保护法》第二十五条、第二十八条；GB 11643—1999《公民身份号码》。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.published import masked, published
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?P<new>[1-9][0-9]{{5}}[- ]?(?:18|19|20)[0-9]{{2}}{_BIRTHDAY}[- ]?[0-9]{{3}}[0-9Xx])"
    rf"|(?P<old>[1-9][0-9]{{7}}{_BIRTHDAY}[0-9]{{3}}))(?![0-9A-Za-z])"
)
_CALLED_SO = re.compile(r"身份(?:证|号)[^0-9，。；]{0,8}$")
# GB 11643: the weighted sum of the first seventeen digits, modulo 11, picks the last character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def _look(subject: Subject) -> Iterator[Flaw]:
    for loc, text in published(subject):
        for number in identity_numbers(text):
            message = f"公开的方案里有身份证号码 {masked(number)}"
            yield Flaw(loc, message, "请删去，或者只留前三位，例如 410×××")


def identity_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of identity cards in a text with its digits in one width."""
    for match in _NUMBER.finditer(text):
        called_so = _CALLED_SO.search(text[: match.start()])
        if called_so or (match["new"] and is_checked(match["new"])):
            yield match[0]


def is_checked(number: str) -> bool:
    """Say whether the last character of an 18-character number is the one GB 11643 asks for."""
    digits = re.sub("[- ]", "", number).upper()
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == digits[17]


RULE = Rule("identity-published", "公开的方案要隐去身份证号", Family.PRIVACY, Severity.ERROR, __name__, _look)
