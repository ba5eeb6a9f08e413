"""`export xlsx --flat`: every plan's tasks in one sheet, nothing lost on the way out or on the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from commands import run
from sent_out import changed
from zhenggai.cli import exporting_all
from zhenggai.columns.flat import Flat
from zhenggai.exporters import all_tasks
from zhenggai.exporters.flat_cells import flat_table
from zhenggai.store.ledger import load_or_refuse

PLAN = """\
格式: 1
标题: {title}
印发日期: {issued}
类型:
- 名称: 资金管理方面
  问题:
  - 编号: 1
    具体问题: 支出进度慢
    任务:
    - 编号: 1-1
      问题描述: "=1+1"
      整改措施: [加快支出。, 按月通报。]
      整改时限: {{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}}
      责任单位: 市财政局
      备注: "#N/A"
      附加: {{{own}: "{value}"}}
    - 编号: 1-2
      责任单位: 市水利局
"""
DAY = "2022-06-20"


@pytest.fixture
def several(workspace: Path) -> Path:
    """Two plans in folders of their own, and one issued after the day, each with a column of its own."""
    for name, title, issued, own, value in (
        ("a县/p-1", "甲方案", "2022-06-01", "方案", "第一批"),
        ("b县/c乡/p-2", "乙方案", "2022-06-02", "金额", "12"),
        ("p-3", "丙方案", "2022-06-21", "金额", "13"),
    ):
        path = workspace / "ledgers" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = PLAN.format(title=title, issued=issued, own=own, value=value)
        path.write_text(text, encoding="utf-8", newline="")
    return workspace


def exported(*options: str) -> Any:
    """Export to out/明细.xlsx and return its only sheet."""
    ran = run("export", "xlsx", "--flat", "--as-of", DAY, *options)
    assert (ran.code, ran.out) == (0, ["out/明细.xlsx"])
    (sheet,) = load_workbook("out/明细.xlsx").worksheets
    return sheet


def plain(value: Any) -> Any:
    """Return a day as a day: openpyxl reads the middle of the night."""
    return value.date() if isinstance(value, datetime) else value


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows by heading, blank cells left out."""
    headings = [cell.value for cell in sheet[2]]
    return [
        {heading: cell.value for heading, cell in zip(headings, row, strict=True) if cell.value is not None}
        for row in sheet.iter_rows(min_row=3)
    ]


def test_every_task_of_every_plan_has_its_row(several: Path) -> None:
    """The rows are those of each plan's own 明细, in the order of the files, with whence they come on the left."""
    found = rows(exported())
    assert [row["引用"] for row in found] == ["p-1:1-1", "p-1:1-2", "p-2:1-1", "p-2:1-2"]
    assert [(row["台账位置"], row["方案（本表）"], row["方案标题"]) for row in found[1:3]] == [
        ("a县", "p-1", "甲方案"),
        ("b县/c乡", "p-2", "乙方案"),
    ]
    for plan_id, folder, own in (("p-1", "a县", found[:2]), ("p-2", "b县/c乡", found[2:])):
        plan = load_or_refuse(several / "ledgers" / folder / f"{plan_id}.yaml").plan
        table = flat_table(plan_id, plan, datetime.fromisoformat(DAY).date())
        for values, row in zip(table.rows, own, strict=True):
            expected = {heading: value for heading, value in zip(table.headings, values, strict=True) if value != ""}
            assert {heading: plain(row[heading]) for heading in expected} == expected


def test_text_stays_text_and_days_are_days(several: Path) -> None:
    """What looks like a formula or an error is a text, and a day can be filtered by month."""
    sheet = exported()
    columns = {cell.value: cell.column for cell in sheet[2]}
    kinds = {
        heading: sheet.cell(3, columns[heading]).data_type for heading in ("问题描述", "备注", "时限日期", "问题编号")
    }
    assert kinds == {"问题描述": "s", "备注": "s", "时限日期": "d", "问题编号": "n"}
    assert sheet.cell(3, columns["时限日期"]).number_format == "yyyy-mm-dd"


def test_the_sheet_is_made_for_filters(several: Path) -> None:
    """The filter takes in every column and row, ids are hidden behind those that say whence, colours reach the end."""
    sheet = exported()
    columns = {cell.value: cell.column_letter for cell in sheet[2]}
    assert sheet.auto_filter.ref == sheet.dimensions.replace("A1", "A2")
    assert [sheet.column_dimensions[columns[heading]].hidden for heading in ("方案标题", "引用", "摘要")] == [
        False,
        True,
        True,
    ]
    assert f"{columns['状态']}3:{columns['状态']}6" in str(sheet.data_validations.dataValidation[0].sqref)
    (area,) = {str(rule.sqref) for rule in sheet.conditional_formatting}
    assert area == f"{columns['类型']}3:{sheet.dimensions.partition(':')[2]}"


