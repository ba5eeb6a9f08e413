"""The one door of `import document`: bytes of a document in, a draft of its plan with every doubt out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhenggai.importers import formats
from zhenggai.importers.assembly import assemble
from zhenggai.importers.chapters import heading_of
from zhenggai.importers.conservation import account
from zhenggai.importers.document_text import UNWRITABLE
from zhenggai.importers.draft import Draft
from zhenggai.importers.evidence import Evidence, speaks_to_one, why_no_plan
from zhenggai.importers.headed_by_units import with_units_of_headings
from zhenggai.importers.joining import join
from zhenggai.importers.lines_of_form import compact
from zhenggai.importers.orders import with_addressee, with_numbered_deadlines
from zhenggai.importers.overall import with_overall_deadline
from zhenggai.importers.parallel import repeats_a_problem
from zhenggai.importers.plan_header import write_header
from zhenggai.importers.raw import tasks_in
from zhenggai.importers.reading import Reading, read_content
from zhenggai.importers.surroundings import Surroundings, read_surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.blocks import Content
    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.joining import Joined
    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory


def read_document(raw: bytes, name: str) -> Draft:
    """Read a .docx, .txt or .md, known by its content; `name` serves as title where the document has none.

    Raises:
        ZhenggaiError: it is no such document, encrypted, damaged, too large, or a scan without text.
    """
    return draft_of(formats.read(raw, name), name)


def draft_of(content: Content, name: str) -> Draft:
    """Make a draft of what a reader has read."""
    reading = read_content(content)
    whole, said_of_all = _with_what_is_said_of_all(join(reading.body, reading.annexed), reading)
    evidence = Evidence(
        title=reading.header.title.text or name,
        text=UNWRITABLE.sub("", content.source.text),
        has_ledger=bool(reading.ledgers),
        has_labels=reading.has_labels,
    )
    reason = why_no_plan(whole.categories, evidence)
    if reason:
        return _no_plan(content, reason)
    return _plan(content, reading, whole, said_of_all, name)


def _with_what_is_said_of_all(whole: Joined, reading: Reading) -> tuple[Joined, set[int]]:
    """Fill in the units and days that are said of many problems at once: by a heading, an order, a closing sentence.

    Returns also where in the source these words stand.
    """
    in_tasks = _origins(whole.categories)
    said = [clause.whole for clause in reading.clauses if in_tasks.isdisjoint(clause.text.origin)]
    categories, headed = with_units_of_headings(whole.categories)
    addressed: tuple[Doubt, ...] = ()
    if speaks_to_one(reading.header.title.text):
        categories, addressed = with_addressee(categories, reading.header.recipients, said)
    categories = with_numbered_deadlines(categories, said, reading.issued)
    categories, dated = with_overall_deadline(categories, said, reading.issued)
    doubts = (*whole.doubts, *headed, *addressed, *dated)
    return replace(whole, categories=categories, doubts=doubts), _origins(categories) - in_tasks


def _origins(categories: tuple[RawCategory, ...]) -> set[int]:
    """Return where in the source everything stands that the tasks say."""
    return {
        at
        for task in tasks_in(categories)
        for part in (task.problem, *task.measures, *task.fields.values(), *task.extras.values())
        for at in part.origin
    }


def _no_plan(content: Content, reason: str) -> Draft:
    total, left_out = account(content.source, (), content.markup, content.asides)
    return Draft(content.source, None, reason, content.doubts, left_out, total)


def _plan(content: Content, reading: Reading, whole: Joined, said_of_all: set[int], name: str) -> Draft:
    assembled = assemble(whole.categories, reading.issued, content.source)
    in_tasks = {at for passage in (*assembled.placed, *whole.repeated) for at in passage.origin} - said_of_all
    around = _around(reading, in_tasks)
    written = write_header(reading, around, assembled, name)
    doubts = (*content.doubts, *reading.doubts, *whole.doubts, *assembled.doubts, *written.doubts)
    placed = [*assembled.placed, *whole.repeated, *written.placed]
    asides = [*content.asides, *whole.asides, *reading.asides, *around.asides]
    frame = [*content.markup, *reading.frame, *around.frame, *_repeated_headings(reading, whole)]
    frame += _marks_and_labels(reading, placed)
    total, left_out = account(content.source, placed, frame, asides)
    return Draft(
        source=content.source,
        plan=written.plan,
        reason="",
        doubts=tuple(sorted(dict.fromkeys(doubts), key=lambda doubt: (doubt.at, doubt.message))),
        left_out=left_out,
        account=total,
        places=assembled.places,
        confirmed=written.confirmed,
    )


def _marks_and_labels(reading: Reading, placed: list[Passage]) -> Iterator[Passage]:
    """Yield the marks and labels of what is in the draft, which it renders by itself."""
    there = {at for passage in placed for at in passage.origin}
    for clause in reading.clauses:
        if not clause.text or not there.isdisjoint(clause.text.origin):
            yield from (clause.lead, clause.named)


def _repeated_headings(reading: Reading, whole: Joined) -> list[Passage]:
    """Return headings that name a category or a problem once more, as the list of measures beside the problems does."""
    names = {compact(category.name.text) for category in whole.categories if category.name}
    titles = [compact(issue.title.text) for category in whole.categories for issue in category.issues if issue.title]
    repeated = []
    for node in (node for root in reading.roots for node in root.walk()):
        heading = compact(heading_of(node))
        again = repeats_a_problem(node) and any(title in heading for title in titles)
        if node.clause and (heading in names or again):
            repeated.append(node.clause.whole)
    return repeated


def _around(reading: Reading, in_tasks: set[int]) -> Surroundings:
    """Collect what stands around the tasks, part by part."""
    around = Surroundings()
    for root in reading.roots:
        one = read_surroundings(root, in_tasks)
        around.guidance += one.guidance
        around.requirements += one.requirements
        around.frame += one.frame
        around.asides += one.asides
    return around
