"""What a cell shows, from what the file stores: numbers by their format, days, and remarks on what Excel has lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from zhenggai.dates import chinese_day

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURE_DIGITS = 15
"""Digits of a number that Excel keeps (IEEE 754, double precision)."""
_CHINESE_DATES = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a Chinese Excel has by number alone (ECMA-376, 18.8.30, zh-cn); openpyxl has those of all languages."""

_NOT_SHOWN_AS_IS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CUT_ZERO = re.compile(r"20[0-9]{2}\.1")
_PLAIN_FORMAT = re.compile(r"(?P<commas>#,##)?0(?:\.(?P<decimals>0+))?(?P<percent>%)?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """Which parts of a day a number format shows."""

    year: bool
    month: bool
    day: bool
    clock: bool
    chinese: bool


class Shown(NamedTuple):
    """What a stored value shows; the fields are those of a `Cell`."""

    text: str
    day: date | None = None
    trouble: str = ""


def decoded(text: str) -> str:
    """Return a text as Excel shows it: `_x0041_` is A, and `_x005F_` the underscore itself (ECMA-376, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def format_of(number: int, own: Mapping[int, str]) -> str:
    """Return a number format by its id: the workbook's own, one of every Excel, or one of a Chinese one."""
    return own.get(number) or BUILTIN_FORMATS.get(number) or _CHINESE_DATES.get(number) or "General"


def shown_number(stored: str, number_format: str, *, from_1904: bool = False) -> Shown:
    """Return what a stored number shows; a day where its format is one of dates. A text that is no number stays."""
    if number_format == "General" and stored.isdecimal() and len(stored) <= _SURE_DIGITS and stored[0] != "0":
        return Shown(stored)
    try:
        value = Decimal(stored.strip())
        number = float(value)
    except (InvalidOperation, ValueError, OverflowError):
        return Shown(stored)
    if not value.is_finite():
        return Shown(stored)
    dates = date_format(number_format)
    if dates is not None:
        return _shown_day(number, dates, from_1904=from_1904) or Shown(plain(number), trouble="格式是日期，数值却不是")
    text = _formatted(number, number_format) or plain(number)
    return Shown(text, trouble=_trouble(value, number, text))


def shown_iso(stored: str) -> Shown:
    """Return what a day shows that is stored as `2022-06-13` or `2022-06-13T00:00:00`."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return Shown(stored)
    return Shown(moment.date().isoformat(), moment.date())


@lru_cache(maxsize=512)
def date_format(number_format: str) -> DateFormat | None:
    """Return which parts of a day a number format shows, None for a format of numbers."""
    section = number_format.split(";", maxsplit=1)[0]
    bare = _NOT_SHOWN_AS_IS.sub("", section).lower()
    if not re.search("[ymdh]", bare) or re.search(r"[0#?]", bare):
        return None
    clock = bool(re.search("[hs]", bare))
    # m between hours and seconds is minutes.
    months = re.sub(r"h+[:时]*m+|m+[:分]*s+", "", bare)
    return DateFormat("y" in bare or "e" in bare, "m" in months, "d" in bare, clock, "年" in section or "月" in section)


def plain(number: float) -> str:
    """Return a number without a format: no trailing zeros, no exponent where it is whole."""
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    return repr(number)


def _shown_day(number: float, dates: DateFormat, *, from_1904: bool) -> Shown | None:
    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    if number < 0:
        return None
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return None
    if isinstance(moment, timedelta):
        return None
    if isinstance(moment, time):
        return Shown(moment.isoformat("minutes"))
    day = moment.date() if isinstance(moment, datetime) else moment
    return _shown(day, moment, dates)


def _shown(day: date, moment: date, dates: DateFormat) -> Shown:
    if dates.year and not (dates.month or dates.day):
        return Shown(f"{day.year}年", trouble=f"只显示到年，格里存的是 {day}")
    if dates.month and not dates.day:
        text = f"{day.year}年{day.month}月" if dates.year else f"{day.month}月"
        return Shown(text, trouble=f"只显示到月，格里存的是 {day}" if day.day != 1 else "")
    if not dates.year and dates.month:
        return Shown(f"{day.month}月{day.day}日", day, f"没有显示年份，格里存的是 {day}")
    text = chinese_day(day) if dates.chinese else day.isoformat()
    if dates.clock and isinstance(moment, datetime) and moment.time() != time():
        text += f" {moment:%H:%M}"
    return Shown(text, day)


def _formatted(number: float, number_format: str) -> str:
    """Return a number in its format where that is a common one and hides nothing, else ""."""
    found = _PLAIN_FORMAT.fullmatch(_NOT_SHOWN_AS_IS.sub("", number_format.split(";", maxsplit=1)[0]))
    if found is None:
        return ""
    scaled = Decimal(repr(number)) * (100 if found["percent"] else 1)
    decimals = len(found["decimals"] or "")
    text = f"{scaled:{',' if found['commas'] else ''}.{decimals}f}"
    if Decimal(text.replace(",", "")) == scaled:
        return text + (found["percent"] or "")
    # More is stored than shown: show it all.
    return f"{plain(float(scaled))}%" if found["percent"] else ""


def _trouble(value: Decimal, number: float, text: str) -> str:
    if value == value.to_integral_value() and len(str(abs(int(number)))) > _SURE_DIGITS and abs(number) < 1e21:
        return f"这个数有 {len(str(abs(int(number))))} 位，Excel 只存前 {_SURE_DIGITS} 位，后面的已经不准"
    if _CUT_ZERO.fullmatch(text):
        return f"原来可能是 {text}0，Excel 会去掉小数末尾的 0"
    return ""
