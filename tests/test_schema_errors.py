"""What a clerk reads where a file does not fit the model: Chinese, one line, with what to write instead."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zhenggai.columns import LayoutFile
from zhenggai.model import Deadline, Plan, Record
from zhenggai.settings import Settings
from zhenggai.store import schema_errors, yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.findings import Finding, Loc

HEADER = "格式: 1\n标题: 某某整改方案\n印发日期: 2022-06-07\n"


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings


def findings(data: Any, model: type[Record] = Plan) -> list[Finding]:
    """Return what is found wrong with a tree; nothing where it is valid."""
    try:
        model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        return schema_errors.findings(error, model, data)
    return []


def said(text: str, model: type[Record] = Plan) -> list[tuple[Loc, str, str]]:
    return [(finding.loc, finding.message, finding.remedy) for finding in findings(read(text), model)]


def said_of_task(fields: str) -> list[tuple[Loc, str, str]]:
    """Return what is said of one task with these fields, locations as seen from the task."""
    text = f"{HEADER}类型: [{{名称: 某, 问题: [{{编号: 2, 具体问题: 某, 任务: [{{编号: 2-4, {fields}}}]}}]}}]"
    return [(loc[6:], message, remedy) for loc, message, remedy in said(text)]


# --- keys ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "near"),
    [("整改期限", "整改时限"), ("措施", "整改措施"), ("责任单位名称", "责任单位"), ("进度", "进展"), ("编 号", "编号")],
)
def test_unknown_keys_name_the_nearest(key: str, near: str) -> None:
    """An unknown key is refused at the key, with the nearest known key of its own record."""
    assert said_of_task(f"{key}: 某") == [((key,), f"不认识的项“{key}”", f"是不是“{near}”")]


def test_unknown_keys_that_resemble_none() -> None:
    """A key that resembles none gets the list of those that may stand there, in the order of the file."""
    remedy = "这里可以写：起、止"
    text = f"{HEADER}集中整改: {{起: 2022-06-07, 止: 2022-07-31, note: 某}}"
    assert said(text) == [(("集中整改", "note"), "不认识的项“note”", remedy)]


def test_unknown_keys_of_rules_are_compared_with_theirs() -> None:
    """Below a mapping whose keys are free, an unknown key is compared with those of the record that stands there."""
    text = "检查: {某规则: {级別: 错误}}"
    assert said(text, Settings) == [(("检查", "某规则", "级別"), "不认识的项“级別”", "是不是“级别”")]


def test_only_unknown_keys_point_at_the_key() -> None:
    """The rule of a finding says whether its place is the key or what stands behind it."""
    found = findings(read(f"{HEADER}备注: 某\n考核年度: 某年"))
    assert {finding.rule: finding.loc for finding in found} == {
        schema_errors.UNKNOWN_KEY: ("备注",),
        schema_errors.RULE: ("考核年度",),
    }


def test_missing_keys() -> None:
    """A key that must be there and is not, or has nothing behind it, is named with the line to add."""
    expected = [(("标题",), "“标题”：缺少这一项", "请补上 标题: …")]
    assert said("格式: 1") == expected
    assert said("格式: 1\n标题:") == expected
    assert said_of_task("进展: [{日期: 2022-06-10}]") == [(("进展", 0, "状态"), "“状态”：缺少这一项", "请补上 状态: …")]


# --- the bare deadline ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "remedy"),
    [
        ("6月13日", "请写成 {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}"),
        (
            "7月10日前取得阶段性成效，持续推进",
            "请写成 {原文: 7月10日前取得阶段性成效，持续推进, 日期: 2022-07-10, 性质: 阶段}",
        ),
        ("长期坚持", "请写成 {原文: 长期坚持, 性质: 长期}"),
        (
            "立行立改",
            "请写成 {原文: 立行立改, 性质: 立行立改}（没有写明日期，立行立改也应定一个日期）",
        ),
        (
            "按期",
            "请写成 {原文: 按期, 性质: 未定}（“按期”没有写明日期。请核对原件后定一个日期；定不了的，性质记“未定”）",
        ),
    ],
)
def test_a_bare_deadline_gets_the_mapping_to_write(wording: str, remedy: str) -> None:
    """A bare string for 整改时限 is refused with the mapping to write instead, computed from it, and any doubt."""
    message = "“整改时限”要把原文、日期和性质分开写"
    assert said_of_task(f"整改时限: {wording}") == [(("整改时限",), message, remedy)]


def test_a_bare_deadline_without_an_issue_date() -> None:
    """Without a readable 印发日期 a wording without a year gives no day."""
    data = read("格式: 1\n标题: 某\n类型: [{名称: 某, 问题: [{编号: 1, 具体问题: 某, 任务: [{编号: 1-1}]}]}]")
    data["类型"][0]["问题"][0]["任务"][0]["整改时限"] = "6月13日"
    for issued in (None, "2022年6月7日", ["2022-06-07"]):
        found = [finding for finding in findings(data | {"印发日期": issued}) if finding.loc[-1] == "整改时限"]
        assert [finding.remedy.startswith("请写成 {原文: 6月13日, 性质: 未定}") for finding in found] == [True]


def mapping_in(remedy: str) -> Any:
    """Return the mapping a remedy begins with, as our own loader reads it."""
    written = remedy.removeprefix("请写成 ")
    for end in (index + 1 for index, character in enumerate(written) if character == "}"):
        parsed = yamlfile.parse(f"整改时限: {written[:end]}".encode(), "某.yaml")
        if isinstance(parsed, yamlfile.Parsed):
            return parsed.data["整改时限"]
    raise AssertionError(remedy)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_the_mapping_to_write_can_be_written(wording: str) -> None:
    """Whatever the bare string, the mapping in the remedy is YAML for a valid 整改时限 with that very wording."""
    task = {"编号": "1-1", "整改时限": wording}
    issue = {"编号": "1", "具体问题": "某", "任务": [task]}
    (finding,) = findings({"格式": "1", "标题": "某", "类型": [{"名称": "某", "问题": [issue]}]})
    if all(character.isprintable() or character == "\n" for character in wording):
        mapping = mapping_in(finding.remedy)
        assert Deadline.model_validate(mapping, by_alias=True, by_name=False).text == wording


# --- shapes --------------------------------------------------------------------------------------------------------

ENTRY_KEYS = "日期、状态、单位、内容、原因、验收单位、验收人、免佐证、佐证"
DASHES = "请每项开头写“- ”，各占一行或几行"


@pytest.mark.parametrize(
    ("fields", "loc", "message", "remedy"),
    [
        ("整改措施: 抓落实", ("整改措施",), "应当是列表，不是一行文字", "请写成 [抓落实]"),
        ('整改措施: "甲, 乙"', ("整改措施",), "应当是列表，不是一行文字", '请写成 ["甲, 乙"]'),
        ("整改措施: {一是: 抓落实}", ("整改措施",), "应当是列表，不是“项: 内容”", DASHES),
        ("进展: 整改中", ("进展",), "应当是列表，不是一行文字", DASHES),
        ("进展: {日期: 2022-06-10, 状态: 整改中}", ("进展",), "应当是列表，不是“项: 内容”", DASHES),
        (
            "整改时限: ' '",
            ("整改时限",),
            "应当是“项: 内容”的形式，不是一行文字",
            "请每项一行，写成 项: 内容，这里可以写：原文、日期、性质",
        ),
        ("整改措施: [[抓落实]]", ("整改措施", 0), "应当是文字，不是列表", "请写成一行文字"),
        (
            "整改措施: [一是: 抓]",
            ("整改措施", 0),
            "应当是文字，不是“项: 内容”",
            "请写成一行文字；如果冒号是内容，请给整个值加引号",
        ),
        ('整改措施: [抓落实, ""]', ("整改措施", 1), "内容是空的", "请填写内容，或者删去这一项"),
        ("备注: [某]", ("备注",), "应当是文字，不是列表", "请写成一行文字"),
        ('备注: "  "', ("备注",), "内容是空的", "请填写内容，或者删去这一项"),
        (
            "进展: [整改中]",
            ("进展", 0),
            "应当是“项: 内容”的形式，不是一行文字",
            f"请每项一行，写成 项: 内容，这里可以写：{ENTRY_KEYS}",
        ),
        (
            "整改时限: [6月13日]",
            ("整改时限",),
            "应当是“项: 内容”的形式，不是列表",
            "请每项一行，写成 项: 内容，这里可以写：原文、日期、性质",
        ),
        ("附加: 某", ("附加",), "应当是“项: 内容”的形式，不是一行文字", "请每项一行，写成 项: 内容"),
        ("附加: {金额: [某]}", ("附加", "金额"), "应当是文字，不是列表", "请写成一行文字"),
        ("编号: [2-4]", ("编号",), "应当是文字，不是列表", "请写成一行文字"),
    ],
)
def test_wrong_shapes(fields: str, loc: Loc, message: str, remedy: str) -> None:
    """A text, list or mapping in the place of another says what should stand there and how it is written."""
    name = next(step for step in reversed(loc) if isinstance(step, str))
    assert said_of_task(fields) == [(loc, f"“{name}”：{message}", remedy)]


@pytest.mark.parametrize(
    ("fields", "loc", "message", "remedy"),
    [
        ("印发日期: [2022-06-07]", ("印发日期",), "应当是一个日期，不是列表", "请写成 2022-06-13 的样子"),
        ("考核年度: [2021]", ("考核年度",), "应当是一个整数，不是列表", "请写阿拉伯数字，例如 3"),
        ("报送: [{频次: [每月], 日: [5]}]", ("报送", 0, "频次"), "应当是一个词，不是列表", "请只写一个词"),
        ("报送: [{频次: 每月, 日: 5}]", ("报送", 0, "日"), "应当是列表，不是一行文字", "请写成 [5]"),
        ("类型: 工作落实", ("类型",), "应当是列表，不是一行文字", DASHES),
        (
            "类型: [工作落实]",
            ("类型", 0),
            "应当是“项: 内容”的形式，不是一行文字",
            "请每项一行，写成 项: 内容，这里可以写：名称、问题",
        ),
    ],
)
def test_wrong_shapes_of_a_plan(fields: str, loc: Loc, message: str, remedy: str) -> None:
    """The same for days, numbers, closed vocabularies and lists of records."""
    text = "\n".join(line for line in HEADER.splitlines() if line.partition(":")[0] not in fields) + f"\n{fields}"
    name = next(step for step in reversed(loc) if isinstance(step, str))
    assert said(text) == [(loc, f"“{name}”：{message}", remedy)]


def test_nothing_in_a_list() -> None:
    """A list item with nothing in it is said to be empty, whatever should stand there."""
    data = {"格式": "1", "标题": "某", "发文机关": [None], "类型": [None], "报送": [{"频次": "每月", "日": [None]}]}
    assert [(finding.loc, finding.message) for finding in findings(data)] == [
        (("发文机关", 0), "“发文机关”：内容是空的"),
        (("报送", 0, "日", 0), "“日”：内容是空的"),
        (("类型", 0), "“类型”：应当是“项: 内容”的形式，不是空的"),
    ]


@pytest.mark.parametrize(
    ("text", "loc", "message"),
    [
        ("名称: 某\n栏: [{栏: 责任单位, 宽: [12]}]", ("栏", 0, "宽"), "“宽”：应当是一个数，不是列表"),
        ("名称: 某\n栏: [{栏: 责任单位, 附加: [是]}]", ("栏", 0, "附加"), "“附加”：应当是“是”，不是列表"),
        ("名称: 某\n栏: [[责任单位]]", ("栏", 0), "“栏”：应当是“项: 内容”的形式，不是列表"),
    ],
)
def test_wrong_shapes_of_a_layout(text: str, loc: Loc, message: str) -> None:
    """A layout of the user's own is told off in the same words."""
    assert [(where, what) for where, what, _remedy in said(text, LayoutFile)] == [(loc, message)]


