"""What appears on the terminal: tables, findings and complaints, with nothing from a file shown raw.

Data goes to stdout, everything else to stderr. Columns are aligned by East Asian width; colour only on a terminal.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

RED, YELLOW = "31", "33"


def width(text: str) -> int:
    """Return how many terminal cells the text takes; “”…— count two, as Chinese terminals draw them."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def pad(text: str, cells: int) -> str:
    """Fill the text with blanks up to a width in cells."""
    return text + " " * max(0, cells - width(text))


def visible(text: str) -> str:
    """Return the text with control, direction and zero-width characters made visible, `<U+202E>`; ends of line as ↵."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in "\r\n":
        return "" if char == "\r" else "↵"
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSEEN else char


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def say(line: str = "") -> None:
    """Print one line of the answer to stdout."""
    print(line)  # noqa: T201 - this is the door to the terminal


def note(line: str, colour: str = "") -> None:
    """Print one line that is not the answer to stderr."""
    print(painted(line, colour, sys.stderr), file=sys.stderr)  # noqa: T201 - this is the door to the terminal


def complain(line: str) -> None:
    """Print the one line that says what the tool refuses."""
    note(visible(line), RED)


def painted(text: str, colour: str, stream: TextIO) -> str:
    """Return the text in a colour, if the stream is a terminal and NO_COLOR is not set."""
    if not colour or os.environ.get("NO_COLOR") or not stream.isatty():
        return text
    return f"\x1b[{colour}m{text}\x1b[0m"


def show_findings(findings: Iterable[Any]) -> None:
    """Print findings to stderr, a line each, as `file:line:column: …`."""
    for finding in findings:
        note(visible(str(finding)), RED if finding.severity is Severity.ERROR else YELLOW)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], red: frozenset[int] = frozenset()) -> None:
    """Print a table to stdout, free text in the last column; the rows numbered in `red` are painted on a terminal.

    A short table on a terminal is laid out by rich, which wraps the free text; anything else is plain aligned text.
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    if sys.stdout.isatty() and len(shown) <= _SHORT:
        _wrapped_table(headings, shown, red)
        return
    last = len(headings) - 1
    widths = [max(width(row[i]) for row in [headings, *shown]) for i in range(last)]
    for row in [headings, *shown]:
        cells = [pad(cell, cells) for cell, cells in zip(row, widths, strict=False)]
        say("  ".join([*cells, row[last]]).rstrip())


_SHORT = 50
"""Rows up to which rich may lay a table out: it costs 140 ms, and then 1 ms a row."""


def _wrapped_table(headings: Sequence[str], rows: Sequence[Sequence[str]], red: frozenset[int]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, heading in enumerate(headings):
        grid.add_column(heading, no_wrap=number < len(headings) - 1, overflow="fold")
    for number, row in enumerate(rows):
        grid.add_row(*(Text(cell) for cell in row), style="red" if number in red else "")
    Console(highlight=False).print(grid)


def as_json(value: Any) -> None:
    """Print a value as JSON with the model's English names; JSON escapes what is unsafe to show."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))  # noqa: T201 - this is the door to the terminal
