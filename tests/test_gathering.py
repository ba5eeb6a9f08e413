"""Gathering: whatever happens to the ledgers, and whoever asks at the same time, the index answers as the files do."""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from commands import run
from shelves import PLAN, aged, answers, index_of, watched, write
from zhenggai.abstracts import gathering, reading
from zhenggai.abstracts.abstract import Section, open_lines
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.questions import Book, whole_plan
from zhenggai.errors import BrokenLedger, FileTrouble
from zhenggai.store import disk, index_place, scan

if TYPE_CHECKING:
    from shelves import Answers

DAY = date(2022, 7, 1)
SECOND = 10**9


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(index_place.CACHE, str(tmp_path / "cache"))


# --- any edits, any days -------------------------------------------------------------------------------------------

PATHS = ("a-2021.yaml", "甲县/乙乡/b-2021.yml", "zhenggai.yaml")
STATUSES = ("未启动", "整改中", "已完成")
NOTES = ("某", "某 #某")
SETTINGS = (
    "提醒天数: 7\n",
    "提醒天数: 9\n",
    "提醒天数: 7\n名录:\n  单位:\n  - {名称: 市财政局, 简称: [甲财政局]}\n",
    "提醒天数: 7\n名录:\n  单位:\n  - {名称: 省财政局, 简称: [甲财政局]}\n",
    "提醒天数: 不知道\n",
)
"""The first two are of one size, the next two as well; the last is broken."""


class Ledgers(RuleBasedStateMachine):
    """A workspace on a clock of its own, edited and asked in any order.

    The file system's clock ticks as coarsely as FAT's, so that an edit may leave the timestamp as it was.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "workspace"
        (self.root / "ledgers").mkdir(parents=True)
        self.now = 1_650_000_000 * SECOND
        self.tick = 2 * SECOND
        self.patches = [
            patch.dict(os.environ, {index_place.CACHE: str(Path(self.folder.name) / "cache")}),
            patch.object(time, "time_ns", lambda: self.now),
        ]
        for one in self.patches:
            one.start()

    def teardown(self) -> None:
        for one in self.patches:
            one.stop()
        self.folder.cleanup()

    def files(self) -> list[Path]:
        return sorted(path for path in (self.root / "ledgers").rglob("*.y*ml"))

    def stamp(self, path: Path) -> None:
        then = self.now // self.tick * self.tick
        os.utime(path, ns=(then, then))

    @rule(step=st.sampled_from([1, SECOND // 100, SECOND, 2 * SECOND, 3 * SECOND, 3600 * SECOND]))
    def time_passes(self, step: int) -> None:
        self.now += step

    @rule(tick=st.sampled_from([1, SECOND // 250, SECOND, 2 * SECOND]))
    def another_file_system(self, tick: int) -> None:
        self.tick = tick

    @rule(path=st.sampled_from(PATHS), status=st.sampled_from(STATUSES), note=st.sampled_from(NOTES))
    def somebody_writes(self, path: str, status: str, note: str) -> None:
        """Write over what may be there, in place, as an editor does; often the size stays."""
        file = self.root / "ledgers" / path
        write(file, PLAN.format(name="甲", note=note).replace("整改中", status))
        self.stamp(file)

    @rule(path=st.sampled_from(PATHS), status=st.sampled_from(STATUSES))
    def somebody_replaces(self, path: str, status: str) -> None:
        """Put another file in its place, as git and this tool do."""
        file = self.root / "ledgers" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.write_atomic(file, PLAN.format(name="甲", note="某").replace("整改中", status).encode(), overwrite=True)
        self.stamp(file)

    @precondition(files)
    @rule(
        data=st.data(), text=st.sampled_from(["    - {编号: 1-4}\n", "    - {编号: 1-5, 责任单位: 乙局}\n", "坏行\n"])
    )
    def somebody_appends(self, data: Any, text: str) -> None:
        file = data.draw(st.sampled_from(self.files()))
        with file.open("a", encoding="utf-8") as ledger:
            ledger.write(text)
        self.stamp(file)

    @precondition(files)
    @rule(data=st.data())
    def somebody_deletes(self, data: Any) -> None:
        data.draw(st.sampled_from(self.files())).unlink()

    @precondition(files)
    @rule(data=st.data())
    def somebody_touches(self, data: Any) -> None:
        self.stamp(data.draw(st.sampled_from(self.files())))

    @precondition(files)
    @rule(data=st.data(), path=st.sampled_from(PATHS))
    def somebody_moves(self, data: Any, path: str) -> None:
        """Rename, perhaps over another file; size, time and inode go along."""
        target = self.root / "ledgers" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data.draw(st.sampled_from(self.files())).replace(target)

    @rule(text=st.sampled_from(SETTINGS))
    def settings_change(self, text: str) -> None:
        write(self.root / "zhenggai.yaml", text)
        self.stamp(self.root / "zhenggai.yaml")

    @rule()
    def settings_go(self) -> None:
        (self.root / "zhenggai.yaml").unlink(missing_ok=True)

    @precondition(files)
    @rule(data=st.data())
    def one_plan_is_asked(self, data: Any) -> None:
        """Ask of one plan only what is overdue, so that the index comes to know some files and not others."""
        path = data.draw(st.sampled_from(self.files())).relative_to(self.root / "ledgers").as_posix()
        assert self.told_of(path, use_index=True) == self.told_of(path, use_index=False)

    def told_of(self, path: str, *, use_index: bool) -> Any:
        try:
            with closing(Shelf(self.root, use_index=use_index)) as shelf:
                plans, broken = shelf.gather([path])
                return Book(plans, DAY).alarms(), [list(map(str, one.findings)) for one in broken]
        except BrokenLedger as refusal:
            return str(refusal)

    @rule(day=st.dates(date(2022, 6, 5), date(2022, 7, 15)))
    def everything_is_asked(self, day: date) -> None:
        assert self.told(day, use_index=True) == self.told(day, use_index=False)

    @invariant()
    def the_index_is_right(self) -> None:
        """Ask as of one day after every step, as a clerk would who looks what has come of it."""
        assert self.told(DAY, use_index=True) == self.told(DAY, use_index=False)

    def told(self, day: date, *, use_index: bool) -> Answers | str:
        try:
            return answers(self.root, day, use_index=use_index)
        except BrokenLedger as refusal:
            return f"{refusal} {refusal.findings}"


def test_whatever_is_edited_the_index_answers_as_the_files() -> None:
    """Over any edits of ledgers and settings, on a clock that may hardly tick, the index answers as --no-index does."""
    budget = settings(max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Ledgers, settings=budget)


# --- the timestamp that cannot be trusted --------------------------------------------------------------------------


def test_a_second_edit_within_a_tick_is_noticed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file edited again at once, its size, timestamp and inode the same, is read again; once it is old it is not."""
    file = workspace / "ledgers" / "city-2021.yaml"
    written = 1_650_000_000 * SECOND
    now = written + 2 * SECOND - 1  # the last moment of a tick of FAT, the coarsest clock there is
    monkeypatch.setattr(time, "time_ns", lambda: now)
    before, after = (PLAN.format(name="市", note="某").replace("整改中", status) for status in ("整改中", "已完成"))
    assert len(before.encode()) == len(after.encode())
    write(file, before)
    os.utime(file, ns=(written, written))
    assert [one[0] for one in answers(workspace, DAY).overdue] == ["city-2021:1-1"]
    signature = scan.signature(file)
    write(file, after)
    os.utime(file, ns=(written, written))
    assert scan.signature(file) == signature
    assert answers(workspace, DAY).overdue == []
    enough = written + scan.RACY + 1
    for later, is_read in ((enough - 1, True), (enough, True), (enough, False)):
        now = later
        with watched() as read:
            answers(workspace, DAY)
        assert bool(read) == is_read


