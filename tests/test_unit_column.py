"""A column of units that is not called 责任单位, in a table that has no such column."""

from __future__ import annotations

from docx_building import docx, paragraph, table
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft

HEADING = ("序号", "单位", "存在问题", "整改措施", "整改时限")


def read(*rows: tuple[str, ...]) -> Draft:
    return read_document(docx(paragraph("某县审计问题整改台账") + table(*rows)), "台账.docx")


def units(draft: Draft) -> list[str | None]:
    return [task.units for _c, _i, task in draft.plan.rows()] if draft.plan else []


def test_units_of_a_plain_heading_are_responsible() -> None:
    """They fill the rows they are merged over, and a small doubt names the column."""
    draft = read(
        HEADING,
        ("1", "县一中", "图书未入账", "清点图书", "2024年9月底前"),
        ("2", "^", "代收费未退", "逐班退还", "立行立改"),
        ("3", "县教育局", "成本核算不实", "聘请第三方", "2024年10月底"),
    )
    assert units(draft) == ["县一中", "县一中", "县教育局"]
    assert [doubt.message for doubt in draft.doubts if doubt.minor] == [
        "台账没有“责任单位”一栏，“单位”一栏按责任单位读，请核对"
    ]


def test_a_column_of_units_beside_the_responsible_ones_is_kept_apart() -> None:
    """Where 责任单位 has a column, 单位 stays under 附加."""
    draft = read(
        (*HEADING, "责任单位"),
        ("1", "县一中", "图书未入账", "清点图书", "2024年9月底前", "县教育局"),
        ("2", "县二中", "代收费未退", "逐班退还", "立行立改", "县教育局"),
    )
    assert units(draft) == ["县教育局", "县教育局"]
    assert draft.plan is not None
    assert [task.extra for _c, _i, task in draft.plan.rows()] == [{"单位": "县一中"}, {"单位": "县二中"}]


def test_other_words_under_such_a_heading_are_no_units() -> None:
    """单位 over 万元 and 台 is a unit of measure."""
    draft = read(
        HEADING,
        ("1", "万元", "补助未拨付", "足额拨付", "2024年9月底前"),
        ("2", "台", "设备闲置", "调配使用", "2024年9月底前"),
    )
    assert units(draft) == [None, None]
