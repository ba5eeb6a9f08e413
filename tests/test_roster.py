"""The roster: what a unit is called, and what a collective wording stands for."""

from __future__ import annotations

import pytest

from zhenggai.roster import EMPTY, Roster, Unit

ROSTER = Roster(
    units=(
        Unit("市发展和改革委员会", ("市发改委", "市发展改革委"), "市"),
        Unit("市自然资源和规划局（林业和花木园艺中心）", ("市林业中心", "市发改委"), "市"),
        Unit("市发展改革委"),
    ),
    expansions={
        "各相关县（市、区）": ("甲县", "乙区"),
        "各行政村": ("丙村",),
        "各有关县(市、区)": ("丁县",),
    },
)


@pytest.mark.parametrize(
    ("name", "preferred"),
    [
        ("市发展和改革委员会", "市发展和改革委员会"),
        ("市发改委", "市发展和改革委员会"),
        ("市林业中心", "市自然资源和规划局（林业和花木园艺中心）"),
        ("市自然资源和规划局(林业和花木园艺中心)", "市自然资源和规划局（林业和花木园艺中心）"),
        ("市财政局", "市财政局"),
        ("", ""),
    ],
)
def test_canonical(name: str, preferred: str) -> None:
    """A name or alias gives the unit's own name, whatever the width of its brackets; an unknown name gives itself."""
    assert ROSTER.canonical(name) == preferred


def test_contested_names() -> None:
    """An alias two units claim is the first one's, and a unit's own name goes before another's alias."""
    assert ROSTER.canonical("市发改委") == "市发展和改革委员会"
    assert ROSTER.canonical("市发展改革委") == "市发展改革委"


def test_knowing() -> None:
    """Names and aliases are known, in brackets of either width; others are not."""
    assert ROSTER.knows("市林业中心")
    assert ROSTER.knows("市自然资源和规划局(林业和花木园艺中心)")
    assert not ROSTER.knows("市财政局")
    assert not EMPTY.knows("")


def test_names() -> None:
    """Names and aliases are listed in the order of the roster."""
    assert ROSTER.names()[:4] == (
        "市发展和改革委员会",
        "市发改委",
        "市发展改革委",
        "市自然资源和规划局（林业和花木园艺中心）",
    )


@pytest.mark.parametrize(
    ("collective", "members"),
    [
        ("各相关县（市、区）", ("甲县", "乙区")),
        ("各有关县(市、 区)", ("甲县", "乙区")),
        ("各县（市、区）", ()),
        ("各行政村", ("丙村",)),
        ("各站所", ()),
    ],
)
def test_expand(collective: str, members: tuple[str, ...]) -> None:
    """有关 is read as 相关 and brackets of either width alike; of two such wordings the first counts."""
    assert ROSTER.expand(collective) == members


@pytest.mark.parametrize("collective", ["各县（市、区）", "县(市、区)", "各有关县（市、区）"])
def test_expand_loosely(collective: str) -> None:
    """Read loosely, 各 and 相关 make no difference."""
    assert ROSTER.expand_loosely(collective) == ("甲县", "乙区")
    assert EMPTY.expand_loosely(collective) == ()


def test_rosters_are_values() -> None:
    """Two rosters of the same units and expansions are equal."""
    assert Roster((Unit("甲"),), {"各村": ("乙",)}) == Roster((Unit("甲"),), {"各村": ("乙",)})
    assert Roster() == EMPTY
