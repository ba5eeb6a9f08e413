"""Which due day each extension of a task moved: shared by the rules on extensions, and no rule itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zhenggai.checks.subject import ExtensionAt, TaskAt


def in_force(at: TaskAt) -> Iterator[tuple[ExtensionAt, date | None]]:
    """Yield every extension in the order of approval, with the due day that held until then."""
    due = at.task.deadline.due if at.task.deadline else None
    for one in sorted(at.extensions, key=lambda one: one.extension.approved):
        yield one, due
        due = one.extension.until
