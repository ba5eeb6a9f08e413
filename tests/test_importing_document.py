"""`import document` as it is typed: what it says, what it writes, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from docx_building import docx, paragraphs
from transcript import run_command
from zhenggai.cli.drafts import LARGEST_SOURCE
from zhenggai.store.ledger import LoadedPlan, load_plan

PLAN = (
    "某县防汛检查问题整改方案\n某县水利局\n2024年4月2日\n县防指反馈2个问题，制定整改措施3条。\n一、整改任务\n"
    "（一）预案修订不及时。转移路线没有更新。\n整改措施：一是逐一修订村级预案。二是组织演练，5月底前完成。\n"
    "责任单位：县应急局、水利局\n整改时限：4月20日前\n（二）物资储备不足。\n整改措施：补充编织袋5000条。\n"
    "责任单位：县应急局\n整改时限：汛期到来前\n二、工作要求\n各单位于每月25日前将进展情况报送县水利局。\n"
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
DOUBTS = (
    (
        "  第7行（1-1）：措施里写“5月底前完成”（2024-05-31），整改时限却是“4月20日前”（2024-04-20），"
        "两处都照原文，请核对"
    ),
    (
        "  第13行（2-1）：整改时限“汛期到来前”没有读出日期，记为未定：“汛期到来前”以季节为准，没有写明日期。"
        "请核对原件后定一个日期；定不了的，性质记“未定”"
    ),
)


def run(*arguments: str) -> list[str]:
    return list(run_command(["import", "document", *arguments], date(2024, 5, 1)))


@pytest.fixture
def source(workspace: Path) -> Path:
    path = workspace / "整改方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_what_was_understood_is_shown(source: Path) -> None:
    """Header, tasks with their readings, counts, how sure, every doubt with its line, and where the characters went."""
    assert run(source.name, "--id", "flood-2024") == [
        "读自 整改方案.txt：某县防汛检查问题整改方案",
        "发文机关：某县水利局",
        "印发日期：2024-04-02",
        "报送：每月 25日，报县水利局",
        "",
        "任务  措施  期限             单位  问题和责任单位",
        "1-1   2 条  2024-04-20 限期  2 个  预案修订不及时｜县应急局、水利局",
        "2-1   1 条  没有日期 未定    1 个  物资储备不足｜县应急局",
        "",
        "读出 1 个类型、2 个问题、2 项任务、3 条措施；1 项有日期，1 项时限未定",
        "文件自己写明的数目与读出的一致：问题 2、措施 3",
        "原文 198 字：放进方案 144，序号标签 54，没有放进 0；归位 100.0%",
        "2 项任务中 0 项没有疑问",
        "疑问 2 条：",
        *DOUBTS,
        "已写入 ledgers/flood-2024.yaml",
        "! 请对照原件逐条核对，要改的用 zhenggai edit flood-2024:任务编号；改完用 zhenggai check flood-2024 查一遍",
    ]


def test_the_plan_is_written_whole(source: Path, workspace: Path) -> None:
    """The file holds the document's own words."""
    run(source.name, "--id", "flood-2024")
    loaded = load_plan(workspace / "ledgers" / "flood-2024.yaml")
    assert isinstance(loaded, LoadedPlan)
    tasks = [task for _c, _i, task in loaded.plan.rows()]
    assert tasks[0].measures == ("逐一修订村级预案。", "组织演练，5月底前完成。")
    assert loaded.plan.requirements == ("各单位于每月25日前将进展情况报送县水利局。",)


def test_a_dry_run_writes_nothing(source: Path, workspace: Path) -> None:
    """The lines that would be written are shown, and neither ledger nor doubts are."""
    before = sorted(workspace.rglob("*"))
    lines = run(source.name, "--dry-run", "--doubts", "疑问.txt")
    assert "将写入 ledgers/ledger.yaml：" in lines
    assert lines[-1] == "! 这是预演（--dry-run），没有新建文件"
    assert sorted(workspace.rglob("*")) == before


