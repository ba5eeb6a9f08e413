"""Every character of the source accounted for: placed in the draft, mere frame (marks, labels), or left out by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.labels import find_labels
from zhenggai.importers.marks import take_mark
from zhenggai.importers.passage import MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhenggai.importers.blocks import Aside
    from zhenggai.importers.passage import Passage, Place, Source

_IDLE = "。；;：:，,、.．！!？?…—–-（）()【】[]〔〕《》<>“”‘’'\"·•●○■◆▪|*#\\/_~= \t\u3000\xa0"
_LONGEST_FRAME = 200
_ORDINARY = "没有归入方案的任何一项"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the source that is in no field of the plan, where it stands, and why."""

    place: Place
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters (blanks not counted) the source has, and where they went; the three sum up to `total`."""

    total: int
    placed: int
    frame: int
    left_out: int

    @property
    def share(self) -> float:
        """The share of the characters that is in the draft, the marks and labels it renders by itself included."""
        return (self.placed + self.frame) / self.total if self.total else 1.0


def account(
    source: Source, placed: Iterable[Passage], frame: Iterable[Passage], asides: Sequence[Aside]
) -> tuple[Account, tuple[LeftOut, ...]]:
    """Account for a source; what is neither placed nor frame is left out, for the reason of the aside it is in."""
    in_plan = {at for passage in placed for at in passage.origin if at != MADE}
    framing = {at for passage in frame for at in passage.origin if at != MADE} - in_plan
    reasons = {at: aside.reason for aside in asides for at in aside.text.origin if at != MADE}
    left_out: list[LeftOut] = []
    counted = {"placed": 0, "frame": 0, "left": 0}
    for start, end, kind in _runs(source.text, in_plan, framing, reasons):
        text = source.text[start:end]
        size = sum(not character.isspace() for character in text)
        if not size:
            continue
        is_frame = kind == "frame" or (not kind and _is_frame(text)) or not text.strip(_IDLE)
        if kind == "placed" or is_frame:
            counted["placed" if kind == "placed" else "frame"] += size
        else:
            counted["left"] += size
            left_out.append(LeftOut(source.place(_first_sign(source.text, start)), text.strip(), kind or _ORDINARY))
    total = sum(counted.values())
    return Account(total, counted["placed"], counted["frame"], counted["left"]), tuple(left_out)


def _runs(text: str, placed: set[int], frame: set[int], reasons: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of one line and one fate: "placed", "frame", a reason, or nothing known (an empty text)."""
    start, kind = 0, None
    for position, character in enumerate(text):
        fate = "placed" if position in placed else reasons.get(position, "frame" if position in frame else "")
        if character.isspace() and character != "\n" and fate == "":
            continue
        if character == "\n" or fate != kind:
            if kind is not None and start < position:
                yield start, position, kind
            start, kind = (position + 1, None) if character == "\n" else (position, fate)
    if kind is not None and start < len(text):
        yield start, len(text), kind


def _is_frame(text: str) -> bool:
    """Say whether a stretch only frames other text: signs, list marks, labels."""
    if len(text) > _LONGEST_FRAME:
        return not text.strip(_IDLE)
    mark = take_mark(text)
    rest = text[mark.length :] if mark else text
    begin = 0
    for label in find_labels(rest):
        if not _is_marks(rest[begin : label.start]):
            return False
        begin = label.end
    return _is_marks(rest[begin:])


def _is_marks(text: str) -> bool:
    rest = text.strip()
    while rest.strip(_IDLE):
        mark = take_mark(rest + "某")
        if mark and mark.length <= len(rest):
            rest = rest[mark.length :]
        elif rest[0] in _IDLE:
            rest = rest[1:]
        else:
            return rest.strip(_IDLE) in {"附", "附件", "文件"}
    return True


def _first_sign(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
