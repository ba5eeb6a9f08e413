"""The index: however it comes to harm, answers are those of the files, and afterwards it is in order again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from commands import run
from index_damage import HARMS, STATEMENTS, execute
from shelves import PLAN, aged, answers, index_of, watched, write
from zhenggai.abstracts import gathering
from zhenggai.store import disk, index, index_place, scan

if TYPE_CHECKING:
    from index_damage import Harm
    from shelves import Answers

DAY = date(2022, 7, 1)
CASES = 2_000
"""Harmed files in all; as many of each kind."""

BROKEN = PLAN.format(name="丙县", note="某").replace("2022-06-13", "6月13日")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(index_place.CACHE, str(folder))
    return folder


@pytest.fixture
def root(workspace: Path) -> Path:
    """A workspace of three plans, one long enough to overflow its page, and a broken file, all of some time ago."""
    write(workspace / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="某"))
    write(workspace / "ledgers" / "甲县" / "jia-2021.yaml", PLAN.format(name="甲县", note="某" * 3000))
    write(workspace / "ledgers" / "乙县" / "yi-2021.yaml", PLAN.format(name="乙县", note="某 #被当作注释"))
    write(workspace / "ledgers" / "丙县" / "bing-2021.yaml", BROKEN)
    write(workspace / "zhenggai.yaml", "提醒天数: 10\n名录:\n  单位:\n  - {名称: 市财政局, 简称: [财政局]}\n")
    aged(workspace)
    return workspace


def first_answers(root: Path) -> Answers:
    """Return what the files say, once the index knows it."""
    truth = answers(root, DAY, use_index=False)
    assert (len(truth.overdue), len(truth.lacking), len(truth.broken)) == (3, 3, 1)
    assert any(warnings for *_rest, warnings in truth.plans)
    assert answers(root, DAY) == truth
    assert is_warm(root)
    return truth


def is_warm(root: Path) -> bool:
    with watched() as read:
        answers(root, DAY)
    return not read


def is_mended(root: Path, truth: Answers) -> bool:
    """Say whether the next question but one, at the latest, is answered warm; all of them rightly.

    What is found harmed only when one plan's section is wanted is begun anew with what was then read.
    """
    for _ in range(2):
        with watched() as read:
            assert answers(root, DAY) == truth
        if not read:
            return True
    return False


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harmed_index_changes_no_answer(root: Path, harm: Harm) -> None:
    """2,000 harmed files give the answers of no index, without a traceback; then it is mended."""
    older = first_answers_of_yesterday(root)
    truth, file = first_answers(root), index_of(root)
    whole = file.read_bytes()
    for case in range(-(-CASES // len(HARMS))):
        random = Random(f"{harm.__name__} {case}")  # noqa: S311 - seeded, to be made again
        file.write_bytes(harm(random, whole, older))
        assert answers(root, DAY) == truth, case
        assert case % 3 or is_mended(root, truth), case


@pytest.mark.parametrize("byte", range(100))
def test_a_harmed_header_is_not_kept(root: Path, byte: int) -> None:
    """Whatever byte of the file's header is harmed, a changed ledger is answered rightly and indexed again."""
    first_answers(root)
    file = index_of(root)
    whole = file.read_bytes()
    write(root / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="另"))
    aged(root, 60)
    changed = answers(root, DAY, use_index=False)
    for flipped in (0x01, 0x04, 0xFF):
        file.write_bytes(whole[:byte] + bytes([whole[byte] ^ flipped]) + whole[byte + 1 :])
        assert answers(root, DAY) == changed
        assert is_warm(root)


def first_answers_of_yesterday(root: Path) -> bytes:
    """Return the index of the workspace as it was before its plans came to be what they are."""
    now = {path: path.read_text("utf-8") for path in root.rglob("*-2021.yaml")}
    for path, text in now.items():
        write(path, text.replace("整改中", "已完成"))
    aged(root)
    answers(root, DAY)
    file = index_of(root)
    older = file.read_bytes()
    file.unlink()
    for path, text in now.items():
        write(path, text)
    aged(root)
    return older


@pytest.mark.parametrize("statement", STATEMENTS)
def test_changed_tables_change_no_answer(root: Path, statement: str) -> None:
    """Tables of another version, or with rows and sections exchanged, give the answers of no index, then are mended."""
    truth = first_answers(root)
    execute(index_of(root), statement)
    assert answers(root, DAY) == truth
    assert is_mended(root, truth)
    (root / "ledgers" / "city-2021.yaml").write_text(PLAN.format(name="市", note="另"), encoding="utf-8")
    aged(root, 60)
    changed = answers(root, DAY, use_index=False)
    assert answers(root, DAY) == changed != truth
    assert is_warm(root)


