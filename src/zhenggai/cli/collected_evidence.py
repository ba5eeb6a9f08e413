"""Evidence that lies beside a returned workbook: found by its plain name, and kept in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai.model import Evidence
from zhenggai.store import disk
from zhenggai.store.places import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.importers.collected import ReturnedRow
    from zhenggai.importers.merging import Outcome
    from zhenggai.store.workspace import Workspace

_IN_PATHS = frozenset('/\\:*?"<>|')


class EvidenceAlong:
    """The evidence for one plan; `folders` says where each returned workbook lies."""

    def __init__(self, workspace: Workspace, plan_id: str, folders: Mapping[str, Path]) -> None:
        """Nothing is looked for, and nothing copied, until it is asked for."""
        self._workspace, self._plan_id, self._folders = workspace, plan_id, folders
        self._sources: dict[str, Path] = {}
        self._copied: list[Path] = []

    def find(self, row: ReturnedRow, name: str) -> Evidence | None:
        """Return the record of a file beside the row's workbook; a name with a path in it is never looked for."""
        if _IN_PATHS & set(name) or name in {".", ".."}:
            return None
        source = self._folders[row.file] / name
        if not source.is_file():
            return None
        place = disk.place_for(source, self._folder(row.row.task_id))
        file = place.relative_to(self._workspace.root).as_posix()
        self._sources[file] = source
        return Evidence(file=file, sha256=disk.sha256_of(source))

    def copy(self, outcome: Outcome) -> None:
        """Copy the files of what is taken.

        Raises:
            FileTrouble: one cannot be copied.
        """
        for taken in outcome.taken:
            for evidence in taken.reading.entry.evidence:
                place = self._workspace.root / evidence.file
                source = self._sources.get(evidence.file)
                if source is not None and not place.exists():
                    disk.copy_in(source, self._folder(taken.task.id))
                    self._copied.append(place)

    def undo(self) -> None:
        """Remove the copies again, where the ledger was not changed after all."""
        for copy in self._copied:
            disk.remove(copy)

    def _folder(self, task_id: str) -> Path:
        return self._workspace.root / EVIDENCE / self._plan_id / task_id
