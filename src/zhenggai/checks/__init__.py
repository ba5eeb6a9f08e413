"""The rules a ledger is checked by: one module each, and the one list of them.

A rule's module docstring is its manual page, in Chinese (`manual` reads it); a finding is a value.
"""

from zhenggai.checks import missing_measures
from zhenggai.checks.rule import AnyRule

RULES: tuple[AnyRule, ...] = (missing_measures.RULE,)
"""Every rule, in the order in which `zhenggai rules` lists them."""
