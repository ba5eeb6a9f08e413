"""The rules on units and on stated counts: the roster, one name for one unit, who reports and who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scenes import expect, run, scene_of
from zhenggai.checks import RULES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("类型: 1", None),
        ("类型: 2", (1, 12)),
        ("问题: 2", (1, 12)),
        ("任务: 2", None),
        ("措施: 4", (1, 12)),
        ("措施: 3", None),
    ],
)
def test_counts_are_as_stated(name: str, problem: tuple[int, int] | None, tmp_path: Path) -> None:
    """Each of the four counts a plan may state about itself is compared with what there is."""
    example = f"声明: {{  {name}}}\n任务:\n- {{编号: 1-1, 整改措施: [甲, 乙]}}\n- {{编号: 1-2, 整改措施: [丙]}}"
    expect(tmp_path, "stated-counts", example, problem=problem)


def test_a_name_must_be_in_the_roster(tmp_path: Path) -> None:
    """A name the roster does not know is found once, at its first place; aliases and expanded places are known."""
    example = """
        名录:
          单位: [{名称: 市财政局}, {名称: 市发展和改革委员会, 简称: [市发展改革委]}]
          展开: {各相关县（市、区）: [甲县, 乙市]}
        任务:
        - {编号: 1-1, 责任单位: 市财政局、发展改革委；各相关县（市、区）财政局}
        - {编号: 1-2, 责任单位: 市财正局、审计局}
        - 编号: 1-3
          责任单位: 市财正局
          牵头单位: 市财政局
          进展: [{日期: 2022-06-20, 状态: 整改中, 单位: 市财政所, 内容: 某}]
    """
    expect(tmp_path, "unit-unknown", example, problem=[(6, 19), (6, 19), (10, 38)])


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    """The finding names the unit that was probably meant."""
    example = "名录: {单位: [{名称: 市财政局}, {名称: 市审计局}]}\n责任单位: 市财正局"
    (rule,) = [one for one in RULES if one.id == "unit-unknown"]
    (found,) = run(scene_of(example), tmp_path, [rule]).findings
    assert "市财政局" in found.remedy


def test_without_a_roster_every_name_will_do(tmp_path: Path) -> None:
    """A workspace without a roster, or with expansions only, is not asked for names."""
    expect(tmp_path, "unit-unknown", "责任单位: 市财正局", problem=None)
    expect(tmp_path, "unit-unknown", "名录: {展开: {各县: [甲县]}}\n责任单位: 市财正局", problem=None)
    expect(tmp_path, "collective-unexpanded", "责任单位: 各行政村", problem=None)


def test_a_collective_must_be_expanded(tmp_path: Path) -> None:
    """With a roster, 各… that it does not expand is found once; 有关 is read as 相关."""
    example = """
        名录: {展开: {各相关县（市、区）: [甲县, 乙市]}}
        任务:
        - {编号: 1-1, 责任单位: 市财政局；各有关县（市、区）财政局}
        - {编号: 1-2, 责任单位: 市财政局，各行政村}
        - {编号: 1-3, 责任单位: 各行政村}
    """
    expect(tmp_path, "collective-unexpanded", example, problem=(4, 19))


@pytest.mark.parametrize(
    ("often", "once", "drifts"),
    [
        ("村镇规划建设服务中心", "村镇规划服务中心", True),
        ("市发展改革委", "市发改改革委", True),
        ("市自然资源和规划局", "市自然资源规划局", True),
        ("县人力资源和社会保障局", "县人力资源社会保障局", True),
        ("县第一人民医院", "县第二人民医院", False),
        ("县人民医院", "县第一人民医院", False),
        ("城东街道办事处", "城西街道办事处", False),
        ("市财政局", "县财政局", False),
        ("县民政局", "县民宗局", False),
        ("乡农业农村服务中心", "乡水务服务中心", False),
        ("县教育局", "县教育体育局", False),
        ("林业和草原服务中心", "林业和草原服务中心", False),
    ],
)
def test_a_rare_name_that_is_nearly_another_drifts(often: str, once: str, drifts: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table's column
    """One unit written in two ways is found at the rare one; units that differ by what tells units apart are two."""
    example = f"""
        任务:
        - {{编号: 1-1, 责任单位: {often}、审计局}}
        - {{编号: 1-2, 责任单位: {often}}}
        - {{编号: 1-3, 责任单位: {once}}}
    """
    expect(tmp_path, "unit-alias-drift", example, problem=(4, 19) if drifts else None)


def test_names_side_by_side_are_two_units(tmp_path: Path) -> None:
    """What one wording lists side by side cannot be one unit; nor is a name of the roster a slip."""
    example = """
        任务:
        - {编号: 1-1, 责任单位: 村镇规划建设服务中心、村镇规划服务中心}
        - {编号: 1-2, 责任单位: 村镇规划建设服务中心}
    """
    expect(tmp_path, "unit-alias-drift", example, problem=None)
    example = """
        名录: {单位: [{名称: 村镇规划建设服务中心}, {名称: 村镇规划服务中心}]}
        任务:
        - {编号: 1-1, 责任单位: 村镇规划建设服务中心}
        - {编号: 1-2, 责任单位: 村镇规划建设服务中心}
        - {编号: 1-3, 责任单位: 村镇规划服务中心}
    """
    expect(tmp_path, "unit-alias-drift", example, problem=None)


@pytest.mark.parametrize(
    ("unit", "problem"),
    [
        ("县水利局", None),
        ("水利局", None),
        ("县审计局", None),
        ("安也村", None),
        ("甲县财政局", None),
        ("某市财政局", None),
        ("县教育局", (6, 38)),
    ],
)
def test_only_those_responsible_report(unit: str, problem: tuple[int, int] | None, tmp_path: Path) -> None:
    """Responsible, leading and supporting units report, those a collective may mean, and who issued the plan."""
    responsible = "县水利局；各县财政局" if unit != "安也村" else "县水利局，各行政村"
    example = f"""
        发文机关: [某市财政局]
        任务:
        - 编号: 1-1
          责任单位: {responsible}
          配合单位: 县审计局
          进展: [{{日期: 2022-06-20, 状态: 整改中, 单位: {unit}, 内容: 某}}]
    """
    expect(tmp_path, "unit-not-responsible", example, problem=problem)


def test_a_lead_is_among_the_responsible_where_others_are(tmp_path: Path) -> None:
    """A lead named nowhere among the units is found, unless the plan keeps leads in a column of their own."""
    example = """
        任务:
        - {编号: 1-1, 责任单位: 县水利局、县财政局, 牵头单位: 县水利局}
        - {编号: 1-2, 责任单位: 县水利局, 配合单位: 县审计局, 牵头单位: 县审计局}
        - {编号: 1-3, 责任单位: 县水利局、县财政局, 牵头单位: 县教育局}
    """
    expect(tmp_path, "lead-not-among", example, problem=(4, 36))
    example = """
        任务:
        - {编号: 1-1, 责任单位: 县财政局, 牵头单位: 县水利局}
        - {编号: 1-2, 责任单位: 县审计局, 牵头单位: 县教育局}
    """
    expect(tmp_path, "lead-not-among", example, problem=None)
