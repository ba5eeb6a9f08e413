"""One writer at a time: who waits, who is told what, and what is left behind."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from zhenggai.errors import FileTrouble
from zhenggai.store import disk, lock, yamledit, yamlfile

ENTRIES = 50


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "a.yaml"
    file.write_text("进展:\n", encoding="utf-8")
    return file


def side_of(ledger: Path) -> Path:
    return ledger.with_name(f".{ledger.name}.lock")


def gone_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_the_side_file_names_its_holder_and_goes_with_the_lock(ledger: Path) -> None:
    """While the lock is held, host, user and process stand in the side file; afterwards it is gone."""
    with lock.lock(ledger):
        host, user, pid = side_of(ledger).read_text(encoding="utf-8").splitlines()
    assert (host, int(pid)) == (socket.gethostname(), os.getpid())
    assert user
    assert [path.name for path in ledger.parent.iterdir()] == ["a.yaml"]


def test_the_lock_is_freed_when_the_work_fails(ledger: Path) -> None:
    """An error while the lock is held frees it."""
    with pytest.raises(ZeroDivisionError), lock.lock(ledger):
        _ = 1 / 0
    assert not side_of(ledger).exists()


def test_who_waits_too_long_is_told_who_holds_it(ledger: Path) -> None:
    """Whoever cannot get the lock in time is told host, user and process, and what to do."""
    with lock.lock(ledger), pytest.raises(FileTrouble) as trouble, lock.lock(ledger, wait=0.2):
        pass
    for part in (socket.gethostname(), str(os.getpid()), side_of(ledger).name):
        assert part in str(trouble.value)


def test_a_lock_of_another_computer_waits_for_a_person(ledger: Path) -> None:
    """A side file from another computer is never cleared by us, whatever its process number."""
    side_of(ledger).write_text(f"别处\n王某\n{gone_process()}\n", encoding="utf-8")
    with pytest.raises(FileTrouble, match="别处 上的用户 王某"), lock.lock(ledger, wait=0.1):
        pass
    assert side_of(ledger).exists()


@pytest.mark.parametrize(
    "text", ["", "某机\n", "某机\n王某\n12", "某机\n王某\n十二\n", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_torn_side_file_waits_for_a_person(ledger: Path, text: str | bytes) -> None:
    """A side file that names nobody, as one just being written, is held by somebody."""
    side_of(ledger).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(FileTrouble, match="正由别人修改"), lock.lock(ledger, wait=0.1):
        pass


def test_a_lock_of_a_process_that_is_gone_is_cleared(ledger: Path) -> None:
    """A side file of this computer whose process has ended is cleared at once."""
    side_of(ledger).write_text(f"{socket.gethostname()}\n王某\n{gone_process()}\n", encoding="utf-8")
    with lock.lock(ledger, wait=0):
        assert str(os.getpid()) in side_of(ledger).read_text(encoding="utf-8")
    assert [path.name for path in ledger.parent.iterdir()] == ["a.yaml"]


def test_clearing_leaves_a_lock_alone_that_was_taken_meanwhile(ledger: Path) -> None:
    """Whoever comes late to clear a dead lock does not remove the living one that took its place."""
    gone = lock.Holder(socket.gethostname(), "王某", gone_process())
    side_of(ledger).write_bytes(lock.Holder.here().written())
    assert lock._cleared(side_of(ledger), gone, lock.Holder.here())
    assert side_of(ledger).read_bytes() == lock.Holder.here().written()


def test_one_clears_at_a_time(ledger: Path) -> None:
    """While another is clearing, a dead lock is left to it."""
    gone = lock.Holder(socket.gethostname(), "王某", gone_process())
    side_of(ledger).write_bytes(gone.written())
    (ledger.parent / ".a.yaml.clearing.lock").write_bytes(b"")
    with pytest.raises(FileTrouble, match="王某"), lock.lock(ledger, wait=0.1):
        pass
    assert side_of(ledger).exists()


def test_a_lock_taken_over_by_hand_is_not_removed(ledger: Path) -> None:
    """If a person deleted our side file and somebody else took the lock, we leave theirs."""
    with lock.lock(ledger):
        side_of(ledger).write_text("别处\n王某\n1\n", encoding="utf-8")
    assert side_of(ledger).exists()


def test_the_lock_is_got_when_it_is_freed(ledger: Path) -> None:
    """Whoever waits gets the lock when the holder lets go."""
    held, freed = threading.Event(), threading.Event()

    def hold() -> None:
        with lock.lock(ledger):
            held.set()
            freed.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(10)
    threading.Timer(0.2, freed.set).start()
    with lock.lock(ledger, wait=10):
        assert freed.is_set()
    holder.join(10)


def test_a_link_is_locked_where_it_points(ledger: Path) -> None:
    """Two names of one file have one lock."""
    link = ledger.with_name("b.yaml")
    link.symlink_to(ledger)
    with lock.lock(link), pytest.raises(FileTrouble), lock.lock(ledger, wait=0.1):
        pass


def test_a_read_only_folder_is_refused(ledger: Path) -> None:
    """Where the side file cannot be made, the refusal says why."""
    ledger.parent.chmod(0o555)
    try:
        with pytest.raises(FileTrouble, match="只读"), lock.lock(ledger):
            pass
    finally:
        ledger.parent.chmod(0o755)


def append_many(ledger: Path, who: str) -> None:
    """Append entries one by one, as `record-progress` does; run in a process of its own."""
    for number in range(ENTRIES):
        with lock.lock(ledger):
            raw = disk.read_bytes(ledger)
            after = yamledit.splice(raw, [yamledit.Append(("进展",), {"内容": f"{who}{number}"})])
            disk.write_atomic(ledger, after, overwrite=True)


def test_two_writers_lose_nothing(ledger: Path) -> None:
    """Two processes that append fifty entries each to one list lose none of them."""
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=append_many, args=(ledger, who)) for who in ("甲", "乙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    read = yamlfile.parse(ledger.read_bytes(), "")
    assert isinstance(read, yamlfile.Parsed)
    found = [entry["内容"] for entry in read.data["进展"]]
    assert sorted(found) == sorted(f"{who}{number}" for who in ("甲", "乙") for number in range(ENTRIES))
    assert [path.name for path in ledger.parent.iterdir()] == ["a.yaml"]
