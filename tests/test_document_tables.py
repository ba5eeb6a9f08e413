"""Ledger tables in text as they are pasted, merged and headed by people, read row by row and column by column."""

from __future__ import annotations

from zhenggai.importers.document import read_document
from zhenggai.model import Plan


def read(text: str) -> Plan:
    """Read a text that must be a plan."""
    plan = read_document(text.encode(), "台账.txt").plan
    assert plan is not None
    return plan


def rows(plan: Plan) -> list[tuple[str, str, tuple[str, ...], str | None, str | None]]:
    """Return of each task the category, the problem, the measures, the units and the deadline."""
    return [
        (category.name, issue.title, task.measures, task.units, task.deadline.text if task.deadline else None)
        for category, issue, task in plan.rows()
    ]


HEADER = "序号\t存在问题\t整改措施\t责任单位\t完成节点"


def test_a_quoted_cell_of_several_lines() -> None:
    """A spreadsheet puts a cell of several lines in quotes; its lines stay apart, and the cells behind it too."""
    first = '1\t占用耕地\t"1.拆除鸡舍\n2.覆土复耕"\t某镇政府\t10月底前'
    text = f"某县图斑整改台账\n{HEADER}\n{first}\n2\t弃渣\t清运\t某乡政府\t9月底前"
    assert rows(read(text)) == [
        ("整改问题", "占用耕地", ("拆除鸡舍", "覆土复耕"), "某镇政府", "10月底前"),
        ("整改问题", "弃渣", ("清运",), "某乡政府", "9月底前"),
    ]


def test_a_column_that_groups_the_rows() -> None:
    """A column before the problems that is blank further down is the category, whatever its heading."""
    text = (
        "某县图斑整改台账\n序号\t所在乡镇\t存在问题\t整改措施\t责任单位\t整改时限\n"
        "1\t凤台镇\t占地建房\t拆除\t凤台镇政府\t9月底前\n2\t\t硬化农田\t复耕\t凤台镇政府\t9月底前\n3\t白沙乡\t弃渣\t清运\t白沙乡政府\t8月底前"
    )
    assert [row[0] for row in rows(read(text))] == ["凤台镇", "凤台镇", "白沙乡"]


def test_a_column_filled_in_every_row_groups_nothing() -> None:
    """Where every row has a text of its own, as 点位名称 does, the column is kept as it is."""
    text = f"某县整改台账\n{HEADER}".replace("序号\t", "序号\t点位名称\t") + (
        "\n1\t东门桥\t护栏破损\t修复\t县住建局\t9月底前\n2\t西门桥\t桥面坑洼\t修补\t县住建局\t9月底前"
    )
    plan = read(text)
    assert [row[0] for row in rows(plan)] == ["整改问题", "整改问题"]
    assert [task.extra for _category, _issue, task in plan.rows()] == [{"点位名称": "东门桥"}, {"点位名称": "西门桥"}]


def test_a_day_merged_over_two_problems() -> None:
    """What is merged over two problems is said of both."""
    cells = "<td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
    text = (
        "缺陷整改台账\n<table><tr><th>序号</th><th>缺陷描述</th><th>整改措施</th><th>责任部门</th><th>完成日期</th></tr>"
        f"<tr>{cells.format(1, '记录有涂改', '培训', '物料部')}<td rowspan='2'>2023年12月31日</td></tr>"
        f"<tr>{cells.format(2, '标识缺失', '补齐', '物料部')}</tr></table>"
    )
    assert [(row[1], row[4]) for row in rows(read(text))] == [
        ("记录有涂改", "2023年12月31日"),
        ("标识缺失", "2023年12月31日"),
    ]


def test_what_stands_below_short_rows() -> None:
    """Rows whose last cells are left out are whole, and what stands below them is no part of them."""
    text = (
        f"某县整改台账\n{HEADER}\t备注\n1\t弃渣\t清运\t某乡政府\t9月底前\n2\t淤积\t清淤\t某镇政府\t8月底前"
        "\n合计：2处\n注：按月调度。"
    )
    assert [row[4] for row in rows(read(text))] == ["9月底前", "8月底前"]


def test_an_ambiguous_column() -> None:
    """整改内容 beside a column of problems is what is to be done, and the problem where it stands alone."""
    beside = f"某县整改台账\n{HEADER.replace('整改措施', '整改内容')}\n1\t弃渣\t清运\t某乡政府\t9月底前"
    alone = f"某县整改台账\n{HEADER.replace('存在问题', '整改内容')}\n1\t弃渣\t清运\t某乡政府\t9月底前"
    assert rows(read(beside)) == rows(read(alone)) == [("整改问题", "弃渣", ("清运",), "某乡政府", "9月底前")]


