"""Labels that mean two things (整改内容: the problem, or the measures), settled by what else a document labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.labels import ASKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhenggai.importers.clauses import Clause

AMBIGUOUS = frozenset({"整改内容", "整改事项", "整改任务", "整改要求", "要求"})
"""Each may head the problem or the measures; some plans have a label for the one, some for the other."""


def settled(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with such labels taken for measures where nothing else is labelled so, and the reverse.

    An item whose text is followed by 整改内容：, in a document that has no label for measures, is the problem already.
    """
    terms = {clause.label.term for clause in clauses if clause.label and clause.label.name not in AMBIGUOUS}
    if Term.MEASURES in terms:
        return tuple(clauses)
    has_problems = bool(ASKS & terms) or _stands_below_items(clauses)
    if not has_problems:
        return tuple(clauses)
    return tuple(_as_measures(clause) for clause in clauses)


def _stands_below_items(clauses: Sequence[Clause]) -> bool:
    """Say whether every such label follows an item that has a text of its own."""
    found = [at for at, clause in enumerate(clauses) if clause.label and clause.label.name in AMBIGUOUS]
    return bool(found) and all(_item_before(clauses, at) for at in found)


def _item_before(clauses: Sequence[Clause], at: int) -> bool:
    for clause in reversed(clauses[:at]):
        if clause.label and clause.label.name in AMBIGUOUS:
            return False
        if clause.mark and not clause.label and clause.mark.number:
            return len(clause.text) > 1
    return False


def _as_measures(clause: Clause) -> Clause:
    if clause.label and clause.label.name in AMBIGUOUS:
        return replace(clause, label=replace(clause.label, term=Term.MEASURES))
    return clause


def settled_columns(terms: Mapping[int, Term], names: Mapping[int, str]) -> dict[int, Term]:
    """Return the terms of a table's columns, such a one taken for measures beside problems where none else is."""
    if Term.MEASURES in terms.values():
        return dict(terms)
    sure = {term for at, term in terms.items() if names[at] not in AMBIGUOUS}
    if not ASKS & sure:
        return dict(terms)
    return {at: Term.MEASURES if names[at] in AMBIGUOUS else term for at, term in terms.items()}
