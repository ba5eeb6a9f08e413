"""A list number glued to the figure behind it is told from a decimal by the list it stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.glued_marks import set_free
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import Passage


def read(*lines: str) -> list[tuple[str, int | None]]:
    """Return the style and number of the mark each line is read to have."""
    passages = [Passage(line, tuple(range(len(line)))) for line in lines]
    blocks = set_free([Paragraph(passage, (passage,)) for passage in passages])
    marks = [take_mark(block.text.text) for block in blocks if isinstance(block, Paragraph)]
    return [(mark.style, mark.number) if mark else ("", None) for mark in marks]


def test_item_that_begins_with_a_figure() -> None:
    """1.3个… is item 1 and 3.12台… item 3 where a second item stands between them."""
    assert read("1.3个乡镇没有执行。", "2.资金没有拨付。", "3.12台设备闲置。") == [("1.", 1), ("1.", 2), ("1.", 3)]


@pytest.mark.parametrize(
    "lines",
    [("1.1管理制度", "1.2人员配备", "2.1设施"), ("1.5亿元没有拨付。", "项目没有开工。"), ("比上年多", "3.2个百分点。")],
)
def test_decimals_stay(lines: tuple[str, ...]) -> None:
    """Headings of two levels, an amount and a rest of a line are no items of a list of one level."""
    assert all(style != "1." for style, _number in read(*lines))


def test_two_levels_that_begin_again_stay() -> None:
    """1.1 and 1.2 are headings of two levels even if 2.1 follows."""
    assert read("1.1基础设施", "1.2队伍建设", "2.1经费") == [("1.1", 1), ("1.1", 2), ("1.1", 1)]


@given(st.lists(st.text(alphabet="0123456789.、个项目", max_size=8), max_size=6))
def test_nothing_is_lost(lines: list[str]) -> None:
    """At most one blank is made up in a line; every character keeps its origin."""
    passages = [Passage(line, tuple(range(len(line)))) for line in lines]
    for before, block in zip(passages, set_free([Paragraph(one, (one,)) for one in passages]), strict=True):
        assert isinstance(block, Paragraph)
        kept = [(char, at) for char, at in zip(block.text.text, block.text.origin, strict=True) if at >= 0]
        assert kept == list(zip(before.text, before.origin, strict=True))
        assert len(block.text) - len(before) in {0, 1}
