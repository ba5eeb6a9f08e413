"""The two plans the tool is for, imported: every figure and every doubt that is known, where they are at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft
from zhenggai.model import Plan
from zhenggai.terms import Cadence, DeadlineKind

DOCUMENTS = Path(__file__).parent.parent.parent / "shared" / "documents"


def imported(name: str) -> Draft:
    path = DOCUMENTS / name
    if not path.is_file():
        pytest.skip(f"NOT CHECKED: {name} is not at hand, so the import of a real plan was not tried at all")
    return read_document(path.read_bytes(), name)


@pytest.fixture(scope="module")
def xuchang() -> Draft:
    return imported("xuchang-2021.txt")


@pytest.fixture(scope="module")
def menglai() -> Draft:
    return imported("menglai-2022.txt")


def plan_in(draft: Draft) -> Plan:
    assert draft.plan is not None
    return draft.plan


def messages(draft: Draft, subject: str = "") -> str:
    return "\n".join(doubt.message for doubt in draft.doubts if subject in {doubt.subject, ""})


def test_xuchang_is_counted(xuchang: Draft) -> None:
    """2 categories, 3 issues, 9 tasks under their official numbers, and 21 measures."""
    plan = plan_in(xuchang)
    rows = list(plan.rows())
    assert [category.name for category in plan.categories] == ["工作落实方面", "成效巩固方面"]
    assert [issue.number for category in plan.categories for issue in category.issues] == [1, 2, 3]
    assert [task.id for _c, _i, task in rows] == ["1-1", *(f"2-{n}" for n in range(1, 8)), "3-1"]
    assert [len(task.measures) for _c, _i, task in rows] == [4, 3, 2, 2, 2, 3, 3, 1, 1]


def test_xuchang_takes_deadlines_and_sources_from_the_annex(xuchang: Draft) -> None:
    """All nine deadlines and eight sources come from the annexed ledger; 2-3 has no source."""
    tasks = {task.id: task for _c, _i, task in plan_in(xuchang).rows()}
    due = {"6月13日": date(2022, 6, 13), "7月10日": date(2022, 7, 10)}
    assert all(task.deadline and task.deadline.due == due[task.deadline.text[:5]] for task in tasks.values())
    first = tasks["1-1"].deadline
    assert first
    assert first.kind is DeadlineKind.STAGED
    assert [number for number, task in tasks.items() if not task.sources] == ["2-3"]


def test_xuchang_units_are_the_bodys_own_words(xuchang: Draft) -> None:
    """Nine unit wordings, verbatim, the longer one of 2-6 among them."""
    tasks = {task.id: task for _c, _i, task in plan_in(xuchang).rows()}
    assert all(task.units for task in tasks.values())
    assert tasks["2-1"].units == "市乡村振兴局、财政局；各相关县（市、区）乡村振兴局、财政局"
    assert "自然资源规划局(林业和花木园艺中心)" in (tasks["2-6"].units or "")


def test_xuchang_header(xuchang: Draft) -> None:
    """Number, day, six issuers, three documents it rests on, and the period to 31 July."""
    plan = plan_in(xuchang)
    assert plan.number == "许财农〔2022〕15号"
    assert plan.issued == date(2022, 6, 7)
    assert len(plan.issuers) == 6
    assert [basis.number for basis in plan.bases] == [
        "许巩固脱贫组〔2022〕3号",
        "豫财农综〔2022〕13号",
        "豫财农综〔2022〕16号",
    ]
    assert plan.campaign
    assert (plan.campaign.start, plan.campaign.end) == (date(2022, 6, 7), date(2022, 7, 31))
    assert plan.recipients
    assert plan.recipients.startswith("各有关县")
    assert plan.ledger_title == "2021年巩固拓展脱贫攻坚成果同乡村振兴有效衔接考核反馈问题整改台账"
    assert plan.annexes == ("2021年度巩固拓展脱贫攻坚成果同乡村振兴有效衔接考核评估反馈问题对照整改台账",)


def test_xuchang_reporting_and_contacts(xuchang: Draft) -> None:
    """One report by 14 June to six bureaus, and six contacts with unit, name and telephone."""
    plan = plan_in(xuchang)
    (rule,) = plan.reporting
    assert (rule.cadence, rule.due, len(rule.recipients)) == (Cadence.ONCE, date(2022, 6, 14), 6)
    assert len(plan.contacts) == 6
    assert all(contact.unit and contact.name and contact.phone for contact in plan.contacts)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("", ("项目资金管理不够规范", "“项目管理不够规范”")),
        ("2-5", ("均已达到目标值", "均未达到目标值")),
        ("2-5", ("56 万元", "60.16 万元", "56.16万元")),
        ("2-6", (" 6 个", " 4 个", "附件没有市发展改革委")),
        ("2-1", ("11", "2022-11-30", "6月13日")),
        ("2-3", ("没有写问题来源",)),
        ("1-1", ("整改进展结果", "照抄")),
        ("2-1", ("整改进展结果", "照抄")),
        ("2-2", ("整改进展结果", "照抄")),
        ("2-3", ("整改进展结果", "照抄")),
    ],
)
def test_xuchang_doubts(xuchang: Draft, subject: str, words: tuple[str, ...]) -> None:
    """Body and annex are quoted against each other, and what cannot be right is said."""
    assert any(
        all(word in doubt.message for word in words) and (not subject or doubt.subject == subject) and not doubt.minor
        for doubt in xuchang.doubts
    )


def test_xuchang_doubts_quote_both_sides(xuchang: Draft) -> None:
    """A doubt about body and annex names the line of the one and the cell of the other."""
    doubt = next(one for one in xuchang.doubts if "均未达到目标值" in one.message)
    assert [xuchang.source.place(quote.at).name for quote in doubt.quotes] == ["第100行", "第168行第5列"]


def test_menglai_is_counted(menglai: Draft) -> None:
    """4 categories, 13 tasks (3, 4, 3, 3) of one measure each, every one with lead, units and deadline."""
    plan = plan_in(menglai)
    tasks = [task for _c, _i, task in plan.rows()]
    assert [sum(len(issue.tasks) for issue in category.issues) for category in plan.categories] == [3, 4, 3, 3]
    assert [len(task.measures) for task in tasks] == [1] * 13
    assert all(task.lead and task.units and task.deadline for task in tasks)
    assert {task.deadline.kind for task in tasks if task.deadline} == {DeadlineKind.STAGED}
    assert [str(task.deadline.due) for task in tasks if task.deadline] == ["2023-08-31"] * 3 + ["2023-10-31"] * 10


def test_menglai_stated_counts_are_confirmed(menglai: Draft) -> None:
    """The text says 4 and 13 of itself, and that is what was read."""
    stated = plan_in(menglai).stated
    assert stated
    assert (stated.issues, stated.measures) == (4, 13)
    assert {"issues", "measures"} <= set(menglai.confirmed)


def test_menglai_reporting(menglai: Draft) -> None:
    """Reports on the 14th and 29th, on paper and electronically, signed and sealed."""
    (rule,) = plan_in(menglai).reporting
    assert (rule.cadence, rule.days) == (Cadence.HALF_MONTHLY, (14, 29))
    assert rule.forms == ("纸质", "电子版")
    assert rule.requirement == "主要负责人签字盖章"
    assert rule.recipients == ("乡乡村振兴办",)


def test_menglai_header(menglai: Draft) -> None:
    """Number, day, publicity, three issuers in the title, and four documents with their numbers."""
    plan = plan_in(menglai)
    assert (plan.number, plan.issued, plan.publicity) == ("勐发〔2023〕85号", date(2023, 8, 3), "此件公开发布")
    assert len(plan.issuers) == 3
    assert len([basis for basis in plan.bases if basis.number]) == 4
    assert len(plan.requirements) == 3
    assert len(plan.contacts) == 1


@pytest.mark.parametrize("name", ["xuchang-2021.txt", "menglai-2022.txt"])
def test_every_character_is_accounted_for(name: str) -> None:
    """Placed, frame and left out together are all the characters there are."""
    draft = imported(name)
    total = sum(not character.isspace() for character in draft.source.text)
    account = draft.account
    assert account.placed + account.frame + account.left_out == account.total == total
    assert sum(len("".join(one.text.split())) for one in draft.left_out) == account.left_out
