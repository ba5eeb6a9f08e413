"""工作区里不能有看起来一样的方案编号，例如 xuchang-2021 和 xuchang_2021。

理由：
    命令里写错一个符号，查到、改到的就是另一个方案；在不分大小写的电脑上，只差大小写的两个文件会互相覆盖。

合格：
    # ledgers/xuchang-2021.yaml
    标题: 某市整改方案
    # ledgers/xuchang-2022.yaml
    标题: 某市又一个整改方案

不合格：
    # ledgers/xuchang-2021.yaml
    标题: 某市整改方案
    # ledgers/xuchang_2021.yaml
    标题: 某市又一个整改方案

出处：
    本工具：方案编号是文件名。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, WorkspaceSubject

_ALIKE = str.maketrans({"_": "-", ".": "-", "o": "0", "l": "1", "i": "1"})


def _gather(subject: Subject) -> str:
    return subject.plan_id.lower().translate(_ALIKE)


def _compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    seen: dict[str, str] = {}
    for plan_id, folded in workspace.gathered.items():
        other = seen.setdefault(folded, plan_id)
        if other != plan_id:
            yield plan_id, Flaw((), f"方案编号“{plan_id}”与“{other}”看起来一样", "请把其中一个文件改名")


RULE = WorkspaceRule(
    "look-alike-plans", "方案编号不能看着一样", Family.FORM, Severity.WARNING, __name__, _gather, _compare
)
