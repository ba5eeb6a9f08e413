"""The form of single fields and records: what is typed how, what is refused, and the way into a file and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from strategies import as_read, plans, texts
from zhenggai.model import (
    Contact,
    Deadline,
    Evidence,
    Extension,
    Issue,
    Period,
    Plan,
    ProgressEntry,
    Record,
    ReportingRule,
    StatedCounts,
    Task,
)
from zhenggai.model.fields import MAX_TEXT
from zhenggai.settings import RosterUnit, RuleSettings, Settings
from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhenggai.findings import Loc

HEADER = {"格式": "1", "标题": "某某整改方案"}
ENTRY = {"日期": "2022-06-10", "状态": "整改中"}
CLOSING = {"日期": "2022-06-10", "状态": "已销号", "验收单位": "市财政局", "验收人": "赵某", "免佐证": "现场已核验"}


def read(model: type[Record], data: Any) -> Any:
    """Validate as the store does: official keys only."""
    return model.model_validate(data, by_alias=True, by_name=False)


def refusals(model: type[Record], data: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Return where, what and which way out of every error; the last is empty for pydantic's own."""
    with pytest.raises(ValidationError) as caught:
        read(model, data)
    return [(error["loc"], error["msg"], error.get("ctx", {}).get("remedy", "")) for error in caught.value.errors()]


def kinds(model: type[Record], data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        read(model, data)
    return [(error["loc"], error["type"]) for error in caught.value.errors()]


# --- scalars -------------------------------------------------------------------------------------------------------


@given(texts())
def test_text_is_kept_verbatim(text: str) -> None:
    """Text is neither trimmed nor normalised, however awkward."""
    assert read(Plan, HEADER | {"总体要求": text}).guidance == text


@pytest.mark.parametrize("blank", [" ", "\n", "\u3000", "\t \n"])
def test_blank_text_is_refused(blank: str) -> None:
    """Text of nothing but blanks is refused, full-width ones included."""
    wrong = [(("标题",), "内容是空的", "请填写内容，或者删去这一项")]
    assert refusals(Plan, HEADER | {"标题": blank}) == wrong


def test_longest_text() -> None:
    """A text may be as long as a cell of a workbook holds, and no longer."""
    assert len(read(Plan, HEADER | {"总体要求": "改" * MAX_TEXT}).guidance) == MAX_TEXT
    ((loc, message, remedy),) = refusals(Plan, HEADER | {"总体要求": "改" * (MAX_TEXT + 1)})
    assert (loc, message) == (("总体要求",), "这段文字有 32768 个字，超过 32767 个字")
    assert remedy == "请拆成几条"


@pytest.mark.parametrize(("written", "number"), [("1", 1), ("2021", 2021), ("007", 7), ("999999999", 999_999_999)])
def test_whole_numbers(written: str, number: int) -> None:
    """A whole number is written in Arabic digits."""
    assert read(Plan, HEADER | {"考核年度": written}).year == number


@pytest.mark.parametrize("written", ["一", "2.0", "-1", "+1", "1e3", "2021年", "２０２１", "1_000", " 1", "9" * 10])
def test_what_is_no_whole_number(written: str) -> None:
    """Everything else is refused, Python's own looser spellings and full-width digits too."""
    wrong = [(("考核年度",), f"“{written}”不是整数", "请写阿拉伯数字，例如 3")]
    assert refusals(Plan, HEADER | {"考核年度": written}) == wrong


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("某年", "“某年”"),
        ("1\r\n2\n\n3", "“1 2 3”"),
        ("整改" * 20, f"“{'整改' * 20}”"),
        ("整改" * 20 + "了", f"“{'整改' * 20}……”"),
    ],
)
def test_quotes_are_short_and_on_one_line(text: str, quote: str) -> None:
    """A message quotes at most 40 characters of a value, line breaks as blanks: every finding prints as one line."""
    ((_loc, message, _remedy),) = refusals(Plan, HEADER | {"考核年度": text})
    assert message == f"{quote}不是整数"


def test_numbers_count_from_one() -> None:
    """Nothing in a ledger is numbered or counted 0."""
    assert kinds(Plan, HEADER | {"考核年度": "0"}) == [(("考核年度",), "greater_than_equal")]


@given(st.dates())
def test_every_day_is_read(day: date) -> None:
    """Every day of the calendar is read from its one spelling."""
    assert read(Plan, HEADER | {"印发日期": day.isoformat()}).issued == day


