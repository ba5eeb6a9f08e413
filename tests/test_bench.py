"""The benchmark's own parts: the made-up workspace is valid and always the same, and figures are computed rightly."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai import asof
from zhenggai.store.ledger import LoadedPlan, load_plan
from zhenggai.terms import Status

BENCH = Path(__file__).parent.parent / "bench"
sys.path.append(str(BENCH))

import figures  # noqa: E402 - the same
import measuring  # noqa: E402 - the same
import peers  # noqa: E402 - the same
import table  # noqa: E402 - the same
from items import AS_OF, Plan  # noqa: E402 - the same
from targets import Target  # noqa: E402 - the same

import corpus  # noqa: E402 - the scripts of the benchmark are no package and are found by the line above

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = (date(2022, 6, 30), date(2022, 12, 31), AS_OF, date(2024, 7, 1))


@pytest.fixture(scope="module")
def drawn() -> list[Plan]:
    return list(corpus.plans(40, 1))


@pytest.fixture(scope="module")
def workspace(drawn: list[Plan], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    corpus.write(folder, drawn)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def loaded(workspace: Path) -> Iterator[LoadedPlan]:
    for path in (workspace / "ledgers").rglob("*.yaml"):
        read = load_plan(path)
        assert isinstance(read, LoadedPlan), read
        yield read


def test_the_same_seed_gives_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    """A workspace drawn again by another process, from the command line, is the same byte for byte."""
    command = (sys.executable, str(BENCH / "corpus.py"), str(tmp_path), "--plans", "40", "--seed", "1")
    subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": "7"})
    assert contents(tmp_path) == contents(workspace)


def test_another_seed_gives_another_workspace(drawn: list[Plan]) -> None:
    """No plan of one seed is a plan of another."""
    assert not set(drawn) & set(corpus.plans(40, 2))


def test_a_smaller_workspace_is_the_beginning_of_a_larger_one(drawn: list[Plan]) -> None:
    """The first plans of a seed are the same whatever number is asked for, so that sizes can be compared."""
    assert list(corpus.plans(7, 1)) == drawn[:7]


def test_a_sized_plan_has_so_many_tasks() -> None:
    """A plan of a given size has that size and single numbers."""
    tasks = corpus.sized_plan(1, 123).tasks
    assert len({task.number for task in tasks}) == len(tasks) == 123


def test_the_files_say_what_the_values_are(workspace: Path, drawn: list[Plan]) -> None:
    """Every file is a valid plan with the tasks, logs and texts of the value it was written from."""
    values = {plan.id: plan for plan in drawn}
    for read in loaded(workspace):
        value = values.pop(read.id)
        tasks = [task for _category, _issue, task in read.plan.rows()]
        assert [task.id for task in tasks] == [task.number for task in value.tasks]
        for task, meant in zip(tasks, value.tasks, strict=True):
            assert task.units == meant.units
            assert task.measures == meant.measures
            assert task.deadline is not None
            assert (task.deadline.text, task.deadline.due, task.deadline.kind.value) == meant.deadline
            assert [entry.content for entry in task.progress] == [entry.content for entry in meant.progress]
            assert [one.until for one in task.extensions] == [one.until for one in meant.extensions]
    assert not values


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_who_is_late_is_agreed_on(workspace: Path, drawn: list[Plan], day: date) -> None:
    """The tool finds overdue exactly the tasks that the generator, which knows nothing of the tool, finds overdue."""
    found = {
        f"{read.id}:{task.id}"
        for read in loaded(workspace)
        if asof.counts(read.plan, day)
        for *_, task in read.plan.rows()
        if asof.standing(task, day).is_overdue
    }
    assert found == {f"{plan.id}:{task.number}" for plan in drawn for task in plan.overdue(day)}


def test_check_finds_no_errors(workspace: Path) -> None:
    """The made-up workspace is a good one: `check` may warn, and finds no error."""
    command = (sys.executable, "-m", "zhenggai", "check", "--as-of", "2024-07-01")
    checked = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout
    assert "错误 0 个" in checked.stdout


def test_the_counts_are_those_of_the_files(drawn: list[Plan], tmp_path: Path) -> None:
    """What `write` counts is what stands in the folder."""
    counts = corpus.write(tmp_path, drawn)
    plans = [read.plan for read in loaded(tmp_path)]
    tasks = [task for plan in plans for _category, _issue, task in plan.rows()]
    entries = sum(len(task.progress) + len(task.extensions) for task in tasks)
    size = sum(path.stat().st_size for path in (tmp_path / "ledgers").rglob("*.yaml"))
    assert (counts.plans, counts.tasks, counts.log_entries, counts.size) == (len(plans), len(tasks), entries, size)


def test_everything_a_ledger_has_occurs(workspace: Path, drawn: list[Plan]) -> None:
    """There are all kinds of deadline, retreats, closings with evidence and with a waiver, extensions, and 扬尘."""
    tasks = [task for _id, plan in ((read.id, read.plan) for read in loaded(workspace)) for *_, task in plan.rows()]
    entries = [entry for task in tasks for entry in task.progress]
    assert {task.deadline.kind.value for task in tasks if task.deadline} == {"限期", "阶段", "立行立改", "长期", "未定"}
    assert {entry.status for entry in entries} == set(Status)
    assert any(entry.reason for entry in entries)
    assert any(entry.evidence for entry in entries)
    assert any(entry.waiver for entry in entries)
    assert any(task.extensions for task in tasks)
    assert any("扬尘" in text for task in tasks for text in task.measures)
    assert len({plan.folder for plan in drawn}) > 1


def test_peers_get_every_task_once(drawn: list[Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The peers' inputs hold every task, and those overdue are the ones that are pending before the day."""
    monkeypatch.setattr(peers.shutil, "which", lambda _program: None)
    peers.build(tmp_path, iter(drawn))
    number = sum(len(plan.tasks) for plan in drawn)
    journal = (tmp_path / peers.JOURNAL).read_text(encoding="utf-8").split("\n\n")[:-1]
    late = [entry for entry in journal if entry[:10] < AS_OF.isoformat() and entry[11] == "!"]
    assert len(journal) == (tmp_path / peers.TASKS).read_text(encoding="utf-8").count('"uuid"') == number
    assert len(late) == sum(len(plan.overdue(AS_OF)) for plan in drawn)


