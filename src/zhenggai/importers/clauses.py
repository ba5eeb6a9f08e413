"""Paragraphs cut into clauses: a list mark, perhaps a label, and the text behind it; not how they nest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from zhenggai.form.scalars import MAX_TEXT
from zhenggai.importers.labels import Label, find_labels
from zhenggai.importers.marks import HEADING, SPOKEN, ListMark, take_mark
from zhenggai.importers.passage import NOTHING, Passage
from zhenggai.wording.brackets import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.blocks import Paragraph

_OPENING = "（([【"
_CLOSING = "）)]】"
_JOINTS = "；;，,、|｜ \t\u3000\n"
_ENDS = "。." + _JOINTS
# A short value ends with its sentence, and at a ； behind which a list goes on.
_SENTENCE = re.compile(
    r"(?:。|(?<=[一-鿿])\.)(?=.)|[；;](?=\s*(?:[一二三四五六七八九十]是|[（(]?[0-9]{1,2}[）)、.．]|[①-⑳]))", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a paragraph under one mark or label; `opens` where it begins the paragraph, `at` in the source.

    `lead` is the mark and `named` the label as written, with their blanks. `grouped` says that the label stands in a
    bracket behind a text, as in `（责任单位：…；整改时限：…）`.
    """

    text: Passage
    at: int
    mark: ListMark | None = None
    label: Label | None = None
    lead: Passage = NOTHING
    named: Passage = NOTHING
    opens: bool = True
    grouped: bool = False

    @property
    def whole(self) -> Passage:
        """The text with the mark it has in front."""
        return self.lead + self.text


def clauses(paragraphs: Sequence[Paragraph]) -> tuple[Clause, ...]:
    """Cut paragraphs into clauses; a short label with nothing behind it takes the next plain paragraph.

    A paragraph too long for a ledger's cell stays whole, whatever it says.
    """
    filled: list[Clause] = []
    for clause in (clause for paragraph in paragraphs for clause in _cut(paragraph)):
        before = filled[-1] if filled else None
        is_plain = clause.label is None and clause.mark is None and clause.text
        if before and before.label and before.label.is_small and not before.text and is_plain:
            filled[-1] = replace(before, text=clause.text)
        else:
            filled.append(clause)
    return tuple(filled)


def _cut(paragraph: Paragraph) -> Iterator[Clause]:
    text = paragraph.text
    if len(text) > MAX_TEXT:
        yield Clause(text, text.at)
        return
    mark = paragraph.mark or take_mark(text.text)
    if mark and mark.style == SPOKEN:
        mark = None
    at = mark.length if mark else 0
    if mark is None and paragraph.heading:
        mark = ListMark(f"{HEADING}{paragraph.heading}", None, 0)
    bold = tuple((start - at, end - at) for start, end in paragraph.bold if start >= at)
    yield from _behind_mark(text.cut(at), bold, mark, text.cut(0, at))


def _behind_mark(
    body: Passage, bold: tuple[tuple[int, int], ...], mark: ListMark | None, lead: Passage
) -> Iterator[Clause]:
    """Yield the clauses of a paragraph whose mark has been taken off."""
    labels = find_labels(body.text, bold)
    groups = _groups(body.text, labels)
    until = _end_before(body.text, labels[0].start, groups) if labels else len(body)
    opens = not labels or bool(body.text[:until].strip(_JOINTS))
    if opens:
        yield Clause(body.cut(0, until).strip(), max(lead.at, body.at), mark, None, lead)
        mark, lead = None, Passage()
    for label, following in zip_longest(labels, labels[1:]):
        limit = _end_before(body.text, following.start, groups) if following else len(body)
        group = next((pair for pair in groups if pair[0] < label.start and label.end <= pair[1]), None)
        value, rest = _value(body.cut(label.end, min(limit, group[1]) if group else limit), label)
        at = next((at for at in body.origin[label.start : label.end] if at >= 0), -1)
        named = body.cut(label.start, label.end)
        yield Clause(value, lead.at if lead else at, mark, label, lead, named, not opens, group is not None)
        mark, lead, opens = None, Passage(), True
        if group and group[1] < limit:
            rest = body.cut(group[1] + 1, limit)
        yield from _behind_value(rest)


def _behind_value(rest: Passage) -> Iterator[Clause]:
    """Yield what follows a short value or a bracket of labels: perhaps the next item of a list that runs on."""
    rest = rest.strip(_JOINTS + _CLOSING)
    if not rest.text.strip(_ENDS):
        return
    mark = take_mark(rest.text)
    if mark and mark.style != SPOKEN and mark.number:
        yield Clause(rest.cut(mark.length), rest.at, mark, None, rest.cut(0, mark.length))
    else:
        yield Clause(rest, rest.at, opens=False)


def _value(found: Passage, label: Label) -> tuple[Passage, Passage]:
    """Divide what follows a label into its value and, where the value is short, the sentence that follows it."""
    if not label.is_small:
        return found.strip(), Passage()
    rest = Passage()
    if not label.contact and (stop := _SENTENCE.search(found.text)):
        found, rest = found.cut(0, stop.end()), found.cut(stop.end())
    return _unbracketed(found.strip(_ENDS)), rest


def _unbracketed(text: Passage) -> Passage:
    """Return a value without the closing bracket of one that was opened before its label."""
    surplus = sum(text.text.count(one) for one in _CLOSING) - sum(text.text.count(one) for one in _OPENING)
    while surplus > 0 and text.text[-1:] in set(_CLOSING):
        text, surplus = text.cut(0, -1).strip(_ENDS), surplus - 1
    return text


def _groups(text: str, labels: Sequence[Label]) -> list[tuple[int, int]]:
    """Return the brackets that begin with a label; one that is never closed ends with the text."""
    closed = {start: end for start, end in pairs(text) if text[start] in _OPENING}
    groups: list[tuple[int, int]] = []
    for label in labels:
        start = len(text[: label.start].rstrip()) - 1
        if start >= 0 and text[start] in _OPENING and start > (groups[-1][1] if groups else -1):
            groups.append((start, closed.get(start, len(text))))
    return groups


def _end_before(text: str, limit: int, groups: Sequence[tuple[int, int]]) -> int:
    """Return where a text ends that runs up to a label at `limit`: before the bracket that this label opens."""
    return next((start for start, _end in groups if start < limit and not text[start + 1 : limit].strip()), limit)
