"""Making a change to a ledger file and showing exactly the lines it adds, or would add."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from zhenggai.cli import ask
from zhenggai.cli.render import note, say, visible
from zhenggai.store.ledger import change_plan
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from zhenggai.store.ledger import Change, OpenedPlan
    from zhenggai.store.yamledit import Edit


def commit_edits(
    path: Path, decide: Callable[[OpenedPlan], Sequence[Edit]], *, dry_run: bool, done: str, ask_first: bool = False
) -> None:
    """Make the edits `decide` asks for and print the lines they add; with `dry_run` print them only.

    With `ask_first` a person at the terminal sees the lines and is asked before they are written.

    Raises:
        BrokenLedger: the file is broken now, or would be after the edits.
        FileTrouble: it cannot be read, locked or written.
    """
    if ask_first and not dry_run and ask.someone_is_there():
        _show(change_plan(shown(path), decide, write=False), "将写入")
        ask.to_go_ahead("写入吗？", yes=False)
        change_plan(shown(path), decide)
    else:
        _show(change_plan(shown(path), decide, write=not dry_run), "将写入" if dry_run else "已写入")
    note("这是预演（--dry-run），文件没有改动" if dry_run else done)


def _show(change: Change, heading: str) -> None:
    say(f"{heading} {change.path}：")
    for line in changed_lines(change.before, change.after):
        say(line)


def changed_lines(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the changed lines as `行号 +文字` and `行号 -文字`, numbered as in the text they stand in.

    Only what lies between the common head and the common tail is compared: an edit touches few lines of a long file.
    Where much lies between (a file edited in several places), it is compared line by line.
    """
    old, new = (raw.decode("utf-8-sig").splitlines() for raw in (before, after))
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    for _tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[a:b] != new[c:d]:
            yield from (f"{head + number + 1:>5} -{visible(old[number])}" for number in range(a, b))
            yield from (f"{head + number + 1:>5} +{visible(new[number])}" for number in range(c, d))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
