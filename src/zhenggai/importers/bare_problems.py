"""Problems of a chapter that only lists them: what is to be done, by whom and by when is nowhere said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import Chapter, chapter_of, heading_of
from zhenggai.importers.found import Found
from zhenggai.importers.raw import RawTask
from zhenggai.importers.task_stream import Words
from zhenggai.importers.views import flow, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.outline import Node


def bare_problems(root: Node) -> tuple[Found, ...]:
    """Return the items of chapters that list problems, where nothing says what is to be done about them."""
    return tuple(
        found
        for node in root.walk()
        if node.items and (chapter_of(node) is Chapter.PROBLEMS or node.term is Term.ISSUE)
        for found in _listed(node, ())
    )


def _listed(node: Node, path: tuple[Node, ...]) -> Iterator[Found]:
    """Yield the problems of a list: its items, or what they hold where they are only categories."""
    for item in node.items:
        inner = [one for one in item.items if one.clause and len(one.clause.text) >= 6]
        if inner and (heading_of(item).endswith(("方面", "问题")) or not item.clause or len(item.clause.text) <= 30):
            for one in inner:
                yield _bare(one, (*path, item))
        elif item.clause and len(item.clause.text) >= 6:
            yield _bare(item, path)


def _bare(node: Node, path: tuple[Node, ...]) -> Found:
    seen = view(node)
    for item in seen.items:
        seen.asks += [piece.text for piece in flow(item) if isinstance(piece, Words)]
    mark = node.clause.mark if node.clause else None
    task = RawTask(fields=seen.shared.fields, extras=seen.shared.extras)
    return Found(path, mark.number if mark else None, tuple(seen.asks), (task,), mark.style if mark else "")
