"""The tree of a YAML text with the place of every key and value, and everything in it that a ledger may not use.

Read when a place is needed: for an error, for an edit. The plain data of a good file come from `yamlfile` alone.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from zhenggai.findings import Finding
from zhenggai.store import guards
from zhenggai.store.yamlevents import MAX_DEPTH, MERGE_KEY, open_events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhenggai.store.lines import Lines

_TOKEN = re.compile(r"\S[^\s,\[\]{}]*")
_EXPLICIT_KEY = re.compile(r"(?m)(?:^|[{\[,])[ \t]*(?:-[ \t]+)*(?P<mark>\?)\s+\Z")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Scalar(NamedTuple):
    """A text, from `start` to `end` (indices into the file's text, quotes included).

    `value` is None where nothing is written; `style` is the quote or block indicator, empty for a plain scalar.
    """

    start: int
    end: int
    value: str | None
    style: str

    @property
    def in_block(self) -> bool:
        """Say whether the text follows on lines of its own, as after `|`."""
        return self.style in {"|", ">"}


class Entry(NamedTuple):
    """A key of a mapping (from `start` to `end`) and its value."""

    key: str
    start: int
    end: int
    node: Node


class Mapping(NamedTuple):
    """A mapping; `flow` where it is written in braces (or is a single pair inside brackets)."""

    start: int
    end: int
    flow: bool
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Entry | None:
        """Return the entry of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)


class Sequence(NamedTuple):
    """A list; `flow` where it is written in brackets."""

    start: int
    end: int
    flow: bool
    items: tuple[Node, ...]


Node = Scalar | Mapping | Sequence


class Tree(NamedTuple):
    """The root of a text and what is wrong with it; `root` is None where reading stopped short of the end.

    `folds` says that some text, not in a block, is written over several lines.
    """

    root: Node | None
    findings: tuple[Finding, ...]
    folds: bool

    def scalars(self) -> Iterator[Scalar]:
        """Yield every scalar value, in the order of the file."""
        if self.root is not None:
            yield from _scalars(self.root)


def read(lines: Lines) -> Tree:
    """Read a text as far as it is YAML and not nested too deep."""
    reader = _Reader(lines)
    root: Node | None = None
    with suppress(yaml.MarkedYAMLError, _TooDeepError):
        root = reader.document()
    return Tree(root, tuple(reader.findings), reader.folds)


