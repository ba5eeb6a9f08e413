"""An exported workbook imported again is the same plan: every field, every character."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from openpyxl import load_workbook

from strategies import plans
from zhenggai.columns import BUILT_IN, CHECKLIST, LEDGER, Layout
from zhenggai.errors import ZhenggaiError
from zhenggai.exporters.options import PrintOptions
from zhenggai.exporters.workbook import ledger_workbook
from zhenggai.importers.xlsx_draft import Draft, read_workbook
from zhenggai.importers.xlsx_headings import lexicon
from zhenggai.importers.xlsx_tasks import Basis
from zhenggai.model import Plan
from zhenggai.settings import Settings
from zhenggai.store.ledger import create_plan, load_or_refuse

ROOT = Path(__file__).parents[1]
DAY = date(2022, 6, 14)
SHIPPED = {"xuchang-2021": date(2022, 6, 7), "menglai-2022": date(2023, 8, 3)}


def shipped(plan_id: str) -> Plan:
    written = yaml.load((ROOT / "ledgers" / f"{plan_id}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    return Plan.model_validate(written, by_alias=True, by_name=False)


def exported(plan: Plan, layout: Layout = LEDGER, plan_id: str = "p-2022") -> bytes:
    return ledger_workbook(plan_id, plan, PrintOptions(DAY, layout))[0]


def imported(raw: bytes, sheet: str | None = None, issued: date | None = None) -> Draft:
    return read_workbook(raw, "台账.xlsx", Basis(lexicon(), Settings(), issued), sheet)


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
@pytest.mark.parametrize("plan_id", SHIPPED)
def test_a_shipped_ledger_comes_back(plan_id: str, layout: Layout) -> None:
    """Both shipped ledgers come back whole from their workbooks, with no doubt, under their own id."""
    plan = shipped(plan_id)
    draft = imported(exported(plan, layout, plan_id))
    assert draft.plan == plan
    assert (draft.plan_id, draft.doubts) == (plan_id, ())
    assert [(one.place, one.reason) for one in draft.omissions] == [
        (layout.name, "由明细印出的表，没有读；要按它读请用 --sheet")
    ]


@given(plans())
@settings(max_examples=100)
def test_any_plan_comes_back(plan: Plan) -> None:
    """Whatever a ledger may hold comes back from its workbook to the last character, and nothing is doubted."""
    draft = imported(exported(plan))
    assert draft.plan == plan
    assert draft.doubts == ()


@given(plan=plans())
@settings(max_examples=25)
def test_any_plan_comes_back_to_its_file(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What came back can be written and read as a ledger file, and is still the same."""
    path = tmp_path_factory.mktemp("ledgers") / "p-2022.yaml"
    create_plan(path, imported(exported(plan)).plan, "plan.schema.json")
    assert load_or_refuse(path).plan == plan


def without_plan_sheet(raw: bytes) -> bytes:
    """Return the workbook as somebody leaves it who deletes the hidden sheet."""
    workbook = load_workbook(io.BytesIO(raw))
    del workbook["方案"]
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(("plan_id", "issued"), SHIPPED.items())
def test_the_flat_sheet_alone_gives_every_task(plan_id: str, issued: date) -> None:
    """Without the sheet 方案, 明细 still gives every category, problem and task as it was."""
    plan = shipped(plan_id)
    draft = imported(without_plan_sheet(exported(plan)), issued=issued)
    assert (draft.sheet, draft.plan.categories) == ("明细", plan.categories)


@pytest.mark.parametrize(("plan_id", "issued"), SHIPPED.items())
def test_the_printed_sheet_alone_gives_every_task(plan_id: str, issued: date) -> None:
    """Even the printed sheet, cut and merged over pages, gives back every task that its columns can show."""
    plan = shipped(plan_id)
    draft = imported(exported(plan, CHECKLIST), "清单", issued)
    assert [task for _, _, task in draft.plan.rows()] == [
        task.model_copy(update={"sources": ()}) for _, _, task in plan.rows()
    ]


def edited(raw: bytes, cells: dict[str, object]) -> bytes:
    """Return the workbook with cells of 明细 changed."""
    workbook = load_workbook(io.BytesIO(raw))
    for name, value in cells.items():
        workbook["明细"][name] = value
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def test_what_was_edited_in_the_flat_sheet_is_taken_over() -> None:
    """A cell of 明细 that differs from the hidden plan is read, and named; the rest stays exact."""
    plan = shipped("xuchang-2021")
    draft = imported(edited(exported(plan), {"J4": "第一条。\n第二条。", "U4": "已核", "O5": None}))
    tasks = [task for _, _, task in draft.plan.rows()]
    assert (tasks[1].measures, tasks[1].note, tasks[2].units) == (("第一条。", "第二条。"), "已核", None)
    assert [str(doubt) for doubt in draft.doubts] == [
        "明细!U4：“备注”改过，按表里的读",
        "明细!J4：“整改措施”改过，按表里的读",
        "明细!第5行：“责任单位”改过，按表里的读",
    ]
    unchanged = [task for number, task in enumerate(tasks) if number not in {1, 2}]
    assert unchanged == [task for number, (_, _, task) in enumerate(plan.rows()) if number not in {1, 2}]


def test_what_the_flat_sheet_cannot_say_is_named() -> None:
    """Progress, problems and rows that were changed by hand in 明细 are left out by name, never in silence."""
    plan = shipped("xuchang-2021")
    changes = {"AA3": "已开展", "E4": "另一个问题", "A6": "", "F6": "9-9", "AF2": "新列", "AF3": "新格"}
    draft = imported(edited(exported(plan), changes))
    assert draft.plan == plan
    assert [str(doubt) for doubt in draft.doubts] == [
        "明细!AA3：填报的内容改过，没有读入；请用 zhenggai collect 收",
        "明细!E4：“具体问题”改过，没有读入；请导入后用 zhenggai edit 改",
        "明细：没有任务 2-3 的行，照原样保留",
    ]
    assert [(one.place, one.reason) for one in draft.omissions][:2] == [
        ("明细!第6行", "新加的行，没有读入；要增加任务请用 add-task"),
        ("明细!新列", "新加的列，没有读入"),
    ]


def test_a_plan_sheet_that_was_changed_is_refused() -> None:
    """A hidden sheet somebody has sorted gives no plan rather than a wrong one."""
    workbook = load_workbook(io.BytesIO(exported(shipped("xuchang-2021"))))
    workbook["方案"].delete_rows(2, 30)
    saved = io.BytesIO()
    workbook.save(saved)
    with pytest.raises(ZhenggaiError) as caught:
        imported(saved.getvalue())
    assert str(caught.value) == (
        "台账.xlsx 的隐藏工作表“方案”被改动过，“报送/#1/对象/#2”放不进方案。"
        "请用没有改过的文件；或者用 --sheet 指明按哪张表读"
    )
