"""The one door: every run enters and leaves here, and every refusal becomes one Chinese message and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from typing import TYPE_CHECKING

import typer

from zhenggai.cli import usage
from zhenggai.cli.app import root
from zhenggai.cli.render import complain, note, show_findings
from zhenggai.errors import EXIT_BUG, EXIT_FINE, EXIT_REFUSED, EXIT_USAGE, BrokenLedger, ZhenggaiError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code (design §5); `args` are those of the process by default."""
    _tolerate_narrow_consoles()
    arguments = list(sys.argv[1:] if args is None else args)
    try:
        return _run(arguments)
    except typer.TyperException as problem:
        if usage.is_help(problem):
            note(str(problem))
        else:
            complain(usage.in_chinese(problem))
        return EXIT_USAGE
    except typer.Abort:
        complain("已取消，什么都没有写入")
        return EXIT_REFUSED
    except BrokenLedger as refusal:
        show_findings(refusal.findings)
        complain(str(refusal))
        return refusal.exit_code
    except ZhenggaiError as refusal:
        complain(str(refusal))
        return refusal.exit_code
    except BrokenPipeError:
        # The reader (head, a closed pager) has had enough, which is not our failure.
        sys.stderr.close()
        return EXIT_FINE
    except OSError as trouble:
        if trouble.errno != errno.ENOSPC:
            return _bug()
        complain("输出写不进去：磁盘满了。请腾出空间后再试")
        return EXIT_REFUSED
    except Exception:  # noqa: BLE001 - whatever else comes up is a bug, and a bug keeps its traceback
        return _bug()


def _run(arguments: list[str]) -> int:
    if "_ZHENGGAI_COMPLETE" in os.environ:  # a shell asks, by Typer's own way of asking
        from zhenggai.cli.completing import prepare  # no other run needs it

        prepare(os.environ)
    usage.refuse_wide_dashes(arguments)
    try:
        code = root().main(args=arguments, prog_name="zhenggai", standalone_mode=False) or EXIT_FINE
    except SystemExit as ending:  # how Typer ends a completion, and a run whose reader has gone
        if isinstance(ending.__context__, BrokenPipeError):
            raise ending.__context__ from None
        code = int(ending.code or EXIT_FINE)
    sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    return code


def _bug() -> int:
    traceback.print_exc()
    complain("这是 zhenggai 自身的缺陷，不是您的操作有误。请把以上内容连同所用的命令报告给维护者")
    return EXIT_BUG


def _tolerate_narrow_consoles() -> None:
    # A closed stream is None, and what is written to it is meant for nobody.
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    # A GBK console cannot show every name; a question mark beats a crash.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
