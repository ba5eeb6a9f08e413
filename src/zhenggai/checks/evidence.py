"""The pieces of evidence of a plan with their places, and where each must lie; shared by the rules on evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.findings import Loc
    from zhenggai.model import Evidence


@dataclass(frozen=True, slots=True)
class EvidenceAt:
    """A piece of evidence, its place, and the number of the task it is for."""

    loc: Loc
    task: str
    evidence: Evidence

    def path_under(self, root: Path) -> Path | None:
        """Return the file it names, or None where that does not lie in the workspace, links followed."""
        name = self.evidence.file
        if PureWindowsPath(name).is_absolute() or PureWindowsPath(name).drive or PurePosixPath(name).is_absolute():
            return None
        path = root / name.replace("\\", "/")
        return path if path.resolve().is_relative_to(root.resolve()) else None


def pieces(subject: Subject) -> Iterator[EvidenceAt]:
    """Yield the evidence of every entry known as of the day."""
    for at in subject.tasks:
        for one in at.entries:
            for n, evidence in enumerate(one.entry.evidence):
                yield EvidenceAt((*one.loc, "佐证", n), at.task.id, evidence)
