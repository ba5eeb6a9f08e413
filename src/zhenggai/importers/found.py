"""A problem as the search hands it on: where in the outline it stands, what it says, and the tasks that mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.outline import Node
    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawTask


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, the marked items it stands under (chapters left out), and the tasks that mend it."""

    path: tuple[Node, ...]
    number: int | None
    asks: tuple[Passage, ...]
    tasks: tuple[RawTask, ...]
    style: str = ""
    doubts: tuple[Doubt, ...] = ()
