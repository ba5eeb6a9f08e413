"""A document's parts each taken apart: header, outline, problems, tables; nothing of it is put into a plan here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.ambiguous_labels import settled
from zhenggai.importers.bare_problems import bare_problems
from zhenggai.importers.blocks import Aside, Paragraph, Table
from zhenggai.importers.clauses import clauses
from zhenggai.importers.contacts import FoundContact, is_contact_table, read_contacts
from zhenggai.importers.counts import stated_categories
from zhenggai.importers.evidence import asks_for_mending, calls_itself_a_plan
from zhenggai.importers.glued_marks import set_free
from zhenggai.importers.grouping import grouped
from zhenggai.importers.header import Header, read_header, with_signature
from zhenggai.importers.hoisting import hoisted
from zhenggai.importers.items import WHO_AND_WHEN, lists_only_problems
from zhenggai.importers.labels import BIG
from zhenggai.importers.ledger_tables import Ledger, form_paragraphs, read_ledgers
from zhenggai.importers.lines_of_form import ANNEX, is_notice
from zhenggai.importers.loose_items import with_loose_items
from zhenggai.importers.marks import take_mark
from zhenggai.importers.outline import Node, outline
from zhenggai.importers.partition import Part, divide, is_annex_line
from zhenggai.importers.plain_headings import with_plain_headings
from zhenggai.importers.problems import Search
from zhenggai.importers.record_heads import behind_their_problems
from zhenggai.importers.twin_labels import divided_twins
from zhenggai.importers.web_furniture import without_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.blocks import Block, Content
    from zhenggai.importers.clauses import Clause
    from zhenggai.importers.doubts import Doubt
    from zhenggai.importers.found import Found
    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawCategory

_LIST = re.compile(r"(?:整改|整治|隐患|问题).{0,30}(?:清单|台账|任务表|分解表|一览表)")
"""A title that says its items are tasks."""
_ONLY_PROBLEMS = re.compile(r"(?:问题|隐患|扣分项)(?:清单|台账|一览表|汇总表?)?(?:[（(][^（()）]*[）)])?$")
"""A title that says its items are problems, without what is to be done about them."""
_LABELS = WHO_AND_WHEN | {Term.MEASURES}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document taken apart; `body` are the problems of its text, `annexed` those of its tables and text annexes."""

    header: Header
    body: tuple[RawCategory, ...]
    annexed: tuple[RawCategory, ...]
    ledgers: tuple[Ledger, ...]
    roots: tuple[Node, ...]
    closing: tuple[Passage, ...]
    contacts: tuple[FoundContact, ...]
    annex_names: tuple[Passage, ...]
    ledger_titles: tuple[Passage, ...]
    has_labels: bool
    doubts: tuple[Doubt, ...]
    asides: tuple[Aside, ...]
    frame: tuple[Passage, ...]
    clauses: tuple[Clause, ...]

    @property
    def issued(self) -> date | None:
        """印发日期, if the document says it."""
        return self.header.issued[0] if self.header.issued else None


@dataclass(frozen=True, slots=True)
class _Text:
    """One part as text: its clauses, its outline, and its problems."""

    part: Part
    clauses: tuple[Clause, ...]
    root: Node
    found: tuple[Found, ...]
    bare: tuple[Found, ...]
    doubts: tuple[Doubt, ...]


def read_content(content: Content) -> Reading:
    """Take a document apart."""
    blocks, furniture = without_furniture(content.blocks)
    parts = divide(with_loose_items(with_plain_headings(set_free(blocks))))
    header = with_signature(read_header(parts[0].head, parts[0].tail), parts[0].body) if parts else Header()
    issued = header.issued[0] if header.issued else None
    ledgers, tables = read_ledgers([block for part in parts for block in part.body if isinstance(block, Table)], issued)
    forms = {id(table): form for table in tables if (form := form_paragraphs(table))}
    phones = [table for table in tables if id(table) not in forms and is_contact_table(table)]
    texts = [_text(part, issued, forms, header.title.text) for part in parts]
    header = _with_annex_name(_with_annex_title(header, texts), parts)
    body, annexed = _problems(texts, header, has_ledger=bool(ledgers))
    all_clauses = [clause for text in texts for clause in text.clauses]
    others = [table for table in tables if id(table) not in forms and table not in phones]
    ledger_parts = [text.part for text in texts if any(isinstance(block, Table) for block in text.part.body)]
    return Reading(
        header=header,
        body=body,
        annexed=(*annexed, *(category for ledger in ledgers for category in ledger.categories)),
        ledgers=ledgers,
        roots=tuple(text.root for text in texts),
        closing=tuple(_plain(texts)),
        contacts=read_contacts(all_clauses, phones),
        annex_names=tuple(_annex_names(parts)),
        ledger_titles=tuple(_ledger_titles(ledgers, ledger_parts)),
        has_labels=any(clause.label and clause.label.term in _LABELS for clause in all_clauses),
        doubts=(
            *header.doubts,
            *(doubt for text in texts for doubt in text.doubts),
            *(doubt for ledger in ledgers for doubt in ledger.doubts),
        ),
        asides=(
            *(aside for ledger in ledgers for aside in ledger.asides),
            *_tables_left_out(others),
            *_letter(header),
            *furniture,
        ),
        frame=tuple(word for ledger in ledgers for word in ledger.frame),
        clauses=tuple(all_clauses),
    )