def test_another_file_of_the_same_size_and_time_is_noticed(workspace: Path) -> None:
    """A file put in another's place is another file, though size and timestamp are the same."""
    for name, status in (("ledgers/city-2021.yaml", "整改中"), ("aside.yaml", "已完成")):
        write(workspace / name, PLAN.format(name="市", note="某").replace("整改中", status))
    aged(workspace)
    before = answers(workspace, DAY)
    (workspace / "aside.yaml").replace(workspace / "ledgers" / "city-2021.yaml")
    assert answers(workspace, DAY) == answers(workspace, DAY, use_index=False) != before


def test_a_changed_roster_reads_every_name_anew(workspace: Path) -> None:
    """Names of units in all plans follow the roster at once; other settings change no plan."""
    write(workspace / "ledgers" / "city-2021.yaml", PLAN.format(name="甲", note="某"))
    aged(workspace)
    named = []
    for number, text in enumerate(SETTINGS[:4]):
        write(workspace / "zhenggai.yaml", text)
        os.utime(workspace / "zhenggai.yaml", (number, number))
        with watched() as read:
            found = answers(workspace, DAY)
        assert found == answers(workspace, DAY, use_index=False)
        named.append((found.groups[0][0].units[0], len(read)))
    assert named == [("甲财政局", 1), ("甲财政局", 0), ("市财政局", 1), ("省财政局", 1)]


def test_a_file_of_tomorrow_is_never_trusted(workspace: Path) -> None:
    """A file from a computer whose clock is ahead is read each time, until its day has come."""
    write(workspace / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="某"))
    aged(workspace, -86_400)
    for _ in range(2):
        with watched() as read:
            answers(workspace, DAY)
        assert read == ["city-2021.yaml"]


