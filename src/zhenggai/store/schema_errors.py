"""What pydantic found wrong, said in Chinese with the way out; the only place that knows pydantic's error names."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from zhenggai.dates import parse_day
from zhenggai.findings import Finding, Loc
from zhenggai.form.scalars import quoted
from zhenggai.model import Deadline, Record
from zhenggai.store import yamltext
from zhenggai.wording.deadlines import read_deadline

if TYPE_CHECKING:
    from datetime import date

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

RULE = "schema"
UNKNOWN_KEY = "unknown_key"
"""The rule of a finding that points at a key and not at what stands behind it."""

_NUMBER_OR_DAY = re.compile(r"[0-9-]+")

Words = tuple[str, str]
"""What is wrong, and what to write instead."""

Say = Callable[["ErrorDetails", "type[Record] | None"], Words]
"""Puts an error into words; the second argument is the kind of record that belongs at its location, if any."""


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
    record = model.record_at(loc)
    if record is Deadline and isinstance(detail["input"], str) and detail["input"].strip():
        return Finding(RULE, *_bare_deadline(detail["input"], issued), loc)
    words = _WORDS.get(detail["type"], _other)
    message, remedy = words(detail, record)
    return Finding(RULE, _named(loc, message), remedy, loc)


def _named(loc: Loc, message: str) -> str:
    name = next((step for step in reversed(loc) if isinstance(step, str)), None)
    return f"“{name}”：{message}" if name else message


def _unknown_key(loc: Loc, model: type[Record]) -> Words:
    key = str(loc[-1])
    record = model.record_at(loc[:-1]) or model
    near = get_close_matches(key, record.keys(), n=1, cutoff=0.3)
    remedy = f"是不是“{near[0]}”" if near else f"这里可以写：{'、'.join(record.keys())}"
    return f"不认识的项{quoted(key)}", remedy


def _bare_deadline(text: str, issued: date | None) -> Words:
    reading = read_deadline(text, issued)
    remedy = f"请写成 {yamltext.inline(Deadline(text=text, due=reading.due, kind=reading.kind).to_file())}"
    doubts = "；".join(filter(None, (reading.question, *reading.warnings)))
    return "“整改时限”要把原文、日期和性质分开写", f"{remedy}（{doubts}）" if doubts else remedy


def _missing(detail: ErrorDetails, _record: type[Record] | None) -> Words:
    return "缺少这一项", f"请补上 {detail['loc'][-1]}: …"


def _not_scalar(wanted: str, remedy: str) -> Say:
    def say(detail: ErrorDetails, _record: type[Record] | None) -> Words:
        if detail["input"] is None:
            return "内容是空的", "请填写内容，或者删去这一项"
        colon = "；如果冒号是内容，请给整个值加引号" if isinstance(detail["input"], dict) else ""
        return f"应当是{wanted}，不是{_shape(detail['input'])}", remedy + colon

    return say


def _not_list(detail: ErrorDetails, record: type[Record] | None) -> Words:
    value = detail["input"]
    remedy = "请每项开头写“- ”，各占一行或几行"
    if isinstance(value, str) and record is None:
        item = value if _NUMBER_OR_DAY.fullmatch(value) else yamltext.inline(value, in_flow=True)
        remedy = f"请写成 [{item}]"
    return f"应当是列表，不是{_shape(value)}", remedy


def _not_record(detail: ErrorDetails, record: type[Record] | None) -> Words:
    keys = f"，这里可以写：{'、'.join(record.keys())}" if record else ""
    return f"应当是“项: 内容”的形式，不是{_shape(detail['input'])}", f"请每项一行，写成 项: 内容{keys}"


def _bad_pattern(detail: ErrorDetails, _record: type[Record] | None) -> Words:
    value = quoted(detail["input"])
    if detail["loc"][-1] == "编号":
        return f"{value}不是任务编号", "请写成 问题编号-序号，例如 2-4"
    return f"{value}不是 SHA-256", "应是 64 位小写十六进制数；可以删去这一项"


def _out_of_range(detail: ErrorDetails, _record: type[Record] | None) -> Words:
    limits = detail.get("ctx", {})
    bound = f"最小是 {limits['ge']}" if "ge" in limits else f"最大是 {limits['le']}"
    return f"{detail['input']} 超出范围", bound


def _other(detail: ErrorDetails, _record: type[Record] | None) -> Words:
    # A kind of error the model does not raise today: its own words are better than silence.
    return f"内容不合要求（{detail['type']}）", detail["msg"]


_WORDS: dict[str, Say] = {
    "missing": _missing,
    "string_type": _not_scalar("文字", "请写成一行文字"),
    "date_type": _not_scalar("一个日期", "请写成 2022-06-13 的样子"),
    "int_type": _not_scalar("一个整数", "请写阿拉伯数字，例如 3"),
    "float_type": _not_scalar("一个数", "请写阿拉伯数字，例如 12"),
    "bool_type": _not_scalar("“是”", "请写 是，或者删去这一项"),
    "enum": _not_scalar("一个词", "请只写一个词"),
    "is_instance_of": _not_scalar("一个词", "请只写一个词"),
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
