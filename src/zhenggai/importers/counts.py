"""The counts a document states about itself (4个方面, 12个问题, 13条措施), confirmed by what was read or doubted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.importers.doubts import Doubt, Kind, quote
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhenggai.importers.passage import Passage

_N = r"(?P<n>[0-9]{1,4}|[一二三四五六七八九十百两]{1,5})\s*"
_OF = r"(?:个|项|条|类|点)?\s*(?:大)?"
_PATTERNS = (
    ("categories", rf"{_N}(?:个|大|项)\s*(?:方面|类别|领域|板块)|{_N}(?:个|大)?(?:大)?类(?!问题的)"),
    (
        "issues",
        rf"{_N}{_OF}(?:方面|具体|突出|主要|反馈|整改|需要?整改|共性|个性|的|存在|各类)*(?:问题|隐患)(?!清单|台账)|(?:问题|隐患)\s*(?:共)?{_N}[个条项]",
    ),
    ("tasks", rf"{_N}(?:个|项|条)\s*(?:具体|整改)*任务|(?:整改)?任务\s*(?:共)?{_N}[个条项]"),
    ("measures", rf"{_N}(?:个|项|条)\s*(?:具体|整改|针对性|工作)*(?:措施|举措)|(?:措施|举措)\s*(?:共)?{_N}[个条项]"),
)
_NAMES = {"categories": "类型（方面）", "issues": "问题", "tasks": "任务", "measures": "措施"}
_OWN = re.compile(r"梳理|制定|细化|形成|分解|明确|共|列出|提出|确定|归纳|反馈|指出|发现|涉及|存在")
_OF_OTHERS = re.compile(r"认领|已完成|完成整改|整改完成|销号|其中|占")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the document states, by `categories`, `issues`, `tasks`, `measures`; those in `confirmed` were read so."""

    stated: Mapping[str, int]
    confirmed: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    number: int
    words: Passage
    is_own: bool


def stated_categories(texts: Sequence[Passage]) -> int | None:
    """Return how many 方面 the document says it has, None where it says nothing or several things."""
    found = {one.number for one in _statements(texts).get("categories", []) if one.is_own}
    return found.pop() if len(found) == 1 else None


def read_counts(texts: Sequence[Passage], actual: Mapping[str, int]) -> Counts:
    """Compare what the texts state with what was read; `actual` counts by the same names."""
    stated: dict[str, int] = {}
    confirmed: list[str] = []
    doubts: list[Doubt] = []
    for name, statements in _statements(texts).items():
        if any(one.number == actual[name] for one in statements):
            stated[name] = actual[name]
            confirmed.append(name)
            continue
        own = [one for one in statements if one.is_own]
        # 4个方面具体问题 states one number under two names; where it is right under the other, nothing is wrong.
        if not own or name == "categories":
            continue
        last = own[-1]
        if any(
            last.words.at == other.words.at and other.number == actual["categories"]
            for other in _statements(texts).get("categories", [])
        ):
            continue
        stated[name] = last.number
        message = f"文件自己写明“{last.words.text.strip()}”，读出的{_NAMES[name]}是 {actual[name]} 个，请核对"
        doubts.append(Doubt(Kind.COUNTS, message, last.words.at, (quote(last.words),)))
    return Counts(stated, tuple(confirmed), tuple(doubts))


def _statements(texts: Sequence[Passage]) -> dict[str, list[_Statement]]:
    found: dict[str, list[_Statement]] = {}
    for name, pattern in _PATTERNS:
        numbered = _unique_groups(pattern)
        for text in texts:
            for sentence, start in _sentences(text):
                own = bool(_OWN.search(sentence)) and not _OF_OTHERS.search(sentence)
                for match in numbered.finditer(sentence):
                    number = to_number(next(group for group in match.groups() if group))
                    if number and number < 5000:
                        words = text.cut(start + match.start(), start + match.end())
                        found.setdefault(name, []).append(_Statement(number, words, own))
    return found


def _sentences(text: Passage) -> Iterator[tuple[str, int]]:
    for match in re.finditer(r"[^。；;\n]+", text.text):
        yield match[0], match.start()


def _unique_groups(pattern: str) -> re.Pattern[str]:
    # One group name may stand in one pattern once only.
    return re.compile(pattern.replace("?P<n>", ""))
