"""The table of headings as a workspace has it, and columns mapped by hand on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.errors import UsageProblem
from zhenggai.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.store.workspace import Workspace


def workspace_lexicon(workspace: Workspace) -> Lexicon:
    """Return the table of headings, with the workspace's own headings.tsv on top where there is one.

    Raises:
        ZhenggaiError: a line of the workspace's own cannot be understood.
    """
    from zhenggai.importers.xlsx_headings import TABLE, lexicon

    own = workspace.root / TABLE
    return lexicon(disk.read_bytes(own).decode("utf-8", "replace") if own.is_file() else "")


def mapped_by_hand(mapping: Iterable[str]) -> dict[str, str]:
    """Read `列=字段` as often as it was given.

    Raises:
        UsageProblem: one of them is not of that form.
    """
    choices: dict[str, str] = {}
    for one in mapping:
        column, sign, field = one.replace("＝", "=").rpartition("=")
        if not sign or not column.strip() or not field.strip():
            raise UsageProblem(f"选项 --map 的“{one}”看不懂", "请写成 列=字段，例如 H=整改时限 或 督办领导=牵头负责人")
        choices[column.strip()] = field.strip()
    return choices
