"""Labels that stand before the problem they belong to (桥梁名称： above 隐患情况：) moved behind it; nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.importers.labels import ASKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.importers.clauses import Clause

_FEWEST = 2


def behind_their_problems(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with the labels that open a record moved behind its problem.

    They are those that stand before the first problem, and before every further one again: else they would be taken
    for the last of what is said about the problem above.
    """
    problems = [at for at, clause in enumerate(clauses) if clause.label and clause.label.term in ASKS]
    runs = [_run_before(clauses, at) for at in problems]
    names = {_name(clauses[at]) for at in range(runs[0][0], runs[0][1])} if runs else set()
    if len(problems) < _FEWEST or not names:
        return tuple(clauses)
    heads = [[at for at in range(start, end) if _name(clauses[at]) in names] for start, end in runs]
    if not all(heads):
        return tuple(clauses)
    moved = {at for run in heads for at in run}
    ordered: list[Clause] = []
    behind = dict(zip(problems, heads, strict=True))
    for at, clause in enumerate(clauses):
        if at not in moved:
            ordered.append(clause)
        ordered += [clauses[head] for head in behind.get(at, ())]
    return tuple(ordered)


def _run_before(clauses: Sequence[Clause], at: int) -> tuple[int, int]:
    """Return the stretch of short labels that ends right before a clause."""
    start = at
    while start and _name(clauses[start - 1]):
        start -= 1
    return start, at


def _name(clause: Clause) -> str:
    """Return the name of a label with a short value; empty for any other clause."""
    label = clause.label
    return label.name if label and label.is_small and not label.contact and clause.text else ""
