"""From what a clerk typed to the plan, issue, task, category or unit meant; a near miss is named, never taken."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.errors import NoSuchThing, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from zhenggai.findings import Loc
    from zhenggai.model import Category, Issue, Plan, Task
    from zhenggai.roster import Roster


def plan(plan_id: str, files: Collection[str]) -> str:
    """Return the plan id as it is.

    Raises:
        NoSuchThing: no file is called that.
    """
    return _known("方案", plan_id, files)


def category(name: str, known: Iterable[str]) -> str:
    """Return the name of a category that is among the known ones.

    Raises:
        NoSuchThing: it is not.
    """
    return _known("类型", name, list(known))


def unit(name: str, known: Collection[str], roster: Roster) -> str:
    """Return the preferred name of a unit that is among the known ones or in the roster.

    Raises:
        NoSuchThing: it is neither.
    """
    preferred = roster.canonical(name)
    if preferred in known or any(preferred == one.name for one in roster.units):
        return preferred
    return _known("单位", name, [*known, *roster.names()])


def units(wording: str, known: Collection[str], roster: Roster) -> frozenset[str]:
    """Return the units a wording means: one name, or a collective the roster expands to units that are known.

    Raises:
        NoSuchThing: it means none that is known.
    """
    from zhenggai.wording.units import read_units

    members = read_units(wording, roster).units
    if len(members) > 1 and set(members) <= set(known):
        return frozenset(members)
    return frozenset({unit(wording, known, roster)})


def units_of(task: Task, roster: Roster) -> tuple[str, ...]:
    """Return every unit that has a part in the task: responsible, leading and supporting."""
    from zhenggai.abstracts.making import units_of as all_of
    from zhenggai.wording.units import read_units

    return all_of(task, lambda wording: read_units(wording, roster).units)


def _known(kind: str, name: str, names: Collection[str]) -> str:
    if name in names:
        return name
    once = list(dict.fromkeys(names))
    near = get_close_matches(name, once, n=3, cutoff=0.6) or [one for one in once if name in one][:3]
    if near:
        raise NoSuchThing(f"没有{kind}“{name}”", f"是不是 {'、'.join(near)}")
    some = "、".join(once[:8])
    if kind == "方案" and (same := [one for one in once if one.lower() == name.lower()]):
        raise NoSuchThing(f"没有{kind}“{name}”", f"是不是 {same[0]}")
    raise NoSuchThing(f"没有{kind}“{name}”", f"现有的{kind}：{some}" if some else f"还没有任何{kind}")


class Reference(NamedTuple):
    """`<plan>:<number>` taken apart; `plan_id` is None where only the number was typed."""

    plan_id: str | None
    number: str


def reference(text: str, plan_option: str | None = None) -> Reference:
    """Take a reference apart; full-width colons and dashes, which a Chinese keyboard types, are taken as plain ones.

    Raises:
        UsageProblem: the reference names one plan and `--plan` another.
    """
    plain = text.strip().translate(_PLAIN)
    plan_id, colon, number = plain.rpartition(":")
    if colon and plan_option is not None and plan_id != plan_option:
        raise UsageProblem(f"“{text}”和 --plan {plan_option} 说的不是同一个方案", "请只写一处")
    return Reference(plan_id or plan_option, number)


_PLAIN = {0xFF1A: ":", 0xFF0D: "-", 0x2014: "-", 0x2013: "-", 0x2010: "-"} | {0xFF10 + n: str(n) for n in range(10)}


def whole_reference(text: str, plan_option: str | None, files: Collection[str]) -> Reference:
    """Take apart a reference that may also be a plan's id alone (then its number is empty).

    Raises:
        UsageProblem: the reference names one plan and `--plan` another.
    """
    meant = reference(text, plan_option)
    is_number = meant.number.replace("-", "").isdecimal()
    if meant.number in files or (meant.plan_id is None and not is_number):
        return Reference(meant.number, "")
    return meant


def only_plan(files: Collection[str], meant: Reference) -> str:
    """Return the plan a reference is about: the one it names, else the only one there is.

    Raises:
        NoSuchThing: there is no such plan, or none at all.
        UsageProblem: no plan is named and there are several.
    """
    if meant.plan_id is not None:
        return plan(meant.plan_id, files)
    if len(files) == 1:
        return next(iter(files))
    if not files:
        raise NoSuchThing("工作区里还没有方案", "请先用 zhenggai add-plan 新建一个")
    if not meant.number:
        raise UsageProblem(f"有 {len(files)} 个方案，不知道是哪一个", f"请写明方案，例如 {next(iter(files))}")
    example = f"{next(iter(files))}:{meant.number}"
    raise UsageProblem(f"有 {len(files)} 个方案，“{meant.number}”不知道是哪一个的", f"请写全，例如 {example}")


class Found(NamedTuple):
    """An issue, and perhaps a task of it, with where it stands in the file."""

    category: Category
    issue: Issue
    task: Task | None
    loc: Loc


def task_at(number: str, plan_id: str, of: Plan) -> tuple[Task, Loc]:
    """Return the task of that number and where it stands in the file.

    Raises:
        NoSuchThing: the plan has no such task.
    """
    tasks = {found.task.id: (found.task, found.loc) for found in everything(of) if found.task is not None}
    if number not in tasks:
        _known("任务", f"{plan_id}:{number}", [f"{plan_id}:{one}" for one in tasks])
    return tasks[number]


def issue_at(number: str, plan_id: str, of: Plan) -> tuple[Issue, Loc]:
    """Return the issue of that number and where it stands in the file.

    Raises:
        NoSuchThing: the plan has no such issue.
    """
    issues = {str(found.issue.number): (found.issue, found.loc) for found in everything(of) if found.task is None}
    if number not in issues:
        _known("问题", f"{plan_id}:{number}", [f"{plan_id}:{one}" for one in issues])
    return issues[number]


def everything(of: Plan) -> Iterable[Found]:
    """Yield every issue (without a task) and every task of the plan, each with its loc."""
    for c, each in enumerate(of.categories):
        for i, one in enumerate(each.issues):
            loc: Loc = ("类型", c, "问题", i)
            yield Found(each, one, None, loc)
            for t, work in enumerate(one.tasks):
                yield Found(each, one, work, (*loc, "任务", t))
