"""Shell completion of plan ids and task numbers; reads file names and number lines only, so that Tab stays quick."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TASK_LINE = re.compile(r"^\s*-\s*编号:\s*[\"']?([0-9]+-[0-9]+)", re.MULTILINE)


def plans(incomplete: str) -> list[str]:
    """Return the plan ids that begin as typed."""
    return [path.stem for path in _files() if path.stem.startswith(incomplete)]


def tasks(incomplete: str) -> list[str]:
    """Return the task references that begin as typed; a broken file offers what can be seen in it."""
    plan_id, colon, _number = incomplete.partition(":")
    files = [path for path in _files() if (path.stem == plan_id if colon else path.stem.startswith(plan_id))]
    found = [
        f"{path.stem}:{number}"
        for path in files
        for number in _TASK_LINE.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]
    return [reference for reference in found if reference.startswith(incomplete)]


def _files() -> Iterator[Path]:
    here = Path.cwd()
    folder = next((up / "ledgers" for up in (here, *here.parents) if (up / "ledgers").is_dir()), None)
    return iter(sorted(folder.rglob("*.y*ml"))) if folder else iter(())
