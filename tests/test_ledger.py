"""One ledger file as a plan, and a change to it: everything wrong at once, and nothing written but what was meant."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from strategies import entries, extensions, plans
from test_yamlhouse import harmed
from zhenggai.errors import BrokenLedger, FileTrouble
from zhenggai.findings import Severity
from zhenggai.form.image import image_of
from zhenggai.model import Category, Extension, Issue, Plan, ProgressEntry, Report, Task
from zhenggai.store import disk, ledger
from zhenggai.store.broken import BrokenPlan
from zhenggai.store.ledger import LoadedPlan
from zhenggai.store.lock import lock
from zhenggai.store.yamledit import Append, Edit, Put
from zhenggai.terms import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TASK = ("类型", 0, "问题", 0, "任务", 0)
SCHEMA = "../schemas/plan.schema.json"
LEDGER = """\
# yaml-language-server: $schema=../schemas/plan.schema.json
格式: 1
标题: "某某整改方案"   # 标题照抄

印发日期: 2022-06-07
类型:
- 名称: 工作落实方面
  问题:
  - 编号: 2
    具体问题: 某问题
    任务:
    - 编号: 2-4
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
      进展:
      - 日期: 2022-06-08
        状态: 整改中
      # 以下各任务由县里报
      备注: '某 # 备注'
    - {编号: 2-5}
"""
ENTRY = {"日期": date(2022, 6, 10), "状态": "已完成"}
ANYWHERE = Path("a.yaml")


@pytest.fixture
def path(workspace: Path) -> Path:
    """A ledger file in a workspace, named as one would type it."""
    (workspace / "ledgers" / "a-2022.yaml").write_bytes(LEDGER.encode())
    return Path("ledgers/a-2022.yaml")


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def appending(item: Any, loc: tuple[str | int, ...] = (*TASK, "进展")) -> Callable[[LoadedPlan], Sequence[Edit]]:
    return lambda _loaded: [Append(loc, item)]


# --- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["xuchang-2021", "a", "2022", "A.b_c-1", "x.y"])
def test_plan_ids(text: str) -> None:
    """A plan's id is ASCII letters, digits, hyphens, underscores and full stops, beginning with a letter or digit."""
    assert ledger.is_plan_id(text)


@pytest.mark.parametrize("text", ["", "许昌", "a b", "a:b", "-a", ".a", "_a", "a/b", "a\n", "ａ", "a：b"])
def test_what_is_no_plan_id(text: str) -> None:
    """Anything else could not be typed in a reference, or would not be safe as a file name."""
    assert not ledger.is_plan_id(text)


def test_a_good_file(path: Path) -> None:
    """A good file gives the plan under its stem, and the bytes it was read from."""
    loaded = ledger.load_plan(path)
    assert isinstance(loaded, LoadedPlan)
    assert (loaded.id, loaded.path, loaded.raw, loaded.findings) == ("a-2022", path, LEDGER.encode(), ())
    assert [task.id for _category, _issue, task in loaded.plan.rows()] == ["2-4", "2-5"]
    assert ledger.load_or_refuse(path) == loaded


def test_everything_wrong_comes_at_once(path: Path) -> None:
    """What the model and what integrity finds comes in the order of the lines, with the place of each."""
    broken = (
        LEDGER.replace("2022-06-07", "2022-06-31")
        .replace("整改中", "已完成\n      - 日期: 2022-06-09\n        状态: 整改中")
        .replace("{编号: 2-5}", "{编号: 2-4, 进度: 某}")
        .replace("格式: 1", "格式: 3")
    )
    path.write_bytes(broken.encode())
    read = ledger.load_plan(path)
    assert isinstance(read, BrokenPlan)
    assert (read.id, read.path) == ("a-2022", path)
    repeated = "请给其中一个换一个没有用过的编号，前一个在 类型第1个问题第1个任务第1个"
    assert [str(finding) for finding in read.findings] == [
        f"{path}:2:5: 错误：“格式”：“3”不是本工具认识的格式。请写 格式: 1；更新的格式请用更新的 zhenggai 打开",
        f"{path}:5:7: 错误：“印发日期”：2022-06-31 这一天不存在。请核对月份和日子",
        f"{path}:18:13: 错误：状态从“已完成”退回“整改中”而没有写原因。请在这一条里补一行 原因: …",
        f"{path}:21:12: 错误：任务编号“2-4”重复。{repeated}",
        f"{path}:21:17: 错误：不认识的项“进度”。是不是“进展”",
    ]


