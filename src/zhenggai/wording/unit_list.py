"""Takes a 责任单位 wording apart into names as they are written; what a name means is not known here."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.wording.brackets import OPENING, are_balanced, inside, pairs
from zhenggai.wording.numerals import split_mark
from zhenggai.wording.unit_names import collective_length, parse_name
from zhenggai.wording.unit_remarks import LABEL, divide_at_conjunctions, is_role_bracket, without_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BETWEEN_NAMES = "、，,／/"
_BETWEEN_GROUPS = "；;。"
_SEPARATORS = _BETWEEN_NAMES + _BETWEEN_GROUPS


class UnitList(NamedTuple):
    """Groups (divided by ；) of names as written, and Chinese doubts about what was left out or joined."""

    groups: tuple[tuple[str, ...], ...]
    doubts: tuple[str, ...]


class _Piece(NamedTuple):
    """What stands between two separators, the label it comes under, and whether it begins a group."""

    text: str
    label: re.Match[str] | None
    begins_group: bool


def take_apart(text: str, is_known: Callable[[str], bool]) -> UnitList:
    """Take a wording apart; names that `is_known` says are units are never divided at a 和 inside them.

    Left out without a word are separators, conjunctions, list marks and the label 责任单位：; whatever else is no
    name is quoted in a doubt.
    """
    groups: list[list[str]] = []
    doubts: list[str] = []
    opened = _without_marks(_opened(text))
    if not are_balanced(opened):
        doubts.append("括号不配对，请补全")
    for piece in _pieces(opened):
        names, trouble = _names_of(piece, is_known)
        doubts += trouble
        if piece.begins_group or not groups:
            groups.append([])
        groups[-1] += names
    return UnitList(tuple(tuple(group) for group in groups if group), tuple(doubts))


def _opened(text: str) -> str:
    """Turn brackets that belong to no name into ；: （牵头单位：…） and （市财政局、审计局）."""
    characters = list(text)
    closed_until = -1
    for start, end in pairs(text):
        if start < closed_until:
            continue
        if LABEL.match(text, start + 1) or (
            _is_free(characters, start, end) and not is_role_bracket(text[start : end + 1])
        ):
            characters[start] = characters[end] = "；"
        else:
            closed_until = end
    return "".join(characters)


def _is_free(characters: list[str], start: int, end: int) -> bool:
    """Say whether a bracket has a separator, or nothing, on both its sides."""
    before, after = start - 1, end + 1
    while before >= 0 and characters[before].isspace():
        before -= 1
    while after < len(characters) and characters[after].isspace():
        after += 1
    return (before < 0 or characters[before] in _SEPARATORS + ":：") and (
        after == len(characters) or characters[after] in _SEPARATORS
    )


def _without_marks(text: str) -> str:
    """Leave out the list marks at the start of lines and after ；: 1.市财政局；2.市审计局."""
    return re.sub(r"[^；;。\n]+", lambda part: split_mark(part[0])[1], text)


def _pieces(text: str) -> Iterator[_Piece]:
    """Cut at separators and labels that stand outside brackets."""
    enclosed = inside(text)
    labels = {match.start(): match for match in LABEL.finditer(text) if match.start() not in enclosed}
    label: re.Match[str] | None = None
    begins_group = True
    begin = position = 0
    while position < len(text):
        character = text[position]
        if position in labels:
            yield _Piece(text[begin:position], label, begins_group)
            label, begins_group = labels[position], False
            begin = position = labels[position].end()
        elif character in _SEPARATORS and position not in enclosed:
            yield _Piece(text[begin:position], label, begins_group)
            begins_group = character in _BETWEEN_GROUPS
            label = None if begins_group else label
            begin = position = position + 1
        elif position == begin and character.isspace():
            begin = position = position + 1
        else:
            # The 、 of 各市、县（市、区） separates nothing.
            position += (position == begin and collective_length(text, position)) or 1
    yield _Piece(text[begin:], label, begins_group)


def _names_of(piece: _Piece, is_known: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Return the names of a piece, and the doubts about it."""
    doubts: list[str] = []
    label = piece.label
    if label and label["other"]:
        text = piece.text.strip()
        return [], [f"“{label['other']}：{text}”不是责任单位，没有读入"] if text else []
    if label and label["role"]:
        doubts.append(f"“{label['role']}”是角色，责任单位里不分角色，请另填到牵头单位、配合单位等项")
    unmarked = (split_mark(word)[1] for line in piece.text.splitlines() for word in _words(line))
    names: list[str] = []
    for word in _rejoined([word for word in unmarked if word], doubts):
        for part in divide_at_conjunctions(word, is_known, doubts):
            name = without_remarks(part, doubts)
            if any(character.isalnum() for character in name):
                names.append(name)
    return names, doubts


def _words(line: str) -> Iterator[str]:
    """Yield what stands between blanks, letters spaced out as in 许 昌 市 财 政 局 put together."""
    for is_letter, run in groupby(line.split(), lambda word: len(word) == 1):
        words = list(run)
        yield from ["".join(words)] if is_letter else words


def _rejoined(words: list[str], doubts: list[str]) -> list[str]:
    """Join words that a blank or a line end has torn apart: 自然资源和规划 / 局."""
    joined: list[str] = []
    for word in words:
        if not joined or _are_two_names(joined[-1], word):
            joined.append(word)
            continue
        whole = joined[-1] + word
        # A single character is no name, and a bracket belongs to what is before it; a person must see the rest.
        if len(word) > 1 and len(joined[-1]) > 1 and word[0] not in OPENING:
            doubts.append(f"“{joined[-1]}”与“{word}”之间有空白或换行，按一个名称“{whole}”读；是两个单位请用“、”隔开")
        joined[-1] = whole
    return joined


def _are_two_names(left: str, right: str) -> bool:
    if len(left) < 2 or right[0] in OPENING:
        return False
    before, after = parse_name(left), parse_name(right)
    is_whole_place = bool(before.prefix) and not before.body
    belongs = is_whole_place and after.is_department and not after.prefix
    return before.ends_like_a_unit and not belongs
