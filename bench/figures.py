"""Arithmetic on rounds: ratios within a round, their median and spread, growth exponents; no text, no running."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import linear_regression, median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measuring import Round


@dataclass(frozen=True, slots=True)
class Figure:
    """A median with the quartiles around it."""

    median: float
    low: float
    high: float


def figure(values: Sequence[float]) -> Figure:
    """Return the median and quartiles of one value or more."""
    if len(values) == 1:
        return Figure(values[0], values[0], values[0])
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return Figure(median(values), low, high)


def in_starts(found: Sequence[Round], name: str) -> Figure:
    """Return how many bare starts a command took."""
    return figure([one.runs[name].seconds / one.p for one in found])


def times(found: Sequence[Round], slow: str, fast: str) -> Figure:
    """Return how many times the wall time of one command another one took."""
    return figure([one.runs[slow].seconds / one.runs[fast].seconds for one in found])


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return k of the power law size^k that fits best, by least squares over the logarithms."""
    return linear_regression([log(size) for size in sizes], [log(one) for one in seconds]).slope


def peak(found: Sequence[Round], name: str) -> int:
    """Return the most memory a command held in any round, in bytes."""
    return max(one.runs[name].peak for one in found)