# --- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "loc", "message", "remedy"),
    [
        ("考核年度: 某年", ("考核年度",), "“某年”不是整数", "请写阿拉伯数字，例如 3"),
        ("考核年度: 0", ("考核年度",), "0 超出范围", "最小是 1"),
        ("报送: [{频次: 每月, 日: [32]}]", ("报送", 0, "日", 0), "32 超出范围", "最大是 31"),
        (
            "报送: [{频次: 每周, 日: [5]}]",
            ("报送", 0, "频次"),
            "“每周”不在可选的词里",
            "请从这些里选：一次、半月、每月、每季度",
        ),
        ("依据: [{名称: 某, 日期: 2022-02-30}]", ("依据", 0, "日期"), "2022-02-30 这一天不存在", "请核对月份和日子"),
        (
            "集中整改: {起: 2022-06-07, 止: 2022-06-06}",
            ("集中整改",),
            "止（2022-06-06）早于起（2022-06-07）",
            "请核对两个日期",
        ),
    ],
)
def test_wrong_values(text: str, loc: Loc, message: str, remedy: str) -> None:
    """A value outside its range, vocabulary or calendar is quoted, with what may stand there."""
    name = next(step for step in reversed(loc) if isinstance(step, str))
    assert said(HEADER + text) == [(loc, f"“{name}”：{message}", remedy)]


