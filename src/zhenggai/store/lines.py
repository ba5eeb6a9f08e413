"""Where in a file an index into its text stands: line and column as editors count them; nothing about YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from zhenggai.findings import Place

_BREAK = re.compile(r"\r\n|\n|\r")


class Lines(NamedTuple):
    """The lines of one file's text, which has no BOM; an index counts characters from 0."""

    text: str
    file: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, file: str) -> Lines:
        """Find the lines of the text, ended by LF, CRLF or CR."""
        return cls(text, file, (0, *(found.end() for found in _BREAK.finditer(text))))

    def place(self, index: int) -> Place:
        """Return the place of the character at `index`."""
        row = bisect_right(self.starts, index) - 1
        return Place(self.file, row + 1, index - self.starts[row] + 1)

    def start(self, index: int) -> int:
        """Return where the line begins that `index` is in."""
        return self.starts[bisect_right(self.starts, index) - 1]

    def content(self, start: int) -> str:
        """Return the text of the line that begins at `start`, without its line break."""
        row = bisect_right(self.starts, start)
        end = self.starts[row] if row < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def before(self, start: int) -> int | None:
        """Return where the nearest line above begins that holds more than blanks and a comment."""
        for row in range(bisect_right(self.starts, start) - 2, -1, -1):
            stripped = self.content(self.starts[row]).lstrip()
            if stripped and not stripped.startswith("#"):
                return self.starts[row]
        return None