@pytest.mark.parametrize(
    "written",
    ["2022年6月13日", "2022.6.13", "2022-6-13", "20220613", "2022-W24-1", "22-06-13", "2022-06-13 ", "6月13日", "今天"],
)
def test_days_have_one_spelling(written: str) -> None:
    """A day in any other spelling is refused with the one that counts."""
    remedy = "请写成四位年-两位月-两位日，例如 2022-06-13"
    assert refusals(Plan, HEADER | {"印发日期": written}) == [(("印发日期",), f"“{written}”不是日期", remedy)]


@pytest.mark.parametrize("written", ["2022-06-31", "2023-02-29", "2022-13-01", "2022-00-10", "0000-01-01"])
def test_days_exist(written: str) -> None:
    """A day that is not in the calendar is an error of its own."""
    wrong = [(("印发日期",), f"{written} 这一天不存在", "请核对月份和日子")]
    assert refusals(Plan, HEADER | {"印发日期": written}) == wrong


@pytest.mark.parametrize("status", Status)
def test_statuses(status: Status) -> None:
    """Each of the five statuses is read from its own word."""
    assert read(ProgressEntry, CLOSING | {"状态": status.value}).status is status


@pytest.mark.parametrize(
    ("model", "data", "key", "choices"),
    [
        (ProgressEntry, ENTRY, "状态", "未启动、整改中、阶段性成效、已完成、已销号"),
        (Deadline, {"原文": "按期", "性质": "未定"}, "性质", "限期、阶段、立行立改、长期、未定"),
        (ReportingRule, {"频次": "每月", "日": ["5"]}, "频次", "一次、半月、每月、每季度"),
    ],
)
def test_closed_vocabularies(model: type[Record], data: dict[str, Any], key: str, choices: str) -> None:
    """A word outside a closed vocabulary is refused with all the words of it; an English member name is no way in."""
    for word in ("完成", "CLOSED", "FIXED", "MONTHLY"):
        wrong = [((key,), f"“{word}”不在可选的词里", f"请从这些里选：{choices}")]
        assert refusals(model, data | {key: word}) == wrong


@pytest.mark.parametrize("number", ["2-4", "1-1", "12-34", "9999-9999"])
def test_task_numbers(number: str) -> None:
    """A task is numbered by its issue and a number within it."""
    assert read(Task, {"编号": number}).id == number


@pytest.mark.parametrize("number", ["2", "2.4", "2－4", "二-4", "2-4-1", " 2-4", "2-4\n", "12345-1", "-1", "２-４"])
def test_what_is_no_task_number(number: str) -> None:
    """Everything else is refused, other dashes, full-width digits and a line break at the end too."""
    assert kinds(Task, {"编号": number}) == [(("编号",), "string_pattern_mismatch")]


@pytest.mark.parametrize("digest", ["", "ab", "A" * 64, "g" * 64, "0" * 63, "0" * 65])
def test_sha256_is_sixty_four_small_hexadecimal_digits(digest: str) -> None:
    """A SHA-256 has its one form; one left empty counts as none."""
    data = {"文件": "evidence/某.pdf", "sha256": digest}
    if digest:
        assert kinds(Evidence, data) == [(("sha256",), "string_pattern_mismatch")]
    else:
        assert read(Evidence, data).sha256 is None


# --- records -------------------------------------------------------------------------------------------------------


