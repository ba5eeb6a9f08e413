"""The only place that writes files: whole or not at all, never over what must not be touched; and it reads them.

Every refusal is a `FileTrouble` in Chinese with the way out. What the bytes mean is not known here.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.errors import FileTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

WINDOWS = os.name == "nt"

_CHUNK = 1 << 20
_REPLACE_WAIT = 2.0
"""Seconds a refused replace is tried again on Windows, where a virus scanner may hold a new file for a moment."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path) -> bytes:
    """Return what stands in a file.

    Raises:
        FileTrouble: it is missing, is no file, or may not be read.
    """
    with _spoken(path, "读"):
        return path.read_bytes()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 lower-case hexadecimal digits.

    Raises:
        FileTrouble: it cannot be read.
    """
    import hashlib  # noqa: PLC0415 - it loads a library for what most commands do not need

    with _spoken(path, "读"), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomic(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Put `data` in the file, whole or not at all; a link's target is written, an existing file keeps its mode.

    Raises:
        FileTrouble: the file or its folder is read-only or missing, the file is there and `overwrite` is false, it is
            open elsewhere, the disk is full. Nothing is changed and nothing left behind.
    """
    target = Path(os.path.realpath(path))
    _refuse_target(target, path, overwrite=overwrite)
    with _spoken(path, "写"):
        _write_beside(target, lambda file: _write_all(file, data))


def make_folder(path: Path, *, is_private: bool = False) -> None:
    """Make a folder and those above it; one that is there is fine. Nobody else may enter a new private one.

    Raises:
        FileTrouble: it cannot be made.
    """
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    if there != path:
        _refuse_read_only(there, there)
    with _spoken(path, "新建"):
        path.mkdir(0o700 if is_private else 0o777, parents=True, exist_ok=True)


def place_for(source: Path, folder: Path) -> Path:
    """Return where `copy_in` puts, or already finds, the copy of a file.

    A file of the same content is used as it is; one of the same name and other content is left alone, and the copy
    gets a number, e.g. `照片-2.jpg`.

    Raises:
        FileTrouble: the source cannot be read.
    """
    digest = sha256_of(source)
    place, number = folder / source.name, 1
    while place.exists() and sha256_of(place) != digest:
        number += 1
        place = folder / f"{source.stem}-{number}{source.suffix}"
    return place


def copy_in(source: Path, folder: Path) -> tuple[str, str]:
    """Copy a file into a folder, and return the name it has there (see `place_for`) and its SHA-256.

    Raises:
        FileTrouble: the source cannot be read or the copy not written.
    """
    place = place_for(source, folder)
    make_folder(folder)
    if not place.exists():
        _refuse_target(place, place, overwrite=False)
        with _spoken(place, "写"), source.open("rb") as original:
            _write_beside(place, lambda file: _copy_all(original.fileno(), file))
    return place.name, sha256_of(place)


def append(path: Path, data: bytes) -> None:
    """Put `data` at the end of a file of our own, which is made if it is not there.

    Raises:
        FileTrouble: the folder is missing or read-only, or the disk full.
    """
    with _spoken(path, "写"), path.open("ab") as file:
        file.write(data)


@contextmanager
def replaced_folder(target: Path, contents: Collection[str], *, overwrite: bool) -> Iterator[Path]:
    """Lend an empty folder to be filled; when that went well it takes the target's place whole, else it is gone.

    `contents` are the names such a folder may hold: one that holds anything else is somebody's own and is left alone.
    An empty folder may always be replaced.

    Raises:
        FileTrouble: there is such a folder already and `overwrite` is false, there is something else at that place,
            or it cannot be written. The target is then what it was.
    """
    place = Path(os.path.realpath(target))
    _refuse_folder_at(place, target, contents, overwrite=overwrite)
    make_folder(place.parent)
    _refuse_folder(place.parent, target.parent)
    new = place.with_name(f".zhenggai-{_token()}.tmp")
    try:
        make_folder(new)
        yield new
        with _spoken(target, "写"):
            _sync_tree(new)
            _swap_folder(new, place)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_draft(path: Path, data: bytes) -> Path:
    """Put `data` into a new hidden file beside `path`, of the same suffix, and return its path.

    Raises:
        FileTrouble: the folder is missing or read-only, or the disk full.
    """
    draft = path.with_name(f".{path.stem}.draft-{_token(3)}{path.suffix}")
    write_atomic(draft, data, overwrite=False)
    return draft