def test_what_a_command_records_is_answered_at_once(workspace: Path) -> None:
    """Progress, extensions and new tasks written by the tool itself show in the very next question."""
    write(workspace / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="某"))
    aged(workspace)
    ask = ("overdue", "--as-of", "2022-07-12")
    for command in (
        "extend-deadline 1-2 --until 2022-07-31 --approved 2022-06-18 --approved-by 市财政局 --reason 汛期",
        "record-progress 1-1 --status 已完成 --date 2022-06-19 --content 已经办完",
        "reopen-task 1-1 --reason 反弹 --date 2022-06-20",
    ):
        before = run(*ask)
        assert run(*command.split()).code == 0
        after = run(*ask)
        assert after == run(*ask, "--no-index")
        assert after.out != before.out


# --- findings and places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "warned", "broken"),
    [(".", "ledgers/乙县/yi-2021.yaml:17:13: ", "ledgers/丙县/bing-2021.yaml:11:29: "),
     ("ledgers/乙县", "yi-2021.yaml:17:13: ", "../丙县/bing-2021.yaml:11:29: ")],
)  # fmt: skip
def test_warnings_come_again_as_seen_from_here(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, folder: str, warned: str, broken: str
) -> None:
    """Warnings and errors come from the index as from the file, with the path as typed from the current folder."""
    write(workspace / "ledgers" / "乙县" / "yi-2021.yaml", PLAN.format(name="乙县", note="某 #被当作注释"))
    write(
        workspace / "ledgers" / "丙县" / "bing-2021.yaml",
        PLAN.format(name="丙县", note="某").replace("2022-06-13", "6月13日"),
    )
    aged(workspace)
    monkeypatch.chdir(workspace)
    run("list")
    monkeypatch.chdir(workspace / folder)
    for command in (("list",), ("status", "--json"), ("show", "yi-2021"), ("list", "--plan", "bing-2021")):
        with watched() as read:
            warm = run(*command)
        assert not read
        assert warm == run(*command, "--no-index")
    said = run("overdue")
    assert said.code == 1
    assert any(line.startswith(warned) for line in said.err)
    assert any(line.startswith(broken) for line in said.err)


# --- changes in the midst of a question ----------------------------------------------------------------------------


def test_two_states_of_a_file_make_no_answer(workspace: Path) -> None:
    """A file changed between two looks of one question is refused by name, also where another question indexed it."""
    file = workspace / "ledgers" / "city-2021.yaml"
    write(file, PLAN.format(name="市", note="某"))
    aged(workspace)
    answers(workspace, DAY)
    shelf = Shelf(workspace)
    plans, _broken = shelf.gather(shelf.files)
    book = Book(plans, DAY)
    late, _lacking = book.alarms()
    write(file, "格式: 1\n标题: 换了\n")
    aged(workspace, 60)
    answers(workspace, DAY)
    with pytest.raises(FileTrouble, match=r"city-2021\.yaml 刚刚被改动"):
        book.open(late)
    shelf.close()


def test_a_lost_index_in_the_midst_of_a_question(workspace: Path) -> None:
    """Where only the index is gone in the meantime, the rest of the answer comes from the unchanged file."""
    write(workspace / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="某"))
    aged(workspace)
    truth = answers(workspace, DAY)
    with closing(Shelf(workspace)) as shelf:
        plans, _broken = shelf.gather(shelf.files)
        index_of(workspace).write_bytes(b"")
        (plan,) = plans
        assert whole_plan(plan).title == "市整改方案"
        assert open_lines(plan.section(Section.LINES))[0] == truth.overdue[0][2]


def test_a_file_that_goes_while_the_folder_is_read(workspace: Path) -> None:
    """A ledger deleted at that moment is not there; a link to nothing is named and not passed over."""
    ledgers = workspace / "ledgers"
    write(ledgers / "city-2021.yaml", PLAN.format(name="市", note="某"))
    write(ledgers / "old-2021.yaml", PLAN.format(name="市", note="某"))
    found = os.scandir(ledgers)

    class Vanishing:
        def __enter__(self) -> Any:
            entries = list(found)
            (ledgers / "old-2021.yaml").unlink()
            return iter(entries)

        def __exit__(self, *_trouble: object) -> None:
            found.close()

    with patch.object(os, "scandir", lambda _path: Vanishing()):
        assert list(scan.scan(ledgers)) == ["city-2021.yaml"]
    (ledgers / "link-2021.yaml").symlink_to("nowhere.yaml")
    for use_index in (True, False):
        with pytest.raises(FileTrouble, match=r"link-2021\.yaml"):
            answers(workspace, DAY, use_index=use_index)


