"""一个文号只登记一个方案；登记成两个的，说法要一样。

理由：
    正文录一份、附件台账录一份，任务就数了两遍；两份各写各的，上级问起来答两样。

合格：
    # ledgers/a-2022.yaml
    文号: 某财农〔2022〕15号
    任务:
    - {编号: 1-1, 责任单位: 县水利局}
    # ledgers/b-2022.yaml
    文号: 某财农〔2022〕16号
    任务:
    - {编号: 1-1, 责任单位: 县财政局}

不合格：
    # ledgers/a-2022.yaml
    文号: 某财农〔2022〕15号
    任务:
    - {编号: 1-1, 责任单位: 县水利局}
    # ledgers/b-2022.yaml
    文号: 某财农〔2022〕15号
    任务:
    - {编号: 1-1, 责任单位: 县财政局}

出处：
    许财农〔2022〕15号：正文与所附台账有多处不同（“项目资金管理不够规范”与“项目管理不够规范”，2-6 的责任单位等）。
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Severity
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, WorkspaceSubject
    from zhenggai.findings import Loc
    from zhenggai.model import Plan

_BLANKS = re.compile(r"\s+")
_ONE_WIDTH = str.maketrans("(),;:", "（），；：")
_SHOWN = 5
"""Differences of one text that are quoted; the rest of them is counted."""
_AROUND = 6
"""Characters quoted before and behind a difference."""
_LONGEST = 40
"""Characters quoted of one difference."""
_REMEDY = "请对照原件，改正抄错的一处；原件自己不一致的，在旁边加注释并允许这一条"


def _gather(subject: Subject) -> str | None:
    return _BLANKS.sub("", subject.plan.number) if subject.plan.number else None


def _compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    first: dict[str, str] = {}
    for plan_id, number in workspace.gathered.items():
        other = first.setdefault(number, plan_id)
        if other != plan_id:
            remedy = "请只留一个，把另一个独有的内容并进来；确是两个方案的，请核对文号"
            yield plan_id, Flaw(("文号",), f"文号与方案 {other} 相同，任务会数两遍", remedy)
            for flaw in _differences(workspace.plan(plan_id), workspace.plan(other), other):
                yield plan_id, flaw


@dataclass(frozen=True, slots=True)
class _Told:
    """What a plan says in one of its columns about one numbered issue or task."""

    number: str
    column: str
    text: str
    loc: Loc


def _told(plan: Plan) -> Iterator[_Told]:
    for c, category in enumerate(plan.categories):
        for i, issue in enumerate(category.issues):
            loc: Loc = ("类型", c, "问题", i)
            yield _Told(f"问题 {issue.number}", "具体问题", issue.title, (*loc, "具体问题"))
            for t, task in enumerate(issue.tasks):
                for column, text in (
                    ("问题描述", task.description or issue.description),
                    ("整改措施", "；".join(task.measures)),
                    ("整改时限", task.deadline.text if task.deadline else None),
                    ("责任单位", task.units),
                ):
                    if text:
                        yield _Told(f"任务 {task.id}", column, text, (*loc, "任务", t, column))


def _differences(plan: Plan, other: Plan, other_id: str) -> Iterator[Flaw]:
    there = {(told.number, told.column): told.text for told in _told(other)}
    for told in _told(plan):
        before = there.get((told.number, told.column))
        if before is None or _folded(told.text) == _folded(before):
            continue
        said = _units_apart(told.text, before) if told.column == "责任单位" else _texts_apart(told.text, before)
        if said:
            yield Flaw(told.loc, f"{told.number} 的{told.column}与方案 {other_id} 不同：{said}", _REMEDY)


def _folded(text: str) -> str:
    return _BLANKS.sub("", text).translate(_ONE_WIDTH)


def _units_apart(one: str, other: str) -> str:
    """Say which units only one of the wordings names; nothing where both name the same."""
    here, elsewhere = read_units(one).units, read_units(other).units
    more = "、".join(name for name in here if name not in elsewhere)
    less = "、".join(name for name in elsewhere if name not in here)
    return "，".join(filter(None, (f"这里多“{more}”" if more else "", f"这里少“{less}”" if less else "")))


def _texts_apart(one: str, other: str) -> str:
    """Quote the places where two texts differ, the first few of them, with a little around each."""
    places = list(_places_apart(one, other))
    shown = [
        f"这里是“{_quoted(one, *here)}”，那里是“{_quoted(other, *elsewhere)}”" for here, elsewhere in places[:_SHOWN]
    ]
    return "；".join(shown) + (f"；等 {len(places)} 处" if len(places) > _SHOWN else "")


def _places_apart(one: str, other: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where two texts differ, from and to in each; differences with but few characters between are one."""
    opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    start: tuple[int, int] | None = None
    end = (0, 0)
    for kind, i, j, k, m in opcodes:
        if kind == "equal" and start and (j - i > _AROUND or j == len(one)):
            yield (start[0], end[0]), (start[1], end[1])
            start = None
        elif kind != "equal":
            start, end = start or (i, k), (j, m)
    if start:
        yield (start[0], end[0]), (start[1], end[1])


def _quoted(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    middle = text[first:last] if end - start < _LONGEST else f"{text[first : start + _LONGEST]}…"
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"


RULE = WorkspaceRule("same-document", "一个文号只登记一次", Family.FORM, Severity.WARNING, __name__, _gather, _compare)
