"""What an order says of its findings by their numbers, and who it is addressed to."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhenggai.columns.layout import Term
from zhenggai.importers.orders import with_addressee, with_numbered_deadlines
from zhenggai.importers.passage import NOTHING, Passage
from zhenggai.importers.raw import RawCategory, RawIssue, RawTask

ISSUED = date(2024, 3, 1)


def passage(text: str) -> Passage:
    return Passage(text, tuple(range(len(text))))


def findings(count: int) -> tuple[RawCategory, ...]:
    issues = tuple(RawIssue(passage(f"问题{n}"), NOTHING, (RawTask(),), n) for n in range(1, count + 1))
    return (RawCategory(NOTHING, issues),)


def days(categories: tuple[RawCategory, ...]) -> dict[int | None, str]:
    return {
        issue.number: task.fields[Term.DEADLINE].text
        for category in categories
        for issue in category.issues
        for task in issue.tasks
        if Term.DEADLINE in task.fields
    }


@given(st.sets(st.integers(1, 20), min_size=1, max_size=19), st.sampled_from(["、", "和第"]))
def test_each_number_gets_the_day_of_its_clause(early: set[int], joint: str) -> None:
    """Whatever numbers a sentence names, these get its first day and the others its second."""
    late = sorted(set(range(1, 21)) - early)
    first, second = (joint.join(map(str, numbers)) for numbers in (sorted(early), late))
    said = passage(f"责令你单位对第{first}项问题于3月20日前整改完毕，第{second}项问题于2024年4月30日前整改完毕。")
    found = days(with_numbered_deadlines(findings(20), [said], ISSUED))
    assert found == dict.fromkeys(early, "3月20日前") | dict.fromkeys(late, "2024年4月30日前")


def test_a_range_and_what_is_to_be_done_at_once() -> None:
    """第2至4项 is three findings; 立即改正 stands for a day; a number behind the verb counts as well."""
    said = passage("现责令你单位立即改正第1、5项，并于2024年3月20日前改正第2至4项。")
    found = days(with_numbered_deadlines(findings(5), [said], ISSUED))
    assert found == {1: "立即改正", 2: "2024年3月20日前", 3: "2024年3月20日前", 4: "2024年3月20日前", 5: "立即改正"}


def test_findings_that_share_numbers_get_no_day() -> None:
    """Where two lists both count from 1 a number says nothing."""
    twice = (*findings(2), *findings(2))
    assert days(with_numbered_deadlines(twice, [passage("第1项于3月20日前整改。")], ISSUED)) == {}


def test_the_addressee_answers_where_nobody_else_is_named() -> None:
    """One addressee, spoken to as 你单位, is the responsible unit, with a doubt; several addressees are not."""
    said = [passage("现责令你单位限期整改。")]
    filled, doubts = with_addressee(findings(1), passage("某县恒某公司"), said)
    assert [task.fields[Term.UNITS].text for task in filled[0].issues[0].tasks] == ["某县恒某公司"]
    assert [doubt.message for doubt in doubts] == ["原文没有写责任单位，按主送单位“某县恒某公司”填，请核对"]
    assert with_addressee(findings(1), passage("各乡镇人民政府"), said) == (findings(1), ())
    assert with_addressee(findings(1), passage("甲公司、乙公司"), said) == (findings(1), ())
    assert with_addressee(findings(1), passage("某县恒某公司"), [passage("请抓紧整改。")]) == (findings(1), ())
