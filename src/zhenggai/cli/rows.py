"""What a question is asked about, and how one task reads in a table and in machine output."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from zhenggai import asof
from zhenggai.abstracts.gathering import Shelf
from zhenggai.abstracts.questions import Book, groups_of, places_in
from zhenggai.abstracts.shelved import by_shelf
from zhenggai.cli import find
from zhenggai.cli.context import leave, read_day, refuse_broken, root_here
from zhenggai.cli.progress import progress_bar
from zhenggai.cli.render import note, visible
from zhenggai.errors import EXIT_FINDINGS, NoSuchThing, UsageProblem
from zhenggai.store.places import by_plan_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zhenggai.abstracts.local import Local
    from zhenggai.abstracts.questions import Row
    from zhenggai.abstracts.shelved import Abstract
    from zhenggai.cli.workspaces import LeftOut
    from zhenggai.findings import Finding
    from zhenggai.store.broken import BrokenPlan


class Scope(NamedTuple):
    """What a command was told to look at, as typed; None where it was told nothing."""

    as_of: str | None = None
    plan: str | None = None
    unit: str | None = None
    category: str | None = None
    no_index: bool = False
    words: Sequence[str] = ()
    ledgers: Sequence[str] = ()
    """The ledgers folders of other workspaces, where those are asked; patterns too."""


class Question(NamedTuple):
    """A question as of a day: the tasks it is about, and what could not be read to answer it."""

    day: date
    book: Book
    broken: Sequence[BrokenPlan]
    local: Local
    units: frozenset[str] = frozenset()
    """The units asked for; empty where all were."""
    left_out: Sequence[LeftOut] = ()
    """Workspaces that could not be read, where several were asked."""

    @property
    def plans(self) -> Sequence[Abstract]:
        """The plans that could be read."""
        return self.book.plans

    @property
    def workspaces(self) -> frozenset[str]:
        """The workspaces that answer, by name, where several were asked."""
        return frozenset(name for plan in self.plans if (name := plan.called.name))

    def unreadable(self) -> list[dict[str, Any]]:
        """Return the workspaces left out and the broken files for machine output, each with its findings."""
        return [
            {
                "file": str(one.folder),
                "message": str(one.trouble),
                "findings": [_finding(found) for found in one.findings],
            }
            for one in self.left_out
        ] + [
            {"file": str(plan.path), "findings": [_finding(finding) for finding in plan.findings]}
            for plan in self.broken
        ]

    def leave(self) -> None:
        """Name on stderr what could not be read; exit 1 when the answer is therefore incomplete.

        Raises:
            typer.Exit: with code 1.
        """
        if self.left_out:
            from zhenggai.cli.workspaces import tell  # most questions are about one

            tell(self.left_out)
            names = "、".join(str(one.folder) for one in self.left_out)
            note(visible(f"以上回答不包括 {len(self.left_out)} 个读不了的工作区：{names}"))
        leave((finding for plan in self.plans for finding in plan.warnings), self.broken)
        if self.left_out:
            raise typer.Exit(EXIT_FINDINGS)


def folders(ledgers: Sequence[str] | None, expanded: Sequence[str] | None) -> Sequence[str]:
    """Return the ledgers folders that were named, those too that a shell has made of a pattern.

    Raises:
        UsageProblem: there is an argument and no `--ledgers` that it could belong to.
    """
    if expanded and not ledgers:
        raise UsageProblem(f"多了参数“{expanded[0]}”", "要找字词用 list --search，要看某个方案用 --plan，选项见 --help")
    return [*(ledgers or ()), *(expanded or ())]


def ask(context: typer.Context, scope: Scope) -> Question:
    """Gather the plans a question is about and keep the tasks it names.

    Raises:
        NoSuchThing: there is no such plan, unit or category; the nearest names are in the way out.
        BrokenLedger: the plan that was named, or every plan there is, is broken.
        UsageProblem: a word to look for is blank, or no text.
    """
    day = read_day(scope.as_of, "--as-of")
    if scope.ledgers:
        return _of_many(context, scope, day)
    shelf = Shelf(root_here(context), use_index=not scope.no_index)
    files = by_plan_id(shelf.ledgers, shelf.files)
    wanted = list(files.values()) if scope.plan is None else [files[find.plan(scope.plan, files)]]
    plans, broken = shelf.gather(wanted, lambda total: progress_bar(total, "读取台账", least=_FEW))
    if not plans:
        refuse_broken(broken)
    return _narrowed(Question(day, Book(plans, day), broken, shelf.local), scope)


def _of_many(context: typer.Context, scope: Scope, day: date) -> Question:
    from zhenggai.cli.workspaces import gather_all, tell  # most questions are about one

    if context.obj:
        raise UsageProblem("--workspace 和 --ledgers 只能写一个", "要看几个工作区，用 --ledgers")
    found = gather_all(scope.ledgers, scope.plan, use_index=not scope.no_index)
    if not found.plans:
        refuse_broken(found.broken)
    question = Question(day, Book(found.plans, day), found.broken, found.local, left_out=found.left_out)
    try:
        return _narrowed(question, scope)
    except NoSuchThing:  # it may be in what could not be read
        tell(found.left_out)
        raise


_FEW = 150
"""Files that are read before a person begins to wonder."""


def _narrowed(question: Question, scope: Scope) -> Question:
    book, units = question.book, frozenset[str]()
    if scope.category is not None:
        category = find.category(scope.category, book.categories())
        book = book.only(lambda group: group.category == category)
    if scope.unit is not None:
        units = _units(scope.unit, question)
        book = book.only(lambda group: not units.isdisjoint(group.units))
    if scope.words:
        book = book.holding([_word(word) for word in scope.words])
    return question._replace(book=book, units=units)


def _units(wording: str, question: Question) -> frozenset[str]:
    """Return the units a wording means, in each workspace by its own roster; at least one must know it."""
    meant: set[str] = set()
    shelves = by_shelf(question.plans)
    for shelf, plans in shelves.items() if len(shelves) > 1 else ():
        with suppress(NoSuchThing):
            meant |= find.units(wording, Book(plans, question.day).unit_names(), shelf.local.roster)
    return frozenset(meant) or find.units(wording, question.book.unit_names(), question.local.roster)


def _word(word: str) -> str:
    if not word.strip():
        raise UsageProblem("要找的字词是空的", "请写出来，例如 --search 扬尘")
    if not word.isprintable() and any("\ud800" <= char <= "\udfff" for char in word):
        raise UsageProblem("要找的字词不是 UTF-8 文字", "请检查终端的编码")
    return word


def records(rows: Sequence[Row], day: date) -> list[dict[str, Any]]:
    """Return rows for machine output, in their order; each plan is opened once, and one at a time."""
    by_plan: dict[Abstract, list[int]] = {}
    for number, row in enumerate(rows):
        by_plan.setdefault(row.abstract, []).append(number)
    found: dict[int, dict[str, Any]] = {}
    for abstract, numbers in by_plan.items():
        places, groups = places_in(abstract), groups_of(abstract)
        for number in numbers:
            position = rows[number].position
            found[number] = record(rows[number], places[position], groups[position].units, day)
    return [found[number] for number in range(len(rows))]


def record(row: Row, place: Any, units: Sequence[str], day: date) -> dict[str, Any]:
    """Return one row with the model's English names; days as text, statuses and kinds in their official words.

    `place` is the task's category, issue and the task itself, as the plan's image has them; `units` are all that have a
    part in it, by the names the roster prefers.
    """
    from zhenggai.abstracts.image import told  # a table needs no image of a plan

    category, issue, task = place
    standing = row.standing
    entry = asof.last_entry(task.progress, day)
    return {
        "reference": row.reference,
        "plan_id": row.abstract.id,
        **({"workspace": row.abstract.called.folders[-1]} if row.abstract.called.folders else {}),
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
        "unit_names": list(units),
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
