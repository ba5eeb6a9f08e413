"""Writing files: whole or not at all, never over what must not be touched, and every refusal with its way out."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from zhenggai.errors import FileTrouble
from zhenggai.store import disk

FULL_DEVICE = Path("/dev/full")


def refusal(trouble: pytest.ExceptionInfo[FileTrouble]) -> str:
    assert trouble.value.way_out, "no way out"
    return str(trouble.value)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_honours_the_umask(tmp_path: Path) -> None:
    """A new file is written whole, with the mode the umask leaves."""
    before = os.umask(0o027)
    try:
        disk.write_atomic(tmp_path / "新.yaml", b"a", overwrite=False)
    finally:
        os.umask(before)
    assert (tmp_path / "新.yaml").read_bytes() == b"a"
    assert stat.S_IMODE((tmp_path / "新.yaml").stat().st_mode) == 0o640
    assert names(tmp_path) == {"新.yaml"}


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    """Replacing a file keeps its permission bits."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o604)
    disk.write_atomic(file, b"new", overwrite=True)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o604)


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    """Through a symbolic link the file it points to is replaced; the link stays a link."""
    (tmp_path / "真").mkdir()
    target = tmp_path / "真" / "a.yaml"
    target.write_bytes(b"old")
    link = tmp_path / "a.yaml"
    link.symlink_to(target)
    disk.write_atomic(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    """Without `overwrite` a file that is there is refused, and its content stays."""
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(FileTrouble) as trouble:
        disk.write_atomic(tmp_path / "a.xlsx", b"new", overwrite=False)
    assert "已经存在" in refusal(trouble)
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"


def test_a_read_only_file_stays_as_it_is(tmp_path: Path) -> None:
    """A read-only file is refused, even to an administrator, though its folder could be written."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(FileTrouble) as trouble:
        disk.write_atomic(file, b"new", overwrite=True)
    assert "只读" in refusal(trouble)
    assert file.read_bytes() == b"old"


def test_nothing_is_written_into_a_read_only_folder(tmp_path: Path) -> None:
    """A read-only folder is refused for files, locks, copies and folders in it, even to an administrator."""
    source = tmp_path / "照片.jpg"
    source.write_bytes(b"x")
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o555)
    for write in (
        lambda: disk.write_atomic(folder / "a.yaml", b"new", overwrite=False),
        lambda: disk.create_exclusively(folder / ".a.lock", b""),
        lambda: disk.copy_in(source, folder),
        lambda: disk.make_folder(folder / "甲" / "乙"),
        lambda: disk.write_draft(folder / "a.yaml", b""),
    ):
        with pytest.raises(FileTrouble) as trouble:
            write()
        assert "只读" in refusal(trouble)
    assert names(folder) == set()


def test_folders_and_devices_are_no_targets(tmp_path: Path) -> None:
    """A folder, a missing folder and a device are refused, each by its name."""
    (tmp_path / "夹").mkdir()
    for target, word in (
        (tmp_path / "夹", "文件夹"),
        (tmp_path / "无" / "a", "不存在"),
        (Path("/dev/null"), "不是普通文件"),
    ):
        with pytest.raises(FileTrouble, match=word):
            disk.write_atomic(target, b"", overwrite=True)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("mark", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_a_workbook_open_elsewhere_is_refused(tmp_path: Path, mark: str) -> None:
    """A workbook that Excel, WPS or LibreOffice has marked as open is not replaced behind its back."""
    (tmp_path / "台账.xlsx").write_bytes(b"old")
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(FileTrouble) as trouble:
        disk.write_atomic(tmp_path / "台账.xlsx", b"new", overwrite=True)
    assert "关闭 Excel/WPS" in refusal(trouble)
    assert (tmp_path / "台账.xlsx").read_bytes() == b"old"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """When the disk is full halfway, the old content stays and no half file is left."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    written = os.write

    def nearly_full(handle: int, data: bytes) -> int:
        if len(data) < 4:
            raise OSError(number, "full")
        return written(handle, data[:4])

    monkeypatch.setattr(os, "write", nearly_full)
    with pytest.raises(FileTrouble) as trouble:
        disk.write_atomic(file, b"new content", overwrite=True)
    assert "磁盘已满" in refusal(trouble)
    assert (file.read_bytes(), names(tmp_path)) == (b"old", {"a.yaml"})


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="this system has no device that is always full")
def test_a_really_full_device_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system itself says that the disk is full, the refusal says so too, and nothing is left behind."""
    opened = os.open

    def open_full(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            os.close(opened(path, flags, mode))
            return opened(FULL_DEVICE, os.O_WRONLY)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", open_full)
    with pytest.raises(FileTrouble, match="磁盘已满"):
        disk.write_atomic(tmp_path / "a.yaml", b"new", overwrite=False)
    assert names(tmp_path) == set()


def test_a_refused_rename_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the rename is refused, the old file stays and the new one goes."""

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "no")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileTrouble) as trouble:
        disk.write_atomic(tmp_path / "a", b"new", overwrite=True)
    assert "权限" in refusal(trouble)
    assert names(tmp_path) == {"a"}
    assert (tmp_path / "a").read_bytes() == b"old"


