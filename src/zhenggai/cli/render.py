"""What appears on the terminal: tables, findings and complaints, with nothing from a file shown raw.

Data goes to stdout, everything else to stderr. Columns are aligned by East Asian width; colour only on a terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

RED, YELLOW = "31", "33"


class _Cells(dict[str, int]):
    """How many cells a character takes, worked out once: a long table is measured before it is printed."""

    def __missing__(self, char: str) -> int:
        self[char] = cells = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return cells


_CELLS = _Cells()


def width(text: str) -> int:
    """Return how many terminal cells the text takes; “”…— count two, as Chinese terminals draw them."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


def pad(text: str, cells: int) -> str:
    """Fill the text with blanks up to a width in cells."""
    return text + " " * max(0, cells - width(text))


def visible(text: str) -> str:
    """Return the text with control, direction and zero-width characters made visible, `<U+202E>`; ends of line as ↵."""
    return text if text.isprintable() else "".join(_visible(char) for char in text)


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
    from zhenggai.findings import Severity  # most runs have none to show

    for finding in findings:
        note(visible(str(finding)), RED if finding.severity is Severity.ERROR else YELLOW)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], red: frozenset[int] = frozenset()) -> None:
    """Print a table to stdout row by row; see `table_of_columns`."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(headings)
    table_of_columns(dict(zip(headings, columns, strict=True)), red)


def table_of_columns(columns: Mapping[str, Sequence[str]], red: frozenset[int] = frozenset()) -> None:
    """Print a table to stdout, free text in the last column; the rows numbered in `red` are painted on a terminal.

    On a terminal the free text is wrapped beside the other columns, or under them where they leave too little room;
    into a pipe or a file every row is one line.
    """
    *left, last = [_shown([heading, *cells]) for heading, cells in columns.items()]
    cells = [*map(_padded, left), last]
    if not sys.stdout.isatty():
        # A whole province at once: a print for each of its rows would take as long as making them.
        say("\n".join(map(str.rstrip, map("".join, zip(*cells, strict=True)))))
        return
    room = shutil.get_terminal_size().columns
    for number, (*before, text) in enumerate(zip(*cells, strict=True), start=-1):
        for piece in _laid_out("".join(before), text, room):
            say(painted(piece.rstrip(), RED if number in red else "", sys.stdout))


def _shown(column: Sequence[str]) -> Sequence[str]:
    """Return the cells of a column with nothing hidden in them; a great many are looked at in one go."""
    return column if "".join(column).isprintable() else [visible(cell) for cell in column]


def _padded(column: Sequence[str]) -> Iterator[str]:
    """Return the cells of a column, all of one width; a cell met often is measured once."""
    widths = {cell: width(cell) for cell in set(column)}
    room = max(widths.values()) + _GAP
    padded = {cell: cell + " " * (room - taken) for cell, taken in widths.items()}
    return map(padded.__getitem__, column)


_GAP = 2
"""Blanks between two columns."""
_ROOM = 20
"""Cells the free text needs beside the other columns; with less it goes under them."""


def _laid_out(left: str, text: str, columns: int) -> Iterator[str]:
    taken = width(left)
    if taken + width(text) <= columns:
        yield left + text
    elif columns - taken >= _ROOM:
        for number, piece in enumerate(wrapped(text, columns - taken)):
            yield (" " * taken if number else left) + piece
    else:
        yield left
        yield from (f"    {piece}" for piece in wrapped(text, columns - 4))


def wrapped(text: str, cells: int) -> Iterator[str]:
    """Cut a text into pieces of at most so many cells (at least two); Chinese may be broken anywhere."""
    piece, taken = "", 0
    for char in text:
        if taken + width(char) > cells and piece:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + char, taken + width(char)
    yield piece


def as_json(value: Any) -> None:
    """Print a value as JSON with the model's English names; JSON escapes what is unsafe to show."""
    import json  # only where --json asks for it

    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))  # noqa: T201 - this is the door to the terminal