def test_wrong_patterns() -> None:
    """A task number or a SHA-256 of the wrong form says what the right one looks like."""
    text = f"{HEADER}类型: [{{名称: 某, 问题: [{{编号: 2, 具体问题: 某, 任务: [{{编号: 二之四}}]}}]}}]"
    number = ("类型", 0, "问题", 0, "任务", 0, "编号")
    assert said(text) == [(number, "“编号”：“二之四”不是任务编号", "请写成 问题编号-序号，例如 2-4")]
    entry = "{日期: 2022-06-10, 状态: 整改中, 佐证: [{文件: evidence/某.pdf, sha256: ABC}]}"
    digest = ("进展", 0, "佐证", 0, "sha256")
    remedy = "应是 64 位小写十六进制数；可以删去这一项"
    assert said_of_task(f"进展: [{entry}]") == [(digest, "“sha256”：“ABC”不是 SHA-256", remedy)]


def test_a_record_that_contradicts_itself() -> None:
    """What a whole record lacks is said at the record."""
    message = "“进展”：已销号的进展缺少验收单位、验收人、佐证（或“免佐证”及理由）"
    remedy = "请补上；还没有验收的，状态写“已完成”"
    assert said_of_task("进展: [{日期: 2022-06-10, 状态: 已销号}]") == [(("进展", 0), message, remedy)]


