"""Books of plans that stand in a test and not in files, to be asked as the reading commands ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhenggai.abstracts.making import Maker
from zhenggai.abstracts.questions import Book, Row
from zhenggai.abstracts.shelved import Abstract, Parts
from zhenggai.abstracts.tallies import Totals, tally
from zhenggai.roster import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from zhenggai.abstracts.abstract import Section
    from zhenggai.model import Plan


class _NoShelf:
    """Every section is at hand, so nothing is ever fetched."""

    @staticmethod
    def take_down(name: Section, abstracts: Iterable[Abstract]) -> Iterator[Parts]:
        for abstract in abstracts:
            body = abstract.sections[name]
            yield Parts((abstract,), (len(body),), body)


NO_SHELF: Any = _NoShelf()


def abstract_of(plan_id: str, plan: Plan) -> Abstract:
    """Return the abstract of a plan as if its file were called that."""
    abstract = Abstract(f"{plan_id}.yaml", (), NO_SHELF)
    abstract.sections.update(Maker(EMPTY).sections(plan))
    return abstract


def book_of(day: date, *plans: Plan) -> Book:
    """Return the plans, called 某1, 某2 and so on, as a book to be asked as of the day."""
    return Book([abstract_of(f"某{number}", plan) for number, plan in enumerate(plans, start=1)], day)


def overdue(book: Book) -> list[Row]:
    """Return the overdue rows, the latest first."""
    return book.open(book.alarms()[0])


def due_within(book: Book, days: int) -> list[Row]:
    """Return what is due soon, the nearest first."""
    return book.open(book.due_within(days))


def count(book: Book, within: int) -> Totals:
    """Return the totals of all tasks."""
    return tally(book, within).whole
