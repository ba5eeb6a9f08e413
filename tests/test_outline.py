"""Clauses nested by their marks and labels, with a doubt for every number that is missing, repeated or restarted."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.clauses import Clause, clauses
from zhenggai.importers.hoisting import hoisted
from zhenggai.importers.outline import Node, outline
from zhenggai.importers.passage import Passage


def nested(text: str, *, hoist: bool = False) -> tuple[Node, list[str]]:
    paragraphs = []
    at = 0
    for line in text.splitlines():
        passage = Passage(line, tuple(range(at, at + len(line))))
        paragraphs.append(Paragraph(passage, (passage,)))
        at += len(line) + 1
    root, doubts = outline(clauses(paragraphs))
    return (hoisted(root) if hoist else root), [doubt.message for doubt in doubts]


def drawn(node: Node, depth: int = 0) -> list[str]:
    """Draw a tree, a node a line, indented; a label in brackets, plain text behind a dash."""
    lines = []
    for part in node.content:
        if isinstance(part, Clause):
            lines.append(f"{'  ' * depth}- {part.text.text}")
        elif part.clause:
            label = f"[{part.clause.label.name}]" if part.clause.label else ""
            lines.append(f"{'  ' * depth}{part.clause.lead.text.strip()}{label}{part.clause.text.text}")
            lines += drawn(part, depth + 1)
    return lines


def tree(test: Callable[..., object]) -> str:
    """Return what stands below the first paragraph of a test's docstring."""
    return (inspect.getdoc(test) or "").partition("\n\n")[2]


def held(test: Callable[..., object], text: str, *, hoist: bool = False) -> None:
    assert "\n".join(drawn(nested(text, hoist=hoist)[0])) == tree(test)


def test_official_levels() -> None:
    """Four levels, a number that goes on over two categories, and labels that belong to the innermost item.

    一、任务
      （一）甲方面
        1.某问题
          [整改措施]补
          [责任单位]甲局
        2.另一问题
          （1）其一
            [整改措施]改
          （2）其二
            [整改措施]建
      （二）乙方面
        3.又一问题
          [整改措施]治
    """
    text = (
        "一、任务\n（一）甲方面\n1.某问题\n整改措施：补\n责任单位：甲局\n2.另一问题\n（1）其一\n整改措施：改\n"
        "（2）其二\n整改措施：建\n（二）乙方面\n3.又一问题\n整改措施：治"
    )
    held(test_official_levels, text)
    assert nested(text)[1] == []


def test_measures_numbered_like_the_problems() -> None:
    """Problems and measures both under 1., 2.: a mark with measures of its own is a problem.

    1.问题甲
      [整改措施]
        1.甲一
        2.甲二
    2.问题乙
      [整改措施]
        1.乙一
    3.问题丙
      [整改措施]丙一
    """
    held(
        test_measures_numbered_like_the_problems,
        "1.问题甲\n整改措施：\n1.甲一\n2.甲二\n2.问题乙\n整改措施：\n1.乙一\n3.问题丙\n整改措施：丙一",
    )


def test_numbered_labels_are_labels_of_the_item_above() -> None:
    """问题表现, 整改措施 and 责任单位 may themselves be numbered.

    （一）收费不规范
      1.[问题表现]重复收费
      2.[整改措施]
        （1）退回
        （2）培训
      3.[责任单位]县中医院
    （二）用药不规范
      1.[问题表现]超限用药
    """
    held(
        test_numbered_labels_are_labels_of_the_item_above,
        "（一）收费不规范\n1.问题表现：重复收费\n2.整改措施：\n（1）退回\n（2）培训\n3.责任单位：县中医院\n"
        "（二）用药不规范\n1.问题表现：超限用药",
    )


def test_a_problem_label_begins_a_record() -> None:
    """Without any mark, each 问题： begins a record that the labels behind it belong to.

    [问题]甲不全
      [整改措施]补甲
      [责任单位]甲局
    [问题]乙不全
      [整改措施]补乙
    """
    held(
        test_a_problem_label_begins_a_record,
        "问题：甲不全\n整改措施：补甲\n责任单位：甲局\n问题：乙不全\n整改措施：补乙",
    )


def test_a_closing_remark_belongs_to_no_task() -> None:
    """A sentence to all units behind the last task stands by itself.

    1.某问题
      [整改措施]补
      [责任单位]甲局
    - 请各责任单位于6月5日前报送整改情况。
    """
    held(
        test_a_closing_remark_belongs_to_no_task,
        "1.某问题\n整改措施：补\n责任单位：甲局\n请各责任单位于6月5日前报送整改情况。",
    )


def test_labels_behind_the_last_part_are_the_problems() -> None:
    """Measures written once behind the parts of a problem belong to the problem, not to its last part.

    （一）管理不规范
      1.台账不全
      2.制度缺失
      [整改措施]补齐
      [责任单位]甲局
    """
    held(
        test_labels_behind_the_last_part_are_the_problems,
        "（一）管理不规范\n1.台账不全\n2.制度缺失\n整改措施：补齐\n责任单位：甲局",
        hoist=True,
    )


def test_labels_behind_every_part_stay() -> None:
    """Where every part has its own measures, each keeps them.

    （一）管理不规范
      1.台账不全
        [整改措施]补
      2.制度缺失
        [整改措施]建
    """
    held(
        test_labels_behind_every_part_stay,
        "（一）管理不规范\n1.台账不全\n整改措施：补\n2.制度缺失\n整改措施：建",
        hoist=True,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.甲\n2.乙\n4.丁", "“4.丁”之前缺序号 3"),
        ("1.甲\n2.乙\n6.己", "“6.己”之前缺序号 3、4、5"),
        ("1.甲\n2.乙\n2.丙", "序号 2 出现了两次"),
        ("1.甲\n2.乙\n1.丙", "序号从 2 退回 1"),
        ("（二）甲", "“（二）甲”之前缺序号 1"),
    ],
)
def test_broken_counting_is_a_doubt(text: str, message: str) -> None:
    """A gap, a repetition and a restart are told, and what stands there is kept."""
    root, doubts = nested(text)
    assert any(message in doubt for doubt in doubts)
    assert len(drawn(root)) == len(text.splitlines())


def test_figures_that_look_like_marks_count_nothing() -> None:
    """7.20水灾 at the start of a line is a sentence, and so is a number that continues no list."""
    root, doubts = nested("1.甲\n7.20水灾后新增的问题\n12 县水务局负责")
    assert drawn(root) == ["1.甲", "  - 7.20水灾后新增的问题", "  - 12 县水务局负责"]
    assert not doubts


def test_careless_marks_are_one_list() -> None:
    """1. and 2、 count on in one list."""
    root, doubts = nested("1.甲\n2、乙\n3.丙")
    assert drawn(root) == ["1.甲", "2、乙", "3.丙"]
    assert not doubts
