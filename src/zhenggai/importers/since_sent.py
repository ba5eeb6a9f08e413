"""What has been put down about a task since a workbook was sent out, told by the digest that its row carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.columns.flat import Flat, digest, join_items
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.collected import ReturnedRow
    from zhenggai.model import ProgressEntry, Task


def put_down_since(row: ReturnedRow, task: Task) -> tuple[ProgressEntry, ...] | None:
    """Return the entries of a task's log that are younger than the row, None where that cannot be told.

    A log is only ever appended to, so what the row was sent out with is what some beginning of the log says.
    """
    sent = row.row.text(Flat.SENT)
    ends = range(len(task.progress), -1, -1)
    return next((task.progress[end:] for end in ends if _digest(task.progress[:end]) == sent), None)


def _digest(log: Sequence[ProgressEntry]) -> str:
    """Return the digest of what a sheet 明细 shows of a log: its newest entry, of one day the last."""
    newest = max(reversed(log), key=lambda entry: entry.date, default=None)
    if newest is None:
        return digest({Flat.STATUS: Status.NOT_STARTED.value})
    return digest(
        {
            Flat.STATUS: newest.status.value,
            Flat.PROGRESS_DAY: newest.date.isoformat(),
            Flat.PROGRESS: newest.content or "",
            Flat.EVIDENCE: join_items(one.file for one in newest.evidence),
        }
    )
