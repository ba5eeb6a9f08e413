"""Words by what they say about work done, and a text taken apart by them; which words there are is not known here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADING = re.compile(r"【(.+)】")


class Tone(StrEnum):
    """What a word says about work done; the values are the headings of the list an official reads."""

    PLAN = "打算"
    """Of the future; the rest of the sentence belongs to it."""
    WISH = "愿望"
    """A wish or a demand; the rest of the clause belongs to it."""
    DEED = "办成"
    """Done so that it can be seen or looked up."""
    ACTIVITY = "经办"
    """Going about it, which counts as done only on a day."""
    THING = "实物"
    """A thing that can be seen and touched, whose name happens to contain a hollow word."""
    HOLLOW = "空谓语"
    """A predicate that fits everything."""
    CLICHE = "套话"
    VAGUE = "泛指"
    """Somebody or something without a name."""
    PARTICLE = "虚字"
    """Grammar; neither full nor empty."""
    SLOGAN = "口号"
    """A saying with a numeral that counts nothing."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a list, each with its tone; the longest word that fits goes first."""

    words: Mapping[str, Tone]
    # Lengths to try at a first character: a list of thousands is looked up, not searched.
    _lengths: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note which lengths of word begin with which character, the longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[0], set()).add(len(word))
        object.__setattr__(
            self, "_lengths", {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        )

    def parts(self, text: str) -> Iterator[tuple[Tone | None, str]]:
        """Yield the words of the text from left to right, and single characters without a tone where none is known."""
        position = 0
        while position < len(text):
            word = self._word_at(text, position)
            yield (self.words[word], word) if word else (None, text[position])
            position += len(word) or 1

    def _word_at(self, text: str, position: int) -> str:
        for length in self._lengths.get(text[position], ()):
            word = text[position : position + length]
            if word in self.words:
                return word
        return ""


def read_lexicon(text: str) -> Lexicon:
    """Read a list: words between blanks under headings such as 【办成】, comments after #.

    Raises ValueError, in Chinese, for a heading that is no `Tone` and for a word that stands twice or before the first
    heading.
    """
    words: dict[str, Tone] = {}
    tone: Tone | None = None
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if heading := _HEADING.fullmatch(bare):
            tone = Tone(heading[1])
            continue
        for word in bare.split():
            if tone is None or word in words:
                raise ValueError(f"词表第{number}行的“{word}”{'不在任何标题下' if tone is None else '重复'}")
            words[word] = tone
    return Lexicon(words)
