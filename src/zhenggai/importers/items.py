"""What an item of the outline looks like: a heading over problems, a problem, a record; the search decides by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.chapters import chapter_of, heading_of, names_category
from zhenggai.importers.division import lacks, prescribes
from zhenggai.importers.labels import ASKS
from zhenggai.importers.task_stream import UNIT_TERMS
from zhenggai.wording.measures import split_measures

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from zhenggai.importers.outline import Node

WHO_AND_WHEN = UNIT_TERMS | {Term.DEADLINE, Term.LEAD, Term.PERSON}
_OPINION = re.compile(r"(?:意见|建议)(?:[（(].*[）)])?$")
"""How an item ends that asks for something as a problem does."""
_SEVERAL = 2
_FEWEST = 3


def is_frame(node: Node) -> bool:
    """Say whether a marked item only holds others: a chapter, or a heading that tells no problem."""
    heading = heading_of(node)
    if chapter_of(node) is not None or (names_category(heading) and len(node.items) > 0):
        return True
    # A single item below is what is to be done, unless it is what is wrong: ①查清…；②追回… is a list in one paragraph.
    holds_problems = len(node.items) > 1 or any(
        lacks(heading_of(one)) and len(split_measures(one.clause.whole.text)) < _SEVERAL
        for one in node.items
        if one.clause
    )
    return holds_problems and not lacks(heading) and not _OPINION.search(heading)


def can_be_a_problem(node: Node) -> bool:
    """Say whether an item without any label may be a problem beside others that have theirs."""
    text = node.clause.text.text if node.clause else ""
    return len(text) >= 6 and chapter_of(node) is None and lacks(text) and not node.labelled


def labels_below(node: Node, terms: AbstractSet[Term]) -> bool:
    """Say whether one of those terms labels something under a node."""
    return any(one.term in terms for one in node.walk() if one is not node)


def is_answered(node: Node) -> bool:
    """Say whether measures stand under a node, or, in a report, how far a problem has been mended."""
    if labels_below(node, {Term.MEASURES}):
        return True
    return any(one.term is Term.PROGRESS for one in node.walk()) and any(is_asked(one) for one in node.walk())


def is_asked(node: Node) -> bool:
    """Say whether a node is a problem by its label or by what it says."""
    if node.clause and node.clause.label:
        return node.term in ASKS
    return (
        node.clause is not None and chapter_of(node) is None and (lacks(heading_of(node)) or "问题" in heading_of(node))
    )


def count_of_records(node: Node) -> int:
    """Return how many problems stand under labels of their own directly under a node."""
    return sum(one.term is Term.ISSUE for one in node.labelled)


def lists_only_problems(root: Node) -> bool:
    """Say whether the items that tell who and by when say what is wrong, and hardly any what is to be done."""
    items = [one for one in root.walk() if one.is_item and not one.items and labels_below(one, WHO_AND_WHEN)]
    texts = [one.clause.text.text for one in items if one.clause]
    wrong, prescribed = (sum(map(told, texts)) for told in (lacks, prescribes))
    return len(texts) >= _FEWEST and wrong * 3 >= len(texts) and prescribed * 4 <= len(texts)
