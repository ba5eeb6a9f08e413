"""Edits spliced into a ledger's text, and whole files in the house style."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from strategies import entries, plans
from zhenggai.errors import BrokenLedger, ZhenggaiError
from zhenggai.model import Plan, ProgressEntry, Task
from zhenggai.store import guards, yamlfile, yamltext
from zhenggai.store.yamledit import Append, Edit, Put, render, splice
from zhenggai.store.yamlfile import Parsed
from zhenggai.store.yamltext import HOUSE_SHAPE, Indent, Shape

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
AWKWARD = (
    *(
        "no",
        "Yes",
        "y",
        "null",
        "~",
        "1",
        "007",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        ".5",
        "-1",
        "+86",
        "12:30",
        ".inf",
        "=",
        "<<",
    ),
    *(
        "2022-06-07",
        "2022-06-07 10:00",
        "0374-×××",
        "2-4",
        "a: b",
        "a:b",
        "a:",
        "a #b",
        "a#b",
        "#a",
        "- a",
        "-a",
        "? a",
    ),
    *(
        "'",
        '"',
        "it's",
        '他说："好"',
        "a\\b",
        "\\n",
        "[a]",
        "a, b",
        "{a}",
        "a]",
        "&a",
        "*a",
        "!a",
        "@a",
        "`a",
        "%a",
        "|",
        ">",
    ),
    *(
        "",
        " ",
        " 前",
        "后 ",
        "\t",
        "a\tb",
        "\ta",
        "一\n二",
        "一\n\n  二\n三",
        "\n前",
        "后\n",
        "一\n \n二",
        "一\n\t二",
        "\r",
        "a\r\nb",
    ),
    *(
        "---",
        "...",
        "--- a",
        "=======",
        "一\n<<<<<<< 二",
        "一\n=======",
        "😀",
        "\u00a0",
        "\u3000缩进",
        "一\n# 二",
        "一\n- 二",
        "？",
        "?",
    ),
)
TEXTS = (
    st.sampled_from(AWKWARD)
    | st.text(CHARACTERS | st.sampled_from("\n\t\r"), max_size=10)
    | st.text("整改no: #-\n", max_size=8)
)
KEYS = TEXTS.filter(lambda key: bool(key.strip()) and "\n" not in key)
SCALARS = TEXTS | st.integers(0, 99999) | st.dates()
VALUES = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below, max_size=3), max_leaves=8
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
SHAPES = st.builds(
    lambda flow, items: Shape(frozenset(flow), frozenset(items)),
    st.sets(st.sampled_from("abc")),
    st.sets(st.sampled_from("abc")),
)


def read(raw: bytes) -> dict[str, Any]:
    parsed = yamlfile.parse(raw, "")
    assert isinstance(parsed, Parsed), parsed
    return parsed.data


def spliced(text: str, *edits: Edit, shape: Shape = HOUSE_SHAPE) -> str:
    return splice(text.encode(), edits, shape=shape).decode()


# Whole files


@given(st.dictionaries(KEYS | st.sampled_from("abc"), VALUES, min_size=1, max_size=4), SHAPES)
def test_what_is_rendered_is_read_back(data: dict[str, Any], shape: Shape) -> None:
    """Any data come back from their rendering as the text they stand for, in whatever shape they are written."""
    assert read(render(data, shape=shape).encode()) == yamltext.as_read(data)


@given(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=4))
def test_other_readers_read_the_same_text(data: dict[str, str]) -> None:
    """An ordinary YAML 1.1 reader and an ordinary 1.2 reader read every text as this text, whatever it looks like."""
    for text in (render(data), render({"a": data}, shape=Shape(flow=frozenset("a")))):
        meant = data if not text.startswith("a: {") else {"a": data}
        assert yaml.safe_load(text) == meant
        assert YAML(typ="safe", pure=True).load(text) == meant


@given(plans())
def test_any_plan_survives_its_file(plan: Plan) -> None:
    """A plan written to a file and read again is the same plan."""
    data = read(render(plan.to_file(), schema="../schemas/plan.schema.json").encode())
    assert Plan.model_validate(data, by_alias=True, by_name=False) == plan


def test_house_style() -> None:
    """A plan is written as the design shows it: compact lists, short records on a line, text never folded."""
    long = "完善制度，" * 60
    assert render(
        {
            "格式": 1,
            "发文机关": ("某市财政局", "某市乡村振兴局"),
            "印发日期": date(2022, 6, 7),
            "集中整改": {"起": date(2022, 6, 7), "止": date(2022, 7, 31)},
            "依据": [{"名称": "通知", "文号": "某〔2022〕3号"}],
            "报送": [{"频次": "半月", "日": [14, 29], "形式": ["纸质", "电子版"]}],
            "类型": [
                {
                    "名称": "工作落实方面",
                    "问题": [
                        {
                            "编号": 2,
                            "任务": [
                                {
                                    "编号": "2-4",
                                    "问题描述": "一是慢。\n二是散。",
                                    "整改措施": [long, "明确: 责任"],
                                    "整改时限": {"原文": "6月13日", "日期": date(2022, 6, 13), "性质": "限期"},
                                    "问题来源": ["绩效评价"],
                                    "进展": [
                                        {
                                            "日期": date(2022, 6, 10),
                                            "状态": "整改中",
                                            "佐证": [{"文件": "evidence/a.pdf", "sha256": "1" * 64}],
                                        }
                                    ],
                                    "延期": [{"批准日期": date(2022, 6, 12), "延至": date(2022, 6, 30)}],
                                    "附加": {"提示问题金额（万元）": "92171"},
                                }
                            ],
                        }
                    ],
                }
            ],
        },
        schema="../schemas/plan.schema.json",
    ) == (
        "# yaml-language-server: $schema=../schemas/plan.schema.json\n"
        "格式: 1\n"
        "发文机关: [某市财政局, 某市乡村振兴局]\n"
        "印发日期: 2022-06-07\n"
        "集中整改: {起: 2022-06-07, 止: 2022-07-31}\n"
        "依据:\n"
        "- {名称: 通知, 文号: 某〔2022〕3号}\n"
        "报送:\n"
        "- {频次: 半月, 日: [14, 29], 形式: [纸质, 电子版]}\n"
        "类型:\n"
        "- 名称: 工作落实方面\n"
        "  问题:\n"
        "  - 编号: 2\n"
        "    任务:\n"
        "    - 编号: 2-4\n"
        "      问题描述: |-\n"
        "        一是慢。\n"
        "        二是散。\n"
        "      整改措施:\n"
        f"      - {long}\n"
        '      - "明确: 责任"\n'
        "      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}\n"
        "      问题来源: [绩效评价]\n"
        "      进展:\n"
        "      - 日期: 2022-06-10\n"
        "        状态: 整改中\n"
        f'        佐证: [{{文件: evidence/a.pdf, sha256: "{"1" * 64}"}}]\n'
        "      延期:\n"
        "      - {批准日期: 2022-06-12, 延至: 2022-06-30}\n"
        '      附加: {提示问题金额（万元）: "92171"}\n'
    )


def test_what_a_ledger_cannot_hold_is_refused() -> None:
    """Control characters, texts too long for a cell, and keys that are none are refused before anything is made."""
    for data in (
        {"a": "\x07"},
        {"a": ["字" * (guards.MAX_TEXT + 1)]},
        {"\u2028": "a"},
        {"a": {" ": "b"}},
        {"k" * 129: "a"},
    ):
        with pytest.raises(ZhenggaiError):
            render(data)
        with pytest.raises(ZhenggaiError):
            spliced("x: y\n", Put(("z",), data))


def test_values_that_cannot_be_written_are_a_bug() -> None:
    """A truth value, a fraction or a gap in a list is the caller's mistake."""
    for value in (True, 1.5, [None], object()):
        with pytest.raises(TypeError):
            render({"a": value})  # type: ignore[dict-item]  # what is tested


