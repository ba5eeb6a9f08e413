"""Reporting periods as of a day: when they end, whom they oblige, and who has reported, late or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import near_days
from zhenggai import periods
from zhenggai.model import Category, Issue, Plan, ProgressEntry, Report, ReportingRule, Task
from zhenggai.roster import EMPTY, Roster, Unit
from zhenggai.terms import Cadence, Status

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGERS = Path(__file__).parents[1] / "ledgers"
ONE_DAY = timedelta(days=1)


def on(text: str) -> date:
    """Read `06-13` as a day of 2022."""
    return date.fromisoformat(f"2022-{text}")


def shares(plan: Plan, day: str, roster: Roster = EMPTY) -> dict[str, tuple[str, str, str]]:
    """Return by the period's last day who has reported, who late, and who is missing, as of a day of 2022."""
    return {
        f"{found.last:%m-%d}": ("、".join(found.reported), "、".join(found.late), "、".join(found.missing))
        for found in periods.periods(plan, on(day), roster)
    }


# --- when periods end ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cadence", "days", "issued", "ends"),
    [
        ("半月", (14, 29), "2023-08-03", ["2023-08-14", "2023-08-29", "2023-09-14", "2023-09-29"]),
        ("半月", (29, 14), "2023-08-20", ["2023-08-29", "2023-09-14"]),
        ("半月", (14, 29), "2023-02-14", ["2023-02-14", "2023-02-28", "2023-03-14"]),
        ("半月", (14, 29), "2024-02-15", ["2024-02-29", "2024-03-14"]),
        ("半月", (30, 31), "2023-02-01", ["2023-02-28", "2023-03-30", "2023-03-31", "2023-04-30", "2023-05-30"]),
        ("每月", (5,), "2022-11-06", ["2022-12-05", "2023-01-05", "2023-02-05"]),
        ("每月", (31,), "2022-01-31", ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]),
        ("每月", (10, 20, 30), "2022-02-11", ["2022-02-20", "2022-02-28", "2022-03-10"]),
        ("每季度", (25,), "2022-01-01", ["2022-03-25", "2022-06-25", "2022-09-25", "2022-12-25", "2023-03-25"]),
        ("每季度", (25,), "2022-03-26", ["2022-06-25"]),
        ("每季度", (31,), "2022-11-11", ["2022-12-31", "2023-03-31", "2023-06-30"]),
    ],
)
def test_periods_end_on_the_rules_days(cadence: str, days: tuple[int, ...], issued: str, ends: list[str]) -> None:
    """Periods follow the rule from 印发日期 on; a day a month lacks is the month's last day, and ends one period."""
    rule = ReportingRule(cadence=Cadence(cadence), days=days)
    found = islice(periods.last_days(rule, date.fromisoformat(issued)), len(ends))
    assert [day.isoformat() for day in found] == ends


def test_a_single_report_ends_on_its_day() -> None:
    """A report asked for once has one period, up to 截止."""
    rule = ReportingRule(cadence=Cadence.ONCE, due=on("06-14"))
    assert list(periods.last_days(rule, on("06-07"))) == [on("06-14")]


def test_repeated_reports_have_no_end() -> None:
    """A repeating rule runs on to the end of the calendar, and asking for more is no crash."""
    rule = ReportingRule(cadence=Cadence.QUARTERLY, days=(31,))
    assert len(list(periods.last_days(rule, date(9990, 1, 1)))) >= 36


@pytest.mark.parametrize(
    ("day", "following"), [("06-13", "06-14"), ("06-14", "06-29"), ("06-29", "07-14"), ("01-01", "06-14")]
)
def test_the_next_day_is_the_first_after(day: str, following: str) -> None:
    """The next report is due on the first last day after the day that is asked."""
    rule = ReportingRule(cadence=Cadence.HALF_MONTHLY, days=(14, 29))
    assert periods.next_day(rule, on("06-07"), on(day)) == on(following)


def test_after_a_single_report_nothing_is_due() -> None:
    """After its one day a single report is due no more."""
    rule = ReportingRule(cadence=Cadence.ONCE, due=on("06-14"))
    assert periods.next_day(rule, on("06-07"), on("06-13")) == on("06-14")
    assert periods.next_day(rule, on("06-07"), on("06-14")) is None


