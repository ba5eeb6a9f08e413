"""The commands that append to a task's logs: `record-progress`, `extend-deadline`, `close-task`, `reopen-task`.

Each imports the store when it runs: its help page and the completion of its task do not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai.cli import ask
from zhenggai.cli.context import here, read_day
from zhenggai.cli.options import DryRun, EvidenceFiles, InPlan, TaskRef
from zhenggai.cli.render import note
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from zhenggai.cli.building import Entry
    from zhenggai.store.ledger import OpenedPlan

Day = Annotated[str | None, typer.Option("--date", metavar="日期", help="哪一天的情况，默认今天")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="原因", help="状态后退的原因")]
_OPEN = tuple(status for status in Status if status is not Status.CLOSED)


def record_progress(
    context: typer.Context,
    task: TaskRef,
    plan: InPlan = None,
    status: Annotated[
        str | None, typer.Option("--status", "-s", metavar="状态", help=f"现在的状态：{'、'.join(_OPEN)}")
    ] = None,
    content: Annotated[str | None, typer.Option("--content", "-m", metavar="内容", help="做了什么、结果怎样")] = None,
    unit: Annotated[str | None, typer.Option("--unit", "-u", metavar="单位", help="报告进展的单位")] = None,
    date: Day = None,
    evidence_files: EvidenceFiles = None,
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """给任务记一条整改进展；只追加，不改以前的记录。

    销号请用 close-task，重新打开请用 reopen-task。

    例子：
      zhenggai record-progress 2-4 --status 整改中 --content "已对3个县开展核查" --unit 市发展改革委
      zhenggai record-progress xuchang-2021:2-4 -s 已完成 -m "劳务报酬全部补发" -u 市财政局 -e 发放表.pdf
    """
    from zhenggai import asof
    from zhenggai.cli import entries
    from zhenggai.cli.building import entry

    target = entries.find_target(here(context), task, plan)
    day = ask.for_day(date, "--date", "哪一天的情况", read_day)
    now = _status(ask.for_value(status, "--status", f"现在的状态（{'、'.join(_OPEN)}）", _wrong_status))
    said = ask.for_text(content, "--content", "做了什么、结果怎样")
    who = ask.for_maybe(unit, "报告进展的单位")

    def made(opened: OpenedPlan) -> Entry:
        found = target.task(opened)
        entries.check_day(opened.image, day)
        before = asof.status(found, day)
        why = reason
        if now.rank < before.rank and not why:
            why = ask.for_text(None, "--reason", f"状态从“{before}”退回“{now}”的原因")
        return entry(
            "ProgressEntry",
            date=day,
            status=now,
            unit=entries.the_unit(who, found, opened, target.workspace.roster) if who else None,
            content=said,
            reason=why,
            evidence=entries.evidence(target, evidence_files or ()),
        )

    entries.append_to_log(
        target, "进展", made, evidence_files or (), dry_run=dry_run, done=f"已记下 {target.reference}：{now}"
    )


def extend_deadline(
    context: typer.Context,
    task: TaskRef,
    plan: InPlan = None,
    until: Annotated[str | None, typer.Option("--until", metavar="日期", help="延到哪一天，含当日")] = None,
    approved_by: Annotated[str | None, typer.Option("--approved-by", metavar="单位", help="批准延期的单位")] = None,
    approved: Annotated[str | None, typer.Option("--approved", metavar="日期", help="批准日期，默认今天")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="原因", help="延期的原因")] = None,
    dry_run: DryRun = False,
) -> None:
    """记一次批准的延期；原来的期限留在原处，从批准之日起按新期限算。

    例子：
      zhenggai extend-deadline 2-4 --until 2022-06-30 --approved 2022-06-12 --approved-by 市财政局 --reason "汛期停工"
    """
    from zhenggai import asof
    from zhenggai.cli import entries
    from zhenggai.cli.building import entry

    target = entries.find_target(here(context), task, plan)
    new = read_day(ask.for_text(until, "--until", "延到哪一天"), "--until")
    on = ask.for_day(approved, "--approved", "批准日期", read_day)
    by = ask.for_text(approved_by, "--approved-by", "批准延期的单位")
    why = ask.for_text(reason, "--reason", "延期的原因")

    def made(opened: OpenedPlan) -> Entry:
        found = target.task(opened)
        entries.check_day(opened.image, on, "批准日期")
        due = asof.due_day(found, on)
        if due is None:
            kind = found.deadline.kind if found.deadline else DeadlineKind.UNDETERMINED
            raise ZhenggaiError(
                f"{target.reference} 的整改时限是“{kind}”，没有日期可延", "请先用 zhenggai edit 定下日期"
            )
        if new <= due:
            raise ZhenggaiError(f"延至 {new} 不晚于现在的期限 {due}", "请写更晚的日期")
        if on > due:
            note(f"注意：批准日期 {on} 已经过了原来的期限 {due}，这几天仍算逾期")
        return entry("Extension", approved=on, until=new, approved_by=by, reason=why)

    entries.append_to_log(target, "延期", made, (), dry_run=dry_run, done=f"已记下 {target.reference} 延至 {new}")


def close_task(
    context: typer.Context,
    task: TaskRef,
    plan: InPlan = None,
    accepted_by: Annotated[str | None, typer.Option("--accepted-by", metavar="单位", help="验收单位")] = None,
    acceptor: Annotated[str | None, typer.Option("--acceptor", metavar="姓名", help="验收人")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="日期", help="验收通过的日期")] = None,
    evidence_files: EvidenceFiles = None,
    waiver: Annotated[str | None, typer.Option("--waiver", metavar="理由", help="没有佐证时，免交的理由")] = None,
    content: Annotated[str | None, typer.Option("--content", "-m", metavar="内容", help="验收意见")] = None,
    dry_run: DryRun = False,
) -> None:
    """销号：已完成的任务验收通过。要写明谁验收、哪一天、凭什么。

    例子：
      zhenggai close-task 2-4 --accepted-by 市乡村振兴局 --acceptor 鲍某 --date 2022-06-20 -e 验收表.pdf
      zhenggai close-task 2-7 --accepted-by 市财政局 --acceptor 白某 --date 2022-07-08 --waiver "现场查看，无书面材料"
    """
    from zhenggai import asof
    from zhenggai.cli import entries
    from zhenggai.cli.building import entry

    target = entries.find_target(here(context), task, plan)
    by = ask.for_text(accepted_by, "--accepted-by", "验收单位")
    who = ask.for_text(acceptor, "--acceptor", "验收人")
    day = read_day(ask.for_text(date, "--date", "验收通过的日期"), "--date")
    files = evidence_files or ask.for_many((), "佐证材料的文件")
    why = waiver if files or waiver else ask.for_text(None, "--evidence 或 --waiver", "没有佐证，免交的理由")

    def made(opened: OpenedPlan) -> Entry:
        entries.check_day(opened.image, day)
        found = target.task(opened)
        entries.check_order(found, day)
        now = asof.status(found, day)
        if now is Status.CLOSED:
            raise ZhenggaiError(f"{target.reference} 已经销号了", "要重新打开请用 reopen-task")
        if now is not Status.COMPLETED:
            message = f"{target.reference} 截至 {day} 的状态是“{now}”，还没有完成，不能销号"
            raise ZhenggaiError(message, "请先用 record-progress 记下“已完成”")
        entries.check_acceptance(found, by, target.workspace.roster)
        return entry(
            "ProgressEntry",
            date=day,
            status=Status.CLOSED,
            content=content,
            accepting_unit=by,
            acceptor=who,
            waiver=why,
            evidence=entries.evidence(target, files),
        )

    entries.append_to_log(target, "进展", made, files, dry_run=dry_run, done=f"{target.reference} 已销号")


def reopen_task(
    context: typer.Context,
    task: TaskRef,
    plan: InPlan = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="原因", help="为什么重新打开（退回、反弹）")] = None,
    status: Annotated[str, typer.Option("--status", "-s", metavar="状态", help="退回到哪个状态")] = Status.IN_PROGRESS,
    date: Day = None,
    dry_run: DryRun = False,
) -> None:
    """重新打开已完成或已销号的任务：退回，或问题反弹。要写原因。

    例子：
      zhenggai reopen-task 2-4 --reason "抽查发现2户未补发"
    """
    from zhenggai import asof
    from zhenggai.cli import entries
    from zhenggai.cli.building import entry

    target = entries.find_target(here(context), task, plan)
    back = _status(status)
    day = ask.for_day(date, "--date", "哪一天退回的", read_day)
    why = ask.for_text(reason, "--reason", "为什么重新打开")

    def made(opened: OpenedPlan) -> Entry:
        entries.check_day(opened.image, day)
        entries.check_order(target.task(opened), day)
        now = asof.status(target.task(opened), day)
        if back.rank >= now.rank or not now.reaches(Status.STAGE_RESULT):
            raise ZhenggaiError(
                f"{target.reference} 截至 {day} 的状态是“{now}”，不能退回“{back}”", "记进展请用 record-progress"
            )
        return entry("ProgressEntry", date=day, status=back, reason=why)

    entries.append_to_log(target, "进展", made, (), dry_run=dry_run, done=f"已重新打开 {target.reference}：{back}")


def _wrong_status(text: str) -> str | None:
    if text in set(_OPEN):
        return None
    if text == Status.CLOSED:
        return "销号请用 close-task，要写明验收单位、验收人和佐证"
    return f"没有状态“{text}”，可用的有：{'、'.join(_OPEN)}"


def _status(text: str) -> Status:
    wrong = _wrong_status(text)
    if wrong:
        raise NoSuchThing(wrong)
    return Status(text)
