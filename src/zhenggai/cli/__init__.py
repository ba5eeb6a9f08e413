"""The command line: what a clerk types and reads. Everything below it can be used without it."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Python's own 700 has the collector walk everything that was just imported or read some hundred times, for nothing."""


def main(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code (design §5); without `args` it is the process's own and ends it."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from zhenggai.cli import door  # behind the line above, since importing is half of a short command

    code = door.main(args)
    if args is None and sys.gettrace() is None and sys.getprofile() is None:
        _end(code)
    return code


def _end(code: int) -> NoReturn:
    """End the process at once: taking its memory apart object by object would cost a short command a tenth more.

    Nothing waits for that: `door` has written the answer out, files are closed where they are written, and there are
    no threads. A debugger or profiler does wait for the ordinary end, and gets it.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # none there, nobody reads it any more, closed already
            stream.flush()
    os._exit(code)
