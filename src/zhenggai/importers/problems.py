"""The outline searched for problems with what is to be done about them; how they group into issues is `grouping`'s."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import Chapter, chapter_of, heading_of, names_category
from zhenggai.importers.division import aim_of, divided, lacks
from zhenggai.importers.doubts import Doubt, Kind, quote, shortened
from zhenggai.importers.found import Found
from zhenggai.importers.items import (
    WHO_AND_WHEN,
    can_be_a_problem,
    count_of_records,
    is_answered,
    is_asked,
    is_frame,
    labels_below,
)
from zhenggai.importers.labels import ASKS
from zhenggai.importers.mending import state_in, tells_of_mending, turns_to_mending
from zhenggai.importers.parallel import number_of, pair
from zhenggai.importers.prose import deadline_in, units_before_colon, units_in
from zhenggai.importers.task_stream import UNIT_TERMS, Words, tasks_of
from zhenggai.importers.views import View, flow, item_flow, view
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.outline import Node

_NOT_TASKS = frozenset({Chapter.GUIDANCE, Chapter.BACKGROUND, Chapter.REQUIREMENTS})
_OF_TASKS = frozenset({Chapter.TASKS, Chapter.MEASURES, Chapter.PROBLEMS})

_ANSWERS = frozenset({Term.MEASURES, Term.PROGRESS})
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Search:
    """What a search goes by.

    `issued` is the day running words are read by. The title says whether the document is a list of problems, a plan, or
    a letter that asks for findings to be mended; `only_problems` that its items say nothing of what is to be done.
    """

    issued: date | None
    is_list: bool = False
    is_plan: bool = False
    is_letter: bool = False
    only_problems: bool = False

    def problems(self, root: Node) -> tuple[Found, ...]:
        """Return the problems with measures, units or days: under labels, or in the words of a chapter of tasks."""
        return tuple(self._explore(root, (), Chapter.TASKS if self.is_list else None))

    def _explore(
        self, node: Node, path: tuple[Node, ...], within: Chapter | None, *, is_category: bool = False
    ) -> Iterator[Found]:
        """Search a node; `within` is the chapter around it, `is_category` says that its like hold several problems."""
        chapter = chapter_of(node) if node.clause and not node.clause.label else None
        within = self._kind_of(node, chapter or within)
        if chapter in _NOT_TASKS and not labels_below(node, {Term.MEASURES}):
            return
        inner = path if node.clause is None or chapter or node.clause.label else (*path, node)
        records = [one for one in node.labelled if one.term in ASKS]
        with_measures = [one for one in (*records, *node.items) if is_answered(one)]
        if paired := pair(node, self.issued):
            for one in paired:
                yield Found((*inner, *one.path), one.number, one.asks, one.tasks, one.style, one.doubts)
        elif self._has_own_measures(node, with_measures) or (
            not is_category and self._is_whole(node, records, with_measures)
        ):
            found = self._problem(node, path)
            if records and heading_of(node).endswith("方面") and len(found.asks) > 1:
                # 一、…方面 with its 存在问题 and 整改措施 right below: a category with one problem.
                found = replace(found, path=inner, number=None, asks=found.asks[1:])
            yield from _by_aim(found) if node.clause is None or chapter else (found,)
        elif with_measures:
            measured = {id(one) for one in with_measures}
            are_categories = any(count_of_records(child) > 1 for child in with_measures)
            for child in node.nodes:
                if id(child) in measured:
                    yield from self._explore(child, inner, within, is_category=are_categories)
                elif child.is_item and can_be_a_problem(child):
                    yield self._problem(child, inner)
        else:
            yield from self._explore_plain(node, path, inner, within)

    def _kind_of(self, node: Node, within: Chapter | None) -> Chapter | None:
        """Return what a node holds by the chapter around it, unless its items say that they are tasks."""
        if within is Chapter.RESULTS and self._answers_problems(node):
            return Chapter.TASKS
        return within or (Chapter.TASKS if self._is_list_of_tasks(node) else None)

    def _answers_problems(self, node: Node) -> bool:
        """Say whether a chapter of results goes through problems one by one, saying of each how far it is mended."""
        told = [one for one in node.items if is_asked(one) and any(tells_of_mending(text) for text in one.texts())]
        return len(told) >= _SEVERAL and len(told) * 2 >= len(node.items)

    def _has_own_measures(self, node: Node, with_measures: Sequence[Node]) -> bool:
        terms = {one.term for one in node.labelled}
        return (Term.MEASURES in terms or (Term.PROGRESS in terms and is_asked(node))) and len(with_measures) < _SEVERAL

    def _is_whole(self, node: Node, records: Sequence[Node], with_measures: Sequence[Node]) -> bool:
        """Say whether the one labelled problem under an item is the item's own: 1.关于… 问题描述：… 整改措施：…"""
        if node.clause is None or node.clause.label or len(records) != 1 or list(with_measures) != list(records):
            return False
        heading = heading_of(node)
        if not any(one.term in _ANSWERS for one in records[0].labelled) or chapter_of(node):
            return False
        return not names_category(heading) and not parse_name(heading).looks_like_a_unit

    def _explore_plain(
        self, node: Node, path: tuple[Node, ...], inner: tuple[Node, ...], within: Chapter | None
    ) -> Iterator[Found]:
        """Search where no 整改措施 is written: by units and days under labels, in brackets and in running words."""
        if within is Chapter.RESULTS or not self._assigns(node, within):
            return
        is_wrong = within is Chapter.PROBLEMS
        assigning = [one for one in node.items if self._assigns(one, within)]
        holds_others = node.clause is None or bool(node.clause.label) or is_frame(node)
        if assigning and (holds_others or any(self._assigns(two, within) for one in assigning for two in one.items)):
            assigned = {id(one) for one in assigning}
            for child in node.items:
                if id(child) in assigned:
                    yield from self._explore(child, inner, within)
                elif (is_wrong or can_be_a_problem(child)) and len(assigning) > 1:
                    yield self._problem(child, inner, is_wrong=is_wrong)
        elif node.clause is not None and (not holds_others or node.clause.label or not chapter_of(node)):
            yield self._problem(node, path, is_wrong=is_wrong)
        elif records := [one for one in node.labelled if one.term in ASKS and self._assigns(one, within)]:
            yield from (self._problem(one, inner) for one in records)

    def _assigns(self, node: Node, within: Chapter | None) -> bool:
        """Say whether a node tells who or by when: under labels, or in running words in a chapter of tasks."""
        if labels_below(node, WHO_AND_WHEN):
            return True
        chapter = chapter_of(node) if node.clause and not node.clause.label else None
        if chapter in _NOT_TASKS or chapter is Chapter.RESULTS:
            return False
        within = chapter or within
        if within not in _OF_TASKS and not lacks(heading_of(node)):
            return any(self._assigns(item, within) for item in node.items)
        return self._tells(node)

    def _tells(self, node: Node) -> bool:
        """Say whether running words of a node tell who or by when."""
        return any(
            units_in(text) or deadline_in(text, self.issued) or units_before_colon(text) or tells_of_mending(text)
            for text in node.texts()
        )

    def _is_list_of_tasks(self, node: Node) -> bool:
        """Say whether nearly all items of a list tell who or by when, in a document that calls itself a plan.

        In a letter they must tell of something wrong too: its other lists say how to report.
        """
        if not (self.is_plan or self.is_letter):
            return False
        telling = [one for one in node.items if chapter_of(one) is None and self._tells(one)]
        if not self.is_plan:
            telling = [one for one in telling if any(lacks(text.text) for text in one.texts())]
        return len(telling) > 1 and len(telling) * 4 >= len(node.items) * 3

    def _problem(self, node: Node, path: tuple[Node, ...], *, is_wrong: bool = False) -> Found:
        """Read a node as a problem; `is_wrong` says that the chapter around it lists what is wrong."""
        seen = view(node)
        if seen.asks and not UNIT_TERMS & set(seen.shared.fields) and (addressed := units_before_colon(seen.asks[0])):
            seen.fields[Term.UNITS], seen.asks[0] = addressed
        doubts: tuple[Doubt, ...] = ()
        if not seen.has_measures:
            _set_mending_apart(seen)
        if not seen.has_measures:
            doubts = _read_measures_from_text(seen, only_problems=self.only_problems or is_wrong)
        else:
            # Numbered parts of the problem are part of its description.
            for item in seen.items:
                seen.asks += [piece.text for piece in flow(item) if isinstance(piece, Words)]
        tasks = tasks_of(seen.stream, seen.shared, self.issued)
        mark = node.clause.mark if node.clause else None
        asks = tuple(one for one in seen.asks if one)
        return Found(path, number_of(node), asks, tasks, mark.style if mark else "", doubts)


