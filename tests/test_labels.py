"""Labels wherever they stand, and the terms that plans of many trades mean by them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.columns.layout import Term
from zhenggai.importers.headings import term_of, term_of_column
from zhenggai.importers.labels import find_labels, label_at_start


@pytest.mark.parametrize(
    ("term", "headings"),
    [
        (Term.ISSUE, "具体问题 存在问题 存在的主要问题 反馈问题 巡察反馈问题 检查发现问题 整改事项 薄弱环节"),
        (Term.DESCRIPTION, "问题描述 问题表现 具体表现 隐患内容 问题详情"),
        (Term.MEASURES, "整改措施 整改举措 具体措施 措施 治理措施 整改办法 整改建议"),
        (Term.GOAL, "整改目标 工作目标 目标 预期成效 整改目标要求"),
        (Term.DEADLINE, "整改时限 完成时限 整改期限 完成时间 整改完成时限 时间节点 办结时限 时限"),
        (Term.UNITS, "责任单位 责任科室 责任股室 整改责任单位 责任部门 整改单位 承办单位 责任单位（科室）"),
        (Term.LEAD_UNIT, "牵头单位 牵头部门 主责单位 牵头责任单位"),
        (Term.SUPPORTING_UNITS, "配合单位 协办单位 配合部门 参与单位"),
        (Term.LEAD, "牵头负责人 责任领导 包案领导 牵头领导 牵头县领导 县级责任领导 分管领导"),
        (Term.PERSON, "责任人 整改责任人 具体责任人 直接责任人 负责人"),
        (Term.PROGRESS, "整改进展 整改进展结果 整改情况 整改完成情况 进展情况 完成情况"),
        (Term.SOURCES, "问题来源 来源 反馈单位"),
        (Term.STATUS, "整改状态 是否完成 销号情况"),
        (Term.CATEGORY, "类型 问题类别 所属领域"),
        (Term.NUMBER, "数量 问题序号 编号"),
    ],
)
def test_terms(term: Term, headings: str) -> None:
    """Every one of these headings means that term."""
    assert {heading: term_of(heading) for heading in headings.split()} == dict.fromkeys(headings.split(), term)


@pytest.mark.parametrize(
    "heading", ["销号标准", "涉及金额", "加强领导", "保障措施", "工作要求", "存在问题及整改措施", "检查日期", "某某"]
)
def test_no_terms(heading: str) -> None:
    """What a ledger has no term for has none, and a chapter's heading is no label."""
    assert term_of(heading) is None


def test_headings_of_two_things() -> None:
    """责任单位及责任人 is the first of both; 措施 comes before all others."""
    assert term_of("责任单位及责任人") is Term.UNITS
    assert term_of("整改目标及措施") is Term.MEASURES
    assert term_of_column("工程措施") is Term.MEASURES


def labels(text: str) -> list[tuple[str, str]]:
    return [(label.name, text[label.end :][:4]) for label in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("整改措施：一是加强管理。", [("整改措施", "一是加强")]),
        ("责 任 单 位：市财政局", [("责任单位", "市财政局")]),
        (
            "加强管理。（牵头负责人：某某 责任单位：甲办、乙办；整改时限：6月底)",
            [("牵头负责人", "某某 责"), ("责任单位", "甲办、乙"), ("整改时限", "6月底)")],
        ),
        ("【责任领导】某某　【完成时限】6月底", [("责任领导", "某某　【"), ("完成时限", "6月底")]),
        ("具体措施如下：", [("具体措施如下", "")]),
        ("检查发现存在以下问题：", [("问题", "")]),
        ("问题3：台账不全", [("问题", "台账不全")]),
        ("措施（二）：补齐", [("措施（二）", "补齐")]),
        ("责任科室　药剂科", [("责任科室", "药剂科")]),
        ("存在的主要问题", [("存在的主要问题", "")]),
        ("责任单位（科室）：医保科", [("责任单位（科室）", "医保科")]),
        ("联系人及电话：某某 联系电话：0374", [("联系人及电话", "某某 联"), ("联系电话", "0374")]),
        ("会议指出：要加强领导。", []),
        ("一个突出问题：乱堆乱放", []),
        ("他说：“整改措施：不错”", []),
        ("整改要求", []),
        ("二、存在问题及整改措施", []),
    ],
)
def test_labels_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    """Each label with what follows it, and none in ordinary sentences."""
    assert [rest for _name, rest in labels(text)] == [rest for _name, rest in found]


def test_numbers_of_labels() -> None:
    """问题三 is the third problem."""
    assert [label.number for label in find_labels("问题三：台账不全。整改措施3：补齐。")] == [3, 3]


@given(st.text(alphabet="整改措施责任单位时限问题目标：:（）【】；。 一二3甲局", max_size=60))
def test_labels_stand_in_order(text: str) -> None:
    """Labels lie within the text, in its order, and never overlap."""
    found = find_labels(text)
    assert all(0 <= label.start < label.end <= len(text) for label in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("line", "name", "term"),
    [
        ("完成节点：8月底", "完成节点", Term.DEADLINE),
        ("承接科室：财务科", "承接科室", Term.UNITS),
        ("应对举措：更换阀门。", "应对举措", Term.MEASURES),
        ("验证人：高某", "验证人", None),
        ("审议意见二：加强治理。", "审议意见", Term.ISSUE),
        ("不符合项1：缺挡鼠板", "不符合项", Term.ISSUE),
        ("问题类别：队伍建设", "问题类别", None),
    ],
)
def test_labels_nobody_listed(line: str, name: str, term: Term | None) -> None:
    """A label that begins a line is known by its last word, or by the number behind it."""
    label = label_at_start(line)
    assert label is not None
    assert (label.name, label.term) == (name, term)


@pytest.mark.parametrize("line", ["检查时间：9月1日", "报送时间：每月25日前", "填报单位：某局", "会议时间：9点"])
def test_lines_of_the_form_are_no_labels_of_a_task(line: str) -> None:
    """When and by whom something was checked or filled in says nothing of a task."""
    label = label_at_start(line)
    assert label is None or label.term is None or label.term is Term.SOURCES


def test_labels_that_run_into_the_value_before() -> None:
    """…底前责任领导：某人责任单位：某股 is three labels with their values."""
    found = find_labels("整改时限：2022年12月底前责任领导：樊某责任单位：社会事务股")
    assert [label.name for label in found] == ["整改时限", "责任领导", "责任单位"]
