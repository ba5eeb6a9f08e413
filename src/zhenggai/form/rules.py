"""What the fields of one record must be to each other: a rule takes them by attribute, and refuses or is silent.

A day may come as a date or as its ISO text and a word as a member of its vocabulary or as text, since the model asks
with the one and the quick way with the other. What records must be to one another is `integrity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhenggai.form.scalars import Refused
from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Rule = Callable[[Mapping[str, Any]], None]

_CLOSED = Status.CLOSED


def closing_is_accepted(entry: Mapping[str, Any]) -> None:
    """Refuse an entry of 已销号 that names no acceptor, or shows nothing and does not say why (design §4)."""
    if entry["status"] != _CLOSED:
        return
    missing = [
        name for name, value in (("验收单位", entry["accepting_unit"]), ("验收人", entry["acceptor"])) if value is None
    ]
    if not entry["evidence"] and entry["waiver"] is None:
        missing.append("佐证（或“免佐证”及理由）")
    if missing:
        raise Refused("closing", f"已销号的进展缺少{'、'.join(missing)}", "请补上；还没有验收的，状态写“已完成”")


def day_fits_kind(deadline: Mapping[str, Any]) -> None:
    """Refuse a 整改时限 that lacks the day its 性质 needs, or has one that means nothing."""
    kind, due = DeadlineKind(deadline["kind"]), deadline["due"]
    if kind.needs_day and due is None:
        raise Refused("deadline_day", f"性质为“{kind}”的整改时限缺少日期", "请补上日期；定不下来的，性质写“未定”")
    if due is not None and not kind.takes_day:
        raise Refused("deadline_day", f"性质为“{kind}”的整改时限不能有日期", "请删去日期，或者改性质")


def in_order(period: Mapping[str, Any]) -> None:
    """Refuse a span of days that ends before it begins."""
    if period["end"] < period["start"]:
        raise Refused("period", f"止（{period['end']}）早于起（{period['start']}）", "请核对两个日期")


def cadence_has_its_days(reporting: Mapping[str, Any]) -> None:
    """Refuse a 报送 rule whose days do not fit its 频次."""
    cadence, due, days = Cadence(reporting["cadence"]), reporting["due"], reporting["days"]
    if cadence is Cadence.ONCE:
        if due is None or days:
            raise Refused("reporting_once", "频次为“一次”的报送要写“截止”，不写“日”", "例如 截止: 2022-06-14")
    elif due is not None or not days:
        raise Refused("reporting_days", f"频次为“{cadence}”的报送要写“日”，不写“截止”", "例如 日: [14, 29]")
