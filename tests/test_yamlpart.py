"""The part of a file that an edit is about: found by indentation, and never a reason for another result."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strategies import plans
from test_yamlhouse import HOUSE, READ, harmed
from zhenggai.findings import Loc
from zhenggai.store import yamledit, yamlhouse
from zhenggai.store.yamledit import Append, Edit, Put, render, splice
from zhenggai.store.yamlpart import part_of

TEXT = """\
# 说明
标题: 某
工作要求:
- 一是
- |-
  二是
  类型:
类型:
# 甲的说明
- 名称: 甲
  问题:
  - 编号: 1
    任务:
    - 编号: 1-1
      进展:
      - 日期: 2022-06-08
        # 进展的说明

    # 另一个任务
    - 编号: 1-2
  - {编号: 2}
- 名称: 乙
联系人: []
"""


def part(*loc: str | int) -> str | None:
    found = part_of(TEXT, loc)
    return None if found is None else TEXT[found.start : found.end]


def test_the_part_is_the_innermost_item() -> None:
    """What stands at a place in a list belongs to the item's own lines, up to the next item."""
    second = "    - 编号: 1-2\n"
    first = "    - 编号: 1-1\n      进展:\n      - 日期: 2022-06-08\n        # 进展的说明\n\n    # 另一个任务\n"
    task = ("类型", 0, "问题", 0, "任务")
    assert part(*task, 0, "进展") == part(*task, 0, "整改时限", "日期") == first
    assert part(*task, 1, "进展") == second
    assert part(*task, 0, "进展", 0, "佐证") == first[first.index("      - 日期") :]
    assert part("类型", 0, "问题", 1, "具体问题") == "  - {编号: 2}\n"
    assert part("类型", 1, "问题") == "- 名称: 乙\n"
    assert part("工作要求", 1, "某") == "- |-\n  二是\n  类型:\n"
    assert part_of(TEXT, (*task, 0, "进展")) == (TEXT.index(first), TEXT.index(first) + len(first), (0, "进展"))


@pytest.mark.parametrize("loc", [(), ("标题",), ("类型",), ("类型", 2, "问题"), ("没有", 0, "某"), ("联系人", 0, "某")])
def test_what_is_in_no_item_is_in_no_part(loc: Loc) -> None:
    """The file's own keys, and what does not exist, are looked for in the whole."""
    assert part_of(TEXT, loc) is None


def test_the_nearest_item_that_there_is() -> None:
    """Where an inner item does not exist, the part is the one around it."""
    assert part("类型", 1, "问题", 0, "任务") == "- 名称: 乙\n"


def places(data: Any, above: Loc = ()) -> list[Loc]:
    """Return the place of every mapping and list in the data."""
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    inner = [loc for step, value in below for loc in places(value, (*above, step))]
    return [above, *inner] if isinstance(data, dict | list) else inner


VALUES = st.sampled_from(["某", "#某", "一\n二", "2022-06-13", {"日期": "2022-06-13", "状态": "整改中"}, ["甲", "乙"]])


@st.composite
def edits(draw: st.DrawFn, data: Any) -> list[Edit]:
    found: list[Edit] = []
    for _ in range(draw(st.integers(1, 3))):
        loc = draw(st.sampled_from(places(data)))
        node = data
        for step in loc:
            node = node[step]
        if isinstance(node, list) and draw(st.booleans()):
            found.append(Append(loc, draw(VALUES)))
        elif isinstance(node, dict):
            key = draw(st.sampled_from(["标题", "编号", "进展", "备注", "整改时限", *node]))
            order = draw(st.sampled_from([(), ("编号", "标题", "名称", "整改时限", "进展", "备注")]))
            found.append(Put((*loc, key), draw(VALUES), order))
    return found


def outcome(raw: bytes, some: list[Edit]) -> bytes | str:
    """Return the edited file, or what is raised instead, by its name."""
    try:
        return splice(raw, some)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it must be the same
        return type(trouble).__name__


def assert_same(text: str, some: list[Edit]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamledit, "part_of", lambda _text, _loc: None)
        whole = outcome(text.encode(), some)
    assert outcome(text.encode(), some) == whole


@settings(max_examples=300)
@given(st.just(HOUSE) | harmed(HOUSE) | harmed(HOUSE.replace("\n", "\r\n")), st.data())
def test_looking_at_a_part_changes_nothing(text: str, data: st.DataObject) -> None:
    """Edits have the same result, to the byte, whether the part around them is looked at or the whole file."""
    assert_same(text, data.draw(edits(yamlhouse.read(text) or READ)))


@settings(max_examples=100)
@given(plans(), st.data())
def test_in_any_plan(plan: Any, data: st.DataObject) -> None:
    """The same holds of whatever plan the house has written."""
    text = render(plan.to_file(), schema="plan.schema.json")
    found = yamlhouse.read(text)
    assume(found is not None)
    assert_same(text, data.draw(edits(found)))


def test_a_part_that_misleads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a part ever be the wrong one, the result is not what was meant, and the whole is looked at."""
    entry = Append(("类型", 0, "问题", 0, "任务", 1, "进展"), {"日期": "2022-06-13"})
    right = splice(TEXT.encode(), [entry])
    wrong = part_of(TEXT, ("类型", 0, "问题", 0, "任务", 0, "进展"))
    monkeypatch.setattr(yamledit, "part_of", lambda _text, _loc: wrong)
    assert splice(TEXT.encode(), [entry]) == right