def test_the_refusal_of_a_broken_file(path: Path) -> None:
    """A command that cannot do without the plan is refused with all findings beside it."""
    path.write_bytes(LEDGER.replace("格式: 1\n", "").encode())
    with pytest.raises(BrokenLedger, match=r"a-2022\.yaml 有错误，没有读入。请先改正上面列出的问题") as caught:
        ledger.load_or_refuse(path)
    broken = ledger.load_plan(path)
    assert isinstance(broken, BrokenPlan)
    assert caught.value.findings == broken.findings != ()


def test_a_missing_key_is_placed_where_it_belongs(path: Path) -> None:
    """What is missing has no line of its own: it is placed where the mapping it belongs in begins."""
    path.write_bytes(LEDGER.replace("日期: 2022-06-13, ", "").replace("编号: 2\n", "序号: 2\n").encode())
    read = ledger.load_plan(path)
    assert [str(finding.place) for finding in read.findings] == [f"{path}:9:5", f"{path}:9:5", f"{path}:13:13"]


def test_warnings_do_not_break_a_file(path: Path) -> None:
    """A file whose text YAML cuts at a # is read, with a warning."""
    path.write_bytes(LEDGER.replace("{编号: 2-5}", "编号: 2-5\n      责任人: 鲍某 #张某").encode())
    loaded = ledger.load_plan(path)
    assert isinstance(loaded, LoadedPlan)
    assert [(finding.severity, finding.place.line) for finding in loaded.findings if finding.place] == [
        (Severity.WARNING, 20)
    ]


def test_warnings_come_with_the_errors(path: Path) -> None:
    """In a broken file the warnings stand among the errors, in the order of the lines."""
    text = LEDGER.replace("{编号: 2-5}", "编号: 2-5\n      责任人: 鲍某 #张某\n      进度: 某").replace(
        "格式: 1", "格式: 3"
    )
    path.write_bytes(text.encode())
    read = ledger.load_plan(path)
    assert isinstance(read, BrokenPlan)
    assert [(finding.severity.value, finding.place and finding.place.line) for finding in read.findings] == [
        ("error", 2),
        ("warning", 20),
        ("error", 21),
    ]


def test_a_file_that_is_no_yaml(path: Path) -> None:
    """What cannot be read as YAML is a broken plan like any other."""
    path.write_bytes(b"")
    read = ledger.load_plan(path)
    assert isinstance(read, BrokenPlan)
    assert [finding.rule for finding in read.findings] == ["empty"]


def test_a_file_name_that_is_no_plan_id(workspace: Path) -> None:
    """A file whose name cannot stand in a reference is broken, however good its content, and other errors come too."""
    good, bad = Path("ledgers/许昌.yaml"), Path("ledgers/a b.yaml")
    (workspace / good).write_bytes(LEDGER.encode())
    (workspace / bad).write_bytes(b"")
    read = ledger.load_plan(good)
    assert isinstance(read, BrokenPlan)
    message = f"{good}:1:1: 错误：文件名“许昌.yaml”不能当方案编号"
    remedy = "请把文件改名，只用英文字母、数字和 - _ . ，例如 xuchang-2021.yaml"
    assert [str(finding) for finding in read.findings] == [f"{message}。{remedy}"]
    assert [finding.rule for finding in ledger.load_plan(bad).findings] == ["file_name", "empty"]


def test_a_missing_file(workspace: Path) -> None:
    """A file that is not there is a refusal and no broken plan."""
    with pytest.raises(FileTrouble, match="找不到"):
        ledger.load_plan(workspace / "ledgers" / "无.yaml")


@settings(max_examples=300)
@given(harmed(LEDGER))
def test_opening_says_what_loading_says(text: str) -> None:
    """Whatever is in a file, opening it for a look and loading it for work find the same plan, or the same faults."""
    raw = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "read_bytes", lambda _path: raw)
        opened, loaded = ledger.open_plan(ANYWHERE), ledger.load_plan(ANYWHERE)
    if isinstance(opened, BrokenPlan):
        assert opened == loaded
    else:
        assert isinstance(loaded, LoadedPlan)
        assert (opened.id, opened.path, opened.raw, opened.findings) == (ANYWHERE.stem, ANYWHERE, raw, loaded.findings)
        assert opened.plan == loaded.plan
        assert opened.image == image_of(loaded.plan)


