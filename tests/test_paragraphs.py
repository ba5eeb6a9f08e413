"""Lines joined where a page, a scan or a PDF broke them, and kept apart where a new paragraph begins."""

from __future__ import annotations

import pytest

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.document_text import read_text


def joined(text: str) -> list[str]:
    return [block.text.text for block in read_text(text).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "对发现问题及时反馈各县，督促加快项目进度，确保年底前全部完工，并及时办理验\n\n收手续。",
            ["对发现问题及时反馈各县，督促加快项目进度，确保年底前全部完工，并及时办理验收手续。"],
        ),
        ("（责任单位：甲局；整改时限：\n\n6月底前）", ["（责任单位：甲局；整改时限：6月底前）"]),
        ("按照《关于印发〈某年度\n整改方案〉的通知》要求", ["按照《关于印发〈某年度整改方案〉的通知》要求"]),
        ("第一条意见，\n第二句话。", ["第一条意见，第二句话。"]),
        ("邮箱：\n\n×××", ["邮箱：", "×××"]),
        ("责任单位：市财政局、市水利局；各相关县（市、区）财政局、水利局\n各单位要抓好落实。", None),
        ("一、指导思想\n以某某为指导。\n二、任务", None),
        ("某县财政局\n某县水利局\n2023年6月1日", None),
        ("某某问题整改方案\n为抓好整改，制定本方案。", None),
        ("整改措施：\n1.甲\n2.乙", None),
        (
            "附件：2021年度某某资金绩效考核评估反馈问题对照整改台账\n\n2021年某某考核反馈问题整改台账",
            ["附件：2021年度某某资金绩效考核评估反馈问题对照整改台账", "2021年某某考核反馈问题整改台账"],
        ),
    ],
)
def test_joining(text: str, paragraphs: list[str] | None) -> None:
    """Broken sentences are joined with nothing between; marks, labels, titles and signatures begin anew."""
    assert joined(text) == (text.split("\n") if paragraphs is None else paragraphs)


def test_hard_wrapped_text() -> None:
    """In a text wrapped at one width the full lines go on, and an indent begins a paragraph."""
    paragraphs = [
        "为认真做好县里反馈的监测帮扶问题整改工作，巩固脱贫成果，结合本镇实际，制定如下方案。",
        "一、整改内容",
        "（一）识别不精准。个别村对支出骤增的农户关注不够，纳入监测不及时。",
        "整改措施：组织村干部对支出超过一万元的农户逐户核查，符合条件的及时纳入监测，不符合的说明原因并且公示。",
        "（二）帮扶不精准。部分监测户只有兜底措施，没有产业和就业帮扶，收入增长后劲不足。",
    ]
    wrapped = [f"　　{text}"[at : at + 26] for text in paragraphs for at in range(0, len(text) + 2, 26)]
    assert joined("\n".join(wrapped)) == paragraphs


def test_hanging_lines() -> None:
    """Where every paragraph is indented, a line that is not goes on with the full one above it."""
    lines = [
        "某镇安全检查问题整改方案",
        "　　一、应急演练流于形式参加演练的职工说不清逃生路线与集合",
        "地点在哪里，台账照抄上年",
        "　　二、值班记录缺页",
        "　　三、仓库内电线私拉乱接没有穿管且临时线路使用期限超过",
        "十五天，没有办理审批",
        "　　四、特种作业人员无证上岗",
    ]
    text = "\n".join(lines)
    assert joined(text) == [
        "某镇安全检查问题整改方案",
        "一、应急演练流于形式参加演练的职工说不清逃生路线与集合地点在哪里，台账照抄上年",
        "二、值班记录缺页",
        "三、仓库内电线私拉乱接没有穿管且临时线路使用期限超过十五天，没有办理审批",
        "四、特种作业人员无证上岗",
    ]
    assert len(joined(text.replace("　　", ""))) == 7  # nothing but the indent tells


def test_markup_is_taken_off_and_kept_apart() -> None:
    """Bold, headings and leftover tags are no text; bold stretches are known by their place in it."""
    (heading, text) = read_text("## 一、任务\n\n**整改措施：**一是<br>加强").blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(text, Paragraph)
    assert (heading.text.text, heading.heading) == ("一、任务", 2)
    assert (text.text.text, text.bold) == ("整改措施：一是加强", ((0, 5),))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("甲\n— 1 —\n乙", ["1"]),
        ("甲\n- 12 -\n乙", ["12"]),
        ("甲\n第 3 页 共 9 页\n乙", ["3"]),
        ("加强监管。— 4 —二是整改", ["4"]),
        ("甲。\n" * 6 + "1\n" + "乙。\n" * 6 + "2\n" + "丙。", ["1", "2"]),
        ("1\n甲\n2\n乙\n3\n丙", []),
        ("Y002—3—北坡道路", []),
        ("2022年—2023年", []),
    ],
)
def test_page_numbers(text: str, numbers: list[str]) -> None:
    """Page numbers are set aside, and numbers that count a list are not."""
    content = read_text(text)
    found = [aside.text.text for aside in content.asides if aside.reason == "页码"]
    assert [
        "".join(filter(str.isdigit, one))[: len(number)] for one, number in zip(found, numbers, strict=True)
    ] == numbers


def test_a_glued_page_number_is_a_doubt() -> None:
    """One that stood between words is taken out and told."""
    content = read_text("整改措施：加强— 4 —监管。")
    assert joined("整改措施：加强— 4 —监管。") == ["整改措施：加强监管。"]
    assert len(content.doubts) == 1
