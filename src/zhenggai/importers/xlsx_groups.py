"""Tasks of a table gathered into problems and categories, and the numbers they have; what else they say is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_headings import Field
from zhenggai.wording.numerals import MarkStyle, split_mark, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zhenggai.importers.xlsx_rows import Record

_TASK = re.compile(r"(?P<issue>[0-9]{1,4})[-－—–](?P<task>[0-9]{1,4})")
_MOST = 9_999
"""The largest number of a problem or a task."""
_DIGITS = re.compile("[0-9０-９]{1,4}")
_NUMBERS = (Field.ISSUE_NUMBER, Field.ORDINAL, Field.TASK)
"""Where the number of a problem may stand, the likeliest column first."""


@dataclass(slots=True)
class Group:
    """The tasks of one problem, and its number."""

    category: str
    records: list[Record]
    number: int = 0
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The problems of a table in their order; `used` are the fields whose cells became numbers or order."""

    groups: tuple[Group, ...]
    used: frozenset[Field]
    unmarked: tuple[int, ...]
    """Rows that do not say which problem they are about and go with the row above."""


def group(records: Sequence[Record]) -> Grouped:
    """Gather tasks into problems, and number both as the table does, or else one after the other.

    Raises:
        ZhenggaiError: there are more problems than a plan can number.
    """
    groups: list[Group] = []
    unmarked: list[int] = []
    category = ""
    has_issues = any(record.cell(Field.ISSUE) for record in records)
    for record in records:
        category = _category(record) or category
        last = groups[-1] if groups else None
        if last and last.category == category and _is_same_issue(record, last.records[-1], has_issues=has_issues):
            if has_issues and record.cell(Field.ISSUE) is None and not record.reference:
                unmarked.append(record.row)
            last.records.append(record)
        else:
            groups.append(Group(category, [record]))
    if len(groups) > _MOST:
        raise ZhenggaiError(
            f"表里有 {len(groups)} 个问题，超过 {_MOST} 个，一个方案放不下", "一个方案一份台账，请按方案拆成几份再导入"
        )
    used = _number(groups)
    used |= {of for of in _NUMBERS if _says_the_number(groups, of)}
    if _ordinals_count_categories(groups):
        used |= {Field.ORDINAL}
    return Grouped(tuple(groups), frozenset(used), tuple(unmarked))


def category_name(text: str) -> str:
    """Return the name of a category without the 一、 or （一） that its place in the ledger gives it."""
    mark, rest = split_mark(text)
    is_mark = mark is not None and mark.style in {MarkStyle.CHINESE, MarkStyle.CHINESE_BRACKETS}
    return rest.strip() if is_mark and rest.strip() else text.strip()


def _category(record: Record) -> str:
    cell = record.cell(Field.CATEGORY) or record.band
    return category_name(cell.text) if cell else ""


def _is_same_issue(record: Record, before: Record, *, has_issues: bool) -> bool:
    """Say whether a task is about the problem of the task above it."""
    if record.reference and before.reference:
        return _issue_of(record.reference) == _issue_of(before.reference)
    if has_issues and record.cell(Field.ISSUE) is None:
        return True
    for of in (Field.ISSUE, Field.ISSUE_NUMBER, Field.DESCRIPTION):
        here, there = record.cell(of), before.cell(of)
        if here is None:
            continue
        if here is there:
            return True
        return there is not None and here.text == there.text and not _renumbered(record, before)
    ordinal = record.cell(Field.ORDINAL)
    return ordinal is not None and ordinal is before.cell(Field.ORDINAL) and to_number(ordinal.text) is not None


def _renumbered(record: Record, before: Record) -> bool:
    """Say whether a row brings another number than the row above, so that it is a problem of its own."""
    for of in _NUMBERS:
        here, there = record.cell(of), before.cell(of)
        if here is not None and there is not None and here is not there and here.text != there.text:
            return _DIGITS.fullmatch(here.text.strip()) is not None
    return False


def _number(groups: Sequence[Group]) -> set[Field]:
    """Number problems and tasks, and return the columns that the numbers were taken from."""
    used: set[Field] = set()
    for of, read in _sources():
        numbers = [{read(record) for record in one.records} for one in groups]
        single = [next(iter(found)) for found in numbers if len(found) == 1 and None not in found]
        if len(single) == len(groups) and len(set(single)) == len(single):
            for one, number in zip(groups, single, strict=True):
                one.number = number or 0
            used.add(of)
            break
    else:
        for number, one in enumerate(groups, start=1):
            one.number = number
    if _take_ids(groups):
        used.add(Field.TASK)
    return used | {Field.REFERENCE}


def _sources() -> Iterator[tuple[Field, Callable[[Record], int | None]]]:
    yield Field.REFERENCE, lambda record: _issue_of(record.reference)
    yield Field.TASK, lambda record: _issue_of(_text(record, Field.TASK))
    for of in _NUMBERS:
        yield of, lambda record, of=of: _whole(_text(record, of))  # type: ignore[misc]  # the default binds the loop's


def _take_ids(groups: Sequence[Group]) -> bool:
    """Give every task its id: the one the table has, if all have one that fits, else the next free number."""
    found = [
        [record.reference.rpartition(":")[2] or _text(record, Field.TASK) for record in one.records] for one in groups
    ]
    every = [identity for ids in found for identity in ids]
    fits = all(
        (match := _TASK.fullmatch(identity)) and int(match["issue"]) == one.number
        for one, ids in zip(groups, found, strict=True)
        for identity in ids
    )
    for one, ids in zip(groups, found, strict=True):
        if fits and len(set(every)) == len(every):
            one.ids = [_plain(identity) for identity in ids]
        else:
            one.ids = [f"{one.number}-{number}" for number in range(1, len(one.records) + 1)]
    return fits and len(set(every)) == len(every)


def _plain(identity: str) -> str:
    match = _TASK.fullmatch(identity)
    return f"{match['issue']}-{match['task']}" if match else identity


def _says_the_number(groups: Sequence[Group], of: Field) -> bool:
    """Say whether a column says nothing but the numbers that the problems have anyway."""
    found = [(_text(record, of), one.number) for one in groups for record in one.records]
    return all(not text or _whole(text) == number for text, number in found)


def _ordinals_count_categories(groups: Sequence[Group]) -> bool:
    """Say whether 序号 is 一、二、… of the categories, which their order says already."""
    order = {category: number for number, category in enumerate(dict.fromkeys(one.category for one in groups), start=1)}
    found = [
        (text, order[one.category])
        for one in groups
        for record in one.records
        if (text := _text(record, Field.ORDINAL))
    ]
    return bool(found) and all(
        not _DIGITS.fullmatch(text) and to_number(text.strip("、.．（）()")) == number for text, number in found
    )


def _issue_of(identity: str) -> int | None:
    match = _TASK.fullmatch(identity.rpartition(":")[2])
    return int(match["issue"]) if match else None


def _whole(text: str) -> int | None:
    number = to_number(text) if _DIGITS.fullmatch(text) else None
    return number if number and number <= _MOST else None


def _text(record: Record, of: Field) -> str:
    cell = record.cell(of)
    return cell.text.strip() if cell else ""
