"""One writer at a time: a side file beside the ledger that is there as long as somebody changes it.

The side file is made exclusively, which also holds on shares where locks of the operating system do not, and names its
holder. One left by a process of this computer that is gone is cleared; any other waits for a person.
"""

from __future__ import annotations

import getpass
import os
import socket
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.errors import FileTrouble
from zhenggai.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL = 0.05
"""Seconds between two tries."""


class Holder(NamedTuple):
    """Who holds a lock; written as three lines into the side file."""

    host: str
    user: str
    pid: int

    @classmethod
    def here(cls) -> Holder:
        """Return this process."""
        return cls(socket.gethostname(), _user(), os.getpid())

    @classmethod
    def read(cls, text: str) -> Holder | None:
        """Return the holder a side file names; None where it is still being written, or torn."""
        lines = text.splitlines()
        if len(lines) != 3 or not text.endswith("\n") or not lines[2].isdecimal():
            return None
        return cls(lines[0], lines[1], int(lines[2]))

    def written(self) -> bytes:
        """Return what stands in the side file."""
        return f"{self.host}\n{self.user}\n{self.pid}\n".encode()

    def is_gone(self) -> bool:
        """Say whether this certainly was a process of this computer that is no longer there."""
        return self.host == socket.gethostname() and not _is_running(self.pid)

    def __str__(self) -> str:
        """Name the holder as a person looks for it."""
        return f"{self.host} 上的用户 {self.user}（进程 {self.pid}）"


@contextmanager
def lock(path: Path, wait: float = 60.0) -> Iterator[None]:
    """Hold the lock of a file for a whole read-change-write; it is not re-entrant.

    Raises:
        FileTrouble: somebody else held it for all of `wait` seconds, or the folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    side = target.with_name(f".{target.name}.lock")
    mine = Holder.here()
    give_up = time.monotonic() + wait
    while not disk.create_exclusively(side, mine.written()):
        holder = _holder(side)
        if holder and holder.is_gone() and _cleared(side, holder, mine):
            continue
        if time.monotonic() >= give_up:
            who = f"正由 {holder} 修改" if holder else "正由别人修改"
            raise FileTrouble(
                f"{path.name} {who}，等了 {wait:.0f} 秒还没有结束",
                f"请稍后再试；确认没有人在修改的，删去 {side.name} 再试",
            )
        time.sleep(_POLL)
    try:
        yield
    finally:
        if _holder(side) == mine:
            disk.remove(side)


def _holder(side: Path) -> Holder | None:
    with suppress(OSError, UnicodeDecodeError):
        return Holder.read(side.read_bytes().decode())
    return None


def _cleared(side: Path, gone: Holder, mine: Holder) -> bool:
    """Remove the side file of a process that is gone; of several who try, one does.

    Without the second side file, a slow one could remove the lock that a quick one has taken meanwhile.
    """
    broom = side.with_name(f"{side.stem}.clearing.lock")
    if not disk.create_exclusively(broom, mine.written()):
        return False
    try:
        if _holder(side) == gone:
            disk.remove(side)
        return True
    finally:
        disk.remove(broom)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in the system's list, as in a bare container
        return "?"


def _is_running(pid: int) -> bool:
    if disk.WINDOWS:
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_running_on_windows(pid: int) -> bool:
    """Ask for the process; os.kill would end it there."""
    import ctypes  # noqa: PLC0415 - Windows only

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    query_limited_information, invalid_parameter, still_active = 0x1000, 87, 259
    handle = kernel.OpenProcess(query_limited_information, 0, pid)
    if not handle:
        return bool(ctypes.get_last_error() != invalid_parameter)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    try:
        code = ctypes.c_ulong()
        return not kernel.GetExitCodeProcess(handle, ctypes.byref(code)) or code.value == still_active
    finally:
        kernel.CloseHandle(handle)
