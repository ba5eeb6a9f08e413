"""Problems and tasks as found in a document, still passages of it; the plan they become is `assembly`'s business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.passage import NOTHING, Passage

if TYPE_CHECKING:
    from zhenggai.importers.doubts import Doubt

Fields = Mapping[Term, Passage]
"""What stands under labels or in columns, by term; every passage not empty."""


@dataclass(frozen=True, slots=True)
class RawTask:
    """A task: its own problem text, its measures without marks, its fields, and columns no term stands for."""

    problem: Passage = NOTHING
    measures: tuple[Passage, ...] = ()
    fields: Fields = field(default_factory=dict)
    extras: Mapping[str, Passage] = field(default_factory=dict)
    number: int | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def at(self) -> int:
        """Where its own words begin in the source, -1 where it has none."""
        return min((one.at for one in (self.problem, *self.measures) if one.at >= 0), default=-1)

    def is_inferred(self, term: Term) -> bool:
        """Say whether a field was read from the running words of a measure, as no label says it."""
        return term in self.fields and any(self.fields[term].at in measure.origin for measure in self.measures)


@dataclass(frozen=True, slots=True)
class RawIssue:
    """A problem: its title, what all its tasks share, and its number as written."""

    title: Passage
    description: Passage = NOTHING
    tasks: tuple[RawTask, ...] = ()
    number: int | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCategory:
    """A category with its problems; the name is empty where the document names none."""

    name: Passage
    issues: tuple[RawIssue, ...]


def tasks_in(categories: tuple[RawCategory, ...]) -> tuple[RawTask, ...]:
    """Return all tasks, in their order."""
    return tuple(task for category in categories for issue in category.issues for task in issue.tasks)