def test_windows_tries_again_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a replace that is refused is tried again, and given up in time with the advice to close Excel."""
    replaced, tries = Path.replace, iter([PermissionError(), PermissionError(), None])

    def refuse_twice(self: Path, target: Path) -> Path:
        if refused := next(tries):
            raise refused
        return replaced(self, target)

    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(Path, "replace", refuse_twice)
    disk.write_atomic(tmp_path / "a.xlsx", b"new", overwrite=False)
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr(disk, "_REPLACE_WAIT", 0.1)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileTrouble, match="关闭 Excel/WPS"):
        disk.write_atomic(tmp_path / "a.xlsx", b"newer", overwrite=True)
    assert names(tmp_path) == {"a.xlsx"}


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    """A missing file and a folder cannot be read, and the refusal says which it is."""
    for path, word in ((tmp_path / "无", "找不到"), (tmp_path, "是文件夹")):
        with pytest.raises(FileTrouble) as trouble:
            disk.read_bytes(path)
        assert word in refusal(trouble)
        with pytest.raises(FileTrouble, match=word):
            disk.sha256_of(path)
    (tmp_path / "有").write_bytes(b"\x00\r\n")
    assert disk.read_bytes(tmp_path / "有") == b"\x00\r\n"


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file the system keeps from us is a refusal with the way out, and so is an unknown fault of the disk."""
    for error, word in ((PermissionError(errno.EACCES, "no"), "没有权限读"), (OSError(errno.EIO, "broken"), "broken")):

        def refuse(_self: Path, error: OSError = error) -> bytes:
            raise error

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(FileTrouble) as trouble:
            disk.read_bytes(tmp_path / "a")
        assert word in refusal(trouble)


def test_folders_are_made_with_those_above(tmp_path: Path) -> None:
    """A folder is made with those above it, and one that is there is fine; a file in the way is named."""
    disk.make_folder(tmp_path / "甲" / "乙")
    disk.make_folder(tmp_path / "甲" / "乙")
    assert (tmp_path / "甲" / "乙").is_dir()
    (tmp_path / "丙").write_bytes(b"")
    for path in (tmp_path / "丙", tmp_path / "丙" / "丁"):
        with pytest.raises(FileTrouble, match="同名的文件"):
            disk.make_folder(path)


def test_evidence_is_copied_once(tmp_path: Path) -> None:
    """A copy has the source's content and digest; the same content again is not copied, other content gets a number."""
    folder = tmp_path / "evidence" / "某"
    source = tmp_path / "照片.jpg"
    source.write_bytes(b"1" * 3_000_000)
    digest = hashlib.sha256(b"1" * 3_000_000).hexdigest()
    assert disk.place_for(source, folder) == folder / "照片.jpg"
    assert disk.copy_in(source, folder) == ("照片.jpg", digest)
    assert disk.copy_in(source, folder) == ("照片.jpg", digest)
    source.write_bytes(b"2")
    assert disk.place_for(source, folder) == folder / "照片-2.jpg"
    assert disk.copy_in(source, folder) == ("照片-2.jpg", hashlib.sha256(b"2").hexdigest())
    assert disk.copy_in(source, folder)[0] == "照片-2.jpg"
    assert names(folder) == {"照片.jpg", "照片-2.jpg"}
    assert disk.sha256_of(folder / "照片.jpg") == digest


