"""Many workspaces asked at once, a county each: which folders are meant, how they are told apart, what of them is read.

A workspace that cannot be read is left out and named; the others answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.local import Local
from zhenggai.abstracts.shelved import Called
from zhenggai.cli import find
from zhenggai.cli.progress import progress_bar
from zhenggai.cli.render import note, show_findings, visible
from zhenggai.errors import BrokenLedger, NoSuchThing, UsageProblem, ZhenggaiError
from zhenggai.store.places import LEDGERS, by_plan_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.abstracts.shelved import Abstract
    from zhenggai.findings import Finding
    from zhenggai.store.broken import BrokenPlan


class LeftOut(NamedTuple):
    """A folder that could not be read, and why."""

    folder: Path
    trouble: ZhenggaiError

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong in its files, where that is why."""
        return self.trouble.findings if isinstance(self.trouble, BrokenLedger) else ()  # type: ignore[return-value]  # errors imports nothing


def tell(left_out: Sequence[LeftOut]) -> None:
    """Say on stderr what is wrong with the workspaces that were left out."""
    for one in left_out:
        show_findings(one.findings)
        note(visible(f"{one.folder}：{one.trouble}"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The plans of many workspaces, their broken files, the workspaces left out, and the settings they share."""

    plans: list[Abstract]
    broken: list[BrokenPlan]
    left_out: list[LeftOut]
    local: Local


def gather_all(patterns: Sequence[str], plan: str | None, *, use_index: bool) -> Gathered:
    """Gather the plans of every workspace whose ledgers folder a pattern matches, or those of one name alone.

    Raises:
        NoSuchThing: a pattern matches nothing, or no workspace has such a plan.
        BrokenLedger: no workspace could be read.
    """
    roots, left_out = _roots(patterns)
    opened: list[tuple[Shelf, dict[str, str]]] = []
    for root, called in zip(roots, told_apart(roots), strict=True):
        try:
            shelf = Shelf(root.resolve(), use_index=use_index, called=called)
            opened.append((shelf, by_plan_id(shelf.ledgers, shelf.files)))
        except ZhenggaiError as trouble:
            left_out.append(LeftOut(root, trouble))
    gathered = Gathered([], [], left_out, Local(_remind_days([shelf for shelf, _files in opened])))
    try:
        wanted = _wanted(opened, plan)
    except NoSuchThing:  # it may be in what could not be read
        tell(left_out)
        raise
    for shelf, paths in wanted:
        try:
            plans, broken = shelf.gather(paths, lambda total: progress_bar(total, "读取台账", least=_FEW))
        except ZhenggaiError as trouble:
            left_out.append(LeftOut(Path(shelf.called.folders[-1]), trouble))
        else:
            gathered.plans.extend(plans)
            gathered.broken.extend(broken)
    if left_out and not gathered.plans and not gathered.broken:
        tell(left_out)
        raise BrokenLedger("这些工作区都读不了", (), "请先改正上面列出的问题")
    return gathered


_FEW = 150
"""Files that are read before a person begins to wonder."""


def _roots(patterns: Sequence[str]) -> tuple[list[Path], list[LeftOut]]:
    """Return the workspaces as they were named, each once, and the folders that are none or closed."""
    roots: dict[Path, Path] = {}
    left_out: list[LeftOut] = []
    for pattern in patterns:
        if not pattern.strip():
            raise UsageProblem("--ledgers 后面是空的", _EXAMPLE)
        folders = [Path(pattern)] if Path(pattern).is_dir() else _matched(pattern)
        closed = [folder for folder in _matched(os.path.dirname(pattern)) if not os.access(folder, os.R_OK | os.X_OK)]  # noqa: PTH120 - a pattern is no path
        if not folders and not closed:
            raise NoSuchThing(f"没有文件夹对得上 --ledgers {pattern}", _EXAMPLE)
        for folder in folders:
            root = folder.parent if folder.name == LEDGERS else folder
            if (root / LEDGERS).is_dir():
                roots.setdefault(root.resolve(), root)
            else:
                left_out.append(LeftOut(folder, NoSuchThing(f"里面没有 {LEDGERS} 文件夹", _EXAMPLE)))
        left_out += [LeftOut(folder, ZhenggaiError("没有权限打开", "请检查权限")) for folder in closed]
    return list(roots.values()), left_out


_EXAMPLE = "请写各工作区的 ledgers 文件夹，例如 --ledgers 'counties/*/ledgers'"


def _matched(pattern: str) -> list[Path]:
    found = glob(pattern, recursive=True)  # noqa: PTH207 - Path's own takes no absolute patterns
    return [folder for path in sorted(found) if (folder := Path(path)).is_dir()]


def told_apart(roots: Sequence[Path]) -> Iterator[Called]:
    """Tell workspaces apart by what their paths, as given, do not all have in common."""
    parts = [root.parts or (root.as_posix(),) for root in roots]
    above = [one[:-1] for one in parts]
    common = next((level for level, names in enumerate(zip(*above, strict=False)) if len(set(names)) > 1), None)
    common = min(map(len, above), default=0) if common is None else common
    for one in parts:
        folders = tuple(Path(*one[:end]).as_posix() for end in range(common + 1, len(one) + 1))
        yield Called("/".join(one[common:]), folders)


def _remind_days(shelves: Sequence[Shelf]) -> int:
    """Return the days ahead that all workspaces count as soon, and the usual ones where they differ."""
    days = {shelf.local.remind_days for shelf in shelves}
    return days.pop() if len(days) == 1 else Local().remind_days


def _wanted(opened: Sequence[tuple[Shelf, dict[str, str]]], plan: str | None) -> list[tuple[Shelf, list[str]]]:
    """Return the paths that are asked for, by workspace; a plan is named by its id, alone or behind its workspace."""
    if plan is None:
        return [(shelf, list(files.values())) for shelf, files in opened]
    wanted = [
        (shelf, [path for plan_id, path in files.items() if plan in {plan_id, f"{shelf.called.name}/{plan_id}"}])
        for shelf, files in opened
    ]
    if not any(paths for _shelf, paths in wanted):
        find.plan(plan, list(dict.fromkeys(plan_id for _shelf, files in opened for plan_id in files)))
    return wanted
