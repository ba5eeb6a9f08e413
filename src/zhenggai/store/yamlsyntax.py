"""What a clerk did wrong where a text stops being YAML: libyaml's complaints told apart, in Chinese, with the way out.

libyaml says where it gave up, which is often a line after the slip; the slips people make are looked for by their
look. Each mistake is also painted over in a copy of the text, so that the reading can go on to the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from zhenggai.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.store.lines import Lines
    from zhenggai.store.yamlevents import Stop

RULE = "syntax"

_LEAD = r"[ ]*(?:-[ ]+)*"
_NAME = r"[^\s:：\"'\[\]{}#&*!|>%@`,，。；-][^\s:：\"',，。；]{0,39}"
_GLUED_DASH = re.compile(r"[ ]*(?:-[ ]+)*-(?=[^\s-])")
_CHINESE_COLON = re.compile(rf"{_LEAD}(?P<name>{_NAME})：[ ]*(?P<value>.*)")
_GLUED_COLON = re.compile(rf"{_LEAD}(?P<name>{_NAME}):(?P<value>[^\s:].*)")
_VALUE = re.compile(rf"{_LEAD}(?P<pair>(?P<name>\"[^\"]*\"|'[^']*'|[^\s:'\"][^:]*?):[ ]+)?(?P<value>\S.*)")
_ENTRY = re.compile(rf"{_LEAD}[^\s#].*:(?:\s|$)")
_CLOSED_QUOTE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")

_NO_VALUE_STARTS_SO = re.compile(
    "that cannot start any token|sequence entries are not allowed|mapping keys are not allowed|node content"
)
_NO_VALUE_IS_SO = re.compile("while (?:scanning|parsing) (?:an anchor|an alias|a tag|a block scalar)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One syntax mistake; `repaired` is a text of the same length without it, None where reading cannot go on."""

    finding: Finding
    repaired: str | None


