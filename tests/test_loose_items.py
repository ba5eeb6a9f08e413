"""Paragraphs are items of a document without list numbers only where each says who mends something or by when."""

from __future__ import annotations

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.loose_items import with_loose_items
from zhenggai.importers.passage import Passage


def items(*lines: str) -> list[bool]:
    """Say of each line whether it is read as an item."""
    passages = [Passage(line, tuple(range(len(line)))) for line in lines]
    blocks = with_loose_items([Paragraph(passage, (passage,)) for passage in passages])
    return [isinstance(block, Paragraph) and block.mark is not None for block in blocks]


AIMED = (
    "针对留样不规范问题，由饮食中心负责，6月10日前整改到位。",
    "针对晨检缺失问题，由饮食中心负责，6月5日前整改到位。",
)
SPOKEN = ("一是服务不规范的问题。开展考核。责任科室：物管办", "二是资金难用的问题。简化流程。责任科室：财政所")


def test_items_without_numbers() -> None:
    """针对…问题，… with a unit or a day, and 一是… with labels of its own, are items where no other list is."""
    assert items("某校整改方案", *AIMED) == [False, True, True]
    assert items("某街道整改方案", *SPOKEN) == [False, True, True]


def test_points_that_say_nobody() -> None:
    """一是, 二是 without units or days are the points of one text."""
    assert items("某街道整改方案", "一是加强领导。", "二是压实责任。") == [False, False, False]


def test_where_another_order_is() -> None:
    """A numbered list or the label of a chapter says how the document is ordered."""
    assert items("一、整改任务", *AIMED) == [False, False, False]
    assert items("整改措施：", *SPOKEN) == [False, False, False]


def test_a_single_one() -> None:
    """One such paragraph is no list."""
    assert items("某校整改方案", AIMED[0]) == [False, False]