def plain(node: Node) -> Any:
    """Return the node's data: dicts, lists, texts, and None where nothing is written."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.node) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def child(node: Node, step: str | int) -> tuple[int, Node] | None:
    """Return what stands at a key or list position: where its key (or the item) begins, and the node."""
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.get(step)
        return (entry.start, entry.node) if entry else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step].start, node.items[step]
    return None


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        children = node.items if isinstance(node, Sequence) else (entry.node for entry in node.entries)
        for child in children:
            yield from _scalars(child)


class _TooDeepError(Exception):
    """Reading went on far enough; the finding is noted."""


class _Reader:
    """One reading of one text: the events taken so far and the findings met on the way."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._next: Callable[[], yaml.Event] = open_events(lines.text)
        self._has_question_marks = "?" in lines.text
        self._path: list[str | int] = []  # of the node being read
        self.findings: list[Finding] = []
        self.folds = False

    def document(self) -> Node:
        self._next()
        start = self._next()
        if not isinstance(start, yaml.DocumentStartEvent):
            return Scalar(0, 0, None, "")  # what was there has been painted over as a mistake
        if start.version or start.tags:
            self._note("directive", "台账里不用以 % 开头的 YAML 指令", "请删去这一行", _start(start))
        event = self._next()
        if not isinstance(event, yaml.MappingStartEvent):
            message = f"文件的最外层应当是“项: 内容”，这里是{_shape(event)}"
            self._note("top_level", message, "请每项一行，写成 项: 内容，用英文冒号加一个空格", _start(event))
        root = self._node(event, 1)
        self._next()
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                remedy = "一个文件只写一个方案，请删去 ---，或者把后面的内容存成另一个文件"
                self._note("documents", "文件里有第二个 YAML 文档，从这个 --- 开始", remedy, _start(event))
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            remedy = "请把被引用的内容照写一遍；如果 * 是文字的一部分，请给整个值加引号"
            self._note("alias", f"台账里不用 YAML 引用“{self._token(event)}”", remedy, _start(event))
            return Scalar(_start(event), _end(event), "", "")
        self._refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > MAX_DEPTH:
            message, remedy = f"这里嵌套超过 {MAX_DEPTH} 层", "台账用不到这么多层，请检查缩进和括号"
            self._note("depth", message, remedy, _start(event))
            raise _TooDeepError
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        assert isinstance(event, yaml.SequenceStartEvent)  # noqa: S101 - the five kinds of node YAML has
        return self._sequence(event, depth)

    def _mapping(self, opening: yaml.MappingStartEvent, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, depth)
            self._path.append(key)
            node = self._node(self._next(), depth + 1)
            self._path.pop()
            self._refuse_glued_key(key, node, opening, event)
            if key in entries:
                line = self._lines.place(entries[key].start).line
                message, remedy = f"“{key}”重复，第 {line} 行已经写过", "请删去其中一处，或者把内容并到一处"
                self._note("duplicate_key", message, remedy, _start(event), key)
            else:
                entries[key] = Entry(key, _start(event), _end(event), node)
        found = tuple(entries.values())
        flow = bool(opening.flow_style)
        return Mapping(_start(opening), _end(event) if flow else found[-1].node.end, flow, found)

    def _sequence(self, opening: yaml.SequenceStartEvent, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            self._path.append(len(items))
            items.append(self._node(event, depth + 1))
            self._path.pop()
        flow = bool(opening.flow_style)
        return Sequence(_start(opening), _end(event) if flow else items[-1].end, flow, tuple(items))

    def _scalar(self, event: yaml.ScalarEvent, key: str | None = None) -> Scalar:
        start, end, style = _start(event), _end(event), event.style or ""
        if len(event.value) > guards.MAX_TEXT:
            path = self._path if key is None else (*self._path, key)
            name = next((f"“{step}”" for step in reversed(path) if isinstance(step, str)), "")
            message = f"{name}有 {len(event.value)} 个字，超过 {guards.MAX_TEXT} 个字"
            self._note("length", message, "Excel 一格放不下，请拆成几条", start, key)
        if style == '"' and (control := guards.forbidden(event.value)):
            self._note("control", f"引号里用转义写了控制字符 {control}", "请删去这个转义", start, key)
        if event.implicit[0] and not event.value:
            return Scalar(start, start, None, "")
        if style in {"|", ">"}:
            return Scalar(start, self._end_of_block(start, end), event.value, style)
        self.folds = self.folds or event.start_mark.line != event.end_mark.line  # type: ignore[union-attr]  # see _start
        return Scalar(start, end, event.value, style)

    def _end_of_block(self, start: int, end: int) -> int:
        text = self._lines.text
        header = _BLOCK_HEADER.match(text, start)
        keeps_blank_lines = header is not None and "+" in header[0]
        return end if keeps_blank_lines else start + len(text[start:end].rstrip())

    def _key(self, event: yaml.Event, depth: int) -> str:
        start = _start(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._note("key", "这里的项名不是一个词", "项名不能是列表或者花括号，请写成 项: 内容", start)
            self._node(event, depth + 1)
            return ""
        self._refuse_properties(event)
        if event.value == MERGE_KEY and event.implicit[0]:
            message, remedy = "台账里不用 YAML 合并键“<<”", "请把要合并的内容照写一遍"
            self._note("merge_key", message, remedy, start)
        elif not event.value.strip():
            self._note("key", "冒号前面没有项名", "请写成 项: 内容", start)
        elif (mark := self._explicit_mark(start)) is not None:
            remedy = f"请删去问号，写成 {event.value}: 内容"
            self._note("key", "台账里不用以问号开头的项名", remedy, mark)
        elif event.style or len(event.value) > guards.MAX_TEXT:  # the only ways in which a key can be wrong as a text
            self._scalar(event, event.value)
        return event.value

    def _explicit_mark(self, start: int) -> int | None:
        """Return where the question mark stands that makes the key at `start` an explicit one."""
        if not self._has_question_marks:
            return None
        lines, line = self._lines, self._lines.start(start)
        found = _EXPLICIT_KEY.search(lines.text, lines.start(max(0, line - 1)), start)
        if found is None:
            return None
        # A key stands to the right of its mark; a question mark that ends the value above does not.
        mark = found.start("mark")
        return mark if mark - lines.start(mark) < start - line else None

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is None and event.tag is None:
            return
        token = self._token(event)
        if event.anchor is not None:
            remedy = "请删去它，内容在各处照写；如果 & 是文字的一部分，请给整个值加引号"
            self._note("anchor", f"台账里不用 YAML 锚点“{token}”", remedy, _start(event))
        if event.tag is not None:
            remedy = "请删去它，内容一律当文字读；如果 ! 是文字的一部分，请给整个值加引号"
            self._note("tag", f"台账里不用 YAML 标签“{token}”", remedy, _start(event))

    def _refuse_glued_key(self, key: str, node: Node, opening: yaml.MappingStartEvent, event: yaml.Event) -> None:
        if not opening.flow_style or not isinstance(node, Scalar) or node.value is not None:
            return
        if glued := re.search("[:：]", key):
            name, value = key[: glued.start()], key[glued.end() :]
            message = f"花括号里“{key}”被整个当成了项名"
            self._note("glued_colon", message, f"请用英文冒号加空格：{name}: {value}", _start(event))

    def _token(self, event: yaml.Event) -> str:
        token = _TOKEN.match(self._lines.text, _start(event))
        return token[0] if token else ""

    def _note(self, rule: str, message: str, remedy: str, index: int, key: str | None = None) -> None:
        """Put down what is wrong at an index, with the node being read, or the key under it, as its loc."""
        loc = tuple(self._path) if key is None else (*self._path, key)
        self.findings.append(Finding(rule, message, remedy, loc, place=self._lines.place(index)))


def _start(event: Any) -> int:
    return event.start_mark.index  # type: ignore[no-any-return]  # every event of a parser has its marks


def _end(event: Any) -> int:
    return event.end_mark.index  # type: ignore[no-any-return]  # the same


def _shape(event: yaml.Event) -> str:
    return "列表" if isinstance(event, yaml.SequenceStartEvent) else "一段文字"
