"""How much of a text is repeated from another, and whether near copies find each other by their sketches."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.wording.similarity import plain, repeated_share, runs, shared, sketch

WORDS = st.text(alphabet="整改措施落实资金项目管理甲乙，。 1", max_size=60)
"""Texts of few characters, so that two of them have runs in common."""


@given(st.text(max_size=80))
def test_a_text_repeats_itself_whole(text: str) -> None:
    """Every text with a letter in it is repeated whole from itself, and nothing else is."""
    assert shared(text, [text], 0.5) == (1.0 if plain(text) else 0.0)


@given(WORDS, st.lists(WORDS, max_size=3), st.floats(0, 1))
def test_the_quick_no_is_never_wrong(text: str, others: list[str], least: float) -> None:
    """A share that is asked for is the share of characters in known runs, or 0 where that is too little."""
    known = set().union(*(runs(plain(other)) for other in others))
    exact = repeated_share(plain(text), known)
    assert shared(text, others, least) == (exact if exact >= least else 0.0)


@given(WORDS, WORDS)
def test_a_share_is_a_share(text: str, other: str) -> None:
    """A share lies between none and all, and grows with what is known."""
    alone = shared(text, [other])
    assert 0.0 <= alone <= shared(text, [other, text]) <= 1.0


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        ("强化项目实施管理，严格执行公告公示制度。", "二是强化项目实施管理。严格执行公告公示制度", 1.0),
        ("严格执行公告公示制度，强化项目实施管理", "强化项目实施管理，严格执行公告公示制度", 1.0),
        ("已退回县财政", "退回违规使用的资金", 0.0),
        ("市财政局、市乡村振兴局", "市乡村振兴局、市民政局", 0.6),
        ("", "强化项目实施管理", 0.0),
    ],
)
def test_runs_count_wherever_they_stand(text: str, other: str, share: float) -> None:
    """Punctuation, marks before measures and the order of sentences do not hide a copy; single names are no copy."""
    assert shared(text, [other]) == pytest.approx(share)


@given(st.text(min_size=1, max_size=60))
def test_a_sketch_is_the_texts_alone(text: str) -> None:
    """Equal texts have equal sketches, and a text with letters never has an empty one."""
    assert sketch(plain(text)) == sketch(plain(f" {text}。"))
    assert bool(sketch(plain(text))) == bool(plain(text))


def test_a_sketch_is_the_same_in_every_process() -> None:
    """Workers with hash seeds of their own sketch a text alike."""
    code = "from zhenggai.wording.similarity import sketch; print(sketch('强化项目实施管理严格执行公告公示制度'))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == str(sketch("强化项目实施管理严格执行公告公示制度"))


def test_near_copies_share_a_hash_and_strangers_none() -> None:
    """Of 500 texts with a name of five characters changed nearly all are found; of 500 strangers none."""
    dice = random.Random(4)  # noqa: S311 - texts to compare, no secrets

    def text(length: int) -> str:
        return "".join(chr(dice.randint(0x4E00, 0x9000)) for _ in range(length))

    found = strangers = 0
    for _ in range(500):
        one = text(60)
        at = dice.randrange(55)
        found += bool(set(sketch(one)) & set(sketch(one[:at] + text(5) + one[at + 5 :])))
        strangers += bool(set(sketch(one)) & set(sketch(text(60))))
    assert found >= 495
    assert strangers == 0
