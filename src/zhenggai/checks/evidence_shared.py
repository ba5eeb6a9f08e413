"""一份佐证只证明一项任务。

理由：
    同一张照片、同一份会议记录给几项任务当佐证，多半是拿一件事交几份差。确实管几项的，写明理由允许这一条。

合格：
    # ledgers/example.yaml
    任务:
    - 编号: 1-1
      进展: [{日期: 2022-06-20, 状态: 整改中, 佐证: [{文件: evidence/1-1.txt}]}]
    - 编号: 1-2
      进展: [{日期: 2022-06-20, 状态: 整改中, 佐证: [{文件: evidence/1-2.txt}]}]
    # evidence/1-1.txt
    灌渠修复现场记录
    # evidence/1-2.txt
    闸门更换现场记录

不合格：
    # ledgers/example.yaml
    任务:
    - 编号: 1-1
      进展: [{日期: 2022-06-20, 状态: 整改中, 佐证: [{文件: evidence/1-1.txt}]}]
    - 编号: 1-2
      进展: [{日期: 2022-06-20, 状态: 整改中, 佐证: [{文件: evidence/1-1.txt}]}]
    # evidence/1-1.txt
    现场记录

出处：
    审计核查的通例：一事一证。文件名不同而内容相同的（SHA-256 一样）也算同一份。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.evidence import pieces
from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, WorkspaceSubject
    from zhenggai.findings import Loc

Piece = tuple["Loc", str, str, str]
"""Where it stands, the task's number, the file and its SHA-256 (empty where none was kept)."""


def _gather(subject: Subject) -> tuple[Piece, ...] | None:
    found = [(one.loc, one.task, one.evidence.file, one.evidence.sha256 or "") for one in pieces(subject)]
    return tuple(found) or None


def _compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    first: dict[str, str] = {}
    for plan_id, found in workspace.gathered.items():
        for loc, task, file, sha256 in found:
            reference = f"{plan_id}:{task}"
            keys = [file, *([sha256] if sha256 else [])]
            other = next((first[key] for key in keys if key in first), reference)
            for key in keys:
                first.setdefault(key, reference)
            if other != reference:
                message = f"任务 {task} 的佐证 {file} 与任务 {other} 的是同一份"
                remedy = "请换成证明这项任务的材料；确实管几项的，允许这一条并写明理由"
                yield plan_id, Flaw((*loc, "文件"), message, remedy)


RULE = WorkspaceRule(
    "evidence-shared", "一份佐证只证明一项任务", Family.CLOSING, Severity.WARNING, __name__, _gather, _compare
)
