"""Layouts: the official columns in their order, layouts of one's own, and what export and collect agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from strategies import texts
from zhenggai.columns import BUILT_IN, CHECKLIST, LEDGER, Layout, LayoutFile, Merge, Term, find_layout
from zhenggai.columns.flat import Flat, digest, join_items, own_heading, own_name, split_items
from zhenggai.errors import NoSuchThing
from zhenggai.model import Task

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(**written: Any) -> Layout:
    return LayoutFile.model_validate({"名称": "镇里用", "栏": ["责任单位"]} | written).layout()


def refused(**written: Any) -> str:
    """Return the one message a layout file is refused with, and its remedy."""
    with pytest.raises(ValidationError) as caught:
        read(**written)
    (error,) = caught.value.errors()
    return f"{error['msg']}。{error.get('ctx', {}).get('remedy', '')}"


def test_the_ledger_has_the_official_columns() -> None:
    """台账 prints the eleven columns of the official ledger in their order, the first four merged."""
    official = "序号 类型 数量 具体问题 问题描述 整改措施 整改进展结果 整改时限 问题来源 责任单位 备注"
    assert [column.heading for column in LEDGER.columns] == official.split()
    assert [column.merge for column in LEDGER.columns[:4]] == [Merge.CATEGORY] * 2 + [Merge.ISSUE] * 2
    assert {column.merge for column in LEDGER.columns[4:]} == {Merge.NONE}


def test_the_checklist_says_who_leads() -> None:
    """清单 has 牵头负责人 beside 责任单位."""
    terms = [column.term for column in CHECKLIST.columns]
    assert terms.index(Term.UNITS) == terms.index(Term.LEAD) + 1


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda layout: layout.name)
def test_no_column_shrinks_below_its_heading(layout: Layout) -> None:
    """Every heading of a built-in layout fits its column in one line, however narrow that may become."""
    from zhenggai.exporters.pages import Grid

    grid = Grid(tuple(column.least for column in layout.columns), 10.5)
    assert {grid.lines(index, column.heading) for index, column in enumerate(layout.columns)} == {1}


def test_every_term_can_be_a_column() -> None:
    """A layout may ask for every term there is."""
    assert [column.term for column in read(栏=list(Term)).columns] == list(Term)


def test_terms_cover_the_texts_of_a_task() -> None:
    """Every field of a task that is official text is a term, so that a layout can show it."""
    structure = {"进展", "延期", "附加"}
    assert {field.alias for field in Task.model_fields.values()} - structure <= {term.value for term in Term}


def test_a_column_may_have_a_heading_and_a_width_of_its_own() -> None:
    """表头 replaces the official name, and a column with 宽 stays that wide."""
    (column,) = read(栏=[{"栏": "责任单位", "表头": "责任部门", "宽": "12"}]).columns
    assert (column.term, column.heading, column.width, column.least) == (Term.UNITS, "责任部门", 12.0, 12.0)


def test_a_column_of_somebodys_own_goes_by_its_name() -> None:
    """A name that is no term names a column of 附加; one that looks like a term says so with 附加: 是."""
    own, marked = read(栏=["提示问题金额（万元）", {"栏": "责任部门", "附加": "是"}]).columns
    assert (own.term, own.name) == (None, "提示问题金额（万元）")
    assert (marked.term, marked.name) == (None, "责任部门")


def test_a_layout_may_have_a_title() -> None:
    """标题 stands over the table; without it the plan's own title does."""
    assert read(标题="整改情况一览表").title == "整改情况一览表"
    assert read().title is None


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            {"栏": ["责任单拉"]},
            "没有“责任单拉”这一栏。是不是“责任单位”？确实是“附加”里的栏，请写 {栏: 责任单拉, 附加: 是}",
        ),
        ({"栏": []}, "版式里一栏也没有。请在“栏”下面列出各栏"),
        ({"栏": ["备注", "责任单位", "备注"]}, "“备注”栏写了 2 次。请只留一个"),
        ({"栏": [{"栏": "备注", "宽": "窄"}]}, "栏宽“窄”不是数。请写数字，例如 12"),
        ({"栏": [{"栏": "备注", "宽": "nan"}]}, "栏宽 nan 不在 2 至 100 之间。请改成合适的宽度，例如 12"),
        ({"栏": [{"栏": "备注", "宽": "400"}]}, "栏宽 400 不在 2 至 100 之间。请改成合适的宽度，例如 12"),
        ({"栏": [{"栏": "备注", "附加": "否"}]}, "“否”不是“是”。请写 是，或者删去这一项"),
        (
            {"名称": "明细"},
            "版式名称“明细”不能作工作表的名称。请用不超过 31 个字的名称，不用 [ ] : * ? / \\ '，也不叫“明细”“方案”",
        ),
        (
            {"名称": "县/镇"},
            "版式名称“县/镇”不能作工作表的名称。请用不超过 31 个字的名称，不用 [ ] : * ? / \\ '，也不叫“明细”“方案”",
        ),
    ],
    ids=["misspelt", "empty", "twice", "width", "nan", "wide", "own", "明细", "slash"],
)
def test_a_layout_that_cannot_be_is_refused(written: Mapping[str, Any], message: str) -> None:
    """What is wrong with a layout file is said in Chinese, with what to write instead."""
    assert refused(**written) == message


