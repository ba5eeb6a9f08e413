"""Problems of a chapter that only lists them: what is to be done, by whom and by when is nowhere said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import Chapter, chapter_of, heading_of
from zhenggai.importers.clauses import Clause
from zhenggai.importers.division import prescribes
from zhenggai.importers.found import Found
from zhenggai.importers.marks import SPOKEN, take_mark
from zhenggai.importers.outline import Node
from zhenggai.importers.parallel import number_of
from zhenggai.importers.prose import units_before_colon
from zhenggai.importers.raw import RawTask
from zhenggai.importers.task_stream import UNIT_TERMS, Words
from zhenggai.importers.views import flow, view

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANNOUNCES = re.compile(
    r"(?:存在|发现|查出|检查出|反馈|梳理出)[^。]{0,20}(?:以下|如下|下列)[^。：:]{0,24}(?:问题|隐患|不足|情况|行为|缺陷|不符合项)\s*[。：:]?\s*$"
    r"|(?:问题|隐患)[^。：:]{0,12}如下\s*[。：:]?\s*$|存在的?(?:主要|突出)?(?:问题|隐患|不足)\s*[：:]\s*$"
)
"""How a paragraph ends behind which problems are listed: 现将发现的问题通报如下："""
_NO_PROBLEMS = frozenset(
    {Chapter.GUIDANCE, Chapter.BACKGROUND, Chapter.REQUIREMENTS, Chapter.RESULTS, Chapter.MEASURES}
)
_SHORTEST = 6
"""Characters of an item that says by itself what is wrong."""
_FEWEST = 2


def bare_problems(root: Node, before: str = "", *, listed: bool = False) -> tuple[Found, ...]:
    """Return the items of chapters that list problems, where nothing says what is to be done about them.

    `before` is the paragraph above the outline: one that announces problems makes a list of what follows it, as a title
    does (`listed`).
    """
    if numbered := _numbered(root):
        return numbered
    announced = listed or any(_ANNOUNCES.search(text) for text in (before, _last_words_before_items(root)))
    lists = list(_outermost_lists(root))
    if not lists and announced:
        found = tuple(_listed(root, ()))
        prescribed = sum(any(prescribes(ask.text) for ask in one.asks) for one in found)
        # 现就有关问题通知如下： announces what is to be done.
        return found if prescribed * 3 <= len(found) else ()
    return tuple(found for node in lists for found in (*_listed(node, ()), *_spoken(node)))


def _outermost_lists(node: Node) -> Iterator[Node]:
    for one in node.nodes:
        if _lists_problems(one):
            yield one
        else:
            yield from _outermost_lists(one)


def _lists_problems(node: Node) -> bool:
    if node.term is Term.ISSUE or (node.clause is not None and chapter_of(node) is Chapter.PROBLEMS):
        return True
    return len(node.items) >= _FEWEST and _ANNOUNCES.search(_last_words_before_items(node)) is not None


def _last_words_before_items(root: Node) -> str:
    """Return the plain paragraph right above the first item."""
    first = next((at for at, part in enumerate(root.content) if isinstance(part, Node) and part.is_item), 0)
    above = root.content[first - 1] if first else None
    return above.text.text if isinstance(above, Clause) else ""


def _numbered(root: Node) -> tuple[Found, ...]:
    """Return problems under labels that count them, wherever they stand: 问题1：… 问题2：…"""
    found = [
        _bare(one, tuple(above for above in path if above.clause and not above.clause.label and not chapter_of(above)))
        for one, path in _with_path(root, ())
        if one.term is Term.ISSUE and one.clause and one.clause.label and one.clause.label.number and one.clause.text
    ]
    return tuple(found) if len(found) >= _FEWEST else ()


def _with_path(node: Node, path: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for one in node.nodes:
        yield one, path
        yield from _with_path(one, (*path, one))


def _listed(node: Node, path: tuple[Node, ...]) -> Iterator[Found]:
    """Yield the problems of a list: its items, or what they hold where they are only categories."""
    for item in node.items:
        if chapter_of(item) in _NO_PROBLEMS:
            continue
        inner = [one for one in item.items if one.clause and len(one.clause.text) >= _SHORTEST]
        if inner and (heading_of(item).endswith(("方面", "问题")) or not item.clause or len(item.clause.text) <= 30):
            for one in inner:
                yield _bare(one, (*path, item))
        elif item.clause and (len(item.clause.text) >= _SHORTEST or item.content):
            yield _bare(item, path)


def _spoken(node: Node) -> Iterator[Found]:
    """Yield the paragraphs 一是… 二是… below a heading that lists problems and has no items."""
    if node.items:
        return
    marked = [(part, take_mark(part.text.text)) for part in node.content if isinstance(part, Clause)]
    points = [(part, mark) for part, mark in marked if mark and mark.style == SPOKEN and mark.number]
    if len(points) < _FEWEST or [mark.number for _part, mark in points] != list(range(1, len(points) + 1)):
        return
    for part, mark in points:
        yield Found((), mark.number, (part.text.cut(mark.length),), (RawTask(),), SPOKEN)


def _bare(node: Node, path: tuple[Node, ...]) -> Found:
    seen = view(node)
    for item in seen.items:
        seen.asks += [piece.text for piece in flow(item) if isinstance(piece, Words)]
    if seen.asks and not UNIT_TERMS & set(seen.shared.fields) and (addressed := units_before_colon(seen.asks[0])):
        seen.fields[Term.UNITS], seen.asks[0] = addressed
    mark = node.clause.mark if node.clause else None
    task = RawTask(fields={**seen.shared.fields}, extras=seen.shared.extras)
    return Found(path, number_of(node), tuple(seen.asks), (task,), mark.style if mark else "")
