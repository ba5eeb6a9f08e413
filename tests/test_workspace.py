"""Finding a workspace from any folder under it, its settings and its ledger files, the good beside the broken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from zhenggai.errors import BrokenLedger, FileTrouble, NoSuchThing
from zhenggai.settings import Settings
from zhenggai.store import workspace as door
from zhenggai.store.workspace import Workspace, find_workspace, no_settings

LEDGER = "格式: 1\n标题: 某某整改方案\n"


def put(path: Path, text: str = LEDGER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- the folder ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [".", "ledgers", "ledgers/沧源县/勐来乡", "out"])
def test_found_from_any_folder_under_it(workspace: Path, inside: str) -> None:
    """A workspace is found from its root and from any folder under it."""
    (workspace / inside).mkdir(parents=True, exist_ok=True)
    found = find_workspace(workspace / inside)
    assert (found.root, found.ledgers) == (workspace, workspace / "ledgers")


def test_found_from_where_one_stands(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative start is taken from the current folder."""
    monkeypatch.chdir(workspace / "ledgers")
    assert find_workspace(Path()).root == workspace


def test_settings_alone_make_a_workspace(tmp_path: Path) -> None:
    """A folder with zhenggai.yaml and no ledgers/ yet is a workspace without plans."""
    put(tmp_path / "zhenggai.yaml", "填报单位: 市财政局\n")
    found = find_workspace(tmp_path)
    assert found.settings.reporting_unit == "市财政局"
    assert found.plan_files() == {}


def test_the_nearest_counts(workspace: Path) -> None:
    """Of workspaces within each other the nearest one counts."""
    inner = workspace / "县" / "乡"
    (inner / "ledgers").mkdir(parents=True)
    assert find_workspace(inner).root == inner
    assert find_workspace(inner.parent).root == workspace


def test_no_workspace(tmp_path: Path) -> None:
    """Where no folder up to the top is a workspace, the refusal says how to make one; a file called ledgers is none."""
    put(tmp_path / "ledgers")
    with pytest.raises(NoSuchThing, match=r"没有找到台账工作区（ledgers 文件夹）。.*zhenggai init"):
        find_workspace(tmp_path)


# --- settings ------------------------------------------------------------------------------------------------------


def test_without_settings_every_default_holds(workspace: Path) -> None:
    """zhenggai.yaml is optional."""
    assert find_workspace(workspace).settings == Settings()


@pytest.mark.parametrize("text", ["", "\n  \n", "# 填报单位: 某\n\n  # 版式: 清单\n", "\ufeff# 记事本存的\r\n"])
def test_settings_that_say_nothing(workspace: Path, text: str) -> None:
    """A zhenggai.yaml that is blank or all comments, as `init` leaves it, sets nothing and is no error."""
    put(workspace / "zhenggai.yaml", text)
    assert find_workspace(workspace).settings == Settings()


def test_settings_between_comments(workspace: Path) -> None:
    """One line that is no comment is enough for the file to be read."""
    put(workspace / "zhenggai.yaml", "# 设置\n填报单位: 市财政局\n\n# 完\n")
    assert find_workspace(workspace).settings.reporting_unit == "市财政局"


def test_broken_settings_are_refused(workspace: Path) -> None:
    """A broken zhenggai.yaml is refused with everything that is wrong with it, each with its line."""
    put(workspace / "zhenggai.yaml", "填报单位: 市财政局\n提醒天数: 一周\n名录:\n  单位:\n  - {简称: [财政局]}\n")
    with pytest.raises(BrokenLedger, match=r"zhenggai\.yaml 有错误。请先改正上面列出的问题") as caught:
        find_workspace(workspace)
    assert [str(finding) for finding in caught.value.findings] == [
        "zhenggai.yaml:2:7: 错误：“提醒天数”：“一周”不是整数。请写阿拉伯数字，例如 3",
        "zhenggai.yaml:5:5: 错误：“名称”：缺少这一项。请补上 名称: …",
    ]


def test_settings_that_cannot_be_read(workspace: Path) -> None:
    """A zhenggai.yaml that is no text at all is refused and not passed over."""
    (workspace / "zhenggai.yaml").write_bytes("填报单位: 市财政局".encode("gbk"))
    with pytest.raises(BrokenLedger) as caught:
        find_workspace(workspace)
    assert "GBK" in str(caught.value.findings[0])


# --- ledger files --------------------------------------------------------------------------------------------------


