"""版本库里登记过的进展、延期和报送，不改动；写错了的，另记一条更正。

理由：
    改动登记过的进展，等于涂改台账：上次报给上级的和现在看到的不是一回事。

合格：
    # HEAD:ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    - {日期: 2022-06-12, 状态: 整改中, 内容: 更正：6 月 10 日排查的是 35 处}

不合格：
    # HEAD:ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 35 处灌渠}

出处：
    台账的通例：流水只追加、不涂改。与 git 的 HEAD 比较，提交以后不再报。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.since_head import changes
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for change in changes(subject):
        if change.instead is not None:
            message = f"{change.what}里，这一条与版本库的不同（原来是 {change.before}）"
            yield Flaw(change.instead, message, "请恢复原来的一条，更正的话另记一条")


RULE = Rule("changed-since-head", "登记过的不改动", Family.REPOSITORY, Severity.WARNING, __name__, _look)
