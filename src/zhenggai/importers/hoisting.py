"""Labels behind the last item of a list moved to the item they are meant for, where only the last one has any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import chapter_of, heading_of
from zhenggai.importers.labels import ASKS
from zhenggai.importers.outline import Node

if TYPE_CHECKING:
    from zhenggai.importers.clauses import Clause


def hoisted(node: Node) -> Node:
    """Return the outline with such labels moved: `1.… 2.… 整改措施：…` below a problem are measures for 1 and 2."""
    content: list[Clause | Node] = []
    for part in node.content:
        if not isinstance(part, Node):
            content.append(part)
            continue
        inner = _without_heading_label(hoisted(part))
        if _only_announces(inner) and inner.clause:
            content += [replace(inner.clause, label=None, text=inner.clause.named), *inner.content]
        elif inner.term in ASKS and (split := _split(inner)):
            content += [split[0], *split[1]]
        else:
            content.append(inner)
    whole = replace(node, content=tuple(content))
    if _may_own(whole) and (split := _split(whole)):
        kept, moved = split
        return replace(kept, content=(*kept.content, *moved))
    return whole


def _only_announces(node: Node) -> bool:
    """Say whether a label ends a sentence that announces a plan (制定如下整改计划：) whose items have labels."""
    clause = node.clause
    if clause is None or clause.label is None or clause.text or clause.mark or node.term is not Term.MEASURES:
        return False
    measured = [item for item in node.items if any(below.term is Term.MEASURES for below in item.walk())]
    return len(measured) > 1


def _without_heading_label(node: Node) -> Node:
    """Return a label that only heads a chapter (整改措施, with problems and their measures below) as a plain item."""
    clause = node.clause
    if clause is None or clause.label is None or clause.text or not clause.mark:
        return node
    if not any(below.term is Term.MEASURES for item in node.items for below in item.walk()):
        return node
    return replace(node, clause=replace(clause, label=None, text=clause.named.strip()))


def _may_own(node: Node) -> bool:
    """Say whether labels can be meant for this item as a whole: it is a problem, no chapter and no category."""
    if node.clause is None or node.clause.label is not None:
        return False
    return chapter_of(node) is None and not heading_of(node).endswith("方面")


def _split(node: Node) -> tuple[Node, tuple[Clause | Node, ...]] | None:
    """Return the node without the labels of its last item, and those; None where earlier items have labels too."""
    items = node.items
    if len(items) < 2 or node.content[-1] is not items[-1]:
        return None
    last = items[-1]
    if not last.labelled or any(one.labelled or any(below.labelled for below in one.walk()) for one in items[:-1]):
        return None
    first = next(position for position, part in enumerate(last.content) if part in last.labelled)
    kept = replace(last, content=last.content[:first])
    return replace(node, content=(*node.content[:-1], kept)), last.content[first:]