def _set_mending_apart(seen: View) -> None:
    """Take what a report says of how far the problem is mended, and all behind it, off what is wrong."""
    for at, text in enumerate(seen.asks):
        state = state_in(text)
        turn = state[0] if state else turns_to_mending(text)
        if turn is None or (at == 0 and turn == 0):
            continue
        if state and Term.PROGRESS not in seen.fields:
            seen.fields[Term.PROGRESS] = text.cut(*state).strip("，,；; ")
        behind = [text.cut(state[1] if state else turn), *seen.asks[at + 1 :]]
        seen.asks[at:] = [one for one in (text.cut(0, turn).strip("，,；; "),) if one]
        if behind[0].text.rstrip().endswith(("：", ":")) and len(behind) > 1:
            # 我局从以下方面进行了整改：一是… is no measure by itself.
            seen.asks.append(behind.pop(0))
        words = [Words(one) for one in behind if one.text.strip("。；; ")]
        seen.stream += words
        seen.has_measures = bool(words)
        return


def _by_aim(found: Found) -> tuple[Found, ...]:
    """Return the problems that the measures of a whole document or chapter name one by one: 一是针对…问题，…"""
    aims = [aim_of(task.measures[0]) if len(task.measures) == 1 else None for task in found.tasks]
    if len(aims) < _SEVERAL or None in aims:
        return (found,)
    return tuple(
        replace(found, asks=(aim,), tasks=(task,), number=number)
        for number, (aim, task) in enumerate(zip(aims, found.tasks, strict=True), 1)
        if aim
    )


def _read_measures_from_text(seen: View, *, only_problems: bool) -> tuple[Doubt, ...]:
    """Tell problem from measure where no label does: by numbered parts, or else by sentences, which is owed a doubt."""
    if seen.items:
        for item in seen.items:
            seen.stream += item_flow(item)
        return ()
    told = divided(seen.asks, problem_first=only_problems)
    seen.asks[:] = told.asks
    seen.stream += [Words(one) for one in told.measures]
    if not told.asks or not told.measures or told.asks[0].at == told.measures[0].at:
        return ()
    words = told.measures[0].cut(0, 24)
    message = f"没有写明哪些是整改措施，从“{shortened(words.text)}”起按措施读，请核对"
    return (Doubt(Kind.STRUCTURE, message, words.at, (quote(words),)),)