def every_record() -> list[type[Record]]:
    return sorted(Record.__subclasses__(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", every_record(), ids=lambda model: model.__name__)
def test_unknown_keys_are_refused(model: type[Record]) -> None:
    """No record takes a key that is not one of its official terms."""
    assert ((("没有这一项",), "extra_forbidden")) in kinds(model, {"没有这一项": "某"})


@pytest.mark.parametrize("model", every_record(), ids=lambda model: model.__name__)
def test_english_names_are_no_keys(model: type[Record]) -> None:
    """In a file only the official term counts, not the attribute's name."""
    for name, field in model.model_fields.items():
        if name != field.alias:
            assert ((name,), "extra_forbidden") in kinds(model, {name: "某"})


@pytest.mark.parametrize("model", every_record(), ids=lambda model: model.__name__)
def test_every_field_has_its_official_term(model: type[Record]) -> None:
    """`keys` names every field by its official term, in the order of the model, no term twice."""
    assert model.keys() == tuple(field.alias for field in model.model_fields.values())
    assert len(set(model.keys())) == len(model.model_fields)


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_key_counts_as_absent(empty: str | None) -> None:
    """`备注:` with nothing behind it is as if it were not there; for a required key that is too little."""
    assert read(Task, {"编号": "2-4", "备注": empty, "整改时限": empty, "整改措施": empty}) == Task(id="2-4")
    assert kinds(Plan, HEADER | {"标题": empty}) == [(("标题",), "missing")]
    assert kinds(Plan, HEADER | {"没有这一项": empty}) == [(("没有这一项",), "extra_forbidden")]


def test_records_cannot_be_changed() -> None:
    """A record is a value: nothing of it can be set."""
    task = Task(id="2-4")
    with pytest.raises(ValidationError, match="frozen"):
        task.note = "改动"


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("标题", ["某"], "string_type"),
        ("标题", {"某": "某"}, "string_type"),
        ("发文机关", "市财政局", "tuple_type"),
        ("发文机关", {"一": "市财政局"}, "tuple_type"),
        ("集中整改", "2022-06-07", "model_type"),
        ("集中整改", ["2022-06-07", "2022-07-31"], "model_type"),
        ("印发日期", ["2022-06-07"], "date_type"),
        ("考核年度", ["2021"], "int_type"),
    ],
)
def test_shapes_are_not_stretched(key: str, value: Any, kind: str) -> None:
    """A text is no list, a list no text, and neither is a record."""
    assert kinds(Plan, HEADER | {key: value}) == [((key,), kind)]


def test_code_cannot_stretch_shapes_either() -> None:
    """Values of code are taken as they are or not at all: no number for a text, no truth for a number."""
    for fields in ({"title": 5}, {"title": "某", "year": True}, {"title": "某", "year": 2021.0}, {"issued": 0}):
        with pytest.raises(ValidationError):
            Plan.model_validate({"format": 1, "title": "某"} | fields)


def test_all_errors_of_a_plan_are_found_at_once() -> None:
    """Errors in different corners of a plan are all reported, each with its location."""
    wrong = {
        "印发日期": "2022-06-31",
        "考核年度": "某年",
        "类型": [{"名称": "某", "问题": [{"编号": "1", "任务": [{"编号": "1-1", "进展": [{"状态": "好"}]}]}]}],
    }
    entry = ("类型", 0, "问题", 0, "任务", 0, "进展", 0)
    assert {loc for loc, _kind in kinds(Plan, {"格式": "1"} | wrong)} == {
        ("标题",),
        ("印发日期",),
        ("考核年度",),
        ("类型", 0, "问题", 0, "具体问题"),
        (*entry, "日期"),
        (*entry, "状态"),
    }


@pytest.mark.parametrize("version", ["2", "0", "1.0", "一"])
def test_other_formats_are_refused(version: str) -> None:
    """Only format 1 is read; another one was written by another zhenggai."""
    remedy = "请写 格式: 1；更新的格式请用更新的 zhenggai 打开"
    wrong = [(("格式",), f"“{version}”不是本工具认识的格式", remedy)]
    assert refusals(Plan, HEADER | {"格式": version}) == wrong


@pytest.mark.parametrize("shape", [["1"], {"版本": "1"}])
def test_the_format_is_a_number(shape: Any) -> None:
    """A list or mapping for 格式 is refused without Python's spelling of it."""
    ((loc, message, _remedy),) = refusals(Plan, HEADER | {"格式": shape})
    assert (loc, message) == (("格式",), "这不是本工具认识的格式")


def test_the_format_is_required() -> None:
    """A file that does not say its format is not read as if it had."""
    assert kinds(Plan, {"标题": "某某整改方案"}) == [(("格式",), "missing")]