def test_missing_evidence_is_refused(tmp_path: Path) -> None:
    """Evidence that is not there is refused before a folder is made for it."""
    with pytest.raises(FileTrouble, match="找不到"):
        disk.copy_in(tmp_path / "无.pdf", tmp_path / "evidence")
    assert names(tmp_path) == set()


def test_a_draft_stands_beside_the_file_and_overwrites_none(tmp_path: Path) -> None:
    """Two drafts of one file are two hidden files of the same suffix beside it."""
    first, second = (disk.write_draft(tmp_path / "a.yaml", data) for data in (b"1", b"2"))
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert {path.parent for path in (first, second)} == {tmp_path}
    assert all(path.name.startswith(".") and path.suffix == ".yaml" for path in (first, second))


def test_an_exclusive_file_is_made_once(tmp_path: Path) -> None:
    """The second to make an exclusive file is told so, and the first one's content stays; removing is quiet."""
    side = tmp_path / ".a.lock"
    assert disk.create_exclusively(side, b"1")
    assert not disk.create_exclusively(side, b"2")
    assert side.read_bytes() == b"1"
    disk.remove(side)
    disk.remove(side)
    assert names(tmp_path) == set()


def test_a_torn_exclusive_file_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, no empty lock stays behind."""

    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(FileTrouble, match="磁盘已满"):
        disk.create_exclusively(tmp_path / ".a.lock", b"1")
    assert names(tmp_path) == set()


def test_a_filled_folder_takes_the_older_ones_place(tmp_path: Path) -> None:
    """A folder that was filled without trouble replaces the older one whole, and nothing is left beside it."""
    target = tmp_path / "data"
    (target / "a").mkdir(parents=True)
    (target / "a" / "old").write_bytes(b"1")
    with disk.replaced_folder(target, {"a", "b"}, overwrite=True) as folder:
        (folder / "b").mkdir()
        disk.append(folder / "b" / "new", b"2")
        disk.append(folder / "b" / "new", b"3")
        assert (target / "a" / "old").exists()
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "data",
        "data/b",
        "data/b/new",
    ]
    assert (target / "b" / "new").read_bytes() == b"23"


@pytest.mark.parametrize("failing", [1, 2])
def test_a_folder_that_cannot_be_swapped_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Whichever of the two renames fails, the older folder is at its place again and nothing lies beside it."""
    target = tmp_path / "data"
    target.mkdir()
    (target / "a").write_bytes(b"1")
    renames = 0

    def replace(source: Path, place: Path) -> None:
        nonlocal renames
        renames += 1
        if renames == failing:
            raise OSError(errno.EACCES, "refused")
        source.replace(place)

    monkeypatch.setattr(disk, "_replace", replace)
    with pytest.raises(FileTrouble), disk.replaced_folder(target, {"a"}, overwrite=True) as folder:
        disk.append(folder / "a", b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert (target / "a").read_bytes() == b"1"


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_of_somebodys_own_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:  # noqa: FBT001 - both must refuse
    """A folder with anything in it that the new one would not have is refused, told to overwrite or not."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine").write_bytes(b"1")
    with (
        pytest.raises(FileTrouble, match="别的文件"),
        disk.replaced_folder(tmp_path / "data", {"a"}, overwrite=overwrite),
    ):
        pytest.fail("nothing may be written")
    assert (tmp_path / "data" / "mine").read_bytes() == b"1"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """A folder made beforehand and still empty needs no --force."""
    (tmp_path / "data").mkdir()
    with disk.replaced_folder(tmp_path / "data", {"a"}, overwrite=False) as folder:
        disk.append(folder / "a", b"1")
    assert (tmp_path / "data" / "a").read_bytes() == b"1"