def test_only_periods_that_have_come_due_are_shown(plan: Plan) -> None:
    """A period is listed from its last day on.

    印发日期: 2022-06-07
    报送: [{频次: 半月, 日: [14, 29]}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    assert list(shares(plan, "06-13")) == []
    assert list(shares(plan, "06-14")) == ["06-14"]
    assert list(shares(plan, "07-28")) == ["06-14", "06-29", "07-14"]


def test_a_plan_without_its_issue_date_has_no_periods(plan: Plan) -> None:
    """Without 印发日期 nothing says from when the periods run.

    报送: [{频次: 一次, 截止: 2022-06-14}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    assert shares(plan, "12-31") == {}


def test_a_plan_issued_later_has_no_periods(plan: Plan) -> None:
    """A plan does not count before it is issued, not even where its 截止 has passed.

    印发日期: 2022-06-20
    报送: [{频次: 一次, 截止: 2022-06-14}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    assert shares(plan, "06-19") == {}
    assert shares(plan, "06-20") == {"06-14": ("", "", "市财政局")}


# --- who must report -----------------------------------------------------------------------------------------------


def test_a_rule_that_names_no_unit_obliges_all(plan: Plan) -> None:
    """Without 单位 every responsible unit of the plan must report, each once, in the order of the file.

    印发日期: 2022-06-07
    报送:
    - {频次: 一次, 截止: 2022-06-14}
    - {频次: 一次, 截止: 2022-06-15, 单位: 市审计局、市财政局}
    任务:
    - {编号: 2-4, 责任单位: 市财政局、农业农村局}
    - {编号: 2-5, 责任单位: 市乡村振兴局、财政局}
    - {编号: 2-6}
    """
    everybody, some = plan.reporting
    assert periods.obliged_units(plan, everybody, EMPTY) == ("市财政局", "市农业农村局", "市乡村振兴局")
    assert periods.obliged_units(plan, some, EMPTY) == ("市审计局", "市财政局")
    assert periods.all_obliged(plan, EMPTY) == ("市财政局", "市农业农村局", "市乡村振兴局", "市审计局")


def test_the_roster_expands_who_must_report(plan: Plan) -> None:
    """A collective wording obliges the units that the roster says it stands for.

    印发日期: 2022-06-07
    报送: [{频次: 一次, 截止: 2022-06-14, 单位: 各行政村}]
    报送记录: [{期: 2022-06-14, 单位: 甲村, 日期: 2022-06-14}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    roster = Roster(expansions={"各行政村": ("甲村", "乙村")})
    assert shares(plan, "06-14", roster) == {"06-14": ("甲村", "", "乙村")}
    assert shares(plan, "06-14") == {"06-14": ("", "", "各行政村")}


def test_units_are_compared_by_their_preferred_names(plan: Plan) -> None:
    """A report under a short name is that of the unit, and so is a progress entry.

    印发日期: 2022-06-07
    报送: [{频次: 半月, 日: [14, 29]}]
    报送记录: [{期: 2022-06-14, 单位: 市发改委, 日期: 2022-06-14}]
    任务:
    - {编号: 2-4, 责任单位: 市发展改革委, 进展: [{日期: 2022-06-20, 状态: 整改中, 单位: 市发改委}]}
    """
    roster = Roster((Unit("市发展改革委", ("市发改委",)),))
    assert shares(plan, "06-29", roster) == {"06-14": ("市发展改革委", "", ""), "06-29": ("市发展改革委", "", "")}
    assert shares(plan, "06-14") == {"06-14": ("", "", "市发展改革委")}


# --- who has reported ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "reported"),
    [("06-06", []), ("06-07", ["06-14"]), ("06-14", ["06-14"]), ("06-15", ["06-29"]), ("06-29", ["06-29"])],
)
@pytest.mark.parametrize("by", ["report", "entry"])
def test_what_falls_within_a_period_reports_it(
    plan_of: Callable[[str], Plan], by: str, received: str, reported: list[str]
) -> None:
    """A 报送记录 or 进展 entry of the unit counts after the previous period's day and on or before this one's."""
    day = f"日期: 2022-{received}"
    plan = plan_of(f"""
        印发日期: 2022-06-07
        报送: [{{频次: 半月, 日: [14, 29]}}]
        报送记录: [{f"{{期: 2022-01-01, 单位: 市财政局, {day}}}" if by == "report" else ""}]
        任务:
        - 编号: 2-4
          责任单位: 市财政局
          进展: [{f"{{{day}, 状态: 整改中, 单位: 市财政局}}" if by == "entry" else ""}]
    """)
    assert [last for last, (units, _late, _missing) in shares(plan, "06-29").items() if units] == reported


def test_others_and_nobodys_entries_do_not_report(plan: Plan) -> None:
    """An entry without 单位, or of another unit, reports for nobody else.

    印发日期: 2022-06-07
    报送: [{频次: 一次, 截止: 2022-06-14}]
    任务:
    - 编号: 2-4
      责任单位: 市财政局
      进展: [{日期: 2022-06-10, 状态: 整改中}, {日期: 2022-06-10, 状态: 整改中, 单位: 市审计局}]
    """
    assert shares(plan, "06-14") == {"06-14": ("", "", "市财政局")}


def test_a_late_report_names_its_period(plan: Plan) -> None:
    """A report after the last day that names the period is late for it, once it has come, and for no other.

    印发日期: 2022-06-07
    报送: [{频次: 半月, 日: [14, 29]}]
    报送记录: [{期: 2022-06-14, 单位: 市财政局, 日期: 2022-06-16}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    assert shares(plan, "06-15") == {"06-14": ("", "", "市财政局")}
    assert shares(plan, "06-16") == {"06-14": ("", "市财政局", "")}
    assert shares(plan, "06-29") == {"06-14": ("", "市财政局", ""), "06-29": ("", "", "市财政局")}


def test_an_early_report_is_not_late(plan: Plan) -> None:
    """A report that names a period before it has even begun has reported it, and not the one it came in.

    印发日期: 2022-06-07
    报送: [{频次: 半月, 日: [14, 29]}]
    报送记录: [{期: 2022-06-29, 单位: 市财政局, 日期: 2022-06-13}]
    任务: [{编号: 2-4, 责任单位: 市财政局}]
    """
    assert shares(plan, "06-29") == {"06-14": ("", "", "市财政局"), "06-29": ("市财政局", "", "")}


def test_menglai_in_september(plan_of: Callable[[str], Plan]) -> None:
    """As of 30 September 2023 the Menglai plan has the periods of the 14th and 29th since August, all unreported."""
    plan = plan_of((LEDGERS / "menglai-2022.yaml").read_text(encoding="utf-8"))
    found = periods.periods(plan, date(2023, 9, 30))
    spans = [(period.first.isoformat(), period.last.isoformat()) for period in found]
    assert spans == [
        ("2023-08-03", "2023-08-14"),
        ("2023-08-15", "2023-08-29"),
        ("2023-08-30", "2023-09-14"),
        ("2023-09-15", "2023-09-29"),
    ]
    everybody = periods.all_obliged(plan, EMPTY)
    assert {"各行政村", "乡村振兴办", "基层党建办"} <= set(everybody)
    assert all((period.reported, period.late, period.missing) == ((), (), everybody) for period in found)


# --- what holds of any plan ----------------------------------------------------------------------------------------

UNITS = ("市财政局", "市审计局", "市教育局")


@st.composite
def rules(draw: st.DrawFn) -> ReportingRule:
    cadence = draw(st.sampled_from([Cadence.HALF_MONTHLY, Cadence.MONTHLY, Cadence.QUARTERLY]))
    days = tuple(draw(st.lists(st.integers(1, 31), min_size=1, max_size=3)))
    return ReportingRule(cadence=cadence, days=days, units=draw(st.none() | st.just("市财政局、市审计局")))


@st.composite
def reported_plans(draw: st.DrawFn) -> Plan:
    """Plans whose units report and record at random within a few weeks."""
    unit = st.sampled_from(UNITS)
    log = draw(st.lists(st.tuples(near_days(), st.none() | unit), max_size=4))
    task = Task(
        id="1-1",
        units="、".join(UNITS),
        progress=tuple(ProgressEntry(date=day, status=Status.IN_PROGRESS, unit=unit) for day, unit in log),
    )
    received = draw(st.lists(st.tuples(near_days(), unit, near_days()), max_size=4))
    return Plan(
        format=1,
        title="某",
        issued=draw(near_days()),
        reporting=tuple(draw(st.lists(rules(), min_size=1, max_size=2))),
        reports=tuple(Report(period=period, unit=unit, date=day) for period, unit, day in received),
        categories=(Category(name="某", issues=(Issue(number=1, title="某", tasks=(task,)),)),),
    )


@given(rules(), st.dates(date(2019, 1, 1), date(2025, 12, 31)), st.integers(0, 800))
def test_periods_partition_the_days_since_issue(rule: ReportingRule, issued: date, after: int) -> None:
    """Of one rule, every day from 印发日期 to the next last day lies in exactly one period, and none before."""
    day = issued + after * ONE_DAY
    plan = Plan(format=1, title="某", issued=issued, reporting=(rule,))
    found = periods.periods(plan, day)
    begins = [period.first for period in found]
    ends = [period.last for period in found]
    assert begins == [issued, *(end + ONE_DAY for end in ends)][: len(found)]
    assert all(begin <= end <= day for begin, end in zip(begins, ends, strict=True))
    following = periods.next_day(rule, issued, day)
    assert following is not None
    assert following > day
    between = islice(periods.last_days(rule, issued), len(found), len(found) + 1)
    assert list(between) == [following]


@given(rules(), st.dates(date(2019, 1, 1), date(2025, 12, 31)))
def test_periods_end_only_on_the_rules_days(rule: ReportingRule, issued: date) -> None:
    """Every last day is one of the rule's days, or the end of a month too short for one of them."""
    for last in islice(periods.last_days(rule, issued), 20):
        month_ends = (last + ONE_DAY).day == 1
        assert last.day in rule.days or (month_ends and max(rule.days) > last.day)
        assert rule.cadence is not Cadence.QUARTERLY or last.month % 3 == 0


@given(reported_plans(), near_days())
def test_every_unit_is_in_exactly_one_share(plan: Plan, day: date) -> None:
    """In every period each unit that must report has reported, is late or is missing, in the order of the plan."""
    for period in periods.periods(plan, day):
        must = periods.obliged_units(plan, period.rule, EMPTY)
        together = (*period.reported, *period.late, *period.missing)
        assert sorted(together) == sorted(must)
        for share in (period.reported, period.late, period.missing):
            assert list(share) == sorted(share, key=must.index)


@given(reported_plans(), reported_plans(), near_days())
def test_the_past_gives_the_same_answer(plan: Plan, later: Plan, day: date) -> None:
    """Reports received and progress dated after a day never change the answer for that day."""
    reports = tuple(report for report in later.reports if report.date > day)
    entries = tuple(entry for _c, _i, task in later.rows() for entry in task.progress if entry.date > day)
    ((category, issue, task),) = plan.rows()
    task = task.model_copy(update={"progress": (*task.progress, *entries)})
    issue = issue.model_copy(update={"tasks": (task,)})
    category = category.model_copy(update={"issues": (issue,)})
    appended = plan.model_copy(update={"reports": (*plan.reports, *reports), "categories": (category,)})
    assert periods.periods(appended, day) == periods.periods(plan, day)


@given(reported_plans(), near_days(), st.integers(0, 40))
def test_who_reported_stays_reported(plan: Plan, day: date, after: int) -> None:
    """As time goes on a missing unit may turn late, and nobody who reported or was late turns anything else."""
    then = {(period.rule, period.last): period for period in periods.periods(plan, day + after * ONE_DAY)}
    for period in periods.periods(plan, day):
        assert period.reported == then[period.rule, period.last].reported
        assert set(period.late) <= set(then[period.rule, period.last].late)
