"""Signs that mean the same as others (figures in full width, blanks of odd widths, unseen ones) read like these."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhenggai.importers.document import read_document
from zhenggai.importers.passage import plain
from zhenggai.model import Plan

TEXTS = sorted(Path(__file__).parent.glob("documents*/*.txt"))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
UNSEEN = "\u200b"


def rows(plan: Plan | None) -> list[tuple[str, ...]]:
    """Return what a plan says of its tasks, in plain signs and without those nobody sees."""
    said = [
        (
            issue.title,
            *task.measures,
            task.units or "",
            task.lead_unit or "",
            task.deadline.text if task.deadline else "",
        )
        for _category, issue, task in (plan.rows() if plan else ())
    ]
    return [tuple(plain(one).replace(UNSEEN, "") for one in row) for row in said]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_signs_that_mean_the_same_read_the_same(path: Path) -> None:
    """A document typed in full-width figures, with hard blanks or with unseen signs gives the same tasks."""
    text = path.read_text(encoding="utf-8")
    expected = rows(read_document(text.encode(), path.name).plan)
    assert rows(read_document(text.translate(FULL_WIDTH).encode(), path.name).plan) == expected
    assert rows(read_document(text.replace(" ", "\xa0").encode(), path.name).plan) == expected
    unseen = text.replace("整改", f"整{UNSEEN}改").replace("的", f"{UNSEEN}的")
    assert rows(read_document(unseen.encode(), path.name).plan) == expected


def test_what_is_read_as_another_sign_stays_as_written() -> None:
    """Problem, measures, units and deadline go into the plan in the figures of the file."""
    text = (
        "某县整改清单\n１．３处水闸漏水。\n整改措施：更换止水２７米。\n责任单位：县第２水务站\n整改时限：２０２４年５月底前\n"
        "２．值班记录缺失。\n整改措施：补记。\n责任单位：县第１水务站\n整改时限：２０２４年４月１日\n"
    )
    plan = read_document(text.encode(), "清单.txt").plan
    assert plan is not None
    first, _second = plan.rows()
    _category, issue, task = first
    assert (issue.title, task.measures, task.units) == ("３处水闸漏水", ("更换止水２７米。",), "县第２水务站")
    assert task.deadline is not None
    assert (task.deadline.text, str(task.deadline.due)) == ("２０２４年５月底前", "2024-05-31")
