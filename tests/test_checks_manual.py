"""The manual pages of the rules: every one has its sections, and its two examples do what it says they do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scenes import problems
from zhenggai.checks import RULES
from zhenggai.checks.manual import page

if TYPE_CHECKING:
    from pathlib import Path

    from zhenggai.checks.rule import AnyRule

WITHOUT_EXAMPLES = {"internal-error"}
"""No ledger can be written that makes a rule fail: tests/test_checks_run.py makes one fail instead."""

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_example = pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.id not in WITHOUT_EXAMPLES], ids=lambda rule: rule.id
)


@every_rule
def test_a_rule_has_a_whole_page(rule: AnyRule) -> None:
    """Every rule's page says what is demanded, why, and where it comes from, in Chinese."""
    found = page(rule)
    for text in (found.demand, found.reason, found.source):
        assert re.search("[㐀-鿿]", text)
    assert "\n\n" not in found.demand


@every_rule
def test_a_rule_is_named_stably(rule: AnyRule) -> None:
    """A rule's id is kebab-case English, and its title a short Chinese demand without a stop."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert re.fullmatch(r"[^。\n]{4,24}", rule.title)


def test_rules_have_ids_of_their_own() -> None:
    """No two rules share an id or a module."""
    assert len({rule.id for rule in RULES}) == len({rule.module for rule in RULES}) == len(RULES)


@every_example
def test_the_passing_example_passes(rule: AnyRule, tmp_path: Path) -> None:
    """A page's passing example has no finding of its rule, and is no broken file."""
    found = [name for name, _line, _column in problems(page(rule).passes, tmp_path)]
    assert rule.id not in found
    assert not {"yaml", "schema", "integrity", "internal-error"} & set(found)


@every_example
def test_the_failing_example_fails(rule: AnyRule, tmp_path: Path) -> None:
    """A page's failing example has a finding of its rule."""
    found = problems(page(rule).fails, tmp_path)
    assert rule.id in {name for name, _line, _column in found}
    assert "internal-error" not in {name for name, _line, _column in found}
