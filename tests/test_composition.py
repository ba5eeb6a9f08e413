"""The whole page: widths that fill it, type as large as the pages allow, and a title that breaks well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.columns import CHECKLIST, LEDGER, Layout, Term, column
from zhenggai.exporters import typeset
from zhenggai.exporters.composition import Top, balanced, compose
from zhenggai.exporters.pages import Row
from zhenggai.exporters.paper import Paper
from zhenggai.exporters.widths import share

TOP = Top("2022年巩固拓展脱贫攻坚成果考核问题整改台账", "填报单位：某市财政局")
LONG = "完善项目管理制度，强化实施过程监管。" * 12


def row(layout: Layout, **texts: str) -> Row:
    """Return a row with texts by the names of `Term`'s members, blank where none is given."""
    terms = [column.term for column in layout.columns]
    return Row("1-1", tuple(texts.get(term.name, "") if term else "" for term in terms), ("",) * len(terms))


@pytest.mark.parametrize("layout", [LEDGER, CHECKLIST], ids=lambda layout: layout.name)
@pytest.mark.parametrize("paper", list(Paper))
def test_columns_fill_the_page(layout: Layout, paper: Paper) -> None:
    """The built-in layouts are as wide as the paper, and their type is printed no smaller than 9 pt."""
    composition = compose(TOP, layout.columns, [row(layout, MEASURES=LONG)], paper)
    assert sum(composition.grid.widths) * 6 * composition.scale == pytest.approx(paper.width, abs=12)
    assert composition.grid.size * composition.scale >= 9


def test_width_goes_where_the_text_is() -> None:
    """A column of long text takes width from one that is blank, and never more than it can give."""
    room = typeset.units(Paper.A3.width)
    texts = row(LEDGER, DESCRIPTION=LONG * 3).texts
    widths = dict(
        zip((column.term for column in LEDGER.columns), share(LEDGER.columns, [texts], room, 10.5), strict=True)
    )
    assert widths[Term.DESCRIPTION] > 46
    assert widths[Term.MEASURES] == pytest.approx(column(Term.MEASURES).least, abs=4)
    assert sum(widths.values()) == pytest.approx(room)


@given(st.lists(st.integers(0, 400), min_size=3, max_size=3), st.sampled_from([9.0, 10.5, 12.0]))
def test_no_column_is_narrower_than_it_may_be(lengths: list[int], size: float) -> None:
    """Whatever the texts, every column keeps its least width and the page is filled."""
    texts = row(
        LEDGER, **dict(zip(("DESCRIPTION", "MEASURES", "UNITS"), ("整" * n for n in lengths), strict=True))
    ).texts
    widths = share(LEDGER.columns, [texts], 190, size)
    assert sum(widths) == pytest.approx(max(190, sum(one.least for one in LEDGER.columns) * size / 10.5))
    assert all(width >= one.least * size / 10.5 - 1e-6 for width, one in zip(widths, LEDGER.columns, strict=True))


def test_more_columns_than_the_paper_holds_are_printed_smaller() -> None:
    """A layout of every term on A4 keeps its least widths; the sheet is scaled, and its page holds more."""
    everything = Layout("全部", tuple(map(column, Term)))
    narrow = compose(TOP, everything.columns, [row(everything)], Paper.A4)
    assert narrow.scale < 1
    assert narrow.room * narrow.scale < Paper.A4.height


def test_a_layout_of_fixed_widths_keeps_their_proportion() -> None:
    """Columns whose widths were all given share the page in proportion to them."""
    fixed = [column(Term.MEASURES, width=30), column(Term.NOTE, width=10)]
    wide, narrow = share(fixed, [("整改" * 90, "")], 160, 10.5)
    assert wide == pytest.approx(3 * narrow)


def test_type_is_as_large_as_the_pages_allow() -> None:
    """A short ledger is set in the largest type of its paper."""
    assert compose(TOP, LEDGER.columns, [row(LEDGER, MEASURES="短")], Paper.A3).grid.size == max(Paper.A3.body_sizes)


def test_a_long_title_is_shared_out_evenly() -> None:
    """A title too long for one line is broken near its middle, before a new phrase, and no character is lost."""
    title = "某乡2022年衔接推进乡村振兴补助资金绩效评价和巩固拓展脱贫攻坚成果同乡村振兴有效衔接考核反馈问题整改方案"
    first, second = balanced(title, 50)
    assert first + second == title
    assert second.startswith("和巩固拓展")
    assert balanced("整改台账", 50) == ("整改台账",)


@given(st.text("某市整改方案和同，《》2022", max_size=150), st.floats(4, 60))
def test_every_line_of_a_title_fits(title: str, cap: float) -> None:
    """The lines of a title are the title, and none is wider than its line."""
    lines = balanced(title, cap)
    assert "".join(lines) == title
    assert all(typeset.em_width(line) <= cap + 1e-6 for line in lines)


def test_a_long_reporting_unit_makes_its_line_taller() -> None:
    """A 填报单位 that needs two lines gets them; 填报日期 keeps room enough beside it."""
    short = compose(TOP, LEDGER.columns, [row(LEDGER)], Paper.A4)
    long = compose(replace(TOP, unit="填报单位：" + "某某市财政局、" * 15), LEDGER.columns, [row(LEDGER)], Paper.A4)
    assert long.line_height > short.line_height
    assert sum(long.grid.widths[long.unit_columns :]) >= typeset.width_for(16, long.grid.size)


def test_what_stands_over_the_table_leaves_room_for_it() -> None:
    """Neither an endless title nor an endless heading pushes the rows off the page."""
    endless = [column(Term.MEASURES, "整改" * 2000)]
    composition = compose(Top("整改" * 2000, "填报单位：" + "某" * 2000), endless, [], Paper.A4)
    assert composition.first_room > 0.2 * Paper.A4.height
