"""Names of units as names of files that every system takes, Windows above all; no two the same there."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
"""Characters of a name without its suffix: 180 bytes of Chinese, where many systems allow 255."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Devices, whatever stands behind a dot (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\.|\s|$)", re.IGNORECASE)
_NAMELESS = "单位"
_STAND_IN = "_"


def file_names(units: Iterable[str], suffix: str) -> dict[str, str]:
    """Return a file name for every unit, in their order.

    What a system forbids is replaced by _, and a number is put behind names that a system without regard to case, or
    to how accents are written, would take for one another.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        stem = _stem(unit)
        name, number = stem, 2
        while _key(name) in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(_key(name))
        names[unit] = name + suffix
    return names


def _stem(unit: str) -> str:
    line = " ".join(unit.split())
    seen = "".join(character for character in line if unicodedata.category(character) not in _UNSEEN)
    safe = _FORBIDDEN.sub(_STAND_IN, seen.strip(" ."))[:LONGEST].strip(" .")
    if not safe:
        return _NAMELESS
    # A leading ~$ marks a file that is open in Excel, a leading - an option.
    return f"{_STAND_IN}{safe}" if _RESERVED.match(safe) or safe.startswith(("~$", "-")) else safe


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