# Splices, one by one

TASK = """\
任务:
- 编号: 1-1   # 头一个
  整改措施:
  - 一是
  - '二是: 抓'

  # 以下是进展
  进展:
  - 日期: 2022-06-10
    内容: |
      第一行

      第二行
    # 佐证待补

# 另一个任务
- 编号: 1-2
  形式: [纸质]
  时限: {原文: 6月}
"""
FIRST, SECOND = ("任务", 0), ("任务", 1)
ORDER = ("编号", "整改措施", "形式", "时限", "进展", "延期", "备注")


def added(before: str, after: str) -> list[tuple[int, str]]:
    """Return the new lines with their numbers, having made sure that every old line is still there in its order."""
    old, found = before.splitlines(keepends=True), []
    for number, line in enumerate(after.splitlines(keepends=True), 1):
        if old and line == old[0]:
            old.pop(0)
        else:
            found.append((number, line))
    assert not old, f"lost: {old[0]!r}"
    return found


def test_an_item_goes_to_the_end_of_its_own_list() -> None:
    """A new item follows the last one and the comments indented under it, not the next section's comment."""
    assert added(TASK, spliced(TASK, Append((*FIRST, "整改措施"), "三是"))) == [(6, "  - 三是\n")]
    entry = {"日期": date(2022, 6, 11), "内容": "完成"}
    assert added(TASK, spliced(TASK, Append((*FIRST, "进展"), entry))) == [
        (15, "  - 日期: 2022-06-11\n"),
        (16, "    内容: 完成\n"),
    ]
    assert added(TASK, spliced(TASK, Append(("任务",), {"编号": "1-3"}))) == [(20, "- 编号: 1-3\n")]


