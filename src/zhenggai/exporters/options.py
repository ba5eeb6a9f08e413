"""What a person chooses when a ledger is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.exporters.paper import Paper

if TYPE_CHECKING:
    from datetime import date

    from zhenggai.columns import Layout

LATEST = "latest"
ALL = "all"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a ledger is printed.

    `as_of` is the day everything is asked of, and the 填报日期 on the sheet. `progress` is `LATEST`, the newest entry
    alone, or `ALL`, every entry with its day. `reporting_unit` is the 填报单位; None takes the first 发文机关.
    `remind_days` is how many days ahead count as due soon.
    """

    as_of: date
    layout: Layout
    paper: Paper = Paper.A3
    progress: str = LATEST
    reporting_unit: str | None = None
    remind_days: int = 7
