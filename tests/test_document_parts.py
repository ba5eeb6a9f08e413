"""Header, reporting rules, contacts, stated counts, prose and bare tables of a document, each by itself."""

from __future__ import annotations

from datetime import date

import pytest

from zhenggai.columns.layout import Term
from zhenggai.importers.bases import read_bases
from zhenggai.importers.campaign import read_campaign
from zhenggai.importers.counts import read_counts
from zhenggai.importers.document import read_document
from zhenggai.importers.document_text import read_text
from zhenggai.importers.passage import Passage
from zhenggai.importers.prose import deadline_in, units_in
from zhenggai.importers.reporting import read_reporting
from zhenggai.model import Plan
from zhenggai.terms import Cadence

ISSUED = date(2023, 3, 15)
TASKS = "一、整改任务\n（一）台账不全。\n整改措施：补齐。\n责任单位：县财政局\n整改时限：6月底前\n"


def passage(text: str) -> Passage:
    return Passage(text, tuple(range(len(text))))


def plan_of(text: str) -> Plan:
    plan = read_document(text.encode(), "某.txt").plan
    assert plan is not None
    return plan


# --- header ----------------------------------------------------------------------------------------------------------


def test_a_red_headed_letter() -> None:
    """Issuer, number with 签发人, a title over two lines, recipients, letter, signature, a day in Chinese numerals."""
    plan = plan_of(
        "某县河长制办公室文件\n某河办发〔2023〕9号          签发人：某某\n\n"
        "某县河长制办公室\n关于印发《某县“清四乱”问题\n整改方案》的通知\n\n"
        "各乡镇河长办：\n\n现将《某县“清四乱”问题整改方案》印发给你们，请抓好落实。\n\n某县河长制办公室\n二〇二三年五月十八日\n\n"
        "某县“清四乱”问题整改方案\n\n根据《督导通报》（某河办〔2023〕3 号）要求，制定本方案。\n" + TASKS
    )
    assert plan.title == "某县“清四乱”问题整改方案"
    assert (plan.number, plan.issuers) == ("某河办发〔2023〕9号", ("某县河长制办公室",))
    assert (plan.recipients, plan.issued) == ("各乡镇河长办", date(2023, 5, 18))
    assert [(basis.title, basis.number) for basis in plan.bases] == [("督导通报", "某河办〔2023〕3号")]


def test_a_plan_that_is_an_annex() -> None:
    """The letter brings the plan, which stands behind 附件 under its own title."""
    plan = plan_of(
        "关于印发整改方案的通知\n\n各单位：\n\n现将方案印发给你们，请认真贯彻执行。\n\n附件：某县整改方案\n\n"
        "某县财政局\n2023年5月1日\n\n"
        "附件\n\n某县审计反馈问题整改方案\n\n为抓好整改，制定本方案。\n" + TASKS
    )
    assert (plan.title, plan.issued) == ("某县审计反馈问题整改方案", date(2023, 5, 1))
    assert plan.guidance == "为抓好整改，制定本方案。"


@pytest.mark.parametrize(
    ("line", "publicity"),
    [("（此件公开发布）", "此件公开发布"), ("（此件主动公开）", "此件主动公开"), ("公开方式：主动公开", None)],
)
def test_publicity(line: str, publicity: str | None) -> None:
    """The way of publication is kept as it is written, at the head or at the end."""
    assert plan_of(f"某县整改方案\n某县财政局\n2023年5月1日\n{TASKS}{line}\n").publicity == publicity


def test_the_day_a_report_was_delivered_stands_in_for_its_own() -> None:
    """The line under the title that says where it was delivered gives the day, with a doubt."""
    where = "——2023年11月28日在某县第十七届人民代表大会常务委员会第十五次会议上"
    draft = read_document(f"某县审计反馈问题整改方案\n{where}\n{TASKS}".encode(), "某.txt")
    assert draft.plan is not None
    assert draft.plan.issued == date(2023, 11, 28)
    assert any("报告的日期 2023-11-28" in doubt.message for doubt in draft.doubts)


def test_what_is_missing_in_the_header_is_told() -> None:
    """No day and no issuer: a doubt each, and the file's name serves for a title."""
    draft = read_document(TASKS.encode(), "某县方案.txt")
    assert draft.plan is not None
    assert draft.plan.title == "某县方案"
    said = "\n".join(doubt.message for doubt in draft.doubts)
    assert "没有找到印发日期" in said
    assert "没有找到发文机关" in said


