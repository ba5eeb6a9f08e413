"""版本库里有的方案文件，工作区里不能丢。

理由：
    整个文件不见了，里面的任务就从所有统计里一起消失，谁也不会逾期。

合格：
    # HEAD:ledgers/example.yaml
    标题: 某县整改方案
    # ledgers/example.yaml
    标题: 某县整改方案

不合格：
    # HEAD:ledgers/other.yaml
    标题: 某县又一个整改方案
    # ledgers/example.yaml
    标题: 某县整改方案

出处：
    与 git 的 HEAD 比较。改名的，先用 git mv。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, WorkspaceSubject


def _gather(_subject: Subject) -> None:
    """Gather nothing: git has said what is lost."""


def _compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    for path in workspace.repository.lost if workspace.repository else ():
        remedy = f"不是有意删的，请用 git checkout HEAD -- {path.as_posix()} 取回"
        message = f"方案文件 {path.name} 在版本库里有，现在没有了"
        yield "", Flaw((), message, remedy, Place(str(path)))


RULE = WorkspaceRule("plan-lost", "方案文件不丢失", Family.REPOSITORY, Severity.ERROR, __name__, _gather, _compare)