# --- changing ------------------------------------------------------------------------------------------------------


def test_an_entry_changes_its_own_lines_only(path: Path) -> None:
    """An appended entry lands at the end of its own list, before the next comment; every other byte stays."""
    change = ledger.change_plan(path, appending(ENTRY))
    expected = LEDGER.replace("状态: 整改中\n", "状态: 整改中\n      - 日期: 2022-06-10\n        状态: 已完成\n")
    assert text_of(path) == expected
    assert (change.path, change.before, change.after) == (path, LEDGER.encode(), expected.encode())
    assert next(change.plan.rows())[2].progress[-1].status is Status.COMPLETED


@pytest.mark.parametrize(("before", "after"), [(b"", b""), (b"\xef\xbb\xbf", b"")], ids=["plain", "BOM"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_bom_stay(path: Path, before: bytes, after: bytes, end: bytes) -> None:
    """A file of Windows Notepad keeps its line ends and its BOM, and the new lines end like the others."""
    raw = before + LEDGER.encode().replace(b"\n", end) + after
    path.write_bytes(raw)
    ledger.change_plan(path, appending(ENTRY))
    changed = path.read_bytes()
    assert changed.startswith(before)
    assert changed.count(b"\n") == changed.count(end) == raw.count(b"\n") + 2
    assert changed.removeprefix(before).decode().replace("\r\n", "\n").splitlines()[:16] == LEDGER.splitlines()[:16]


def test_a_new_key_lands_in_the_order_of_the_model(path: Path) -> None:
    """A log that is not there yet is made behind the keys the model has before it."""
    extension = Extension(approved=date(2022, 6, 12), until=date(2022, 6, 30), approved_by="市财政局").to_file()
    ledger.change_plan(path, appending(extension, (*TASK, "延期")))
    ledger.change_plan(
        path, lambda _loaded: [Put(("文号",), "许财农〔2022〕15号"), Put((*TASK, "责任单位"), "市财政局")]
    )
    lines = [line.strip() for line in text_of(path).splitlines()]
    assert lines[lines.index("文号: 许财农〔2022〕15号") - 1].startswith("标题")
    assert lines[lines.index("责任单位: 市财政局") - 1].startswith("整改时限")
    assert lines.index("状态: 整改中") < lines.index("延期:") < lines.index("- {编号: 2-5}")


def test_the_order_is_that_of_the_record_above(path: Path) -> None:
    """A key lands in the order of the very record it belongs to; under 附加, where any key may stand, at the end."""
    path.write_bytes(LEDGER.replace("类型:\n", "声明: {问题: 1}\n类型:\n").encode())
    puts = [Put(("声明", "类型"), 1), Put((*TASK, "附加", "金额"), "1"), Put((*TASK, "附加", "编号"), "2")]
    plan = ledger.change_plan(path, lambda _loaded: puts).plan
    assert "声明: {类型: 1, 问题: 1}\n" in text_of(path)
    assert list(next(plan.rows())[2].extra.items()) == [("金额", "1"), ("编号", "2")]


def test_the_change_is_decided_on_what_stands_there(path: Path) -> None:
    """`decide` sees the plan of the file as it is under the lock, not as somebody saw it earlier."""
    seen: list[LoadedPlan] = []

    def decide(loaded: LoadedPlan) -> list[Edit]:
        seen.append(loaded)
        assert (path.parent / f".{path.name}.lock").exists()
        return []

    ledger.load_plan(path)
    path.write_bytes(LEDGER.replace("某问题", "另一问题").encode())
    ledger.change_plan(path, decide)
    assert [loaded.plan.categories[0].issues[0].title for loaded in seen] == ["另一问题"]


def test_nothing_to_change_writes_nothing(path: Path) -> None:
    """A file that did not need to change is not rewritten."""
    before = path.stat()
    for edits in ([], [Put((*TASK, "备注"), "某 # 备注")]):
        change = ledger.change_plan(path, lambda _loaded, edits=edits: edits)  # type: ignore[misc]  # bound now
        assert change.before == change.after == LEDGER.encode()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_without_write_the_disk_is_left_alone(path: Path) -> None:
    """A dry run gives the same change, writes nothing, makes no file and waits for nobody's lock."""
    with lock(path, wait=0):
        beside = sorted(path.parent.iterdir())
        change = ledger.change_plan(path, appending(ENTRY), write=False)
        assert sorted(path.parent.iterdir()) == beside
    assert text_of(path) == LEDGER
    assert ledger.change_plan(path, appending(ENTRY)).after == change.after == path.read_bytes()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"日期": "2022-06-31", "状态": "已完成"}, "“日期”：2022-06-31 这一天不存在"),
        ({"日期": "2022-06-10", "状态": "未启动"}, "状态从“整改中”退回“未启动”而没有写原因"),
        (
            {"日期": "2022-06-10", "状态": "已销号"},
            "“进展”：已销号的进展缺少验收单位、验收人、佐证（或“免佐证”及理由）",
        ),
    ],
)
def test_a_change_that_would_break_the_file_is_refused(path: Path, entry: Any, message: str, *, write: bool) -> None:
    """Nothing is written that could not be read again: the refusal says what would be wrong."""
    with pytest.raises(BrokenLedger) as caught:
        ledger.change_plan(path, appending(entry), write=write)
    assert message in [getattr(finding, "message", "") for finding in caught.value.findings]
    assert text_of(path) == LEDGER
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_broken_file_is_not_changed(path: Path) -> None:
    """A file that is broken already is refused before anybody decides anything."""
    path.write_bytes(LEDGER.replace("格式: 1", "格式: 2").encode())
    with pytest.raises(BrokenLedger):
        ledger.change_plan(path, lambda _loaded: pytest.fail("asked all the same"))
    assert "格式: 2" in text_of(path)