def test_a_new_key_lands_where_it_belongs() -> None:
    """A missing key comes after its nearest predecessor, or last where nothing is known of its order."""
    entry = {"日期": date(2022, 6, 11)}
    assert added(TASK, spliced(TASK, Append((*SECOND, "进展"), entry, ORDER))) == [
        (20, "  进展:\n"),
        (21, "  - 日期: 2022-06-11\n"),
    ]
    assert added(TASK, spliced(TASK, Put((*SECOND, "整改措施"), ["一是"], ORDER))) == [
        (18, "  整改措施:\n"),
        (19, "  - 一是\n"),
    ]
    assert added(TASK, spliced(TASK, Put((*FIRST, "备注"), "无", ORDER))) == [(15, "  备注: 无\n")]
    assert added(TASK, spliced(TASK, Put(("标题",), "某", ("标题", "任务")))) == [(1, "标题: 某\n")]
    assert added(TASK, spliced(TASK, Put((*SECOND, "名称"), "某", ("名称", "编号")))) == [(18, "  名称: 某\n")]


def test_missing_mappings_above_are_made() -> None:
    """An edit below keys that are not there makes them."""
    assert spliced("a: b\n", Append(("名录", "单位"), {"名称": "财政局"})) == "a: b\n名录:\n  单位:\n  - 名称: 财政局\n"
    assert (
        spliced("a: b\n名录:\n", Put(("名录", "展开", "各村"), ["甲村"]))
        == "a: b\n名录:\n  展开:\n    各村:\n    - 甲村\n"
    )


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a: [x, y]\n", Append(("a",), "z, w"), 'a: [x, y, "z, w"]\n'),
        ("a: [x,\n    y,  # 注\n    ]\n", Append(("a",), "z"), "a: [x,\n    y, z,  # 注\n    ]\n"),
        ("a: []  # 注\n", Append(("a",), "x"), "a:  # 注\n- x\n"),
        ("形式: []\n", Append(("形式",), "纸质"), "形式: [纸质]\n"),
        ("a:   # 注\nb: c\n", Append(("a",), "x"), "a:   # 注\n- x\nb: c\n"),
        ("a: {b: []}\n", Append(("a", "b"), {"c": "d"}), "a: {b: [{c: d}]}\n"),
        ("a: {b: , c: d}\n", Append(("a", "b"), "x"), "a: {b:  [x], c: d}\n"),
        ("a: {b}\n", Put(("a", "b"), "x"), "a: {b: x}\n"),
        ("a: {}\n", Put(("a", "b"), "x"), "a: {b: x}\n"),
        ("a: {b: c}\n", Put(("a", "d"), date(2022, 6, 7)), "a: {b: c, d: 2022-06-07}\n"),
        ("a: {b: c}\n", Put(("a", "d"), "x", ("d", "b")), "a: {d: x, b: c}\n"),
        ("a: [b: c]\n", Put(("a", 0, "d"), "x"), "a: [{b: c, d: x}]\n"),
        ("a:\n- [x]\n- []\n", Append(("a", 1), "z"), "a:\n- [x]\n- [z]\n"),
        ("a:\n- {b: c}\n", Append(("a",), {"d": "e"}), "a:\n- {b: c}\n- {d: e}\n"),
        ("延期:\n- b: c\n", Append(("延期",), {"d": "e"}), "延期:\n- b: c\n- d: e\n"),
        ("a:\n- b:\n  - c\n", Append(("a", 0, "b"), "d"), "a:\n- b:\n  - c\n  - d\n"),
        ("a:\n- - b\n", Append(("a", 0), "c"), "a:\n- - b\n  - c\n"),
        ("a: 旧  # 注\n", Put(("a",), "新: 值"), 'a: "新: 值"  # 注\n'),
        ("a: '旧\n\n  的'\nb: c\n", Put(("a",), "新"), "a: 新\nb: c\n"),
        ("a: |  # 注\n  旧\n\nb: c\n", Put(("a",), "新"), "a: 新  # 注\n\nb: c\n"),
        ("a: 旧  # 注\nb: c\n", Put(("a",), "一\n二"), "a: |-  # 注\n  一\n  二\nb: c\n"),
        ("a:  # 注\n  b: c\nd: e\n", Put(("a",), "新"), "a: 新  # 注\nd: e\n"),
        ("整改时限:\n  原文: 旧\nd: e\n", Put(("整改时限",), {"原文": "新"}), "整改时限: {原文: 新}\nd: e\n"),
        ("a: b", Put(("a",), {"c": "d"}), "a:\n  c: d"),
        ("a:\n  - b", Append(("a",), "c"), "a:\n  - b\n  - c"),
        ("a: |+\n  b\n\n\nc: d\n", Put(("a",), "e"), "a: e\nc: d\n"),
        ("c: d\na: |+\n  b\n\n", Put(("e",), "f"), "c: d\na: |+\n  b\n\ne: f\n"),
        ("a: b\n# 尾注\n", Put(("c",), "d"), "a: b\nc: d\n# 尾注\n"),
        ("---\na: b\n...\n", Put(("c",), "d"), "---\na: b\nc: d\n...\n"),
    ],
)
def test_every_shape_of_a_file_takes_its_edit(before: str, edit: Edit, after: str) -> None:
    """Flow and block, empty and missing, quoted and literal, last line with and without its end: each is edited so."""
    assert spliced(before, edit) == after


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ("a:\n- b: 1\n  c:\n    d: 2\n", "- b: x\n  c:\n    d:\n    - z\n"),
        ("a:\n  - b: 1\n", "  - b: x\n    c:\n      d:\n        - z\n"),
        (
            "a:\n    -   b: 1\n        c:\n            d: 2\n",
            "    -   b: x\n        c:\n            d:\n                -   z\n",
        ),
        ("a:\r\n- b: 1\r\n", "- b: x\r\n  c:\r\n    d:\r\n    - z\r\n"),
        ("a:\n-\n  b: 1\n", "- b: x\n  c:\n    d:\n    - z\n"),
    ],
)
def test_new_lines_follow_the_style_of_the_file(before: str, new: str) -> None:
    """Dash column, steps and line ends of new lines are the file's own."""
    assert spliced(before, Append(("a",), {"b": "x", "c": {"d": ["z"]}})) == before + new


