"""The one door: every run enters and leaves here, and every refusal becomes one Chinese message and an exit code."""

from __future__ import annotations

import io
import sys
import traceback
from typing import TYPE_CHECKING

import typer

from zhenggai.cli import usage
from zhenggai.cli.app import root
from zhenggai.cli.render import complain, show_findings
from zhenggai.errors import EXIT_BUG, EXIT_FINE, EXIT_REFUSED, EXIT_USAGE, BrokenLedger, ZhenggaiError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code (design §5); `args` are those of the process by default."""
    _tolerate_narrow_consoles()
    try:
        return root().main(args=args, prog_name="zhenggai", standalone_mode=False) or EXIT_FINE
    except typer.TyperException as problem:
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
    except Exception:  # noqa: BLE001 - whatever else comes up is a bug, and a bug keeps its traceback
        traceback.print_exc()
        complain("这是 zhenggai 自身的缺陷，不是您的操作有误。请把以上内容连同所用的命令报告给维护者")
        return EXIT_BUG


def _tolerate_narrow_consoles() -> None:
    # A GBK console cannot show every name; a question mark beats a crash.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
