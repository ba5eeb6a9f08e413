"""词表: the words the rules on substance read progress by, those shipped in lexicon.txt and those a workspace adds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from zhenggai.wording.lexicon import Lexicon, read_lexicon

if TYPE_CHECKING:
    from zhenggai.settings import Settings
    from zhenggai.wording.lexicon import Tone


def lexicon_of(settings: Settings) -> Lexicon:
    """Return the shipped words, with those of the workspace added, or put under another heading."""
    return _with(settings.words.by_tone())


@cache
def _with(added: tuple[tuple[Tone, tuple[str, ...]], ...]) -> Lexicon:
    shipped = read_lexicon(files(__package__).joinpath("lexicon.txt").read_text(encoding="utf-8"))
    if not added:
        return shipped
    return Lexicon({**shipped.words, **{word: tone for tone, words in added for word in words}})