def test_bases_may_be_nested_and_bare() -> None:
    """A title within a title is one document; a number without a title is one too."""
    found = read_bases(
        [passage("按照《关于印发〈某方案〉的通知》（某政〔2022〕3 号）、《办法》和县委办〔2023〕5号文件，制定本方案。")]
    )
    assert [(basis.title.text, basis.number) for basis in found] == [
        ("关于印发〈某方案〉的通知", "某政〔2022〕3号"),
        ("办法", None),
        ("县委办〔2023〕5号", "县委办〔2023〕5号"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("集中整改时间为整改方案下发之日起到7月底结束。", (ISSUED, date(2023, 7, 31))),
        ("集中整改期：2023年4月1日至2023年6月30日。", (date(2023, 4, 1), date(2023, 6, 30))),
        ("集中整改阶段（4月1日至6月30日）", (date(2023, 4, 1), date(2023, 6, 30))),
        ("要集中力量整改。", None),
    ],
)
def test_campaign(text: str, days: tuple[date, date] | None) -> None:
    """The period of concentrated work, from the issue day where it says so."""
    assert read_campaign([passage(text)], ISSUED)[0] == days


# --- reporting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cadence", "days", "recipients"),
    [
        ("请各单位于每月25日前将整改情况报送县财政局。", Cadence.MONTHLY, (25,), ("县财政局",)),
        ("各站所于每月14日、29日前报送至乡乡村振兴办。", Cadence.HALF_MONTHLY, (14, 29), ("乡乡村振兴办",)),
        ("每月10日和25日前向市水利局报送进展情况。", Cadence.HALF_MONTHLY, (10, 25), ("市水利局",)),
        ("每季度末月20日前汇总整改情况，报送县政府办公室。", Cadence.QUARTERLY, (20,), ("县政府办公室",)),
        ("每月底前报县整改办公室。", Cadence.MONTHLY, (31,), ("县整改办公室",)),
    ],
)
def test_regular_reports(text: str, cadence: Cadence, days: tuple[int, ...], recipients: tuple[str, ...]) -> None:
    """Cadence, days and recipients of reports that come again and again."""
    ((rule,), doubts) = read_reporting([passage(text)], ISSUED)
    assert (rule.cadence, rule.days, rule.recipients) == (cadence, days, recipients)
    assert not doubts


def test_a_single_report() -> None:
    """Day, reporting units, recipients, forms and signature of a report that comes once."""
    text = "各责任单位要于6月14日前将整改报告（纸质和电子版）经主要负责人签字并加盖公章后报送市财政局、市水利局。"
    ((rule,), _doubts) = read_reporting([passage(text)], ISSUED)
    assert (rule.cadence, rule.due) == (Cadence.ONCE, date(2023, 6, 14))
    assert (rule.units, rule.recipients) == ("各责任单位", ("市财政局", "市水利局"))
    assert (rule.forms, rule.requirement) == (("纸质", "电子版"), "主要负责人签字并加盖公章")


@pytest.mark.parametrize("text", ["各单位每周五前报送进展情况。", "各单位每半月报送一次。"])
def test_a_cadence_that_a_rule_cannot_hold_is_a_doubt(text: str) -> None:
    """A week, or a cadence without days, is told and not invented."""
    rules, doubts = read_reporting([passage(text)], ISSUED)
    assert not rules
    assert len(doubts) == 1


@pytest.mark.parametrize(
    ("lines", "contacts"),
    [
        ("联系人：某某  联系电话：0374-×××××××", [(None, "某某", "0374-×××××××", None)]),
        (
            "联系人：县财政局 某某 0374-××××××× ；县水利局 张某 0374-×××××××",
            [("县财政局", "某某", "0374-×××××××", None), ("县水利局", "张某", "0374-×××××××", None)],
        ),
        ("联系人及电话：某某 联系电话：1××××××××××。\n邮箱：\na×××@example.cn。", None),
    ],
)
def test_contacts(lines: str, contacts: list[tuple[str | None, ...]] | None) -> None:
    """Units, names, numbers and addresses of those to call, as written."""
    plan = plan_of(f"某县整改方案\n某县财政局\n2023年5月1日\n{TASKS}二、工作要求\n各单位要抓好落实。\n{lines}\n")
    if contacts is None:
        (one,) = plan.contacts
        assert (one.name, one.mail) == ("某某", "a×××@example.cn")
    else:
        assert [(one.unit, one.name, one.phone, one.mail) for one in plan.contacts] == contacts


# --- counts ----------------------------------------------------------------------------------------------------------

