"""Wordings of responsible units, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.roster import EMPTY, Roster, Unit
from zhenggai.wording.unit_remarks import LABEL
from zhenggai.wording.units import read_units, write_units

CORPUS = Path(__file__).parent / "corpus" / "units.tsv"

ROSTERS = {
    "": EMPTY,
    "许昌": Roster(
        units=(
            Unit("市发展和改革委员会", ("市发展改革委", "市发改委"), "市"),
            Unit("市自然资源和规划局（林业和花木园艺中心）", ("市林业中心",), "市"),
        ),
        expansions={"各相关县（市、区）": ("长葛市", "禹州市", "襄城县", "鄢陵县", "魏都区", "建安区")},
    ),
    "勐来": Roster(
        units=(Unit("乡村振兴办", level="乡"), Unit("村镇规划建设服务中心", ("村镇办",), "乡")),
        expansions={"各行政村": ("甲村", "乙村", "丙村")},
    ),
}


@dataclass(frozen=True)
class Row:
    line: int
    text: str
    roster: Roster
    units: tuple[str, ...]
    doubts: tuple[str, ...]


def corpus() -> list[Row]:
    rows = []
    for number, line in enumerate(CORPUS.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        text, roster, units, doubts = (*line.split("\t"), "", "", "")[:4]
        rows.append(Row(number, text.replace("\\n", "\n"), ROSTERS[roster], listed(units), listed(doubts)))
    return rows


def listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@pytest.mark.parametrize("row", corpus(), ids=lambda row: f"line-{row.line}")
def test_corpus(row: Row) -> None:
    """Every wording of the corpus reads as its units, with exactly the doubts it names."""
    reading = read_units(row.text, row.roster)
    assert reading.units == row.units
    assert len(reading.doubts) == len(row.doubts), reading.doubts
    assert all(word in doubt for word, doubt in zip(row.doubts, reading.doubts, strict=True)), reading.doubts


def test_corpus_is_large_enough() -> None:
    """The corpus holds at least sixty wordings, none of them twice under the same roster."""
    seen = [(row.text, id(row.roster)) for row in corpus()]
    assert len(seen) >= 60
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("row", corpus(), ids=lambda row: f"line-{row.line}")
def test_corpus_is_written_and_read_back(row: Row) -> None:
    """What was read from any wording of the corpus can be written and reads back the same."""
    units = read_units(row.text, row.roster).units
    assume_plain = [unit for unit in units if read_units(unit).units == (unit,)]
    assert read_units(write_units(assume_plain)).units == tuple(assume_plain)


@pytest.mark.parametrize(
    ("units", "wording"),
    [
        ((), ""),
        (("市场监管局",), "市场监管局"),
        (("市财政局", "市农业农村局"), "市财政局、农业农村局"),
        (("市财政局", "市市场监管局"), "市财政局、市场监管局"),
        (("市财政局", "农业农村局"), "市财政局；农业农村局"),
        (("市财政局", "各县（市、区）财政局", "各县（市、区）审计局"), "市财政局；各县（市、区）财政局、审计局"),
        (("市委组织部", "市委宣传部", "市财政局"), "市委组织部、宣传部、财政局"),
        (("县委", "县政府"), "县委、县政府"),
        (("县纪委监委", "县委组织部"), "县纪委监委、县委组织部"),
        (
            ("基层党建办", "勐来乡九年一贯中心校", "乡残联", "各行政村"),
            "基层党建办、勐来乡九年一贯中心校、乡残联、各行政村",
        ),
        (("市财政局", "市财政局"), "市财政局"),
    ],
)
def test_writing(units: tuple[str, ...], wording: str) -> None:
    """Units are written as an official would write them: a shared prefix once, ； where another level begins."""
    assert write_units(units) == wording


PREFIXES = ("", "市", "县", "乡", "许昌市", "长葛市", "勐来乡", "各县（市、区）", "各相关县(市、区)", "各行政村")
DEPARTMENTS = (
    *(
        "财政局",
        "发展和改革委员会",
        "市场监管局",
        "农业农村局",
        "自然资源和规划局（林业和花木园艺中心）",
        "政府办公室",
        "残联",
    ),
    *(
        "乡村振兴办",
        "村镇规划建设服务中心",
        "文化和旅游广播电视体育服务中心",
        "九年一贯中心校",
        "城市管理局",
        "委组织部",
    ),
    *("城投公司", "许昌学院", "赵某", "组织部", "区域合作办", "", "人民医院", "委"),
)
NAMES = st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(DEPARTMENTS)).filter(
    lambda name: read_units(name).units == (name,)
)


@given(st.lists(NAMES, unique=True, max_size=8))
def test_written_units_read_back(units: list[str]) -> None:
    """Whatever units are written, the wording reads back as the same units in the same order."""
    assert read_units(write_units(units)).units == tuple(units)


@given(st.lists(NAMES, unique=True, max_size=6))
def test_shortening_adds_no_doubt(units: list[str]) -> None:
    """A written wording asks nothing that the full names divided by ； would not ask."""
    assert set(read_units(write_units(units)).doubts) <= set(read_units("；".join(units)).doubts)


FRAGMENTS = st.one_of(
    st.sampled_from(PREFIXES),
    st.sampled_from(DEPARTMENTS),
    st.sampled_from(
        ["、", "，", "；", ";", "。", "和", "及", "与", "以及", "会同", " ", "\n", "　", "（", "）", "(", ")", "“", "”"]
    ),
    st.sampled_from(
        ["责任单位：", "牵头单位：", "（配合）", "负责人：", "等部门", "由", "牵头", "配合", "：", "1.", "各", "省、"]
    ),
    st.text("局委办县市区乡镇村各有关甲乙abc", max_size=4),
)
WORDINGS = st.lists(FRAGMENTS, max_size=12).map("".join)
DIVIDERS = re.compile(r"以及|会同|[和及与\W\d_]+")


@given(WORDINGS)
def test_nothing_is_dropped(text: str) -> None:
    """Every run of characters between separators, conjunctions and labels is in a unit or in a doubt."""
    reading = read_units(text)
    said = "\n".join((*reading.units, *reading.doubts))
    assert [run for run in DIVIDERS.split(LABEL.sub(" ", text)) if run and run not in said] == []


@given(WORDINGS, WORDINGS)
def test_groups_are_independent(first: str, second: str) -> None:
    """What stands before a ； has no influence on what stands after it, outside brackets."""
    if any(bracket in first + second for bracket in "（）()“”"):
        return
    both = read_units(first).units + read_units(second).units
    assert read_units(f"{first}；{second}").units == tuple(dict.fromkeys(both))


@given(st.one_of(st.text(), WORDINGS), st.sampled_from(list(ROSTERS)))
def test_any_text_is_read(text: str, roster: str) -> None:
    """No text is refused; units are never empty and never repeated."""
    reading = read_units(text, ROSTERS[roster])
    assert reading.text == text
    assert all(reading.units)
    assert len(set(reading.units)) == len(reading.units)
    assert len(set(reading.doubts)) == len(reading.doubts)


def test_place_with_and_without_expansions() -> None:
    """A collective the roster does not explain is kept, in silence only where the roster explains none at all."""
    assert read_units("各站所").doubts == ()
    assert read_units("各站所", ROSTERS["勐来"]).doubts != ()
    assert read_units("各站所", ROSTERS["勐来"]).units == ("各站所",)


def test_known_name_is_not_divided() -> None:
    """A name the roster has is one unit, whatever conjunctions stand in it."""
    text = "市财政局和审计局联合办公室"
    assert read_units(text, Roster((Unit(text),))).units == (text,)
    assert read_units("游客接待站和停车场管理所", Roster((Unit("游客接待站"),))).units == ("游客接待站", "停车场管理所")


def test_short_name_of_another_level_is_not_taken() -> None:
    """财政局 after a 县 unit is the 县财政局, even where the roster calls its 市财政局 财政局 for short."""
    roster = Roster((Unit("市财政局", ("财政局",)),))
    assert read_units("县审计局、财政局", roster).units == ("县审计局", "县财政局")
    assert read_units("市审计局、财政局", roster).units == ("市审计局", "市财政局")
    assert read_units("财政局", roster).units == ("市财政局",)
