"""`--ledgers`: many workspaces asked at once, told apart, each by its own settings, the unreadable ones named."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commands import Ran, run
from zhenggai.abstracts.gathering import Called
from zhenggai.cli.workspaces import told_apart

if TYPE_CHECKING:
    from collections.abc import Callable

ALL = ("--ledgers", "counties/*/ledgers")

Tree = dict[str, str]
"""The text of files by their paths."""


def plan(unit: str, *, category: str = "工作落实方面", due: str = "2022-06-13", tasks: int = 1) -> str:
    """Return a ledger of one issue, whose tasks have a unit and a day."""
    one = "    - {{编号: 1-{}, 责任单位: {}, 整改时限: {{原文: 按期, 日期: {}, 性质: 限期}}}}\n"
    return (
        f"格式: 1\n标题: 某县整改方案\n印发日期: 2022-06-01\n类型:\n- 名称: {category}\n  问题:\n"
        "  - 编号: 1\n    具体问题: 扬尘\n    任务:\n"
    ) + "".join(one.format(number, unit, due) for number in range(1, tasks + 1))


TREE: Tree = {
    "counties/甲县/ledgers/a-2022.yaml": plan("县财政局", tasks=2),
    "counties/甲县/ledgers/某乡/b-2022.yaml": plan("财政所", category="责任落实方面"),
    "counties/甲县/zhenggai.yaml": "名录:\n  单位:\n  - {名称: 县财政局, 简称: [财政局]}\n",
    "counties/乙县/ledgers/a-2022.yaml": plan("财政局", due="2022-07-13"),
    "counties/说明.txt": "不是工作区",
}


@pytest.fixture
def grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Tree], None]:
    """Stand in a folder that is no workspace, with the tree and whatever is given beside it."""
    monkeypatch.chdir(tmp_path)

    def grown(more: Tree) -> None:
        for name, text in (TREE | more).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")

    grown({})
    return grown


def answer(command: str, *options: str) -> Any:
    """Return what a command says in JSON of all counties, which must be the same from the files."""
    answered, from_files = (run(command, *ALL, "--json", *options, *more) for more in ([], ["--no-index"]))
    assert answered == from_files
    assert answered.code == 0, answered.err
    return json.loads("\n".join(answered.out))


def tasks(groups: dict[str, dict[str, Any]]) -> dict[str, int]:
    return {name: totals["tasks"] for name, totals in groups.items()}


@pytest.mark.usefixtures("grow")
def test_status_adds_up() -> None:
    """All workspaces are added up, by the folders as given and those below, by category and by unit, each by name."""
    found = answer("status")
    assert (found["totals"]["tasks"], found["totals"]["overdue"]) == (4, 3)
    assert tasks(found["folders"]) == {"counties/乙县": 1, "counties/甲县": 3, "counties/甲县/某乡": 1}
    assert tasks(found["categories"]) == {"工作落实方面": 3, "责任落实方面": 1}
    assert tasks(found["units"]) == {"县财政局": 2, "财政所": 1, "财政局": 1}
    assert (found["plans"], found["unreadable"]) == ({}, [])


@pytest.mark.usefixtures("grow")
def test_status_for_people() -> None:
    """The table says how many workspaces answer, and lists folders, categories and units, but not 3,000 plans."""
    out = run("status", *ALL).out
    assert out[0] == "截至 2022-06-20：2 个工作区，共 4 项任务，逾期 3 项，完成率 0.0%"
    assert [line.split()[-1] for line in out if line.startswith("任务")] == ["文件夹", "类型", "单位"]


def test_the_roll_up_is_the_sum_of_its_parts(grow: Callable[[Tree], None]) -> None:
    """Every number of the whole is the sum of what the workspaces say one by one."""
    grow({f"counties/县{number}/ledgers/p{number}.yaml": plan("某局", tasks=number + 1) for number in range(3)})
    whole = answer("status")
    ones = [
        json.loads("\n".join(run("-C", str(folder), "status", "--json").out))
        for folder in sorted(Path("counties").iterdir())
        if folder.is_dir()
    ]
    for key, count in whole["totals"].items():
        if key != "by_status":
            assert count == sum(one["totals"][key] for one in ones), key
    units = {name for one in ones for name in one["units"]}
    assert tasks(whole["units"]) == {
        name: sum(one["units"].get(name, {"tasks": 0})["tasks"] for one in ones) for name in units
    }


@pytest.mark.usefixtures("grow")
def test_several_patterns_and_what_a_shell_makes_of_them() -> None:
    """A pattern may be quoted, repeated, or expanded by the shell; a workspace counts once, by its root too."""
    quoted = run("status", *ALL)
    expanded = run("status", "--ledgers", "counties/乙县/ledgers", "counties/甲县/ledgers")
    repeated = run("status", "--ledgers", "counties/乙县/ledgers/", "--ledgers", "counties/甲*", *ALL)
    assert quoted == repeated
    assert quoted == expanded
    assert run("status", "--ledgers", str(Path("counties").resolve() / "*" / "ledgers")).out[0] == quoted.out[0]


@pytest.mark.usefixtures("grow")
def test_tasks_are_told_apart() -> None:
    """The same plan id in two counties is fine: references name the workspace, and JSON says its folder too."""
    late = answer("overdue")["tasks"]
    assert [task["reference"] for task in late] == ["甲县/a-2022:1-1", "甲县/a-2022:1-2", "甲县/b-2022:1-1"]
    assert {(task["plan_id"], task["workspace"]) for task in late} == {
        ("a-2022", "counties/甲县"),
        ("b-2022", "counties/甲县"),
    }
    assert [task["reference"] for task in answer("due", "--within", "30")["tasks"]] == ["乙县/a-2022:1-1"]
    assert len(answer("list", "--search", "扬尘")["tasks"]) == 4


@pytest.mark.parametrize(
    ("options", "references"),
    [
        (("--plan", "a-2022"), ["乙县/a-2022:1-1", "甲县/a-2022:1-1", "甲县/a-2022:1-2"]),
        (("--plan", "甲县/a-2022"), ["甲县/a-2022:1-1", "甲县/a-2022:1-2"]),
        (("--unit", "财政局"), ["乙县/a-2022:1-1", "甲县/a-2022:1-1", "甲县/a-2022:1-2"]),
        (("--unit", "财政所"), ["甲县/b-2022:1-1"]),
        (("--category", "责任落实方面"), ["甲县/b-2022:1-1"]),
    ],
)
@pytest.mark.usefixtures("grow")
def test_narrowing(options: tuple[str, str], references: list[str]) -> None:
    """A plan is named with its workspace or in all of them; a unit means in each what its own roster says."""
    assert [task["reference"] for task in answer("list", *options)["tasks"]] == references


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--unit", "某厅"), "没有单位“某厅”"),
        (("--plan", "c-2022"), "没有方案“c-2022”。是不是 b-2022、a-2022"),
        (("--category", "某方面"), "没有类型“某方面”"),
    ],
)
@pytest.mark.usefixtures("grow")
def test_narrowing_to_nothing(options: tuple[str, str], said: str) -> None:
    """What no workspace knows is refused, with what there is."""
    refused = run("list", *ALL, *options)
    assert (refused.code, refused.out) == (3, [])
    assert said in refused.err[0]


def broken(ran: Ran) -> list[str]:
    """Return the closing lines, which name what could not be read."""
    assert ran.code == 1
    return [line for line in ran.err if line.startswith("以上回答不包括")]


SETTINGS_BROKEN = {"counties/丙县/zhenggai.yaml": "名录: [\n", "counties/丙县/ledgers/a.yaml": plan("局")}
NAMED_TWICE = {f"counties/丙县/ledgers/{folder}/a.yaml": plan("局") for folder in ("某乡", "某镇")}


@pytest.mark.parametrize(("more", "said"), [(SETTINGS_BROKEN, "zhenggai.yaml 有错误"), (NAMED_TWICE, "同名")])
def test_workspaces_that_cannot_be_read(grow: Callable[[Tree], None], more: Tree, said: str) -> None:
    """Broken settings or two files of one name leave a workspace out; it is named, the rest answers, the exit is 1."""
    right = run("status", *ALL)
    grow(more)
    found = run("status", *ALL)
    assert found.out == right.out
    assert any(said in line for line in found.err)
    assert broken(found) == ["以上回答不包括 1 个读不了的工作区：counties/丙县"]
    told = json.loads("\n".join(run("status", *ALL, "--json").out))["unreadable"]
    assert [one["file"] for one in told] == ["counties/丙县"]
    assert said in told[0]["message"]


@pytest.mark.parametrize("option", ["--unit", "--plan", "--category"])
def test_what_is_sought_may_be_in_what_cannot_be_read(grow: Callable[[Tree], None], option: str) -> None:
    """A name that is nowhere is refused together with the workspaces that could not be asked."""
    grow(SETTINGS_BROKEN)
    refused = run("list", *ALL, option, "某某某")
    assert refused.code == 3
    assert any(line.startswith("counties/丙县：zhenggai.yaml 有错误") for line in refused.err)


def test_a_broken_plan(grow: Callable[[Tree], None]) -> None:
    """A broken file is named beside a workspace that is left out, and the other plans of its workspace answer."""
    right = run("status", *ALL)
    grow({"counties/乙县/ledgers/c.yaml": "格式: 9\n", "counties/丙县/zhenggai.yaml": "无: 1\n"})
    Path("counties/丙县/ledgers").mkdir()
    found = run("status", *ALL)
    assert found.out == right.out
    assert broken(found) == [
        "以上回答不包括 1 个读不了的工作区：counties/丙县",
        "以上回答不包括 1 个读不了的文件：counties/乙县/ledgers/c.yaml",
    ]


def test_folders_that_may_not_be_opened(grow: Callable[[Tree], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A county whose folder is closed matches no pattern, and must not be missed silently for that."""
    grow({"counties/丙县/x": ""})
    monkeypatch.setattr(os, "access", lambda path, _mode: "丙县" not in str(path))
    found = run("status", *ALL)
    assert found.out[0].startswith("截至 2022-06-20：2 个工作区")
    assert broken(found) == ["以上回答不包括 1 个读不了的工作区：counties/丙县"]
    assert "counties/丙县：没有权限打开。请检查权限" in found.err


