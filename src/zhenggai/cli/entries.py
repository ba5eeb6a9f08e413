"""What the log-writing commands share: the task meant, the checks every entry passes, evidence, and the appending."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zhenggai.cli import find
from zhenggai.cli.building import Entry, entry
from zhenggai.cli.context import refuse_future
from zhenggai.cli.render import YELLOW, note
from zhenggai.cli.writing import commit_edits
from zhenggai.errors import FileTrouble, NoSuchThing, ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.places import EVIDENCE
from zhenggai.store.workspace import Workspace
from zhenggai.store.yamledit import Append

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from zhenggai.model import Plan, Task
    from zhenggai.roster import Roster
    from zhenggai.store.ledger import OpenedPlan


class Target(NamedTuple):
    """The task a command is about: in which workspace, file and plan, under which number."""

    workspace: Workspace
    path: Path
    plan_id: str
    number: str

    @property
    def reference(self) -> str:
        """`<plan>:<issue>-<n>`."""
        return f"{self.plan_id}:{self.number}"

    def task(self, opened: OpenedPlan) -> Task:
        """Return the task as the file has it now."""
        return find.task_at(self.number, self.plan_id, opened.image)[0]


def find_target(workspace: Workspace, text: str, plan_option: str | None) -> Target:
    """Find the plan file a task reference is about; the task itself is looked up when the file is read.

    Raises:
        NoSuchThing: there is no such plan.
        UsageProblem: the reference names no plan and there are several.
    """
    files = workspace.plan_files()
    meant = find.reference(text, plan_option)
    plan_id = find.only_plan(files, meant)
    return Target(workspace, files[plan_id], plan_id, meant.number)


def check_day(plan: Plan, day: date, name: str = "日期") -> None:
    """Refuse an entry dated before the plan was issued or after today.

    Raises:
        ZhenggaiError: it is.
    """
    if plan.issued is not None and day < plan.issued:
        raise ZhenggaiError(f"{name} {day} 早于方案的印发日期 {plan.issued}", "请写印发以后的日期")
    refuse_future(day, name)


def check_order(task: Task, day: date) -> None:
    """Refuse a closing or reopening dated before an entry that is there already, since it would change nothing now.

    Raises:
        ZhenggaiError: there is a later entry.
    """
    last = max((entry.date for entry in task.progress), default=None)
    if last is not None and day < last:
        raise ZhenggaiError(f"{task.id} 在 {last} 已有记录，比 {day} 更晚", f"请写 {last} 或以后的日期")


def check_acceptance(task: Task, by: str, roster: Roster) -> None:
    """Say on stderr when the acceptor is one of the responsible units, or not the one the plan names."""
    if roster.canonical(by) in find.units_of(task, roster):
        note(f"注意：{by} 是 {task.id} 的责任单位，自己验收自己，check 会列为问题", YELLOW)
    if task.accepting_unit and roster.canonical(task.accepting_unit) != roster.canonical(by):
        note(f"注意：方案写明 {task.id} 由{task.accepting_unit}验收", YELLOW)


def the_unit(name: str, task: Task, opened: OpenedPlan, roster: Roster) -> str:
    """Return the unit that reports, by its preferred name: one of the task's, else one of the plan's or the roster's.

    A collective wording the roster does not expand (各相关县（市、区）财政局) admits any unit whose name ends like it.

    Raises:
        NoSuchThing: nobody of that name has to do with the plan.
    """
    preferred = roster.canonical(name)
    own = find.units_of(task, roster)
    if preferred in own or preferred.endswith(_open_tails(own)):
        return preferred
    everyone = {unit for _category, _issue, one in opened.image.rows() for unit in find.units_of(one, roster)}
    try:
        known = find.unit(name, sorted(everyone), roster)
    except NoSuchThing as refusal:
        raise NoSuchThing(refusal.message, f"{refusal.way_out}；新的单位请先写进 zhenggai.yaml 的名录") from None
    note(f"注意：{known} 不在 {task.id} 的责任单位里（{'、'.join(own)}）")
    return known


def _open_tails(units: Sequence[str]) -> tuple[str, ...]:
    """Return how a unit's name may end where a collective stands unexpanded: 财政局; 县, 市, 区; 村."""
    tails: list[str] = []
    for unit in units:
        if match := _COLLECTIVE.fullmatch(unit):
            kinds, office = match["kinds"], match["office"]
            tails += [office] if office else kinds.translate(_NO_BRACKETS)
    return tuple(tails)


_COLLECTIVE = re.compile(r"各(?:相关|有关|行政)?(?P<kinds>[县市区乡镇](?:[（(][县市区街道、]+[）)])?|村)(?P<office>.*)")
_NO_BRACKETS = {ord(char): None for char in "（）()、"}


def evidence(target: Target, files: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Return the evidence records for the files, as an entry in the ledger has them: the place and the content of each.

    Raises:
        FileTrouble: a file is not there or cannot be read, or two have one name.
    """
    if len({Path(name).name for name in files}) < len(files):
        raise FileTrouble("有两份佐证材料的文件名相同", "请先改名，再一起登记")
    found = []
    for name in files:
        source = Path(name)
        if not source.is_file():
            raise FileTrouble(f"找不到佐证材料 {name}", "请核对路径；要几份材料就写几个 --evidence")
        place = disk.place_for(source, evidence_folder(target))
        kept = place.relative_to(target.workspace.root).as_posix()
        found.append(entry("Evidence", file=kept, sha256=disk.sha256_of(source)).to_file())
    return tuple(found)


def evidence_folder(target: Target) -> Path:
    """Return where a task's evidence is kept: evidence/<plan>/<task>/."""
    return target.workspace.root / EVIDENCE / target.plan_id / target.number


def append_to_log(
    target: Target,
    log: str,
    make: Callable[[OpenedPlan], Entry],
    files: Sequence[str],
    *,
    dry_run: bool,
    done: str,
) -> None:
    """Append the entry `make` returns to one of the task's logs, and keep the evidence files beside it.

    Raises:
        ZhenggaiError: the same entry is there already.
    """
    copied: list[Path] = []

    def edits(opened: OpenedPlan) -> list[Append]:
        task, loc = find.task_at(target.number, target.plan_id, opened.image)
        new = make(opened)
        if new.image in (*task.progress, *task.extensions):
            raise ZhenggaiError(f"{target.reference} 已经有一条一模一样的记录", "不用再记；确有新情况请写明不同之处")
        if not dry_run:
            copied.extend(_kept(target, files))
        return [Append((*loc, log), new.to_file())]

    try:
        commit_edits(target.path, edits, dry_run=dry_run, done=done)
    except ZhenggaiError:
        for copy in copied:
            disk.remove(copy)
        raise


def _kept(target: Target, files: Sequence[str]) -> Iterator[Path]:
    """Copy the files into the task's evidence folder; yield those that were not there before."""
    folder = evidence_folder(target)
    for name in files:
        place = disk.place_for(Path(name), folder)
        is_new = not place.exists()
        disk.copy_in(Path(name), folder)
        if is_new:
            yield place
