"""The command line as a whole: exit codes, machine output, prompts, writers side by side, trouble on the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from commands import run, type_at_terminal
from zhenggai.cli import app, door
from zhenggai.store import disk

ROOT = Path(__file__).parent.parent


@pytest.fixture
def shipped(workspace: Path) -> Path:
    """A workspace with the two shipped ledgers, which is also the current folder."""
    shutil.rmtree(workspace / "ledgers")
    shutil.copytree(ROOT / "ledgers", workspace / "ledgers")
    return workspace


@pytest.mark.parametrize(
    ("plan", "day", "count"),
    [
        ("", "2022-06-13", 0),
        ("", "2022-06-14", 5),
        ("", "2022-07-11", 9),
        ("menglai-2022", "2023-08-31", 0),
        ("menglai-2022", "2023-09-01", 3),
        ("menglai-2022", "2023-11-01", 13),
    ],
)
def test_shipped_ledgers_answer_who_is_late(shipped: Path, plan: str, day: str, count: int) -> None:
    """The shipped ledgers, with no progress recorded, have as many overdue tasks as their documents make them."""
    ran = run("overdue", "--as-of", day, "--json", *(["--plan", plan] if plan else []))
    answer = json.loads("\n".join(ran.out))
    assert (ran.code, answer["as_of"], len(answer["tasks"])) == (0, day, count)


def test_the_five_of_june(shipped: Path) -> None:
    """On 14 June 2022 tasks 2-1, 2-2, 2-4, 2-5 and 2-6 are each one day late."""
    answer = json.loads("\n".join(run("overdue", "--as-of", "2022-06-14", "--json").out))
    assert {(task["reference"], task["days_late"]) for task in answer["tasks"]} == {
        (f"xuchang-2021:2-{n}", 1) for n in (1, 2, 4, 5, 6)
    }


def test_works_from_any_folder_under_the_workspace(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command answers alike from the root, from a folder under it, and from elsewhere with --workspace."""
    at_root = run("overdue", "--as-of", "2022-06-14").out
    monkeypatch.chdir(shipped / "ledgers")
    assert run("overdue", "--as-of", "2022-06-14").out == at_root
    monkeypatch.chdir(shipped.parent)
    assert run("--workspace", str(shipped), "overdue", "--as-of", "2022-06-14").out == at_root
    assert run("overdue").code == 3


@pytest.mark.parametrize(
    "question",
    [
        ["list"],
        ["show", "xuchang-2021:2-4"],
        ["show", "menglai-2022"],
        ["overdue"],
        ["due", "--within", "30"],
        ["status"],
        ["reports"],
    ],
    ids=" ".join,
)
def test_every_question_speaks_json(shipped: Path, question: list[str]) -> None:
    """Every reading command prints one JSON value with --json, the day it used in it, and nothing else on stdout."""
    ran = run(*question, "--as-of", "2022-06-10", "--json")
    assert (ran.code, json.loads("\n".join(ran.out))["as_of"]) == (0, "2022-06-10")


@pytest.mark.parametrize("question", [["list"], ["overdue"], ["due"], ["status"], ["reports"]], ids=" ".join)
def test_a_broken_file_is_named_and_the_others_answered(shipped: Path, question: list[str]) -> None:
    """A reading command that meets a broken file answers from the others, names it, and exits 1."""
    (shipped / "ledgers" / "broken.yaml").write_text("格式: 1\n标题：x\n", encoding="utf-8")
    ran = run(*question, "--as-of", "2022-06-14")
    assert ran.code == 1
    assert any("xuchang-2021" in line or "截至" in line for line in ran.out)
    assert any(line.startswith("ledgers/broken.yaml:2:3: 错误：") for line in ran.err)
    machine = json.loads("\n".join(run(*question, "--as-of", "2022-06-14", "--json").out))
    assert [one["file"] for one in machine["unreadable"]] == ["ledgers/broken.yaml"]


