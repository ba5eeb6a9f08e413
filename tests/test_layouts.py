"""Finding a ledger layout: built in, in the workspace's layouts/ folder, or in a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhenggai.columns import CHECKLIST, LEDGER, Term
from zhenggai.errors import BrokenLedger, FileTrouble, NoSuchThing
from zhenggai.store import layouts
from zhenggai.store.workspace import Workspace, no_settings

if TYPE_CHECKING:
    from pathlib import Path

OWN = "名称: 简表\n标题: 某简表\n栏: [编号, {栏: 责任单位, 表头: 单位, 宽: 20}, {栏: 金额, 附加: 是}]\n"


@pytest.fixture
def place(workspace: Path) -> Workspace:
    (workspace / "layouts").mkdir()
    return Workspace(workspace, no_settings())


def put(place: Workspace, name: str, text: str = OWN) -> None:
    (place.root / "layouts" / name).write_text(text, encoding="utf-8")


def test_the_official_ledger_by_default(place: Workspace) -> None:
    """Where no layout is wanted it is the official 台账, whatever stands in layouts/."""
    put(place, "a.yaml", "不是版式")
    assert layouts.load(place, None) is LEDGER


def test_built_in_layouts(workspace: Path) -> None:
    """The built-in layouts are found by name, also where there is no layouts/ folder."""
    place = Workspace(workspace, no_settings())
    assert (layouts.load(place, "台账"), layouts.load(place, "清单")) == (LEDGER, CHECKLIST)


@pytest.mark.parametrize("name", ["a.yaml", "b.yml"])
def test_a_layout_of_the_workspace(place: Workspace, name: str) -> None:
    """A layout in layouts/ is found by its 名称, not by its file's name."""
    put(place, name)
    put(place, "readme.txt", "不是版式")
    found = layouts.load(place, "简表")
    assert (found.name, found.title) == ("简表", "某简表")
    assert [(column.term, column.heading) for column in found.columns] == [
        (Term.TASK, "编号"),
        (Term.UNITS, "单位"),
        (None, "金额"),
    ]
    assert found.columns[1].width == 20


def test_a_layout_of_the_workspace_wins(place: Workspace) -> None:
    """A layout of the workspace may take the place of a built-in one."""
    put(place, "a.yaml", OWN.replace("简表", "清单"))
    assert layouts.load(place, "清单") != CHECKLIST


def test_a_file_of_its_own(place: Workspace) -> None:
    """A name that ends like a file is a file, as seen from the current folder, and need not lie in layouts/."""
    (place.root / "某处.yaml").write_text(OWN, encoding="utf-8")
    assert layouts.load(place, "某处.yaml").name == "简表"
    with pytest.raises(FileTrouble, match="找不到"):
        layouts.load(place, "别处.yaml")


def test_an_unknown_layout(place: Workspace) -> None:
    """A layout that does not exist is refused with the names that do."""
    put(place, "a.yaml")
    with pytest.raises(NoSuchThing, match=r"没有叫“简单表”的版式。可以用：.*简表"):
        layouts.load(place, "简单表")


def test_a_broken_layout(place: Workspace) -> None:
    """A broken layout file is refused with everything that is wrong with it, each with its line."""
    put(place, "a.yaml", "名称: 简表\n栏:\n- {栏: 责任单位, 宽: 很宽}\n- {栏: 编号, 粗体: 是}\n")
    with pytest.raises(BrokenLedger, match=r"版式文件 layouts.a\.yaml 有错误") as caught:
        layouts.load(place, "简表")
    assert [str(finding).partition("a.yaml:")[2] for finding in caught.value.findings] == [
        "3:16: 错误：“宽”：栏宽“很宽”不是数。请写数字，例如 12",
        "4:11: 错误：不认识的项“粗体”。这里可以写：栏、表头、宽、附加",
    ]