def test_plans_are_the_yaml_files_below_ledgers(workspace: Path) -> None:
    """Every YAML file in ledgers/ and its sub-folders is a plan, by its stem and in the order of the paths."""
    paths = [
        put(workspace / "ledgers" / name)
        for name in ("a.yaml", "b.yml", "c.YAML", "沧源县/menglai-2022.yaml", "许昌市/县/x.y.yaml")
    ]
    files = find_workspace(workspace).plan_files()
    assert list(files.items()) == [(path.stem, path) for path in paths]
    assert "x.y" in files


def test_what_is_no_plan(workspace: Path) -> None:
    """Hidden files and folders, other files, folders that are called like a file, and files elsewhere are no plans."""
    for name in (
        "ledgers/.a.yaml",
        "ledgers/.git/b.yaml",
        "ledgers/.zhenggai-0123.tmp",
        "ledgers/c.txt",
        "ledgers/.d.yaml.lock",
        "ledgers/e.yaml.orig",
        "ledgers/f.yaml/readme.txt",
        "g.yaml",
    ):
        put(workspace / name)
    assert find_workspace(workspace).plan_files() == {}


def test_two_plans_of_one_name_are_refused(workspace: Path) -> None:
    """Two files with the same stem would make references ambiguous: both are named."""
    put(workspace / "ledgers" / "甲县" / "a-2022.yaml")
    put(workspace / "ledgers" / "乙县" / "a-2022.yml")
    with pytest.raises(BrokenLedger) as caught:
        find_workspace(workspace).plan_files()
    one, other = Path("ledgers/乙县/a-2022.yml"), Path("ledgers/甲县/a-2022.yaml")
    assert str(caught.value) == f"有两个方案文件同名：{one} 和 {other}。方案编号就是文件名，请把其中一个改名"


def test_a_folder_that_cannot_be_read_is_not_left_out(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sub-folder without the right to read it is a refusal: its ledgers would be missing from every answer."""
    put(workspace / "ledgers" / "甲县" / "a.yaml")
    put(workspace / "ledgers" / "b.yaml")
    scan = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path).name == "甲县":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(FileTrouble, match=f"读不了文件夹 {Path('ledgers/甲县')}"):
        find_workspace(workspace).plan_files()


def test_good_plans_are_answered_beside_broken_ones(workspace: Path) -> None:
    """Broken files are handed back beside the good ones, each file in its order, named as one would type it."""
    for name, text in {
        "a": LEDGER,
        "b": "标题: 某\n",
        "c": "格式: 1\n标题: [某\n",
        "d": "",
        "e": LEDGER,
    }.items():
        put(workspace / "ledgers" / f"{name}.yaml", text)
    found = find_workspace(workspace)
    loaded, broken = found.load(found.plan_files().values())
    assert [plan.id for plan in loaded] == ["a", "e"]
    assert [plan.id for plan in broken] == ["b", "c", "d"]
    assert all(plan.findings for plan in broken)
    assert [plan.path for plan in loaded] == [Path("ledgers/a.yaml"), Path("ledgers/e.yaml")]


def test_a_plan_that_vanished_is_a_refusal(workspace: Path) -> None:
    """A file that is gone when it is to be read is not passed over."""
    with pytest.raises(FileTrouble, match="找不到"):
        find_workspace(workspace).load([workspace / "ledgers" / "a.yaml"])


@pytest.mark.parametrize(
    ("ledger", "schema"),
    [
        ("ledgers/a.yaml", "../schemas/plan.schema.json"),
        ("ledgers/沧源县/勐来乡/a.yaml", "../../../schemas/plan.schema.json"),
    ],
)
def test_where_a_ledger_finds_its_schema(ledger: str, schema: str) -> None:
    """The modeline names the schema as seen from the file, with forward slashes on every system."""
    root = Path("某处")
    assert Workspace(root, no_settings()).schema_for(root / ledger) == schema


# --- names for people ----------------------------------------------------------------------------------------------


def test_paths_are_shown_as_one_would_type_them(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown relative to the current folder, but in full where that would climb more than two folders."""
    path = workspace / "ledgers" / "a.yaml"
    assert door.shown(path) == Path("ledgers/a.yaml")
    deep = workspace / "一" / "二" / "三"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep.parent)
    assert door.shown(path) == Path("../../ledgers/a.yaml")
    monkeypatch.chdir(deep)
    assert door.shown(path) == path


def test_paths_on_another_drive_are_shown_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no relative path exists (another drive of Windows) the path is shown as it is."""

    def no_relative_path(_path: Path) -> str:
        raise ValueError

    monkeypatch.setattr(door.os.path, "relpath", no_relative_path)
    assert door.shown(Path("D:/台账/a.yaml")) == Path("D:/台账/a.yaml")
