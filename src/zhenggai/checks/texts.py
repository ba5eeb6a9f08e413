"""The running texts of a plan, each with its place; which of them a rule reads is the rule's business."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, TaskAt
    from zhenggai.findings import Loc


class Kind(Enum):
    """What a text is for."""

    FRAME = auto()
    """总体要求 and 工作要求."""
    PROBLEM = auto()
    """具体问题 and 问题描述."""
    AIM = auto()
    """整改目标."""
    MEASURE = auto()
    """One of 整改措施."""
    PROGRESS = auto()
    """内容 of an entry of 进展 known as of the day."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its kind and place, and the task it belongs to, if it belongs to one."""

    kind: Kind
    loc: Loc
    text: str
    at: TaskAt | None = None


def passages(subject: Subject) -> Iterator[Passage]:
    """Yield every running text of the plan, in the order of the file's parts."""
    plan = subject.plan
    if plan.guidance:
        yield Passage(Kind.FRAME, ("总体要求",), plan.guidance)
    for n, text in enumerate(plan.requirements):
        yield Passage(Kind.FRAME, ("工作要求", n), text)
    for c, category in enumerate(plan.categories):
        for i, issue in enumerate(category.issues):
            loc: Loc = ("类型", c, "问题", i)
            yield Passage(Kind.PROBLEM, (*loc, "具体问题"), issue.title)
            if issue.description:
                yield Passage(Kind.PROBLEM, (*loc, "问题描述"), issue.description)
    for at in subject.tasks:
        yield from _of_task(at)


def _of_task(at: TaskAt) -> Iterator[Passage]:
    task = at.task
    if task.description:
        yield Passage(Kind.PROBLEM, (*at.loc, "问题描述"), task.description, at)
    if task.goal:
        yield Passage(Kind.AIM, (*at.loc, "整改目标"), task.goal, at)
    for n, measure in enumerate(task.measures):
        yield Passage(Kind.MEASURE, (*at.loc, "整改措施", n), measure, at)
    for entry in at.entries:
        if entry.entry.content:
            yield Passage(Kind.PROGRESS, (*entry.loc, "内容"), entry.entry.content, at)
