"""One edit of a YAML text, guided by the places of its nodes: text in, text out, every other character kept.

New lines follow the file: line ending, dash column, indentation, and the form of the neighbouring list items. What is
replaced as a whole (an empty `[]`, a mapping put over another) is written anew, without the comments inside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.store import yamlnodes, yamltext
from zhenggai.store.lines import Lines
from zhenggai.store.yamlnodes import Entry, Mapping, Node, Scalar, Sequence
from zhenggai.store.yamltext import Indent, Shape, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhenggai.findings import Loc

_BREAK = re.compile(r"\r\n|\n|\r")
_COMMENT_LINE = re.compile(r"(?P<blanks>[ ]*)#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Page(NamedTuple):
    """A text with its nodes, and the style new lines in it follow."""

    text: str
    lines: Lines
    root: Node
    indent: Indent
    newline: str
    shape: Shape

    @classmethod
    def of(cls, text: str, shape: Shape) -> Page:
        """Read a text that is known to be a good file's."""
        lines = Lines.of(text, "")
        root = yamlnodes.read(lines).root
        if root is None:
            raise TypeError("not the text of a readable file")
        return cls.of_nodes(lines, root, shape)

    @classmethod
    def of_nodes(cls, lines: Lines, root: Node, shape: Shape) -> Page:
        """Take a text whose nodes have been read already."""
        text = lines.text
        found = _BREAK.search(text)
        return cls(text, lines, root, _indent_of(root, lines), found[0] if found else "\n", shape)

    def node(self, loc: Loc) -> Node | None:
        """Return the node at `loc`; None where there is none, or nothing written."""
        node = self.root
        for step in loc:
            below = yamlnodes.child(node, step)
            if below is None:
                return None
            node = below[1]
        return None if isinstance(node, Scalar) and node.value is None else node

    def column(self, index: int) -> int:
        """Return how many characters stand before `index` on its line."""
        return index - self.lines.start(index)

    def with_final_break_as(self, text: str) -> str:
        """Let `text` end its last line as this page does."""
        bare = text.removesuffix("\n").removesuffix("\r") if _ends_line(text) else text
        if not _ends_line(self.text):
            return bare
        return text if _ends_line(text) else text + self.newline


def append(page: Page, loc: Loc, item: Value) -> str:
    """Return the text with `item` as the last of the list at `loc`; an empty one stays in its brackets."""
    node = page.node(loc)
    if not isinstance(node, Sequence):
        raise TypeError(f"no list at {loc}")
    if node.flow:
        written = yamltext.inline(item, in_flow=True)
        if not node.items:
            return _inserted(page.text, node.start + 1, written)
        return _inserted(page.text, node.items[-1].end, f", {written}")
    last = node.items[-1]
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    shape = page.shape
    if isinstance(last, Mapping):
        one_line = shape.flow_items | {key} if last.flow else shape.flow_items - {key}
        shape = shape._replace(flow_items=one_line)
    dash = page.column(node.start)
    indent = page.indent._replace(gap=_gap(node, page.lines) or page.indent.gap)
    return _with_lines(page, node.end, dash, yamltext.item_lines(key, (item,), indent, shape))


def put(page: Page, loc: Loc, value: Value, order: Iterable[str]) -> str:
    """Return the text with `value` at `loc`, under a mapping that exists; `order` is for a key that does not."""
    *above, key = loc
    parent = page.node(tuple(above))
    if not isinstance(parent, Mapping) or not isinstance(key, str):
        raise TypeError(f"no mapping above {loc}")
    entry = parent.get(key)
    before = _predecessor(parent, key, tuple(order))
    if parent.flow:
        return _put_in_flow(page, parent, key, value, before)
    if entry is None:
        return _add(page, parent, key, value, before)
    return _replaced(page, entry, value)


def _put_in_flow(page: Page, parent: Mapping, key: str, value: Value, before: Entry | None) -> str:
    text, written, entry = page.text, yamltext.inline(value, in_flow=True), parent.get(key)
    if entry and ":" in text[entry.end : entry.node.start]:
        blank = " " if entry.node.start == entry.node.end else ""
        return text[: entry.node.start] + blank + written + text[entry.node.end :]
    if entry or text[parent.start] != "{":
        # `{a}` and `[a: b]` have no room for it: this one node is written anew, with its braces.
        data = {**yamlnodes.plain(parent), key: value}
        return text[: parent.start] + yamltext.inline(data, in_flow=True) + text[parent.end :]
    pair = f"{yamltext.scalar(key, in_flow=True)}: {written}"
    if not parent.entries:
        return _inserted(text, parent.start + 1, pair)
    if before is None:
        return _inserted(text, parent.entries[0].start, f"{pair}, ")
    return _inserted(text, before.node.end, f", {pair}")


