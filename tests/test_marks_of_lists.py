"""List marks at the start of a paragraph, the official ones and those a careless or a technical hand writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.importers.marks import rank, take_mark


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("一、指导思想", "一、", 1, "指导思想"),
        ("二．整改任务", "一、", 2, "整改任务"),
        ("（三）、资金方面", "（一）", 3, "资金方面"),
        ("㈣资金方面", "（一）", 4, "资金方面"),
        ("12. 某问题", "1.", 12, "某问题"),
        ("120.某问题", "1.", 120, "某问题"),
        ("3、某问题", "1、", 3, "某问题"),
        ("(7) 其他问题", "（1）", 7, "其他问题"),
        ("2）某措施", "1）", 2, "某措施"),
        ("②某措施", "①", 2, "某措施"),
        ("2.1 人员不足", "1.1", 1, "人员不足"),
        ("2.1.3公开招聘", "1.1.1", 3, "公开招聘"),
        ("第二部分  问题清单", "第一部分", 2, "问题清单"),
        ("第三，加强督查", "第一，", 3, "加强督查"),
        ("第4项 某任务", "第一，", 4, "某任务"),
        ("B.某措施", "A.", 2, "某措施"),
        ("2 问题及措施", "1 ", 2, "问题及措施"),
        ("●某措施", "•", None, "某措施"),
        ("- 某措施", "•", None, "某措施"),
    ],
)
def test_marks(text: str, style: str, number: int | None, rest: str) -> None:
    """The style, the number, and where the text begins."""
    mark = take_mark(text)
    assert mark is not None
    assert (mark.style, mark.number, text[mark.length :]) == (style, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2022年6月7日",
        "1.5亿元资金",
        "3.2万元",
        "一、二、三产业",
        "一季度",
        "10%的农户",
        "2023.8.31前",
        "某问题",
    ],
)
def test_no_marks(text: str) -> None:
    """Figures, days and figures of speech are no list marks."""
    assert take_mark(text) is None


@given(st.text(max_size=30))
def test_a_mark_is_the_beginning_of_its_text(text: str) -> None:
    """A mark never takes more than there is."""
    mark = take_mark(text)
    assert mark is None or 0 < mark.length <= len(text)


def test_ranks_follow_the_official_order() -> None:
    """一、 stands outside （一）, that outside 1., and so on down."""
    styles = ["一、", "（一）", "1.", "（1）", "①"]
    assert [rank(style) for style in styles] == sorted(rank(style) for style in styles)
    assert rank("1.1") < rank("1.1.1")
