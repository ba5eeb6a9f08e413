"""What has to be put right between a shell that asks for completion and Typer, which answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_WORDS, _CURSOR = "COMP_WORDS", "COMP_CWORD"


def prepare(environ: MutableMapping[str, str]) -> None:
    """Make Typer answer quickly, and bash's words the ones that were typed."""
    # Typer shows helps through rich wherever it can: ten starts of python for nothing, and [方案] taken for a style.
    sys.modules["rich"] = None  # type: ignore[assignment]  # None is how Python is told that a module cannot be had
    if environ.get("_ZHENGGAI_COMPLETE") == "complete_bash" and _WORDS in environ and _CURSOR in environ:
        words, cursor = typed(environ[_WORDS].split("\n"), int(environ[_CURSOR]))
        environ[_WORDS], environ[_CURSOR] = "\n".join(words), str(cursor)


def typed(words: list[str], cursor: int) -> tuple[list[str], int]:
    """Return the words up to the cursor as they were typed, and where the cursor is; bash ends words at `:` and `=`.

    At the cursor `<plan>:2` becomes `--plan <plan> 2`: bash replaces only what follows the colon, so only that may be
    offered, which is what a number in one plan is.
    """
    words = words[: cursor + 1]
    current = "" if words[-1] in {":", "="} or len(words) <= cursor else words.pop()
    joined: list[str] = []
    for word in words:
        if joined and (word.startswith(":") or joined[-1].endswith(":")):
            joined[-1] += word
        elif word != "=":
            joined.append(word)
    if joined[-1].endswith(":"):
        joined[-1:] = ["--plan", joined[-1].removesuffix(":")]
    return [*joined, current], len(joined)
