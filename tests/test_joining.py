"""Body and annexed ledger as one plan: what one lacks the other gives, and where they differ both are quoted."""

from __future__ import annotations

import pytest

from zhenggai.importers.differences import compare, likeness, says_the_same
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft
from zhenggai.importers.passage import Passage

BODY = (
    "某镇防汛检查问题整改方案\n某镇人民政府\n2024年4月2日\n一、整改任务\n（一）预案修订不及时。转移路线没有更新。\n"
    "整改措施：一是对12个村预案逐一修订。二是组织演练。\n责任单位：镇应急办\n（二）物资储备不足。\n"
    "整改措施：补充编织袋5000条。\n责任单位：镇应急办、镇财政所\n附件：台账\n"
)
HEADER = "序号\t具体问题\t整改措施\t整改时限\t责任单位\n"


def imported(*rows: str, header: str = HEADER) -> Draft:
    return read_document((BODY + header + "".join(f"{row}\n" for row in rows)).encode(), "a.txt")


def messages(draft: Draft) -> list[str]:
    return [doubt.message for doubt in draft.doubts]


FIRST = "1\t预案修订不及时\t一是对12个村预案逐一修订。二是组织演练。\t4月20日前\t镇应急办"
SECOND = "2\t物资储备不足\t补充编织袋5000条。\t4月25日前\t镇应急办、镇财政所"


def test_what_only_the_annex_has_is_taken() -> None:
    """Deadlines that stand only in the ledger are the tasks'."""
    plan = imported(FIRST, SECOND).plan
    assert plan is not None
    assert [str(task.deadline.due) for _c, _i, task in plan.rows() if task.deadline] == ["2024-04-20", "2024-04-25"]


def test_two_equal_copies_raise_no_doubt_and_leave_nothing_out() -> None:
    """Where both say the same nothing is told, blanks and widths of signs aside."""
    draft = imported(FIRST.replace("，", ","), SECOND.replace("、", "、 "))
    assert not [doubt for doubt in draft.doubts if doubt.kind.value == "conflict"]
    assert not [one for one in draft.left_out if "附件" in one.reason]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FIRST.replace("12个", "10个"), ("12个村预案", "10个村预案")),
        (FIRST.replace("镇应急办", "镇安监办"), ("镇应急办", "镇安监办", "责任单位")),
        (FIRST.replace("\t预案修订", "\t村级预案修订"), ("“预案修订不及时”", "“村级预案修订不及时”")),
        (FIRST.replace("二是组织演练。", ""), ("正文有 2 条", "附件台账有 1 条")),
    ],
)
def test_differences_are_doubts_that_quote_both(row: str, words: tuple[str, ...]) -> None:
    """The body's words stay, and the message has both."""
    draft = imported(row, SECOND)
    assert any(all(word in message for word in words) for message in messages(draft))
    assert draft.plan is not None
    task = next(task for _c, _i, task in draft.plan.rows())
    assert task.units == "镇应急办"
    assert task.measures[0] == "对12个村预案逐一修订。"


def test_a_row_that_only_the_annex_has_is_added_with_a_doubt() -> None:
    """It becomes an issue under its own number."""
    draft = imported(FIRST, SECOND, "3\t值守不规范\t落实领导带班。\t立行立改\t镇党政办")
    assert draft.plan is not None
    assert [task.id for _c, _i, task in draft.plan.rows()] == ["1-1", "2-1", "3-1"]
    assert any("附件台账有“值守不规范”一行，正文里没有找到" in message for message in messages(draft))


def test_a_task_that_the_annex_lacks_is_a_doubt() -> None:
    """The body's task stays."""
    draft = imported(FIRST)
    assert any("正文的“物资储备不足”在附件台账里没有找到" in message for message in messages(draft))


def test_a_day_in_running_words_yields_to_the_annex() -> None:
    """What was read from a measure's words gives way to what a column says, and the measure's promise is told."""
    text = BODY.replace("补充编织袋5000条。", "补充编织袋5000条，6月底前完成。")
    row = SECOND.replace("补充编织袋5000条。", "补充编织袋5000条，6月底前完成。")
    draft = read_document(f"{text}{HEADER}{FIRST}\n{row}\n".encode(), "a.txt")
    assert draft.plan is not None
    assert [str(task.deadline.due) for _c, _i, task in draft.plan.rows() if task.deadline] == [
        "2024-04-20",
        "2024-04-25",
    ]
    assert any("6月底前" in message and "4月25日前" in message for message in messages(draft))


def test_progress_that_repeats_the_measures_is_no_progress() -> None:
    """It is left out by name, and nothing is recorded."""
    header = HEADER.replace("整改时限", "整改进展结果\t整改时限")
    first = FIRST.replace("\t4月20日前", "\t一是对12个村预案逐一修订。二是组织演练。\t4月20日前")
    second = SECOND.replace("\t4月25日前", "\t已补充3000条，余下正在采购。\t4月25日前")
    draft = imported(first, second, header=header)
    assert draft.plan is not None
    done, doing = (task for _c, _i, task in draft.plan.rows())
    assert not done.progress
    assert [entry.content for entry in doing.progress] == ["已补充3000条，余下正在采购。"]
    assert any("照抄" in doubt.message and doubt.subject == "1-1" for doubt in draft.doubts)
    assert any(one.reason == "整改进展结果一格照抄整改措施" for one in draft.left_out)


def passage(text: str, start: int = 0) -> Passage:
    return Passage(text, tuple(range(start, start + len(text))))


def test_differences_run_to_their_stops() -> None:
    """A difference is quoted with its clause, and figures and negations are decisive."""
    one = passage("资金116万元（其中甲56万元，乙60.16万元），用于官道口项目。均已达标。")
    other = passage("资金116万元（其中甲56.16万元），用于省道口项目。均未达标。", 100)
    found = compare(one, other).differences
    assert [(one.one.text, one.other.text, one.decisive) for one in found] == [
        ("其中甲56万元，乙60.16万元", "其中甲56.16万元", True),
        ("用于官道口项目", "用于省道口项目", False),
        ("均已达标", "均未达标", True),
    ]


def test_idle_signs_make_no_difference() -> None:
    """Stops, quotation marks, blanks and widths say nothing."""
    assert says_the_same("市财政局；各县（区）财政局。", "市财政局;各县(区)财政局")
    assert not compare(passage("甲，乙；丙。"), passage("甲、乙， 丙")).differences
    assert likeness("项目资金管理不够规范", "项目管理不够规范") > 0.5