def test_an_edit_that_changes_nothing_changes_no_byte() -> None:
    """Putting what is there already leaves the text alone, however it is written."""
    for text in ("a: 'b'\n", "a:\n- b\n", "a: [ b ]\n"):
        value = read(text.encode())["a"]
        assert spliced(text, Put(("a",), value)) == text
    assert splice(b"a: b", ()) == b"a: b"


def test_edits_are_made_one_after_the_other() -> None:
    """A later edit finds what an earlier one made."""
    edits = [
        Append(("a",), {"b": "1"}),
        Append(("a",), {"b": "2"}),
        Append(("a", 1, "c"), "3"),
        Put(("a", 0, "b"), "4"),
    ]
    assert read(spliced("x: y\n", *edits).encode())["a"] == [{"b": "4"}, {"b": "2", "c": ["3"]}]


def test_edits_that_point_nowhere_are_a_bug() -> None:
    """An edit below a text, beyond a list or at a list position that is not there is the caller's mistake."""
    for edit in (
        Put(("a", "b"), "x"),
        Append(("a",), "x"),
        Append(("l", 5), "x"),
        Put(("m", 0, "n"), "x"),
        Put(("l", 0), "x"),
    ):
        with pytest.raises(TypeError):
            spliced("a: text\nl: [y]\n", edit)