def test_everything_wrong_is_said_at_once() -> None:
    """All errors of a file come together, each with its own words."""
    text = "标题: 某\n印发日期: 2022-06-31\n备注: 某\n类型: [{问题: [{编号: 一, 具体问题: 某, 任务: [{编号: 1}]}]}]"
    assert {loc[-1]: message for loc, message, _remedy in said(text) if loc[-1] != "编号"} == {
        "格式": "“格式”：缺少这一项",
        "印发日期": "“印发日期”：2022-06-31 这一天不存在",
        "备注": "不认识的项“备注”",
        "名称": "“名称”：缺少这一项",
    }
    assert len(said(text)) == 6


# --- no word of pydantic's own reaches a clerk ---------------------------------------------------------------------

FULL_PLAN = """
格式: 1
标题: 某某整改方案
台账标题: 某某整改台账
文号: 许财农〔2022〕15号
发文机关: [许昌市财政局, 许昌市乡村振兴局]
主送: 各县（市、区）
印发日期: 2022-06-07
公开: 此件公开发布
考核年度: 2021
集中整改: {起: 2022-06-07, 止: 2022-07-31}
依据: [{名称: 某文件, 文号: 许财〔2022〕3号, 日期: 2022-05-01}]
声明: {类型: 1, 问题: 1, 任务: 1, 措施: 2}
总体要求: 某
工作要求: [某, 某]
报送:
- {频次: 一次, 截止: 2022-06-14, 单位: 市财政局, 对象: [市财政局], 形式: [纸质], 要求: 盖章}
- {频次: 半月, 日: [14, 29]}
报送记录: [{期: 2022-06-14, 单位: 市财政局, 日期: 2022-06-13, 形式: [纸质], 签字: 主要负责人, 备注: 某}]
联系人: [{单位: 市财政局, 姓名: 赵某, 电话: 0374-×××, 邮箱: ×××}]
附件: [某台账]
类型:
- 名称: 工作落实方面
  问题:
  - 编号: 2
    具体问题: 某问题
    问题描述: 某
    任务:
    - 编号: 2-4
      问题描述: 某
      整改目标: 某
      整改措施: [某, 某]
      整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}
      问题来源: [某]
      责任单位: 市财政局
      牵头单位: 市财政局
      配合单位: 市审计局
      牵头负责人: 鲍某
      责任人: 鲍某
      验收单位: 市审计局
      备注: 某
      进展:
      - {日期: 2022-06-10, 状态: 整改中, 单位: 市财政局, 内容: 某}
      - {日期: 2022-06-12, 状态: 未启动, 原因: 退回}
      - 日期: 2022-06-20
        状态: 已销号
        验收单位: 市审计局
        验收人: 鲍某
        免佐证: 某
        佐证: [{文件: 某, sha256: 0000000000000000000000000000000000000000000000000000000000000000, 说明: 某}]
      延期: [{批准日期: 2022-06-12, 延至: 2022-06-30, 批准单位: 市财政局, 原因: 某}]
      附加: {金额: 92171}
"""
FULL_SETTINGS = """
填报单位: 市财政局
名录:
  单位: [{名称: 市财政局, 简称: [财政局], 级别: 市}]
  展开: {各行政村: [甲村, 乙村]}
提醒天数: 7
节假日: [2022-06-03]
调休上班日: [2022-06-04]
版式: 清单
检查: {某规则: {级别: 警告, 阈值: {天数: 7}}}
词表:
  {打算: [某], 愿望: [某], 办成: [某], 经办: [某], 实物: [某],
   空谓语: [某], 套话: [某], 泛指: [某], 虚字: [某], 口号: [某]}
"""
FULL_LAYOUT = """
名称: 某版式
标题: 某台账
栏: [序号, {栏: 责任单位, 表头: 单位, 宽: 12}, {栏: 金额, 附加: 是}]
"""
FULL: dict[type[Record], Any] = {
    Plan: read(FULL_PLAN),
    Settings: read(FULL_SETTINGS),
    LayoutFile: read(FULL_LAYOUT),
}
JUNK = st.sampled_from(
    ["某", "", " ", "0", "99999999999", "2022-06-31", "6月13日", None, [], {}, [None], ["某"], {"某": "某"}, [[]], [{}]]
)
OUR_LATIN = {"SHA", "sha", "zhenggai"}


