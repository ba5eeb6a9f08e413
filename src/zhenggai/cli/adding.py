"""`add-issue` and `add-task`: a new problem, a new task, with the numbers the plan has free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli import ask, find
from zhenggai.cli.building import build
from zhenggai.cli.context import here
from zhenggai.cli.options import DryRun, InPlan, Yes
from zhenggai.cli.task_fields import TaskOptions, new_task
from zhenggai.cli.writing import commit_edits
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.model import Category, Issue, Plan, Task
from zhenggai.store.ledger import OpenedPlan, load_or_refuse
from zhenggai.store.yamledit import Append

if TYPE_CHECKING:
    from zhenggai.findings import Loc
    from zhenggai.model import Record

Text = str | None
Many = list[str] | None
Measures = Annotated[
    Many, typer.Option("--measure", "-m", metavar="措施", help="整改措施；也可以整段写，按一是、二是拆开")
]
DeadlineText = Annotated[Text, typer.Option("--deadline", metavar="原文", help="整改时限的原话，例如 6月13日")]
Due = Annotated[Text, typer.Option("--due", metavar="日期", help="原话读不出日期时，写明最后一天")]
KindName = Annotated[Text, typer.Option("--kind", metavar="性质", help="限期、阶段、立行立改、长期或未定；默认按原话")]
Undetermined = Annotated[bool, typer.Option("--undetermined", help="期限还定不下来，先记为未定")]
Units = Annotated[Text, typer.Option("--units", metavar="单位", help="责任单位的原话")]
Sources = Annotated[Many, typer.Option("--source", metavar="来源", help="问题来源")]
Goal = Annotated[Text, typer.Option("--goal", metavar="目标", help="整改目标")]
Lead = Annotated[Text, typer.Option("--lead", metavar="姓名", help="牵头负责人")]
LeadUnit = Annotated[Text, typer.Option("--lead-unit", metavar="单位", help="牵头单位")]
Supporting = Annotated[Text, typer.Option("--supporting-units", metavar="单位", help="配合单位")]
Person = Annotated[Text, typer.Option("--person", metavar="姓名", help="责任人")]
AcceptingUnit = Annotated[Text, typer.Option("--accepting-unit", metavar="单位", help="验收单位")]
Note = Annotated[Text, typer.Option("--note", metavar="备注", help="备注")]


def add_task(
    context: typer.Context,
    issue: Annotated[str, typer.Argument(metavar="问题", help="问题编号，例如 xuchang-2021:2")],
    plan: InPlan = None,
    number: Annotated[Text, typer.Option("--number", metavar="编号", help="任务编号；默认接着往下编")] = None,
    description: Annotated[Text, typer.Option("--description", metavar="描述", help="这项任务自己的问题描述")] = None,
    measure: Measures = None,
    deadline: DeadlineText = None,
    due: Due = None,
    kind: KindName = None,
    undetermined: Undetermined = False,
    units: Units = None,
    source: Sources = None,
    goal: Goal = None,
    lead: Lead = None,
    lead_unit: LeadUnit = None,
    supporting_units: Supporting = None,
    person: Person = None,
    accepting_unit: AcceptingUnit = None,
    note: Note = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """给一个问题增加一项整改任务；写入之前先说明期限和单位是怎么读的。

    在终端里运行时，没有写的项会逐项询问。

    例子：
      zhenggai add-task xuchang-2021:2 --measure "开展专项检查" --deadline 7月底前 --units 市财政局
      zhenggai add-task 2 -m "建立台账" --deadline 春耕结束前 --due 2022-05-31 --units "市财政局、农业农村局"
    """
    workspace = here(context)
    files = workspace.plan_files()
    meant = find.reference(issue, plan)
    plan_id = find.only_plan(files, meant)
    options = TaskOptions(
        measure or (), deadline, due, kind, undetermined, units, description, goal, source or (), lead, lead_unit,
        supporting_units, person, accepting_unit, note,
    )  # fmt: skip
    now = load_or_refuse(files[plan_id]).plan
    found, _loc = find.issue_at(meant.number, plan_id, now)
    # Asked before the file is locked: a person at a prompt may go to lunch.
    task = new_task(number or _next_task(found), options, now.issued, workspace.settings)

    def edits(opened: OpenedPlan) -> list[Append]:
        current, loc = find.issue_at(meant.number, plan_id, opened.plan)
        if number is None and task.id in {one.id for one in current.tasks}:
            raise ZhenggaiError(f"编号 {task.id} 刚被别人用了", "请再运行一次")
        return [Append((*loc, "任务"), task.to_file())]

    commit_edits(files[plan_id], edits, dry_run=dry_run, done=f"已增加任务 {plan_id}:{task.id}", ask_first=not yes)


def add_issue(
    context: typer.Context,
    plan: Annotated[Text, typer.Argument(metavar="[方案]", help="方案编号；只有一个方案时可以不写")] = None,
    category: Annotated[Text, typer.Option("--category", metavar="类型", help="属于哪个类型（方面）")] = None,
    title: Annotated[Text, typer.Option("--title", "-t", metavar="名称", help="具体问题的名称")] = None,
    number: Annotated[
        int | None, typer.Option("--number", metavar="编号", min=1, help="问题编号；默认接着往下编")
    ] = None,
    issue_description: Annotated[
        Text, typer.Option("--issue-description", metavar="描述", help="各任务共有的问题描述")
    ] = None,
    description: Annotated[Text, typer.Option("--description", metavar="描述", help="第一项任务自己的问题描述")] = None,
    measure: Measures = None,
    deadline: DeadlineText = None,
    due: Due = None,
    kind: KindName = None,
    undetermined: Undetermined = False,
    units: Units = None,
    source: Sources = None,
    goal: Goal = None,
    lead: Lead = None,
    lead_unit: LeadUnit = None,
    supporting_units: Supporting = None,
    person: Person = None,
    accepting_unit: AcceptingUnit = None,
    note: Note = None,
    new_category: Annotated[bool, typer.Option("--new-category", help="类型还没有时，新建一个")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """给方案增加一个问题，连同它的第一项整改任务；写入之前先说明期限和单位是怎么读的。

    不写任务的各项（措施、期限、单位等）时，只增加问题，任务以后用 add-task 补。

    例子：
      zhenggai add-issue xuchang-2021 --category 工作落实方面 --title "台账更新不及时"
      zhenggai add-issue --category 工作落实方面 -t "验收滞后" -m "限期验收" --deadline 7月底前 --units 市财政局
    """
    workspace = here(context)
    files = workspace.plan_files()
    plan_id = find.only_plan(files, find.Reference(plan, ""))
    now = load_or_refuse(files[plan_id]).plan
    where = ask.for_text(
        category, "--category", f"属于哪个类型（{'、'.join(c.name for c in now.categories) or '还没有类型'}）"
    )
    if not new_category:
        _check_category(where, now)
    name = ask.for_text(title, "--title", "具体问题的名称")
    chosen = number or max((one.number for each in now.categories for one in each.issues), default=0) + 1
    options = TaskOptions(
        measure or (), deadline, due, kind, undetermined, units, description, goal, source or (), lead, lead_unit,
        supporting_units, person, accepting_unit, note,
    )  # fmt: skip
    tasks: tuple[Task, ...] = ()
    if ask.someone_is_there() or not options.is_empty:
        tasks = (new_task(f"{chosen}-1", options, now.issued, workspace.settings),)
    issue = build(Issue, number=chosen, title=name, description=issue_description, tasks=tasks)

    def edits(opened: OpenedPlan) -> list[Append]:
        loc, item = _place(opened.plan, where, issue)
        return [Append(loc, item.to_file())]

    commit_edits(files[plan_id], edits, dry_run=dry_run, done=f"已增加问题 {plan_id}:{chosen}", ask_first=not yes)


def _place(plan: Plan, category: str, issue: Issue) -> tuple[Loc, Record]:
    for position, one in enumerate(plan.categories):
        if one.name == category:
            return ("类型", position, "问题"), issue
    return ("类型",), build(Category, name=category, issues=(issue,))


def _check_category(name: str, plan: Plan) -> None:
    if not plan.categories:
        return
    try:
        find.category(name, [one.name for one in plan.categories])
    except NoSuchThing as refusal:
        if ask.someone_is_there():
            ask.to_go_ahead(f"{refusal.message}，{refusal.way_out}。新建这个类型吗？", yes=False)
            return
        raise NoSuchThing(refusal.message, f"{refusal.way_out}；确实要新建这个类型，请加 --new-category") from None


def _next_task(issue: Issue) -> str:
    used = [int(task.id.partition("-")[2]) for task in issue.tasks]
    return f"{issue.number}-{max(used, default=0) + 1}"
