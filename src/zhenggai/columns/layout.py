"""Columns and layouts of the printed ledger as values, and the two that are built in; files are not known here."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhenggai.errors import NoSuchThing

if TYPE_CHECKING:
    from collections.abc import Sequence


class Term(StrEnum):
    """What a column of a ledger shows; the value is its official name and usual heading."""

    ORDINAL = "序号"
    """一、二、… of the 类型."""
    CATEGORY = "类型"
    NUMBER = "数量"
    """The running number of the 具体问题, which the official ledger prints under this heading."""
    ISSUE = "具体问题"
    DESCRIPTION = "问题描述"
    TASK = "编号"
    GOAL = "整改目标"
    MEASURES = "整改措施"
    PROGRESS = "整改进展结果"
    STATUS = "状态"
    DEADLINE = "整改时限"
    DUE = "到期日"
    SOURCES = "问题来源"
    UNITS = "责任单位"
    LEAD_UNIT = "牵头单位"
    SUPPORTING_UNITS = "配合单位"
    LEAD = "牵头负责人"
    PERSON = "责任人"
    ACCEPTING_UNIT = "验收单位"
    NOTE = "备注"


class Merge(StrEnum):
    """Over which rows the cells of a column are joined into one."""

    CATEGORY = "类型"
    ISSUE = "具体问题"
    NONE = "不合并"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a printed ledger.

    `term` is None for a column of somebody's own, found under 附加 by `name`. `width` is in digits of 宋体 11, for body
    text of 10.5 pt; `least` is how far it may shrink when another column needs the room more, and equals `width`
    where it may not. `is_prose` says that the text is set left and not centred.
    """

    name: str
    term: Term | None
    heading: str
    width: float
    least: float
    merge: Merge
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A ledger layout; `title` is None where the plan's own 台账标题, or else its 标题, stands over the table."""

    name: str
    columns: tuple[Column, ...]
    title: str | None = None


# Width, least width, prose. Most widths are those of the printed Xuchang ledger (design §8).
_USUAL: dict[Term, tuple[float, float, bool]] = {
    Term.ORDINAL: (4.6, 4.6, False),
    Term.CATEGORY: (7.5, 7.5, False),
    Term.NUMBER: (4.6, 4.6, False),
    Term.ISSUE: (12, 12, False),
    Term.DESCRIPTION: (46, 20, True),
    Term.TASK: (6.5, 6.5, False),
    Term.GOAL: (22, 13, True),
    Term.MEASURES: (40, 24, True),
    Term.PROGRESS: (34.7, 18, True),
    Term.STATUS: (8, 8, False),
    Term.DEADLINE: (10.5, 9.5, False),
    Term.DUE: (9.5, 9.5, False),
    Term.SOURCES: (10.5, 9.5, False),
    Term.UNITS: (14, 11, True),
    Term.LEAD_UNIT: (11, 10, False),
    Term.SUPPORTING_UNITS: (12, 11, True),
    Term.LEAD: (9.8, 9.8, False),
    Term.PERSON: (7.5, 7.5, False),
    Term.ACCEPTING_UNIT: (10, 9, False),
    Term.NOTE: (5.5, 5.5, True),
}
_MERGED = {
    Term.ORDINAL: Merge.CATEGORY,
    Term.CATEGORY: Merge.CATEGORY,
    Term.NUMBER: Merge.ISSUE,
    Term.ISSUE: Merge.ISSUE,
}
_OWN_WIDTH = 12.0
_OWN_LEAST = 8.0


def column(term: Term, heading: str | None = None, width: float | None = None) -> Column:
    """Return the usual column of a term; given a width of its own, it stays that wide."""
    usual, least, is_prose = _USUAL[term]
    merge = _MERGED.get(term, Merge.NONE)
    return Column(term.value, term, heading or term.value, width or usual, width or least, merge, is_prose)


def own_column(name: str, heading: str | None = None, width: float | None = None) -> Column:
    """Return a column for what stands under 附加 by that name."""
    return Column(name, None, heading or name, width or _OWN_WIDTH, width or _OWN_LEAST, Merge.NONE, is_prose=True)


def _of(*terms: Term) -> tuple[Column, ...]:
    return tuple(column(term) for term in terms)


LEDGER = Layout(
    "台账",
    _of(
        Term.ORDINAL,
        Term.CATEGORY,
        Term.NUMBER,
        Term.ISSUE,
        Term.DESCRIPTION,
        Term.MEASURES,
        Term.PROGRESS,
        Term.DEADLINE,
        Term.SOURCES,
        Term.UNITS,
        Term.NOTE,
    ),
)
"""The 整改台账 of the Xuchang plan: eleven columns in the official order."""

CHECKLIST = Layout(
    "清单",
    _of(
        Term.ORDINAL,
        Term.CATEGORY,
        Term.ISSUE,
        Term.DESCRIPTION,
        Term.GOAL,
        Term.MEASURES,
        Term.LEAD,
        Term.UNITS,
        Term.DEADLINE,
        Term.PROGRESS,
        Term.NOTE,
    ),
)
"""The 问题整改清单 of the Menglai plan: every measure with its 牵头负责人, 责任单位 and 整改时限."""

BUILT_IN = (LEDGER, CHECKLIST)


def find_layout(name: str, given: Sequence[Layout] = ()) -> Layout:
    """Return the layout of that name; one of the user's own wins over a built-in one.

    Raises NoSuchThing, naming the nearest layouts, where there is none.
    """
    known = {layout.name: layout for layout in (*BUILT_IN, *given)}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.3) or list(known)
    raise NoSuchThing(f"没有叫“{name}”的版式", f"可以用：{'、'.join(near)}")
