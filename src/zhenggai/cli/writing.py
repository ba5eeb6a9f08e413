"""Making a change to a ledger file and showing exactly the lines it adds, or would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.cli.render import note, say, visible
from zhenggai.store.ledger import change_plan
from zhenggai.store.workspace import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from zhenggai.store.ledger import LoadedPlan
    from zhenggai.store.yamledit import Edit


def commit_edits(path: Path, decide: Callable[[LoadedPlan], Sequence[Edit]], *, dry_run: bool, done: str) -> None:
    """Make the edits `decide` asks for and print the lines they add; with `dry_run` print them only.

    Raises:
        BrokenLedger: the file is broken now, or would be after the edits.
        FileTrouble: it cannot be read, locked or written.
    """
    change = change_plan(shown(path), decide, write=not dry_run)
    say(f"{'将写入' if dry_run else '已写入'} {change.path}：")
    for line in changed_lines(change.before, change.after):
        say(line)
    note("这是预演（--dry-run），文件没有改动" if dry_run else done)


def changed_lines(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the changed lines as `行号 +文字` and `行号 -文字`, numbered as in the text they stand in.

    Only what lies between the common head and the common tail is compared: an edit touches few lines of a long file.
    """
    old, new = (raw.decode("utf-8-sig").splitlines() for raw in (before, after))
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    for sign, lines in (("-", old), ("+", new)):
        for number, line in enumerate(lines[head : len(lines) - tail], start=head + 1):
            yield f"{number:>5} {sign}{visible(line)}"


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
