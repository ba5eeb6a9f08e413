"""The command line: what a clerk types and reads. Everything below it can be used without it."""

from zhenggai.cli.door import main

__all__ = ["main"]
