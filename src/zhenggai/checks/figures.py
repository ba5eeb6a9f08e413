"""Arithmetic on the quantities of a sentence, for the rules that compare what a text says with what it computes to.

Everything is exact decimals. A figure may have been rounded or cut at its last digit, and both are accepted, in the
parts, the whole and the result: a rule objects only where no such reading computes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from zhenggai.wording.quantities import MONEY, PERCENT, Quantity, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_SEMICOLON = re.compile("[；;]")
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
# After these counters the noun says what is counted: 3个县 and 12个问题 do not add up.
_NEEDS_NOUN = frozenset("个项条处家名件起次期份套台批类块张组队种级支口所座栋辆")
_MOST_ADDED = 5
"""Neighbours that are added up to see whether a share may be of their sum."""
_NOUN = re.compile(
    "(?![占的]|完成|已|正在|未|均|都|全部|被|没|通过|达标|不|需|尚|纳入|开工|竣工|整改|办结|合格|满意|建成|验收)[㐀-鿿]{1,2}"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its quantities, whose positions count from its own beginning."""

    text: str
    quantities: tuple[Quantity, ...]

    def before(self, position: int) -> str:
        """Return what stands before the n-th quantity, back to the end of the one before it."""
        start = self.quantities[position - 1].end if position else 0
        return self.text[start : self.quantities[position].start]

    def depth(self, index: int) -> int:
        """Return how many brackets are open at an index."""
        head = self.text[:index]
        return sum(head.count(bracket) for bracket in _OPENING) - sum(head.count(bracket) for bracket in _CLOSING)

    def comparable(self, one: Quantity, other: Quantity) -> bool:
        """Say whether the two count the same kind of thing."""
        if one.unit != other.unit:
            return False
        if one.unit not in _NEEDS_NOUN:
            return True
        noun, other_noun = self._noun(one), self._noun(other)
        return noun.startswith(other_noun) or other_noun.startswith(noun)

    def _noun(self, quantity: Quantity) -> str:
        found = _NOUN.match(self.text, quantity.end)
        return found[0] if found else ""


def sentences(text: str, about: re.Pattern[str]) -> Iterator[Sentence]:
    """Yield the sentences of a text in which `about` is found; ； ends a sentence except inside brackets.

    Looking for quantities is dear and few sentences are about figures, hence `about`.
    """
    if not about.search(text):
        return
    for found in _SENTENCE.finditer(text):
        for part in _parts(found[0]):
            if about.search(part):
                yield Sentence(part, tuple(quantities(part)))


def _parts(text: str) -> Iterator[str]:
    start = 0
    whole = Sentence(text, ())
    for found in _SEMICOLON.finditer(text):
        if whole.depth(found.start()) <= 0:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def share_fits(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    """Say whether `part` can be `percent` of `whole`."""
    return any(
        whole_low <= 0
        or (
            part_low * 100 < (percent.value + percent.step) * whole_high
            and part_high * 100 > (percent.value - percent.step) * whole_low
        )
        for (part_low, part_high), (whole_low, whole_high) in zip(part.ranges, whole.ranges, strict=True)
    )


def sum_fits(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Say whether `parts` can add up to `whole`."""
    return any(
        (low < whole_high and high > whole_low) or low == whole_low
        for (low, high), (whole_low, whole_high) in zip(added(parts).ranges, whole.ranges, strict=True)
    )


def some_share_fits(things: Sequence[Quantity], percent: Quantity, sentence: Sentence) -> bool:
    """Say whether any of the things, or neighbours among them added up, can be `percent` of any other."""
    sums = [
        added(things[start:end])
        for start in range(len(things))
        for end in range(start + 1, min(start + _MOST_ADDED, len(things)) + 1)
        if all(sentence.comparable(things[start], other) for other in things[start:end])
    ]
    return any(
        share_fits(part, whole, percent)
        for part in sums
        for whole in sums
        if part.unit == whole.unit and (part.end <= whole.start or whole.end <= part.start)
    )


def added(parts: Sequence[Quantity]) -> Quantity:
    """Return the sum of quantities of one unit."""
    if len(parts) == 1:
        return parts[0]
    total = sum((part.value for part in parts), Decimal(0))
    step = sum((part.step for part in parts), Decimal(0))
    return Quantity(total, parts[0].unit, step, about=False, words="", start=parts[0].start, end=parts[-1].end)


def is_thing(quantity: Quantity) -> bool:
    """Say whether the quantity is neither a percentage nor called approximate, so that it can be counted with."""
    return quantity.unit not in {PERCENT, "个百分点", "‰", "倍", ""} and not quantity.about


def shown_share(part: Quantity, whole: Quantity, percent: Quantity) -> str:
    """Return what the share computes to, with one digit more than the text gives, e.g. `61.492%`."""
    digits = max(1, -int(percent.value.as_tuple().exponent) + 1)
    return f"{(part.value * 100 / whole.value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"


def shown_sum(parts: Sequence[Quantity]) -> str:
    """Return the sum of the parts in the unit they are written in, e.g. `116.16万元`."""
    total, unit = added(parts).value, parts[0].unit
    for name, worth in (("亿", 10**8), ("万", 10**4)):
        if unit == MONEY and total >= worth and name in parts[0].words:
            return f"{_plain(total / worth)}{name}{unit}"
    return f"{_plain(total)}{unit}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