def test_a_broken_file_is_not_edited() -> None:
    """A file the loader refuses is refused with its findings."""
    with pytest.raises(BrokenLedger) as refusal:
        spliced("a: b\na: c\n", Put(("d",), "e"))
    assert [one.rule for one in refusal.value.findings] == ["duplicate_key"]  # type: ignore[attr-defined]  # findings are Finding


def test_a_file_does_not_grow_beyond_what_is_read() -> None:
    """An edit that would make the file too large to be read is refused."""
    full = b"a: b\n" + b"# x\n" * (guards.MAX_BYTES // 4 - 2)
    with pytest.raises(BrokenLedger, match="4 MB"):
        splice(full, [Put(("c",), "d" * 100)])


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parents[1] / "ledgers").glob("*.yaml")), ids=lambda file: file.stem
)
@given(entry=entries())
def test_any_entry_can_be_recorded_in_the_shipped_ledgers(file: Path, entry: ProgressEntry) -> None:
    """Appended to the last task of every problem of a real ledger, an entry only adds lines, and is read back."""
    raw = file.read_bytes()
    for category, described in enumerate(read(raw)["类型"]):
        for issue, problem in enumerate(described["问题"]):
            task = len(problem["任务"]) - 1
            loc = ("类型", category, "问题", issue, "任务", task)
            after = splice(raw, [Append((*loc, "进展"), entry.to_file(), Task.keys())])
            assert added(raw.decode(), after.decode())
            log = read(after)["类型"][category]["问题"][issue]["任务"][task]["进展"]
            assert ProgressEntry.model_validate(log[-1], by_alias=True, by_name=False) == entry


# Splices at random: ledgers in six writing styles


HOUSE_INDENT = Indent()


@dataclass(frozen=True)
class Style:
    """A way to write a ledger."""

    name: str
    indent: Indent = HOUSE_INDENT
    newline: str = "\n"
    bom: bytes = b""
    quoted: bool = False
    comments: bool = False


