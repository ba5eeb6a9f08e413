"""The text of a .docx as it is written down line by line, each line with its name, and what is set aside of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhenggai.importers.blocks import Aside
from zhenggai.importers.document_size import refuse_too_long
from zhenggai.importers.passage import Passage, Source, plain


@dataclass(slots=True)
class Text:
    """The source so far: every line with its name, what was set aside, and what was mere markup."""

    lines: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0
    paragraphs: int = 0
    asides: list[Aside] = field(default_factory=list)
    markup: list[Passage] = field(default_factory=list)

    def write(self, text: str, name: str) -> Passage:
        """Write one line down and return it as a passage.

        Raises:
            ZhenggaiError: the document is longer than plans get.
        """
        start = self.length
        self.lines.append(text)
        self.names.append(name)
        self.starts.append(start)
        self.length += len(text) + 1
        refuse_too_long(start + len(text), self.paragraphs)
        return Passage(plain(text), tuple(range(start, start + len(text))))

    def set_aside(self, text: str, name: str, reason: str) -> None:
        """Write a line down as left out, unless it is blank."""
        if text.strip():
            self.asides.append(Aside(self.write(text.replace("\n", " "), name), reason))

    def source(self) -> Source:
        """Return all that was written."""
        written = "\n".join(self.lines)
        text = plain(written)
        return Source(text, tuple(self.starts), tuple(self.names), "" if text == written else written)