def _text(part: Part, issued: date | None, forms: dict[int, tuple[Paragraph, ...]], title: str) -> _Text:
    paragraphs = [paragraph for block in part.body for paragraph in _as_text(block, forms)]
    cut = settled(behind_their_problems(divided_twins(clauses(paragraphs))))
    nested, doubts = outline(cut)
    root = hoisted(nested)
    titles = [title, *(paragraph.text.text for paragraph in part.head)]
    is_bare = any(map(_ONLY_PROBLEMS.search, titles)) and not any(
        clause.label and clause.label.term in BIG for clause in cut
    )
    search = Search(
        issued,
        is_list=any(map(_LIST.search, titles)),
        is_plan=any(map(calls_itself_a_plan, titles)),
        is_letter=any(map(asks_for_mending, titles)),
        only_problems=is_bare or lists_only_problems(root),
    )
    above = part.head[-1].text.text if part.head else ""
    found, bare = search.problems(root), bare_problems(root, above, listed=is_bare)
    return _Text(part, cut, root, () if _hides(found, bare, is_bare=is_bare) else found, bare, doubts)


def _hides(found: Sequence[Found], bare: Sequence[Found], *, is_bare: bool) -> bool:
    """Say whether a list of problems was taken for a shorter one: by measures behind all of them, or by its groups."""
    if not is_bare and any(WHO_AND_WHEN & set(task.fields) for one in found for task in one.tasks):
        return False
    said = [
        text for one in found for text in (*one.asks, *(measure for task in one.tasks for measure in task.measures))
    ]
    swallowed = {at for text in said for at in text.origin}
    inside = [one for one in bare if one.asks and not swallowed.isdisjoint(one.asks[0].origin)]
    return len(bare) > len(found) and len(inside) >= len(found) > 0


def _as_text(block: Block, forms: dict[int, tuple[Paragraph, ...]]) -> tuple[Paragraph, ...]:
    return (block,) if isinstance(block, Paragraph) else forms.get(id(block), ())


def _problems(
    texts: Sequence[_Text], header: Header, *, has_ledger: bool
) -> tuple[tuple[RawCategory, ...], tuple[RawCategory, ...]]:
    """Return the problems of the first part that has any, and those of the other parts, which repeat or add to them."""
    said = [*header.preamble, *(clause.text for text in texts for clause in text.clauses if not clause.label)]
    stated = stated_categories(said)
    groups = [grouped(text.found, stated) for text in texts if text.found]
    if not groups and not has_ledger:
        groups = [grouped(text.bare, stated) for text in texts if text.bare][:1]
    if not groups:
        return (), ()
    return groups[0], tuple(category for group in groups[1:] for category in group)


def _with_annex_title(header: Header, texts: Sequence[_Text]) -> Header:
    """Take title and preamble from the annex where the letter only brings a plan that is annexed."""
    for text in texts[1:]:
        own = read_header(text.part.head, text.part.tail)
        if texts[0].found or not text.found:
            continue
        title = (
            own.title if own.title and (not header.title or is_notice(header.title.text) or own.title) else header.title
        )
        repeated = (*header.repeated, *own.repeated, *((header.title,) if title is not header.title else ()))
        return replace(
            header,
            title=title or header.title,
            letter=(*header.letter, *header.preamble),
            preamble=own.preamble,
            issued=header.issued or own.issued,
            issuers=header.issuers or own.issuers,
            repeated=repeated,
        )
    return header


def _with_annex_name(header: Header, parts: Sequence[Part]) -> Header:
    """Take the title from the line that names the annex, 附件1：某镇问题整改任务表, where nothing else is one."""
    name = next(_annex_names(parts), None)
    return header if header.title or name is None else replace(header, title=name)


def _plain(texts: Sequence[_Text]) -> Iterator[Passage]:
    """Yield the paragraphs that stand under no item."""
    for text in texts:
        yield from (part.whole for part in text.root.content if not isinstance(part, Node))


def _annex_names(parts: Sequence[Part]) -> Iterator[Passage]:
    """Yield the names behind 附件：, one for each where they are numbered."""
    for part in parts:
        lines = [part.annex] if part.annex else []
        in_list = False
        for paragraph in part.tail:
            in_list = is_annex_line(paragraph) or (in_list and take_mark(paragraph.text.text) is not None)
            lines += [paragraph] if in_list else []
        for line in lines:
            match = ANNEX.match(line.text.text)
            name = line.text.cut(match.start("name")) if match else line.text
            mark = take_mark(name.text)
            bare = (name.cut(mark.length) if mark else name).strip(" 。；;")
            if bare:
                yield bare


def _ledger_titles(ledgers: Sequence[Ledger], parts: Sequence[Part]) -> Iterator[Passage]:
    for part in parts:
        if part.annex:
            yield from (paragraph.text for paragraph in part.head if paragraph.text)
    for ledger in ledgers:
        yield from ledger.titles


def _tables_left_out(tables: Sequence[Table]) -> Iterator[Aside]:
    for table in tables:
        for row in table.rows:
            yield from (Aside(cell.text, "不是台账的表格") for cell in row if cell.text)


def _letter(header: Header) -> Iterator[Aside]:
    yield from (Aside(text, "印发通知的正文") for text in header.letter)
