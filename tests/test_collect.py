"""What the units send back: matched by hidden ids, merged three ways, and whatever is not plain is left to a person."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run, type_at_terminal
from sent_out import change_title, changed, fill, lose_properties, move_columns, resaved, sort_rows, why_no_office
from strategies import categories, texts
from zhenggai.columns import CHECKLIST, LEDGER
from zhenggai.columns.flat import Flat
from zhenggai.exporters.by_unit import responsible_units, unit_workbooks
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.exporters.options import ALL, LATEST, PrintOptions
from zhenggai.exporters.workbook import ledger_workbook
from zhenggai.importers.collected import read_returned
from zhenggai.importers.filled_in import Basis
from zhenggai.importers.merging import merge
from zhenggai.importers.printed_edits import printed_edits
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_headings import lexicon
from zhenggai.model import Plan
from zhenggai.roster import EMPTY
from zhenggai.store.ledger import load_or_refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from commands import Ran
    from zhenggai.importers.collected import ReturnedRow

LEDGERS = Path(__file__).parent.parent / "ledgers"
PLAN = """\
格式: 1
标题: 某县整改方案
印发日期: 2022-06-07
报送:
- {频次: 一次, 截止: 2022-06-14, 对象: [市财政局]}
类型:
- 名称: 资金管理方面
  问题:
  - 编号: 2
    具体问题: 支出进度慢
    任务:
    - 编号: 2-1
      整改措施:
      - 加快支出。
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
      责任单位: 市财政局、审计局
    - 编号: 2-2
      责任单位: 市财政局
      进展:
      - {日期: 2022-06-08, 状态: 整改中, 单位: 市财政局, 内容: 已部署。}
      附加: {金额: "12"}
    - 编号: 2-3
      责任单位: 市水利局
"""
DONE = {
    ("2-2", "状态"): "已完成",
    ("2-2", "整改进展结果"): "全部支出。\n附清单。",
    ("2-2", "进展日期"): datetime(2022, 6, 12),  # noqa: DTZ001 - a workbook has no time zones
}


@pytest.fixture
def sent(workspace: Path) -> Path:
    """A workspace whose plan was sent out to its units on 9 June."""
    (workspace / "ledgers/p-2022.yaml").write_text(PLAN, encoding="utf-8", newline="")
    assert run("export", "xlsx", "--by-unit", "-o", "发出", "--as-of", "2022-06-09").code == 0
    return workspace


def plan_now(root: Path) -> Plan:
    return load_or_refuse(root / "ledgers/p-2022.yaml").plan


def log_of(root: Path, task: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return the log of a task as days, statuses, units and texts."""
    (found,) = (one for _, _, one in plan_now(root).rows() if one.id == task)
    return [(str(entry.date), entry.status.value, entry.unit, entry.content) for entry in found.progress]


def returned(root: Path, unit: str, cells: dict[tuple[str, str], Any], name: str = "") -> Path:
    return fill(root / f"发出/{unit}.xlsx", root / f"返回/{name or unit}.xlsx", cells)


def collect(*arguments: str, day: str = "2022-06-13") -> Ran:
    return run("collect", "返回", "--date", day, *arguments)


def conflicts(ran: Ran) -> list[str]:
    start = next((at for at, line in enumerate(ran.out) if line.startswith("冲突（")), None)
    return [] if start is None else [line[2:] for line in ran.out[start + 1 :] if line.startswith("  ")]


def test_new_progress_is_appended_with_unit_and_day(sent: Path) -> None:
    """What a unit filled in becomes an entry of the log, the report is put down, and nothing else changes."""
    returned(sent, "市财政局", DONE)
    ran = collect()
    assert ran.code == 0
    assert ran.out == [
        "2022-06-13 收到 1 个单位送回的 1 份表",
        "",
        "p-2022：新增进展 1 条，报送记录 1 条；没有改动 1 项，以前收过 0 项，冲突 0 处",
        "任务        日期        状态    单位      内容",
        "p-2022:2-2  2022-06-12  已完成  市财政局  全部支出。↵附清单。",
        "已收 1 个单位（2022-06-14 一期）：市财政局",
        "未收 2 个单位：市审计局、市水利局",
    ]
    before, after = PLAN.splitlines(), (sent / "ledgers/p-2022.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "报送记录:",
        "- {期: 2022-06-14, 单位: 市财政局, 日期: 2022-06-13, 形式: [电子版]}",
        '      - {日期: 2022-06-12, 状态: 已完成, 单位: 市财政局, 内容: "全部支出。\\n附清单。"}',
    ]
    assert [line for line in before if line not in after] == []


def test_collecting_twice_adds_nothing(sent: Path) -> None:
    """The same file again, on another day too, leaves the ledger byte for byte as it was."""
    returned(sent, "市财政局", DONE)
    assert collect().code == 0
    once = (sent / "ledgers/p-2022.yaml").read_bytes()
    ran = collect(day="2022-06-20")
    assert (ran.code, (sent / "ledgers/p-2022.yaml").read_bytes()) == (0, once)
    assert ran.out[2] == "p-2022：新增进展 0 条，报送记录 0 条；没有改动 1 项，以前收过 1 项，冲突 0 处"