def create_exclusively(path: Path, data: bytes) -> bool:
    """Make a small file that must not be there yet; false where it is.

    Raises:
        FileTrouble: the folder is missing or read-only, or the disk full.
    """
    _refuse_folder(path.parent, path.parent)
    with _spoken(path, "写"):
        try:
            file = os.open(path, _NEW_FILE, 0o666)
        except FileExistsError:
            return False
        except PermissionError:
            if WINDOWS:  # a file just deleted there keeps its name until the last reader closes it
                return False
            raise
        try:
            _write_all(file, data)
        except OSError:
            path.unlink()
            raise
        finally:
            os.close(file)
    return True


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Lend a folder outside the workspace for another program to work in; it is gone afterwards."""
    import tempfile  # noqa: PLC0415 - for other programs only

    with tempfile.TemporaryDirectory(prefix="zhenggai-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def remove(path: Path) -> None:
    """Delete a file of our own; one that is gone already is fine."""
    with suppress(OSError):
        path.unlink()


def _token(size: int = 6) -> str:
    """Return what makes a name nobody else uses."""
    return os.urandom(size).hex()


def _write_beside(target: Path, fill: Callable[[int], None]) -> None:
    """Fill a new file in the target's folder and let it take the target's place."""
    temporary = target.with_name(f".zhenggai-{_token()}.tmp")
    file = os.open(temporary, _NEW_FILE, 0o666)
    try:
        try:
            fill(file)
            if target.exists() and hasattr(os, "fchmod"):
                os.fchmod(file, stat.S_IMODE(target.stat().st_mode))
            os.fsync(file)
        finally:
            os.close(file)
        _replace(temporary, target)
    except BaseException:
        remove(temporary)
        raise
    _sync_folder(target.parent)


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _copy_all(source: int, file: int) -> None:
    while chunk := os.read(source, _CHUNK):
        _write_all(file, chunk)


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the target; where another program holds it (Windows), try for a while and never copy instead."""
    give_up = time.monotonic() + _REPLACE_WAIT
    while True:
        try:
            temporary.replace(target)
        except PermissionError:
            if not WINDOWS or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return


def _swap_folder(new: Path, place: Path) -> None:
    """Let a folder take another's place; between the two renames there is none, and a failure puts the old one back."""
    if not place.exists():
        _replace(new, place)
    else:
        old = new.with_suffix(".old")
        _replace(place, old)
        try:
            _replace(new, place)
        except BaseException:
            _replace(old, place)
            raise
        shutil.rmtree(old, ignore_errors=True)
    _sync_folder(place.parent)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the rename last; file systems that cannot sync a folder (and Windows) do it in their own way."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refuse_target(target: Path, shown: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        raise FileTrouble(f"{shown} 是文件夹，不能当文件写", "请写出文件名")
    if target.exists() and not target.is_file():
        raise FileTrouble(f"{shown} 不是普通文件，没有写入", "请换一个文件名")
    _refuse_folder(target.parent, shown.parent)
    if target.exists():
        if not overwrite:
            raise FileTrouble(f"{shown} 已经存在，没有覆盖", "请换一个文件名，或者用 --force 覆盖")
        _refuse_read_only(target, shown)
    for mark in (f"~${target.name}", f".~{target.name}", f".~lock.{target.name}#"):
        if (target.parent / mark).exists():
            raise FileTrouble(
                f"{shown} 正在别的程序里打开（旁边有 {mark}），没有写入",
                f"请关闭 Excel/WPS 后再试，或者用 -o 另存一份；确已关闭的，删去 {mark}",
            )


def _refuse_folder_at(place: Path, shown: Path, contents: Collection[str], *, overwrite: bool) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise FileTrouble(f"{shown} 是文件，不是文件夹", "请换一个文件夹")
    found = {path.name for path in place.iterdir()}
    if strange := sorted(found - set(contents)):
        raise FileTrouble(f"文件夹 {shown} 里有别的文件（{strange[0]} 等），没有写入", "请换一个空的或者新的文件夹")
    if found and not overwrite:
        raise FileTrouble(f"文件夹 {shown} 里已经有数据，没有覆盖", "请换一个文件夹，或者用 --force 覆盖")
    if not WINDOWS:
        _refuse_read_only(place, shown)


def _refuse_folder(folder: Path, shown: Path) -> None:
    if not folder.is_dir():
        raise FileTrouble(f"文件夹 {shown} 不存在", "请先新建它，或者换一个位置")
    if not WINDOWS:  # there the read-only mark of a folder means something else
        _refuse_read_only(folder, shown)


def _refuse_read_only(path: Path, shown: Path) -> None:
    """Refuse what nobody may write: an administrator could all the same, and must not do so unawares."""
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
        kind = "文件夹" if path.is_dir() else "文件"
        raise FileTrouble(f"{kind} {shown} 是只读的，没有写入", "请先取消只读，或者请管理员给写权限")


@contextmanager
def _spoken(path: Path, doing: str) -> Iterator[None]:
    """Say in Chinese what the system refuses."""
    try:
        yield
    except OSError as error:
        raise _trouble(path, doing, error) from error


def _trouble(path: Path, doing: str, error: OSError) -> FileTrouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FileTrouble(f"磁盘已满，{path} 没有写入", "已有的文件没有改动，请清出空间，或者换一个位置再试")
    if isinstance(error, FileNotFoundError):
        return FileTrouble(f"找不到 {path}", "请核对路径")
    if isinstance(error, IsADirectoryError):
        return FileTrouble(f"{path} 是文件夹，不是文件", "请写出文件名")
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return FileTrouble(f"{path} 的位置上有一个同名的文件，不能当文件夹用", "请换一个位置")
    if error.errno == errno.EROFS:
        return FileTrouble(f"{path} 所在的磁盘是只读的，没有写入", "请换一个位置")
    if isinstance(error, PermissionError):
        if WINDOWS and doing == "写":
            return FileTrouble(f"{path} 被别的程序占用，没有写入", "请关闭 Excel/WPS 后再试，或者用 -o 另存一份")
        return FileTrouble(f"没有权限{doing} {path}", "请检查权限")
    return FileTrouble(f"{doing}不了 {path}：{error.strerror or error}", "请检查磁盘和网络，再试一次")
