"""What each column of the printed ledger shows for each task as of a day, as text; how it looks is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai import asof, dates
from zhenggai.columns import Merge, Term
from zhenggai.exporters.clean import clean
from zhenggai.exporters.options import ALL
from zhenggai.exporters.pages import Row
from zhenggai.wording.measures import join_measures
from zhenggai.wording.numerals import to_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from zhenggai.columns import Column
    from zhenggai.exporters.options import PrintOptions
    from zhenggai.model import Category, Issue, Plan, ProgressEntry, Task


@dataclass(frozen=True, slots=True)
class Place:
    """A task where it stands in its plan; `ordinal` counts the categories from 1."""

    ordinal: int
    category: Category
    issue: Issue
    task: Task


def places(plan: Plan) -> Iterator[Place]:
    """Yield every task of a plan in the order of its file, whenever the plan was issued."""
    for ordinal, category in enumerate(plan.categories, start=1):
        for issue in category.issues:
            for task in issue.tasks:
                yield Place(ordinal, category, issue, task)


def printed_rows(plan: Plan, options: PrintOptions) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return a row for every task, with the texts of the layout's columns, and warnings about what had to go.

    Raises ZhenggaiError for a text no cell can hold.
    """
    rows: list[Row] = []
    warnings: list[str] = []
    for place in places(plan):
        texts: list[str] = []
        for column in options.layout.columns:
            text, warning = clean(text_of(place, column, options), f"任务 {place.task.id} 的“{column.heading}”")
            texts.append(text)
            warnings += [warning] if warning else []
        groups = tuple(_group(place, column) for column in options.layout.columns)
        rows.append(Row(place.task.id, tuple(texts), groups))
    return tuple(rows), tuple(warnings)


def text_of(place: Place, column: Column, options: PrintOptions) -> str:
    """Return what a column shows for a task: verbatim where it is official text, "" where there is nothing."""
    if column.term is None:
        return place.task.extra.get(column.name, "")
    return _TEXTS[column.term](place, options) or ""


def _group(place: Place, column: Column) -> str:
    """Name the run of rows that a cell is merged over, "" for none.

    A 问题描述 that all tasks of a 具体问题 share is merged like its title.
    """
    shared = column.term is Term.DESCRIPTION and place.issue.description is not None
    if column.merge is Merge.ISSUE or (shared and not any(task.description for task in place.issue.tasks)):
        return f"问题 {place.ordinal} {place.issue.number}"
    return f"类型 {place.ordinal}" if column.merge is Merge.CATEGORY else ""


def _description(place: Place, _options: PrintOptions) -> str:
    return "\n".join(filter(None, (place.issue.description, place.task.description)))


def _deadline(place: Place, options: PrintOptions) -> str:
    """The official wording stays; an approved extension stands under it."""
    wording = place.task.deadline.text if place.task.deadline else ""
    extension = asof.last_extension(place.task.extensions, options.as_of)
    extended = f"（延至{dates.chinese_day(extension.until)}）" if extension else ""
    return "\n".join(filter(None, (wording, extended)))


def _due(place: Place, options: PrintOptions) -> str:
    due = asof.due_day(place.task, options.as_of)
    return dates.chinese_day(due) if due else ""


def _progress(place: Place, options: PrintOptions) -> str:
    known = [entry for entry in place.task.progress if entry.date <= options.as_of]
    known.sort(key=lambda entry: entry.date)
    if options.progress == ALL:
        return "\n".join(map(_dated, known))
    return _newest(known) if known else ""


def _newest(known: Sequence[ProgressEntry]) -> str:
    """What holds by now: the newest entry, under the newest result where it states none of its own.

    So a task that is accepted still shows what was done; one that went back shows why.
    """
    last = known[-1]
    told = _said(last) or last.status.value
    if last.accepting_unit:
        told = f"{told}（{dates.chinese_day(last.date)}{last.status}）"
    if last.content or last.reason:
        return told
    result = next((entry.content for entry in reversed(known) if entry.content), None)
    return "\n".join(filter(None, (result, told)))


def _dated(entry: ProgressEntry) -> str:
    """One line of the history: the day, who said so, the status and what was done."""
    who = f"{dates.chinese_day(entry.date)}{entry.unit or ''}（{entry.status}）"
    said = _said(entry)
    return f"{who}：{said}" if said else who


def _said(entry: ProgressEntry) -> str:
    """What an entry tells a reader: what was done, why it went back, who accepted it."""
    reason = f"原因：{entry.reason}" if entry.reason else None
    accepted = f"{entry.accepting_unit}（{entry.acceptor}）验收" if entry.accepting_unit else None
    return "；".join(filter(None, (entry.content, reason, accepted)))


_TEXTS: Mapping[Term, Callable[[Place, PrintOptions], str | None]] = {
    Term.ORDINAL: lambda place, _: to_chinese(place.ordinal),
    Term.CATEGORY: lambda place, _: place.category.name,
    Term.NUMBER: lambda place, _: str(place.issue.number),
    Term.ISSUE: lambda place, _: place.issue.title,
    Term.DESCRIPTION: _description,
    Term.TASK: lambda place, _: place.task.id,
    Term.GOAL: lambda place, _: place.task.goal,
    Term.MEASURES: lambda place, _: join_measures(place.task.measures),
    Term.PROGRESS: _progress,
    Term.STATUS: lambda place, options: asof.status(place.task, options.as_of).value,
    Term.DEADLINE: _deadline,
    Term.DUE: _due,
    Term.SOURCES: lambda place, _: "、".join(place.task.sources),
    Term.UNITS: lambda place, _: place.task.units,
    Term.LEAD_UNIT: lambda place, _: place.task.lead_unit,
    Term.SUPPORTING_UNITS: lambda place, _: place.task.supporting_units,
    Term.LEAD: lambda place, _: place.task.lead,
    Term.PERSON: lambda place, _: place.task.person,
    Term.ACCEPTING_UNIT: lambda place, _: place.task.accepting_unit,
    Term.NOTE: lambda place, _: place.task.note,
}