def test_an_entry_without_a_day_of_its_own_is_not_added_twice(sent: Path) -> None:
    """Where the unit left the day blank the day of receipt is taken, said so, and known again later."""
    returned(sent, "市审计局", {("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "已开展审计。"})
    ran = collect()
    assert log_of(sent, "2-1") == [("2022-06-13", "整改中", "市审计局", "已开展审计。")]
    place = "返回/市审计局.xlsx 明细!AA3（p-2022:2-1，市审计局）"
    assert ran.out[-2:] == ["疑问 1 条：", f"  {place}：进展日期空着，按收到的日期 2022-06-13 记"]
    assert collect(day="2022-06-15").code == 0
    assert len(log_of(sent, "2-1")) == 1


def test_a_file_nobody_filled_in_is_a_report_all_the_same(sent: Path) -> None:
    """A unit that sends its file back untouched has reported, and adds no progress."""
    returned(sent, "市水利局", {})
    ran = collect()
    assert (ran.code, log_of(sent, "2-3")) == (0, [])
    assert [(report.unit, report.period) for report in plan_now(sent).reports] == [("市水利局", date(2022, 6, 14))]


@pytest.mark.parametrize("mess", [sort_rows, move_columns, change_title, lose_properties])
def test_rows_and_columns_may_stand_anywhere(sent: Path, mess: Callable[[Any], None]) -> None:
    """Sorted rows, put-in and hidden columns, another title and lost properties change nothing."""
    filled = returned(sent, "市财政局", DONE)
    changed(filled, filled, mess)
    ran = collect()
    assert (ran.code, conflicts(ran)) == (0, [])
    assert log_of(sent, "2-2")[-1] == ("2022-06-12", "已完成", "市财政局", "全部支出。\n附清单。")
    assert log_of(sent, "2-1") == []
    assert [report.unit for report in plan_now(sent).reports] == ["市财政局"]


@pytest.mark.render
@pytest.mark.skipif(bool(why_no_office()), reason=why_no_office())
@pytest.mark.parametrize("kinds", [("xlsx",), ("xls", "xlsx"), ("ods", "xlsx")], ids="-".join)
def test_a_file_survives_libreoffice(sent: Path, kinds: tuple[str, ...], tmp_path: Path) -> None:
    """Saved by LibreOffice, as .xls or .ods and back too, a file is read as if it had not been."""
    filled = returned(sent, "市财政局", DONE)
    shutil.move(resaved(filled, tmp_path / "office", *kinds), filled)
    ran = collect()
    assert (ran.code, conflicts(ran)) == (0, [])
    assert log_of(sent, "2-2")[-1] == ("2022-06-12", "已完成", "市财政局", "全部支出。\n附清单。")
    assert collect().out[2].startswith("p-2022：新增进展 0 条，报送记录 0 条；没有改动 1 项，以前收过 1 项")


@pytest.mark.render
@pytest.mark.skipif(bool(why_no_office()), reason=why_no_office())
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_file_may_come_back_in_another_format(sent: Path, kind: str, tmp_path: Path) -> None:
    """An .xls or .ods is turned into .xlsx on the way in, where LibreOffice is installed."""
    filled = returned(sent, "市财政局", DONE)
    shutil.move(resaved(filled, tmp_path / "office", kind), filled.with_suffix(f".{kind}"))
    filled.unlink()
    assert collect().code == 0
    assert log_of(sent, "2-2")[-1] == ("2022-06-12", "已完成", "市财政局", "全部支出。\n附清单。")


def test_another_format_is_named_where_nothing_can_turn_it(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice an .xls is named with what to do instead."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    (sent / "返回").mkdir()
    (sent / "返回/市财政局.xls").write_bytes(b"xls")
    ran = collect()
    assert ran.code == 1
    assert ran.out[-1] == (
        "  市财政局.xls 是旧的（或 OpenDocument）表格，要靠 LibreOffice 转换，而这台机器上没有安装。"
        "请用 Excel 或 WPS 打开，另存为 xlsx 再试"
    )


def test_an_edit_to_a_locked_column_is_a_conflict(sent: Path) -> None:
    """The cell is named with both texts, what was filled in is quoted, and nothing of the row is taken."""
    returned(
        sent, "市财政局", {**DONE, ("2-2", "责任单位"): "市水利局", ("2-2", "金额"): "13", ("2-1", "状态"): "整改中"}
    )
    ran = collect()
    assert ran.code == 1
    assert conflicts(ran)[0] == (
        "返回/市财政局.xlsx 明细!AA4（p-2022:2-2，市财政局）："
        "锁定的栏改过：责任单位（台账“市财政局”，表里“市水利局”）、金额（台账“12”，表里“13”）；"
        "要照改的用 zhenggai edit 改了台账再收，不改的请单位重送；"
        "填的是：已完成，2022-06-12，全部支出。 附清单。"
    )
    assert (len(log_of(sent, "2-2")), log_of(sent, "2-1")[0][1]) == (1, "整改中")


def test_an_unknown_or_repeated_number_is_a_conflict(sent: Path) -> None:
    """A task that does not exist, a row without a number, and one number on two rows are all named."""

    def mess(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(5, column).value = sheet.cell(4, column).value
            sheet.cell(6, column).value = sheet.cell(3, column).value
        sheet["A6"], sheet["A7"], sheet["AA7"] = "p-2022:9-9", None, "新加的一行"

    filled = returned(sent, "市财政局", DONE)
    changed(filled, filled, mess)
    other = returned(sent, "市水利局", {})
    changed(other, other, lambda workbook: workbook.worksheets[0].__setitem__("A3", "q-2022:2-3"))
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 1)
    assert [line.partition("：")[2].partition("；")[0] for line in conflicts(ran)] == [
        "没有方案“q-2022”",
        "没有编号，认不出是哪项任务",
        "这项任务在表里有 2 行，不知道以哪行为准",
        "这项任务在表里有 2 行，不知道以哪行为准",
        "台账里没有这项任务",
    ]
    assert "新加的一行" in conflicts(ran)[1]


def test_one_task_changed_by_two_units_is_a_conflict(sent: Path) -> None:
    """Neither is taken, both are quoted; other tasks of the same files are."""
    returned(sent, "市财政局", {**DONE, ("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "甲"})
    returned(sent, "市审计局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "乙"})
    ran = collect()
    assert (ran.code, log_of(sent, "2-1"), len(log_of(sent, "2-2"))) == (1, [], 2)
    assert conflicts(ran) == [
        (
            "返回/市审计局.xlsx 明细!AA3（p-2022:2-1，市审计局）："
            "市财政局也改了这项任务；都要记的，加 --each-unit 再收一次，一个单位记一条；填的是：已完成，乙"
        ),
        (
            "返回/市财政局.xlsx 明细!AA3（p-2022:2-1，市财政局）："
            "市审计局也改了这项任务；都要记的，加 --each-unit 再收一次，一个单位记一条；填的是：整改中，甲"
        ),
    ]


def test_each_unit_may_count_once_a_person_has_decided(sent: Path) -> None:
    """With --each-unit each has an entry of its own; the task is as far as the unit least far, and none is lost."""
    returned(sent, "市财政局", {("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "甲"})
    earlier = {("2-1", "进展日期"): "2022-06-11", ("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "乙"}
    returned(sent, "市审计局", earlier)
    assert collect().code == 1
    ran = collect("--each-unit")
    assert (ran.code, ran.out[2][-6:]) == (0, "冲突 0 处")
    assert log_of(sent, "2-1") == [
        ("2022-06-11", "整改中", "市审计局", "乙（本单位：已完成）"),
        ("2022-06-13", "整改中", "市财政局", "甲"),
    ]
    assert any(line.endswith("本单位填的是“已完成”，别的单位还是“整改中”，任务按“整改中”记") for line in ran.out)
    once = (sent / "ledgers/p-2022.yaml").read_bytes()
    for again in (collect(day="2022-06-15"), collect("--each-unit", day="2022-06-15")):
        assert (again.code, (sent / "ledgers/p-2022.yaml").read_bytes()) == (0, once)


def test_the_second_unit_may_come_later(sent: Path) -> None:
    """What another unit was heard to say meanwhile is a conflict, and with --each-unit no obstacle."""
    returned(sent, "市财政局", {("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "甲"})
    assert collect().code == 0
    (sent / "返回/市财政局.xlsx").unlink()
    returned(sent, "市审计局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "乙"})
    ran = collect(day="2022-06-14")
    (conflict,) = conflicts(ran)
    assert (
        "发出以后台账里又记了进展（2022-06-13 市财政局 整改中），是别的单位报的；"
        "都要记的，加 --each-unit 再收一次，一个单位记一条"
    ) in conflict
    assert collect("--each-unit", day="2022-06-14").code == 0
    assert log_of(sent, "2-1")[1:] == [("2022-06-14", "整改中", "市审计局", "乙（本单位：已完成）")]


def test_each_unit_lets_nobody_go_back_or_contradict_itself(sent: Path) -> None:
    """A step back asks for its reason, and two files of one unit that differ are for a person, all the same."""
    returned(sent, "市财政局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "甲"})
    assert collect("--each-unit").code == 0
    returned(sent, "市审计局", {("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "乙"})
    ran = collect("--each-unit")
    (conflict,) = conflicts(ran)
    assert "状态从“已完成”退回“整改中”，要写原因" in conflict
    returned(sent, "市审计局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "丙"}, "另一份")
    returned(sent, "市审计局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "丁"})
    assert sum("说法不一，请只留一份再收" in line for line in conflicts(collect("--each-unit"))) == 2


def test_one_unit_of_several_that_completes_is_a_doubt(sent: Path) -> None:
    """A task with two units that one of them calls 已完成 is put down so, and a person told to look."""
    returned(sent, "市财政局", {("2-1", "状态"): "已完成", ("2-1", "整改进展结果"): "甲"})
    ran = collect()
    assert ran.out[-1].endswith("任务已按“已完成”记，可是市审计局还没有报，请核对")


def test_progress_under_the_old_status_is_a_doubt(sent: Path) -> None:
    """A unit that tells of progress and leaves 未启动 is taken at its word, and that is said."""
    returned(sent, "市审计局", {("2-1", "状态"): "未启动", ("2-1", "整改进展结果"): "已进点。"})
    assert any(line.endswith("填了进展，状态却是“未启动”，照填的记了，请核对") for line in collect().out)


def test_rows_that_are_gone_are_a_doubt(sent: Path) -> None:
    """A unit that deletes a row has not answered for its task, and that is said."""
    filled = returned(sent, "市财政局", DONE)
    changed(filled, filled, lambda workbook: workbook.worksheets[0].delete_rows(3))
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (0, 2)
    assert ran.out[-1] == (
        "  返回/市财政局.xlsx（市财政局）：表里没有 2-1 的行；是删了的请单位补送，发出以后新加的下次再发"
    )


def test_a_file_sent_twice_is_named_and_counts_once(sent: Path) -> None:
    """The same bytes under another name, and the same words in another file, add one entry."""
    first = returned(sent, "市财政局", DONE)
    shutil.copy(first, sent / "返回/市财政局（2）.xlsx")
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 2)
    assert conflicts(ran) == ["返回/市财政局（2）.xlsx：与 返回/市财政局.xlsx 一模一样，是同一份送了两次，只收一份"]
    assert len(plan_now(sent).reports) == 1


def test_two_files_of_one_unit_that_differ_are_a_conflict(sent: Path) -> None:
    """Which of them counts, only a person knows; the unit that sent two is named in any case."""
    returned(sent, "市财政局", DONE)
    returned(sent, "市财政局", {**DONE, ("2-2", "整改进展结果"): "差一点。"}, "市财政局-新")
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 1)
    assert [line.partition("：")[2].partition("；")[0] for line in conflicts(ran)] == [
        "送了 2 份表：返回/市财政局-新.xlsx、返回/市财政局.xlsx",
        "同一单位送来的几份表说法不一，请只留一份再收",
        "同一单位送来的几份表说法不一，请只留一份再收",
    ]


def test_a_newer_ledger_is_a_conflict(sent: Path) -> None:
    """Progress put down, or a task mended, after the workbook was sent out makes a person look."""
    returned(sent, "市财政局", {**DONE, ("2-1", "状态"): "整改中", ("2-1", "整改进展结果"): "甲"})
    more = ("-s", "阶段性成效", "-m", "过半。", "-u", "市财政局", "--date", "2022-06-10")
    assert run("record-progress", "p-2022:2-2", *more).code == 0
    path = sent / "ledgers/p-2022.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("加快支出", "加快资金支出"), encoding="utf-8", newline="")
    ran = collect()
    assert ran.code == 1
    assert [line.partition("：")[2].partition("；")[0] for line in conflicts(ran)] == [
        "台账里这项任务在发出以后改过，请对照新的内容核对，要记的用 record-progress 补记",
        "发出以后台账里又记了进展（2022-06-10 市财政局 阶段性成效），请核对后用 record-progress 补记",
    ]
    assert (len(log_of(sent, "2-1")), len(log_of(sent, "2-2"))) == (0, 2)


def test_a_ledger_mended_meanwhile_does_not_matter_to_rows_nobody_filled_in(sent: Path) -> None:
    """What was sent is what came back: there is nothing to decide."""
    returned(sent, "市财政局", {})
    path = sent / "ledgers/p-2022.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("加快支出", "加快资金支出"), encoding="utf-8", newline="")
    assert collect().code == 0


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"状态": "差不多"}, "状态“差不多”认不出，可用：未启动、整改中、阶段性成效、已完成"),
        ({"状态": "已销号"}, "状态填的是“已销号”；销号要有验收单位、验收人和佐证，请用 close-task"),
        ({"状态": "未启动"}, "状态从“整改中”退回“未启动”，要写原因；确要退回请用 record-progress --reason"),
        ({"进展日期": "下周"}, "进展日期“下周”读不懂，请写成 2022-06-13 的样子"),
        ({"进展日期": datetime(2022, 6, 14)}, "进展日期 2022-06-14 晚于收到的日期 2022-06-13"),  # noqa: DTZ001 - a workbook has no time zones
        ({"进展日期": "2022-06-01"}, "进展日期 2022-06-01 早于方案的印发日期 2022-06-07"),
        ({"整改进展结果": None}, "整改进展结果清空了，状态也没有变，台账没有改动"),
        (
            {"状态": "已完成", "进展日期": "2022-06-07"},
            "2022-06-08 已记有“整改中”，不能再在它前面补记“已完成”",
        ),
    ],
)
def test_what_cannot_be_put_down_is_for_a_person(sent: Path, cells: dict[str, Any], message: str) -> None:
    """A status or a day that cannot stand is named with the way out, and the log stays as it is."""
    wanted = {"整改进展结果": "新的情况。", **cells}
    returned(sent, "市财政局", {("2-2", heading): value for heading, value in wanted.items()})
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 1)
    (conflict,) = conflicts(ran)
    assert f"（p-2022:2-2，市财政局）：{message}" in conflict


@pytest.mark.parametrize(
    ("cells", "entry"),
    [
        ({"状态": "办结", "进展日期": "2022.6.12"}, ("2022-06-12", "已完成")),
        ({"状态": "已完成", "进展日期": "6月12日"}, ("2022-06-12", "已完成")),
        ({"状态": "已完成", "进展日期": 20220612}, ("2022-06-12", "已完成")),
        ({"状态": None, "进展日期": "2022年6月12日"}, ("2022-06-12", "整改中")),
        ({"状态": "阶段性成效"}, ("2022-06-13", "阶段性成效")),
    ],
)
def test_days_and_statuses_may_be_written_as_people_write_them(
    sent: Path, cells: dict[str, Any], entry: tuple[str, str]
) -> None:
    """Days as text or as a number, other words for a status, and a status left blank are read."""
    wanted = {"整改进展结果": "新的情况。", **cells}
    returned(sent, "市财政局", {("2-2", heading): value for heading, value in wanted.items()})
    assert collect().code == 0
    assert log_of(sent, "2-2")[-1][:2] == entry


def test_evidence_that_came_along_is_kept(sent: Path) -> None:
    """A file beside the workbook is copied with its sum, any other is put down by name; paths are never followed."""
    returned(sent, "市财政局", {**DONE, ("2-2", "佐证"): "凭证.pdf\n../secret\n照片.jpg"})
    (sent / "返回/凭证.pdf").write_bytes(b"pdf")
    (sent / "secret").write_bytes(b"secret")
    ran = collect()
    (task,) = (one for _, _, one in plan_now(sent).rows() if one.id == "2-2")
    assert [(one.file, bool(one.sha256), one.note) for one in task.progress[-1].evidence] == [
        ("evidence/p-2022/2-2/凭证.pdf", True, None),
        ("../secret", False, "随表填报，没有收到文件"),
        ("照片.jpg", False, "随表填报，没有收到文件"),
    ]
    assert [path.relative_to(sent).as_posix() for path in (sent / "evidence").rglob("*.*")] == [
        "evidence/p-2022/2-2/凭证.pdf"
    ]
    assert ran.out[-1].endswith("佐证“照片.jpg”没有随表送来，只记了名称")
    once = (sent / "ledgers/p-2022.yaml").read_bytes()
    assert collect().code == 0
    assert (sent / "ledgers/p-2022.yaml").read_bytes() == once


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(sent: Path) -> None:
    """It is named, the exit code says so, and the rest is collected."""
    returned(sent, "市财政局", DONE)
    (sent / "返回/坏.xlsx").write_bytes(b"PK\x03\x04")
    shutil.copy(sent / "发出/市水利局.xlsx", sent / "返回/水利.xlsx")
    changed(sent / "返回/水利.xlsx", sent / "返回/水利.xlsx", lambda workbook: workbook.worksheets[0].delete_cols(1, 2))
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 2)
    assert ran.out[-3:] == [
        "没有收成 2 条：",
        "  返回/坏.xlsx 不完整或已损坏，打不开。请重新下载、复制一次，或者请对方重发",
        (
            "  返回/水利.xlsx 里找不到隐藏的“引用”“摘要”两列，认不出是哪些任务。"
            "请用 export xlsx --by-unit 发出的表填报；是别人的台账请用 import xlsx"
        ),
    ]


def test_dry_run_shows_the_lines_and_writes_nothing(sent: Path) -> None:
    """--dry-run says all that would happen; no file changes, no evidence is copied."""
    returned(sent, "市财政局", {**DONE, ("2-2", "佐证"): "凭证.pdf"})
    (sent / "返回/凭证.pdf").write_bytes(b"pdf")
    files = {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()}
    ran = collect("--dry-run")
    assert ran.err == ["这是预演（--dry-run），台账没有改动"]
    assert ran.out[ran.out.index("将写入 p-2022：") + 1] == "    6 +报送记录:"
    assert {path: path.read_bytes() for path in sent.rglob("*") if path.is_file()} == files


def test_programs_read_english(sent: Path) -> None:
    """--json has the same report under stable English names."""
    returned(sent, "市财政局", DONE)
    returned(sent, "市审计局", {("2-1", "状态"): "已销号"})
    answer = json.loads("\n".join(collect("--json", day="2022-06-15").out))
    assert (answer["received"], answer["written"], answer["files"]) == ("2022-06-15", True, 2)
    assert answer["units"] == ["市审计局", "市财政局"]
    (plan,) = answer["plans"]
    assert plan["progress"] == [
        {
            "reference": "p-2022:2-2",
            "date": "2022-06-12",
            "status": "已完成",
            "unit": "市财政局",
            "content": "全部支出。\n附清单。",
            "evidence": [],
        }
    ]
    assert (plan["untouched"], plan["known"], plan["late"], plan["missing"]) == (
        1,
        0,
        ["市审计局", "市财政局"],
        ["市水利局"],
    )
    assert answer["conflicts"][0]["reference"] == "p-2022:2-1"


def test_late_and_missing_units_are_named(sent: Path) -> None:
    """Behind the period's day a unit is late; one that has reported before is not missing."""
    assert (
        run("record-report", "p-2022", "--unit", "市水利局", "--period", "2022-06-14", "--date", "2022-06-14").code == 0
    )
    returned(sent, "市财政局", DONE)
    ran = collect(day="2022-06-16")
    assert ran.out[5:8] == [
        "已收 1 个单位（2022-06-14 一期）：市财政局",
        "迟报 1 个单位：市财政局",
        "未收 1 个单位：市审计局",
    ]


def test_the_period_may_be_named(sent: Path) -> None:
    """--period says for which period the files count; a plan without periods gets no 报送记录."""
    returned(sent, "市财政局", DONE)
    assert collect("--period", "2022-06-30").out[5] == "已收 1 个单位（2022-06-30 一期）：市财政局"
    assert plan_now(sent).reports[0].period == date(2022, 6, 30)
    path = sent / "ledgers/p-2022.yaml"
    path.write_text(PLAN.replace("报送:\n- {频次: 一次, 截止: 2022-06-14, 对象: [市财政局]}\n", ""), encoding="utf-8")
    assert "方案没有写报送要求或印发日期，没有记报送" in collect().out
    assert (plan_now(sent).reports, len(log_of(sent, "2-2"))) == ((), 2)


def test_the_whole_ledger_filled_in_by_somebody_needs_a_unit(sent: Path) -> None:
    """The workbook of the whole plan comes back too, once it is said whose it is."""
    assert run("export", "xlsx", "--as-of", "2022-06-09").code == 0

    def mess(workbook: Any) -> None:
        sheet = workbook["明细"]
        sheet["V4"], sheet["Y4"], sheet["AA4"] = "已完成", "2022-06-12", "全部支出。"

    changed(sent / "out/p-2022.xlsx", sent / "返回/全县.xlsx", mess)
    (conflict,) = conflicts(collect())
    assert conflict.endswith("不知道是哪个单位填的；请用 --unit 写明；填的是：已完成，2022-06-12，全部支出。")
    assert collect("--unit", "市财政局").code == 0
    assert log_of(sent, "2-2")[-1] == ("2022-06-12", "已完成", "市财政局", "全部支出。")


def typed_into_the_printed_sheet(root: Path, cells: dict[str, Any]) -> None:
    """Export the whole plan, and type into its first sheet, as whoever sees a ledger does."""
    assert run("export", "xlsx", "--as-of", "2022-06-09", "--force").code == 0

    def mess(workbook: Any) -> None:
        for place, value in cells.items():
            workbook.worksheets[0][place] = value

    changed(root / "out/p-2022.xlsx", root / "返回/全县.xlsx", mess)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("已进点。", ("2022-06-13", "整改中", "市审计局", "已进点。")),
        ("已完成", ("2022-06-13", "已完成", "市审计局", "已完成")),
    ],
)
def test_progress_typed_into_the_printed_sheet_is_collected(
    sent: Path, typed: str, entry: tuple[str, str, str, str]
) -> None:
    """It is as good as in 明细: taken, with the cell where it stands and the status it was given named."""
    typed_into_the_printed_sheet(sent, {"G4": typed})
    (conflict,) = conflicts(collect())
    assert conflict.startswith("返回/全县.xlsx 台账!G4（p-2022:2-1）：不知道是哪个单位填的；请用 --unit 写明")
    ran = collect("--unit", "市审计局")
    assert (ran.code, log_of(sent, "2-1")) == (0, [entry])
    about = "  返回/全县.xlsx 台账!G4（p-2022:2-1，市审计局）："
    assert f"{about}填在印的表里，没有写状态，按“{entry[1]}”记" in ran.out
    assert collect("--unit", "市审计局").out[2].startswith("p-2022：新增进展 0 条")


def test_a_line_added_to_printed_progress_is_the_progress(sent: Path) -> None:
    """What was printed above it is told already."""
    typed_into_the_printed_sheet(sent, {"G5": "已部署。\n已支出过半。"})
    assert collect("--unit", "市财政局").code == 0
    assert log_of(sent, "2-2")[1:] == [("2022-06-13", "整改中", "市财政局", "已支出过半。")]


def test_other_edits_of_the_printed_sheet_are_conflicts(sent: Path) -> None:
    """Each is named by its cell with what stands there now; a row put in, and two sheets that differ, are too."""
    typed_into_the_printed_sheet(
        sent, {"J4": "市水利局", "G5": None, "G6": "甲", "F8": "新加的一行", "A9": "审核人：鲍某"}
    )
    changed(
        sent / "返回/全县.xlsx", sent / "返回/全县.xlsx", lambda workbook: workbook["明细"].__setitem__("AA5", "乙")
    )
    ran = collect("--unit", "市水利局")
    assert (ran.code, log_of(sent, "2-3")) == (1, [("2022-06-13", "未启动", "市水利局", "乙")])
    start, edit = "返回/全县.xlsx 台账!", "没有收；要改台账请用 zhenggai edit"
    assert conflicts(ran)[:4] == [
        f"{start}J4（p-2022:2-1，市水利局）：印的表里“责任单位”改过，现在是“市水利局”；{edit}",
        f"{start}G5（p-2022:2-2，市水利局）：印的表里“整改进展结果”改过，现在是空的；{edit}",
        (
            f"{start}G6（p-2022:2-3，市水利局）：印的表里“整改进展结果”改过，现在是“甲”；“明细”里这项任务也填了，"
            "两张表不一样；“整改进展结果”按“明细”收，要记这一句请用 record-progress"
        ),
        f"{start}第8行（市水利局）：印的表里新加的行，没有编号：新加的一行；没有收；要加任务请用 add-task",
    ]


@pytest.mark.render
@pytest.mark.skipif(bool(why_no_office()), reason=why_no_office())
@pytest.mark.parametrize("kinds", [("xls", "xlsx"), ("ods", "xlsx")], ids="-".join)
def test_a_printed_sheet_survives_libreoffice(sent: Path, kinds: tuple[str, ...], tmp_path: Path) -> None:
    """Saved by LibreOffice, what was typed into it is found, and nothing else is taken for an edit."""
    shutil.copy(LEDGERS / "xuchang-2021.yaml", sent / "ledgers")
    for plan, place in (("p-2022", "G4"), ("xuchang-2021", "M1")):
        assert run("export", "xlsx", plan, "--as-of", "2022-06-09", "--force").code == 0
        file = changed(
            sent / f"out/{plan}.xlsx",
            sent / f"返回/{plan}.xlsx",
            lambda workbook, place=place: workbook.worksheets[0].__setitem__(place, "已进点。"),
        )
        shutil.move(resaved(file, tmp_path / plan, *kinds), file)
    ran = collect("--unit", "市审计局")
    assert (ran.code, conflicts(ran), len(log_of(sent, "2-1"))) == (0, [], 1)


@given(categories(), st.sampled_from([LATEST, ALL]), st.sampled_from([LEDGER, CHECKLIST]))
@settings(max_examples=40)
def test_a_printed_sheet_nobody_touched_has_no_edits(drawn: Any, progress: str, layout: Any) -> None:
    """Whatever a plan says and however it is printed, what is printed is what comes back."""
    plan = Plan(format=1, title="某县整改方案", categories=drawn)
    raw, _ = ledger_workbook("p-2022", plan, PrintOptions(NOW, layout, progress=progress))
    book = read_book(raw, "台账.xlsx")
    assert [edit for sheet in book.sheets for edit in printed_edits(sheet, lexicon())] == []


def test_sheets_of_several_plans_come_back_together(sent: Path) -> None:
    """A unit's one workbook with a sheet a plan is merged into each plan's ledger."""
    (sent / "ledgers/q-2022.yaml").write_text(PLAN, encoding="utf-8", newline="")
    assert run("export", "xlsx", "--by-unit", "-o", "都发", "--as-of", "2022-06-09").code == 0

    def mess(workbook: Any) -> None:
        for sheet in workbook.worksheets:
            sheet["V4"], sheet["Y4"], sheet["AA4"] = "已完成", "2022-06-12", f"{sheet.title} 支出完毕。"

    changed(sent / "都发/市财政局.xlsx", sent / "返回/市财政局.xlsx", mess)
    assert collect().code == 0
    assert log_of(sent, "2-2")[-1][3] == "p-2022 支出完毕。"
    assert "q-2022 支出完毕。" in (sent / "ledgers/q-2022.yaml").read_text(encoding="utf-8")


def test_files_are_named_one_by_one_by_folder_or_by_pattern(sent: Path) -> None:
    """Folders and patterns are opened, the lock files of Excel passed over, and an empty folder refused."""
    returned(sent, "市财政局", DONE)
    (sent / "返回/~$市财政局.xlsx").write_bytes(b"lock")
    (sent / "返回/说明.txt").write_bytes(b"")
    for given_name in ("返回", "返回/*.xlsx", "返回/市财政局.xlsx"):
        assert run("collect", given_name, "--date", "2022-06-13", "--dry-run").out[0].endswith("1 个单位送回的 1 份表")
    (sent / "空").mkdir()
    ran = run("collect", "空")
    assert (ran.code, ran.err) == (
        3,
        ["空 里没有表格文件。请写出各单位送回的表，或者放着它们的文件夹"],
    )


def test_a_broken_ledger_is_named_and_left_alone(sent: Path) -> None:
    """The files of a plan that cannot be read are not collected; the plan's errors are shown."""
    returned(sent, "市财政局", DONE)
    path = sent / "ledgers/p-2022.yaml"
    path.write_text(PLAN + "不认识的项: 1\n", encoding="utf-8")
    ran = collect()
    assert ran.code == 1
    assert ran.err[0].startswith("ledgers/p-2022.yaml:")
    assert path.read_text(encoding="utf-8") == PLAN + "不认识的项: 1\n"


def test_a_ledger_that_cannot_be_written_is_named_and_the_others_are(sent: Path) -> None:
    """One read-only plan holds up no other, and its evidence is not left lying about."""
    (sent / "ledgers/q-2022.yaml").write_text(PLAN, encoding="utf-8", newline="")
    assert run("export", "xlsx", "q-2022", "--by-unit", "-o", "另发", "--as-of", "2022-06-09").code == 0
    fill(sent / "另发/市财政局.xlsx", sent / "返回/q.xlsx", DONE)
    returned(sent, "市财政局", {**DONE, ("2-2", "佐证"): "凭证.pdf"})
    (sent / "返回/凭证.pdf").write_bytes(b"pdf")
    (sent / "ledgers/p-2022.yaml").chmod(0o444)
    ran = collect()
    assert (ran.code, len(log_of(sent, "2-2"))) == (1, 1)
    assert ran.out[-1] == "  文件 ledgers/p-2022.yaml 是只读的，没有写入。请先取消只读，或者请管理员给写权限"
    assert "全部支出" in (sent / "ledgers/q-2022.yaml").read_text(encoding="utf-8")
    assert not (sent / "evidence/p-2022/2-2/凭证.pdf").exists()


def test_a_bar_is_shown_on_a_terminal_alone(sent: Path) -> None:
    """Many files show a bar where somebody watches, and none where nobody does."""
    for number in range(6):
        returned(sent, "市水利局", {("2-3", "整改进展结果"): f"第{number}次"}, f"水利{number}")
    assert collect("--dry-run").err == ["这是预演（--dry-run），台账没有改动"]
    code, screen = type_at_terminal(["collect", "返回", "--dry-run"], [], sent)
    assert code == 1
    assert "读取" in screen


NOW = date(2022, 7, 10)


def claims_on(plan: Plan, contents: dict[str, str]) -> Any:
    """Send a plan out to its units, fill in the tasks named, and merge what comes back."""
    table = flat_table("p-2022", plan, NOW)
    now = {
        task.id: {
            heading: value.isoformat() if isinstance(value, date) else str(value)
            for heading, value in zip(table.headings, values, strict=True)
            if value != ""
        }
        for (_, _, task), values in zip(plan.rows(), table.rows, strict=True)
    }
    rows = []
    for one in unit_workbooks({"p-2022": plan}, EMPTY, PrintOptions(NOW, LEDGER)):
        for row in read_returned(one.raw, one.file_name, lexicon()).rows:
            text = contents.get(row.row.task_id)
            rows.append(row if text is None else filled_with(row, text))
    return merge(
        plan, now, rows, Basis(NOW, lexicon(), lambda _row, _name: None, lambda task: responsible_units(task, EMPTY))
    )


def filled_with(row: ReturnedRow, text: str) -> ReturnedRow:
    cell = row.row.cells[Flat.REFERENCE]._replace(text=text)
    return replace(row, row=replace(row.row, cells={**row.row.cells, Flat.PROGRESS.value: cell}))


@given(categories())
@settings(max_examples=40)
def test_any_plan_comes_back_untouched(drawn: Any) -> None:
    """Whatever a plan says, what was sent out and came back as it was adds nothing and is no conflict."""
    plan = Plan(format=1, title="某县整改方案", categories=drawn)
    outcome = claims_on(plan, {})
    assert (outcome.taken, outcome.conflicts, outcome.known) == ([], [], 0)


@given(categories(), texts(), st.randoms())
@settings(max_examples=40)
def test_what_was_filled_in_is_taken_or_named(drawn: Any, text: str, chance: Any) -> None:
    """Conservation: a filled-in row is new progress, known already, or a conflict that quotes it."""
    plan = Plan(format=1, title="某县整改方案", categories=drawn)
    ids = [task.id for _, _, task in plan.rows()]
    chosen = {task: f"新情况：{text}" for task in ids if chance.random() < 0.5}
    outcome = claims_on(plan, chosen)
    named = {taken.task.id for taken in outcome.taken} | {one.reference.rpartition(":")[2] for one in outcome.conflicts}
    assert named == {task.id for _, _, task in plan.rows() if task.id in chosen and responsible_units(task, EMPTY)}
    for taken in outcome.taken:
        assert taken.reading.entry.content == f"新情况：{text}".strip()
