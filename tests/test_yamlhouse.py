"""The reading by lines: what a close reading says, without a finding, or nothing; no hesitation at our own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from strategies import AWKWARD, ORDINARY, plans
from test_yamlfile import PIECES
from written import styles, written
from zhenggai.model import Category, Issue, Plan, Task
from zhenggai.store import guards, yamlfile, yamlhouse
from zhenggai.store.lines import Lines
from zhenggai.store.yamledit import render
from zhenggai.store.yamlfile import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGERS = Path(__file__).parent.parent / "ledgers"

BITS = (
    *(
        *PIECES,
        "",
        " - ",
        "- - ",
        "#",
        "# ",
        " # ",
        "::",
        ": :",
        "?",
        "?\n",
        ",",
        ",?\n",
        "{",
        "}",
        "{}",
        "[]",
        "[",
        "]",
    ),
    *("|-", "|-\n", ": |-\n", "- |-\n", "|2-\n", "|+\n", ">-\n", "  \n", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - "),
    *('""', "''", '"甲"', "'甲'", '"\\n"', "\u3000", "\xa0", "\u2002", "%", "!", "&", "*", "<<: ", "键：值", "键: 值"),
    *(
        "甲: 乙\n",
        "\n甲: 乙",
        "\n甲:\n",
        "{甲: 乙}",
        "{甲：乙}",
        "[甲, 乙]",
        "[甲,乙]",
        "{甲: [乙], 丙: 丁}",
        "甲" * 61,
        "0",
    ),
)
"""What is put into good files to see what the lines are then taken for."""

HOUSE = """\
# yaml-language-server: $schema=../schemas/plan.schema.json
格式: 1
标题: 某县整改方案（试行）
发文机关: [县甲局, 县乙局]
集中整改: {起: 2022-06-07, 止: 2022-07-31}
总体要求: |-
  第一段
    缩进的 # 不是注释

  第二段: 末段

工作要求:
- 压实责任：不放过
- "#重点"
- |-
  一是
  二是
备注:
报送:
- {频次: 每月, 日: [14, 29], 对象: [], 说明: "a, b: c"}
类型:
- 名称: 甲
  # 一行注释
  问题:
  - 编号: 1
    任务:
    - 编号: 1-1
      附加: {}
      进展:
      - 日期: 2022-06-08
        状态: 整改中
        佐证: [{文件: a/b.pdf, 说明: '无'}, {文件: c}]
      - {日期: 2022-06-09, 状态: 已完成}
    - 编号: 1-2
- 名称: 乙
"""
READ = {
    "格式": "1",
    "标题": "某县整改方案（试行）",
    "发文机关": ["县甲局", "县乙局"],
    "集中整改": {"起": "2022-06-07", "止": "2022-07-31"},
    "总体要求": "第一段\n  缩进的 # 不是注释\n\n第二段: 末段",
    "工作要求": ["压实责任：不放过", "#重点", "一是\n二是"],
    "备注": None,
    "报送": [{"频次": "每月", "日": ["14", "29"], "对象": [], "说明": "a, b: c"}],
    "类型": [
        {
            "名称": "甲",
            "问题": [
                {
                    "编号": "1",
                    "任务": [
                        {
                            "编号": "1-1",
                            "附加": {},
                            "进展": [
                                {
                                    "日期": "2022-06-08",
                                    "状态": "整改中",
                                    "佐证": [{"文件": "a/b.pdf", "说明": "无"}, {"文件": "c"}],
                                },
                                {"日期": "2022-06-09", "状态": "已完成"},
                            ],
                        },
                        {"编号": "1-2"},
                    ],
                }
            ],
        },
        {"名称": "乙"},
    ],
}


def assert_sound(text: str) -> bool:
    """Hold the reading by lines to the close one, and say whether it did not hesitate."""
    if not isinstance(guards.decoded(text.encode(), ""), str):
        return False
    found = yamlhouse.read(text)
    if found is None:
        return False
    close, _root = yamlfile._read_with_nodes(Lines.of(text, ""))
    assert close == Parsed(found)
    return True


@st.composite
def harmed(draw: st.DrawFn, text: str) -> str:
    """Return a text with something put in, cut out, moved or doubled at one to three places."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["insert", "insert", "cut", "indent", "double", "swap", "drop", "end"])):
            case "insert":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.sampled_from(BITS)) + lines[at][place:]
            case "cut":
                start = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:start] + lines[at][start + draw(st.integers(1, 4)) :]
            case "indent":
                lines[at] = draw(st.sampled_from(["", " ", "  ", "   ", "    ", "- "])) + lines[at].lstrip(" ")
            case "double":
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "drop":
                del lines[at]
            case _:
                lines[at] += draw(st.sampled_from(BITS))
        text = "\n".join(lines)
    return text


def test_the_houses_layout_is_read() -> None:
    """Everything the house writes, comments and blank lines between, is read by lines."""
    assert yamlhouse.read(HOUSE) == READ
    assert assert_sound(HOUSE)
    assert assert_sound(HOUSE.rstrip("\n"))
    assert assert_sound(HOUSE.replace("\n", "\r\n"))
    assert yamlhouse.read(HOUSE.replace("\n", "\r\n")) == READ