def test_a_ledger_that_cannot_be_read(grow: Callable[[Tree], None]) -> None:
    """A file that cannot be read, such as a link that leads nowhere, leaves its workspace out."""
    right = run("status", *ALL)
    grow({"counties/丙县/ledgers/a.yaml": plan("局")})
    Path("counties/丙县/ledgers/b.yaml").symlink_to("nowhere.yaml")
    found = run("status", *ALL)
    assert found.out == right.out
    assert broken(found) == ["以上回答不包括 1 个读不了的工作区：counties/丙县"]


@pytest.mark.usefixtures("grow")
def test_nothing_can_be_read() -> None:
    """Where no workspace can be read there is no answer; each is named."""
    for county in ("甲县", "乙县"):
        Path(f"counties/{county}/zhenggai.yaml").write_text("无: 1\n", encoding="utf-8")
    refused = run("status", *ALL)
    assert (refused.code, refused.out) == (3, [])
    assert [line.split("：")[0] for line in refused.err if line.startswith("counties/") and "1:1" not in line] == [
        "counties/乙县",
        "counties/甲县",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("status", "--ledgers", "县/*/ledgers"), 3, "没有文件夹对得上 --ledgers 县/*/ledgers。请写"),
        (("status", *ALL, "--ledgers", "counties/丁县/ledgers"), 3, "对得上 --ledgers counties/丁县/ledgers"),
        (("status", "--ledgers", "counties/说明.txt"), 3, "没有文件夹对得上"),
        (("status", "--ledgers", ""), 2, "--ledgers 后面是空的"),
        (("-C", "counties/甲县", "status", *ALL), 2, "--workspace 和 --ledgers 只能写一个"),
        (("list", "扬尘"), 2, "多了参数“扬尘”。要找字词用 list --search"),
    ],
)
@pytest.mark.usefixtures("grow")
def test_what_is_refused(arguments: tuple[str, ...], code: int, said: str) -> None:
    """A pattern that matches nothing is refused with the way out, and so is what cannot be meant."""
    refused = run(*arguments)
    assert (refused.code, refused.out) == (code, [])
    assert said in refused.err[0]


