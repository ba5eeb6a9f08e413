"""The rules as a workspace has set them in zhenggai.yaml under 检查, and what is wrong with those settings.

Set are which rules look, how bad their findings are, and their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Flaw
from zhenggai.findings import Severity
from zhenggai.terms import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zhenggai.checks.rule import AnyRule
    from zhenggai.settings import RuleSettings, Settings

_SEVERITIES = {Level.ERROR: Severity.ERROR, Level.WARNING: Severity.WARNING}
ALWAYS_ON = frozenset({"yaml", "schema", "integrity", "conflict-left", "rule-settings", "internal-error"})
"""Rules without which an answer could not be trusted: they are errors and stay so."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """A rule that looks, with the severity and the numbers it has in this workspace."""

    rule: AnyRule
    severity: Severity
    thresholds: Mapping[str, float]


def tuned(rules: Iterable[AnyRule], settings: Settings) -> dict[str, Tuned]:
    """Return the rules that are on, by their ids."""
    found: dict[str, Tuned] = {}
    for rule in rules:
        wanted = settings.checks.get(rule.id)
        level = wanted.level if wanted and rule.id not in ALWAYS_ON else None
        if level is Level.OFF:
            continue
        severity = _SEVERITIES[level] if level else rule.severity
        numbers = {name: n for name, n in wanted.thresholds.items() if name in rule.thresholds} if wanted else {}
        found[rule.id] = Tuned(rule, severity, {**rule.thresholds, **numbers})
    return found


def misset(rules: Iterable[AnyRule], settings: Settings) -> Iterator[Flaw]:
    """Yield what is wrong under 检查, with its location in zhenggai.yaml."""
    known = {rule.id: rule for rule in rules}
    for name, wanted in settings.checks.items():
        loc = ("检查", name)
        if name not in known:
            yield Flaw(loc, f"没有检查规则“{name}”", nearest_rule(name, known))
            continue
        for number in wanted.thresholds:
            if number not in known[name].thresholds:
                yield Flaw((*loc, "阈值", number), f"规则 {name} 没有阈值“{number}”", _numbers(known[name]))
        yield from _weakened(name, wanted)


def _weakened(name: str, wanted: RuleSettings) -> Iterator[Flaw]:
    if name in ALWAYS_ON and wanted.level not in {None, Level.ERROR}:
        yield Flaw(("检查", name, "级别"), f"规则 {name} 不能{wanted.level.value}", "请删去这一项")


def nearest_rule(name: str, known: Iterable[str]) -> str:
    """Return what to write instead of a rule's name that does not exist."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"是不是 {near[0]}" if near else "规则名见 zhenggai rules"


def _numbers(rule: AnyRule) -> str:
    return f"可以写：{'、'.join(rule.thresholds)}" if rule.thresholds else "这条规则没有阈值，请删去"
