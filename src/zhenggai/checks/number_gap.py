"""问题和任务的编号不能缺号。

理由：
    缺号要么是漏录了一项，要么是录进来又删了，两样都要有人说得清。
    只收录一部分问题的方案（缺的不比有的少）不在此列。

合格：
    任务:
    - 编号: 1-1
    - 编号: 1-2

不合格：
    任务:
    - 编号: 1-1
    - 编号: 1-3

出处：
    整改台账的通例：序号连续；上级的编号不因本级增删而变动。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.findings import Loc


def _look(subject: Subject) -> Iterator[Flaw]:
    issues: dict[int, Loc] = {}
    for c, category in enumerate(subject.plan.categories):
        for i, issue in enumerate(category.issues):
            issues.setdefault(issue.number, ("类型", c, "问题", i, "编号"))
    for missing, after in _gaps(issues):
        yield Flaw(issues[after], f"缺第 {missing} 号问题", "漏录的请补录；确实没有的，请在备注里说明并允许这一条")
    yield from _tasks(subject)


def _tasks(subject: Subject) -> Iterator[Flaw]:
    tasks: dict[int, dict[int, Loc]] = {}
    for at in subject.tasks:
        number = int(at.task.id.partition("-")[2])
        tasks.setdefault(at.issue.number, {}).setdefault(number, (*at.loc, "编号"))
    for issue, numbers in tasks.items():
        for missing, after in _gaps(numbers):
            shown = "、".join(f"{issue}-{number}" for number in missing.split("、"))
            yield Flaw(numbers[after], f"缺任务 {shown}", "漏录的请补录；确实没有的，请在备注里说明并允许这一条")


def _gaps(numbers: Collection[int]) -> Iterator[tuple[str, int]]:
    """Yield the numbers missing before a number, and that number; nothing where no fewer are missing than there are."""
    if max(numbers, default=0) >= 2 * len(numbers):
        return
    before = 0
    for number in sorted(numbers):
        if number > before + 1:
            yield "、".join(str(missing) for missing in range(before + 1, number)), number
        before = number


RULE = Rule("number-gap", "编号不缺号", Family.FORM, Severity.WARNING, __name__, _look)