def test_the_sheet_states_how_far_it_reaches(several: Path) -> None:
    """A reader that goes by the size the sheet states, as openpyxl does when it only reads, finds every cell."""
    reach = exported().calculate_dimension()
    (stated,) = load_workbook("out/明细.xlsx", read_only=True).worksheets
    assert stated.calculate_dimension() == reach


def test_what_is_filled_in_comes_back_to_its_plan(several: Path) -> None:
    """Progress filled into rows of two plans goes through collect into the two ledgers."""
    exported()

    def fill_in(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        columns = {cell.value: cell.column for cell in sheet[2]}
        for row in (3, 5):
            sheet.cell(row, columns[Flat.STATUS]).value = "整改中"
            sheet.cell(row, columns[Flat.PROGRESS]).value = "已部署。"
            sheet.cell(row, columns[Flat.PROGRESS_DAY]).value = datetime(2022, 6, 18)  # noqa: DTZ001 - a workbook has no time zones

    changed(several / "out/明细.xlsx", several / "返回/市财政局.xlsx", fill_in)
    ran = run("collect", "返回", "--unit", "市财政局", "--date", "2022-06-20")
    assert ran.code == 0, ran
    for name, task in (("a县/p-1", 0), ("b县/c乡/p-2", 0)):
        plan = load_or_refuse(several / "ledgers" / f"{name}.yaml").plan
        logs = [[entry.content for entry in one.progress] for _, _, one in plan.rows()]
        assert logs[task] == ["已部署。"]
        assert logs[1 - task] == []


def test_several_processes_write_the_same(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by one process or by several, the same ledgers give the same bytes."""
    exported()
    before = Path("out/明细.xlsx").read_bytes()
    monkeypatch.setattr(exporting_all, "_FEW", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    exported("--force")
    assert Path("out/明细.xlsx").read_bytes() == before


def test_a_broken_plan_is_named_and_the_others_are_exported(several: Path) -> None:
    """A file that cannot be read makes the exit code 1 and takes nothing from the rows of the others."""
    (several / "ledgers/a县/p-1.yaml").write_text("格式: 2\n", encoding="utf-8")
    ran = run("export", "xlsx", "--flat", "--as-of", DAY)
    assert (ran.code, ran.out) == (1, ["out/明细.xlsx"])
    assert any("a县/p-1.yaml" in line for line in ran.err)
    assert [row["引用"] for row in rows(load_workbook("out/明细.xlsx").worksheets[0])] == ["p-2:1-1", "p-2:1-2"]


def test_more_tasks_than_a_sheet_has_rows_are_refused(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel's limit is named with the way out, and nothing is written."""
    assert all_tasks.MOST_TASKS == 1_048_574
    monkeypatch.setattr(all_tasks, "MOST_TASKS", 3)
    ran = run("export", "xlsx", "--flat", "--as-of", DAY)
    assert ran.code == 3
    assert ran.err == ["任务超过 3 项，Excel 一张表放不下。请按方案分几次导出，或者用 export parquet"]
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--by-unit"], 2, "选项 --by-unit 和 --flat 不能一起用。请分几次导出"),
        (["--plan", "p-9"], 3, "没有方案“p-9”"),
        (["-o", "全省.csv"], 2, "选项 --output 的“全省.csv”不对"),
    ],
)
def test_what_cannot_be_is_refused(several: Path, options: list[str], code: int, message: str) -> None:
    """Options that exclude each other, a plan that is not there and another kind of file are refused."""
    ran = run("export", "xlsx", "--flat", *options)
    assert ran.code == code
    assert message in ran.err[-1]


def test_one_plan_and_another_name_can_be_asked_for(several: Path) -> None:
    """`--plan` takes one plan, -o names file or folder, and a file that is there is left alone without --force."""
    assert run("export", "xlsx", "--flat", "--plan", "p-2", "-o", "全省.xlsx", "--as-of", DAY).out == ["全省.xlsx"]
    assert len(rows(load_workbook("全省.xlsx").worksheets[0])) == 2
    assert run("export", "xlsx", "--flat", "-o", "全省.xlsx", "--as-of", DAY).code == 3
    assert run("export", "xlsx", "p-2", "--flat", "-o", "表", "--as-of", DAY).out == ["表/明细.xlsx"]