@pytest.mark.parametrize(
    ("model", "loc", "record"),
    [
        (Plan, (), Plan),
        (Plan, ("标题",), None),
        (Plan, ("没有这一项",), None),
        (Plan, ("没有这一项", "编号"), None),
        (Plan, ("集中整改",), Period),
        (Plan, ("集中整改", "起"), None),
        (Plan, ("类型", 0, "问题"), Issue),
        (Plan, ("类型", 0, "问题", 0, "任务", 2), Task),
        (Plan, ("类型", 0, "问题", 0, "任务", 2, "整改时限"), Deadline),
        (Plan, ("类型", 0, "问题", 0, "任务", 2, "进展", 0, "佐证", 0), Evidence),
        (Plan, ("类型", 0, "问题", 0, "任务", 2, "附加"), None),
        (Plan, ("类型", 0, "问题", 0, "任务", 2, "附加", "问题"), None),
        (Settings, ("名录", "单位", 0), RosterUnit),
        (Settings, ("名录", "展开", "各行政村"), None),
        (Settings, ("检查",), None),
        (Settings, ("检查", "某规则"), RuleSettings),
        (Settings, ("检查", "某规则", "级别"), None),
    ],
)
def test_which_record_stands_where(model: type[Record], loc: Loc, record: type[Record] | None) -> None:
    """`record_at` finds the kind of record at a location, through lists and mappings with free keys."""
    assert model.record_at(loc) is record


# --- what single records demand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "needs", "takes"),
    [
        (DeadlineKind.FIXED, True, True),
        (DeadlineKind.STAGED, True, True),
        (DeadlineKind.IMMEDIATE, False, True),
        (DeadlineKind.ONGOING, False, False),
        (DeadlineKind.UNDETERMINED, False, False),
    ],
)
def test_which_deadlines_have_a_day(kind: DeadlineKind, *, needs: bool, takes: bool) -> None:
    """限期 and 阶段 must have a day, 立行立改 may, 长期 and 未定 must not (design §4)."""
    bare = {"原文": "某日", "性质": kind.value}
    if needs:
        wrong = ((), f"性质为“{kind}”的整改时限缺少日期", "请补上日期；定不下来的，性质写“未定”")
        assert refusals(Deadline, bare) == [wrong]
    else:
        assert read(Deadline, bare).due is None
    if takes:
        assert read(Deadline, bare | {"日期": "2022-06-13"}).due == date(2022, 6, 13)
    else:
        wrong = ((), f"性质为“{kind}”的整改时限不能有日期", "请删去日期，或者改性质")
        assert refusals(Deadline, bare | {"日期": "2022-06-13"}) == [wrong]


@pytest.mark.parametrize("missing", ["原文", "性质"])
def test_a_deadline_has_its_wording_and_kind(missing: str) -> None:
    """原文 and 性质 stand in every 整改时限."""
    whole = {"原文": "长期坚持", "性质": "长期"}
    assert kinds(Deadline, {key: value for key, value in whole.items() if key != missing}) == [((missing,), "missing")]


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ({"验收单位"}, "验收单位"),
        ({"验收人"}, "验收人"),
        ({"免佐证"}, "佐证（或“免佐证”及理由）"),
        ({"验收单位", "验收人", "免佐证"}, "验收单位、验收人、佐证（或“免佐证”及理由）"),
    ],
)
def test_closing_needs_acceptance(without: set[str], named: str) -> None:
    """已销号 without 验收单位, 验收人, or both evidence and waiver is refused, naming all that is missing."""
    data = {key: value for key, value in CLOSING.items() if key not in without}
    wrong = [((), f"已销号的进展缺少{named}", "请补上；还没有验收的，状态写“已完成”")]
    assert refusals(ProgressEntry, data) == wrong


def test_closing_takes_evidence_or_a_waiver() -> None:
    """One piece of evidence is enough to close, an explicit waiver too."""
    waived = read(ProgressEntry, CLOSING)
    shown = read(ProgressEntry, {**CLOSING, "免佐证": None, "佐证": [{"文件": "evidence/验收表.pdf"}]})
    assert (waived.waiver, shown.evidence) == ("现场已核验", (Evidence(file="evidence/验收表.pdf"),))


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_only_closing_needs_acceptance(status: Status) -> None:
    """完成 is not 销号: every other status stands without acceptance and without evidence."""
    assert read(ProgressEntry, ENTRY | {"状态": status.value}).status is status


def test_the_campaign_runs_forward() -> None:
    """集中整改 may last a single day and must not end before it begins."""
    assert read(Period, {"起": "2022-06-07", "止": "2022-06-07"}).end == date(2022, 6, 7)
    wrong = [((), "止（2022-06-06）早于起（2022-06-07）", "请核对两个日期")]
    assert refusals(Period, {"起": "2022-06-07", "止": "2022-06-06"}) == wrong


