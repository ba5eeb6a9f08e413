"""Writes a ledger as YAML in any of the ways a hand might: quotes, escapes, blocks, flow, folds, comments."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAFE = re.compile(r"[^\s\x00-\x7f\u3000][^\x00-\x1f:#{}\[\],&*!|>'\"%@`\\]*(?<! )")
"""What may stand unquoted, wherever it stands."""


def styles() -> st.SearchStrategy[Callable[[int], int]]:
    """Return what decides: asked for a number below another, it gives one; mostly 0, the house's own way."""
    # A seed and not `st.randoms`, which prefers extremes: most decisions of a file must be for the house's way.
    return st.builds(_style, st.integers(0, 2**32), st.sampled_from([0.0, 0.01, 0.05, 0.3]))


def _style(seed: int, share: float) -> Callable[[int], int]:
    random = Random(seed)  # noqa: S311 - nobody is to be kept from guessing it
    return lambda below: random.randrange(below) if random.random() < share else 0


def written(data: dict[str, Any], style: Callable[[int], int], comments: Sequence[str] = ()) -> bytes:
    """Return the bytes of a file that says the data."""
    writer = _Writer(style, comments)
    margin = 2 * style(2)
    text = "".join(f"{line}\n" for line in writer.mapping(data, margin))
    text = "# 扬尘\n" * style(2) + text
    end = ("\n", "\r\n")[style(2)]
    return b"\xef\xbb\xbf" * style(2) + text.replace("\n", end).encode()


@dataclass
class _Writer:
    style: Callable[[int], int]
    comments: Sequence[str]

    def mapping(self, data: dict[str, Any], margin: int) -> list[str]:
        keys = list(data)
        if keys and (first := self.style(len(keys))):
            keys = [*keys[first:], *keys[:first]]
        lines = []
        for key in keys:
            lines += self.remark(margin)
            lines += self.entry(f"{' ' * margin}{self.key(key)}:", data[key], margin)
        return lines

    def remark(self, margin: int) -> list[str]:
        chosen = self.style(2 * len(self.comments) + 1)
        return [] if chosen == 0 else [f"{' ' * margin}# {self.comments[(chosen - 1) // 2]}"]

    def entry(self, head: str, value: Any, margin: int) -> list[str]:
        if isinstance(value, dict | list | tuple):
            if not value or self.style(3) == 1:
                return [f"{head} {self.flow(value)}"]
            if isinstance(value, dict):
                return [head, *self.mapping(value, margin + 2)]
            return [head, *self.items(value, margin + 2 * self.style(2))]
        first, *rest = self.scalar(str(value), margin + 2)
        return [f"{head} {first}{self.trailing(first)}", *rest]

    def trailing(self, first: str) -> str:
        chosen = self.style(8)
        return (
            f" # {self.comments[0]}" if chosen == 1 and self.comments and not first.startswith(("|", '"', "'")) else ""
        )

    def items(self, values: Sequence[Any], margin: int) -> list[str]:
        lines = []
        for value in values:
            if isinstance(value, dict) and self.style(3) != 1:
                first, *rest = self.mapping(value, margin + 2)
                while first.lstrip().startswith("#"):
                    lines.append(first)
                    first, *rest = rest
                lines += [f"{' ' * margin}- {first[margin + 2 :]}", *rest]
            else:
                lines += self.entry(f"{' ' * margin}-", value, margin)
        return lines

    def key(self, key: str) -> str:
        if not _SAFE.fullmatch(key):
            return json.dumps(key, ensure_ascii=False)
        return (key, json.dumps(key, ensure_ascii=False), json.dumps(key), f"'{key}'")[self.style(4)]

    def scalar(self, text: str, margin: int) -> list[str]:
        plain = bool(_SAFE.fullmatch(text)) or re.fullmatch(r"[0-9][0-9-]*", text) is not None
        chosen = self.style(6)
        if chosen == 0:
            return [text] if plain else self.block(text, margin) if "\n" in text else [self.single(text)]
        if chosen == 1:
            return [self.single(text)] if "\n" not in text else self.block(text, margin)
        if chosen == 2:
            return [json.dumps(text, ensure_ascii=False)]
        if chosen == 3:
            return [json.dumps(text)]
        if chosen == 4:
            return self.folded(text, margin)
        return self.block(text, margin)

    @staticmethod
    def single(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    @staticmethod
    def block(text: str, margin: int) -> list[str]:
        stripped = text.rstrip("\n")
        keep = "-" if stripped == text else "" if text == f"{stripped}\n" else "+"
        lines = stripped.split("\n") if keep != "+" else text.split("\n")[:-1]
        return [f"|2{keep}", *(f"{' ' * margin}{line}" for line in lines)]

    def folded(self, text: str, margin: int) -> list[str]:
        """Break a quoted text after its first character, by an escaped end of line or at a blank."""
        if "\n" in text or len(text) < 3:
            return [json.dumps(text, ensure_ascii=False)]
        blank = text.find(" ", 1)
        if 0 < blank < len(text) - 1 and text[blank - 1] != " " and text[blank + 1] not in " #'\"":
            return [
                f"'{text[:blank].replace(chr(39), chr(39) * 2)}",
                f"{' ' * margin}{text[blank + 1 :].replace(chr(39), chr(39) * 2)}'",
            ]
        quoted = json.dumps(text, ensure_ascii=False)
        return [f"{quoted[:2]}\\", f"{' ' * margin}{quoted[2:]}"] if quoted[1] != "\\" else [quoted]

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.key(key)}: {self.flow(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list | tuple):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        text = str(value)
        if re.fullmatch(r"[0-9][0-9-]*", text) or (_SAFE.fullmatch(text) and not self.style(2)):
            return text
        return json.dumps(text, ensure_ascii=bool(self.style(2)))
