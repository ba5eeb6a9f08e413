"""All rules over whole ledgers: what each must find and must leave alone, and the handbook's table of it."""

from __future__ import annotations

from collections import Counter

import pytest

from rule_table import HANDBOOK, Ledgers, found_in, labels, sets, written

SETS = {ledgers.name: ledgers for ledgers in sets()}


@pytest.mark.parametrize("ledgers", SETS.values(), ids=list(SETS))
def test_a_set_has_exactly_the_findings_of_its_labels(ledgers: Ledgers) -> None:
    """Every finding was labelled by a person, and everything that was labelled is found."""
    ought = Counter({key: n for key, n in labels().items() if key[0] == ledgers.name})
    made = Counter(found_in(ledgers))
    assert made - ought == Counter()
    assert ought - made == Counter()


def test_the_clean_ledger_is_a_whole_one() -> None:
    """The ledger on which nothing may be found has 60 tasks or more, and progress on most of them."""
    (path,) = SETS["clean"].files
    text = path.read_text(encoding="utf-8")
    assert text.count("问题描述: ") >= 60
    assert text.count("状态: ") >= 100


def test_the_handbook_has_the_table_of_today() -> None:
    """`python tests/rule_table.py --write` was run after the last change of a rule or a ledger."""
    text = HANDBOOK.read_text(encoding="utf-8")
    assert written(text) == text
