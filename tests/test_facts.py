"""What a sentence of progress states: over labelled sentences, by the parts that read it, and over any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.settings import Settings, WordSettings
from zhenggai.wording.facts import Fact, Kind, Reading, read_facts, states_something
from zhenggai.wording.lexicon import Lexicon, Tone, read_lexicon
from zhenggai.wording.moods import clauses

CORPUS = Path(__file__).parent / "corpus"
SETS = sorted(CORPUS.glob("progress*.tsv"))
LEXICON = lexicon_of(Settings())

HAN = st.text(
    alphabet="已将了拆除加强落实款退回县财政下一步力争3处2022年6月12日《办法》〔〕号100%，。；、“” ", max_size=40
)
"""Texts of the characters that the reading is sensitive to."""


def labelled(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def facts(text: str, kind: Kind) -> list[str]:
    return [fact.text for fact in read_facts(text, LEXICON).facts if fact.kind is kind]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_labelled_sentences_are_told_apart(path: Path) -> None:
    """In every labelled set at least nine in ten of the empty are found, and nine in ten of those found are empty."""
    rows = labelled(path)
    assert len({sentence for sentence, _label in rows}) == len(rows)
    assert {label for _sentence, label in rows} == {"实", "虚"}
    found = [label for sentence, label in rows if not states_something(sentence, LEXICON)]
    hits = found.count("虚")
    assert hits >= 0.9 * len(found)
    assert hits >= 0.9 * [label for _sentence, label in rows].count("虚")


def test_there_are_enough_labelled_sentences() -> None:
    """The first set is what the rule was written on, the others were written after it; half are full, half empty."""
    rows = [row for path in SETS for row in labelled(path)]
    assert len(rows) >= 200
    assert len(rows) - len(labelled(CORPUS / "progress.tsv")) >= 100
    assert 0.4 <= sum(label == "实" for _sentence, label in rows) / len(rows) <= 0.6


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("收回38.45万元，其中37万元缴库", Kind.QUANTITY, ["38.45万元", "37万元"]),
        ("排查漏点１４处", Kind.QUANTITY, ["14处"]),
        ("三名股长轮岗", Kind.QUANTITY, ["三名"]),
        ("水质复测达到Ⅲ类", Kind.QUANTITY, ["Ⅲ类"]),
        ("做到三个到位、四个强化，推行“五个一”和3+2工作法", Kind.QUANTITY, []),
        ("第一时间研究，一级抓一级", Kind.QUANTITY, []),
        ("6月12日召开党组会", Kind.DAY, ["6月12日"]),
        ("2022年以来高度重视，截至6月30日有序推进", Kind.DAY, []),
        ("在东河村试点，全村、各镇、思路都清楚", Kind.PLACE, ["东河村"]),
        ("印发《公务用车（2022年）管理办法》", Kind.DOCUMENT, ["《公务用车（2022年）管理办法》"]),
        ("按照《2022年整改方案》抓好落实", Kind.DOCUMENT, []),
        ("转发许财农〔2022〕15号", Kind.DOCUMENT, ["许财农〔2022〕15号"]),
        ("按许财农〔2022〕15号抓好落实", Kind.DOCUMENT, []),
    ],
)
def test_kinds_of_fact(text: str, kind: Kind, found: list[str]) -> None:
    """Each kind of fact is found where it stands, and not where it only looks so."""
    assert facts(text, kind) == found


@pytest.mark.parametrize(
    ("text", "intended"),
    [
        ("已拆除，下一步复耕0.8亩。一是平整土地，二是种树", [False, True, True, True]),
        ("力争9月底前，158户全部清零", [True, True]),
        ("将38.45万元退回县财政", [False]),
        ("我局将加大力度，新建厕所3座；厕所2座已建成", [True, True, False]),
        ("为确保饮水安全，更换管道200米", [True, False]),
        ("拟于8月开工，现已完成招标", [True, False]),
    ],
)
def test_moods_of_clauses(text: str, intended: list[bool]) -> None:
    """A plan holds to the end of its sentence or until something is said to be done, a wish for its clause."""
    assert [clause.is_intended for clause in clauses(text, LEXICON)] == intended


def test_the_score_is_explained_by_what_is_missing() -> None:
    """Weak facts of a kind count once, whole ones each, and the kinds that are not there are named."""
    weak = Fact(Kind.DAY, "6月", 0.5)
    reading = Reading((weak, weak, Fact(Kind.PLACE, "东河村", 0.5)), (), ())
    assert reading.score == 1
    assert reading.states_something
    assert reading.missing == (Kind.QUANTITY, Kind.DOCUMENT, Kind.DEED)


@given(HAN | st.text(max_size=60), st.floats(0, 3))
def test_any_text_is_read(text: str, enough: float) -> None:
    """Nothing makes the reading fail, and the quick answer is that of the whole reading."""
    reading = read_facts(text, LEXICON)
    assert states_something(text, LEXICON, enough) == (reading.score >= enough)


@given(HAN)
def test_a_fact_added_never_makes_a_text_emptier(text: str) -> None:
    """A text that is followed by a sentence of what was done states something."""
    assert states_something(f"{text}。已拆除违建3处", LEXICON)


@given(st.text(max_size=60))
def test_nothing_is_lost_when_a_text_is_taken_apart(text: str) -> None:
    """The words of a text, with and without a tone, make up the text again."""
    assert "".join(word for _tone, word in LEXICON.parts(text)) == text


def test_the_longest_word_goes_first() -> None:
    """压力表 is a thing, though 压力 is a cliché."""
    assert list(Lexicon({"压力": Tone.CLICHE, "压力表": Tone.THING}).parts("压力表")) == [(Tone.THING, "压力表")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("【办成】\n拆除 拆除\n", "词表第2行的“拆除”重复"),
        ("拆除\n【办成】\n", "词表第1行的“拆除”不在任何标题下"),
        ("【办妥】\n拆除\n", "'办妥' is not a valid Tone"),
    ],
)
def test_a_broken_list_is_refused(text: str, message: str) -> None:
    """A word stands once and under a heading that means something, or the list is refused with its line."""
    with pytest.raises(ValueError, match=message):
        read_lexicon(text)


def test_a_workspace_adds_its_own_words() -> None:
    """A word in zhenggai.yaml is known beside the shipped ones, and may put one of them under another heading."""
    words = WordSettings(deeds=("扎口",), cliches=("拆除",))
    lexicon = lexicon_of(Settings(words=words))
    assert lexicon.words["扎口"] is Tone.DEED
    assert lexicon.words["拆除"] is Tone.CLICHE
    assert lexicon.words["推进"] is Tone.HOLLOW
    assert states_something("已扎口", lexicon)
    assert not states_something("已拆除", lexicon)