ACTUAL = {"categories": 2, "issues": 4, "tasks": 4, "measures": 9}


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("共反馈2个方面4个问题，我县制定整改措施9条。", ("categories", "issues", "measures")),
        ("梳理出4个具体问题，细化9条措施。", ("issues", "measures")),
        ("问题共4个，整改任务4项。", ("issues", "tasks")),
        ("共梳理四个问题。", ("issues",)),
    ],
)
def test_stated_counts_are_confirmed(text: str, confirmed: tuple[str, ...]) -> None:
    """A count that is what was read is confirmed."""
    found = read_counts([passage(text)], ACTUAL)
    assert found.confirmed == confirmed
    assert not found.doubts


def test_a_stated_count_that_differs_is_a_doubt() -> None:
    """Both numbers are told."""
    (doubt,) = read_counts([passage("经梳理，形成问题7个。")], ACTUAL).doubts
    assert "7" in doubt.message
    assert "4" in doubt.message


def test_counts_of_others_are_not_the_plans() -> None:
    """What a superior body counted, and what is done already, says nothing of this plan."""
    assert not read_counts([passage("主动认领国家反馈的3类问题，其中已完成整改2个问题。")], ACTUAL).doubts


# --- prose -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("由水务站牵头，农业站配合，完成清淤。", {Term.LEAD_UNIT: "水务站", Term.SUPPORTING_UNITS: "农业站"}),
        ("（市城管局牵头，各街道配合，6月底前完成）", {Term.LEAD_UNIT: "市城管局", Term.SUPPORTING_UNITS: "各街道"}),
        ("由镇村建站负责修复。", {Term.UNITS: "镇村建站"}),
        ("由领导小组办公室统筹协调各方面的力量。", {}),
        ("由于管理不善，负责同志要亲自抓。", {}),
    ],
)
def test_units_in_running_words(text: str, units: dict[Term, str]) -> None:
    """Who leads, who helps, who is responsible; only what looks like a unit counts."""
    assert {term: found.text for term, found in units_in(passage(text)).items()} == units


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("9月20日前完成。", ["2023-09-20"]),
        ("确保 11 月底前项目全部完工。", ["2023-11-30"]),
        ("2023年9月底前规范到位，10月底前验收完成。", ["2023-09-30", "2023-10-31"]),
        ("加强监管，长期坚持。", ["None"]),
        ("截至2022年11月28日，拨付率只有63.4%。", []),
        ("对2017年以来的项目开展排查。", []),
        ("计划于2020年6月底完成的项目，2021年才开工。", []),
    ],
)
def test_days_in_running_words(text: str, days: list[str]) -> None:
    """Days by which something is to be done, and none that are past or only mentioned."""
    found = [str(due) for _words, due in deadline_in(passage(text), ISSUED)]
    assert [day for day in found if day >= "2023" or day == "None"] == days


# --- bare tables -----------------------------------------------------------------------------------------------------


def test_a_ledger_without_borders() -> None:
    """Rows divided by blanks and broken over lines are given to their columns, with a doubt."""
    draft = read_document(
        "某县整改台账\n序号 存在问题 整改措施 责任单位 整改时限\n"
        "1 耕地撂荒 1.核查撂荒地并登记造\n册；2.落实补助。 县农业农村局 2023年9月底前\n"
        "2 管护缺失 明确管护主体。 县水利局 长期坚持\n".encode(),
        "a.txt",
    )
    assert draft.plan is not None
    tasks = [task for _c, _i, task in draft.plan.rows()]
    assert tasks[0].measures == ("核查撂荒地并登记造册；", "落实补助。")
    assert [task.units for task in tasks] == ["县农业农村局", "县水利局"]
    assert any("没有边框" in doubt.message for doubt in draft.doubts)


def test_a_ledger_that_stands_upright() -> None:
    """One cell a line: as many lines as columns make a row."""
    text = "某镇隐患治理台账\n序号\n路段\n存在问题\n整改措施\n责任单位\n完成时限\n" + "".join(
        f"{n}\n某路{n}\n无标志\n增设标志\n镇交管站\n2023年6月{n}日\n" for n in (1, 2)
    )
    draft = read_document(text.encode(), "a.txt")
    assert draft.plan is not None
    assert [task.extra["路段"] for _c, _i, task in draft.plan.rows()] == ["某路1", "某路2"]


def test_rows_that_fit_no_columns_stay_text() -> None:
    """Where the words cannot be given to the columns in one way, nothing is made of them."""
    content = read_text("序号 存在问题 整改措施 责任单位 整改时限\n1 甲 乙 丙 丁 戊 己 庚\n")
    assert not [block for block in content.blocks if not hasattr(block, "bold")]
