"""What a question is asked about, and how one task reads in a table and in machine output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhenggai import asof
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.image import told
from zhenggai.abstracts.questions import Book, places_in
from zhenggai.cli import find
from zhenggai.cli.context import leave, read_day, refuse_broken, root_here
from zhenggai.cli.progress import progress_bar
from zhenggai.errors import UsageProblem
from zhenggai.store.places import by_plan_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import typer

    from zhenggai.abstracts.gathering import Abstract
    from zhenggai.abstracts.local import Local
    from zhenggai.abstracts.questions import Row
    from zhenggai.findings import Finding
    from zhenggai.store.broken import BrokenPlan


@dataclass(frozen=True, slots=True)
class Scope:
    """What a command was told to look at, as typed; None where it was told nothing."""

    as_of: str | None = None
    plan: str | None = None
    unit: str | None = None
    category: str | None = None
    no_index: bool = False
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as of a day: the tasks it is about, and what could not be read to answer it."""

    day: date
    book: Book
    broken: Sequence[BrokenPlan]
    local: Local
    units: frozenset[str] = frozenset()
    """The units asked for; empty where all were."""

    @property
    def plans(self) -> Sequence[Abstract]:
        """The plans that could be read."""
        return self.book.plans

    def unreadable(self) -> list[dict[str, Any]]:
        """Return the broken files for machine output, each with its findings."""
        return [
            {"file": str(plan.path), "findings": [_finding(finding) for finding in plan.findings]}
            for plan in self.broken
        ]

    def leave(self) -> None:
        """Name on stderr what could not be read; exit 1 when the answer is therefore incomplete.

        Raises:
            typer.Exit: with code 1.
        """
        leave((finding for plan in self.plans for finding in plan.warnings), self.broken)


def ask(context: typer.Context, scope: Scope) -> Question:
    """Gather the plans a question is about and keep the tasks it names.

    Raises:
        NoSuchThing: there is no such plan, unit or category; the nearest names are in the way out.
        BrokenLedger: the plan that was named, or every plan there is, is broken.
        UsageProblem: a word to look for is blank, or no text.
    """
    day = read_day(scope.as_of, "--as-of")
    shelf = Shelf(root_here(context), use_index=not scope.no_index)
    files = by_plan_id(shelf.ledgers, shelf.files)
    wanted = list(files.values()) if scope.plan is None else [files[find.plan(scope.plan, files)]]
    plans, broken = shelf.gather(wanted, lambda total: progress_bar(total, "读取台账", least=_FEW))
    if not plans:
        refuse_broken(broken)
    return _narrowed(Question(day, Book(plans, day), broken, shelf.local), scope)


_FEW = 150
"""Files that are read before a person begins to wonder."""


def _narrowed(question: Question, scope: Scope) -> Question:
    book, units = question.book, frozenset[str]()
    if scope.category is not None:
        category = find.category(scope.category, book.categories())
        book = book.only(lambda line: line.category == category)
    if scope.unit is not None:
        units = find.units(scope.unit, book.unit_names(), question.local.roster)
        book = book.only(lambda line: not units.isdisjoint(line.unit_names))
    if scope.words:
        book = book.holding([_word(word) for word in scope.words])
    return Question(question.day, book, question.broken, question.local, units)


def _word(word: str) -> str:
    if not word.strip():
        raise UsageProblem("要找的字词是空的", "请写出来，例如 --search 扬尘")
    if not word.isprintable() and any("\ud800" <= char <= "\udfff" for char in word):
        raise UsageProblem("要找的字词不是 UTF-8 文字", "请检查终端的编码")
    return word


def records(rows: Sequence[Row], day: date) -> list[dict[str, Any]]:
    """Return rows for machine output, in their order; each plan is opened once, and one at a time."""
    by_plan: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_plan.setdefault(row.abstract.path, []).append(number)
    found: dict[int, dict[str, Any]] = {}
    for numbers in by_plan.values():
        places = places_in(rows[numbers[0]].abstract)
        found |= {number: record(rows[number], places[rows[number].position], day) for number in numbers}
    return [found[number] for number in range(len(rows))]


def record(row: Row, place: Any, day: date) -> dict[str, Any]:
    """Return one row with the model's English names; days as text, statuses and kinds in their official words.

    `place` is the task's category, issue and the task itself, as the plan's image has them.
    """
    category, issue, task = place
    standing = row.standing
    entry = asof.last_entry(task.progress, day)
    return {
        "reference": row.reference,
        "plan_id": row.abstract.id,
        "category": category.name,
        "issue_number": issue.number,
        "issue_title": issue.title,
        "id": task.id,
        "description": task.description or issue.description,
        "goal": task.goal,
        "measures": list(task.measures),
        "deadline": task.deadline.plain if task.deadline else None,
        "sources": list(task.sources),
        "units": task.units,
        "unit_names": list(row.line.unit_names),
        "lead": task.lead,
        "status": standing.status.value,
        "due": standing.due.isoformat() if standing.due else None,
        "is_met": standing.is_met,
        "days_late": standing.days_late,
        "days_left": standing.days_left,
        "last_entry": told(entry) if entry else None,
    }


def answer(question: Question, name: str, values: Any, **further: Any) -> dict[str, Any]:
    """Return the frame every machine answer stands in: the day, the values, and the files that could not be read."""
    return {
        "as_of": question.day.isoformat(),
        name: values,
        **further,
        "unreadable": question.unreadable(),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "line": place.line if place else 1,
        "column": place.column if place else 1,
        "message": finding.message,
        "remedy": finding.remedy,
    }
