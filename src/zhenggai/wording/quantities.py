"""Quantities in a running text: amounts, counts and percentages with their units, in exact decimals. Pure.

What quantities have to do with one another (a share, a rate, a sum) is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PERCENT = "%"
MONEY = "元"

_MULTIPLES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")

_NUMBER = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_ABOUT_BEFORE = (
    "约|近|逾|超过?|超出|不足|不到|至少|至多|最多|大约|接近|达不到|预计|力争|不?(?:低于|少于|高于|多于|超过)|大于|小于"
)
_ABOUT_AFTER = r"(?:余|多(?!次|种|年)|来(?=[个户人亩家万元])|左右|上下|以上|以下|以内)"
_COUNTED = (
    "个百分点|个|项|条|处|户|人次|人|名|家|村|件|起|宗|笔|次|期|份|套|台|辆|座|栋|间|亩|公顷|平方米|平方公里|公里|千米|米|吨"
    "|公斤|千克|立方米|方(?![面案式法可针向能便才位圆言])|头|只|棵|株|所|支|批|类|口|眼|盏|块|张|本|册|组|队|场|天|小时|岁|倍|种|级|元|%|‰"
    "|成(?![立为功员绩果本就品分长型套])"
)
_QUANTITY = re.compile(
    rf"(?<![0-9A-Za-z.〔\[第#-])(?P<about>(?:{_ABOUT_BEFORE})[ \t]*(?:[为有是到了]|人民币)?[ \t]*)?{_NUMBER}[ \t]*"
    rf"(?P<more>{_ABOUT_AFTER}[ \t]*)?(?P<multiple>万亿|千万|百万|亿|万|千|百)?[ \t]*"
    rf"(?P<rest>{_ABOUT_AFTER}[ \t]*)?(?P<unit>{_COUNTED})?(?P<tail>[ \t]*{_ABOUT_AFTER})?"
)
# 百年 and 千年 count no things.
_TIME = re.compile(r"[ \t]*(?:年|月|日|号)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a text from `start` to `end`.

    `value` is in the plain unit (7939万元 is 79390000 元, 6成 is 60 %), `step` the worth of its last digit; a step of
    0 says that the number is exact, as a count is. `about` says that the text itself calls it approximate.
    """

    value: Decimal
    unit: str
    step: Decimal
    about: bool
    words: str
    start: int
    end: int

    @property
    def ranges(self) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
        """The least and the most it can have been, if its last digit was rounded, and if the rest was cut off."""
        return (self.value - self.step / 2, self.value + self.step / 2), (self.value, self.value + self.step)


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every quantity of the text in its order; a number with neither a unit nor 万, 亿 is none."""
    plain = text.translate(_WIDE)
    for found in _QUANTITY.finditer(plain):
        if found["unit"] or (found["multiple"] and not _TIME.match(plain, found.end())):
            yield _quantity(found, text)


def _quantity(found: re.Match[str], text: str) -> Quantity:
    number = Decimal(found["number"].replace(",", ""))
    unit = found["unit"] or ""
    multiple = Decimal(_MULTIPLES[found["multiple"] or ""])
    if unit == "成":
        unit, multiple = PERCENT, Decimal(10)
    elif multiple >= _MULTIPLES["亿"] and not unit:
        unit = MONEY
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * multiple
    exact = unit not in {MONEY, PERCENT} and multiple == 1 and "." not in found["number"]
    about = any(found[part] for part in ("about", "more", "rest", "tail"))
    start = found.start("about") if found["about"] else found.start("number")
    end = found.end()
    return Quantity(number * multiple, unit, Decimal(0) if exact else step, bool(about), text[start:end], start, end)
