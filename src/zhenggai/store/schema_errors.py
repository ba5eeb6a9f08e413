"""What pydantic found wrong, said in Chinese with the way out; the only place that knows pydantic's error names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from zhenggai.dates import parse_day
from zhenggai.findings import Finding, Loc
from zhenggai.model import Deadline, Record
from zhenggai.wording.deadlines import read_deadline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

RULE = "schema"
UNKNOWN_KEY = "unknown_key"
"""The rule of a finding that points at a key and not at what stands behind it."""

Words = tuple[str, str]
"""What is wrong, and what to write instead."""


def findings(error: ValidationError, model: type[Record], data: Any) -> list[Finding]:
    """Return a finding for every error of a failed validation of `data` (the tree as read) against `model`."""
    issued = _issued(data)
    return [_finding(detail, model, issued) for detail in error.errors(include_url=False)]


def _finding(detail: ErrorDetails, model: type[Record], issued: date | None) -> Finding:
    loc: Loc = detail["loc"]
    context = detail.get("ctx", {})
    if "remedy" in context:
        return Finding(RULE, _named(loc, detail["msg"]), context["remedy"], loc)
    if detail["type"] == "extra_forbidden":
        return Finding(UNKNOWN_KEY, *_unknown_key(loc, model), loc)
    expected = model.record_at(loc)
    if expected is Deadline and isinstance(detail["input"], str):
        return Finding(RULE, *_bare_deadline(detail["input"], issued), loc)
    words = _WORDS.get(detail["type"], _other)
    message, remedy = words(detail)
    return Finding(RULE, _named(loc, message), remedy, loc)


def _named(loc: Loc, message: str) -> str:
    name = next((step for step in reversed(loc) if isinstance(step, str)), None)
    return f"“{name}”：{message}" if name else message


def _unknown_key(loc: Loc, model: type[Record]) -> Words:
    key = str(loc[-1])
    record = model.record_at(loc[:-1]) or model
    known = [field.alias or name for name, field in record.model_fields.items()]
    near = get_close_matches(key, known, n=1, cutoff=0.3)
    remedy = f"是不是“{near[0]}”" if near else f"这里可以写：{'、'.join(known)}"
    return f"不认识的项“{key}”", remedy


def _bare_deadline(text: str, issued: date | None) -> Words:
    reading = read_deadline(text, issued)
    day = f", 日期: {reading.due.isoformat()}" if reading.due else ""
    remedy = f"请写成 {{原文: {text}{day}, 性质: {reading.kind}}}"
    return "“整改时限”要把原文、日期和性质分开写", f"{remedy}（{reading.question}）" if reading.question else remedy


def _missing(detail: ErrorDetails) -> Words:
    return "缺少这一项", f"请补上一行 {detail['loc'][-1]}: …"


def _not_text(detail: ErrorDetails) -> Words:
    if detail["input"] is None:
        return "内容是空的", "请填写内容，或者删去这一项"
    return f"应当是文字，不是{_shape(detail['input'])}", "请写成一行文字"


def _not_list(detail: ErrorDetails) -> Words:
    value = detail["input"]
    example = f"[{value}]" if isinstance(value, str) else "每项一行，用“- ”开头"
    return f"应当是列表，不是{_shape(value)}", f"请写成 {example}"


def _not_record(detail: ErrorDetails) -> Words:
    return f"应当是“项: 内容”的形式，不是{_shape(detail['input'])}", "请每项一行，写成 项: 内容"


def _bad_pattern(detail: ErrorDetails) -> Words:
    value = detail["input"]
    if detail["loc"][-1] == "编号":
        return f"“{value}”不是任务编号", "请写成 问题编号-序号，例如 2-4"
    return f"“{value}”不是 SHA-256", "应是 64 位小写十六进制数；可以删去这一项"


def _out_of_range(detail: ErrorDetails) -> Words:
    limits = detail.get("ctx", {})
    bound = f"最小是 {limits['ge']}" if "ge" in limits else f"最大是 {limits['le']}"
    return f"{detail['input']} 超出范围", bound


def _other(detail: ErrorDetails) -> Words:
    # A kind of error the model does not raise today: its own words are better than silence.
    return f"内容不合要求（{detail['type']}）", detail["msg"]


_WORDS: dict[str, Callable[[ErrorDetails], Words]] = {
    "missing": _missing,
    "string_type": _not_text,
    "date_type": _not_text,
    "int_type": _not_text,
    "enum": _not_text,
    "is_instance_of": _not_text,
    "tuple_type": _not_list,
    "dict_type": _not_record,
    "model_type": _not_record,
    "string_pattern_mismatch": _bad_pattern,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
}


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "“项: 内容”"
    return "列表" if isinstance(value, list) else "空的" if value is None else "一行文字"


def _issued(data: Any) -> date | None:
    try:
        return parse_day(data["印发日期"])
    except (KeyError, TypeError, ValueError):
        return None
