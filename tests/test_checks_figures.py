"""The rules on figures, over a corpus of sentences of which each is right or wrong in one known way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import problems
from zhenggai.checks import RULES
from zhenggai.checks.figures import share_fits, sum_fits
from zhenggai.wording.quantities import quantities

if TYPE_CHECKING:
    from zhenggai.wording.quantities import Quantity

CORPUS = Path(__file__).parent / "corpus" / "figures.tsv"
SENTENCES = [
    tuple(line.split("\t"))
    for line in CORPUS.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
HELD_OUT = Path(__file__).parent / "corpus" / "figures_heldout.tsv"
FIGURES = [rule for rule in RULES if rule.id in {"share-of-total", "progress-rate", "sum-of-parts"}]


def one(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(("wanted", "sentence"), SENTENCES, ids=[sentence for _wanted, sentence in SENTENCES])
def test_a_sentence_is_judged_right(wanted: str, sentence: str, tmp_path: Path) -> None:
    """Every sentence of the corpus has the one finding it is listed with, at its place, or none."""
    found = problems(f"编号: 1-1\n问题描述: {sentence}", tmp_path, FIGURES)
    assert found == ([] if wanted == "-" else [(wanted, 2, 7)])


def test_sentences_nobody_looked_at_are_judged_right(tmp_path: Path) -> None:
    """On sentences written after the rules, nine tenths of what is found is wrong, and of what is wrong is found."""
    true = false = missed = 0
    for number, line in enumerate(HELD_OUT.read_text(encoding="utf-8").splitlines()[1:]):
        wanted, sentence = line.split("\t")
        root = tmp_path / str(number)
        root.mkdir()
        found = [rule for rule, _line, _column in problems(f"编号: 1-1\n问题描述: {sentence}", root, FIGURES)]
        true += found.count(wanted)
        false += len(found) - found.count(wanted)
        missed += wanted != "-" and wanted not in found
    assert true / (true + false) >= 0.9
    assert true / (true + missed) >= 0.9


@pytest.mark.parametrize(
    ("text", "value", "unit", "step"),
    [
        ("7939万元", "79390000", "元", "10000"),
        ("2.05亿元", "205000000", "元", "1000000"),
        ("1.2亿", "120000000", "元", "10000000"),
        ("1,234.5万元", "12345000", "元", "1000"),
        ("６１．４９％", "61.49", "%", "0.01"),
        ("6成", "60", "%", "10"),
        ("405人", "405", "人", "0"),
        ("3.2万亩", "32000", "亩", "1000"),
        ("215.16027 万元", "2151602.7", "元", "0.1"),
    ],
)
def test_a_quantity_is_read_exactly(text: str, value: str, unit: str, step: str) -> None:
    """亿, 万 and 元 become one unit in exact decimals, and the worth of the last digit is known."""
    found = one(text)
    assert (found.value, found.unit, found.step) == (Decimal(value), unit, Decimal(step))


@pytest.mark.parametrize("text", ["2022年6月13日", "〔2022〕16号", "第3条", "Y002", "7.20", "12:30", "3-5", "2021年度"])
def test_times_and_names_are_no_quantities(text: str) -> None:
    """Days, document numbers, ordinals and bare numbers are not counted with."""
    assert not list(quantities(text))


@pytest.mark.parametrize(
    "text", ["约3万人", "近3000人", "10余户", "20万余元", "18%以上", "不足20元", "50多个", "不少于3处"]
)
def test_what_is_approximate_is_marked(text: str) -> None:
    """A figure that the text itself calls approximate is marked, and so never judged."""
    assert one(text).about


@given(
    part=st.integers(0, 10**6),
    whole=st.integers(1, 10**6),
    digits=st.integers(0, 2),
    way=st.sampled_from(["DOWN", "HALF_UP"]),
)
def test_a_true_share_always_fits(part: int, whole: int, digits: int, way: str) -> None:
    """A percentage that was computed and then rounded, or cut, is never objected to."""
    exact = Decimal(part) * 100 / Decimal(whole)
    shown = exact.quantize(Decimal(1).scaleb(-digits), rounding=f"ROUND_{way}")
    assert share_fits(one(f"{part}户"), one(f"{whole}户"), one(f"{shown}%"))


@given(st.lists(st.decimals(0, 10**5, places=4), min_size=1, max_size=6), st.integers(0, 3))
def test_a_true_sum_always_fits(parts: list[Decimal], digits: int) -> None:
    """Parts and their total, each rounded by itself, are never objected to."""
    step = Decimal(1).scaleb(-digits)
    shown = [one(f"{part.quantize(step, rounding='ROUND_HALF_UP')}万元") for part in parts]
    total = one(f"{sum(parts).quantize(step, rounding='ROUND_HALF_UP')}万元")
    assert sum_fits(shown, total)