def test_a_run_tells_how_a_program_ended(tmp_path: Path) -> None:
    """A run knows the exit code, the lines written, the beginning and end of them, what went to stderr, and memory."""
    script = "import sys; print('一\\n' * 3000, end='二'); sys.exit('三')"
    found = measuring.run(measuring.Command("it", (sys.executable, "-X", "utf8", "-c", script), tmp_path))
    assert (found.code, found.lines, found.error.strip()) == (1, 3000, "三")
    assert found.head.startswith("一\n")
    assert found.tail.endswith("一\n二")
    assert found.peak > 1_000_000


def test_rounds_run_everything_in_turn(tmp_path: Path) -> None:
    """Every round has one run of each command, in the given order."""
    order: list[str] = []
    commands = [
        measuring.Command(name, measuring.BARE, tmp_path, before=lambda name=name: order.append(name))
        for name in ("first", "second")
    ]
    found = measuring.rounds(commands, 2, told=lambda _text: None)
    assert order == ["first", "second"] * 2
    assert [set(one.runs) for one in found] == [{"first", "second"}] * 2


@given(st.floats(-2, 2), st.floats(0.01, 100))
def test_the_exponent_of_a_power_law_is_found(power: float, factor: float) -> None:
    """Times that grow as a power of the size give that power, whatever the unit."""
    sizes = (600, 2000, 6000, 60000)
    assert figures.exponent(sizes, [factor * size**power for size in sizes]) == pytest.approx(power, abs=1e-6)


@pytest.mark.parametrize(
    ("target", "ratio", "memory", "verdict"),
    [
        (Target("short", "", "", 9, memory=40), 9.0, 40_000_000, table.MET),
        (Target("short", "", "", 9, memory=40), 9.1, 40_000_000, table.MISSED),
        (Target("short", "", "", 9, memory=40), 9.0, 41_000_000, table.MISSED),
        (Target("peers", "", "", at_least=6, beside="x", faster=True), 6.0, 1, table.MET),
        (Target("peers", "", "", at_least=6, beside="x", faster=True), 5.9, 1, table.MISSED),
        (Target("peers", "", "", beside="x", faster=True), 0.1, 1, table.KNOWN),
    ],
)
def test_a_target_is_met_when_all_its_limits_hold(target: Target, ratio: float, memory: int, verdict: str) -> None:
    """The verdict looks at the ratio and at the memory, and a line without limits has none."""
    assert table.Line(target, "", figures.figure([ratio]), 1.0, memory).verdict == verdict


def test_what_is_not_there_is_named() -> None:
    """A line that could not be measured says why and claims nothing."""
    line = table.Line(Target("short", "搜索", "search", 20), "zhenggai list", absent="没有安装")
    assert line.verdict == table.ABSENT
    assert "没有安装" in table.row(line)
