"""Which row of an annexed ledger is which task of the body, by likeness and order; what either says is not compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING

from zhenggai.importers.differences import folded, pairs_of, shared_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIKE = 0.35
"""Likeness from which a row of the ledger can be a task of the body."""
_MANY = 40_000
_REACH = 60
"""Of more pairs than `_MANY` only rows at most `_REACH` from the same place in both are compared, …"""
_NAMESAKES = 8
"""… and those that name their problem alike, unless more than these do."""
_BEST = 12
"""Of very many rows only the ones most alike are weighed against each other."""
_LONGEST = 400
"""Characters of a problem or of measures that are compared."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: its problem's name, and problem and measures as pairs of neighbouring characters."""

    name: str
    problem: frozenset[str]
    measures: frozenset[str]

    @classmethod
    def of(cls, name: str, problem: str, measures: str) -> Said:
        """Take the texts of a row apart."""
        return cls(folded(name), pairs_of(problem[:_LONGEST]), pairs_of(measures[:_LONGEST]))

    def like(self, other: Said) -> float:
        """Return how alike two rows are, 0 to 1."""
        by_problem = shared_part(self.problem, other.problem)
        if not self.measures or not other.measures:
            return by_problem
        return (by_problem + shared_part(self.measures, other.measures)) / 2


@dataclass(frozen=True, slots=True)
class _Chain:
    """A task and its row with those that follow, and how alike all of these are together."""

    total: float
    ours: int
    theirs: int
    rest: _Chain | None

    @property
    def merit(self) -> tuple[float, int, int]:
        """What chains are compared by; of equals the one that begins further up."""
        return self.total, -self.theirs, -self.ours


def aligned(ours: Sequence[Said], theirs: Sequence[Said]) -> dict[int, int]:
    """Return for our tasks the row of the ledger, keeping the order of both, so that likeness is greatest in all."""
    best = _Best(len(theirs))
    candidates = list(_candidates(ours, theirs))
    for i in range(len(ours) - 1, -1, -1):
        chains = []
        for j, like in candidates[i]:
            rest = best.from_row(j + 1)
            chains.append(_Chain(like + (rest.total if rest else 0.0), i, j, rest))
        for chain in chains:
            best.note(chain)
    pairs: dict[int, int] = {}
    longest = best.from_row(0)
    while longest:
        pairs[longest.ours] = longest.theirs
        longest = longest.rest
    return pairs


class _Best:
    """The best chain from any row downward, kept as a Fenwick tree of maxima: a step each costs a logarithm."""

    def __init__(self, rows: int) -> None:
        self._tree: list[_Chain | None] = [None] * (rows + 1)

    def note(self, chain: _Chain) -> None:
        """Take a chain into account."""
        at = len(self._tree) - 1 - chain.theirs
        while at < len(self._tree):
            there = self._tree[at]
            if there is None or there.merit < chain.merit:
                self._tree[at] = chain
            at += at & -at

    def from_row(self, row: int) -> _Chain | None:
        """Return the best chain of those that begin at this row or below it."""
        at, found = len(self._tree) - 1 - row, None
        while at > 0:
            there = self._tree[at]
            if there and (found is None or found.merit < there.merit):
                found = there
            at -= at & -at
        return found


def _candidates(ours: Sequence[Said], theirs: Sequence[Said]) -> Iterator[list[tuple[int, float]]]:
    """Yield for each of our tasks the rows it can be, with their likeness."""
    namesakes: dict[str, list[int]] = defaultdict(list)
    for j, row in enumerate(theirs):
        namesakes[row.name].append(j)
    reach = len(theirs) if len(ours) * len(theirs) <= _MANY else _REACH
    for i, task in enumerate(ours):
        middle = i * len(theirs) // len(ours)
        near = range(max(middle - reach, 0), min(middle + reach + 1, len(theirs)))
        named = namesakes.get(task.name, [])
        far = [j for j in named if j not in near] if len(named) <= _NAMESAKES else []
        alike = [(j, like) for j in (*near, *far) if (like := task.like(theirs[j])) >= _LIKE]
        yield alike if reach == len(theirs) else nlargest(_BEST, alike, key=itemgetter(1))
