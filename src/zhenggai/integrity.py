"""What the records of one plan must be to each other, read off the raw tree so that every problem shows at once.

The form of a single record is the model's business; whether a ledger is *good* is the checks'.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhenggai.findings import Finding, Loc
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RULE = "integrity"

_STATUSES: Mapping[str, Status] = {status.value: status for status in Status}

_LEADING_ZEROS = re.compile(r"\b0+(?=[0-9])")


def problems(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong between the records of a plan as read from its file (nested dicts, lists and texts).

    Tolerates any shape: what is not a mapping or a list where one should be is the model's to refuse.
    """
    yield from _repeated_numbers(data)
    for loc, task in _tasks(data):
        yield from _unexplained_retreats(loc, task)


def _repeated_numbers(data: Mapping[str, Any]) -> Iterator[Finding]:
    for kind, found in (("问题", _issues(data)), ("任务", _tasks(data))):
        seen: dict[str, Loc] = {}
        for loc, record in found:
            number = record.get("编号")
            if not isinstance(number, str):
                continue
            counted = _LEADING_ZEROS.sub("", number)
            if counted in seen:
                remedy = f"请给其中一个换一个没有用过的编号，前一个在 {_describe(seen[counted])}"
                yield Finding(RULE, f"{kind}编号“{number}”重复", remedy, (*loc, "编号"))
            seen.setdefault(counted, loc)


def _unexplained_retreats(loc: Loc, task: Mapping[str, Any]) -> Iterator[Finding]:
    ranked = [
        (str(entry.get("日期")), position, status, entry.get("原因"))
        for position, entry in _mappings(task.get("进展"))
        if (status := _status(entry)) is not None
    ]
    ranked.sort(key=lambda item: (item[0], item[1]))
    before: Status | None = None
    for _day, position, status, reason in ranked:
        if before is not None and status.rank < before.rank and not reason:
            message = f"状态从“{before}”退回“{status}”而没有写原因"
            yield Finding(RULE, message, "请在这一条里补一行 原因: …", (*loc, "进展", position, "状态"))
        before = status


def _status(entry: Mapping[str, Any]) -> Status | None:
    word = entry.get("状态")
    return _STATUSES.get(word) if isinstance(word, str) else None


def _describe(loc: Loc) -> str:
    return "".join(f"第{step + 1}个" if isinstance(step, int) else step for step in loc)


def _issues(data: Mapping[str, Any]) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    for at, category in _mappings(data.get("类型")):
        for position, issue in _mappings(category.get("问题")):
            yield ("类型", at, "问题", position), issue


def _tasks(data: Mapping[str, Any]) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    for loc, issue in _issues(data):
        for position, task in _mappings(issue.get("任务")):
            yield (*loc, "任务", position), task


def _mappings(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(value, list):
        yield from ((position, item) for position, item in enumerate(value) if isinstance(item, dict))
