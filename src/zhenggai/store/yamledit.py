"""Edits of a ledger as values, spliced into its text so that no other byte changes; and whole new files.

Pure: bytes in, bytes out; `disk` writes them. Every result is read again and compared with what was meant.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from zhenggai.errors import BrokenLedger, ZhenggaiError
from zhenggai.store import guards, yamlfile, yamlhouse, yamlnodes, yamlsplice, yamltext
from zhenggai.store.yamlfile import Parsed, Unreadable
from zhenggai.store.yamlpart import part_of
from zhenggai.store.yamlsplice import Page
from zhenggai.store.yamltext import HOUSE_SHAPE, Indent, Shape, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zhenggai.findings import Loc

MODELINE = "# yaml-language-server: $schema="
"""The comment by which editors find the schema of a file."""


_LONGEST_KEY = 128
"""Characters; YAML takes a longer key only behind a question mark, which a ledger does not use."""


class Append(NamedTuple):
    """Add an item at the end of the list at `loc`; a list that is missing is made, with the mappings above it.

    `key_order` holds the keys of the mapping a missing key lands in, in their canonical order: it comes after the
    nearest of its predecessors that is there, or at the end where nothing is known.
    """

    loc: Loc
    item: Value
    key_order: Sequence[str] = ()


class Put(NamedTuple):
    """Set the value at `loc`, whose last step is a key; missing mappings above it are made, `key_order` as above."""

    loc: Loc
    value: Value
    key_order: Sequence[str] = ()


Edit = Append | Put


class Opened(NamedTuple):
    """A file to be edited: its BOM if it has one, its text, and what it says; `page` where it was read by its nodes."""

    bom: bytes
    text: str
    file: str
    shape: Shape
    parsed: Parsed
    page: Page | None = None


class Spliced(NamedTuple):
    """An edited file: its bytes, and what they were found to say when they were read again."""

    raw: bytes
    parsed: Parsed


class SpliceMismatch(Exception):
    """An edited file would not say what was meant: a bug in this module, met before anything was written."""


def splice(raw: bytes, edits: Sequence[Edit], *, shape: Shape = HOUSE_SHAPE) -> bytes:
    """Return the bytes of a file after the edits, made one after the other; every other byte is as it was.

    Raises:
        BrokenLedger: the file is broken already, or would become too large.
        ZhenggaiError, TypeError, SpliceMismatch: as `spliced` does.
    """
    file = opened(raw, "", shape=shape)
    if isinstance(file, Unreadable):
        raise BrokenLedger("文件有错误，没有改动", file.findings, "请先改正上面列出的问题")
    return spliced(file, edits).raw


def opened(raw: bytes, file: str, *, shape: Shape = HOUSE_SHAPE) -> Opened | Unreadable:
    """Read a file, which findings name as `file`, once for what it says and, where need be, for where it stands."""
    text = guards.decoded(raw, file)
    if not isinstance(text, str):
        return Unreadable(text)
    bom = guards.BOM if raw.startswith(guards.BOM) else b""
    data = yamlhouse.read(text)
    if data is not None:
        return Opened(bom, text, file, shape, Parsed(data))
    parsed, places = yamlfile.parse_with_places(raw, file)
    if isinstance(parsed, Unreadable):
        return parsed
    assert places.root is not None  # noqa: S101 - what has been parsed has a root
    return Opened(bom, text, file, shape, parsed, Page.of_nodes(places.lines, places.root, shape))


def spliced(file: Opened, edits: Sequence[Edit]) -> Spliced:
    """Return a file after the edits, made one after the other; every other byte is as it was.

    An edit that changes nothing leaves the text alone. Of a file in the house's layout only the parts around the edits
    are looked at; where that fails, the whole.

    Raises:
        BrokenLedger: the file would become too large.
        ZhenggaiError: a text of the edits may not stand in a ledger.
        TypeError: an edit points at what cannot be there, or holds what cannot be written.
        SpliceMismatch: the result does not say what was meant.
    """
    for edit in edits:
        _refuse_unwritable(yamltext.as_read(_whole(edit)))
    if file.page is None:
        with suppress(TypeError, SpliceMismatch):
            return _all_made(file, edits, _edited_in_part)
    return _all_made(file, edits, _edited_in_whole)


def _all_made(file: Opened, edits: Sequence[Edit], make: Callable[[Opened, Edit], str]) -> Spliced:
    at, meant = file, file.parsed.data
    for edit in edits:
        text = make(at, edit)
        if text != at.text:
            at = at._replace(text=text, page=None)
        meant = _applied(meant, edit.loc, edit)
    after = file.bom + at.text.encode()
    return Spliced(after, _compared(after, meant, file.file))


def _edited_in_part(file: Opened, edit: Edit) -> str:
    part = part_of(file.text, edit.loc)
    if part is None:
        return _edited_in_whole(file, edit)
    page = Page.of(file.text[part.start : part.end], file.shape)
    return file.text[: part.start] + _edited(page, edit._replace(loc=part.loc)) + file.text[part.end :]


def _edited_in_whole(file: Opened, edit: Edit) -> str:
    return _edited(file.page or Page.of(file.text, file.shape), edit)


def render(data: Mapping[str, Value], *, shape: Shape = HOUSE_SHAPE, schema: str = "") -> str:
    """Return a whole file, or the lines of some of its keys, in the house style; `schema` is for editors.

    Raises:
        ZhenggaiError: a text may not stand in a ledger.
        SpliceMismatch: the result does not say what was meant.
    """
    meant = yamltext.as_read(data)
    _refuse_unwritable(meant)
    modeline = (f"{MODELINE}{schema}",) if schema else ()
    lines = (line for key, value in data.items() for line in yamltext.entry_lines(key, value, Indent(), shape))
    text = "".join(f"{line}\n" for line in (*modeline, *lines))
    _compared(text.encode(), meant, "")
    return text


def _edited(page: Page, edit: Edit) -> str:
    edit = _grounded(page, edit)
    if isinstance(edit, Append):
        return yamlsplice.append(page, edit.loc, edit.item)
    present = page.node(edit.loc)
    if present is not None and yamlnodes.plain(present) == yamltext.as_read(edit.value):
        return page.text
    return yamlsplice.put(page, edit.loc, edit.value, edit.key_order)


def _grounded(page: Page, edit: Edit) -> Edit:
    """Return the edit that does the same where everything above it exists: what is missing is put as a whole."""
    for depth in range(1, len(edit.loc) + 1):
        node = page.node(edit.loc[:depth])
        if node is None or (edit.loc[:depth] == edit.loc and _is_empty_list(node) and isinstance(edit.loc[-1], str)):
            return Put(edit.loc[:depth], _nested(edit.loc[depth:], _whole(edit)), edit.key_order)
    return edit


def _is_empty_list(node: yamlnodes.Node) -> bool:
    return isinstance(node, yamlnodes.Sequence) and not node.items


def _whole(edit: Edit) -> Value:
    return (edit.item,) if isinstance(edit, Append) else edit.value


def _nested(steps: Loc, value: Value) -> Value:
    for step in reversed(steps):
        if not isinstance(step, str):
            raise TypeError(f"no item {step} in a list that is not there")
        value = {step: value}
    return value


def _applied(data: Any, loc: Loc, edit: Edit) -> Any:
    """Return the data with the edit made at a loc of it; what is not touched is shared."""
    if not loc:
        return (
            [*(data or ()), yamltext.as_read(edit.item)] if isinstance(edit, Append) else yamltext.as_read(edit.value)
        )
    step, *below = loc
    if isinstance(step, str):
        mapping = data or {}
        return {**mapping, step: _applied(mapping.get(step), tuple(below), edit)}
    return [_applied(item, tuple(below), edit) if at == step else item for at, item in enumerate(data)]


def _refuse_unwritable(data: Any) -> None:
    for text in (*yamltext.texts(data), *yamltext.keys(data)):
        if name := guards.forbidden(text):
            raise ZhenggaiError(f"文字里有看不见的控制字符 {name}，不能写进台账", "请删去它")
        if len(text) > guards.MAX_TEXT:
            raise ZhenggaiError(f"一段文字有 {len(text)} 个字，超过 {guards.MAX_TEXT} 个字", "请拆成几条")
    for key in yamltext.keys(data):
        if not key.strip() or len(key) > _LONGEST_KEY:
            raise ZhenggaiError(f"项名不能是空的，也不能超过 {_LONGEST_KEY} 个字", "请换一个短的名称")


def _compared(raw: bytes, meant: Any, file: str) -> Parsed:
    if len(raw) > guards.MAX_BYTES:
        raise BrokenLedger("写入以后文件会超过 4 MB，没有写入", (), "一个方案一个文件，请把它拆开")
    read = yamlfile.parse(raw, file)
    if isinstance(read, Unreadable) or read.data != meant:
        raise SpliceMismatch("the edited text does not say what was meant")
    return read
