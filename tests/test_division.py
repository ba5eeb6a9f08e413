"""Where no label says it, a problem ends at the first sentence that says what is to be done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.importers.division import divided
from zhenggai.importers.passage import Passage


def parts(*paragraphs: str) -> tuple[list[str], list[str]]:
    """Return what is wrong and what is to be done."""
    at = 0
    passages = []
    for text in paragraphs:
        passages.append(Passage(text, tuple(range(at, at + len(text)))))
        at += len(text)
    told = divided(passages)
    return [one.text for one in told.asks], [one.text for one in told.measures]


@pytest.mark.parametrize(
    ("text", "asks", "measures"),
    [
        ("围墙开裂。立即拆除重建。", "围墙开裂。", "立即拆除重建。"),
        (
            "补助滞后的问题。县财政局会同县教育局于6月30日前拨付到位。",
            "补助滞后的问题。",
            "县财政局会同县教育局于6月30日前拨付到位。",
        ),
        (
            "河滩上堆放垃圾。由白沙街道办事处负责，6月20日前清运完毕。",
            "河滩上堆放垃圾。",
            "由白沙街道办事处负责，6月20日前清运完毕。",
        ),
        ("针对“巡林走过场”问题，修订细则。", "针对“巡林走过场”问题", "修订细则。"),
        ("2022年6月底前仍未完成验收。组织验收。", "2022年6月底前仍未完成验收。", "组织验收。"),
    ],
)
def test_one_paragraph(text: str, asks: str, measures: str) -> None:
    """The verb, who is to do it, or a day that is set ends the problem; a day that was missed does not."""
    assert parts(text) == ([asks], [measures])


def test_paragraphs_below_a_heading() -> None:
    """What was found belongs to the problem, and what follows it to the measures."""
    assert parts(
        "底数不清", "登记19个，实际26个，来源不明。", "由县水利局牵头，逐一溯源。", "由县住建局牵头，封堵。"
    ) == (
        ["底数不清", "登记19个，实际26个，来源不明。"],
        ["由县水利局牵头，逐一溯源。", "由县住建局牵头，封堵。"],
    )


def test_a_task_without_a_problem() -> None:
    """An item that only says what to do is its own measure, named by its first sentence."""
    assert parts("完善制度。修订办法3项。") == (["完善制度。"], ["完善制度。修订办法3项。"])


def test_a_problem_without_measures() -> None:
    """What is wrong and nothing else stays a problem."""
    assert parts("制度不健全，执行不到位。") == (["制度不健全，执行不到位。"], [])


@given(
    st.lists(
        st.text(alphabet="加强由县局牵头负责未按不到位。，9月底前完成针对问题", min_size=1, max_size=30), max_size=4
    )
)
def test_nothing_is_lost(paragraphs: list[str]) -> None:
    """Every character is in the problem or in the measures, signs between them aside."""
    told = divided([Passage(text, tuple(range(n * 100, n * 100 + len(text)))) for n, text in enumerate(paragraphs)])
    kept = {at for one in (*told.asks, *told.measures) for at in one.origin}
    for n, text in enumerate(paragraphs):
        assert all(n * 100 + i in kept or sign in "，,。：: " for i, sign in enumerate(text))
