"""One item of the outline seen as a problem: what it says, what follows 整改措施, what stands under other labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import Chapter, chapter_of
from zhenggai.importers.labels import ASKS
from zhenggai.importers.marks import BULLET
from zhenggai.importers.outline import Node
from zhenggai.importers.passage import Passage, joined
from zhenggai.importers.task_stream import Group, Piece, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.clauses import Clause


_OF_TASKS = frozenset({Chapter.TASKS, Chapter.PROBLEMS})


@dataclass(slots=True)
class View:
    """What an item holds; `asks` is the problem, `stream` the measures with the groups between them.

    `items` are numbered parts of the problem that may be problems or measures of their own.
    """

    asks: list[Passage] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    stream: list[Piece] = field(default_factory=list)
    front: list[Group] = field(default_factory=list)
    fields: dict[Term, Passage] = field(default_factory=dict)
    extras: dict[str, Passage] = field(default_factory=dict)
    has_measures: bool = False

    @property
    def shared(self) -> Group:
        """Everything under labels that concerns the whole item."""
        fields = {term: text for group in self.front for term, text in group.fields.items()}
        extras = {name: text for group in self.front for name, text in group.extras.items()}
        return Group({**fields, **self.fields}, {**extras, **self.extras}, grouped=False)


def view(node: Node) -> View:
    """See an item as a problem."""
    seen = View()
    if node.clause and node.clause.text:
        seen.asks.append(node.clause.text)
    _read(node.content, seen)
    return seen


def _read(content: Sequence[Clause | Node], seen: View) -> None:
    for part in content:
        if not isinstance(part, Node):
            if seen.has_measures:
                seen.stream.append(Words(part.whole, part.opens))
            else:
                seen.asks.append(part.whole)
        elif part.clause and part.clause.label:
            _read_label(part, seen)
        elif chapter_of(part) in _OF_TASKS and part.labelled:
            _read(part.content, seen)
        elif chapter_of(part) is Chapter.RESULTS:
            _keep(seen, Term.PROGRESS, "", joined(_below(part.content), "\n"))
        elif seen.has_measures:
            seen.stream += item_flow(part)
        else:
            seen.items.append(part)


def _read_label(node: Node, seen: View) -> None:
    clause = node.clause
    label = clause.label if clause else None
    if clause is None or label is None or label.contact:
        return
    if label.term in ASKS:
        seen.asks.append(clause.text)
        _read(node.content, seen)
    elif label.term is Term.MEASURES:
        seen.has_measures = True
        if clause.text:
            seen.stream.append(Words(clause.text))
        for part in node.content:
            seen.stream += item_flow(part) if isinstance(part, Node) else [Words(part.whole, part.opens)]
    elif label.is_small:
        if seen.has_measures:
            seen.stream.append(group_of(node))
        else:
            seen.front.append(group_of(node))
    else:
        _keep(seen, label.term, label.name, flat(node))


def _keep(seen: View, term: Term | None, name: str, text: Passage) -> None:
    if not text:
        return
    if term is None:
        seen.extras[name] = joined((seen.extras.get(name, Passage()), text), "\n")
    else:
        seen.fields[term] = joined((seen.fields.get(term, Passage()), text), "\n")


def group_of(node: Node) -> Group:
    """Return a short label as a group of one."""
    clause = node.clause
    label = clause.label if clause else None
    if clause is None or label is None or not clause.text:
        return Group({}, {}, grouped=True)
    if label.term is None:
        return Group({}, {label.name: clause.text}, clause.grouped)
    return Group({label.term: clause.text}, {}, clause.grouped)


def item_flow(node: Node) -> Iterator[Piece]:
    """Yield an item of a list of measures as a stream; one with a bullet is a measure by itself, as no number says."""
    clause = node.clause
    is_bullet = clause is not None and clause.mark is not None and clause.mark.style == BULLET
    for piece in flow(node):
        is_own = is_bullet and clause is not None and isinstance(piece, Words) and piece.text == clause.whole
        yield Words(clause.text, clause.opens, is_item=True) if is_own and clause else piece


def flow(node: Node) -> Iterator[Piece]:
    """Yield a node and what is under it as one stream, with the marks left in the text."""
    clause = node.clause
    if clause and clause.label and clause.label.is_small:
        if not clause.label.contact:
            yield group_of(node)
    elif clause and clause.whole:
        yield Words(clause.whole, clause.opens)
    for part in node.content:
        if isinstance(part, Node):
            yield from flow(part)
        else:
            yield Words(part.whole, part.opens)


def flat(node: Node) -> Passage:
    """Return all the text of a node, its own mark and label aside, a paragraph a line."""
    texts = [node.clause.text] if node.clause else []
    return joined([*texts, *_below(node.content)], "\n")


def _below(content: Sequence[Clause | Node]) -> Iterator[Passage]:
    for part in content:
        if not isinstance(part, Node):
            yield part.whole
        elif part.clause and not (part.clause.label and part.clause.label.contact):
            yield part.clause.whole
            yield from _below(part.content)
