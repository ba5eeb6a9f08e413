"""The loader: what it reads, what it refuses and warns of, and where it says things are."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.findings import Place, Severity
from zhenggai.store import guards, yamldata, yamlevents, yamlfile
from zhenggai.store.lines import Lines
from zhenggai.store.yamlfile import Parsed, Unreadable

PIECES = (
    *(
        "a",
        "标题",
        "1",
        "no",
        "~",
        " ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n",
        "\r\n",
        ": ",
        ":",
        "：",
        "- ",
        "-",
        "? ",
        "# 注",
        " #x",
    ),
    *(
        '"',
        "'",
        "|",
        ">",
        "|+",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&a ",
        "*a",
        "!t ",
        "<<",
        "---",
        "...",
        "%YAML 1.2",
        "@",
        "`",
    ),
    *("a: b\n", "- 甲\n", "b:\n  - c: d\n    e: f\n", "{a: b, c: [d]}", "\\", '"\\u0007"', "\t", "\ufeff", "=", "😀"),
)
"""What files are made of, so that random files are often nearly right."""

CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
LEGAL = st.text(CHARACTERS)
# PyYAML writes a key of 128 characters and more with a question mark, which a ledger refuses.
KEYS = st.text(CHARACTERS, max_size=12).map(str.strip).filter(lambda key: key and key != "<<")
STYLES = st.fixed_dictionaries(
    {
        "allow_unicode": st.booleans(),
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
    }
)


def data() -> st.SearchStrategy[dict[str, Any]]:
    values = st.recursive(
        LEGAL | st.text("整改no12:- \n", max_size=8),
        lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(KEYS, values, min_size=1, max_size=5)


def parsed(text: str) -> dict[str, Any]:
    read = yamlfile.parse(text.encode(), "某.yaml")
    assert isinstance(read, Parsed), read
    return read.data


def rules(text: str) -> list[tuple[str, int, int]]:
    """Return rule, line and column of every finding of a text."""
    return [
        (one.rule, one.place.line, one.place.column)
        for one in yamlfile.parse(text.encode(), "某.yaml").findings
        if one.place
    ]


def emptied(value: Any) -> Any:
    """Return the data with `""` for every value left empty, as PyYAML's BaseLoader reads it."""
    if isinstance(value, dict):
        return {key: emptied(below) for key, below in value.items()}
    if isinstance(value, list):
        return [emptied(below) for below in value]
    return "" if value is None else value


def test_every_scalar_stays_text() -> None:
    """Nothing is typed: numbers, dates, booleans and nulls stay the text they are written as."""
    text = "a: no\nb: 12:30\nc: 0374\nd: 2022-06-31\ne: ~\nf: null\ng: 1e3\nh: .inf\n007: '1'\n"
    assert parsed(text) == {
        "a": "no",
        "b": "12:30",
        "c": "0374",
        "d": "2022-06-31",
        "e": "~",
        "f": "null",
        "g": "1e3",
        "h": ".inf",
        "007": "1",
    }


def test_a_value_left_empty_is_none_and_a_quoted_one_is_empty_text() -> None:
    """A key with nothing behind it is there with None; only quotes make an empty text."""
    assert parsed("a:\nb: ''\nc: {d: , e}\nf:\n-\n- \"\"\n") == {
        "a": None,
        "b": "",
        "c": {"d": None, "e": None},
        "f": [None, ""],
    }


def test_bom_crlf_and_document_marks_change_nothing() -> None:
    """A BOM, CRLF and one pair of document marks are no part of what a file says."""
    raw = guards.BOM + b"---\r\na: b\r\nc: |\r\n  d\r\n  e\r\n...\r\n"
    assert yamlfile.parse(raw, "") == Parsed({"a": "b", "c": "d\ne\n"})


