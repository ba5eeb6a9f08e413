"""What every import command does with a draft: which file it becomes, how it is written, how its doubts are shown."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.cli.render import note, say, visible
from zhenggai.errors import FileTrouble, ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import create_plan, is_plan_id, load_plan, replace_plan
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from zhenggai.model import Plan
    from zhenggai.store.workspace import Workspace

LARGEST_SOURCE = 100 * 1024 * 1024
"""Bytes a file to import may have, pictures included; a longer one is not even read."""
_NOT_IN_IDS = re.compile("[^A-Za-z0-9._-]+")
_YEAR = re.compile("20[0-9]{2}")


def read_source(file: str) -> bytes:
    """Return the bytes of the file to import.

    Raises:
        FileTrouble: it is missing, cannot be read, is no file, or is larger than any ledger or plan.
    """
    path = Path(file)
    if path.is_dir():
        raise FileTrouble(f"{file} 是文件夹，不是文件", "请写出文件名")
    if path.exists() and not path.is_file():
        raise FileTrouble(f"{file} 不是普通的文件", "请写出文件名")
    if path.exists() and (size := path.stat().st_size) > LARGEST_SOURCE:
        raise FileTrouble(
            f"{file} 有 {size / 1024 / 1024:.0f} MB，超过 100 MB，不像整改方案或者台账",
            "请去掉图片和附件，另存后再导入",
        )
    return disk.read_bytes(path)


def choose_id(wanted: str | None, known: str, source: str, title: str, taken: Collection[str]) -> str:
    """Return the id of the new plan: the one that was asked for or is known, else one made from the file's name.

    Raises:
        ZhenggaiError: it cannot be an id.
    """
    given = wanted or known
    if given:
        if not is_plan_id(given):
            raise ZhenggaiError(f"“{given}”不能当方案编号", "只用英文字母、数字和 - _ . ，例如 --id xuchang-2021")
        return given
    stem = _NOT_IN_IDS.sub("-", Path(source).stem).strip("-._")
    if not re.search("[A-Za-z]", stem):
        year = _YEAR.search(title) or _YEAR.search(source)
        stem = f"ledger-{year[0]}" if year else "ledger"
    free, number = stem, 2
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free


def write_plan(workspace: Workspace, plan_id: str, plan: Plan, *, force: bool, dry_run: bool) -> tuple[Path, bytes]:
    """Write the plan to its file, or with `dry_run` only say what would stand there; return the file and its bytes.

    Raises:
        ZhenggaiError: there is such a plan and `force` is not set, or the plan is not valid.
        FileTrouble: the file cannot be written.
    """
    there = workspace.plan_files().get(plan_id)
    path = shown(there or workspace.ledgers / f"{plan_id}.yaml")
    if there is not None and not force:
        raise ZhenggaiError(f"已经有方案 {plan_id}：{path}", "请用 --id 换一个编号，或者用 --force 覆盖")
    if there is not None:
        _refuse_lost_logs(path, plan_id, plan)
    raw = create_plan(path, plan, workspace.schema_for(path.absolute()), write=not dry_run and there is None)
    if there is not None and not dry_run:
        replace_plan(path, disk.read_bytes(path), raw)
    return path, raw


def _refuse_lost_logs(path: Path, plan_id: str, plan: Plan) -> None:
    """Refuse to overwrite a plan some of whose records the new one does not have: logs are only ever appended to.

    Raises:
        ZhenggaiError: a 进展, 延期 or 报送记录 would be lost.
    """
    there = load_plan(path)
    if isinstance(there, BrokenPlan):
        return
    lost = Counter(_records(there.plan)) - Counter(_records(plan))
    if lost:
        raise ZhenggaiError(
            f"方案 {plan_id} 记有 {lost.total()} 条新文件里没有的进展、延期或报送，没有覆盖",
            "请用 --id 换一个编号导入，再对照修改",
        )


def _records(plan: Plan) -> Iterator[str]:
    """Yield every record of a plan's logs as text, with the task it belongs to."""
    yield from (f"{one.to_file()}" for one in plan.reports)
    for _category, _issue, task in plan.rows():
        yield from (f"{task.id} {one.to_file()}" for one in (*task.progress, *task.extensions))


def show_lines(path: Path, raw: bytes) -> None:
    """Print the lines that would be written."""
    say(f"将写入 {path}：")
    for number, line in enumerate(raw.decode().splitlines(), start=1):
        say(f"{number:>5} +{visible(line)}")


def show_list(heading: str, lines: Sequence[str]) -> None:
    """Print a list of doubts, or of what was left out, with its count."""
    if lines:
        say(f"{heading} {len(lines)} 条：")
        for line in lines:
            say(f"  {visible(line)}")


def write_doubts(file: str, lines: Sequence[str], *, force: bool) -> None:
    """Write the doubts to a file of their own, one a line.

    Raises:
        FileTrouble: it is there already, or cannot be written.
    """
    path = Path(file)
    disk.make_folder(path.parent)
    disk.write_atomic(path, "".join(f"{line}\n" for line in lines).encode(), overwrite=force)
    note(f"疑问写在 {path}")
