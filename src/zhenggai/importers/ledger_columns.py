"""Which column of a table is what: the header row found, two-row headers read as one, repeated headers known again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.ambiguous_labels import settled_columns
from zhenggai.importers.headings import term_of_column
from zhenggai.importers.passage import Passage, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhenggai.importers.blocks import Cell

UNIT_HEADING = re.compile(
    r"(?:受检|受检查|被检查?|被审计|受审核|所在|涉及|属地|问题|整改)?(?:单位|部门|科室|处室|股室|乡镇|镇街|街道|企业|公司|学校|医院|村|社区)(?:名称)?"
)
"""How a column of units is called that no heading calls responsible."""
_LONGEST_HEADING = 30
_LONGEST_GROUP = 20
_ROWS_ABOVE = 6
_CORE = frozenset({Term.ISSUE, Term.DESCRIPTION, Term.MEASURES})


@dataclass(frozen=True, slots=True)
class Columns:
    """The terms of a table's columns by position, the headings of those no term stands for, and the header's rows."""

    terms: Mapping[int, Term]
    others: Mapping[int, str]
    first: int
    height: int
    words: tuple[Passage, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max([*self.terms, *self.others], default=-1) + 1

    def begins_with(self, term: Term) -> bool:
        """Say whether the column of a term stands left of the problems, as one does that groups the rows."""
        columns = {one: at for at, one in self.terms.items()}
        problems = [columns[one] for one in (Term.ISSUE, Term.DESCRIPTION) if one in columns]
        return term in columns and bool(problems) and columns[term] < min(problems)

    def is_header(self, row: tuple[Cell, ...]) -> bool:
        """Say whether a row repeats the header."""
        texts = {compact(cell.text.text) for cell in row if cell.text}
        return bool(texts) and texts <= {compact(word.text) for word in self.words}


def compact(text: str) -> str:
    """Return a heading without blanks."""
    return re.sub(r"\s+", "", text)


def find_columns(rows: Sequence[tuple[Cell, ...]]) -> Columns | None:
    """Return the columns of a table whose header is among its first rows; None where it is no ledger."""
    for position, row in enumerate(rows[:_ROWS_ABOVE]):
        headings = [cell.text for cell in row]
        if not _is_header(headings):
            continue
        below = rows[position + 1] if position + 1 < len(rows) else ()
        if _is_second_row(row, below):
            both = [
                below[i].text if i < len(below) and below[i].text else heading for i, heading in enumerate(headings)
            ]
            return _columns(both, position, 2, [*headings, *(cell.text for cell in below)], _above(headings))
        return _columns(headings, position, 1, headings)
    return None


def with_group(columns: Columns, rows: Sequence[tuple[Cell, ...]]) -> Columns:
    """Return the columns with one that groups the rows taken for the category, where no heading says so.

    Such a column stands before the problems, has a short text in the first row, and is blank or merged further down:
    所在乡镇, 缺陷等级.
    """
    problems = [position for position, term in columns.terms.items() if term in {Term.ISSUE, Term.DESCRIPTION}]
    if Term.CATEGORY in columns.terms.values() or not problems:
        return columns
    body = [row for row in rows if not columns.is_header(row) and min(problems) < len(row) and row[min(problems)].text]
    for position in sorted(columns.others):
        if position < min(problems) and _groups([row[position] for row in body]):
            others = {at: name for at, name in columns.others.items() if at != position}
            return replace(columns, terms={**columns.terms, position: Term.CATEGORY}, others=others)
    return columns


def _groups(cells: Sequence[Cell]) -> bool:
    filled = [cell.text.text for cell in cells if cell.text]
    if not filled or not cells[0].text or len(filled) == len(cells):
        return False
    return all(len(text) <= _LONGEST_GROUP and not re.search(r"[0-9。；]", text) for text in filled)


def _is_header(headings: Sequence[Passage]) -> bool:
    texts = [heading.text for heading in headings if heading]
    if len(texts) < 3 or any(len(compact(text)) > _LONGEST_HEADING for text in texts):
        return False
    terms = {term for text in texts if (term := term_of_column(text))}
    if Term.ISSUE in terms and any(UNIT_HEADING.fullmatch(compact(text)) for text in texts):
        return True
    return (len(terms) >= 3 and bool(terms & _CORE)) or len(terms & (_CORE | {Term.UNITS, Term.DEADLINE})) >= 3


def _is_second_row(above: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    """Say whether a row is the lower half of a header: headings under the spanned cells, nothing under the others."""
    texts = [cell.text.text for cell in below if cell.text]
    if not texts or any(len(compact(text)) > _LONGEST_HEADING for text in texts):
        return False
    under = [position for position, cell in enumerate(below) if cell.text]
    # Each stands under a blank (a spanned cell), or under the heading that is spread over the blanks beside it.
    empty = {position for position, cell in enumerate(above) if not cell.text}
    fits = all(position in empty or position + 1 in empty for position in under)
    return len(under) >= 2 and bool(empty) and fits and not re.search(r"[0-9。；]", "".join(texts))


def _above(headings: Sequence[Passage]) -> tuple[str, ...]:
    """Return what each column of a header of two rows stands under: its own heading, or the one spread over it."""
    above: list[str] = []
    for heading in headings:
        above.append(compact(heading.text) or (above[-1] if above else ""))
    return tuple(above)


def _columns(
    headings: Sequence[Passage], first: int, height: int, words: Sequence[Passage], above: Sequence[str] = ()
) -> Columns:
    terms: dict[int, Term] = {}
    others: dict[int, str] = {}
    for position, heading in enumerate(headings):
        name = compact(heading.text)
        term = term_of_column(name) if name else None
        if name and term is None and position < len(above) and term_of_column(above[position]) is Term.MEASURES:
            # 整改措施 spread over 立行立改 and 长期坚持.
            term = Term.MEASURES
        if term is Term.ISSUE and Term.ISSUE in terms.values() and Term.DESCRIPTION not in terms.values():
            term = Term.DESCRIPTION
        if term is not None and (term not in terms.values() or term is Term.MEASURES):
            terms[position] = term
        elif name:
            others[position] = name if name not in others.values() else f"{name}{position + 1}"
    names = {position: compact(heading.text) for position, heading in enumerate(headings)}
    settled = settled_columns(terms, names)
    return Columns(settled, others, first, height, tuple(joined([word]) for word in words if word))
