"""版本库里有的任务和登记，工作区里不能丢。

理由：
    台账只追加。合并时选错一边、在编辑器里误删一段，丢的往往就是别人刚报来的进展，而文件看上去好好的。

合格：
    # HEAD:ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    - {日期: 2022-06-20, 状态: 已完成, 内容: 9 处灌渠修复完工}

不合格：
    # HEAD:ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-10, 状态: 整改中, 内容: 逐处排查 37 处灌渠}
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - {日期: 2022-06-20, 状态: 已完成, 内容: 9 处灌渠修复完工}

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
    from zhenggai.model import Issue

_REMEDY = "不是有意删的，请用 git diff 找到它，放回原处"


def _look(subject: Subject) -> Iterator[Flaw]:
    if subject.head is None:
        return
    here = {at.task.id for at in subject.tasks}
    issues = {issue.number: ("类型", c, "问题", i) for c, i, issue in _issues(subject)}
    for _category, issue, task in subject.head.rows():
        if task.id not in here:
            message = f"任务 {task.id} 在版本库里有，现在没有了"
            yield Flaw(issues.get(issue.number, ("类型",)), message, _REMEDY)
    for change in changes(subject):
        if change.instead is None:
            yield Flaw(change.log, f"{change.what}里，版本库有的一条（{change.before}）现在没有了", _REMEDY)


def _issues(subject: Subject) -> Iterator[tuple[int, int, Issue]]:
    for c, category in enumerate(subject.plan.categories):
        for i, issue in enumerate(category.issues):
            yield c, i, issue


RULE = Rule("lost-since-head", "登记过的不丢失", Family.REPOSITORY, Severity.ERROR, __name__, _look)
