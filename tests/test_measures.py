"""Texts of measures, taken apart and put together again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.wording.measures import join_measures, split_measures

HERE = Path(__file__).parent
CORPUS = HERE / "corpus" / "measures.tsv"
DOCUMENTS = HERE.parent.parent / "shared" / "documents"


def corpus() -> list[tuple[int, str, tuple[str, ...]]]:
    rows = []
    for number, line in enumerate(CORPUS.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            text, _, measures = line.replace("\\n", "\n").partition("\t")
            rows.append((number, text, tuple(measures.split("|")) if measures else ()))
    return rows


@pytest.mark.parametrize(("line", "text", "measures"), corpus(), ids=lambda value: value if type(value) is int else "")
def test_corpus(line: int, text: str, measures: tuple[str, ...]) -> None:
    """Every text of the corpus is taken apart into its measures."""
    assert split_measures(text) == measures, f"measures.tsv:{line}"


def test_corpus_is_large_enough() -> None:
    """The corpus holds at least thirty texts, none of them twice."""
    texts = [text for _, text, _ in corpus()]
    assert len(texts) >= 30
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("measures", "text"),
    [
        ((), ""),
        (("加强日常调度",), "加强日常调度"),
        (("摸清底数", "分类处置；", "按月通报。"), "一是摸清底数。二是分类处置；三是按月通报。"),
        (("落实“回头看。”", "宣传“马上办”"), "一是落实“回头看。”二是宣传“马上办”。"),
    ],
)
def test_joining(measures: tuple[str, ...], text: str) -> None:
    """One measure stays as it is; several get 一是…二是… and a stop where they have none."""
    assert join_measures(measures) == text


def test_joining_measures_with_lists_of_their_own() -> None:
    """Where 一是…二是… would be misread, the measures stand on lines of their own under other marks."""
    measures = ("抓两头：一是账目。二是实物。", "按月通报。")
    assert join_measures(measures) == "（1）抓两头：一是账目。二是实物。\n（2）按月通报。"
    assert split_measures(join_measures(measures)) == measures


def test_joining_a_hundred_measures() -> None:
    """More measures than there are numbers for stand one a line."""
    measures = tuple(f"整治第{number}处。" for number in range(1, 101))
    assert split_measures(join_measures(measures)) == measures
    assert split_measures(join_measures(measures[:99])) == measures[:99]


SENTENCES = st.one_of(
    st.text("甲乙丙一二三十是。，；：、“”（）()1２.①②A ", min_size=1, max_size=20),
    st.sampled_from(
        ["一是一、二是二。", "抓两头：一是账目。二是实物。", "统一是非标准，二是", "五百万元", "否决不合格项目"]
    ),
).map(lambda text: f"{text.strip()}。")


@given(st.lists(SENTENCES, min_size=2, max_size=12))
def test_joined_measures_are_split_again(measures: list[str]) -> None:
    """Measures that end with 。 come back as they were, whatever list-like words are in them."""
    assert split_measures(join_measures(measures)) == tuple(measures)


@given(st.text("甲乙一二三十是。，；：“”（）()1.2、①②\n -●", max_size=60))
def test_nothing_is_lost_and_order_is_kept(text: str) -> None:
    """Apart from what marks and blanks are made of, the measures are the text, character by character."""
    of_marks = str.maketrans("", "", "一二三十是（）()1.2、①②-●\n ")
    assert "".join(split_measures(text)).translate(of_marks) == text.translate(of_marks)


@given(st.text())
def test_any_text_is_split(text: str) -> None:
    """No text is refused, and only a text of blanks has no measures."""
    measures = split_measures(text)
    assert all(measure.strip() for measure in measures)
    assert bool(measures) == bool(text.strip())


def document(name: str) -> str:
    path = DOCUMENTS / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"the original plan {name}.txt is not beside this repository, so its measures cannot be counted")
    return path.read_text(encoding="utf-8")


def test_measures_of_the_xuchang_plan() -> None:
    """The body of the Xuchang plan has 21 measures: 4, 3, 2, 2, 2, 3, 3, 1 and 1."""
    body = document("xuchang-2021").partition("三、工作要求")[0]
    texts = re.findall(r"(整改措施[:：].*?)责任单位[:：]", body, re.DOTALL)
    assert [len(split_measures(text)) for text in texts] == [4, 3, 2, 2, 2, 3, 3, 1, 1]


def test_measures_of_the_menglai_plan() -> None:
    """The Menglai plan has 13 measures under its four issues: 3, 4, 3 and 3."""
    body = document("menglai-2022").partition("### 三、")[0].replace("*", "")
    texts = re.findall(r"整改措施：.*?(?=[（(][二三四][）)]|\Z)", body, re.DOTALL)
    # Between the measures stand their leads, units and deadlines, in brackets.
    texts = [re.sub(r"[（(]牵头负责人.*?长期坚持[）)]", "", text, flags=re.DOTALL) for text in texts]
    assert [len(split_measures(text)) for text in texts] == [3, 4, 3, 3]
