"""One workbook a responsible unit: its own tasks, what it fills in open and the rest locked, names safe anywhere."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from commands import run
from zhenggai.columns import LEDGER
from zhenggai.columns.flat import FILLED_IN, HIDDEN, Flat
from zhenggai.exporters.by_unit import unit_workbooks, units_of
from zhenggai.exporters.file_names import LONGEST, file_names
from zhenggai.exporters.options import PrintOptions
from zhenggai.importers.xlsx_book import read_book
from zhenggai.importers.xlsx_flat import find_flat
from zhenggai.model import Plan
from zhenggai.roster import EMPTY, Roster, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2022, 6, 14)
COUNTIES = ("甲县", "乙市")
ROSTER = Roster((Unit("市财政局"),), {"各相关县（市、区）": COUNTIES})
TASKS = """
任务:
- {编号: 2-1, 责任单位: 市财政局、审计局, 整改措施: [甲。]}
- {编号: 2-2, 责任单位: 市审计局；各相关县（市、区）财政局, 附加: {金额: "3"}}
- {编号: 2-3, 牵头单位: 市财政局, 配合单位: 市水利局}
"""


def made(plan: Plan, roster: Roster = EMPTY, plan_id: str = "p-2022") -> dict[str, Any]:
    """Return the sheets of every unit's workbook by unit, opened."""
    found = unit_workbooks({plan_id: plan}, roster, PrintOptions(DAY, LEDGER))
    return {one.unit: load_workbook(io.BytesIO(one.raw)) for one in found}


def references(workbook: Any) -> list[str]:
    return [row[0].value for sheet in workbook.worksheets for row in sheet.iter_rows(min_row=3)]


def test_every_unit_gets_its_own_tasks(plan_of: Callable[[str], Plan]) -> None:
    """A unit gets the tasks it is responsible for or leads, counties each their own; who only supports gets none."""
    workbooks = made(plan_of(TASKS), ROSTER)
    assert {unit: references(workbook) for unit, workbook in workbooks.items()} == {
        "市财政局": ["p-2022:2-1", "p-2022:2-3"],
        "市审计局": ["p-2022:2-1", "p-2022:2-2"],
        "甲县财政局": ["p-2022:2-2"],
        "乙市财政局": ["p-2022:2-2"],
    }


def test_every_task_goes_to_somebody() -> None:
    """On the shipped ledger every task is in the workbook of each of its units, and in no other."""
    path = Path(__file__).parents[1] / "ledgers" / "xuchang-2021.yaml"
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    plan = Plan.model_validate(written, by_alias=True, by_name=False)
    workbooks = made(plan)
    assert set(workbooks) == set(units_of(plan, EMPTY))
    assert {reference for one in workbooks.values() for reference in references(one)} == {
        f"p-2022:{task.id}" for _, _, task in plan.rows()
    }


def test_only_what_a_unit_fills_in_is_open(plan_of: Callable[[str], Plan]) -> None:
    """The sheet is protected without a password; 状态, 进展日期, 整改进展结果 and 佐证 can be written, nothing else."""
    (sheet,) = made(plan_of(TASKS), ROSTER)["市审计局"].worksheets
    assert (sheet.title, sheet.protection.sheet, sheet.protection.password) == ("明细", True, None)
    assert (sheet.protection.autoFilter, sheet.protection.sort) == (False, False)
    headings = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        unlocked = {heading for heading, cell in zip(headings, row, strict=True) if not cell.protection.locked}
        assert unlocked == {heading.value for heading in FILLED_IN}
    assert all(cell.protection.locked for row in sheet.iter_rows(max_row=2) for cell in row)
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,整改中,阶段性成效,已完成"'
    top = [(cell.column_letter, cell.value) for cell in sheet[1] if cell.value is not None][-1]
    assert top == ("J", "填报单位：市审计局。只填状态、进展日期、整改进展结果、佐证，其余各栏已锁定")
    assert not sheet.column_dimensions["J"].hidden
    assert sheet.row_dimensions[1].height > 30


def test_nothing_of_others_travels_along(plan_of: Callable[[str], Plan]) -> None:
    """The workbook has no sheet but the unit's own, and no name of a task or a contact that is not its."""
    plan = plan_of(TASKS).model_copy(update={"guidance": "只给本局看"})
    found = {one.unit: one.raw for one in unit_workbooks({"p-2022": plan}, ROSTER, PrintOptions(DAY, LEDGER))}
    book = read_book(found["甲县财政局"], "x.xlsx")
    texts = "".join(cell.text for sheet in book.sheets for cell in sheet.cells.values())
    assert [sheet.name for sheet in book.sheets] == ["明细"]
    assert book.properties["zhenggai-unit"] == "甲县财政局"
    assert "2-1" not in texts
    assert "只给本局看" not in texts


def test_rows_know_whom_they_were_sent_to(plan_of: Callable[[str], Plan]) -> None:
    """Hidden columns hold the unit and the digest of what was sent; columns without content are hidden too."""
    workbook = made(plan_of(TASKS), ROSTER)["甲县财政局"]
    sheet = workbook.worksheets[0]
    headings = {cell.value: cell.column_letter for cell in sheet[2]}
    hidden = {heading for heading, letter in headings.items() if sheet.column_dimensions[letter].hidden}
    assert {heading.value for heading in HIDDEN} <= hidden
    assert {Flat.GOAL.value, Flat.LEAD_UNIT.value} <= hidden
    assert not hidden & {"编号", "责任单位", "金额", *FILLED_IN}
    raw = io.BytesIO()
    workbook.save(raw)
    flat = find_flat(read_book(raw.getvalue(), "x.xlsx").sheets[0])
    assert flat is not None
    (row,) = flat.rows
    assert (row.text(Flat.RECIPIENT), row.is_filled_in, row.is_official(["金额"])) == ("甲县财政局", False, True)