def test_unknown_keys_are_refused() -> None:
    """A key that no layout has is an error, as everywhere in the house."""
    with pytest.raises(ValidationError, match="宽度"):
        read(栏=[{"栏": "备注", "宽度": "3"}])


def test_layouts_are_found_by_name() -> None:
    """A layout of one's own is found beside the built-in ones, and wins where it has the same name."""
    own = read(名称="台账")
    assert find_layout("台账") == LEDGER
    assert find_layout("清单", [own]) == CHECKLIST
    assert find_layout("台账", [own]) == own


def test_an_unknown_layout_names_the_nearest() -> None:
    """A name that is nearly right gets the right one offered, any other gets them all."""
    with pytest.raises(NoSuchThing, match="没有叫“整改清单”的版式。可以用：清单"):
        find_layout("整改清单")
    with pytest.raises(NoSuchThing, match="可以用：台账、清单、镇里用"):
        find_layout("xyz", [read()])


@given(st.lists(texts().filter(lambda text: not text.startswith("\u3000"))))
def test_lists_in_cells_read_back(items: list[str]) -> None:
    """A list written into a cell, an item a line, is the same list again, line ends within items included."""
    assert split_items(join_items(items)) == tuple(items)


@given(texts())
def test_columns_of_ones_own_keep_their_names(name: str) -> None:
    """The heading of a column of 附加 leads back to its name and is no other column's heading."""
    assert own_name(own_heading(name)) == name
    assert own_heading(name) not in set(Flat)


@pytest.mark.parametrize("name", ["备注", "附加·备注"])
def test_a_name_that_is_a_heading_is_marked(name: str) -> None:
    """A column of 附加 that is called like another one is marked, and read back all the same."""
    assert own_heading(name) != name
    assert own_name(own_heading(name)) == name


def test_a_digest_tells_rows_apart() -> None:
    """Any change of a cell changes the digest; the order of columns and blank ones do not."""
    row = {"整改措施": "加强监管", "责任单位": "市财政局"}
    assert digest(row) == digest(dict(reversed(row.items()))) == digest(row | {"备注": ""})
    assert digest(row) != digest(row | {"责任单位": "市财政局。"})
    assert digest({"备注": "甲"}) != digest({"责任人": "甲"})


def test_a_digest_never_changes() -> None:
    """Workbooks that are out in the world keep their digests."""
    assert digest({"整改措施": "加强监管", "责任单位": "市财政局"}) == "43f8ae144ed42811"