@pytest.mark.parametrize("path", sorted(LEDGERS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_ledgers_are_read_by_lines(path: Path) -> None:
    """The shipped ledgers need no YAML parser."""
    assert assert_sound(path.read_text(encoding="utf-8"))


@settings(max_examples=1500)
@given(harmed(HOUSE) | harmed(HOUSE.replace("\n", "\r\n")))
@example("a:\n- b\nc: d\n- e\n")
@example("a:\n- b:\n- c\n")
@example("a: |-\n  b\n  \n  c\n")
@example("a: |-\n  b\n \n  c: d\n")
@example("a: b\n  c\n")
@example("a: b\n # c\n  d\n")
@example("a: {b: c, b: d}\n")
@example("a: b #c\n")
@example("a:\n- b - c\n")
@example("a: [b - c]\n")
@example("a: b:\n")
@example("a: b ?\nc: d\n")
@example("a: b,?\nc: d\n")
def test_a_harmed_file_is_read_as_ever_or_left_alone(text: str) -> None:
    """Whatever is done to a good file, the lines say what a close reading says, without a finding, or nothing."""
    assert_sound(text)


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join))
def test_any_text_at_all(text: str) -> None:
    """A text made of YAML's bits and pieces is read as a close reading does, or left alone."""
    assert_sound(text)


@pytest.mark.parametrize("text", [*ORDINARY, *(one for one in AWKWARD if "\\" not in render({"a": one}))])
def test_what_the_house_writes_is_read_by_lines(text: str) -> None:
    """A file that the tool writes needs no YAML parser, unless it has to escape something in a text."""
    on_one_line = () if "\n" in text else (text,)
    task = Task(id="1-1", description=text, measures=(text, text), sources=on_one_line, note=text)
    issue = Issue(number=1, title=text, tasks=(task, task.model_copy(update={"id": "1-2"})))
    plan = Plan(format=1, title=text, issuers=on_one_line, categories=(Category(name=text, issues=(issue,)),))
    assert assert_sound(render(plan.to_file(), schema="plan.schema.json"))


@settings(max_examples=300)
@given(plans(), styles())
def test_a_file_in_any_hand(plan: Plan, style: Callable[[int], int]) -> None:
    """However a hand has written a plan, the lines say what a close reading says, or nothing."""
    assume(all(contact.to_file() for contact in plan.contacts))
    assert_sound(written(plan.to_file(), style, comments=("扬尘", "编号: 1-1")).decode().removeprefix("\ufeff"))


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b\n", {"a": "b"}),
        ("a:\n", {"a": None}),
        ("a: 12:30\n", {"a": "12:30"}),
        ("a: x#y\n", {"a": "x#y"}),
        ("a: ''\n", {"a": ""}),
        ("a: {}\n", {"a": {}}),
        ("a: [[b], {c: [d]}]\n", {"a": [["b"], {"c": ["d"]}]}),
        ("a:\n  b:\n    c: d\n", {"a": {"b": {"c": "d"}}}),
        ("a:\n- b:\n  - c\n- d: e\n", {"a": [{"b": ["c"]}, {"d": "e"}]}),
        ("\n# x\n  # y\na: b\n\n", {"a": "b"}),
    ],
)
def test_what_is_read(text: str, data: Any) -> None:
    """These are in the house's layout."""
    assert yamlhouse.read(text) == data
    assert assert_sound(text)


@pytest.mark.parametrize(
    "text",
    [
        *("a: b # c\n", "a: b #c\n", "a: #b\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: @b\n", "? a\n", "a b: c\n"),
        *(
            "a:  b\n",
            "a: b \n",
            "a : b\n",
            "a:\tb\n",
            "a: b\r",
            "a: b\r\r\n",
            "a:b\n",
            "- a\n",
            "{a: b}\n",
            "---\na: b\n",
            "%A\na: b\n",
        ),
        *(
            "a:\n  - b\n",
            "a:\n   b: c\n",
            "a:\n-  b\n",
            "a:\n- - b\n",
            "a: b\n- c\n",
            "a: b\n  c: d\n",
            "a:\n- b\n  c: d\n",
        ),
        *(
            "a: b\na: c\n",
            "a: {b: c, b: d}\n",
            "a: {b:c}\n",
            "a: {b： c}\n",
            "a: [b,c]\n",
            "a: [b ]\n",
            "a: [b\n",
            "a: [b,\n",
        ),
        *("a: 'b''c'\n", 'a: "b\\nc"\n', "a: 'b'c\n", "a: |\n  b\n", "a: >-\n  b\n", "a: |-\n   b\n", "a: |-\nb: c\n"),
        *(
            "a: |-\n",
            "a: |-\n  b\n \n",
            "a: |-\n\n  b\n",
            "<<: a\n",
            "a: b\n...\n",
            f"a: {'字' * (guards.MAX_TEXT + 1)}\n",
        ),
        *(f"a: [{'字' * (guards.MAX_TEXT + 1)}]\n", f"a: |-\n  {'字' * (guards.MAX_TEXT + 1)}\n", f"{'a' * 200}: b\n"),
        "a:\n" + "".join(f"{'  ' * level}- b:\n" for level in range(9)),
    ],
)
def test_what_is_left_to_a_parser(text: str) -> None:
    """These are another hand's, or wrong: the lines say nothing of them."""
    assert yamlhouse.read(text) is None
