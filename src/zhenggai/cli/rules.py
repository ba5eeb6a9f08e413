"""`rules`: the rules of `check`, each with its manual page."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhenggai.checks import RULES
from zhenggai.checks.manual import page
from zhenggai.cli.options import Json
from zhenggai.cli.render import as_json, pad, say, width
from zhenggai.errors import NoSuchThing

if TYPE_CHECKING:
    from zhenggai.checks.rule import AnyRule


def rules(
    rule: Annotated[
        str | None, typer.Argument(metavar="[规则]", help="只看这条规则的说明，例如 deadline-tight")
    ] = None,
    json: Json = False,
) -> None:
    """列出检查规则；写出规则名，就显示它的理由、合格和不合格的例子、出处。

    例子：
      zhenggai rules
      zhenggai rules deadline-tight
    """
    found = [_known(rule)] if rule else list(RULES)
    if json:
        as_json({"rules": [_record(one) for one in found]})
    elif rule:
        _show(found[0])
    else:
        _list(found)


def _known(name: str) -> AnyRule:
    found = next((one for one in RULES if one.id == name), None)
    if found:
        return found
    near = get_close_matches(name, [one.id for one in RULES], n=3, cutoff=0.4)
    raise NoSuchThing(f"没有检查规则“{name}”", f"是不是 {'、'.join(near)}" if near else "规则名见 zhenggai rules")


def _list(found: list[AnyRule]) -> None:
    left = max(width(one.id) for one in found) + 2
    for family, some in groupby(found, key=lambda one: one.family):
        say(f"{family}：")
        for one in some:
            say(f"  {pad(one.id, left)}{one.severity.chinese}  {one.title}")
    say()
    say("看一条规则的说明：zhenggai rules 规则名；改级别和阈值：zhenggai.yaml 的“检查”一项")


def _show(rule: AnyRule) -> None:
    found = page(rule)
    say(f"{rule.id}（{rule.family}，{rule.severity.chinese}）：{rule.title}")
    say()
    say(found.demand)
    for title, text in (
        ("理由", found.reason),
        ("合格", found.passes),
        ("不合格", found.fails),
        ("出处", found.source),
    ):
        say()
        say(f"{title}：")
        for line in text.splitlines():
            say(f"  {line}")
    say()
    say("在 zhenggai.yaml 里改：")
    numbers = ", ".join(f"{name}: {number:g}" for name, number in rule.thresholds.items())
    thresholds = f", 阈值: {{{numbers}}}" if numbers else ""
    say(f"  检查: {{{rule.id}: {{级别: {rule.severity.chinese}{thresholds}}}}}")


def _record(rule: AnyRule) -> dict[str, Any]:
    found = page(rule)
    return {
        "id": rule.id,
        "title": rule.title,
        "family": rule.family.value,
        "severity": rule.severity.value,
        "thresholds": dict(rule.thresholds),
        "demand": found.demand,
        "reason": found.reason,
        "passes": found.passes,
        "fails": found.fails,
        "source": found.source,
    }