@given(data(), STYLES)
def test_reads_what_the_base_loader_reads(given_data: dict[str, Any], style: dict[str, Any]) -> None:
    """On good files, however they are written, the loader reads what PyYAML's BaseLoader does."""
    text = yaml.safe_dump(given_data, **style)
    raw = text.encode()
    if isinstance(guards.decoded(raw, ""), str):
        read = yamlfile.parse(raw, "")
        assert isinstance(read, Parsed), read
        assert emptied(read.data) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """A text made of YAML's bits and pieces is read or refused with errors that name a place in it."""
    read = yamlfile.parse(text.encode(), "某.yaml")
    if isinstance(read, Unreadable):
        assert Severity.ERROR in {one.severity for one in read.findings}
    else:
        assert {one.severity for one in read.findings} <= {Severity.WARNING}
    last_line = len(Lines.of(text, "").starts)
    for finding in read.findings:
        assert finding.message
        assert finding.remedy
        assert finding.place
        assert 1 <= finding.place.line <= last_line


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Arbitrary bytes never make the loader raise."""
    assert isinstance(yamlfile.parse(raw, ""), (Parsed, Unreadable))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_fast_reading_lets_through_what_the_close_one_does(text: str) -> None:
    """Where the fast reading gives data, a close reading finds no error and gives the same data."""
    fast = yamldata.read(text.encode()) if isinstance(guards.decoded(text.encode(), ""), str) else None
    explicit_key = yamldata._EXPLICIT_KEY.search(text)
    if fast is not None and not explicit_key:
        close, _root = yamlfile._read_with_nodes(Lines.of(text.removeprefix("\ufeff"), ""))
        assert isinstance(close, Parsed)
        assert close.data == fast


@pytest.mark.parametrize(
    "mark", ["[", "{", "- ", "? ", "a: ", "[a: ", "! ", "&a ", '"', "'", "|\n", "%", "@", "# ", "[a,"]
)
def test_hostile_files_are_refused_in_passing(mark: str) -> None:
    """Half a megabyte of openings is refused as soon as it is clear, without a crash."""
    text = "a: " + mark * (2**19 // len(mark))
    assert isinstance(yamlfile.parse(text.encode(), ""), (Parsed, Unreadable))


def test_all_problems_are_reported_together() -> None:
    """Syntax mistakes, forbidden YAML and doubtful text of one file come in one answer, in the order of its lines."""
    text = "责任人：张某\n文号: &a x\n备注: @无\n文号: y\n原文: *a\n时限: 6月 #13日\n要求: 存在: 问题\n"
    assert rules(text) == [
        ("syntax", 1, 4),
        ("anchor", 2, 5),
        ("syntax", 3, 5),
        ("duplicate_key", 4, 1),
        ("alias", 5, 5),
        ("lost_text", 6, 8),
        ("syntax", 7, 7),
    ]


def test_a_finding_says_where_in_the_data_it_is() -> None:
    """A finding of the loader carries the loc of what it is about."""
    read = yamlfile.parse(b"a:\n- b: 1\n  b: 2\n", "")
    assert [one.loc for one in read.findings] == [("a", 0, "b")]
    assert "第 2 行" in read.findings[0].message


def test_sixteen_levels_are_read_and_seventeen_refused() -> None:
    """Nesting is read up to 16 levels; one more is refused at its place."""
    assert parsed("a: " + "[" * 15 + "]" * 15 + "\n")
    assert rules("a: " + "[" * 16 + "]" * 16 + "\n") == [("depth", 1, 19)]


def test_the_longest_text_is_read_and_a_longer_one_refused() -> None:
    """A value of 32,767 characters is read, one more is refused with its length."""
    assert parsed(f"a: {'字' * guards.MAX_TEXT}\n")
    assert rules(f"a: {'字' * (guards.MAX_TEXT + 1)}\n") == [("length", 1, 4)]


def test_comments_glued_to_a_value_are_warned_of() -> None:
    """A `#` that swallows a value, or the end of one, is a warning that says what is lost."""
    text = "备注: #重点\n责任人: 张某 #组长\n措施:\n- #一是\n- 二是 #抓好\n"
    assert rules(text) == [("lost_text", line, column) for line, column in ((1, 5), (2, 9), (4, 3), (5, 6))]
    assert parsed(text) == {"备注": None, "责任人": "张某", "措施": [None, "二是"]}
    warning = yamlfile.parse(text.encode(), "").findings[1]
    assert "#组长" in warning.message
    assert '"张某 #组长"' in warning.remedy


def test_ordinary_comments_are_not_warned_of() -> None:
    """Comments with a blank after the `#` or set off by several, full lines, quoted and block text raise no warning."""
    text = (
        "#整行\n标题: x   # 可不写\n台账: y  #说明\n空的:   # 尚无\n类型: #各方面\n- 名称: 甲\n"
        "引: \"张某 #组长\"\n单: '#1'\n段: |\n  见 #3\n  #4\n网址: http://x/#a\n列: [甲, 乙] #说明\n  #缩进的整行\n"
    )
    assert rules(text) == []


def test_text_broken_over_lines_is_warned_of() -> None:
    """A text that goes on in the next line is joined by a blank, which official wording does not have: a warning."""
    assert rules("a: 完成\n  整改\nb: c\n") == [("folded_text", 1, 4)]
    assert rules("a:\n- 一是\n - 二是\n- 三是\n") == [("folded_text", 2, 3)]
    assert "左边对齐" in yamlfile.parse("a:\n- 一是\n - 二是\n".encode(), "").findings[0].remedy
    assert rules("a: |\n  第一行\n  第二行\nb: [甲,\n  乙]\n") == []


def test_python_parser_serves_where_there_is_no_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same files are read, and the same mistakes explained."""
    good = "a: [b, {c: d}]\ne:\n- f: |\n    g\n"
    bad = '责任人：张某\n备注: @无\n要求: 存在: 问题\n重: *a\n末: "x\n'
    with_libyaml = (yamlfile.parse(good.encode(), ""), yamlfile.parse(bad.encode(), ""))
    monkeypatch.setattr(yamlevents, "_LOADER", yaml.BaseLoader)
    assert (yamlfile.parse(good.encode(), ""), yamlfile.parse(bad.encode(), "")) == with_libyaml


