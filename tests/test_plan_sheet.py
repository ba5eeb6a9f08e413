"""方案: a plan as lines of place and text, and back, whatever stands in it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from strategies import as_read, plans
from zhenggai.columns import LEDGER
from zhenggai.columns.plan_sheet import HEADINGS, PLAN_SHEET, from_lines, to_lines
from zhenggai.exporters.options import PrintOptions
from zhenggai.exporters.workbook import ledger_workbook
from zhenggai.model import Plan


@given(plans())
@settings(max_examples=100)
def test_a_plan_comes_back_from_its_lines(plan: Plan) -> None:
    """Every scalar of a plan is a line, and the lines are the plan again."""
    lines = list(to_lines(plan.to_file()))
    assert from_lines(lines) == as_read(plan.to_file())
    assert len({place for place, _text in lines}) == len(lines)


def test_a_line_names_its_place() -> None:
    """Lists count from 1, and a key of somebody's own cannot be mistaken for a step or an item."""
    data = {"类型": [{"名称": "甲"}, {"名称": "乙"}], "附加": {"#1": "子", "金额/元": "丑", "~0": "寅"}, "声明": {}}
    lines = list(to_lines(data))
    assert lines == [
        ("类型/#1/名称", "甲"),
        ("类型/#2/名称", "乙"),
        ("附加/~21", "子"),
        ("附加/金额~1元", "丑"),
        ("附加/~00", "寅"),
        ("声明/", ""),
    ]
    assert from_lines(lines) == data


@pytest.mark.parametrize(
    "places",
    [
        ["类型/#2/名称"],
        ["标题", "标题/副题"],
        ["标题/副题", "标题"],
        ["类型/#1", "类型/甲"],
        ["类型/甲", "类型/#1"],
        ["类型/#0"],
    ],
    ids=" ".join,
)
def test_lines_that_contradict_each_other_are_refused(places: list[str]) -> None:
    """A sheet somebody has sorted or mended gives no plan rather than a wrong one."""
    with pytest.raises(ValueError, match="放不进方案"):
        from_lines((place, "某") for place in places)


def test_the_sheet_is_hidden_and_complete() -> None:
    """The workbook carries the lines on a hidden sheet under two headings."""
    plan = Plan(format=1, title="某县整改方案", guidance="第一行\r\n第二行")
    raw, _ = ledger_workbook("p-2022", plan, PrintOptions(date(2022, 6, 14), LEDGER))
    sheet = load_workbook(io.BytesIO(raw))[PLAN_SHEET]
    assert sheet.sheet_state == "hidden"
    assert list(sheet.iter_rows(values_only=True)) == [
        HEADINGS,
        ("格式", "1"),
        ("标题", "某县整改方案"),
        ("总体要求", "第一行_x000D_\n第二行"),
    ]
