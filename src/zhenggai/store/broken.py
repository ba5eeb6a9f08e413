"""A ledger file that is no valid plan, as a value; reading one is the business of `ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhenggai.errors import BrokenLedger

if TYPE_CHECKING:
    from pathlib import Path

    from zhenggai.findings import Finding


class BrokenPlan(NamedTuple):
    """A file that is no valid plan, with everything that is wrong with it, in the order of its lines."""

    id: str
    path: Path
    findings: tuple[Finding, ...]

    def refusal(self) -> BrokenLedger:
        """Return the refusal of a command that cannot do without this plan."""
        return BrokenLedger(f"{self.path.name} 有错误，没有读入", self.findings, "请先改正上面列出的问题")
