"""`show`: everything the ledger says of a plan, an issue or a task, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai import asof
from zhenggai.abstracts.abstract import Section, open_lines
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.image import told
from zhenggai.abstracts.questions import Row, groups_of, whole_plan
from zhenggai.cli import find
from zhenggai.cli.context import read_day, root_here
from zhenggai.cli.options import AsOf, CategoryName, InPlan, Json, NoIndex, UnitName
from zhenggai.cli.render import as_json, say, show_findings, visible
from zhenggai.cli.rows import record
from zhenggai.store.places import by_plan_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.abstracts.shelved import Abstract
    from zhenggai.model import Category, Issue, Plan, Task

Line = tuple[str, str]
"""A heading (empty for a continuation) and what stands behind it."""


def show(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="编号", help="方案、问题或任务，例如 xuchang-2021:2-4")],
    as_of: AsOf = None,
    plan: InPlan = None,
    unit: UnitName = None,
    category: CategoryName = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """显示一个方案、一个问题或一项任务的全部内容，以及截至某日的状态。

    例子：
      zhenggai show xuchang-2021:2-4
      zhenggai show menglai-2022 --as-of 2023-09-01
      zhenggai show 2 --plan xuchang-2021
    """
    day = read_day(as_of, "--as-of")
    shelf = Shelf(root_here(context), use_index=not no_index)
    files = by_plan_id(shelf.ledgers, shelf.files)
    meant = find.whole_reference(reference, plan, files)
    plans, broken = shelf.gather([files[find.only_plan(files, meant)]])
    if broken:
        raise broken[0].refusal()
    (abstract,) = plans
    whole, roster = whole_plan(abstract), shelf.local.roster
    places = _places(abstract, whole, meant.number, day)
    if category is not None:
        find.category(category, [one.name for one in whole.categories])
        places = [place for place in places if place.category.name == category]
    if unit is not None:
        wanted = find.unit(unit, [name for place in places for name in place.units], roster)
        places = [place for place in places if wanted in place.units]
    if json:
        header = {key: value for key, value in told(whole).items() if key not in {"categories", "format"}}
        full = [_full_record(place, day) for place in places]
        as_json({"as_of": day.isoformat(), "plan_id": abstract.id, "plan": header, "tasks": full})
    else:
        say(f"截至 {day}")
        if not meant.number:
            _print(_plan_lines(abstract.id, whole))
        for before, place in zip([None, *places], places, strict=False):
            say()
            if not meant.number and (before is None or before.issue is not place.issue):
                say(f"【{visible(place.category.name)}】{place.issue.number}. {visible(place.issue.title)}")
            _print(_brief_lines(place) if not meant.number else _task_lines(place, day))
    show_findings(abstract.warnings)


@dataclass(frozen=True, slots=True)
class Place:
    """A task in its place in the plan, and as the row a table would show."""

    category: Category
    issue: Issue
    task: Task
    row: Row
    units: tuple[str, ...]
    """All that have a part in it, by the names the roster prefers."""


def _places(abstract: Abstract, whole: Plan, number: str, day: date) -> list[Place]:
    """Return the tasks a reference means; a plan issued after the day is shown all the same, since it was asked for."""
    lines, groups = open_lines(abstract.section(Section.LINES)), groups_of(abstract)
    places = [
        Place(
            category,
            issue,
            task,
            Row(f"{abstract.name}:{task.id}", abstract, position, lines[position], asof.standing(task, day)),
            groups[position].units,
        )
        for position, (category, issue, task) in enumerate(whole.rows())
    ]
    if "-" in number:
        task, _loc = find.task_at(number, abstract.id, whole)
        return [place for place in places if place.task.id == task.id]
    if number:
        issue, _loc = find.issue_at(number, abstract.id, whole)
        return [place for place in places if place.issue.number == issue.number]
    return places


def _full_record(place: Place, day: date) -> dict[str, Any]:
    return {
        **record(place.row, (place.category, place.issue, place.task), place.units, day),
        "progress": [told(entry) for entry in place.task.progress],
        "extensions": [told(extension) for extension in place.task.extensions],
        "extra": place.task.extra,
    }


def _plan_lines(plan_id: str, plan: Plan) -> Iterator[Line]:
    yield "方案", f"{plan_id}  {plan.title}"
    yield "文号", plan.number or ""
    yield "发文机关", "、".join(plan.issuers)
    yield "印发日期", str(plan.issued or "")
    yield "公开", plan.publicity or ""
    yield "集中整改", f"{plan.campaign.start} 至 {plan.campaign.end}" if plan.campaign else ""
    yield from _listed(
        "依据", [f"{basis.title}（{basis.number}）" if basis.number else basis.title for basis in plan.bases]
    )
    yield "总体要求", plan.guidance or ""
    yield from _listed("工作要求", plan.requirements)
    for rule in plan.reporting:
        when = str(rule.due) if rule.due else "、".join(f"{day}日" for day in rule.days)
        to = f"，报{'、'.join(rule.recipients)}" if rule.recipients else ""
        yield "报送", f"{rule.cadence} {when}{to}" + (f"，{rule.requirement}" if rule.requirement else "")


def _brief_lines(place: Place) -> Iterator[Line]:
    yield "任务", f"{place.row.reference}  {place.row.line.subject}"
    yield "整改时限", _deadline(place)
    yield "责任单位", place.task.units or ""
    yield "状态", _standing(place.row.standing)


def _task_lines(place: Place, day: date) -> Iterator[Line]:
    task, issue = place.task, place.issue
    yield "任务", f"{place.row.reference}  {place.row.line.subject}"
    yield "类型", place.category.name
    yield "具体问题", f"{issue.number}. {issue.title}"
    yield "问题描述", task.description or issue.description or ""
    yield "整改目标", task.goal or ""
    yield from _listed("整改措施", task.measures)
    yield "整改时限", _deadline(place)
    yield "问题来源", "、".join(task.sources)
    yield "责任单位", task.units or ""
    names = place.units
    if len(names) > 1:
        yield "", f"（{len(names)} 个单位：{'、'.join(names)}）"
    for heading, value in (
        ("牵头单位", task.lead_unit),
        ("配合单位", task.supporting_units),
        ("牵头负责人", task.lead),
        ("责任人", task.person),
        ("验收单位", task.accepting_unit),
        ("备注", task.note),
        *task.extra.items(),
    ):
        yield heading, value or ""
    yield "状态", _standing(place.row.standing)
    yield from _log("整改进展", [(entry.date, _entry(entry)) for entry in task.progress if entry.date <= day])
    extensions = [
        (one.approved, f"延至 {one.until}，{one.approved_by}批准" + (f"，{one.reason}" if one.reason else ""))
        for one in task.extensions
        if one.approved <= day
    ]
    yield from _log("延期", extensions)


def _deadline(place: Place) -> str:
    deadline, standing = place.task.deadline, place.row.standing
    if deadline is None:
        return "没有写"
    day = f"{deadline.due}，" if deadline.due else ""
    extended = f"；已延至 {standing.due}" if standing.due != deadline.due else ""
    return f"{deadline.text}（{day}{deadline.kind}）{extended}"


def _standing(standing: asof.Standing) -> str:
    if standing.is_overdue:
        return f"{standing.status}，逾期 {standing.days_late} 天"
    if standing.days_left is not None and not standing.is_met:
        return f"{standing.status}，还有 {standing.days_left} 天"
    return str(standing.status)


def _entry(entry: Any) -> str:
    accepted = f"{entry.accepting_unit} {entry.acceptor}验收" if entry.accepting_unit else ""
    files = f"佐证：{'、'.join(one.file for one in entry.evidence)}" if entry.evidence else ""
    waiver = f"免佐证：{entry.waiver}" if entry.waiver else ""
    reason = f"原因：{entry.reason}" if entry.reason else ""
    return "  ".join(
        part for part in (entry.status, entry.unit, entry.content, reason, accepted, files, waiver) if part
    )


def _listed(heading: str, items: Any) -> Iterator[Line]:
    for number, item in enumerate(items, start=1):
        yield heading if number == 1 else "", f"{number}. {item}"


def _log(heading: str, entries: list[tuple[date, str]]) -> Iterator[Line]:
    for number, (day, text) in enumerate(entries):
        yield heading if number == 0 else "", f"{day}  {text}"


def _print(lines: Iterator[Line]) -> None:
    # Headings are two to five characters; the wide blank keeps what stands behind them in one column.
    for heading, text in lines:
        if text:
            say(f"{heading:\u3000<5}  {visible(text)}")