@pytest.mark.parametrize(("name", "value"), [("__version__", "99.0"), ("MEANING", 99)])
def test_another_version_reads_anew(root: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    """What another version has written is not believed, and both versions are answered."""
    truth = first_answers(root)
    monkeypatch.setattr(gathering, name, value)
    with watched() as read:
        assert answers(root, DAY) == truth
    assert len(read) == 4
    assert is_warm(root)
    monkeypatch.undo()


def test_another_workspace_is_not_believed(root: Path, tmp_path: Path) -> None:
    """An index that stands in the place of another workspace's, with files of the same names, is read anew."""
    truth = first_answers(root)
    shutil.copytree(root, tmp_path / "other")
    other = tmp_path / "other"
    write(other / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="另"))
    aged(other)
    shutil.copy(index_of(root), index_of(other))
    assert answers(other, DAY) == answers(other, DAY, use_index=False)
    assert is_warm(other)
    assert answers(root, DAY) == truth


def test_another_users_index_is_neither_read_nor_touched(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers from what another user may have written, and it is left where it is."""
    truth, file = first_answers(root), index_of(root)
    before = file.read_bytes()
    monkeypatch.setattr(os, "getuid", lambda: file.stat().st_uid + 1)
    with watched() as read:
        assert answers(root, DAY) == truth
    assert len(read) == 4
    assert file.read_bytes() == before


def test_something_else_in_its_place(root: Path, tmp_path: Path) -> None:
    """A folder, a pipe or a link in the index's place is left alone and harms no answer, nor what it points to."""
    truth, file = first_answers(root), index_of(root)
    precious = tmp_path / "precious.txt"
    precious.write_text("留着", encoding="utf-8")
    aside = file.rename(tmp_path / "aside")
    for make in (
        file.mkdir,
        lambda: os.mkfifo(file, 0o400),
        lambda: file.symlink_to(precious),
        lambda: file.symlink_to(tmp_path / "nothing"),
        lambda: file.symlink_to(file),
        lambda: file.symlink_to(aside),
    ):
        make()
        assert answers(root, DAY) == truth
        assert answers(root, DAY) == truth
        assert file.is_symlink() or not file.is_file()
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()
    assert precious.read_text(encoding="utf-8") == "留着"
    assert not (tmp_path / "nothing").exists()


def test_a_lost_index_is_made_anew(root: Path, cache: Path) -> None:
    """Whoever deletes the index, or the whole cache folder, loses nothing."""
    truth = first_answers(root)
    shutil.rmtree(cache)
    assert answers(root, DAY) == truth
    assert is_warm(root)


# --- where nothing can be kept ----------------------------------------------------------------------------------------


def test_no_cache_folder_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home, or with ZHENGGAI_CACHE empty, questions are answered from the files, and nothing is written."""
    truth = answers(root, DAY, use_index=False)
    monkeypatch.setenv(index_place.CACHE, "")
    assert index_place.index_file(root) is None
    assert answers(root, DAY) == truth
    monkeypatch.delenv(index_place.CACHE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", staticmethod(nobody))
    assert index_place.index_file(root) is None
    assert answers(root, DAY) == truth


def test_the_cache_folder_is_the_users(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The index stands in the user's cache folder, by the platform's custom, never in the workspace."""
    monkeypatch.delenv(index_place.CACHE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert index_of(root).is_relative_to(tmp_path / "xdg")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert index_of(root).is_relative_to(tmp_path / "home")
    monkeypatch.setattr("sys.platform", "darwin")
    assert index_of(root).is_relative_to(tmp_path / "home" / "Library" / "Caches")
    answers(root, DAY)
    folder = index_of(root).parent
    assert [path.suffix for path in folder.iterdir()] == [".sqlite3"]
    assert not folder.stat().st_mode & 0o077, "an index says what its ledgers say"
    assert not list(root.rglob("*.sqlite3"))


def test_a_file_where_the_cache_folder_should_be(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder that is a file, or lies under one, is done without."""
    truth = answers(root, DAY, use_index=False)
    cache.write_text("不是文件夹", encoding="utf-8")
    assert answers(root, DAY) == truth
    monkeypatch.setenv(index_place.CACHE, str(cache / "deeper"))
    assert answers(root, DAY) == truth
    assert cache.read_text(encoding="utf-8") == "不是文件夹"


@pytest.mark.parametrize("warm", [False, True])
def test_a_cache_folder_that_cannot_be_written(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, *, warm: bool
) -> None:
    """A read-only folder with a read-only index gives what it knows; what has changed comes from the file each time."""
    if warm:
        first_answers(root)
    else:
        cache.mkdir()
    # As the administrator who runs the tests may write everything, the file system's refusals are played.
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    monkeypatch.setattr(disk, "make_folder", _refused)
    monkeypatch.setattr(disk, "remove", lambda _path: None)
    real = sqlite3.connect

    def read_only(address: str, **options: object) -> sqlite3.Connection:
        if "mode=ro" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        return real(address, **options)  # type: ignore[call-overload,no-any-return]  # the same options

    monkeypatch.setattr(sqlite3, "connect", read_only)
    before = list(cache.iterdir())
    write(root / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="另"))
    aged(root, 60)
    truth = answers(root, DAY, use_index=False)
    for _ in range(2):
        assert answers(root, DAY) == truth
    assert list(cache.iterdir()) == before


def _refused(path: Path, **_options: bool) -> None:
    raise disk.FileTrouble(f"没有权限新建 {path}")


def test_a_folder_above_that_may_not_be_entered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder nobody may so much as look for is done without."""
    truth, file = answers(root, DAY, use_index=False), index_of(root)
    real = os.stat

    def closed(path: object, **options: object) -> os.stat_result:
        if str(path).startswith(str(file.parent)):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **options)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(os, "stat", closed)
    monkeypatch.setattr(os, "lstat", lambda path: closed(path, follow_symlinks=False))
    assert answers(root, DAY) == truth


def test_a_full_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the answer is given all the same, and the index begins once there is room."""
    truth = answers(root, DAY, use_index=False)
    real = sqlite3.connect

    def with_no_room(address: str, **options: object) -> sqlite3.Connection:
        connection = real(address, **options)  # type: ignore[call-overload]  # the same options
        connection.execute("PRAGMA max_page_count = 6")
        return connection  # type: ignore[no-any-return]  # as above

    with monkeypatch.context() as full:
        full.setattr(sqlite3, "connect", with_no_room)
        assert answers(root, DAY) == truth
        assert not is_warm(root)
    assert answers(root, DAY) == truth
    assert is_warm(root)


def test_an_index_somebody_holds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file, the ledgers answer, and its work is not thrown away."""
    truth, file = first_answers(root), index_of(root)
    monkeypatch.setattr(index, "_PATIENCE", 0.01)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert answers(root, DAY) == truth
        other.execute("ROLLBACK")
    assert is_warm(root)


# --- what the file system may say ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        scan.Signature(1, 1, 2**64 - 1),
        scan.Signature(1, 1, 2**127),
        scan.Signature(1, 253_402_300_799 * 10**9, 1),
        scan.Signature(1, -(2**70), 1),
    ],
    ids=["inode of 64 bits", "inode of 128 bits", "year 9999", "before the beginning"],
)
def test_signatures_larger_than_sqlite_counts(root: Path, monkeypatch: pytest.MonkeyPatch, odd: scan.Signature) -> None:
    """A file system whose numbers no table holds costs the index at most, never the answer."""
    truth = answers(root, DAY, use_index=False)
    monkeypatch.setattr(gathering, "scan", lambda folder: dict.fromkeys(scan.scan(folder), odd))
    monkeypatch.setattr(gathering, "signature", lambda _path: odd)
    for _ in range(2):
        assert answers(root, DAY) == truth