def _add(page: Page, parent: Mapping, key: str, value: Value, before: Entry | None) -> str:
    column = page.column(parent.entries[0].start)
    new = yamltext.entry_lines(key, value, page.indent, page.shape)
    if before is None:
        first = page.lines.start(parent.entries[0].start)
        if not page.text[first : first + column].strip(" "):
            return _inserted(page.text, first, _block(new, column, page.newline))
        before = parent.entries[0]  # it stands behind a dash, which has to stay the item's beginning
    return _with_lines(page, before.node.end, column, new)


def _replaced(page: Page, entry: Entry, value: Value) -> str:
    text, old = page.text, entry.node
    colon = text.index(":", entry.end) + 1
    head, below = yamltext.tail(entry.key, value, page.indent, page.shape)
    if isinstance(old, Scalar) and old.in_block:
        header = _BLOCK_HEADER.match(text, old.start)
        behind = header.end() if header else colon
    elif page.lines.start(old.start) > colon:
        behind = colon
    else:
        behind = old.end
    line_end = _line_end(text, behind)
    first = text[:colon] + head + text[behind:line_end]
    block = _block(below, page.column(entry.start), page.newline)
    if block and not _ends_line(first):
        first += page.newline
    return page.with_final_break_as(first + block + text[max(line_end, _line_end(text, old.end)) :])


def _with_lines(page: Page, end: int, column: int, new: tuple[str, ...]) -> str:
    """Insert lines under the content that ends at `end`, behind the deeper comment lines that belong to it."""
    text = page.text
    index = _line_end(text, end)
    while (comment := _COMMENT_LINE.match(text, index)) and len(comment["blanks"]) > column:
        index = _line_end(text, comment.end())
    before = text[:index]
    if before and not _ends_line(before):
        before += page.newline
    return page.with_final_break_as(before + _block(new, column, page.newline) + text[index:])


def _block(new: tuple[str, ...], column: int, newline: str) -> str:
    return "".join((" " * column + line if line else "") + newline for line in new)


def _predecessor(parent: Mapping, key: str, order: tuple[str, ...]) -> Entry | None:
    """Return the entry a new key comes after: the nearest before it in `order`, or the last where it has no order."""
    if key not in order:
        return parent.entries[-1] if parent.entries else None
    earlier = order[: order.index(key)]
    present = [entry for entry in parent.entries if entry.key in earlier]
    return max(present, key=lambda entry: earlier.index(entry.key), default=None)


def _inserted(text: str, index: int, new: str) -> str:
    return text[:index] + new + text[index:]


def _line_end(text: str, index: int) -> int:
    """Return where the line after the one that ends at `index` begins; content may end with its line break."""
    if index and _ends_line(text[index - 1 : index]):
        return index
    found = _BREAK.search(text, index)
    return found.end() if found else len(text)


def _ends_line(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def _gap(node: Sequence, lines: Lines) -> int:
    """Return the distance from the dash of a list to what follows it; 0 where no item shows it."""
    for item in reversed(node.items):
        start = lines.start(item.start)
        leading = lines.text[start : item.start]
        if leading.rstrip(" ").endswith("-") and leading.endswith(" "):
            return item.start - node.start + lines.start(node.start) - start
    return 0


def _indent_of(root: Node, lines: Lines) -> Indent:
    """Take the indentation from the first mapping and the first list that show one."""
    shown: dict[str, int] = {}
    for part, columns in _indents(root, lines):
        shown.setdefault(part, columns)
        if len(shown) == len(Indent._fields):
            break
    return Indent()._replace(**shown)


def _indents(node: Node, lines: Lines) -> Iterator[tuple[str, int]]:
    """Yield the parts of an `Indent` that block collections show, in the order of the file."""
    if isinstance(node, Scalar) or node.flow:
        return
    if isinstance(node, Sequence):
        if gap := _gap(node, lines):
            yield "gap", gap
        for item in node.items:
            yield from _indents(item, lines)
        return
    for entry in node.entries:
        below = entry.node
        if not isinstance(below, Scalar) and not below.flow:
            key_column, column = (at - lines.start(at) for at in (entry.start, below.start))
            yield ("step" if isinstance(below, Mapping) else "dash"), column - key_column
            yield from _indents(below, lines)
