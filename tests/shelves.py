"""Asks shelves in this process for values that can be compared, with and without an index; watches what is read."""

from __future__ import annotations

import os
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from zhenggai.abstracts import reading
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.image import told
from zhenggai.abstracts.questions import Book, whole_plan
from zhenggai.abstracts.tallies import tally
from zhenggai.store.index_place import index_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from zhenggai.abstracts.abstract import Found, Readings
    from zhenggai.abstracts.tallies import Tallies
    from zhenggai.roster import Roster

HOUR = 3600

PLAN = """\
格式: 1
标题: {name}整改方案
印发日期: 2022-06-07
类型:
- 名称: 工作落实方面
  问题:
  - 编号: 1
    具体问题: 某问题
    任务:
    - 编号: 1-1
      整改时限: {{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}}
      责任单位: {name}财政局、农业农村局
      进展:
      - {{日期: 2022-06-10, 状态: 整改中, 内容: {name}正在办}}
    - 编号: 1-2
      整改时限: {{原文: 7月10日前取得阶段性成效, 日期: 2022-07-10, 性质: 阶段}}
      备注: {note}
    - 编号: 1-3
      整改时限: {{原文: 按期, 性质: 未定}}
"""


class Answers(NamedTuple):
    """What there is to know of a workspace as of a day; equal exactly when the commands say the same."""

    overdue: list[Any]
    lacking: list[Any]
    listed: list[Any]
    holding: list[Any]
    totals: Tallies
    groups: list[Any]
    plans: list[Any]
    broken: list[Any]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def answers(root: Path, day: date, *, use_index: bool = True) -> Answers:
    """Ask everything of a workspace as of a day; the alarms first, as `overdue` does."""
    with closing(Shelf(root, use_index=use_index)) as shelf:
        plans, broken = shelf.gather(shelf.files)
        book = Book(plans, day)
        late, lacking = book.alarms()
        return Answers(
            _rows(book, late),
            _rows(book, lacking),
            _rows(book, book.tasks()),
            _rows(book, book.holding(["整改", "正在办"]).tasks()),
            tally(book, shelf.local.remind_days),
            [[groups[at] for at in range(len(groups.category))] for groups in book.groups().values()],
            [(one.id, one.path, told(whole_plan(one)), list(map(str, one.warnings))) for one in plans],
            [(one.id, str(one.path), list(map(str, one.findings))) for one in broken],
        )


def _rows(book: Book, found: Sequence[Found]) -> list[Any]:
    return [(row.reference, row.position, row.line, row.standing) for row in book.open(found)]


@contextmanager
def watched() -> Iterator[list[str]]:
    """Lend a list to which every ledger file that is read is added."""
    read: list[str] = []
    original = reading.read_all

    def noting(ledgers: Path, paths: Sequence[str], roster: Roster, known: Readings) -> Any:
        read.extend(paths)
        return original(ledgers, paths, roster, known)

    with patch.object(reading, "read_all", noting):
        yield read


def aged(root: Path, seconds: int = HOUR) -> None:
    """Let every file of the workspace have been changed some time ago, so that its timestamp can be trusted."""
    then = time.time_ns() - seconds * 10**9
    for path in root.rglob("*.yaml"):
        os.utime(path, ns=(then, then))


def index_of(root: Path) -> Path:
    """Return where the workspace's index stands."""
    file = index_file(root)
    assert file is not None
    return file
