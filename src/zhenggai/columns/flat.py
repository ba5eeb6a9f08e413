"""The columns of the flat sheet 明细, how texts and lists stand in its cells, and the digest of a row.

Export and collect must agree on all of it, so it is written once, here; what the cells hold is the exporters' business.
"""

from __future__ import annotations

import hashlib
import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FLAT_SHEET = "明细"
"""The name of the flat sheet; no layout may be called the same."""


PLAN_PROPERTY = "zhenggai-plan"
"""The custom document property that holds the plan's id."""
UNIT_PROPERTY = "zhenggai-unit"
"""The one that holds the unit a workbook was made for."""
FORMAT_PROPERTY = "zhenggai-format"
"""The one that holds the version of the sheet's shape, `FORMAT`."""
DAY_PROPERTY = "zhenggai-as-of"
"""The one that holds the day everything was asked of, `2022-06-13`."""
FORMAT = 1


class Flat(StrEnum):
    """The columns of 明细 from left to right, by their headings; columns of 附加 follow them.

    The first two and the last two are hidden and tie a row to its task and to what was sent out. The columns from
    `STATUS` on change from day to day; all others are official content and go into the digest.
    """

    REFERENCE = "引用"
    """`<plan>:<issue>-<n>`."""
    DIGEST = "摘要"
    CATEGORY = "类型"
    ISSUE_NUMBER = "问题编号"
    ISSUE = "具体问题"
    TASK = "编号"
    SHARED_DESCRIPTION = "共有问题描述"
    """问题描述 of the 具体问题, the same in all its rows."""
    DESCRIPTION = "问题描述"
    """问题描述 of the task itself."""
    GOAL = "整改目标"
    MEASURES = "整改措施"
    DEADLINE = "整改时限"
    DEADLINE_DAY = "时限日期"
    DEADLINE_KIND = "时限性质"
    SOURCES = "问题来源"
    UNITS = "责任单位"
    LEAD_UNIT = "牵头单位"
    SUPPORTING_UNITS = "配合单位"
    LEAD = "牵头负责人"
    PERSON = "责任人"
    ACCEPTING_UNIT = "验收单位"
    NOTE = "备注"
    STATUS = "状态"
    DUE = "到期日"
    """The day that counts, after every extension."""
    MET = "已达要求"
    """是 where what the deadline asks for has been reached."""
    PROGRESS_DAY = "进展日期"
    PROGRESS_UNIT = "进展单位"
    PROGRESS = "整改进展结果"
    EVIDENCE = "佐证"
    """The evidence files of that entry, one a line."""
    SENT = "发出摘要"
    """The digest of `FILLED_IN` as the workbook left the house: what differs from it was filled in since."""
    RECIPIENT = "收表单位"
    """The unit the workbook was made for; blank where it was made for nobody in particular."""


HIDDEN = (Flat.REFERENCE, Flat.DIGEST, Flat.SENT, Flat.RECIPIENT)
FILLED_IN = (Flat.STATUS, Flat.PROGRESS_DAY, Flat.PROGRESS, Flat.EVIDENCE)
"""What a unit may fill in."""

NOT_IN_DIGEST = frozenset(
    {
        Flat.REFERENCE,
        Flat.DIGEST,
        Flat.STATUS,
        Flat.DUE,
        Flat.MET,
        Flat.PROGRESS_DAY,
        Flat.PROGRESS_UNIT,
        Flat.PROGRESS,
        Flat.EVIDENCE,
        Flat.SENT,
        Flat.RECIPIENT,
    }
)
"""What a unit fills in, or what follows from the logs."""

_OWN_MARK = "附加·"
_CONTINUED = "\u3000"
# Excel reads _x0041_ in a cell as A (ECMA-376, 22.9.2.19): so is written what XML has no place for (XML 1.0, 2.2; a
# CR would become a LF), and the underscore of a text that only looks so.
_NOT_AS_IT_IS = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
_ITEM_END = re.compile(rf"\n(?!{_CONTINUED})")


def own_heading(name: str) -> str:
    """Return the heading of a column of 附加: its own name, marked only where that could be mistaken for another."""
    return _OWN_MARK + name if name in set(Flat) or name.startswith(_OWN_MARK) else name


def own_name(heading: str) -> str:
    """Return the name under 附加 that stands behind a heading; the way back of `own_heading`."""
    return heading.removeprefix(_OWN_MARK)


def join_items(items: Iterable[str]) -> str:
    """Write a list into one cell, an item a line; further lines of an item are set in by a full-width blank."""
    return "\n".join(item.replace("\n", "\n" + _CONTINUED) for item in items)


def split_items(text: str) -> tuple[str, ...]:
    """Read such a cell; the way back of `join_items`, as long as no item is empty or starts with a full-width blank."""
    return tuple(item.replace("\n" + _CONTINUED, "\n") for item in _ITEM_END.split(text)) if text else ()


def escaped(text: str) -> str:
    """Return a text as it must stand in the file of a workbook, so that Excel shows it unchanged."""
    return _NOT_AS_IT_IS.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Return the text behind what openpyxl reads from a cell; the way back of `escaped` for clean texts."""
    return _ESCAPED.sub("_", text)


def digest(official: Mapping[str, str]) -> str:
    """Return 16 hexadecimal digits that change when any official cell of a row does.

    `official` maps headings to the text of the cells, days as `2022-06-13`; a blank cell counts as none, so that a
    column of 附加 added for one task leaves the digests of the others alone.
    """
    cells = sorted((heading, text) for heading, text in official.items() if text)
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:16]