def keys_used(model: type[Record], node: Any, loc: Loc = ()) -> Iterator[str]:
    record = model.record_at(loc)
    if isinstance(node, dict) and record:
        yield from (f"{record.__name__}.{key}" for key in node)
    for step, below in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from keys_used(model, below, (*loc, step))


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_the_trees_to_mangle_are_whole(model: type[Record]) -> None:
    """The trees below are valid and have every key of every record, so that whatever is mangled is covered."""
    assert findings(FULL[model], model) == []
    used = set(keys_used(model, FULL[model]))
    assert used >= {f"{model.__name__}.{key}" for key in model.keys()}  # noqa: SIM118 - a method of the record
    kinds = {name.partition(".")[0] for name in used}
    for record in Record.__subclasses__():
        if record.__name__ in kinds:
            assert {f"{record.__name__}.{key}" for key in record.keys()} <= used  # noqa: SIM118 - the same


def places_in(node: Any, loc: Loc = ()) -> list[Loc]:
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [loc] + [place for step, child in below for place in places_in(child, (*loc, step))]


def mangled(tree: Any, loc: Loc, how: str, junk: Any) -> Any:
    """Return the tree with what stands at the loc taken out, renamed, put in a list, or replaced by junk."""
    if not loc:
        return tree
    tree = copy.deepcopy(tree)
    node = tree
    for step in loc[:-1]:
        node = node[step]
    last = loc[-1]
    if how == "remove":
        del node[last]
    elif how == "rename" and isinstance(node, dict):
        node[f"{last}某"] = node.pop(last)
    elif how == "wrap":
        node[last] = [node[last]]
    else:
        node[last] = junk
    return tree