def test_a_refusal_lets_go_of_the_lock(path: Path) -> None:
    """Whatever stops a change, the next one finds the file unlocked."""

    def refuse(_loaded: LoadedPlan) -> list[Edit]:
        raise FileTrouble("不行")

    with pytest.raises(FileTrouble, match="不行"):
        ledger.change_plan(path, refuse)
    with lock(path, wait=0):
        pass


def test_writers_wait_for_one_another(path: Path) -> None:
    """Eight writers at once lose nothing: every entry is there, each decided on what the ones before it wrote."""
    gate = threading.Barrier(8)

    def write(number: int) -> int:
        def decide(loaded: LoadedPlan) -> list[Edit]:
            seen = len(next(loaded.plan.rows())[2].progress)
            return [
                Append((*TASK, "进展"), {"日期": "2022-06-10", "状态": "整改中", "内容": f"第{number}条，前有{seen}条"})
            ]

        gate.wait()
        return len(next(ledger.change_plan(path, decide).plan.rows())[2].progress)

    with ThreadPoolExecutor(8) as pool:
        lengths = sorted(pool.map(write, range(8)))
    assert lengths == list(range(2, 10))
    contents = [entry.content or "" for entry in next(ledger.load_or_refuse(path).plan.rows())[2].progress[1:]]
    assert [content.partition("前有")[2] for content in contents] == [f"{seen}条" for seen in range(1, 9)]
    assert sorted(content[1] for content in contents) == [str(number) for number in range(8)]


# --- replacing and creating ----------------------------------------------------------------------------------------


def test_a_whole_text_replaces_the_expected_one(path: Path) -> None:
    """An edited text takes the place of the one the editor was shown, and its plan is handed back."""
    edited = LEDGER.replace("某问题", "另一问题").encode()
    plan = ledger.replace_plan(path, LEDGER.encode(), edited)
    assert (plan.categories[0].issues[0].title, path.read_bytes()) == ("另一问题", edited)


def test_a_text_somebody_else_changed_is_not_replaced(path: Path) -> None:
    """What somebody else wrote meanwhile is not overwritten."""
    path.write_bytes(LEDGER.replace("某问题", "他人的改动").encode())
    with pytest.raises(FileTrouble, match=r"a-2022\.yaml 在编辑期间被别人改过，没有写入。请对照新的内容重新修改"):
        ledger.replace_plan(path, LEDGER.encode(), LEDGER.replace("某问题", "另一问题").encode())
    assert "他人的改动" in text_of(path)


def test_a_broken_text_does_not_replace_a_good_one(path: Path) -> None:
    """A text that is no valid plan is refused with what is wrong with it."""
    with pytest.raises(BrokenLedger) as caught:
        ledger.replace_plan(path, LEDGER.encode(), b"")
    assert caught.value.findings
    assert text_of(path) == LEDGER


