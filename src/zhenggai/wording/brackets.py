"""Which brackets and quotes of a text belong together, and what stands inside them; not what that means."""

from __future__ import annotations

OPENING = "（(〔[【《“‘「『"
CLOSING = "）)〕]】》”’」』"


def pairs(text: str) -> list[tuple[int, int]]:
    """Return the positions of brackets and quotes that belong together, in the order they open.

    Widths and shapes may differ, as they do in scanned documents: `（…)`.
    """
    open_at: list[int] = []
    found = []
    for position, character in enumerate(text):
        if character in OPENING:
            open_at.append(position)
        elif character in CLOSING and open_at:
            found.append((open_at.pop(), position))
    return sorted(found)


def inside(text: str) -> set[int]:
    """Return the positions that stand within brackets or quotes."""
    positions: set[int] = set()
    covered = -1
    for start, end in pairs(text):
        if end > covered:
            positions.update(range(start + 1, end))
            covered = end
    return positions


def are_balanced(text: str) -> bool:
    """Say whether every bracket and quote of the text has its other half."""
    return 2 * len(pairs(text)) == sum(text.count(bracket) for bracket in OPENING + CLOSING)