LEDGER = """\
# 说明
标题: 某某方案
类型:
- 名称: 工作落实方面
  问题:
    - 编号: 2
      时限: {原文: 6月13日, 日期: "2022-06-13"}
备注:
"""


@pytest.mark.parametrize(
    ("loc", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("标题",), (2, 5), (2, 1)),
        (("类型",), (4, 1), (3, 1)),
        (("类型", 0), (4, 3), (4, 3)),
        (("类型", 0, "名称"), (4, 7), (4, 3)),
        (("类型", 0, "问题", 0, "编号"), (6, 11), (6, 7)),
        (("类型", 0, "问题", 0, "时限"), (7, 11), (7, 7)),
        (("类型", 0, "问题", 0, "时限", "日期"), (7, 27), (7, 23)),
        (("类型", 0, "问题", 0, "时限", "性质"), (7, 11), (7, 11)),
        (("类型", 0, "问题", 0, "任务"), (6, 7), (6, 7)),
        (("类型", 1), (4, 1), (4, 1)),
        (("类型", 0, "名称", "function-after[x()]"), (4, 7), (4, 7)),
        (("备注",), (8, 4), (8, 1)),
        (("没有",), (2, 1), (2, 1)),
    ],
)
def test_places(loc: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    """A loc is placed at its value or its key; what does not exist, at the beginning of what it is missing from."""
    for raw in (LEDGER.encode(), guards.BOM + LEDGER.replace("\n", "\r\n").encode()):
        places = yamlfile.places(raw, "某.yaml")
        assert places.of(loc) == Place("某.yaml", *value)
        assert places.of(loc, key=True) == Place("某.yaml", *key)


def test_columns_count_characters() -> None:
    """A character outside the BMP is one column, as is every Chinese one."""
    assert yamlfile.places("𠮷某: 😀甲\n".encode(), "").of(("𠮷某",)) == Place("", 1, 5)


def test_places_of_a_broken_file_are_the_file() -> None:
    """Where the file cannot be read, every place is the file itself."""
    for raw in (b"", b"a: [\n", b"\xff", b"a: " + b"[" * 20):
        assert yamlfile.places(raw, "某.yaml").of(("a", 0)) == Place("某.yaml")