def test_names_that_are_no_text(root: Path) -> None:
    """A file or folder whose name is not UTF-8, as an old archive may leave it, is answered as without an index."""
    gbk = os.fsdecode("丁县".encode("gbk"))
    write(root / "ledgers" / gbk / "ding-2021.yaml", PLAN.format(name="丁县", note="某"))
    write(root / "ledgers" / f"{gbk}.yaml", PLAN.format(name="丁县", note="某"))
    aged(root)
    truth = answers(root, DAY, use_index=False)
    assert len(truth.plans) == 4
    for _ in range(2):
        assert answers(root, DAY) == truth


def test_a_workspace_of_a_long_or_odd_name(tmp_path: Path) -> None:
    """A folder may be called as it likes, as long as the file system allows."""
    for name in ("2021年度" + "整" * 80, "a?b#c%20d", os.fsdecode("整改".encode("gbk")), "'--", "  "):
        root = tmp_path / name
        write(root / "ledgers" / "city-2021.yaml", PLAN.format(name="市", note="某"))
        aged(root)
        truth = answers(root, DAY, use_index=False)
        assert answers(root, DAY) == truth
        assert is_warm(root), name


def test_a_ledger_called_like_the_settings(root: Path) -> None:
    """ledgers/zhenggai.yaml is a plan as any other, and the settings beside the folder stay the settings."""
    write(root / "ledgers" / "zhenggai.yaml", PLAN.format(name="市", note="某"))
    aged(root)
    truth = answers(root, DAY, use_index=False)
    for _ in range(3):
        assert answers(root, DAY) == truth
    assert is_warm(root)


# --- whole commands -----------------------------------------------------------------------------------------------


COMMANDS = (
    ("overdue",),
    ("overdue", "--limit", "1", "--json"),
    ("list", "--unit", "财政局"),
    ("due", "--json"),
    ("status",),
    ("reports",),
    ("show", "jia-2021:1-2", "--json"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_print_the_same(root: Path, command: tuple[str, ...]) -> None:
    """A command prints the same, and ends with the same code, with no index, a cold, a warm and a harmed one."""
    expected = run(*command, "--no-index", today=DAY)
    assert expected.code in {0, 1}
    assert len(expected.out + expected.err) > 2
    for _ in ("cold", "warm"):
        assert run(*command, today=DAY) == expected
    index_of(root).write_bytes(b"SQLite format 3\0" + bytes(5000))
    for _ in ("harmed", "mended"):
        assert run(*command, today=DAY) == expected
