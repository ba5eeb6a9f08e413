"""The manual page of a rule, read from its module's docstring; nothing here knows a terminal.

A page is one sentence and four sections, each indented: 理由 (why), 合格 and 不合格 (YAML that passes and that fails),
出处 (where the rule comes from). An example shows only the lines that matter; the tests complete it and run it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from inspect import cleandoc
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.checks.rule import AnyRule

SECTIONS = ("理由", "合格", "不合格", "出处")
_HEADING = re.compile(rf"(?m)^({'|'.join(SECTIONS)})：\n")


@dataclass(frozen=True, slots=True)
class Page:
    """A manual page: the demand in full, why, an example that passes, one that fails, and where it comes from."""

    demand: str
    reason: str
    passes: str
    fails: str
    source: str


def page(rule: AnyRule) -> Page:
    """Read the manual page of a rule.

    Raises:
        ValueError: its module's docstring lacks a section, or has them in another order; a bug.
    """
    text = cleandoc(import_module(rule.module).__doc__ or "") + "\n"
    demand, *parts = _HEADING.split(text)
    if tuple(parts[::2]) != SECTIONS:
        raise ValueError(f"{rule.module} is no manual page: its sections are {parts[::2]}")
    reason, passes, fails, source = (dedent(part).strip("\n") for part in parts[1::2])
    return Page(demand.strip(), reason, passes, fails, source)
