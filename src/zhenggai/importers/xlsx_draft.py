"""The door of `import xlsx`: a workbook's bytes in; a plan, how it was understood, and every doubt out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from zhenggai.columns.flat import FLAT_SHEET, PLAN_PROPERTY
from zhenggai.columns.plan_sheet import PLAN_SHEET
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.importers.doubts import Kind, shortened
from zhenggai.importers.printed_edits import printed_edits
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_doubts import CellDoubt, Omission
from zhenggai.importers.xlsx_headings import Field
from zhenggai.importers.xlsx_own import read_own
from zhenggai.importers.xlsx_plan import Doubts, plan_of
from zhenggai.importers.xlsx_rows import LeftOut, tell_apart
from zhenggai.importers.xlsx_table import find_table, likeness, with_choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhenggai.importers.xlsx_cells import Book, Cell, Sheet
    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.importers.xlsx_own import OwnReading
    from zhenggai.importers.xlsx_rows import Rows
    from zhenggai.importers.xlsx_table import Column, Table
    from zhenggai.importers.xlsx_tasks import Basis
    from zhenggai.model import Plan

_DAY = re.compile(
    r"(?:填报|填表|制表|更新|报送)?(?:日期|时间)[:：]?\s*(?P<y>20[0-9]{2})[年./-](?P<m>[0-9]{1,2})[月./-](?P<d>[0-9]{1,2})"
    r"|(?:截至|截止)(?:到)?\s*(?P<y2>20[0-9]{2})[年./-](?P<m2>[0-9]{1,2})[月./-](?P<d2>[0-9]{1,2})"
)
_WORDS = re.compile("[^\\W\\d_]{2}")
_MOST_NAMED = 20
_WHERE_TO_EDIT = "没有读入；进展请用 zhenggai collect 收，别的请改在“明细”里，或者导入后用 zhenggai edit 改"


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook as understood.

    `sheet` is the sheet that was read and `columns` what its columns were taken for (none for a workbook of this
    program, whose plan came back whole). `cells` counts the cells with content in the whole workbook; those that
    `omissions` do not cover are in the plan, or are its headings.
    """

    plan: Plan
    plan_id: str
    sheet: str
    columns: tuple[Column, ...]
    doubts: tuple[CellDoubt, ...]
    omissions: tuple[Omission, ...]
    cells: int

    @property
    def imported(self) -> int:
        """How many cells came in."""
        return self.cells - sum(one.cells for one in self.omissions)


def read_workbook(
    raw: bytes, name: str, basis: Basis, sheet: str | None = None, choices: Mapping[str, str] | None = None
) -> Draft:
    """Return the plan that a workbook holds, with everything that is doubtful or left out.

    `name` is the file as messages name it, `sheet` the sheet to read (the likeliest otherwise), and `choices` are
    columns mapped by hand: a heading or a letter to the name of a field.

    Raises:
        NoSuchThing: there is no such sheet, column or field.
        ZhenggaiError: the file cannot be read or holds no ledger.
    """
    book = read_book(raw, name)
    own = None if sheet or choices else read_own(book)
    if own is not None:
        return _own_draft(book, own, basis.lexicon)
    table, others = _chosen(book, basis.lexicon, sheet)
    return _draft(book, with_choices(table, choices) if choices else table, others, basis)


def _own_draft(book: Book, own: OwnReading, lexicon: Lexicon) -> Draft:
    """Return what came back whole; what was typed into the printed sheet is named cell by cell, and never lost."""
    others = [sheet for sheet in book.sheets if sheet.name not in {FLAT_SHEET, PLAN_SHEET} and sheet.cells]
    reason = "由明细印出的表，没有读；要按它读请用 --sheet"
    unread = [Omission(sheet.name, "", reason, len(sheet.cells)) for sheet in others]
    edits = [
        CellDoubt(Kind.CONFLICT, edit.place, f"{edit}，{_WHERE_TO_EDIT}")
        for sheet in others
        for edit in printed_edits(sheet, lexicon)
    ]
    doubts = (*own.doubts, *edits)
    return Draft(own.plan, own.plan_id, PLAN_SHEET, (), doubts, (*own.omissions, *unread), _count(book))


def _chosen(book: Book, lexicon: Lexicon, wanted: str | None) -> tuple[Table, list[Table]]:
    """Return the ledger to read, and the other sheets that look like one; hidden sheets are never chosen unasked."""
    if wanted is not None and book.sheet(wanted) is None:
        names = "、".join(sheet.name for sheet in book.sheets)
        raise NoSuchThing(f"{book.name} 里没有工作表“{wanted}”", f"有这些工作表：{names}")
    sheets = [sheet for sheet in book.sheets if sheet.name == wanted or (wanted is None and not sheet.is_hidden)]
    tables = [table for sheet in sheets if (table := find_table(sheet, lexicon))]
    if not tables:
        where = f"工作表“{wanted}”" if wanted else "各张工作表"
        raise ZhenggaiError(
            f"{book.name} 的{where}里没有找到台账的表头",
            "表头要有“问题”“整改措施”“整改时限”“责任单位”一类的栏；写法特别的，请写进工作区的 headings.tsv",
        )
    best = max(tables, key=likeness)
    return best, [table for table in tables if table is not best]