@dataclass(frozen=True, slots=True)
class _Slip:
    """A mistake recognised: where, what, what to write instead, and what to paint over from where."""

    index: int
    message: str
    remedy: str
    paint: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One complaint: the problem at index `at`, in a context that began at `since`, after the event `last`."""

    lines: Lines
    problem: str
    context: str
    at: int
    since: int
    last: yaml.Event

    @property
    def text(self) -> str:
        return self.lines.text

    def rest(self, index: int) -> str:
        """Return what follows on the line from `index` on."""
        start = self.lines.start(index)
        return self.lines.content(start)[index - start :]


def explain(stop: Stop, lines: Lines) -> Mistake:
    """Say what was done wrong where the events of a text stop."""
    at = stop.error.problem_mark.index if stop.error.problem_mark else len(lines.text)
    since = stop.error.context_mark.index if stop.error.context_mark else at
    case = _Case(lines, stop.error.problem or "", stop.error.context or "", at, since, stop.last)
    slip = next(filter(None, (recognise(case) for recognise in _SLIPS)))
    finding = Finding(RULE, slip.message, slip.remedy, place=lines.place(slip.index))
    return Mistake(finding, _painted(lines.text, slip.paint))


def _painted(text: str, paint: tuple[int, str] | None) -> str | None:
    if paint is None:
        return None
    start, over = paint
    return text[:start] + over + text[start + len(over) :]


def _directive(case: _Case) -> _Slip | None:
    if "directive" not in case.context + case.problem and "incompatible YAML document" not in case.problem:
        return None
    index = case.lines.start(case.at)
    return _Slip(index, "台账里不用以 % 开头的 YAML 指令", "请删去这一行", (index, "#"))


def _escape(case: _Case) -> _Slip | None:
    if "escape" not in case.problem and "hexdec" not in case.problem:
        return None
    index = case.text.rfind("\\", 0, case.at + 1)
    shown = case.text[index : index + 2]
    remedy = "反斜杠请写两遍（\\\\），或者改用单引号"
    return _Slip(index, f"双引号里不能这样写“{shown}”", remedy, (index, "x"))


def _open_quote(case: _Case) -> _Slip | None:
    """An opening quote whose other half is missing, or was found lines later where another value opens its own."""
    index: int | None = None
    if "quoted scalar" in case.context:
        index = case.since
    elif isinstance(case.last, yaml.ScalarEvent) and case.last.style in {"'", '"'}:
        start, end = _span(case.last)
        if case.lines.start(start) < case.lines.start(end) == case.lines.start(case.at):
            index = start
    if index is None:
        return None
    quote = case.text[index]
    return _Slip(
        index, f"这里的引号 {quote} 没有配对", f"请在值的末尾补上 {quote}；引号只是文字的一部分时，请用中文引号“”"
    )


def _after_closing(case: _Case) -> _Slip | None:
    """Text behind a closing quote or bracket: the value only begins like a quoted text or a list."""
    if not re.search("expected (?:key|'-' indicator|<block end>)", case.problem):
        return None
    line = case.lines.start(case.at)
    found = _VALUE.match(case.lines.content(line))
    if found is None or found["value"][0] not in "\"'[{" or not line + found.start("value") < case.at:
        return None
    opening = found["value"][0]
    what = "引号后面还有文字" if opening in "\"'" else "括号后面还有文字"
    paint = (line + found.start("value"), "x" * len(found["value"]))
    return _Slip(case.at, f"值以 {opening} 开头，但{what}", _quote_whole(found), paint)


def _unquoted_start(case: _Case) -> _Slip | None:
    if _NO_VALUE_IS_SO.match(case.context):
        index = case.since
    elif _NO_VALUE_STARTS_SO.search(case.problem):
        index = case.at
    else:
        return None
    character = case.text[index : index + 1]
    if not character.strip():
        return _Slip(index, "这里不能用制表符", "请改用空格", (index, " ")) if character == "\t" else None
    line = case.lines.start(index)
    found = _VALUE.match(case.lines.content(line))
    whole = found is not None and line + found.start("value") == index
    remedy = _quote_whole(found) if found and whole else f"请给整个值加引号：{_quoted(case.rest(index))}"
    if character == "-":
        remedy = f"列表请另起一行写，每项以“- ”开头；只是文字的，{remedy}"
    return _Slip(index, f"值不能以 {character} 开头", remedy, (index, "x"))


def _missing_colon(case: _Case) -> _Slip | None:
    if "could not find expected ':'" not in case.problem:
        return None
    return _colonless(case.lines, case.lines.start(case.since))


def _stray_colon(case: _Case) -> _Slip | None:
    if "mapping values are not allowed" not in case.problem:
        return None
    start = case.lines.start(case.at)
    line = case.lines.content(start)
    found = _VALUE.match(line)
    if found and found["pair"] and start + found.start("value") <= case.at:
        paint = (start + found.start("value"), "x" * len(found["value"]))
        return _Slip(case.at, "值里有英文冒号加空格，分不清哪里是项名", _quote_whole(found), paint)
    above = case.lines.before(start)
    if above is None:
        return None
    if not _ENTRY.match(case.lines.content(above)):
        return _colonless(case.lines, above)
    name = start + len(line) - len(line.lstrip())
    return _Slip(name, "这一行比上一行缩进得多，被当成了上一行的续文", "请与同一层的其他项左边对齐")


def _colonless(lines: Lines, start: int) -> _Slip:
    """Say what is wrong with a line that should be `项: 内容` or `- 内容` and is neither."""
    line = lines.content(start)
    if found := _GLUED_DASH.match(line):
        index = start + found.end()
        remedy = f"请写成 - {_short(line[found.end() :])}"
        return _Slip(index, "列表的“-”后面缺一个空格", remedy, (index, " "))
    if found := _CHINESE_COLON.match(line):
        index = start + found.end("name")
        remedy = f"请改用英文冒号加一个空格：{found['name']}: {_short(found['value'])}".rstrip()
        paint = ": " if found["value"] else ":"
        return _Slip(index, f"“{found['name']}”后面是中文冒号", remedy, (index, paint))
    if found := _GLUED_COLON.match(line):
        index = start + found.start("value")
        remedy = f"请写成 {found['name']}: {_short(found['value'])}"
        return _Slip(index, f"“{found['name']}:”后面缺一个空格", remedy, (index, " "))
    index = start + len(line) - len(line.lstrip())
    remedy = "请写成 项: 内容；如果是上一行没写完的话，请接在上一行后面"
    return _Slip(index, "这一行没有冒号，不知道是哪一项", remedy, (index, "#"))


def _open_bracket(case: _Case) -> _Slip | None:
    if "flow sequence" in case.context:
        opening, closing = "[", "]"
    elif "flow mapping" in case.context:
        opening, closing = "{", "}"
    else:
        return None
    remedy = f"请在末尾补上 {closing}，各项之间用英文逗号加空格隔开；只是文字的，请给整个值加引号"
    return _Slip(case.since, f"从这里开始的 {opening} 没有正确结束", remedy)


def _second_document(case: _Case) -> _Slip | None:
    if "document start" not in case.problem:
        return None
    return _Slip(case.at, "前面的 ... 已经结束了文件，这里却还有内容", "请删去单独成行的 ...")


def _misaligned(case: _Case) -> _Slip | None:
    start = case.lines.start(case.at)
    line = case.lines.content(start)
    stripped = line.lstrip()
    index = start + len(line) - len(stripped)
    if "'-' indicator" in case.problem or "expected <block end>" in case.problem:
        return _Slip(index, "这一行的缩进与所在的列表对不齐", "列表的各项以“- ”开头并左边对齐，项里的各行也要左边对齐")
    if "expected key" not in case.problem:
        return None
    if stripped.startswith(("]", "}")):
        return _Slip(index, f"这里多了一个 {stripped[0]}", "请删去它，或者补上与它配对的另一半")
    if stripped.startswith(":"):
        return _Slip(index, "冒号前面没有项名", "请写成 项: 内容")
    if stripped.startswith("- "):
        return _Slip(index, "这个列表项不在任何一项之下", "请与列表的其他项左边对齐；列表前要先写项名和冒号")
    return _Slip(index, "这一行的缩进与同一层的其他项对不齐", "同一层的各项要左边对齐，用空格缩进")


def _unknown(case: _Case) -> _Slip:
    remedy = "请对照上下行检查冒号、引号、括号和缩进；拿不准时，给整个值加上引号"
    return _Slip(min(case.at, len(case.text)), "从这里起读不懂，不合 YAML 的写法", remedy)


_SLIPS: tuple[Callable[[_Case], _Slip | None], ...] = (
    _directive,
    _escape,
    _open_quote,
    _after_closing,
    _unquoted_start,
    _missing_colon,
    _stray_colon,
    _open_bracket,
    _second_document,
    _misaligned,
    _unknown,
)


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0, end.index if end else 0)


def _quote_whole(found: re.Match[str]) -> str:
    return f"请给整个值加引号：{found['pair'] or '- '}{_quoted(found['value'])}"


def _quoted(value: str) -> str:
    value = value.rstrip()
    return f"'{_short(value)}'" if '"' in value else f'"{_short(value)}"'


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
