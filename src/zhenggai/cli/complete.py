"""Shell completion of plan ids and task numbers: from file names, and for a task from the numbers in one file.

Whatever cannot be read offers nothing: a half-typed line is no place for a complaint.
"""

from __future__ import annotations

import re
from pathlib import Path

import typer

_PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""Nothing else is offered: a shell would take the rest of a file name for its own signs."""
_TASK_LINE = re.compile(r"^\s*-\s*编号:\s*[\"']?([0-9]+-[0-9]+)", re.MULTILINE)


def plans(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the plan ids that begin as typed."""
    return [plan_id for plan_id in _files(ctx) if plan_id.startswith(incomplete)]


def tasks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the task references that begin as typed, or only `<plan>:` while several plans do.

    Where one plan is in scope (`--plan`, or there is no other), its numbers are offered alone too. At most one file is
    read, and a broken one offers what can be seen in it.
    """
    files = _files(ctx)
    plan_id, colon, _number = incomplete.partition(":")
    if not colon and (alone := ctx.params.get("plan") or _only(files, incomplete)):
        return _begin(incomplete, _numbers(files.get(alone)))
    near = [plan_id] if colon else [one for one in files if one.startswith(plan_id)]
    if len(near) > 1:
        return [f"{one}:" for one in near]
    return _begin(incomplete, [f"{one}:{number}" for one in near for number in _numbers(files.get(one))])


def _only(files: dict[str, Path], incomplete: str) -> str | None:
    return next(iter(files)) if len(files) == 1 and incomplete[:1].isdecimal() else None


def _begin(incomplete: str, texts: list[str]) -> list[str]:
    return [text for text in texts if text.startswith(incomplete)]


def _numbers(path: Path | None) -> list[str]:
    try:
        return _TASK_LINE.findall(path.read_text(encoding="utf-8", errors="replace")) if path else []
    except OSError:
        return []


def _files(ctx: typer.Context) -> dict[str, Path]:
    from zhenggai.errors import ZhenggaiError
    from zhenggai.store.places import LEDGERS, by_plan_id, find_root
    from zhenggai.store.scan import scan

    named = ctx.find_root().params.get("workspace")  # Typer runs no callback while completing
    try:
        ledgers = find_root(Path(named or ".")) / LEDGERS
        files = by_plan_id(ledgers, scan(ledgers))
    except (OSError, ZhenggaiError):
        return {}
    return {plan_id: ledgers / path for plan_id, path in files.items() if _PLAN_ID.fullmatch(plan_id)}
