"""What headings, words of status and closing lines of somebody's ledger mean, by the table `headings.tsv`.

The table is for officials to read and extend; wordings that it lacks are tried by the patterns of `headings`, which
read official documents. Where headings stand in a sheet is not known here.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from zhenggai.columns import Term
from zhenggai.errors import ZhenggaiError
from zhenggai.importers import headings
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EnumT = TypeVar("EnumT", bound=StrEnum)

TABLE = "headings.tsv"
"""The name of the table in this package, and of a workspace's own."""


class Field(StrEnum):
    """What a column of a ledger holds; the value is what a person calls it, on the command line too."""

    ORDINAL = "序号"
    CATEGORY = "类型"
    ISSUE_NUMBER = "问题编号"
    ISSUE = "具体问题"
    TASK = "编号"
    SHARED_DESCRIPTION = "共有问题描述"
    DESCRIPTION = "问题描述"
    GOAL = "整改目标"
    MEASURES = "整改措施"
    DEADLINE = "整改时限"
    DEADLINE_DAY = "时限日期"
    DEADLINE_KIND = "时限性质"
    SOURCES = "问题来源"
    UNITS = "责任单位"
    LEAD_UNIT = "牵头单位"
    SUPPORTING_UNITS = "配合单位"
    LEAD = "牵头负责人"
    PERSON = "责任人"
    ACCEPTING_UNIT = "验收单位"
    NOTE = "备注"
    STATUS = "状态"
    PROGRESS_DAY = "进展日期"
    PROGRESS_UNIT = "进展单位"
    PROGRESS = "整改进展结果"
    REFERENCE = "引用"
    """`<plan>:<issue>-<n>`, which only ledgers printed by this program have."""
    OWN = "附加"
    """A column of somebody's own: kept under its heading."""
    SKIPPED = "不读"


_TERMS = {Term.NUMBER: Field.ISSUE_NUMBER}
"""Where a term of the printed ledger has another name than the field."""
_REMARK = re.compile(r"[（(【\[][^（()）【】\[\]]*[）)】\]]$")
_NO_WORD = re.compile(r"[\s:：*＊、，,。.．·\-—_“”\"'‘’]+")
_CLOSING = re.compile(r"[\s（(]*(?P<word>[^\s:：）)（(]+)\s*[）)]?\s*(?P<colon>[:：])?")
_LIKE_ENOUGH = 0.6
_KINDS = ("表头", "状态", "合计", "表下")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table, ready to be asked; keys are folded wordings."""

    fields: Mapping[str, Field]
    statuses: Mapping[str, Status]
    totals: frozenset[str]
    closings: frozenset[str]

    def field(self, heading: str) -> Field | None:
        """Return what a heading means, None where it is somebody's own."""
        whole, bare = fold(heading), fold(_REMARK.sub("", heading.strip()))
        known = self.fields.get(whole) or self.fields.get(bare)
        if known or not bare:
            return known
        term = headings.term_of(heading)
        return None if term is None else _TERMS.get(term) or Field(term.value)

    def lists(self, heading: str) -> bool:
        """Say whether the table has a heading, with or without the remark behind it."""
        return not {fold(heading), fold(_REMARK.sub("", heading.strip()))}.isdisjoint(self.fields)

    def near(self, heading: str) -> Field | None:
        """Return the field whose wordings look most like a heading that is not known; a hint, never an answer."""
        bare = fold(_REMARK.sub("", heading.strip()))
        alike = difflib.SequenceMatcher(b=bare)
        best: tuple[float, Field | None] = (_LIKE_ENOUGH, None)
        for wording, field in self.fields.items():
            alike.set_seq1(wording)
            # Of wordings equally like it, the earlier one in the table is the commoner.
            if alike.real_quick_ratio() > best[0] and alike.ratio() > best[0]:
                best = alike.ratio(), field
        return best[1]

    def status(self, word: str) -> Status | None:
        """Return the status a cell names, None where the table does not have the word."""
        return self.statuses.get(fold(word)) or self.statuses.get(fold(_REMARK.sub("", word.strip())))

    def is_total(self, text: str) -> bool:
        """Say whether a row that begins with this text adds up others."""
        return fold(_REMARK.sub("", text.strip())) in self.totals

    def is_closing(self, text: str) -> bool:
        """Say whether a line that begins with this text stands under a table: 注：…, 填表人：…."""
        found = _CLOSING.match(text)
        if found is None or fold(found["word"]) not in self.closings:
            return False
        return bool(found["colon"]) or found.end() == len(text)


def fold(wording: str) -> str:
    """Return a wording without blanks and punctuation, by which headings are compared."""
    return _NO_WORD.sub("", wording).upper()


def read_table(text: str, where: str) -> Lexicon:
    """Read a table of wordings.

    Raises:
        ZhenggaiError: a line of it cannot be understood.
    """
    fields: dict[str, Field] = {}
    statuses: dict[str, Status] = {}
    words: dict[str, set[str]] = {"合计": set(), "表下": set()}
    for number, kind, name, wordings in _lines(text, where):
        place = f"{where} 第 {number} 行"
        if kind == "表头":
            fields |= dict.fromkeys(wordings, _member(Field, name, place))
        elif kind == "状态":
            statuses |= dict.fromkeys(wordings, _member(Status, name, place))
        else:
            words[kind] |= set(wordings)
    return Lexicon(fields, statuses, frozenset(words["合计"]), frozenset(words["表下"]))


def lexicon(own: str = "") -> Lexicon:
    """Return the table of this package, with a workspace's own on top; `own` is the text of that.

    Raises:
        ZhenggaiError: a line of the workspace's own cannot be understood.
    """
    shipped = _shipped()
    if not own:
        return shipped
    added = read_table(own, TABLE)
    return Lexicon(
        {**shipped.fields, **added.fields},
        {**shipped.statuses, **added.statuses},
        shipped.totals | added.totals,
        shipped.closings | added.closings,
    )


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    return read_table(files("zhenggai.importers").joinpath(TABLE).read_text(encoding="utf-8"), TABLE)


def _lines(text: str, where: str) -> Iterator[tuple[int, str, str, list[str]]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t") if column.strip()]
        if len(columns) != 3 or columns[0] not in _KINDS:
            raise ZhenggaiError(
                f"{where} 第 {number} 行看不懂", f"请写成三栏，用 Tab 隔开，第一栏是{'、'.join(_KINDS)}之一"
            )
        yield number, columns[0], columns[1], [fold(wording) for wording in columns[2].split("、")]


def _member(kind: type[EnumT], name: str, place: str) -> EnumT:
    if name not in set(kind):
        raise ZhenggaiError(f"{place}的“{name}”不是台账用语", f"请从这些里选：{'、'.join(kind)}")
    return kind(name)