def test_exit_code_of_overdue(shipped: Path) -> None:
    """`overdue --exit-code` exits 1 when something is overdue and 0 when nothing is; without it always 0."""
    codes = [
        run("overdue", "--exit-code", "--as-of", "2022-06-14").code,
        run("overdue", "--exit-code", "--as-of", "2022-06-13").code,
        run("overdue", "--as-of", "2022-06-14").code,
    ]
    assert codes == [1, 0, 0]


def test_past_answers_stay(shipped: Path) -> None:
    """What was answered for a day is answered again after progress was recorded for later days."""
    before = run("overdue", "--as-of", "2022-06-14").out
    assert run("record-progress", "xuchang-2021:2-1", "-s", "已完成", "-m", "两个项目均已验收").code == 0
    assert run("overdue", "--as-of", "2022-06-14").out == before
    assert len(run("overdue", "--as-of", "2022-06-20").out) == len(before) - 1


def test_a_bug_keeps_its_traceback_and_exits_70(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is nobody's fault but ours shows its traceback, says so in Chinese, and exits 70."""
    monkeypatch.setattr("zhenggai.abstracts.questions.Book.alarms", lambda _book: 1 / 0)
    ran = run("overdue")
    assert ran.code == 70
    assert any("ZeroDivisionError" in line for line in ran.err)
    assert "缺陷" in ran.err[-1]


def test_nothing_from_a_file_reaches_the_terminal_raw(workspace: Path) -> None:
    """Escape sequences, direction marks and zero-width characters of a ledger are printed as their code points."""
    (workspace / "ledgers" / "sly.yaml").write_text(
        "格式: 1\n标题: 方案\n类型:\n- 名称: 甲\n  问题:\n  - 编号: 1\n    具体问题: 乙\u202e丙\u200b丁\n"
        "    任务:\n    - 编号: 1-1\n",
        encoding="utf-8",
    )
    assert any("乙<U+202E>丙<U+200B>丁" in line for line in run("list").out)


def test_dry_run_of_every_writing_command_writes_nothing(shipped: Path) -> None:
    """With --dry-run a writing command shows lines and leaves every file as it was, and adds none."""
    (shipped / "附件.pdf").write_bytes(b"x")
    run("record-progress", "xuchang-2021:2-4", "-s", "已完成", "-m", "已补发")
    before = {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()}
    commands = [
        ["add-plan", "new-2022", "--title", "新方案", "--issued", "2022-06-01"],
        ["add-issue", "xuchang-2021", "--category", "工作落实方面", "--title", "新问题"],
        ["add-task", "xuchang-2021:2", "-m", "新措施", "--deadline", "7月底前", "--units", "市财政局"],
        ["record-progress", "xuchang-2021:2-1", "-s", "整改中", "-m", "已开工", "-e", "附件.pdf"],
        ["record-report", "xuchang-2021", "-u", "各相关县（市、区）", "--period", "2022-06-14", "--date", "2022-06-14"],
        ["extend-deadline", "xuchang-2021:2-1", "--until", "2022-06-30", "--approved-by", "市财政局",
         "--reason", "汛期"],
        ["close-task", "xuchang-2021:2-4", "--accepted-by", "市财政局", "--acceptor", "白某", "--date", "2022-06-20",
         "-e", "附件.pdf"],
        ["reopen-task", "xuchang-2021:2-4", "--reason", "漏发2户"],
        ["init"],
    ]  # fmt: skip
    for command in commands:
        ran = run(*command, "--dry-run")
        assert (ran.code, bool(ran.out)) == (0, True), ran
    assert {path: path.read_bytes() for path in shipped.rglob("*") if path.is_file()} == before


def test_evidence_is_copied_and_its_digest_kept(shipped: Path) -> None:
    """An evidence file is copied under evidence/<plan>/<task>/ and its SHA-256 stands in the entry."""
    (shipped / "发放表.pdf").write_bytes(b"\x25PDF")
    ran = run("record-progress", "xuchang-2021:2-4", "-s", "已完成", "-m", "已补发", "-e", "发放表.pdf")
    assert ran.code == 0
    kept = shipped / "evidence" / "xuchang-2021" / "2-4" / "发放表.pdf"
    assert kept.read_bytes() == b"\x25PDF"
    assert disk.sha256_of(kept) in (shipped / "ledgers" / "xuchang-2021.yaml").read_text(encoding="utf-8")


def test_a_full_disk_leaves_everything_as_it_was(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the ledger stays whole, no evidence is left over, and the refusal says so."""
    (shipped / "发放表.pdf").write_bytes(b"\x25PDF")
    before = (shipped / "ledgers" / "xuchang-2021.yaml").read_bytes()
    write = disk._write_all

    def full(file: int, data: bytes) -> None:
        if len(data) > 1000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(file, data)

    monkeypatch.setattr(disk, "_write_all", full)
    ran = run("record-progress", "xuchang-2021:2-4", "-s", "已完成", "-m", "已补发", "-e", "发放表.pdf")
    assert ran.code == 3
    assert "磁盘" in ran.err[-1]
    assert (shipped / "ledgers" / "xuchang-2021.yaml").read_bytes() == before
    assert not [path for path in shipped.rglob("*") if path.is_file() and "evidence" in path.parts]
    assert not list((shipped / "ledgers").glob(".*"))


def test_a_read_only_folder_is_refused(shipped: Path) -> None:
    """A folder that may not be written is refused in Chinese, and nothing is changed."""
    (shipped / "ledgers").chmod(0o555)
    try:
        ran = run("record-progress", "xuchang-2021:2-4", "-s", "已完成", "-m", "已补发")
    finally:
        (shipped / "ledgers").chmod(0o755)
    assert ran.code == 3
    assert "只读" in ran.err[-1]


def test_two_writers_at_once_lose_nothing(shipped: Path) -> None:
    """Eight processes recording at once leave eight entries, every one readable."""
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "zhenggai",
                "record-progress",
                "xuchang-2021:2-4",
                "-s",
                "整改中",
                "-m",
                f"第{n}次核查",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n in range(8)
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, errors
    task = json.loads("\n".join(run("show", "xuchang-2021:2-4", "--as-of", "2100-01-01", "--json").out))["tasks"][0]
    assert sorted(entry["content"] for entry in task["progress"]) == [f"第{n}次核查" for n in range(8)]


def test_prompts_on_a_terminal_ask_for_what_is_missing(shipped: Path) -> None:
    """On a terminal a command asks for what was not typed, and again for an answer it cannot take."""
    code, screen = type_at_terminal(
        ["record-progress", "xuchang-2021:2-4", "--date", "2022-06-20"],
        ["完成", "已完成", "", "已全部补发", ""],
        shipped,
    )
    assert code == 0, screen
    assert "没有状态“完成”" in screen
    assert "这一项不能空着" in screen
    assert "内容: 已全部补发" in screen


def test_add_issue_at_a_terminal(shipped: Path) -> None:
    """`add-issue` asks item by item, says how it read deadline and units, and writes only after a yes."""
    before = (shipped / "ledgers" / "xuchang-2021.yaml").read_bytes()
    answers = [
        "工作落实方面",
        "台账更新不及时",
        "",
        "每周更新台账。",
        "",
        "汛期结束前",
        "2022-09-30",
        "市财政局、农业农村局",
        "",
        "n",
    ]
    code, screen = type_at_terminal(["add-issue", "xuchang-2021"], answers, shipped)
    assert (code, (shipped / "ledgers" / "xuchang-2021.yaml").read_bytes()) == (3, before), screen
    assert "读作：2022-09-30，限期" in screen
    assert "责任单位读作 2 个：市财政局、市农业农村局" in screen
    code, screen = type_at_terminal(["add-issue", "xuchang-2021"], [*answers[:-1], ""], shipped)
    assert code == 0, screen
    assert "台账更新不及时" in (shipped / "ledgers" / "xuchang-2021.yaml").read_text(encoding="utf-8")


def test_a_terminal_gets_a_wrapped_table(shipped: Path) -> None:
    """On a terminal a short table is laid out within its width; with NO_COLOR no escape sequence appears."""
    code, screen = type_at_terminal(["overdue", "--as-of", "2022-06-14"], [], shipped)
    assert code == 0
    assert "xuchang-2021:2-1" in screen
    assert "\x1b" not in screen


def test_init_makes_a_workspace_and_touches_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`init` makes every file of a workspace, a git repository around it, and leaves existing files alone."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "台账", "--unit", "某市财政局").code == 0
    root = tmp_path / "台账"
    made = {
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and ".git/" not in str(path)
    }
    assert made == {
        "zhenggai.yaml", ".gitattributes", ".gitignore", "ledgers/.gitkeep",
        "schemas/plan.schema.json", "schemas/settings.schema.json", "schemas/layout.schema.json",
    }  # fmt: skip
    assert (root / ".git").is_dir()
    (root / "zhenggai.yaml").write_text("提醒天数: 3\n", encoding="utf-8")
    assert run("init", "台账").out == ["台账 里该有的文件都有了，没有改动"]
    assert (root / "zhenggai.yaml").read_text(encoding="utf-8") == "提醒天数: 3\n"
    monkeypatch.chdir(root)
    assert run("overdue").code == 0


def test_broken_settings_are_refused_with_their_line(shipped: Path) -> None:
    """A broken zhenggai.yaml is refused with its line by every command, since its answers would be wrong."""
    (shipped / "zhenggai.yaml").write_text("提醒天数: 七\n", encoding="utf-8")
    ran = run("overdue")
    assert ran.code == 3
    assert ran.err[0] == "zhenggai.yaml:1:7: 错误：“提醒天数”：“七”不是整数。请写阿拉伯数字，例如 3"


def test_settings_reach_the_answers(shipped: Path) -> None:
    """名录, 提醒天数 and 填报单位 of zhenggai.yaml are used: collectives expand, aliases are one unit."""
    (shipped / "zhenggai.yaml").write_text(
        "提醒天数: 4\n名录:\n  单位:\n  - {名称: 市发展改革委, 简称: [市发改委]}\n"
        "  展开:\n    各相关县（市、区）: [禹州市, 长葛市]\n",
        encoding="utf-8",
    )
    assert run("due", "--as-of", "2022-06-10").out[0] == "截至 2022-06-10：今后 4 天内到期 5 项"
    by_alias = run("list", "--unit", "市发改委", "--as-of", "2022-06-10").out
    assert [line.split()[0] for line in by_alias[2:]] == ["xuchang-2021:2-4", "xuchang-2021:2-6"]
    assert len(run("list", "--unit", "长葛市财政局", "--as-of", "2022-06-10").out) == 2 + 9


def test_main_is_the_console_script(shipped: Path) -> None:
    """The installed command answers as the module does."""
    script = Path(sys.executable).parent / "zhenggai"
    shown = subprocess.run([script, "overdue", "--as-of", "2022-06-13"], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == run("overdue", "--as-of", "2022-06-13").out
    assert door.main.__module__ == "zhenggai.cli.door"


def test_every_command_module_is_imported_only_when_called() -> None:
    """`--help` imports neither pydantic nor ruamel nor openpyxl nor rich nor any command's module."""
    code = "import sys; from zhenggai.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = shown.stderr
    assert not [name for name in ("'pydantic'", "'ruamel", "'openpyxl'", "'rich'") if name in loaded]
    modules = {entry.target.partition(":")[0] for entry in app.COMMANDS.values()} - {"zhenggai.cli.app"}
    assert not [name for name in modules if f"'{name}'" in loaded]


def test_today_is_the_default(shipped: Path) -> None:
    """Without --as-of the answer is as of today, and says so."""
    assert run("overdue", today=date(2022, 6, 14)).out[0] == "截至 2022-06-14：逾期 5 项"
