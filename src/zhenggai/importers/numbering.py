"""Official numbers kept where they are unique, running ones given where they are not; texts are not looked at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.doubts import Doubt, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.raw import RawCategory, RawIssue

_LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each issue in its order, and a doubt where they are not those of the document."""

    issues: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def number_issues(categories: Sequence[RawCategory]) -> Numbers:
    """Return the official numbers if nearly every issue has one of its own, else 1, 2, 3 … over the whole plan.

    Where the very first one has none, the numbers are those of parts that each count by themselves.

    Raises:
        ZhenggaiError: there are more issues, or tasks of one issue, than a plan has numbers for.
    """
    issues = [issue for category in categories for issue in category.issues]
    _refuse_too_many("个问题", len(issues))
    _refuse_too_many("项同一问题的任务", max((len(issue.tasks) for issue in issues), default=0))
    written = [issue.number for issue in issues]
    known = [number for number in written if number and number <= _LARGEST]
    taken = set(known)
    if len(taken) == len(known) and len(written) - len(known) < len(known) and written[0]:
        behind = chain(range(max(known) + 1, _LARGEST + 1), range(1, _LARGEST + 1))
        following = (number for number in behind if number not in taken)
        return Numbers(tuple(number if number in taken else next(following) for number in written), ())
    running = tuple(range(1, len(issues) + 1))
    if not any(written) or tuple(written) == running:
        return Numbers(running, ())
    message = "原文的问题编号有重复或空缺（各部分各自从 1 起编），台账里按先后连续编号"
    return Numbers(running, (Doubt(Kind.NUMBERING, message, issues[0].title.at, minor=True),))


def _refuse_too_many(what: str, number: int) -> None:
    """Refuse more of something than a plan has numbers for.

    Raises:
        ZhenggaiError: there are.
    """
    if number > _LARGEST:
        raise ZhenggaiError(f"读出 {number} {what}，超过 {_LARGEST}，一个方案放不下", "请按方案拆成几份再导入")


def number_tasks(number: int, issue: RawIssue) -> tuple[str, ...]:
    """Return the ids of an issue's tasks: by their official numbers if all have one of their own, else in order."""
    written = [task.number for task in issue.tasks]
    if all(one and one <= _LARGEST for one in written) and len(set(written)) == len(written):
        return tuple(f"{number}-{one}" for one in written)
    return tuple(f"{number}-{position}" for position in range(1, len(written) + 1))
