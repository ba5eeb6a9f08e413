"""Pages: no character is lost, no page overfull, no cell too small for its text, whatever the rows are."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenggai.exporters import typeset
from zhenggai.exporters.balance import balanced
from zhenggai.exporters.pages import Grid, Page, Row, fill, spans

GRID = Grid((6.0, 10.0, 30.0, 24.0), 10.5)
ROOMS = st.tuples(st.floats(150, 700), st.floats(50, 150)).map(lambda pair: (pair[0] - pair[1] * 0.5, pair[0]))
SENTENCE = "完善管理制度，投入388.76万元。"
PROSE = st.builds(
    lambda text, times: text * times, st.sampled_from((SENTENCE, "没有句号", "一行\n")), st.integers(0, 90)
)
LABEL = st.sampled_from(("一", "工作落实方面", "洪涝灾害影响明显" * 6, "很长的名称" * 80))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Row, ...]:
    """Rows in two levels of runs, with a merged column for each level and two columns of prose."""
    rows: list[Row] = []
    for category in range(draw(st.integers(0, 3))):
        label = draw(LABEL)
        for issue in range(draw(st.integers(1, 3))):
            title = draw(LABEL)
            for task in range(draw(st.integers(1, 4))):
                texts = (label, title, draw(PROSE), draw(PROSE))
                groups = (f"类型 {category}", f"问题 {category} {issue}", "", "")
                rows.append(Row(f"{category}{issue}-{task}", texts, groups))
    return tuple(rows)


ROUNDING = 1e-6
"""Points: what a sum of heights may differ by in its last places, far below what a printer can draw."""


def height(page: Page) -> float:
    return sum(row.height for row in page)


def said(pages: tuple[Page, ...], column: int) -> dict[str, str]:
    """Return what the rows of each task say together in a column that is theirs alone."""
    said: dict[str, str] = {}
    for row in (row for page in pages for row in page):
        said[row.key] = said.get(row.key, "") + ("" if row.groups[column] else row.texts[column])
    return said


def whole(key: str, text: str) -> Row:
    return Row(key, ("一", "某问题", text, ""), ("类型 1", "问题 1", "", ""))


def lines_high(count: int) -> str:
    """Return a text of so many lines, without a sentence end to cut it at."""
    return "\n".join(["行"] * count)


@given(ledgers(), ROOMS)
@settings(max_examples=60)
def test_nothing_is_lost_and_nothing_doubled(rows: tuple[Row, ...], rooms: tuple[float, float]) -> None:
    """The parts of a task, read one after another, are its texts, in the order of the rows."""
    pages = balanced(rows, GRID, *rooms)
    for column in (2, 3):
        assert said(pages, column) == {row.key: row.texts[column] for row in rows}
    assert [key for key, _ in groupby(row.key for page in pages for row in page)] == [row.key for row in rows]


@given(ledgers(), ROOMS)
@settings(max_examples=60)
def test_labels_are_repeated_on_every_page_they_reach(rows: tuple[Row, ...], rooms: tuple[float, float]) -> None:
    """A label that is merged stands on every page that has a row of its run; one too tall for that is still said."""
    labels = {(column, row.groups[column]): row.texts[column] for row in rows for column in (0, 1)}
    spoken: dict[tuple[int, str], str] = {}
    originals = {row.key: row for row in rows}
    for page in fill(rows, GRID, *rooms):
        for row in page:
            for column in (0, 1):
                group = originals[row.key].groups[column]
                if row.groups[column]:
                    assert row.texts[column] == labels[column, group]
                else:
                    spoken[column, group] = spoken.get((column, group), "") + row.texts[column]
    assert all(text == labels[at] for at, text in spoken.items())


@given(ledgers(), ROOMS)
@settings(max_examples=60)
def test_no_page_is_overfull_and_no_row_too_tall(rows: tuple[Row, ...], rooms: tuple[float, float]) -> None:
    """The rows of a page fit into its room, and none is taller than a row can be."""
    first_room, room = rooms
    pages = balanced(rows, GRID, first_room, room)
    assert height(pages[0]) <= first_room + ROUNDING
    assert all(height(page) <= room + ROUNDING for page in pages[1:])
    assert all(row.height <= typeset.TALLEST_ROW for page in pages for row in page)


@given(ledgers(), ROOMS)
@settings(max_examples=60)
def test_every_text_fits_its_cell(rows: tuple[Row, ...], rooms: tuple[float, float]) -> None:
    """A cell of its own is as tall as its text needs, and a merged one as tall as its label needs on each page."""
    for page in balanced(rows, GRID, *rooms):
        for column in range(4):
            merged = {position for first, last in spans(page, column) for position in range(first, last + 1)}
            for first, last in spans(page, column):
                assert height(page[first : last + 1]) >= GRID.height(column, page[first].texts[column])
            for position, row in enumerate(page):
                text = "" if position in merged else row.texts[column]
                assert not text or row.height >= GRID.height(column, text)


@given(ledgers(), ROOMS)
@settings(max_examples=60)
def test_making_pages_alike_costs_no_page(rows: tuple[Row, ...], rooms: tuple[float, float]) -> None:
    """Balanced pages are no more than filled ones, with no task cut more often; of as many, the emptiest is fuller."""
    filled, alike = fill(rows, GRID, *rooms), balanced(rows, GRID, *rooms)
    assert len(alike) <= len(filled)
    assert sum(map(len, alike)) <= sum(map(len, filled))
    assert len(alike) < len(filled) or min(map(height, alike)) >= min(map(height, filled)) - ROUNDING


def test_no_rows_are_one_empty_page() -> None:
    """A plan without tasks still has its page, with the heading alone."""
    assert balanced((), GRID, 400, 500) == ((),)


def test_a_row_taller_than_excel_allows_is_cut_on_its_page() -> None:
    """A task of 30 sentences is cut behind a sentence into rows named #1 and #2."""
    (page,) = fill([whole("2-4", SENTENCE * 45)], GRID, 700, 700)
    assert [row.name for row in page] == ["2-4#1", "2-4#2"]
    assert page[0].texts[2].endswith("。")
    assert page[0].height <= typeset.TALLEST_ROW < height(page)


def test_a_row_is_cut_rather_than_half_a_page_left_empty() -> None:
    """A row that does not fit begins on this page where more than half of it is free, else on the next."""
    tall = whole("1-2", SENTENCE * 20)
    assert [len(page) for page in fill([whole("1-1", lines_high(6)), tall], GRID, 400, 400)] == [2, 1]
    assert [len(page) for page in fill([whole("1-1", lines_high(16)), tall], GRID, 400, 400)] == [1, 1]


def test_full_pages_reach_the_foot() -> None:
    """All pages but the last are stretched to their foot, none by more than the limit; cut rows stay together."""
    rows = [whole(f"1-{n}", lines_high(9)) for n in range(1, 6)]
    pages = balanced(rows, GRID, 500, 500)
    assert [len(page) for page in pages] == [3, 2]
    assert height(pages[0]) == pytest.approx(500, abs=2.25)
    assert height(pages[1]) == pytest.approx(height(pages[0]) * 2 / 3, abs=2.25)


def test_a_label_makes_its_rows_tall_enough() -> None:
    """A merged label that needs more than its one short row makes that row taller."""
    title = "洪涝灾害对巩固脱贫成果产生明显影响" * 3
    (page,) = fill([Row("1-1", ("一", title, "短", ""), ("类型 1", "问题 1", "", ""))], GRID, 500, 500)
    assert page[0].height == GRID.height(1, title) > GRID.height(2, "短")
