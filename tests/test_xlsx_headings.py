"""The table of headings: every wording in it says what it is said to say, and an official can add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

import zhenggai.importers
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.xlsx_headings import TABLE, Field, lexicon, read_table
from zhenggai.terms import Status

TEXT = (Path(zhenggai.importers.__file__).parent / TABLE).read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TEXT.splitlines() if line and not line.startswith("#")]
HEADINGS = [(wording, name) for kind, name, wordings in ROWS if kind == "表头" for wording in wordings.split("、")]
STATUSES = [(wording, name) for kind, name, wordings in ROWS if kind == "状态" for wording in wordings.split("、")]


@pytest.mark.parametrize(("wording", "name"), HEADINGS)
def test_every_wording_is_its_field(wording: str, name: str) -> None:
    """A heading means its field as it stands in the table, with blanks, line ends and a remark in brackets too."""
    spread = " ".join(wording)
    assert lexicon().field(wording) is lexicon().field(f"{spread}\n") is lexicon().field(f"{wording}（注明依据）")
    assert lexicon().field(wording) == name


def test_no_wording_stands_twice() -> None:
    """A wording that two lines claimed would silently be the last one's."""
    for wordings in (HEADINGS, STATUSES):
        assert len({wording for wording, _name in wordings}) == len(wordings)


def test_every_field_has_a_heading_of_its_own_name() -> None:
    """What a field is called is also a heading for it, except where no heading could be."""
    own = {Field.REFERENCE, Field.OWN, Field.SKIPPED}
    assert {field for field in Field if lexicon().field(field.value) is not field} == own


@pytest.mark.parametrize(("word", "name"), STATUSES)
def test_every_word_is_its_status(word: str, name: str) -> None:
    """A cell may say a status in any of the words of the table."""
    assert lexicon().status(f" {word}。") is Status(name)


def test_a_word_that_is_not_there_asks() -> None:
    """No status, and no field, is guessed from a word the table does not have."""
    assert lexicon().status("基本完成一半") is None
    assert lexicon().field("涉及金额（万元）") is None
    assert lexicon().near("整改时线") is Field.DEADLINE
    assert lexicon().near("涉及金额（万元）") is None


def test_headings_read_in_documents_are_known_too() -> None:
    """What the table lacks is tried by the patterns that read documents."""
    assert lexicon().field("责任单位及责任人") is Field.UNITS
    assert lexicon().field("督查反馈存在问题") is Field.ISSUE


@pytest.mark.parametrize(
    ("text", "is_closing", "is_total"),
    [
        ("注：金额以报告为准", True, False),
        ("填表人： 某某", True, False),
        ("（盖章）", True, False),
        ("审核", True, False),
        ("注意安全生产", False, False),
        ("负责人变动频繁", False, False),
        ("合 计", False, True),
        ("小计：", False, True),
        ("合计（万元）", False, True),
        ("合计少报3万元", False, False),
    ],
)
def test_lines_under_a_table_are_told_from_tasks(text: str, is_closing: bool, is_total: bool) -> None:  # noqa: FBT001 - a test's parameters
    """Notes, signatures and totals are known by how they begin, and nothing longer is taken for one."""
    assert (lexicon().is_closing(text), lexicon().is_total(text)) == (is_closing, is_total)


def test_a_workspace_adds_its_own_wordings() -> None:
    """Lines of a workspace's own table are added, and win where both have a wording."""
    own = lexicon(
        "\ufeff# 本市的写法\n表头\t备注\t说道、责任单位\n状态\t已完成\t妥了\n合计\t-\t总数\n表下\t-\t附注说明\n"
    )
    assert (own.field("说道"), own.field("责任单位"), own.field("整改措施")) == (Field.NOTE, Field.NOTE, Field.MEASURES)
    assert (own.status("妥了"), own.is_total("总数"), own.is_closing("附注说明：略")) == (Status.COMPLETED, True, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "表头 整改时限 期限",
            "headings.tsv 第 1 行看不懂。请写成三栏，用 Tab 隔开，第一栏是表头、状态、合计、表下之一",
        ),
        (
            "栏目\t整改时限\t期限",
            "headings.tsv 第 1 行看不懂。请写成三栏，用 Tab 隔开，第一栏是表头、状态、合计、表下之一",
        ),
        (
            "状态\t完了\t完",
            "headings.tsv 第 1 行的“完了”不是台账用语。请从这些里选：未启动、整改中、阶段性成效、已完成、已销号",
        ),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(line: str, message: str) -> None:
    """A slip in the table is named with its line and what to write."""
    with pytest.raises(ZhenggaiError) as caught:
        read_table(line, TABLE)
    assert str(caught.value) == message
