"""Which rule of `check` a finding of the loader belongs to; the loader's own names are finer than a clerk needs."""

from __future__ import annotations

RULE_OF = {
    "schema": "schema",
    "unknown_key": "schema",
    "integrity": "integrity",
    "file_name": "plan-file-name",
    "conflict": "conflict-left",
}
"""Rule ids by the loader's names; any other name says that the file is no YAML a ledger may hold: `yaml`."""
