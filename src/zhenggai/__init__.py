"""整改台账: a ledger for Chinese rectification plans, over plain YAML files in git."""

__version__ = "0.1.0"