@st.composite
def mangled_trees(draw: st.DrawFn, model: type[Record]) -> Any:
    tree = FULL[model]
    for _ in range(draw(st.integers(1, 4))):
        loc = draw(st.sampled_from(places_in(tree)))
        tree = mangled(tree, loc, draw(st.sampled_from(["remove", "rename", "wrap", "junk", "junk"])), draw(JUNK))
    return tree


def assert_fit_for_a_clerk(finding: Finding, data: Any) -> None:
    """Chinese, on one line, no Latin word but our own, no Python, and a location that leads into the data."""
    said = f"{finding.message}。{finding.remedy}"
    assert finding.message
    assert finding.remedy
    assert "\n" not in said
    assert set(re.findall(r"[A-Za-z]{2,}", said)) <= OUR_LATIN
    assert not re.search(r"\[\]|\{\}|\['|\{'|None", said)
    assert not finding.message.endswith("。")
    assert not finding.remedy.endswith("。")
    if not finding.loc:  # what a whole layout lacks
        assert "名称" in data
        return
    node = data
    for step in finding.loc[:-1]:
        node = node[step]
    # A bare name stands for a whole column of a layout, so what is wrong with it may lie within a text.
    assert isinstance(node, list if isinstance(finding.loc[-1], int) else dict | str)


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
@pytest.mark.parametrize("how", ["remove", "rename", "wrap", "junk"])
def test_every_single_mistake_is_said_in_chinese(model: type[Record], how: str) -> None:
    """Each place of a whole tree, mangled in each way: every finding is fit for a clerk."""
    junk: tuple[Any, ...] = (
        ("某", " ", "0", "99999999999", None, [], {}, [None], ["某"], {"某": "某"}) if how == "junk" else (None,)
    )
    for loc in places_in(FULL[model])[1:]:
        for piece in junk:
            tree = mangled(FULL[model], loc, how, piece)
            for finding in findings(tree, model):
                assert_fit_for_a_clerk(finding, tree)


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
@given(data=st.data())
def test_several_mistakes_are_said_in_chinese(model: type[Record], data: st.DataObject) -> None:
    """The same for several mistakes at once, in any combination, also on top of one another."""
    tree = data.draw(mangled_trees(model))
    for finding in findings(tree, model):
        assert_fit_for_a_clerk(finding, tree)


def test_a_kind_of_error_nobody_foresaw_is_still_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error the model does not raise today is named by its kind, in pydantic's words rather than none."""
    monkeypatch.delitem(schema_errors._WORDS, "string_type")
    ((_loc, message, remedy),) = said("格式: 1\n标题: [某]")
    assert message == "“标题”：内容不合要求（string_type）"
    assert remedy
