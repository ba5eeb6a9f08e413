"""Questions about many tasks as of a day: which rows there are, overdue, due soon, totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import book_of, count, due_within, overdue
from strategies import histories, near_days
from zhenggai import asof
from zhenggai.abstracts.tallies import Totals
from zhenggai.model import Category, Issue, Plan, Task
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zhenggai.abstracts.questions import Row

LEDGERS = Path(__file__).parents[1] / "ledgers"


def on(text: str) -> date:
    """Read `06-13` as a day of 2022."""
    return date.fromisoformat(f"2022-{text}")


@pytest.mark.parametrize(("issued", "day", "count"), [("06-07", "06-06", 0), ("06-07", "06-07", 1), (None, "01-01", 1)])
def test_plans_issued_later_do_not_count(
    plan_of: Callable[[str], Plan], issued: str | None, day: str, count: int
) -> None:
    """A plan counts from its 印发日期 on; one without is taken to have been there always."""
    header = f"印发日期: 2022-{issued}\n" if issued else ""
    plan = plan_of(f"{header}任务: [{{编号: 2-4}}]")
    assert len(list(book_of(on(day), plan).rows())) == count
    assert asof.counts(plan, on(day)) == bool(count)


def test_rows_name_their_tasks(plan: Plan) -> None:
    """A row knows its task's number, and its reference in the whole workspace.

    任务:
    - {编号: 2-4}
    - {编号: 2-5}
    """
    rows = list(book_of(on("06-14"), plan).rows())
    assert [row.reference for row in rows] == ["某1:2-4", "某1:2-5"]
    assert [row.line.id for row in rows] == ["2-4", "2-5"]


SIX = """
任务:
- {编号: 2-1, 整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}}
- {编号: 2-2, 整改时限: {原文: 6月10日, 日期: 2022-06-10, 性质: 限期}}
- {编号: 2-3, 整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}, 进展: [{日期: 2022-06-12, 状态: 已完成}]}
- {编号: 2-4, 整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}, 进展: [{日期: 2022-06-12, 状态: 整改中}]}
- {编号: 2-5, 整改时限: {原文: 按期, 性质: 未定}}
- {编号: 2-6, 整改时限: {原文: 7月10日前取得阶段性成效, 日期: 2022-07-10, 性质: 阶段}}
- {编号: 2-7}
"""


def ids(rows: Iterable[Row]) -> list[str]:
    return [row.line.id for row in rows]


def test_the_latest_come_first(plan_of: Callable[[str], Plan]) -> None:
    """Overdue tasks are listed by how late they are, equally late ones as in the file; met ones not at all."""
    six = plan_of(SIX)
    rows = overdue(book_of(on("06-14"), six, six))
    assert [row.reference for row in rows] == ["某1:2-2", "某2:2-2", "某1:2-1", "某1:2-4", "某2:2-1", "某2:2-4"]


@pytest.mark.parametrize(
    ("day", "within", "soon"),
    [
        ("06-10", 0, ["2-2"]),
        ("06-10", 2, ["2-2"]),
        ("06-10", 3, ["2-2", "2-1", "2-3", "2-4"]),
        ("06-12", 1, ["2-1", "2-4"]),
        ("06-13", 27, ["2-1", "2-4", "2-6"]),
        ("06-14", 25, []),
        ("06-14", 26, ["2-6"]),
    ],
)
def test_what_is_due_soon(plan_of: Callable[[str], Plan], day: str, within: int, soon: list[str]) -> None:
    """Due within N days: open, the last day today or at most N days ahead, the nearest first; not what is overdue."""
    assert ids(due_within(book_of(on(day), plan_of(SIX)), within)) == soon


def test_totals(plan_of: Callable[[str], Plan]) -> None:
    """Totals name every status, zero ones too, and count overdue, due soon and lacking a day."""
    assert count(book_of(on("06-13"), plan_of(SIX)), within=27) == Totals(
        tasks=7,
        by_status={
            Status.NOT_STARTED: 5,
            Status.IN_PROGRESS: 1,
            Status.STAGE_RESULT: 0,
            Status.COMPLETED: 1,
            Status.CLOSED: 0,
        },
        overdue=1,
        due_soon=3,
        lacking_day=2,
    )


def test_finished_is_completed_or_closed(plan: Plan) -> None:
    """完成 and 销号 are counted apart and finished together.

    任务:
    - {编号: 2-1, 进展: [{日期: 2022-06-10, 状态: 已完成}]}
    - 编号: 2-2
      进展: [{日期: 2022-06-10, 状态: 已销号, 验收单位: 市财政局, 验收人: 赵某, 免佐证: 现场已核验}]
    - {编号: 2-3, 进展: [{日期: 2022-06-10, 状态: 阶段性成效}]}
    """
    found = count(book_of(on("06-10"), plan), within=7)
    assert (found.by_status[Status.COMPLETED], found.by_status[Status.CLOSED], found.finished) == (1, 1, 2)
    assert count(book_of(on("06-10")), within=7).tasks == 0


@pytest.mark.parametrize(
    ("plan_id", "day", "late"),
    [
        ("xuchang-2021", "2022-06-13", {}),
        ("xuchang-2021", "2022-06-14", dict.fromkeys(("2-1", "2-2", "2-4", "2-5", "2-6"), 1)),
        (
            "xuchang-2021",
            "2022-07-11",
            dict.fromkeys(("2-1", "2-2", "2-4", "2-5", "2-6"), 28) | dict.fromkeys(("1-1", "2-3", "2-7", "3-1"), 1),
        ),
        ("menglai-2022", "2023-08-31", {}),
        ("menglai-2022", "2023-09-01", dict.fromkeys(("1-1", "1-2", "1-3"), 1)),
    ],
)
def test_the_shipped_ledgers(plan_of: Callable[[str], Plan], plan_id: str, day: str, late: dict[str, int]) -> None:
    """The shipped ledgers, with no progress recorded, answer as the issue asks."""
    plan = plan_of((LEDGERS / f"{plan_id}.yaml").read_text(encoding="utf-8"))
    rows = overdue(book_of(date.fromisoformat(day), plan))
    assert {row.line.id: row.standing.days_late for row in rows} == late


def test_everything_of_menglai_is_late_in_november(plan_of: Callable[[str], Plan]) -> None:
    """On 1 November 2023 all 13 tasks of the Menglai plan are overdue."""
    plan = plan_of((LEDGERS / "menglai-2022.yaml").read_text(encoding="utf-8"))
    assert len(overdue(book_of(date(2023, 11, 1), plan))) == 13


@given(st.lists(histories(), max_size=8), near_days(), st.integers(0, 40))
def test_totals_add_up(found: list[Task], day: date, within: int) -> None:
    """Every task has one status; overdue, due soon, met and the rest do not overlap; counts are those of the lists."""
    tasks = tuple(task.model_copy(update={"id": f"1-{number}"}) for number, task in enumerate(found, 1))
    issue = Issue(number=1, title="某问题", tasks=tasks)
    plan = Plan(format=1, title="某", categories=(Category(name="某", issues=(issue,)),))
    book = book_of(day, plan)
    counts = count(book, within)
    late, soon = overdue(book), due_within(book, within)
    assert sum(counts.by_status.values()) == counts.tasks == len(found)
    assert (counts.overdue, counts.due_soon) == (len(late), len(soon))
    assert not set(ids(late)) & set(ids(soon))
    assert not any(row.standing.is_met for row in late + soon)
    assert not any(row.standing.lacks_day for row in late + soon)
    assert counts.overdue + counts.due_soon + counts.lacking_day + counts.finished <= counts.tasks
    assert late == sorted(late, key=lambda row: -row.standing.days_late)


@given(st.lists(histories(), max_size=8), near_days())
def test_rows_are_what_is_answered_for_each_task_alone(found: list[Task], day: date) -> None:
    """Every row, overdue or not, stands as `asof` says of its task; what it says is late or lacks a day is listed."""
    tasks = tuple(task.model_copy(update={"id": f"1-{number}"}) for number, task in enumerate(found, 1))
    issue = Issue(number=1, title="某问题", tasks=tasks)
    book = book_of(day, Plan(format=1, title="某", categories=(Category(name="某", issues=(issue,)),)))
    expected = [asof.standing(task, day) for task in tasks]
    assert [row.standing for row in book.rows()] == expected
    late, lacking = book.alarms()
    by_lateness = sorted((row for row in book.rows() if row.standing.is_overdue), key=lambda row: row.standing.due)
    assert ids(book.open(late)) == ids(by_lateness)
    assert ids(book.open(lacking)) == [task.id for task, one in zip(tasks, expected, strict=True) if one.lacks_day]
