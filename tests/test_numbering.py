"""Official numbers of problems are kept where they are unique, and never leave the range a plan has."""

from __future__ import annotations

from zhenggai.importers.numbering import number_issues
from zhenggai.importers.passage import made
from zhenggai.importers.raw import RawCategory, RawIssue


def numbers(*written: int | None) -> tuple[int, ...]:
    issues = tuple(RawIssue(made("某问题"), number=number) for number in written)
    return number_issues((RawCategory(made(""), issues),)).issues


def test_official_numbers_are_kept() -> None:
    """What has no number takes the next one behind the largest, and a free one where that was the last there is."""
    assert numbers(3, None, 5) == (3, 6, 5)
    assert numbers(1, None, 9999) == (1, 2, 9999)


def test_numbers_that_repeat_are_given_anew() -> None:
    """Numbers of parts that each count by themselves are no numbers of the plan."""
    assert numbers(1, 2, 1, 2) == (1, 2, 3, 4)
