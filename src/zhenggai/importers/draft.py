"""What an import comes to: a plan as understood, every doubt, and where every character of the source went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhenggai.importers.conservation import Account, LeftOut
    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.passage import Source
    from zhenggai.model import Plan


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as understood.

    `plan` is None where it is no rectification plan, and `reason` then says why. `places` gives the index into the
    source at which each task begins, `confirmed` the stated counts that were read so.
    """

    source: Source
    plan: Plan | None
    reason: str
    doubts: tuple[Doubt, ...]
    left_out: tuple[LeftOut, ...]
    account: Account
    places: Mapping[str, int] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()

    @property
    def sure_tasks(self) -> tuple[str, ...]:
        """The tasks no doubt is about, small differences between two copies aside."""
        doubted = {doubt.subject for doubt in self.doubts if not doubt.minor}
        return tuple(number for number in self.places if number not in doubted and number.split("-")[0] not in doubted)
