"""`reports`: which reporting periods have come due as of a day, and who has reported for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai import periods
from zhenggai.abstracts.questions import whole_plan
from zhenggai.cli import find
from zhenggai.cli.options import AsOf, Json, NoIndex, PlanId
from zhenggai.cli.render import as_json, note, say, table
from zhenggai.cli.rows import Scope, answer, ask

if TYPE_CHECKING:
    from datetime import date

    from zhenggai.model import Plan


def reports(
    context: typer.Context,
    as_of: AsOf = None,
    plan: PlanId = None,
    unit: Annotated[str | None, typer.Option("--unit", "-u", metavar="单位", help="只看这个单位")] = None,
    category: Annotated[str | None, typer.Option("--category", metavar="类型", help="只看有这个类型的方案")] = None,
    json: Json = False,
    no_index: NoIndex = False,
) -> None:
    """列出自印发以来各期的报送情况：谁按时报了，谁迟报，谁没有报。

    期内（上一期之后到本期当日）有报送记录或进展的，算已报。

    例子：
      zhenggai reports --plan menglai-2022 --as-of 2023-09-30
      zhenggai reports --unit 财政所
    """
    question = ask(context, Scope(as_of, plan, no_index=no_index))
    day, roster = question.day, question.local.roster
    plans = {abstract.id: whole_plan(abstract) for abstract in question.plans}
    if category is not None:
        find.category(category, question.book.categories())
        plans = {plan_id: one for plan_id, one in plans.items() if category in {each.name for each in one.categories}}
    found = {plan_id: periods.periods(one, day, roster) for plan_id, one in plans.items()}
    if unit is not None:
        known = [name for one in plans.values() for name in periods.all_obliged(one, roster)]
        unit = find.unit(unit, known, roster)
        found = {plan_id: _only(unit, some) for plan_id, some in found.items()}
    if json:
        told = [_record(plan_id, period) for plan_id, some in found.items() for period in some]
        as_json(answer(question, "periods", told))
    else:
        if not plans:
            note("没有方案可查")
        for plan_id, one in plans.items():
            _show(plan_id, one, found[plan_id], day)
    question.leave()


def _only(unit: str, found: list[periods.Period]) -> list[periods.Period]:
    def keep(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name == unit)

    shares = [
        periods.Period(one.rule, one.first, one.last, keep(one.reported), keep(one.late), keep(one.missing))
        for one in found
    ]
    return [one for one in shares if one.reported or one.late or one.missing]


def _show(plan_id: str, plan: Plan, found: list[periods.Period], day: date) -> None:
    if not plan.reporting or plan.issued is None:
        note(f"{plan_id}：没有写{'报送要求' if plan.issued else '印发日期'}，没有报送期可查")
        return
    say(f"截至 {day}：{plan_id} 已到 {len(found)} 期")
    if found:
        table(["期", "按时", "迟报", "未报", "未报的单位"], [_cells(one) for one in found])
    for rule in plan.reporting:
        if following := periods.next_day(rule, plan.issued, day):
            to = f"，报送 {'、'.join(rule.recipients)}" if rule.recipients else ""
            say(f"下一期：{following}{to}" + (f"，{rule.requirement}" if rule.requirement else ""))


def _cells(one: periods.Period) -> list[str]:
    missing = "、".join(one.missing)
    late = f"（迟报：{'、'.join(one.late)}）" if one.late else ""
    return [one.last.isoformat(), *(str(len(names)) for names in (one.reported, one.late, one.missing)), missing + late]


def _record(plan_id: str, one: periods.Period) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "cadence": one.rule.cadence.value,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "recipients": list(one.rule.recipients),
        "reported": list(one.reported),
        "late": list(one.late),
        "missing": list(one.missing),
    }
