"""Two lists read as one: 问题 1…n, then 措施 1…n, paired by their numbers, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import Chapter, chapter_of, heading_of
from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.labels import ASKS
from zhenggai.importers.marks import SPOKEN, take_mark
from zhenggai.importers.outline import Node
from zhenggai.importers.passage import joined
from zhenggai.importers.task_stream import NO_GROUP, Words, merged, split_passage, tasks_of
from zhenggai.importers.third_lists import answer_each_other, is_demands, who_by_number
from zhenggai.importers.views import flow, view

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawTask
    from zhenggai.importers.task_stream import Group, Piece

_ENOUGH = 0.6
"""The share of problems that must find a measure of their number, or the lists are no pair."""

_FEWEST = 2
_FOR_A_PROBLEM = re.compile(r"(?:针对|关于|对于|对).{2,60}(?:问题|情况|意见)(?:的?(?:整改|措施|整改措施))?")
_PROBLEMS = re.compile(r".{0,10}(?:问题|隐患|不足|短板|弱项|差距|薄弱环节|缺陷)(?:清单|台账|情况)?")
_MEASURES = re.compile(
    r"(?!保障).{0,8}(?:措施|举措|对策|办法)(?:和.{2,4}|及.{2,4})?(?:清单|台账)?|(?:整改)?任务(?:清单|台账)|整改方案"
)
"""What two lists may be called that are paired: where the one stands beside the other the words need not be known."""
_LONGEST_FRAME = 24
"""Characters the heading of a group of problems has at most; a longer one is a problem itself."""

Key = tuple[int | None, ...]
_Keyed = tuple[Key, "Node", "tuple[Node, ...]"]
"""An item under the numbers that lead to it, and the items it stands under."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem of the one list with the tasks that the other list gives it."""

    number: int | None
    asks: tuple[Passage, ...]
    tasks: tuple[RawTask, ...]
    style: str
    path: tuple[Node, ...]
    doubts: tuple[Doubt, ...]


def pair(node: Node, issued: date | None) -> tuple[Pair, ...]:
    """Pair the problems and the measures listed directly under a node; empty where there are no two such lists.

    Items are paired by the numbers that lead to them, or by their own alone, where these go on over all groups.
    """
    asking, acting = _lists(node, _is_problems), _lists(node, _is_measures)
    is_demanded = bool(asking) and not acting and bool(acting := _demands(node, asking))
    if not asking and not acting:
        return tuple(_spoken_pairs(node, issued))
    who = who_by_number(node)
    for shortened_key in (_whole_key, _last_number):
        problems = [(shortened_key(key), one, frames) for key, one, frames in _keyed(asking)]
        keys = {key for key, _one, _frames in problems}
        # Measures are opened up only as far as the problems are.
        measures = {shortened_key(key): one for key, one, _frames in _keyed(acting, keep=keys)}
        most = max(len(problems), len(measures))
        are_lists = len(keys) == len(problems) and min(len(problems), len(measures)) >= _FEWEST
        if _each_counts_to_its_own_end(keys, measures):
            continue
        if are_lists and len(keys & measures.keys()) >= _ENOUGH * most:
            found = tuple(_pairs(problems, measures, who, issued))
            return tuple(map(_as_demanded, found)) if is_demanded else found
    return ()


def _demands(node: Node, asking: Sequence[Node]) -> list[Node]:
    """Return the items of a list of demands, where they answer the problems one by one."""
    for one in node.nodes:
        if is_demands(one) and answer_each_other(list(map(_first_words, asking)), list(map(_first_words, one.items))):
            return list(one.items)
    return []


def _first_words(node: Node) -> str:
    return node.clause.text.text if node.clause else ""


def _as_demanded(found: Pair) -> Pair:
    """Doubt a pair of a problem and a demand, which no heading says belong together."""
    if not found.asks or not any(task.measures for task in found.tasks):
        return found
    words = found.asks[0].cut(0, 24)
    message = f"“{shortened(words.text)}”的整改措施取自同号的整改要求，请核对是不是对应"
    return replace(found, doubts=(*found.doubts, Doubt(Kind.STRUCTURE, message, words.at, (quote(words),))))


def _each_counts_to_its_own_end(problems: Collection[Key], measures: Collection[Key]) -> bool:
    """Say whether both lists count without a gap and end at different numbers: then they are general measures."""
    counted = [sorted(key[-1] or 0 for key in keys) for keys in (problems, measures)]
    return len(problems) != len(measures) and all(numbers == list(range(1, len(numbers) + 1)) for numbers in counted)


def _whole_key(key: Key) -> Key:
    return key


def _last_number(key: Key) -> Key:
    return key[-1:]


def heads_a_list(node: Node) -> bool:
    """Say whether a heading says of what is below that it is a list of problems or of measures, and nothing more."""
    return bool(node.items) and (_is_problems(node) or _is_measures(node))


def repeats_a_problem(node: Node) -> bool:
    """Say whether the heading of measures only says which problem they are for: 针对“未批先建”问题."""
    return bool(node.clause and node.content and _FOR_A_PROBLEM.fullmatch(node.clause.text.text.strip("。：: ")))