def _draft(book: Book, table: Table, others: Sequence[Table], basis: Basis) -> Draft:
    sheet = table.sheet
    rows = tell_apart(table, basis.lexicon)
    if not rows.records:
        raise ZhenggaiError(f"{book.name} 的工作表“{sheet.name}”表头下面没有任务", "请核对是不是要导入的表")
    doubts = Doubts(sheet)
    _doubt_source(table, others, doubts)
    title_cell = None if table.is_flat else _title_cell(rows.over, basis.lexicon)
    title = _title(book, title_cell, doubts)
    is_told = any(record.cell(Field.PROGRESS) or record.cell(Field.STATUS) for record in rows.records)
    day = basis.progress_day or (_day_of(rows.over, doubts) if is_told else None)
    plan = plan_of(table, rows.records, title, replace(basis, progress_day=day), doubts)
    over = [LeftOut(cell, "表上方的文字") for cell in rows.over if cell is not title_cell]
    omissions = (
        *_left_out(sheet, (*over, *rows.left_out)),
        *_unread_columns(table, rows),
        *_unread_sheets(book, sheet),
        *(Omission(f"{sheet.name}!{one.cell}", one.text, "批注", 0) for one in sheet.comments),
    )
    plan_id = book.properties.get(PLAN_PROPERTY, "")
    return Draft(plan, plan_id, sheet.name, table.columns, tuple(doubts.found), omissions, _count(book))


def _doubt_source(table: Table, others: Sequence[Table], doubts: Doubts) -> None:
    """Name what may be wrong with the file itself: other ledgers in it, hidden rows, lost digits, pictures."""
    sheet = table.sheet
    if others:
        names = "、".join(f"“{other.sheet.name}”" for other in others)
        doubts.say_of(Kind.LAYOUT, "", f"{names}也像台账，这次没有读；要读请用 --sheet")
    content = set(sheet.row_numbers)
    if rows := sorted(sheet.hidden_rows & content):
        named = "、".join(map(str, rows[:_MOST_NAMED])) + ("等" if len(rows) > _MOST_NAMED else "")
        doubts.say_of(Kind.LAYOUT, "", f"第{named}行是隐藏的（共 {len(rows)} 行），照样读了")
    hidden = [column for column in table.columns if column.index in sheet.hidden_columns]
    if named := "、".join(column.letter for column in hidden if column.field is not Field.REFERENCE):
        doubts.say_of(Kind.LAYOUT, "", f"{named} 列是隐藏的，照样读了")
    for cell in sheet.cells.values():
        if cell.trouble and cell.text:
            doubts.say(Kind.LAYOUT, cell, f"“{shortened(cell.text)}”：{cell.trouble}")
    if sheet.has_drawings:
        doubts.say_of(Kind.LAYOUT, "", "有图片、图形或文本框，没有读，请核对里面有没有文字")
    for column in table.columns:
        if column.hint is not None and column.field is Field.OWN:
            hint = f"像“{column.hint}”，没有认定，放在“附加”里；要认定请加 --map {column.heading}={column.hint}"
            doubts.say_of(Kind.LAYOUT, f"{column.letter}列", f"“{column.heading}”{hint}")


def _title_cell(over: Sequence[Cell], lexicon: Lexicon) -> Cell | None:
    """Return the longest text over the table that is no line like 填报单位：…."""
    found = [
        cell
        for cell in over
        if _WORDS.search(cell.text)
        and not lexicon.is_closing(cell.text)
        and ("整改" in cell.text or not _DAY.search(cell.text))
    ]
    return max(found, key=lambda cell: len(cell.text), default=None)


def _title(book: Book, cell: Cell | None, doubts: Doubts) -> str:
    if cell is not None:
        return "".join(cell.text.split("\n")).strip()
    other = book.title or PurePath(book.name).stem
    doubts.say_of(Kind.HEADER, "", f"表上方没有标题，用了“{shortened(other)}”")
    return other


def _day_of(over: Sequence[Cell], doubts: Doubts) -> date | None:
    """Return the day that stands over a ledger as 填报日期: the one its progress is told of."""
    for cell in over:
        found = _DAY.search(cell.text)
        if found is None:
            continue
        year, month, day = (int(found[name] or found[f"{name}2"]) for name in "ymd")
        try:
            known = date(year, month, day)
        except ValueError:
            continue
        doubts.say(Kind.PROGRESS, cell, f"各行的进展没有写日期的，按 {known} 记")
        return known
    return None


def _left_out(sheet: Sheet, found: Sequence[LeftOut]) -> Iterator[Omission]:
    """Yield what was left out, the cells of a row together where the reason is the same."""
    ordered = sorted(found, key=lambda one: (one.cell.row, one.cell.column))
    for (row, reason), together in groupby(ordered, key=lambda one: (one.cell.row, one.reason)):
        cells = [one.cell for one in together]
        place = sheet.place(cells[0]) if len(cells) == 1 else f"{sheet.name}!第{row}行"
        yield Omission(place, "；".join(cell.text for cell in cells), reason, len(cells))


def _unread_columns(table: Table, rows: Rows) -> Iterator[Omission]:
    skipped = [column for column in table.columns if column.field is Field.SKIPPED]
    out = {(one.cell.row, one.cell.column) for one in rows.left_out}
    for column in skipped:
        below = [
            place
            for place in table.sheet.cells
            if place[1] == column.index and place[0] > table.bottom and place not in out
        ]
        reason = "按 --map 不读" if column.by_hand else "由其他栏算出，或者由 collect 收"
        if below:
            yield Omission(f"{table.sheet.name}!{column.letter}列", column.heading, reason, len(below))


def _unread_sheets(book: Book, chosen: Sheet) -> Iterator[Omission]:
    for sheet in book.sheets:
        if sheet is not chosen and sheet.cells:
            yield Omission(sheet.name, "", "隐藏的工作表" if sheet.is_hidden else "没有选用的工作表", len(sheet.cells))


def _count(book: Book) -> int:
    return sum(len(sheet.cells) for sheet in book.sheets)
