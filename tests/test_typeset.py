"""Em widths, lines, heights and cuts: nothing is lost, and what is cut fits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import texts
from zhenggai.exporters.typeset import (
    LATIN_EM,
    TALLEST_ROW,
    capacity,
    count_lines,
    cut,
    em_width,
    height,
    lines_within,
    round_down,
    round_up,
    units,
    width_for,
)

PROSE = st.text("整改措施，。；“”（）《》、12.5%Ab \n", max_size=200)
CAPS = st.floats(1, 40)
SIZES = st.sampled_from((9.0, 10.5, 12.0, 22.0))


def test_a_chinese_character_is_one_em_wide_and_any_other_less() -> None:
    """CJK characters and full-width signs take one em, Latin letters and digits 0.55."""
    assert em_width("整改（一）") == 5
    assert em_width("𠮷") == 1
    assert em_width("388.76") == pytest.approx(6 * LATIN_EM)


def test_widths_and_capacities_are_inverse() -> None:
    """A column made for a number of em holds just that many."""
    assert capacity(46, 10.5) == pytest.approx((46 * 8 - 7) * 0.75 / 10.5)
    assert capacity(width_for(12.5, 9), 9) == pytest.approx(12.5)
    assert units(1122.5) == pytest.approx(187.08, abs=0.01)


@pytest.mark.parametrize(
    ("text", "cap", "lines"),
    [
        ("", 10, 0),
        ("整改", 10, 1),
        ("整改措施整改", 3, 2),
        ("整改措施整改", 2.9, 3),
        ("整改\n措施", 10, 2),
        ("整改\n", 10, 2),
        ("整改措施。", 4, 2),
        ("整改措施，一二。", 4, 3),
        ("投入388.76万元", 4, 3),
        ("388.76", 1, 4),
    ],
    ids=[
        "empty", "one", "exactly two", "a character too wide", "two paragraphs", "line end", "stop overflows",
        "stop takes its neighbour along", "number kept together", "number wider than the line",
    ],
)  # fmt: skip
def test_lines_are_counted_as_they_break(text: str, cap: float, lines: int) -> None:
    """Lines break between Chinese characters, but neither inside a number nor before a stop."""
    assert count_lines(text, cap) == lines


@given(PROSE, CAPS)
def test_no_fewer_lines_than_the_width_asks_for(text: str, cap: float) -> None:
    """The lines of a text are never fewer than its width divided by the width of a line."""
    least = sum(max(1, math.ceil(em_width(paragraph) / cap - 1e-6)) for paragraph in text.split("\n")) if text else 0
    assert count_lines(text, cap) >= least


@given(st.one_of(PROSE, texts()), CAPS, st.integers(1, 30))
def test_a_cut_loses_nothing_and_fits(text: str, cap: float, lines: int) -> None:
    """Both parts joined are the text; the first has no more lines than asked for, unless it is a single character."""
    part, rest = cut(text, cap, lines)
    assert part + rest == text
    assert part or not text
    assert count_lines(part, cap) <= lines or len(part) == 1


@given(st.integers(1, 12), CAPS)
def test_a_cut_text_goes_on_with_a_whole_sentence(sentences: int, cap: float) -> None:
    """Where a sentence ends early enough, the cut is behind it."""
    text = "完善项目管理制度，按计划推进。" * sentences
    part, rest = cut(text, cap, count_lines("完善项目管理制度，按计划推进。", cap) * 2)
    assert part.endswith("。")
    assert not rest or rest.startswith("完善")


def test_a_closing_quote_stays_with_its_sentence() -> None:
    """A cut never stands between a stop and the quotation mark or bracket that closes behind it."""
    assert cut("要做到“应纳尽纳。”然后继续推进整改工作", 8, 2) == ("要做到“应纳尽纳。”", "然后继续推进整改工作")


def test_without_a_sentence_the_cut_is_behind_a_clause() -> None:
    """A text with commas only is cut behind a comma, one without anything where the line is full."""
    assert cut("完善制度，加强监管，推进项目", 6, 1) == ("完善制度，", "加强监管，推进项目")
    assert cut("完善制度加强监管推进项目", 6, 1) == ("完善制度加强", "监管推进项目")


@given(st.integers(1, 200), SIZES)
def test_a_height_holds_its_lines(lines: int, size: float) -> None:
    """As many lines fit into a height as it was made for, and heights are whole pixels."""
    assert lines_within(height(lines, size), size) == lines
    assert height(lines, size) % 0.75 == 0


@given(st.floats(0, 2000), SIZES)
def test_lines_within_a_room_need_no_more_than_it(room: float, size: float) -> None:
    """The lines said to fit into a room do, also where the row is rounded up to whole pixels; one more would not."""
    lines = lines_within(room, size)
    assert not lines or height(lines, size) <= room + 1e-5
    assert height(lines + 1, size) > room - 1e-5


@given(st.floats(0, 2000))
def test_rounding_stays_within_a_pixel(points: float) -> None:
    """Rounding moves a height by less than a pixel, to the side its name says."""
    assert 0 <= round_up(points) - points + 1e-5 < 0.76
    assert 0 <= points - round_down(points) + 1e-5 < 0.76
    assert round_up(TALLEST_ROW) == round_down(TALLEST_ROW) == TALLEST_ROW
