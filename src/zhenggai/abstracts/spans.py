"""Where in the bytes of a ledger file its categories, issues and tasks stand, as far as that is certain.

For `searching`, which may then take a word found in the file for a word of the task. Nothing is parsed here: the file
is known to be a valid plan, and what does not look as the house writes it is not certain.
"""

from __future__ import annotations

import re
from array import array
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.form.image import image_of
from zhenggai.terms import DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.form.image import Image
    from zhenggai.form.quick import Plain
    from zhenggai.model import Plan


class Trust(IntEnum):
    """What may be believed of a word that is found, or not found, in the bytes of a file."""

    NOTHING = 0
    """There are escapes: a text may stand otherwise than it reads."""
    ABSENCE = 1
    """A word that is not found does not occur; one that is may stand in a comment, or with no telling which task."""
    SPANS = 2
    """A word that is found belongs to what stands in its span."""


VOCABULARY = (
    *("名称", "问题", "编号", "具体问题", "问题描述", "任务", "整改目标", "整改措施", "整改时限", "问题来源"),
    *("责任单位", "牵头单位", "配合单位", "牵头负责人", "责任人", "验收单位", "备注", "进展", "延期", "附加"),
    *("原文", "日期", "性质", "状态", "单位", "内容", "原因", "验收人", "免佐证", "佐证", "文件", "说明"),
    *("批准日期", "延至", "批准单位"),
    *Status,
    *DeadlineKind,
)
"""What stands in a span and is no text: keys, and values of a closed vocabulary."""

_NUMBER = re.compile("编号[\"']?\\s*:(?: *([\"']?)([0-9]+(?:-[0-9]+)?)\\1 *(?:\r?\n|\\Z))?".encode())
_NAME = re.compile("名称[\"']?\\s*:".encode())
_BEFORE_A_KEY = b" \t\r\n{[,\"'"
_COMMENT = re.compile(rb"[^0-9A-Za-z\x80-\xff]#|[|>][-+0-9]+#")
"""Wrong only towards yes; libyaml takes `#` for a comment behind a quote or a bracket too."""
_TRAILING = re.compile(rb"[\r\n][^\s-]")
"""A key of the plan itself, behind the last task."""
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:#[^\r\n]*[\r\n]+|[\r\n]+)*[^\s#-]")
"""The keys of the plan begin their lines."""


class Spans(NamedTuple):
    """Which tasks a word belongs to: those from `firsts[n]` up to `ends[n]`, where it begins in the n-th span."""

    trust: Trust
    offsets: array[int]
    """Where each span begins, and at last where the last ends; empty where nothing is certain."""
    firsts: array[int]
    ends: array[int]

    def tasks(self, raw: bytes, word: bytes) -> set[int]:
        """Return the positions of the tasks whose spans hold the word."""
        # A find for each span is quicker than one that goes on from hit to hit: Python searches short stretches faster.
        return {
            task
            for (start, end), first, last in zip(pairwise(self.offsets), self.firsts, self.ends, strict=True)
            if raw.find(word, start, end) >= 0
            for task in range(first, last)
        }


def pack_spans(raw: bytes, plan: Plan | Image) -> bytes:
    """Write down where everything stands; `raw` is the file the plan was read from."""
    if b"\\" in raw:
        return bytes([Trust.NOTHING])
    plain = image_of(plan).plain
    offsets = _offsets(raw, plain)
    if offsets is None:
        return bytes([Trust.ABSENCE])
    numbers = array("I", [*offsets, len(raw)])
    for first, end in _tasks(plain):
        numbers.extend((first, end))
    return bytes([Trust.SPANS]) + numbers.tobytes()


def open_spans(packed: bytes) -> Spans:
    """Return what `pack_spans` wrote."""
    numbers = array("I")
    numbers.frombytes(packed[1:])
    count = len(numbers) // 3 + 1
    return Spans(Trust(packed[0]), numbers[:count], numbers[count::2], numbers[count + 1 :: 2])


def _tasks(plan: Plain) -> Iterator[tuple[int, int]]:
    """Yield for each category, issue and task, in the order of the file, the positions of its tasks."""
    position = 0
    for category in plan["categories"]:
        yield position, position + sum(len(issue["tasks"]) for issue in category["issues"])
        for issue in category["issues"]:
            yield position, position + len(issue["tasks"])
            for _task in issue["tasks"]:
                yield position, position + 1
                position += 1


def _offsets(raw: bytes, plan: Plain) -> list[int] | None:
    """Return where each category, issue and task begins, in the order of the file; None where it is not certain.

    Every category has one key 名称, every issue and task one key 编号. So where there are as many as there must be of
    what looks like such a key, each is one.
    """
    categories = plan["categories"]
    names, numbers = _names(raw)[len(plan["bases"]) :], _numbers(raw)
    if len(names) != len(categories) or [number for _at, number in numbers] != _told(plan) or not _ROOT.match(raw):
        return None
    name, start = iter(names), (at for at, _number in numbers)
    offsets: list[int] = []
    for category in categories:
        offsets.append(next(name))
        for issue in category["issues"]:
            offsets.append(next(start))
            offsets.extend(next(start) for _task in issue["tasks"])
    return offsets if not offsets or _is_certain(raw, plan, offsets) else None


def _is_certain(raw: bytes, plan: Plain, offsets: list[int]) -> bool:
    return (
        all(before < after for before, after in pairwise(offsets))
        and _heads_hold(raw, plan, offsets)
        and not _TRAILING.search(raw, offsets[-1])
        and not (raw.find(b"#", offsets[0]) >= 0 and _COMMENT.search(raw, offsets[0]))
    )


def _told(plan: Plain) -> list[bytes]:
    """Return the numbers of issues and tasks in the order of a file that the house has written."""
    return [
        str(number).encode()
        for category in plan["categories"]
        for issue in category["issues"]
        for number in (issue["number"], *(task["id"] for task in issue["tasks"]))
    ]


def _heads_hold(raw: bytes, plan: Plain, offsets: list[int]) -> bool:
    """Say whether what each issue says for all its tasks stands before the first of them."""
    number = 0
    for category in plan["categories"]:
        number += 1
        for issue in category["issues"]:
            texts = (issue["title"], issue["description"] or "") if issue["tasks"] else ()
            if any(raw.find(text.encode(), offsets[number], offsets[number + 1]) < 0 for text in texts):
                return False
            number += 1 + len(issue["tasks"])
    return True


def _names(raw: bytes) -> list[int]:
    """Return where a key 名称 stands, or what looks like one."""
    return [found.start() for found in _NAME.finditer(raw) if raw[found.start() - 1] in _BEFORE_A_KEY]


def _numbers(raw: bytes) -> list[tuple[int, bytes]]:
    """Return where a key 编号 stands, or what looks like one, and its number; an empty one where it is in doubt."""
    return [
        (found.start(), _number(found) if _opens_an_item(raw, found.start()) else b"")
        for found in _NUMBER.finditer(raw)
        if raw[found.start() - 1] in _BEFORE_A_KEY
    ]


def _number(found: re.Match[bytes]) -> bytes:
    number = found[2] or b""
    return number if b"-" in number else number.lstrip(b"0")


def _opens_an_item(raw: bytes, at: int) -> bool:
    """Say whether nothing stands before it on its line but the dash of a list."""
    return raw[raw.rfind(b"\n", 0, at) + 1 : at].strip(b" ") == b"-"
