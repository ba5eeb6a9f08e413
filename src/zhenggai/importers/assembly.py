"""Found problems made into the categories of a plan, every wording read; the header is written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from zhenggai.columns.layout import Term
from zhenggai.form.scalars import MAX_TEXT
from zhenggai.importers.doubts import Doubt, Kind, Quote, shortened
from zhenggai.importers.numbering import number_issues, number_tasks
from zhenggai.importers.passage import Passage
from zhenggai.importers.readings import (
    inference_doubts,
    promise_doubts,
    read_progress,
    read_task_deadline,
    sources_of,
    unit_doubts,
)
from zhenggai.model import Category, Issue, Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.passage import Source
    from zhenggai.importers.raw import RawCategory, RawIssue, RawTask

_UNNAMED = "整改问题"
_PLAIN = {
    Term.GOAL: "goal",
    Term.UNITS: "units",
    Term.LEAD_UNIT: "lead_unit",
    Term.SUPPORTING_UNITS: "supporting_units",
    Term.LEAD: "lead",
    Term.PERSON: "person",
    Term.ACCEPTING_UNIT: "accepting_unit",
    Term.NOTE: "note",
}
"""Terms whose wording goes into a field of the task as it is."""
_UNIT_TERMS = (Term.UNITS, Term.LEAD_UNIT, Term.SUPPORTING_UNITS)
_EXPECTED = ((Term.DEADLINE, "整改时限"), (Term.UNITS, "责任单位"), (Term.SOURCES, "问题来源"))
"""Fields whose absence is told: of single tasks where others have them, else of the whole plan (but sources)."""
_MEASURES = (Term.MEASURES, "整改措施")


@dataclass(slots=True)
class Assembled:
    """The categories, the doubts about them, every passage that went in, and where each task begins (by its id).

    `source` has the signs in which they are written.
    """

    source: Source
    categories: list[Category] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    placed: list[Passage] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


def assemble(raw: Sequence[RawCategory], issued: date | None, source: Source) -> Assembled:
    """Make categories of what was found."""
    made = Assembled(source)
    numbers = number_issues(raw)
    made.doubts += numbers.doubts
    tasks = [task for category in raw for issue in category.issues for task in issue.tasks]
    missing = {term for term, _name in (*_EXPECTED, _MEASURES) if not any(_has(task, term) for task in tasks)}
    made.doubts += _missing_everywhere(missing, raw)
    position = 0
    for category in raw:
        issues = []
        for issue in category.issues:
            issues.append(_issue(issue, numbers.issues[position], issued, missing, made))
            position += 1
        name = _text(category.name, made) if category.name.strip() else _UNNAMED
        made.categories.append(Category(name=name, issues=tuple(issues)))
    return made


def _issue(raw: RawIssue, number: int, issued: date | None, missing: set[Term], made: Assembled) -> Issue:
    made.doubts += [doubt.about(str(number)) for doubt in raw.doubts]
    title = _text(raw.title, made) if raw.title.strip() else "（原文没有写明问题）"
    if not raw.title:
        at = raw.tasks[0].at if raw.tasks else -1
        made.doubts.append(Doubt(Kind.MISSING, f"问题 {number} 没有写明是什么问题，请补上", at, subject=str(number)))
    ids = number_tasks(number, raw)
    tasks = tuple(_task(task, one, raw.title, issued, missing, made) for task, one in zip(raw.tasks, ids, strict=True))
    return Issue(number=number, title=title, description=_maybe(raw.description, made), tasks=tasks)


def _task(  # noqa: PLR0913, PLR0917 - one reading of one task
    raw: RawTask, number: str, title: Passage, issued: date | None, missing: set[Term], made: Assembled
) -> Task:
    raw = _as_written(_without_blanks(raw), made.source)
    made.places[number] = raw.at if raw.at >= 0 else title.at
    doubts = list(raw.doubts)
    values: dict[str, Any] = {
        name: _text(raw.fields[term], made) for term, name in _PLAIN.items() if term in raw.fields
    }
    for term in _UNIT_TERMS:
        if term in raw.fields:
            doubts += unit_doubts(term, raw.fields[term])
    due = None
    if deadline := raw.fields.get(Term.DEADLINE):
        made.placed.append(deadline)
        values["deadline"], found = read_task_deadline(deadline, issued)
        due = values["deadline"].due
        doubts += found
    doubts += [*inference_doubts(raw), *promise_doubts(raw, due, issued)]
    if sources := raw.fields.get(Term.SOURCES):
        made.placed.append(sources)
        values["sources"] = sources_of(sources)
    extra = {name: _text(text, made) for name, text in raw.extras.items()}
    doubts += _progress(raw, issued, values, extra, made)
    doubts += _missing_here(raw, title, missing)
    made.doubts += [doubt.about(number) for doubt in doubts]
    return Task(
        id=number,
        description=_maybe(raw.problem, made),
        measures=tuple(_text(measure, made) for measure in raw.measures),
        extra=extra,
        **values,
    )


def _without_blanks(raw: RawTask) -> RawTask:
    return replace(
        raw,
        measures=tuple(one for one in raw.measures if one.strip()),
        fields={term: text.strip() for term, text in raw.fields.items() if text.strip()},
        extras={name: text.strip() for name, text in raw.extras.items() if text.strip()},
    )


def _as_written(raw: RawTask, source: Source) -> RawTask:
    return replace(
        raw,
        fields={term: source.as_written(text) for term, text in raw.fields.items()},
        extras={name: source.as_written(text) for name, text in raw.extras.items()},
    )


def _progress(
    raw: RawTask, issued: date | None, values: dict[str, Any], extra: dict[str, str], made: Assembled
) -> Sequence[Doubt]:
    content, status = raw.fields.get(Term.PROGRESS), raw.fields.get(Term.STATUS)
    reading = read_progress(content, status, issued)
    if reading.entry:
        values["progress"] = (reading.entry,)
    for name, text in (("整改进展", content), ("整改状态", status)):
        if text and (reading.entry is None or name == "整改状态"):
            extra[name] = text.text
        if text:
            made.placed.append(text)
    return reading.doubts


def _text(passage: Passage, made: Assembled) -> str:
    """Return the words of a passage, noting that they are placed; what no cell can hold stays outside."""
    kept = passage.strip().cut(0, MAX_TEXT)
    if len(kept) < len(passage.strip()):
        message = f"“{shortened(passage.text)}”超过 {MAX_TEXT} 个字，后面的部分没有放进去"
        made.doubts.append(Doubt(Kind.LAYOUT, message, passage.at))
    made.placed.append(kept)
    return made.source.as_written(kept).text


def _maybe(passage: Passage, made: Assembled) -> str | None:
    return _text(passage, made) if passage.strip() else None


# --- what is missing -----------------------------------------------------------------------------------------------


def _has(task: RawTask, term: Term) -> bool:
    if term is Term.UNITS:
        return any(one in task.fields for one in _UNIT_TERMS)
    if term is Term.MEASURES:
        return bool(task.measures)
    return term in task.fields


def _missing_everywhere(missing: set[Term], raw: Sequence[RawCategory]) -> Iterator[Doubt]:
    first = next((issue.title for category in raw for issue in category.issues if issue.title), Passage())
    for term, name in (*_EXPECTED, _MEASURES):
        if term in missing and term is not Term.SOURCES:
            yield Doubt(Kind.MISSING, f"全文没有写明{name}，各任务都没有填，请补上", first.at)


def _missing_here(raw: RawTask, title: Passage, missing: set[Term]) -> Iterator[Doubt]:
    at = raw.at if raw.at >= 0 else title.at
    words = shortened((raw.problem or title).text)
    for term, name in _EXPECTED:
        if term not in missing and not _has(raw, term):
            yield Doubt(Kind.MISSING, f"“{words}”没有写{name}，请核对原件", at, (Quote(words, at),))
    if not raw.measures and Term.MEASURES not in missing:
        yield Doubt(Kind.MISSING, f"“{words}”没有写整改措施，请核对原件", at, (Quote(words, at),))
