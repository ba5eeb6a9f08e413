"""What stands around the tasks of a plan: guidance before them, requirements behind, and what belongs to neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Aside
from zhenggai.importers.chapters import Chapter, chapter_of
from zhenggai.importers.marks import HEADING
from zhenggai.importers.outline import Node
from zhenggai.importers.parallel import heads_a_list
from zhenggai.importers.passage import Passage, joined
from zhenggai.importers.task_stream import split_passage
from zhenggai.importers.views import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.clauses import Clause

_NOTE = re.compile(r"(?:注|备注|说明|填[报表](?:单位|日期|说明|人)|审核人|制表人?|检查(?:日期|时间)|报告时间)\s*[：:]")
_BEFORE = frozenset({Chapter.GUIDANCE, Chapter.BACKGROUND})
_NOWHERE = {
    Chapter.RESULTS: "工作情况，不是整改任务",
    Chapter.PROBLEMS: "问题的叙述，没有读成问题",
    Chapter.MEASURES: "没有对上问题的措施",
    Chapter.TASKS: "没有读成整改任务的内容",
}


@dataclass(slots=True)
class Surroundings:
    """Guidance and requirements point by point, headings that only frame them, and what was left out."""

    guidance: list[Passage] = field(default_factory=list)
    requirements: list[Passage] = field(default_factory=list)
    frame: list[Passage] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def read_surroundings(root: Node, in_tasks: set[int]) -> Surroundings:
    """Sort what is not in the tasks; `in_tasks` are the origins of all that is."""
    found = Surroundings()
    _read(root, in_tasks, found, seen=False)
    return found


def _read(node: Node, in_tasks: set[int], found: Surroundings, *, seen: bool) -> bool:
    """Read what stands directly under a node that only holds chapters; returns whether tasks were met."""
    for part in node.content:
        if not isinstance(part, Node):
            if _NOTE.match(part.text.text):
                found.asides.append(Aside(part.whole, "台账以外的说明"))
            else:
                (found.requirements if seen else found.guidance).append(part.whole)
            continue
        if part.clause and part.clause.label and (part.clause.label.contact or part.clause.label.is_small):
            continue
        if not _holds(part, in_tasks):
            _sort(part, found, seen=seen)
            continue
        if part.clause and part.clause.mark and part.clause.mark.style.startswith(HEADING):
            found.frame.append(part.clause.whole)
            _read(part, in_tasks, found, seen=seen)
        else:
            _read_around(part, in_tasks, found)
        seen = True
    return seen


def _holds(node: Node, in_tasks: set[int]) -> bool:
    return any(not in_tasks.isdisjoint(one.origin) for one in node.texts())


def _read_around(node: Node, in_tasks: set[int], found: Surroundings) -> None:
    """Take the words with which a chapter of tasks opens and closes."""
    if node.clause and (chapter_of(node) or heads_a_list(node)):
        found.frame.append(node.clause.whole)
    met = False
    for part in node.content:
        if isinstance(part, Node):
            met = met or _holds(part, in_tasks)
        elif in_tasks.isdisjoint(part.text.origin) and chapter_of(node):
            (found.requirements if met else found.guidance).append(part.whole)


def _sort(node: Node, found: Surroundings, *, seen: bool) -> None:
    chapter = chapter_of(node) if node.clause and not node.clause.label else None
    if node.term is Term.GOAL and not seen:
        found.guidance.append(flat(node))
    elif chapter in _BEFORE or (chapter is None and not seen and not node.term):
        found.guidance += _whole(node)
        if node.clause:
            found.frame.append(node.clause.whole)
    elif chapter is Chapter.REQUIREMENTS or (chapter is None and not node.term):
        found.requirements += _points(node)
        if node.clause and chapter:
            found.frame.append(node.clause.whole)
    else:
        reason = _NOWHERE.get(chapter) if chapter else _NOWHERE[Chapter.TASKS]
        found.asides += [Aside(text, reason or "") for text in node.texts()]


def _whole(node: Node) -> Sequence[Passage]:
    """Return a chapter of guidance with its heading left to the frame where it is a heading only."""
    text = node.clause.text if node.clause else Passage()
    below = joined([_marked(part) for part in node.content], "\n")
    return [one for one in (text if len(text) > 30 else Passage(), below) if one]


def _marked(part: Clause | Node) -> Passage:
    if isinstance(part, Node):
        if part.clause and part.clause.label and part.clause.label.contact:
            return Passage()
        lead = part.clause.lead if part.clause else Passage()
        return lead + flat(part)
    return part.whole


def _points(node: Node) -> Iterator[Passage]:
    """Yield the requirements of a chapter, a point each."""
    if node.clause and chapter_of(node) is None:
        yield flat(node)
        return
    loose: list[Passage] = []
    for part in node.content:
        if not isinstance(part, Node):
            loose.append(part.whole)
        elif not part.clause or not part.clause.label:
            yield from split_passage(joined(loose, "\n"))
            loose = []
            yield flat(part)
    yield from split_passage(joined(loose, "\n"))
