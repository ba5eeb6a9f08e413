"""A single day as people type it into a cell; wordings of deadlines are not read here."""

from __future__ import annotations

import re
from datetime import date

_FULL = re.compile(r"(20[0-9]{2})\s*[年./\-]\s*([0-9]{1,2})\s*[月./\-]\s*([0-9]{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?")
_WIDE = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")


def day_in(text: str, since: date | None = None) -> date | None:
    """Return the day a text names, None where it names none or none that exists.

    A day without a year is the first of that name on `since` or later; without `since` it is none.
    """
    plain = text.strip().translate(_WIDE)
    if found := _FULL.fullmatch(plain) or _COMPACT.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return _day(year, month, day)
    found = _WITHOUT_YEAR.fullmatch(plain)
    if found is None or since is None:
        return None
    month, day = map(int, found.groups())
    days = (_day(year, month, day) for year in (since.year, since.year + 1))
    return next((one for one in days if one is not None and one >= since), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
