"""The unit a group of problems is listed under (二、石桥镇) taken for their 责任单位, where nothing else names one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.doubts import Doubt, Kind, quote
from zhenggai.importers.raw import tasks_in
from zhenggai.importers.task_stream import UNIT_TERMS
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory

_FEWEST = 2
_INNER_UNIT = re.compile(
    r"[一-鿿]{2,}(?:科|股|处|室|组|队|村|社区|车间|班|分厂|项目部)$|[一-鿿]{1,8}(?:[一二三四五六七八九十]{1,2}[中小]|[中小]学|幼儿园)$"
)
_PLACE = re.compile(r"(?:厕所|场所|市场|公园|广场|道路|街巷|楼道|站台|车站|沿线|区域|部位|环节|[^政]处所)$")
"""What ends like a unit and is a place, or a kind of place."""
_REMARK = re.compile(r"[（(][^（()）]*[）)]$")


def with_units_of_headings(
    categories: tuple[RawCategory, ...],
) -> tuple[tuple[RawCategory, ...], tuple[Doubt, ...]]:
    """Give the tasks the unit that heads them, with a doubt; each group must be headed by one, and no task name any."""
    names = [_bare(category.name) for category in categories]
    if len(categories) < _FEWEST or not all(name and is_unit(name.text) for name in names):
        return categories, ()
    if any(UNIT_TERMS & set(task.fields) for task in tasks_in(categories)):
        return categories, ()
    message = f"原文按单位列问题，各问题的责任单位按所在标题填（如“{names[0].text}”），请核对"
    doubt = Doubt(Kind.UNITS, message, names[0].at, (quote(names[0]),), minor=True)
    return tuple(_with(category, name) for category, name in zip(categories, names, strict=True)), (doubt,)


def _bare(name: Passage) -> Passage:
    remark = _REMARK.search(name.text)
    return name.cut(0, remark.start()) if remark else name


def is_unit(name: str) -> bool:
    """Say whether a name is that of a unit, or of a part of one: 石桥镇, 设备科, 第二车间."""
    if _PLACE.search(name):
        return False
    return parse_name(name).looks_like_a_unit or bool(_INNER_UNIT.fullmatch(name))


def _with(category: RawCategory, unit: Passage) -> RawCategory:
    return replace(
        category,
        issues=tuple(
            replace(issue, tasks=tuple(replace(task, fields={**task.fields, Term.UNITS: unit}) for task in issue.tasks))
            for issue in category.issues
        ),
    )