def test_several_plans_are_sheets_of_one_workbook(plan_of: Callable[[str], Plan]) -> None:
    """A unit with tasks of two plans gets one workbook with a sheet for each, under names a workbook may have."""
    long = "a-very-long-id-of-a-plan-that-goes-on-"
    plans = {long + end: plan_of("任务: [{编号: 2-1, 责任单位: 市财政局}]") for end in ("2021", "2022")}
    (one,) = unit_workbooks(plans, EMPTY, PrintOptions(DAY, LEDGER))
    workbook = load_workbook(io.BytesIO(one.raw))
    assert workbook.sheetnames == [long[:31], f"{long[:29]}-2"]
    assert (one.tasks, references(workbook)) == (2, [f"{long}2021:2-1", f"{long}2022:2-1"])


def test_two_exports_are_byte_for_byte_equal(plan_of: Callable[[str], Plan]) -> None:
    """The bytes depend on the plans, the roster and the options alone."""
    twice = [list(unit_workbooks({"p": plan_of(TASKS)}, ROSTER, PrintOptions(DAY, LEDGER))) for _ in range(2)]
    assert twice[0] == twice[1]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("市财政局", "市财政局.xlsx"),
        ("自然资源局（林业/园艺）", "自然资源局（林业_园艺）.xlsx"),
        ('a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i.xlsx"),
        ("CON", "_CON.xlsx"),
        ("com1.某局", "_com1.某局.xlsx"),
        ("LPT¹", "_LPT¹.xlsx"),
        ("CONTACT", "CONTACT.xlsx"),
        ("某局. ", "某局.xlsx"),
        ("..", "单位.xlsx"),
        ("\u202e\n", "单位.xlsx"),
        ("~$某局", "_~$某局.xlsx"),
        ("-rf", "_-rf.xlsx"),
        ("第一\n第二", "第一 第二.xlsx"),
        ("局" * 200, "局" * LONGEST + ".xlsx"),
    ],
)
def test_names_are_safe_on_windows(unit: str, name: str) -> None:
    """Forbidden characters, device names, trailing dots, unseen characters and great length are mended."""
    assert file_names([unit], ".xlsx") == {unit: name}


def test_names_that_windows_takes_for_one_another_get_numbers() -> None:
    """Case and ways to write an accent do not tell files apart there."""
    units = ["Bureau", "BUREAU", "bureau", "caf\u00e9", "cafe\u0301", "局/", "局?"]
    assert list(file_names(units, "").values()) == [
        "Bureau",
        "BUREAU-2",
        "bureau-3",
        "caf\u00e9",
        "cafe\u0301-2",
        "局_",
        "局_-2",
    ]


@given(st.lists(st.text(), max_size=8, unique=True))
def test_any_names_become_different_files(units: list[str]) -> None:
    """Whatever units are called, each has a file of its own that Windows takes."""
    names = file_names(units, ".xlsx")
    assert list(names) == units
    assert len({name.casefold() for name in names.values()}) == len(units)
    for name in names.values():
        assert not set(name) & set('<>:"/\\|?*')
        assert 5 < len(name.encode()) <= 255
        assert name.removesuffix(".xlsx")[-1] not in {" ", "."}


def test_the_command_writes_a_file_a_unit(workspace: Path) -> None:
    """Files go to out/by-unit, none is overwritten unasked, and units nobody named are named."""
    (workspace / "ledgers/p-2022.yaml").write_text(
        "格式: 1\n标题: 某县整改方案\n印发日期: 2022-06-07\n类型:\n- 名称: 甲\n  问题:\n  - 编号: 2\n    具体问题: 某\n"
        "    任务:\n    - {编号: 2-1, 责任单位: 市财政局；各相关县（市、区）财政局}\n    - {编号: 2-2}\n",
        encoding="utf-8",
    )
    ran = run("export", "xlsx", "--by-unit")
    assert (ran.code, ran.out) == (
        0,
        ["out/by-unit/市财政局.xlsx  1 项", "out/by-unit/各相关县（市、区）财政局.xlsx  1 项"],
    )
    assert ran.err == [
        "注意：名录里没有展开“各相关县（市、区）财政局”，只做了一份；请在 zhenggai.yaml 的名录里写明指哪些单位",
        "注意：p-2022 的 2-2 没有写责任单位，没有发给任何单位",
    ]
    again = run("export", "xlsx", "--by-unit")
    assert (again.code, again.err) == (
        3,
        ["out/by-unit/市财政局.xlsx等 2 个文件已经存在，没有覆盖。请换一个文件夹，或者用 --force 覆盖"],
    )
    assert run("export", "xlsx", "--by-unit", "--force").code == 0
    (workspace / "zhenggai.yaml").write_text("名录:\n  展开:\n    各相关县（市、区）: [甲县, 乙市]\n", encoding="utf-8")
    assert len(run("export", "xlsx", "--by-unit", "-o", "发出").out) == 3
    early = run("export", "xlsx", "--by-unit", "-o", "早", "--as-of", "2022-06-01")
    assert (early.out, early.err[0]) == ([], "注意：p-2022 到 2022-06-01 还没有印发，没有发给各单位")
    assert run("export", "xlsx", "--by-unit", "-o", "发出.xlsx").code == 2