def test_doubts_go_to_a_file(source: Path, workspace: Path) -> None:
    """One a line, with the line of the source first."""
    run(source.name, "--id", "a", "--doubts", "疑问.txt")
    lines = (workspace / "疑问.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition("：")[0] for line in lines] == ["第7行（1-1）", "第13行（2-1）"]


def test_doubts_that_cannot_be_written_leave_no_plan(source: Path, workspace: Path) -> None:
    """A file that is there already is not overwritten unasked, and nothing else is written either."""
    (workspace / "疑问.txt").write_text("别的", encoding="utf-8")
    lines = run(source.name, "--id", "a", "--doubts", "疑问.txt")
    assert lines[0].startswith("! 疑问.txt 已经存在")
    assert lines[-1] == "[3]"
    assert not list((workspace / "ledgers").iterdir())
    assert (workspace / "疑问.txt").read_text(encoding="utf-8") == "别的"


def test_what_differs_is_listed_task_by_task(workspace: Path) -> None:
    """Doubts stand task by task, small differences before them, what was left out by reason; the file has all of it."""
    table = (
        "\n附件\n整改台账\n序号\t具体问题\t整改措施\t责任单位\t整改时限\n"
        "1\t预案修订不及时\t一是逐一修订各村级预案。二是组织演练，6月底前完成。\t县应急局、水利局\t4月20日前\n"
        "2\t物资储备不足\t补充编织袋8000条。\t县应急局\t汛期到来前\n"
    )
    (workspace / "方案.txt").write_text(PLAN + table, encoding="utf-8")
    lines = run("方案.txt", "--id", "a", "--doubts", "疑问.txt")
    start = lines.index("没有放进方案的文字 3 处：")
    assert [line.partition("（")[0] for line in lines[start:] if line.startswith("  附件")] == [
        "  附件台账的整改措施与正文不同的字，取正文"
    ]
    minor = lines.index("细小出入 1 条：")
    assert lines[minor + 1].startswith(
        "  第20行第3列（1-1）：整改措施：正文“逐一修订村级预案”，附件台账“逐一修订各村级预案”"
    )
    subjects = [line.partition("（")[2].partition("）")[0] for line in lines[minor + 3 :] if line.startswith("  ")]
    assert subjects == ["1-1", "1-1", "2-1", "2-1"]
    kept = (workspace / "疑问.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition("：")[0] for line in kept[4:]] == ["细小出入", *["没有放进方案"] * 3]


def test_json(source: Path) -> None:
    """Programs get counts, places, characters, doubts with quotes, and the plan by its English names."""
    record = json.loads("\n".join(run(source.name, "--id", "a", "--json")))
    assert record["counts"] == {
        "categories": 1,
        "issues": 2,
        "tasks": 2,
        "measures": 3,
        "dated": 1,
        "undetermined": 1,
    }
    assert record["places"]["2-1"] == "第11行"
    assert record["characters"]["share"] == 1
    assert [(doubt["kind"], doubt["line"], doubt["subject"]) for doubt in record["doubts"]] == [
        ("promise", 7, "1-1"),
        ("deadline", 13, "2-1"),
    ]
    assert record["plan"]["categories"][0]["issues"][0]["title"] == "预案修订不及时"


@pytest.mark.parametrize(
    "text",
    [
        "关于召开会议的通知\n\n各单位：\n\n定于6月16日召开会议，请准时参加。\n",
        "某县整改工作取得明显成效，各单位高度重视。\n",
    ],
)
def test_what_is_no_plan_is_refused(workspace: Path, text: str) -> None:
    """Exit 3, a reason and the way out; nothing is written."""
    (workspace / "通知.txt").write_text(text, encoding="utf-8")
    (message, code) = run("通知.txt")
    assert message.startswith("! 通知.txt 不像整改方案，没有读出问题：")
    assert code == "[3]"
    assert not list((workspace / "ledgers").iterdir())


def test_an_existing_plan_is_not_overwritten_unasked(source: Path) -> None:
    """A second import of the same id needs --force."""
    run(source.name, "--id", "a")
    assert run(source.name, "--id", "a")[-2:] == [
        "! 已经有方案 a：ledgers/a.yaml。请用 --id 换一个编号，或者用 --force 覆盖",
        "[3]",
    ]
    assert "已写入 ledgers/a.yaml" in run(source.name, "--id", "a", "--force")


def test_a_plan_with_progress_is_never_overwritten(source: Path, workspace: Path) -> None:
    """What was recorded is not lost to an import, with --force neither."""
    run(source.name, "--id", "a")
    path = workspace / "ledgers" / "a.yaml"
    entry = "      进展:\n      - {日期: 2024-04-10, 状态: 整改中, 内容: 已修订3个}\n"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if "责任单位" in line) + 1
    path.write_text("".join([*lines[:at], entry, *lines[at:]]), encoding="utf-8")
    written = path.read_bytes()
    assert run(source.name, "--id", "a", "--force")[-2:] == [
        "! 方案 a 已经记有进展、延期或报送，没有覆盖。请用 --id 换一个编号导入，再对照着修改",
        "[3]",
    ]
    assert path.read_bytes() == written


def test_a_missing_file_is_refused(workspace: Path) -> None:
    """The path is named."""
    assert run("没有.docx") == ["! 找不到 没有.docx。请核对路径", "[3]"]


def test_old_word_without_libreoffice(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is named where LibreOffice is not installed."""
    (workspace / "旧.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    monkeypatch.setattr("zhenggai.external.shutil.which", lambda _name: None)
    (message, code) = run("旧.doc")
    assert "要靠 LibreOffice 转换，而这台机器上没有安装。请用 Word 或 WPS 打开，另存为 docx 再导入" in message
    assert code == "[3]"


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="NOT CHECKED: no LibreOffice, so no .doc was imported")
@pytest.mark.parametrize(
    ("made", "named"),
    [("doc", "doc"), ("doc", "wps"), ("doc", "docx"), ("rtf", "doc"), ("odt", "odt"), ("html", "doc")],
)
def test_foreign_documents_through_libreoffice(workspace: Path, tmp_path: Path, made: str, named: str) -> None:
    """What LibreOffice wrote in other formats, whatever it is called, is converted, read, and leaves nothing behind."""
    new = tmp_path / "整改方案.docx"
    new.write_bytes(docx(paragraphs(*PLAN.splitlines())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", made, "--outdir", str(tmp_path), str(new)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (workspace / f"整改方案.{named}").write_bytes((tmp_path / f"整改方案.{made}").read_bytes())
    before = sorted(workspace.iterdir())
    lines = run(f"整改方案.{named}", "--id", "flood-2024")
    assert "读出 1 个类型、2 个问题、2 项任务、3 条措施；1 项有日期，1 项时限未定" in lines
    assert sorted(workspace.iterdir()) == before


def test_what_is_no_file_is_refused(workspace: Path) -> None:
    """A folder, a pipe and a file too large to be a plan are refused without being read."""
    os.mkfifo(workspace / "管道")
    with (workspace / "大.docx").open("wb") as file:
        file.truncate(LARGEST_SOURCE + 1)
    assert run("ledgers")[0].startswith("! ledgers 是文件夹，不是文件。")
    assert run("管道")[0].startswith("! 管道 不是普通的文件。")
    assert run("大.docx")[0].startswith("! 大.docx 有 100 MB，超过 100 MB")


def test_a_broken_old_word_is_refused(workspace: Path) -> None:
    """A file that only begins like an old document is refused as broken, and nothing is written."""
    (workspace / "坏.doc").write_bytes(OLE + b"\xff" * 4096)
    assert run("坏.doc") == ["! 坏.doc 已损坏，或者不是文档。请用 Word 或 WPS 打开，另存为 docx 再导入", "[3]"]
    assert not list((workspace / "ledgers").iterdir())


@pytest.mark.parametrize("typed", ["整改方案", "整改方案.docx", "整改 方案.txt", "“整改方案.txt”"])
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(source: Path, typed: str) -> None:
    """No suffix, a wrong one, a blank or quotes: the file beside it is named."""
    assert run(typed) == [f"! 找不到 {typed}。同一个文件夹里有 {source.name}，是不是要导入它", "[3]"]


def test_no_name_and_many_names_are_refused(workspace: Path) -> None:
    """An empty name and a pattern are told what to type."""
    assert run("") == ["! 没有写文件名。请写出要导入的文件，例如 zhenggai import document 整改方案.docx", "[3]"]
    assert run("*.docx") == ["! 找不到 *.docx。一次导入一份，请写出这一份的文件名", "[3]"]


def test_a_document_is_not_imported_twice_unasked(source: Path, workspace: Path) -> None:
    """The second time it is refused by the plan's name, unless it is to be replaced or to get a name of its own."""
    assert run(source.name, "--id", "flood-2024")[-1].startswith("! 请对照原件逐条核对")
    assert run(source.name) == [
        (
            "! 这份文件导入过：方案 flood-2024 的标题、文号、印发日期和它一样。"
            "要覆盖的加 --force，要另存一份的用 --id 写一个新编号"
        ),
        "[3]",
    ]
    assert "方案 flood-2024 的标题、文号、印发日期和它一样" in run(source.name, "--dry-run")[-1]
    assert "已写入 ledgers/flood-2024.yaml" in run(source.name, "--force")
    assert "已写入 ledgers/flood-b.yaml" in run(source.name, "--id", "flood-b")
    assert sorted(path.name for path in (workspace / "ledgers").glob("*.yaml")) == ["flood-2024.yaml", "flood-b.yaml"]


def test_doubts_that_say_the_same_are_shown_once(workspace: Path) -> None:
    """Of more than five doubts of one kind the first is shown, with the other tasks; a file gets them all."""
    items = "".join(
        f"（{number}）{number}号闸门漏水。\n整改措施：更换止水。\n责任单位：县水利局\n"
        + ("整改时限：5月底前\n" if number == "一" else "")
        for number in "一二三四五六七八"
    )
    (workspace / "b.txt").write_text(f"某县水闸问题整改方案\n2024年4月2日\n一、整改任务\n{items}", encoding="utf-8")
    lines = run("b.txt", "--doubts", "d.txt")
    shown = [line for line in lines if "没有写整改时限" in line or "同样的还有" in line]
    assert shown == [
        "  第9行（2-1）：“二号闸门漏水”没有写整改时限，请核对原件",
        "    同样的还有 6 条（3-1、4-1、5-1、6-1、7-1、8-1），--doubts 逐条写出",
    ]
    assert (workspace / "d.txt").read_text(encoding="utf-8").count("没有写整改时限") == 7
