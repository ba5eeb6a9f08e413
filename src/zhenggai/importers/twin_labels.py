"""A label of two things (责任部门及完成时限：风险管理部，9月末) read as two, each with its part of the value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.headings import term_of
from zhenggai.importers.task_stream import UNIT_TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.clauses import Clause

_JOINT = re.compile(r"及其|以及|[及和与、/／]")
_DAY_LAST = re.compile(
    r"(?P<who>.{2,60}?)[，,；;、\s]+(?P<day>(?:20[0-9]{2}|[0-9]{1,2}月|[一二三四五六七八九十]{1,2}月|今年|年底|立行立改|立即|即知即改|长期|持续)[^，,；;。]{0,24}"
    r"(?:[，,]\s*(?:长期坚持|持续推进))?)"
)
_PARTS = 2


def divided_twins(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses with such labels divided: the value ends in a day, and what stands before it is who."""
    return tuple(part for clause in clauses for part in _divided(clause))


def _divided(clause: Clause) -> Iterator[Clause]:
    label = clause.label
    parts = _JOINT.split(label.name) if label else []
    terms = [term_of(part) or term_of(f"{parts[0][:2]}{part}") for part in parts]
    match = _DAY_LAST.fullmatch(clause.text.text)
    is_twin = len(parts) == _PARTS and terms[1] is Term.DEADLINE and terms[0] in UNIT_TERMS | {Term.PERSON, Term.LEAD}
    if label is None or not is_twin or match is None:
        yield clause
        return
    yield replace(
        clause, text=clause.text.cut(match.start("who"), match.end("who")), label=replace(label, term=terms[0])
    )
    day = clause.text.cut(match.start("day"), match.end("day"))
    yield replace(
        clause,
        text=day,
        at=day.at,
        mark=None,
        lead=clause.lead.cut(0, 0),
        named=clause.named.cut(0, 0),
        label=replace(label, term=Term.DEADLINE),
    )