@pytest.mark.parametrize("data", [{}, {"截止": "2022-06-14", "日": ["14"]}, {"日": ["14"]}])
def test_a_single_report_has_one_day(data: dict[str, Any]) -> None:
    """频次 一次 needs 截止 and takes no 日."""
    wrong = [((), "频次为“一次”的报送要写“截止”，不写“日”", "例如 截止: 2022-06-14")]
    assert refusals(ReportingRule, {"频次": "一次"} | data) == wrong


@pytest.mark.parametrize("cadence", [cadence for cadence in Cadence if cadence is not Cadence.ONCE])
@pytest.mark.parametrize("data", [{}, {"截止": "2022-06-14", "日": ["14"]}, {"截止": "2022-06-14"}])
def test_repeated_reports_have_days(cadence: Cadence, data: dict[str, Any]) -> None:
    """Every other 频次 needs 日 and takes no 截止."""
    wrong = [((), f"频次为“{cadence}”的报送要写“日”，不写“截止”", "例如 日: [14, 29]")]
    assert refusals(ReportingRule, {"频次": cadence.value} | data) == wrong


@pytest.mark.parametrize(("day", "kind"), [("0", "greater_than_equal"), ("32", "less_than_equal")])
def test_days_of_a_month(day: str, kind: str) -> None:
    """日 runs from 1 to 31."""
    assert kinds(ReportingRule, {"频次": "每月", "日": [day]}) == [(("日", 0), kind)]
    assert read(ReportingRule, {"频次": "每月", "日": ["1", "31"]}).days == (1, 31)


# --- files ---------------------------------------------------------------------------------------------------------


@given(plans())
def test_a_plan_survives_its_file(plan: Plan) -> None:
    """What `to_file` writes, read again as text, is the same plan."""
    assert read(Plan, as_read(plan.to_file())) == plan


def test_absent_things_are_not_written() -> None:
    """A file holds what is there: no empty lists, no nulls, keys in the order of the model."""
    deadline = Deadline(kind=DeadlineKind.FIXED, due=date(2022, 6, 13), text="6月13日")
    assert list(Task(note="某", deadline=deadline, id="2-4").to_file().items()) == [
        ("编号", "2-4"),
        ("整改时限", {"原文": "6月13日", "日期": date(2022, 6, 13), "性质": DeadlineKind.FIXED}),
        ("备注", "某"),
    ]
    assert Contact().to_file() == {}


def test_columns_of_somebody_elses_ledger_are_kept() -> None:
    """附加 takes any names and keeps their texts as written."""
    extra = {"提示问题金额（万元）": "92171", "是否 #整改": "no"}
    assert read(Task, {"编号": "2-4", "附加": extra}).extra == extra
    assert kinds(Task, {"编号": "2-4", "附加": {"金额": ["1"]}}) == [(("附加", "金额"), "string_type")]


def test_rows_are_the_tasks_in_the_order_of_the_file(plan_of: Callable[[str], Plan]) -> None:
    """Every task is a row of its issue and category; an issue without tasks has none."""
    plan = plan_of("""
        类型:
        - {名称: 甲, 问题: [{编号: 3, 具体问题: 丙, 任务: [{编号: 3-2}, {编号: 3-1}]}, {编号: 9, 具体问题: 无}]}
        - {名称: 空}
        - {名称: 乙, 问题: [{编号: 1, 具体问题: 丁, 任务: [{编号: 1-1}]}]}
    """)
    found = [(category.name, issue.number, task.id) for category, issue, task in plan.rows()]
    assert found == [("甲", 3, "3-2"), ("甲", 3, "3-1"), ("乙", 1, "1-1")]


def test_code_builds_by_attribute_names() -> None:
    """Commands build records by attribute names, and the result is what the file's keys give."""
    built = Issue(number=2, title="某问题", tasks=(Task(id="2-4"),))
    assert built == read(Issue, {"编号": "2", "具体问题": "某问题", "任务": [{"编号": "2-4"}]})
    assert StatedCounts(issues=4) == read(StatedCounts, {"问题": "4"})
    assert Extension(approved=date(2022, 6, 12), until=date(2022, 6, 30), approved_by="市财政局") == read(
        Extension, {"批准日期": "2022-06-12", "延至": "2022-06-30", "批准单位": "市财政局"}
    )
