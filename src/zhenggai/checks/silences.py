"""Silences: comments in a ledger that allow one finding, with a reason; found in a file's text and matched to findings.

`# zhenggai: 允许 deadline-tight 理由：专班已进驻` allows what the rule finds on its own line or, standing on a line of
its own, on the next line that holds something. Several rules are written with 、 between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.store import guards, yamlnodes
from zhenggai.store.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhenggai.findings import Finding, Place

_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#[ \t]*zhenggai[ \t]*[:：][ \t]*(?P<words>[^\r\n]*)")
_WORDS = re.compile(
    r"允许[ \t]*(?P<rules>[A-Za-z0-9_、，, \t-]*?)[ \t]*(?:[，,]?[ \t]*理由[ \t]*[:：]?[ \t]*(?P<reason>.*))?"
)
_BETWEEN_RULES = re.compile(r"[、，,\s]+")


@dataclass(frozen=True, slots=True)
class Silence:
    """A comment that allows findings of some rules on one line; `rules` is empty where it cannot be understood."""

    place: Place
    line: int
    rules: tuple[str, ...]
    reason: str


def find_silences(raw: bytes, file: str) -> tuple[Silence, ...]:
    """Find the silences in the bytes of a file that could be read."""
    if b"zhenggai" not in raw:
        return ()
    text = guards.decoded(raw, file)
    if not isinstance(text, str) or not _COMMENT.search(text):
        return ()
    lines = Lines.of(text, file)
    scalars = [(scalar.start, scalar.end) for scalar in yamlnodes.read(lines).scalars()]
    return tuple(_silence(found, lines) for found in _COMMENT.finditer(text) if not _is_inside(found.start(), scalars))


def _is_inside(index: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether the index is within one of the spans, which are in order."""
    before = bisect_right(spans, (index, index)) - 1
    return before >= 0 and spans[before][0] <= index < spans[before][1]


def _silence(found: re.Match[str], lines: Lines) -> Silence:
    mark = lines.text.index("#", found.start())
    place = lines.place(mark)
    alone = not lines.text[lines.start(mark) : mark].strip()
    line = _next_line(place.line, lines) if alone else place.line
    words = _WORDS.fullmatch(found["words"].strip())
    if words is None:
        return Silence(place, line, (), "")
    rules = tuple(rule for rule in _BETWEEN_RULES.split(words["rules"]) if rule)
    return Silence(place, line, rules, (words["reason"] or "").strip())


def _next_line(line: int, lines: Lines) -> int:
    for row in range(line, len(lines.starts)):
        content = lines.content(lines.starts[row]).strip()
        if content and not content.startswith("#"):
            return row + 1
    return line


@dataclass(frozen=True, slots=True)
class Silenced:
    """What remains of a file's findings, and the silences that silenced something, each with the rule it was for."""

    findings: tuple[Finding, ...]
    used: frozenset[tuple[Silence, str]]


def silence(findings: Iterable[Finding], silences: Iterable[Silence]) -> Silenced:
    """Take away the findings that are allowed; a silence without a reason allows nothing."""
    allowed = {(one.line, rule): one for one in silences if one.reason for rule in one.rules}
    kept: list[Finding] = []
    used: set[tuple[Silence, str]] = set()
    for finding in findings:
        by = allowed.get((finding.place.line, finding.rule)) if finding.place else None
        if by is None:
            kept.append(finding)
        else:
            used.add((by, finding.rule))
    return Silenced(tuple(kept), frozenset(used))