def test_the_same_text_is_not_written_again(path: Path) -> None:
    """Closing the editor without a change does not touch the file."""
    before = path.stat()
    ledger.replace_plan(path, LEDGER.encode(), LEDGER.encode())
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


NEW = Plan(format=1, title="新方案", issued=date(2022, 6, 7))


def test_a_new_file(workspace: Path) -> None:
    """A new file begins with the line by which editors find the schema, then the keys in the order of the model."""
    path = workspace / "ledgers" / "b.yaml"
    raw = ledger.create_plan(path, NEW, SCHEMA)
    expected = f"# yaml-language-server: $schema={SCHEMA}\n格式: 1\n标题: 新方案\n印发日期: 2022-06-07\n"
    assert raw.decode() == text_of(path) == expected


def test_a_new_file_is_not_written_over_another(path: Path) -> None:
    """A ledger that is there already is not overwritten."""
    with pytest.raises(FileTrouble, match="已经存在"):
        ledger.create_plan(path, NEW, SCHEMA)
    assert text_of(path) == LEDGER


def test_a_new_file_is_shown_without_being_written(workspace: Path) -> None:
    """A dry run gives the bytes and writes nothing."""
    assert ledger.create_plan(workspace / "ledgers" / "b.yaml", NEW, SCHEMA, write=False).endswith(b"2022-06-07\n")
    assert list((workspace / "ledgers").iterdir()) == []


@pytest.mark.parametrize("write", [True, False])
def test_a_new_file_must_be_valid(workspace: Path, *, write: bool) -> None:
    """A plan at odds with itself, or under a name that is no id, is refused before anything is written."""
    issue = Issue(number=1, title="某", tasks=(Task(id="1-1"), Task(id="1-1")))
    twice = NEW.model_copy(update={"categories": (Category(name="某", issues=(issue,)),)})
    for name, plan in (("b", twice), ("许昌", NEW)):
        with pytest.raises(BrokenLedger):
            ledger.create_plan(workspace / "ledgers" / f"{name}.yaml", plan, SCHEMA, write=write)
    assert list((workspace / "ledgers").iterdir()) == []


# --- whatever the plan ---------------------------------------------------------------------------------------------


@given(plans())
def test_every_plan_survives_its_file(plan: Plan) -> None:
    """A plan written to a new file and read again is the same plan, without a warning, however awkward its texts."""
    read = ledger.read_plan(ledger.create_plan(ANYWHERE, plan, SCHEMA, write=False), ANYWHERE)
    assert isinstance(read, LoadedPlan)
    assert (read.plan, read.findings) == (plan, ())


@settings(max_examples=50)
@given(plans(), entries(), extensions())
def test_appending_to_any_plan(plan: Plan, entry: ProgressEntry, extension: Extension) -> None:
    """An entry, an extension and a report appended to any plan are read back as meant, and nothing else changed."""
    entry = entry.model_copy(update={"date": date(2200, 1, 1), "reason": "反弹"})  # the last, and it may go back
    report = Report(period=entry.date, unit="市财政局", date=entry.date)
    raw = ledger.create_plan(ANYWHERE, plan, SCHEMA, write=False)
    where = [
        ("类型", at, "问题", place, "任务", number)
        for at, category in enumerate(plan.categories)
        for place, issue in enumerate(category.issues)
        for number, _task in enumerate(issue.tasks)
    ]
    edits: list[Edit] = [Append(("报送记录",), report.to_file())]
    for loc in where:
        edits += [Append((*loc, "进展"), entry.to_file()), Append((*loc, "延期"), extension.to_file())]
    changed = _changed(raw, edits)
    assert changed.reports == (*plan.reports, report)
    for (_c, _i, before), (_category, _issue, after) in zip(plan.rows(), changed.rows(), strict=True):
        assert after.progress == (*before.progress, entry)
        assert after.extensions == (*before.extensions, extension)
        assert after.model_copy(update={"progress": before.progress, "extensions": before.extensions}) == before
    untouched = {"reports": (), "categories": ()}
    assert changed.model_copy(update=untouched) == plan.model_copy(update=untouched)


def _changed(raw: bytes, edits: list[Edit]) -> Plan:
    """Return the plan that a dry run of the edits on these bytes would leave."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "read_bytes", lambda _path: raw)
        return ledger.change_plan(ANYWHERE, lambda _loaded: edits, write=False).plan
