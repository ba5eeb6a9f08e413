"""Found problems put into categories, issues and tasks by the items they stand under, as a ledger has them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from zhenggai.importers.chapters import heading_of, names_category
from zhenggai.importers.clauses import Clause
from zhenggai.importers.marks import take_mark
from zhenggai.importers.parallel import number_of
from zhenggai.importers.passage import Passage, joined
from zhenggai.importers.raw import RawCategory, RawIssue, RawTask
from zhenggai.wording.measures import split_measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.found import Found
    from zhenggai.importers.outline import Node

_LONGEST_TITLE = 80
_LONGEST_LEAD = 40
_EDGES = "。.；;：:，,、 \t\n"


def grouped(found: Sequence[Found], stated_categories: int | None) -> tuple[RawCategory, ...]:
    """Group problems into categories and issues.

    A problem under two items or more is a task of the innermost one (类型, 具体问题, 任务); one under a single item
    is an issue in that category, unless problems stand beside that item too. `stated_categories` is how many 方面 the
    document says it has: where that is the number of its bare problems, each is a category.
    """
    placed = [(_levels(one, found), one) for one in found]
    bare = [one for (category, issue), one in placed if not category and issue is None]
    each_its_own = len(bare) == len(placed) == stated_categories
    categories: list[RawCategory] = []
    for _key, members in groupby(placed, key=lambda pair: tuple(id(node) for node in pair[0][0])):
        rows = list(members)
        names = rows[0][0][0]
        issues = _issues(rows)
        if each_its_own:
            categories += [RawCategory(issue.title, (issue,)) for issue in issues]
        else:
            categories.append(RawCategory(_name(names), issues))
    return tuple(categories)


def _levels(one: Found, found: Sequence[Found]) -> tuple[tuple[Node, ...], Node | None]:
    """Return the items that name the category, and the one that is the issue where the problem is a task of it."""
    path = one.path
    if not path:
        return (), None
    last = path[-1]
    if names_category(heading_of(last)):
        return path, None
    if len(path) > 1 or _has_problems_beside(path, found):
        return path[:-1], last
    return path, None


def _has_problems_beside(path: tuple[Node, ...], found: Sequence[Found]) -> bool:
    """Say whether problems stand on the level of the innermost item, which then is a problem too."""
    style = path[-1].clause.mark.style if path[-1].clause and path[-1].clause.mark else None
    return any(one.path == path[:-1] and one.style == style for one in found)


def _issues(rows: Sequence[tuple[tuple[tuple[Node, ...], Node | None], Found]]) -> tuple[RawIssue, ...]:
    issues: list[RawIssue] = []
    for _key, members in groupby(rows, key=lambda pair: id(pair[0][1]) if pair[0][1] else id(pair[1])):
        group = list(members)
        issue = group[0][0][1]
        if issue is None:
            issues += [_single(one) for _levels_of, one in group]
        else:
            issues.append(_of_several(issue, [one for _levels_of, one in group]))
    return tuple(issues)


def _single(found: Found) -> RawIssue:
    """Return a problem that is an issue of its own; what its one task or all its tasks share is its description."""
    title, rest = title_and_rest(found.asks)
    if found.path and found.asks and _is_several(found.asks[0].text):
        # 一是… 二是… is several problems at once, whose name is the heading they stand under.
        title, rest = _name(found.path[-1:]), joined(found.asks, "\n")
    tasks = found.tasks
    if len(tasks) == 1:
        tasks = (replace(tasks[0], problem=rest),)
        rest = Passage()
    return RawIssue(title, rest, tasks, found.number, found.doubts)


def _is_several(text: str) -> bool:
    """Say whether a text is a list of problems from its first word on: 一是… 二是…"""
    mark = take_mark(text)
    return mark is not None and len(split_measures(text)) > 1


def _of_several(issue: Node, found: Sequence[Found]) -> RawIssue:
    """Return an issue whose tasks are problems of their own."""
    asks = [issue.clause.text] if issue.clause else []
    asks += [one.whole for one in issue.content if isinstance(one, Clause)]
    title, rest = title_and_rest(asks)
    tasks: list[RawTask] = []
    for one in found:
        whole = joined(one.asks, "\n")
        number = one.number if len(one.tasks) == 1 else None
        tasks += [replace(task, problem=whole, number=number) for task in one.tasks]
    doubts = tuple(doubt for one in found for doubt in one.doubts)
    return RawIssue(title, rest, tuple(tasks), number_of(issue), doubts)


def title_and_rest(asks: Sequence[Passage]) -> tuple[Passage, Passage]:
    """Divide a problem into its title, the first sentence, and the rest."""
    texts = [one.strip() for one in asks if one.strip(_EDGES)]
    if not texts:
        return Passage(), Passage()
    first = texts[0]
    end = _title_end(first.text)
    title = first.cut(0, end).strip(_EDGES)
    return title, joined([first.cut(end).strip(), *texts[1:]], "\n")


def _title_end(text: str) -> int:
    stop = re.search(r"(?:[。！？\n]|(?<=[一-鿿”）)])\.(?![0-9A-Za-z]))[”’」』]*", text)
    if stop and stop.start() <= _LONGEST_TITLE:
        return stop.end()
    colon = re.search(r"[：:]", text)
    if colon and 4 <= colon.start() <= _LONGEST_LEAD:
        return colon.end()
    if len(text) <= _LONGEST_TITLE:
        return len(text)
    pause = re.search(r"[；;]|[，,]", text[6:_LONGEST_TITLE])
    return 6 + pause.end() if pause else (stop.end() if stop else len(text))


def _name(nodes: Sequence[Node]) -> Passage:
    """Return the name of a category: the headings it stands under."""
    texts = [node.clause.text for node in nodes if node.clause]
    return joined([text.cut(0, _heading_end(text.text)).strip(_EDGES) for text in texts], "—")


def _heading_end(text: str) -> int:
    """Return where the name of a category ends: before a stop, or a bracket that counts what it holds."""
    stop = re.search(r"[。：:\n]|[（(](?:共)?[0-9一二三四五六七八九十]+[个项条类][^（()）]*[）)]$", text)
    return stop.start() if stop else len(text)