def _spoken_pairs(node: Node, issued: date | None) -> Iterator[Pair]:
    """Yield the pairs of two lists that run in the text (一是… 二是…), where both have the same number of points.

    The measures may stand under the problems, as a label behind a label does.
    """
    asking = next((one for one in node.nodes if _is_problems(one)), None)
    acting = [one for one in (*node.nodes, *(asking.nodes if asking else ())) if _is_measures(one)]
    if asking is None or len(acting) != 1:
        return
    problems, measures = _spoken_points(asking), _spoken_points(acting[0])
    if len(problems) != len(measures) or len(problems) < _FEWEST:
        return
    for number, (problem, measure) in enumerate(zip(problems, measures, strict=True), 1):
        yield Pair(number, (problem,), tasks_of([Words(measure)], NO_GROUP, issued), SPOKEN, (), ())


def _spoken_points(node: Node) -> tuple[Passage, ...]:
    """Return the points of what stands directly under a heading or label, where that is such a list from its start."""
    parts = [node.clause.text] if node.clause and node.clause.label else []
    parts += [part.whole for part in node.content if not isinstance(part, Node)]
    text = joined(parts, "\n")
    mark = take_mark(text.text)
    return split_passage(text) if mark and mark.style == SPOKEN and mark.number == 1 else ()


def _pairs(
    problems: Sequence[_Keyed], measures: dict[Key, Node], who: Mapping[int, Group], issued: date | None
) -> Iterator[Pair]:
    for key, problem, frames in problems:
        seen = view(problem)
        asks = [*seen.asks, *(piece.text for item in seen.items for piece in flow(item) if isinstance(piece, Words))]
        mark = problem.clause.mark if problem.clause else None
        number = number_of(problem)
        measure = measures.get(key)
        stream = [*(list(flow(measure)) if measure else []), *seen.stream]
        doubts = () if measure else (_unmatched(asks, number),)
        yield Pair(
            number,
            tuple(asks),
            tasks_of(_without_own_mark(stream, measure), merged((seen.shared, who.get(number or 0, NO_GROUP))), issued),
            mark.style if mark else "",
            frames,
            doubts,
        )


def _without_own_mark(stream: list[Piece], measure: Node | None) -> list[Piece]:
    """Return the stream of a measure without the number it is paired by, or the heading that repeats the problem."""
    if measure and measure.clause and stream and isinstance(stream[0], Words):
        if measure.content and repeats_a_problem(measure):
            return stream[1:]
        return [Words(measure.clause.text), *stream[1:]]
    return stream


def _unmatched(asks: Sequence[Passage], number: int | None) -> Doubt:
    words = asks[0].cut(0, 24)
    message = f"问题 {number}“{shortened(words.text)}”在措施一列里没有同号的一条，请核对"
    return Doubt(Kind.MISSING, message, words.at, (quote(words),))


def _lists(node: Node, fits: Callable[[Node], bool]) -> list[Node]:
    """Return the items of the first list under the node that fits, or its numbered labels: 问题1：… 问题2：…"""
    numbered = [
        one for one in node.labelled if fits(one) and one.clause and one.clause.label and one.clause.label.number
    ]
    if len(numbered) > 1:
        return numbered
    return next((list(one.items) for one in node.nodes if fits(one) and len(one.items) > 1), [])


def _heading(node: Node) -> str:
    """Return a heading without the remark in brackets behind it: 整改措施清单（与问题清单序号对应）."""
    return re.sub(r"[（(][^（()）]*[）)]$", "", heading_of(node))


def _is_problems(node: Node) -> bool:
    if node.clause and node.clause.label:
        return node.term in ASKS
    return chapter_of(node) is Chapter.PROBLEMS or bool(_PROBLEMS.fullmatch(_heading(node)))


def _is_measures(node: Node) -> bool:
    if node.clause and node.clause.label:
        return node.term is Term.MEASURES
    return chapter_of(node) is Chapter.MEASURES or bool(_MEASURES.fullmatch(_heading(node)))


def _keyed(
    items: Sequence[Node], above: Key = (), frames: tuple[Node, ...] = (), keep: Collection[Key] = ()
) -> list[_Keyed]:
    """Return items under their numbers; those that only hold a list of their own are replaced by what they hold."""
    keyed: list[_Keyed] = []
    for item in items:
        clause = item.clause
        key = (*above, number_of(item))
        is_frame = len(item.items) > 0 and clause and len(clause.text) <= _LONGEST_FRAME and not item.labelled
        if is_frame and key not in keep:
            keyed += _keyed(item.items, key, (*frames, item), keep)
        else:
            keyed.append((key, item, frames))
    return keyed


def number_of(node: Node) -> int | None:
    """Return the number of a node's mark, or of its label (问题3：)."""
    clause = node.clause
    if clause is None:
        return None
    if clause.mark and clause.mark.number:
        return clause.mark.number
    return clause.label.number if clause.label else None
