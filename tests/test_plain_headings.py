"""Headings that have neither mark nor style are known by their words and by standing alone, and by nothing less."""

from __future__ import annotations

from zhenggai.importers.blocks import PLAIN_CHAPTER, PLAIN_HEADING, Paragraph
from zhenggai.importers.passage import Passage
from zhenggai.importers.plain_headings import with_plain_headings


def headings(text: str) -> dict[str, int]:
    """Return the lines read as headings, with their levels."""
    passages = [Passage(line, tuple(range(len(line)))) for line in text.splitlines()]
    blocks = with_plain_headings([Paragraph(passage, (passage,)) for passage in passages])
    return {block.text.text: block.heading for block in blocks if isinstance(block, Paragraph) and block.heading}


def test_chapters_and_the_problems_in_them() -> None:
    """A chapter is known by its words; short lines within it, each above its own text, are problems."""
    text = """某县河湖问题整改方案
为切实解决问题，制定本方案。
总体目标
实现河面无漂浮物。
问题及整改安排
排污口底数不清
登记19个，实际26个。
坑塘没有回填
滩地有采砂坑3处。
保障措施
加强领导。"""
    assert headings(text) == {
        "总体目标": PLAIN_CHAPTER,
        "问题及整改安排": PLAIN_CHAPTER,
        "排污口底数不清": PLAIN_HEADING,
        "坑塘没有回填": PLAIN_HEADING,
        "保障措施": PLAIN_CHAPTER,
    }


def test_groups_of_a_marked_chapter() -> None:
    """Short lines above lists that begin anew group what stands under a marked chapter."""
    text = "一、隐患问题\n校园外部\n1、围墙开裂。\n校园内部\n1、单杠松动。\n二、有关要求\n各班要落实。"
    assert headings(text) == {"校园外部": PLAIN_HEADING, "校园内部": PLAIN_HEADING}


def test_the_title_of_a_list_is_no_chapter() -> None:
    """问题整改清单 at the top of a document, or under 附件1, names the list itself."""
    assert headings("问题整改清单\n1.围墙开裂。") == {}
    assert headings("请认真落实。\n附件1\n问题整改清单\n1.围墙开裂。") == {}


def test_names_and_cells_are_no_headings() -> None:
    """Lines of a broken table, of names or a single short line are not taken for headings."""
    assert headings("一、整改措施\n镇农业办\n张某\n镇水务站\n李某\n9月底前\n镇政府。") == {}
    assert headings("一、整改措施\n加强领导\n各单位要负责。") == {}


def test_nothing_stands_out_where_no_chapter_is() -> None:
    """Short lines outside a chapter of problems stay text."""
    assert headings("今天的会议\n开得很好。\n明天的会议\n也会很好。") == {}