STYLES = (
    Style("house"),
    Style("CRLF", newline="\r\n"),
    Style("BOM", bom=guards.BOM),
    Style("indented", Indent(step=4, dash=2, gap=4)),
    Style("quoted", quoted=True),
    Style("comments", comments=True),
)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Style, dict[str, Any], bytes]:
    """A ledger with lists in lists, written in one of the styles; and its data."""
    style = draw(st.sampled_from(STYLES))
    entries = st.lists(RECORDS, min_size=1, max_size=3)
    task = st.fixed_dictionaries(
        {"编号": SCALARS}, optional={"进展": entries, "延期": entries, "形式": st.lists(SCALARS), "备注": TEXTS}
    )
    issue = st.fixed_dictionaries({"编号": SCALARS, "任务": st.lists(task, min_size=1, max_size=3)})
    written = draw(st.fixed_dictionaries({"类型": st.lists(issue, min_size=1, max_size=2)}, optional={"备注": TEXTS}))
    shape = Shape(
        frozenset(draw(st.sets(st.sampled_from(["形式", "备注", "延期"])))), frozenset(draw(st.sets(st.just("延期"))))
    )
    lines: list[str] = []
    for key, value in written.items():
        for line in yamltext.entry_lines(key, value, style.indent, shape):
            if style.comments and draw(st.booleans()) and not in_literal(lines):
                lines.append(draw(st.sampled_from(["", "# 左边的注", "        # 右边的注"])))
            lines.append(line)
    end = draw(st.sampled_from([style.newline, ""]))
    text = style.newline.join(lines) + end
    if style.quoted:
        text = yaml.safe_dump(
            yamltext.as_read(written), default_style='"', allow_unicode=True, width=10**9, sort_keys=False
        )
    return style, yamltext.as_read(written), style.bom + text.encode()


def in_literal(lines: list[str]) -> bool:
    """Say, on the safe side, whether the next line may be inside a `|` block."""
    return any(line.rstrip().endswith("|-") for line in lines)


@st.composite
def edits_of(draw: st.DrawFn, data: dict[str, Any]) -> Edit:
    """An entry for a log of one of the tasks, a new task, or a new key."""
    issue = draw(st.integers(0, len(data["类型"]) - 1))
    task = draw(st.integers(0, len(data["类型"][issue]["任务"]) - 1))
    above = ("类型", issue, "任务", task)
    return draw(
        st.builds(Append, st.sampled_from([(*above, "进展"), (*above, "延期"), above[:3], above[:1]]), RECORDS)
        | st.builds(Append, st.just((*above, "形式")), SCALARS)
        | st.builds(Put, st.just((*above, "新")), VALUES)
        | st.builds(Put, st.just((*above, "新", "新")), VALUES)
    )


def appended(data: Any, edit: Edit) -> Any:
    """Make an edit of `edits_of` in plain data, in the plainest way."""
    *above, last = edit.loc
    for step in above:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    if isinstance(edit, Append):
        data[last] = [*data.get(last, ()), yamltext.as_read(edit.item)]
    else:
        data[last] = yamltext.as_read(edit.value)


@given(st.data(), ledgers())
def test_a_splice_adds_lines_and_touches_no_other(
    drawn: st.DataObject, ledger: tuple[Style, dict[str, Any], bytes]
) -> None:
    """In every style of writing, every old line stays, byte for byte and in order, and the file says what was meant."""
    style, meant, raw = ledger
    assert read(raw) == meant, style
    edit = drawn.draw(edits_of(meant))
    after = splice(raw, [edit])
    appended(meant, edit)
    assert read(after) == meant
    assert after.startswith(style.bom)
    old, new = raw.decode(), after.decode()
    assert new.endswith(("\n", "\r\n")) == old.endswith(("\n", "\r\n"))
    if is_flow(raw, edit):
        return
    if not old.endswith("\n"):
        old, new = old + style.newline, new + style.newline
    lines = [line for _number, line in added(old, new)]
    assert all(line.endswith(style.newline) for line in lines)


def is_flow(raw: bytes, edit: Edit) -> bool:
    """Say whether the edit lands in brackets, where a line must change."""
    places = yamlfile.places(raw, "")
    text = raw.decode()
    for length in range(1, len(edit.loc) + 1):
        place = places.of(edit.loc[:length])
        line = text.splitlines()[place.line - 1].removeprefix("\ufeff")
        if line[place.column - 1 : place.column] in {"[", "{"}:
            return True
    return False