def test_a_signature_in_the_middle() -> None:
    """Issuer and day stand above text that was appended; days without a year are read by them."""
    text = (
        f"某县整改台账\n{HEADER}\n1\t弃渣\t清运\t某乡政府\t9月底前\n某县自然资源局\n2023年9月8日\n附：政策依据\n"
        "依照有关规定执行。"
    )
    plan = read(text)
    assert (plan.issuers, str(plan.issued)) == (("某县自然资源局",), "2023-09-08")


def test_a_table_divided_by_commas() -> None:
    """A table saved as text keeps its cells; a comma in a sentence of the plan makes no table."""
    text = (
        "某局整改台账\n序号,问题,整改措施,责任科室,完成时限\n1,附件不全,补齐附件,财务科,2023年6月30日\n"
        "2,未贴标签,清查,办公室,2023年7月31日"
    )
    assert rows(read(text)) == [
        ("整改问题", "附件不全", ("补齐附件",), "财务科", "2023年6月30日"),
        ("整改问题", "未贴标签", ("清查",), "办公室", "2023年7月31日"),
    ]


def test_a_table_divided_by_gaps() -> None:
    """Cells set apart by wide gaps are cells, and 1. and 2. before the problems number them."""
    text = (
        "某所整改计划\n存在的问题      整改措施    责任人   完成时间\n"
        "1.10kV线路树障未清理     砍伐树障     卢某    4月20日\n2.配电箱未上锁    加装挂锁   葛某   4月10日"
    )
    plan = read(text)
    assert [(row[1], row[2], row[4]) for row in rows(plan)] == [
        ("10kV线路树障未清理", ("砍伐树障",), "4月20日"),
        ("配电箱未上锁", ("加装挂锁",), "4月10日"),
    ]


def test_measures_under_one_heading_in_two_columns() -> None:
    """整改措施 spread over two columns is the measures of both."""
    text = (
        "# 某镇问题整改任务表\n\n| 村别 | 存在问题 | 整改措施 | | 包村领导 | 整改时限 |\n|---|---|---|---|---|---|\n"
        "| | | 立行立改 | 长期措施 | | |\n| 东村 | 垃圾满溢 | 立即清运 | 定时收运 | 范某 | 5月5日 |\n"
        "| | 沟渠漂浮物 | 打捞清理 | 落实巡查 | 范某 | 5月8日 |"
    )
    assert [(row[0], row[2]) for row in rows(read(text))] == [
        ("东村", ("立即清运", "定时收运")),
        ("东村", ("打捞清理", "落实巡查")),
    ]


def test_labels_above_the_problem() -> None:
    """桥梁名称 above each 隐患情况 belongs to that one, and not to the record above it."""
    record = "桥梁名称：{}\n隐患情况：{}\n整治措施：{}\n责任单位：养护中心\n整治时限：2023年6月20日\n"
    text = (
        "某局隐患整治清单\n"
        + record.format("大河桥", "桥墩外露", "抛石")
        + record.format("沙沟桥", "护栏缺失", "安装护栏")
    )
    tasks = [(issue.title, task.measures, task.extra) for _category, issue, task in read(text).rows()]
    assert tasks == [
        ("桥墩外露", ("抛石",), {"桥梁名称": "大河桥"}),
        ("护栏缺失", ("安装护栏",), {"桥梁名称": "沙沟桥"}),
    ]


def test_what_a_page_puts_around_a_document() -> None:
    """Navigation, counters and footers are left out by name, and what the document says is not."""
    text = (
        "首页 > 政务公开 > 通知公告\n某区整改方案\n发布时间：2023-07-12    来源：区水利局    浏览次数：132\n"
        "一、问题及措施\n1.管护经费不足。\n整改措施：纳入预算。\n责任单位：区财政局\n整改时限：9月底前\n"
        "二、工作要求\n加强领导。\n分享到：微信\n版权所有：某区人民政府"
    )
    draft = read_document(text.encode(), "网页.txt")
    assert draft.plan is not None
    assert draft.plan.requirements == ("加强领导。",)
    assert [one.place.line for one in draft.left_out if "网页" in one.reason] == [1, 3, 11, 12]
