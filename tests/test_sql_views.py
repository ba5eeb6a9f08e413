"""The questions as SQL (sql/*.sql) on DuckDB: whatever the ledger and the day, exactly what the commands answer."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip(
    "duckdb", reason="!!! DuckDB is not installed: nothing checks that the SQL views answer as the commands"
)

from commands import run
from datasets import opened, rows, write
from strategies import histories, near_days, plans
from zhenggai import asof
from zhenggai.exporters.parquet_views import VIEW_FILES, view_files
from zhenggai.model import Category, Issue, Plan
from zhenggai.store.ledger import create_plan
from zhenggai.terms import Status
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).parent.parent
SHIPPED_DAYS = [
    "2022-06-06", "2022-06-07", "2022-06-13", "2022-06-14", "2022-07-10", "2022-07-11",
    "2023-08-02", "2023-08-03", "2023-08-31", "2023-09-01", "2023-10-31", "2023-11-01", "2026-01-01",
]  # fmt: skip
STATUS_COLUMNS = {
    "not_started": Status.NOT_STARTED,
    "in_progress": Status.IN_PROGRESS,
    "stage_result": Status.STAGE_RESULT,
    "completed": Status.COMPLETED,
    "closed": Status.CLOSED,
}


def asked(*arguments: str, day: str) -> Any:
    """Return the machine answer of a reading command."""
    return json.loads("\n".join(run(*arguments, "--as-of", day, "--json").out))


def assert_same_answers(engine: DuckDBPyConnection, day: str, within: int) -> None:
    """Compare all four views with `list`, `overdue`, `due` and `status` as of one of the days of `as_of`."""
    on = f"WHERE day = DATE '{day}'"
    fields = ("reference", "plan_id", "status", "due", "is_met", "days_late", "days_left", "category")
    stated = [{**row, "due": row["due"] and str(row["due"])} for row in rows(engine, f"FROM status_as_of {on}")]
    told = asked("list", day=day)["tasks"]
    assert _sorted({one: row[one] for one in fields} for row in stated) == _sorted(
        {one: row[one] for one in fields} for row in told
    )
    late = asked("overdue", day=day)
    assert {row["reference"] for row in stated if row["lacks_day"]} == set(late["undetermined"])
    found = rows(engine, f"FROM overdue {on} ORDER BY days_late DESC, folder, plan_id, position")
    assert [row["days_late"] for row in found] == [row["days_late"] for row in late["tasks"]]
    assert {row["reference"]: row["days_late"] for row in found} == _pick(late["tasks"], "days_late")
    soon = asked("due", "--within", str(within), day=day)["tasks"]
    found = rows(engine, f"FROM due_soon {on} ORDER BY days_left, folder, plan_id, position")
    assert [row["days_left"] for row in found] == [row["days_left"] for row in soon]
    assert {row["reference"]: row["days_left"] for row in found} == _pick(soon, "days_left")
    totals = {row["unit"]: row for row in rows(engine, f"FROM totals_by_unit_and_month {on}")}
    units = asked("status", day=day)["units"]
    assert totals.keys() == units.keys()
    for unit, row in totals.items():
        by_status = units[unit].pop("by_status")
        assert {status.value: row[name] for name, status in STATUS_COLUMNS.items()} == by_status
        assert {name: row[name] for name in units[unit]} == units[unit]
        assert row["month"] == day[:7]


def _sorted(records: Any) -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: record["reference"])


def _pick(tasks: list[dict[str, Any]], name: str) -> dict[str, int]:
    return {task["reference"]: task[name] for task in tasks}


def test_views_answer_as_the_commands_on_the_shipped_ledgers(workspace: Path) -> None:
    """On the two real plans every view gives what its command gives, on the days before, on and after each deadline."""
    for path in (ROOT / "ledgers").glob("*.yaml"):
        (workspace / "ledgers" / path.name).write_bytes(path.read_bytes())
    assert run("export", "parquet").code == 0
    engine = opened(workspace / "out" / "parquet", [date.fromisoformat(day) for day in SHIPPED_DAYS])
    for day in SHIPPED_DAYS:
        assert_same_answers(engine, day, 7)


def test_views_answer_as_the_commands_after_every_kind_of_event(workspace: Path) -> None:
    """A shipped plan with progress, a return, extensions of one day and a closing is answered alike on every day."""
    (workspace / "zhenggai.yaml").write_text("提醒天数: 10\n", encoding="utf-8")
    raw = (ROOT / "ledgers" / "xuchang-2021.yaml").read_bytes()
    (workspace / "ledgers" / "xuchang-2021.yaml").write_bytes(raw)
    today = date(2022, 9, 1)
    for line in (
        "record-progress 2-1 -s 整改中 -m 已核查12个项目 -u 市财政局 --date 2022-06-10",
        "record-progress 2-1 -s 已完成 -m 已整改12个项目 -u 市财政局 --date 2022-06-10",
        "extend-deadline 2-2 --until 2022-06-20 --approved-by 市财政局 --approved 2022-06-12 --reason 汛期",
        "extend-deadline 2-2 --until 2022-06-30 --approved-by 市财政局 --approved 2022-06-12 --reason 汛期",
        "record-progress 1-1 -s 阶段性成效 -m 已建成3个项目 -u 市财政局 --date 2022-07-10",
        "record-progress 1-1 -s 整改中 -m 查出1个项目停工 -u 市财政局 --reason 反弹 --date 2022-07-20",
        "close-task 2-1 --accepted-by 市财政局 --acceptor 鲍某 --waiver 现场核对 --date 2022-07-01",
        "reopen-task 2-1 --reason 复查发现1个项目未改 --date 2022-07-08",
    ):
        done = run(*line.split(), today=today)
        assert done.code == 0, done.err
    assert run("export", "parquet", "xuchang-2021").code == 0
    days = [date(2022, 6, 1) + timedelta(days=number) for number in range(0, 60, 3)]
    engine = opened(workspace / "out" / "parquet", days, within=10)
    for day in days:
        assert_same_answers(engine, str(day), 10)


@settings(max_examples=12)
@given(st.lists(plans(), min_size=1, max_size=3), st.sets(near_days(), min_size=1, max_size=2), st.integers(1, 40))
def test_views_answer_as_the_commands_on_any_ledger(
    tmp_path_factory: pytest.TempPathFactory, found: list[Plan], days: set[date], within: int
) -> None:
    """Whatever plans a workspace holds, every view gives what its command gives."""
    root = tmp_path_factory.mktemp("workspace")
    (root / "zhenggai.yaml").write_text(f"提醒天数: {within}\n", encoding="utf-8")
    for number, plan in enumerate(found):
        create_plan(root / "ledgers" / f"县{number % 2}" / f"p{number}.yaml", plan, "x.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert run("export", "parquet").code == 0
        engine = opened(root / "out" / "parquet", days, within)
        for day in days:
            assert_same_answers(engine, str(day), within)


@st.composite
def _eventful(draw: st.DrawFn) -> Plan:
    """A plan whose tasks have deadlines and logs within a few weeks, and little text."""
    tasks = [
        task.model_copy(update={"id": f"1-{number}", "units": draw(st.sampled_from(["甲局", "乙局、丙局", None]))})
        for number, task in enumerate(draw(st.lists(histories(), min_size=1, max_size=6)), start=1)
    ]
    issue = Issue(number=1, title="某问题", tasks=tuple(tasks))
    category = Category(name="某方面", issues=(issue,))
    return Plan(format=1, title="某方案", issued=draw(st.none() | near_days()), categories=(category,))


@settings(max_examples=40)
@given(st.lists(_eventful(), min_size=1, max_size=3), st.sets(near_days(), min_size=1, max_size=6), st.integers(0, 40))
def test_views_mean_what_asof_means(
    tmp_path_factory: pytest.TempPathFactory, found: list[Plan], days: set[date], within: int
) -> None:
    """Whatever the logs say, status, due day, lateness and totals by unit are those of asof on every day asked."""
    dataset = tmp_path_factory.mktemp("dataset") / "parquet"
    named = {f"p{number}": plan for number, plan in enumerate(found)}
    write(dataset, named)
    engine = opened(dataset, days, within)
    expected: dict[tuple[date, str], asof.Standing] = {}
    totals: dict[tuple[date, str], list[asof.Standing]] = {}
    for day in days:
        for plan_id, plan in named.items():
            for _category, _issue, task in plan.rows() if asof.counts(plan, day) else ():
                standing = asof.standing(task, day)
                expected[day, f"{plan_id}:{task.id}"] = standing
                for unit in read_units(task.units or "").units:
                    totals.setdefault((day, unit), []).append(standing)
    assert {(row["day"], row["reference"]): _standing(row) for row in rows(engine, "FROM status_as_of")} == expected
    late = {(row["day"], row["reference"]): row["days_late"] for row in rows(engine, "FROM overdue")}
    assert late == {key: one.days_late for key, one in expected.items() if one.is_overdue}
    soon = {(row["day"], row["reference"]): row["days_left"] for row in rows(engine, "FROM due_soon")}
    assert soon == {key: one.days_left for key, one in expected.items() if _is_due_soon(one, within)}
    by_unit = {(row["day"], row["unit"]): row for row in rows(engine, "FROM totals_by_unit_and_month")}
    assert by_unit.keys() == totals.keys()
    for key, standings in totals.items():
        row = by_unit[key]
        assert row["tasks"] == len(standings)
        for name, status in STATUS_COLUMNS.items():
            assert row[name] == sum(one.status is status for one in standings)
        assert row["finished"] == row["completed"] + row["closed"]
        assert row["overdue"] == sum(one.is_overdue for one in standings)
        assert row["due_soon"] == sum(_is_due_soon(one, within) for one in standings)
        assert row["undetermined"] == sum(one.lacks_day for one in standings)


def _standing(row: dict[str, Any]) -> asof.Standing:
    return asof.Standing(
        Status(row["status"]), row["due"], row["is_met"], row["days_late"], row["days_left"], row["lacks_day"]
    )


def _is_due_soon(standing: asof.Standing, within: int) -> bool:
    return standing.days_left is not None and 0 <= standing.days_left <= within and not standing.is_met


@pytest.mark.parametrize("name", VIEW_FILES)
def test_a_view_is_one_statement_of_the_common_language(name: str) -> None:
    """Each view is one statement (spark.sql takes no more), named as its file, without what only one engine knows."""
    code = "\n".join(line for line in view_files()[name].decode().splitlines() if not line.startswith("--"))
    assert code.count(";") == 1
    assert code.strip().startswith(f"CREATE OR REPLACE TEMPORARY VIEW {name.removesuffix('.sql')} AS")
    only_one_knows = (
        r"QUALIFY|FILTER|UNNEST|EXPLODE|LATERAL|ARG_MAX|MAX_BY|DATE_?DIFF|::|EXCLUDE|GROUP BY ALL|`|\bFROM\s+read_"
    )
    assert not re.search(only_one_knows, code, re.IGNORECASE)
