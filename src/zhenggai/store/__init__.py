"""Ledger files: found, read, validated, edited and written; what they mean is decided above."""