def test_a_folder_that_is_no_workspace(grow: Callable[[Tree], None]) -> None:
    """A folder that matches and holds no ledgers is named: it may be a county's that was laid out otherwise."""
    grow({"counties/丁县/台账/a.yaml": plan("局")})
    found = run("status", "--ledgers", "counties/*")
    assert broken(found) == ["以上回答不包括 1 个读不了的工作区：counties/丁县"]


@pytest.mark.parametrize(
    ("given", "called"),
    [
        (["counties/甲县", "counties/乙县"], [Called("甲县", ("counties/甲县",)), Called("乙县", ("counties/乙县",))]),
        (
            ["甲市/甲县", "乙市/乙县"],
            [Called("甲市/甲县", ("甲市", "甲市/甲县")), Called("乙市/乙县", ("乙市", "乙市/乙县"))],
        ),
        (["/某/甲县", "/某/乙/丙县"], [Called("甲县", ("/某/甲县",)), Called("乙/丙县", ("/某/乙", "/某/乙/丙县"))]),
        (["counties/甲县"], [Called("甲县", ("counties/甲县",))]),
        (["."], [Called(".", (".",))]),
        ([], []),
    ],
)
def test_what_workspaces_aretold_apart(given: list[str], called: list[Called]) -> None:
    """Folders are those given, from where they differ on; the name before a plan is only what differs."""
    assert list(told_apart([Path(one) for one in given])) == called


def test_remind_days(grow: Callable[[Tree], None]) -> None:
    """What is due soon is told by the days all workspaces agree on, else by the usual seven."""
    soon = {"counties/丙县/ledgers/c.yaml": plan("局", due="2022-06-29")}
    grow({**soon, **{f"counties/{county}/zhenggai.yaml": "提醒天数: 10\n" for county in ("甲县", "乙县", "丙县")}})
    assert answer("status")["totals"]["due_soon"] == 1
    Path("counties/乙县/zhenggai.yaml").write_text("提醒天数: 30\n", encoding="utf-8")
    assert answer("status")["totals"]["due_soon"] == 0


@pytest.mark.usefixtures("grow")
def test_one_index_a_workspace() -> None:
    """A workspace moved away takes its answers with it; nothing of it stays in an index that others share."""
    assert answer("status")["totals"]["tasks"] == 4
    shutil.rmtree("counties/甲县")
    assert answer("status")["totals"]["tasks"] == 1
