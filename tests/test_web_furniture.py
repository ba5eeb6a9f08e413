"""What a site puts around a document is set aside; what it says of the document above it is read as its head."""

from __future__ import annotations

from datetime import date

from zhenggai.importers.document import read_document

PAGE = (
    "当前位置：首页 > 政务公开\n索 引 号：41××0031/2024-00127    主题分类：城乡建设\n发布机构：青禾区城市管理局\n"
    "成文日期：2024-02-27\n发文字号：青城管〔2024〕8号\n公开方式：主动公开\n\n"
    "青禾区城市管理局环卫作业问题整改清单\n时间：2024-02-28 10:15\n\n"
    "1.清扫不彻底。\n整改措施：增加频次。\n责任单位：洁某公司\n整改时限：3月10日前\n\n"
    "【打印】 【关闭】\n相关阅读：\n1.某某公告\n2.某某总结\n"
)


def test_facts_above_the_text_are_its_head() -> None:
    """成文日期 is the day the plan was issued, 发布机构 who issued it, 发文字号 its number."""
    plan = read_document(PAGE.encode(), "清单.txt").plan
    assert plan is not None
    assert (plan.issued, plan.issuers, plan.number) == (date(2024, 2, 27), ("青禾区城市管理局",), "青城管〔2024〕8号")
    assert [str(task.deadline.due) for _c, _i, task in plan.rows() if task.deadline] == ["2024-03-10"]


def test_all_of_the_page_is_accounted_for() -> None:
    """Navigation, other facts, buttons and the list of other pages are listed as left out, and nothing else is."""
    draft = read_document(PAGE.encode(), "清单.txt")
    left_out = "".join(one.text for one in draft.left_out)
    assert {one.reason for one in draft.left_out} == {"网页的导航、页脚等"}
    for words in ("首页", "41××0031", "城乡建设", "主动公开", "10:15", "打印", "某某总结"):
        assert words in left_out
    assert "增加频次" not in left_out


def test_a_label_of_a_record_is_no_fact_of_a_page() -> None:
    """来源 below a problem belongs to the problem."""
    text = "某县问题整改清单\n问题：围堰渗水。\n来源：省暗访\n整改措施：灌浆。\n责任单位：县水利局\n整改时限：5月底\n"
    plan = read_document(text.encode(), "清单.txt").plan
    assert plan is not None
    assert [task.sources for _c, _i, task in plan.rows()] == [("省暗访",)]