def test_many_files_in_several_processes(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by several processes and let go of in between, many files give the answers of one by one."""
    for number in range(20):
        write(workspace / "ledgers" / f"p{number}-2021.yaml", PLAN.format(name=f"{number}县", note="某 #某"))
    write(workspace / "ledgers" / "broken-2021.yaml", "坏行")
    aged(workspace)
    truth = answers(workspace, DAY, use_index=False)
    monkeypatch.setattr(reading, "FEW", 3)
    monkeypatch.setattr(gathering, "_BATCH", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert answers(workspace, DAY, use_index=False) == truth
    assert answers(workspace, DAY) == truth
    assert answers(workspace, DAY) == truth


# --- several at once -----------------------------------------------------------------------------------------------

STEPS = 25
"""Tasks a writer adds, one by one; each is overdue on DAY, so that every answer says how far its writer was."""
TASK = "    - {{编号: 1-{number}, 整改时限: {{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}}}}\n"
HEAD = PLAN.partition("    - 编号: 1-1\n")[0]


def _append(root: Path, plan: str, cache: str, company: int) -> None:
    """Once the others are there add task after task; note before and after each how far this writer is."""
    os.environ[index_place.CACHE] = cache
    file = root / "ledgers" / f"{plan}.yaml"
    text = HEAD.format(name="市")
    while len(list(root.glob("*.ready"))) < company:
        time.sleep(0.01)
    for number in range(1, STEPS + 1):
        text += TASK.format(number=number)
        _note(root / f"{plan}.begun", number)
        disk.write_atomic(file, text.encode(), overwrite=True)
        if number % 3:
            then = time.time_ns() - 10 * SECOND
            os.utime(file, ns=(then, then))
        _note(root / f"{plan}.done", number)


def _ask(root: Path, cache: str, plans: tuple[str, ...]) -> int:
    """Ask until every writer is done; return how many answers there were. Each must be of one moment of each plan."""
    os.environ[index_place.CACHE] = cache
    (root / f"{os.getpid()}.ready").touch()
    answered = 0
    while True:
        least = {plan: _noted(root / f"{plan}.done") for plan in plans}
        try:
            found = answers(root, DAY)
        except FileTrouble as refusal:
            assert "刚刚被改动" in str(refusal)  # noqa: PT017 - the only refusal that is right here
            continue
        most = {plan: _noted(root / f"{plan}.begun") for plan in plans}
        answered += 1
        for plan in plans:
            ids = [f"{plan}:1-{number}" for number in range(1, STEPS + 1)]
            late = [reference for reference, *_rest in found.overdue if reference.startswith(f"{plan}:")]
            listed = [reference for reference, *_rest in found.listed if reference.startswith(f"{plan}:")]
            assert late == listed == ids[: len(late)]
            assert found.totals.plans[plan].overdue == len(late)
            assert least[plan] <= len(late) <= most[plan]
        if all(least[plan] == STEPS for plan in plans):
            return answered


def _note(path: Path, number: int) -> None:
    with path.open("r+b", buffering=0) as note:  # six bytes in one write: a reader sees the old or the new number
        note.write(b"%06d" % number)


def _noted(path: Path) -> int:
    return int(path.read_bytes())


def _harm(root: Path, cache: str, plans: tuple[str, ...]) -> int:
    """Delete, cut or scribble over the index while the others work."""
    os.environ[index_place.CACHE] = cache
    file, harmed = index_of(root), 0
    while any(_noted(root / f"{plan}.done") < STEPS for plan in plans):
        time.sleep(0.02)
        with suppress(FileNotFoundError):  # not begun yet, or just begun anew
            whole = file.read_bytes()
            file.write_bytes((b"", whole[: len(whole) // 2], whole[:5000] + bytes(500) + whole[5500:])[harmed % 3])
            harmed += 1
            (root / f"{os.getpid()}.ready").touch()
    return harmed


@pytest.mark.parametrize("is_harmed", [False, True])
def test_several_ask_and_write_at_once(workspace: Path, *, is_harmed: bool) -> None:
    """With writers and askers side by side every answer is one that the files gave at its time, and nobody fails."""
    plans, cache = ("a-2021", "b-2021"), os.environ[index_place.CACHE]
    for plan in plans:
        write(workspace / "ledgers" / f"{plan}.yaml", HEAD.format(name="市") + TASK.format(number=1))
        for note in ("begun", "done"):
            (workspace / f"{plan}.{note}").write_bytes(b"000001")
    with ProcessPoolExecutor(6, get_context("spawn")) as pool:
        asking = [pool.submit(_ask, workspace, cache, plans) for _ in range(3)]
        harming = [pool.submit(_harm, workspace, cache, plans)] * is_harmed
        writing = [pool.submit(_append, workspace, plan, cache, 3 + is_harmed) for plan in plans]
        assert all(one.result() is None for one in writing)
        assert all(one.result() > 1 for one in asking)
        assert all(one.result() > 0 for one in harming)
    assert answers(workspace, DAY) == answers(workspace, DAY, use_index=False)
