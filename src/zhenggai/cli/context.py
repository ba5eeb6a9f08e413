"""What every command starts from: the day it is asked as of, the workspace, and the plans it may read.

The only place that reads the clock.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from zhenggai.cli import find
from zhenggai.cli.render import note, show_findings
from zhenggai.errors import EXIT_FINDINGS, UsageProblem, ZhenggaiError
from zhenggai.store.places import find_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhenggai.findings import Finding
    from zhenggai.store.broken import BrokenPlan
    from zhenggai.store.ledger import LoadedPlan
    from zhenggai.store.workspace import Workspace

_DAY = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?)")
_MONTH = re.compile(r"[0-9]{4}(?:[0-9]{2}|[-./年][0-9]{1,2}月?)")


def today() -> date:
    """Return today's date on this machine's clock."""
    return date.today()  # noqa: DTZ011 - a clerk's day is the local day


def read_day(text: str | None, option: str) -> date:
    """Read the day given to an option; today where none was given.

    2022-06-14 is the form shown everywhere; what a hurried hand types instead (20220614, 2022.6.14) is taken as well.

    Raises:
        UsageProblem: the text is no day.
    """
    if text is None:
        return today()
    plain = unicodedata.normalize("NFKC", text).strip()  # full-width digits, as a Chinese input method types them
    match = _DAY.fullmatch(plain)
    if match is None:
        wrong = "没有写到哪一天" if _MONTH.fullmatch(plain) else "不是日期"
        raise UsageProblem(f"选项 {option} 的“{text}”{wrong}", "请写成 2022-06-14 的样子")
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        raise UsageProblem(f"选项 {option} 的 {text} 这一天不存在", "请核对月份和日子") from None


def refuse_future(day: date, name: str) -> None:
    """Refuse a day that has not come yet.

    Raises:
        ZhenggaiError: it lies after today.
    """
    if day > today():
        raise ZhenggaiError(f"{name} {day} 还没有到，今天是 {today()}", "请写已经到了的日期")


def root_here(context: typer.Context) -> Path:
    """Return the root of the workspace the command was started in, or of the one `--workspace` names.

    Raises:
        NoSuchThing: there is none.
    """
    return find_root(Path(context.obj or "."))


def here(context: typer.Context) -> Workspace:
    """Return the workspace the command was started in, or the one `--workspace` names, with its settings.

    Raises:
        NoSuchThing: there is none.
        BrokenLedger: its zhenggai.yaml is broken.
    """
    from zhenggai.store.workspace import find_workspace

    return find_workspace(Path(context.obj or "."))


class Reading(NamedTuple):
    """What a command works from: the plans that could be read, and the files that could not."""

    workspace: Workspace
    plans: list[LoadedPlan]
    broken: list[BrokenPlan]

    def leave(self) -> None:
        """Name on stderr what could not be read; exit 1 when the work is therefore incomplete.

        Raises:
            typer.Exit: with code 1.
        """
        leave((finding for loaded in self.plans for finding in loaded.findings), self.broken)


def read_plans(context: typer.Context, plan_id: str | None) -> Reading:
    """Read the plans a command is about, whole: the one named, or all of the workspace.

    Raises:
        NoSuchThing: there is no plan of that id, or no workspace.
        BrokenLedger: the plan that was named, or every plan there is, is broken.
    """
    workspace = here(context)
    files = workspace.plan_files()
    wanted = files.values() if plan_id is None else [files[find.plan(plan_id, files)]]
    plans, broken = workspace.load(wanted)
    if not plans:
        refuse_broken(broken)
    return Reading(workspace, plans, broken)


def refuse_broken(broken: Sequence[BrokenPlan]) -> None:
    """Refuse to answer where every plan that was asked for is broken; do nothing where none is.

    Raises:
        BrokenLedger: with the findings of the last; those of the others are shown here.
    """
    for other in broken[:-1]:
        show_findings(other.findings)
    if broken:
        raise broken[-1].refusal()


def leave(warnings: Iterable[Finding], broken: Sequence[BrokenPlan]) -> None:
    """Show what was met while reading, and name the files that could not be read.

    Raises:
        typer.Exit: with code 1, where there are any.
    """
    show_findings(warnings)
    for plan in broken:
        show_findings(plan.findings)
    if broken:
        names = "、".join(str(plan.path) for plan in broken)
        note(f"以上回答不包括 {len(broken)} 个读不了的文件：{names}")
        raise typer.Exit(EXIT_FINDINGS)
