"""Chinese numerals and list marks: the corpus row by row, and both round trips."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.wording.numerals import LARGEST, Mark, MarkStyle, split_mark, to_chinese, to_number, write_mark

CORPUS = Path(__file__).parent / "corpus" / "numerals.tsv"
NO_MARK = "无"


class Row(NamedTuple):
    text: str
    number: int | None
    style: str
    rest: str


def rows() -> list[Row]:
    read = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, number, style, rest = (*line.split("\t"), "", "", "")[:4]
            read.append(Row(text, int(number) if number else None, style, rest))
    return read


NUMERALS = [row for row in rows() if not row.style]
MARKED = [row for row in rows() if row.style]

marks = st.builds(Mark, st.sampled_from(MarkStyle), st.integers(1, 20))
headings = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters="一二三四五六七八九十否")
)


@pytest.mark.parametrize("row", NUMERALS, ids=[repr(row.text) for row in NUMERALS])
def test_numerals(row: Row) -> None:
    """A numeral of the corpus reads to the number beside it, and what is none to nothing."""
    assert to_number(row.text) == row.number


@pytest.mark.parametrize("row", MARKED, ids=[repr(row.text) for row in MARKED])
def test_marks(row: Row) -> None:
    """A text of the corpus loses exactly the mark beside it, or keeps every character where it begins with none."""
    mark, rest = split_mark(row.text)
    assert rest == row.rest
    if row.style == NO_MARK:
        assert mark is None
    else:
        assert row.number
        assert mark == Mark(MarkStyle(row.style), row.number)


def test_corpus_is_large_enough() -> None:
    """The corpus holds at least 60 numerals, each once, and every style of mark."""
    assert len({row.text for row in NUMERALS}) == len(NUMERALS)
    assert len(NUMERALS) >= 60
    assert {row.style for row in MARKED} == {*MarkStyle, NO_MARK}


@given(st.integers(0, LARGEST) | st.integers(0, 11000))
def test_numbers_read_back(number: int) -> None:
    """A number written in Chinese reads back to itself."""
    assert to_number(to_chinese(number)) == number


@given(st.integers(max_value=-1) | st.integers(min_value=LARGEST + 1))
def test_numbers_without_words_are_refused(number: int) -> None:
    """A number below nought or too large for the words is not written."""
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)


@given(st.text() | st.text(st.sampled_from("〇零一二两三九十廿卅百千万亿0１①")))
def test_any_text_reads_to_a_number_or_nothing(text: str) -> None:
    """No text raises, and what reads to a number reads to one that can be written."""
    number = to_number(text)
    assert number is None or to_number(to_chinese(number)) == number


@given(marks, headings)
def test_marks_read_back(mark: Mark, heading: str) -> None:
    """A mark that is written before a heading is taken off again, with or without a blank between them."""
    assert split_mark(write_mark(mark) + heading) == (mark, heading)
    assert split_mark(f" {write_mark(mark)} {heading}") == (mark, heading)


@given(st.text())
def test_any_text_keeps_what_follows_its_mark(text: str) -> None:
    """No text raises; without a mark it stays as it was, with one its end stays."""
    mark, rest = split_mark(text)
    assert text == rest if mark is None else text.endswith(rest)


@pytest.mark.parametrize("mark", [Mark(MarkStyle.CIRCLED, 21), Mark(MarkStyle.ARABIC, 100), Mark(MarkStyle.CHINESE, 0)])
def test_a_mark_its_style_does_not_have_is_refused(mark: Mark) -> None:
    """A mark with a number its style cannot write is not written."""
    with pytest.raises(ValueError, match=str(mark.number)):
        write_mark(mark)
