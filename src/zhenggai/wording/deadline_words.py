"""How a deadline's words are spelt: folding to one spelling, and the vocabulary beside the days.

Days are read in `deadline_days`, and what all of it means together is decided in `deadlines`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

NUMBER = r"(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|零?[一二三四五六七八九])"
"""A month or a day of the month. 七八月 (July or August) and 三五日 (three to five days) are none."""

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DASHES = "—–―‐‑‒−─━~〜∼"
# Full-width ASCII, and the radicals and compatibility forms that PDF text has in place of 月, 日, 年.
_COMPATIBLE = (*range(0xFF01, 0xFF5F), *range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
_FOLDED = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE},
    **dict.fromkeys(map(ord, _ZERO_WIDTH), ""),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, "〇○◯"), "零"),
    ord("～"): "-",
}
_NUMERAL = "0-9零一二三四五六七八九十"
_BEFORE_CLOCK = r"(?<=[0-9])[\sT]+(?=[0-9]{1,2}:[0-9]{2})"
_INSIDE_NUMBER = rf"(?<=[{_NUMERAL}])\s+(?=[{_NUMERAL}])(?![0-9]{{1,2}}:[0-9]{{2}})"
_SLIPS = (
    (r"(?<=[年月度])低", "低", "底"),
    (rf"(?<=[{_NUMERAL}])曰", "曰", "日"),
)


def fold(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the wording half-width, without blanks, with one kind of dash, and warnings on what was put right.

    A clock time behind a numeric date (`2022-06-13 00:00:00`, as spreadsheets paste it) is set off by `T`.
    """
    folded = text.translate(_FOLDED)
    warnings = ["数字中间有空格，已连起来读，请核对"] if re.search(_INSIDE_NUMBER, folded) else []
    folded = re.sub(r"\s+", "", re.sub(_BEFORE_CLOCK, "T", folded))
    folded = re.sub(r"-{2,}", "-", folded)
    for slip, wrong, right in _SLIPS:
        if re.search(slip, folded):
            warnings.append(f"“{wrong}”疑为“{right}”字之误，已按“{right}”读，请核对")
            folded = re.sub(slip, right, folded)
    return folded, tuple(warnings)


def match_at(pattern: str, text: str, start: int) -> re.Match[str] | None:
    """Match a pattern at a position; it is compiled at first use, so that importing the grammar is cheap."""
    return re.compile(pattern).match(text, start)


class Sense(Enum):
    """What a phrase beside the day says."""

    AT_ONCE = auto()
    """To be put right at once."""
    ONGOING = auto()
    """To be kept up without an end."""
    STAGE = auto()
    """A result is to be shown."""
    COMPLETION = auto()
    """The rectification is to be completed."""
    AFTERCARE = auto()
    """What is good practice anyway: a mechanism is built, the result guarded."""
    DONE = auto()
    """A remark that it has been done already."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the vocabulary, as it is written, and where the text goes on."""

    sense: Sense
    words: str
    end: int


_MARKS = r"[,;。、()\[\]【】]"
JOIN = rf"(?:{_MARKS}|(?:并且|[并且和及与]|同时|此后|后续|今后)(?!{_MARKS}*$))*"
"""What may stand between phrases and says nothing; a conjunction with nothing to come is a text that was cut off."""
LABEL = (
    r"(?:整改|完成|计划|要求|任务|问题|集中|总体|办结|销号|验收|截止){0,4}(?:时限|期限|时间|日期|节点)"
    r"(?:节点|要求|安排)?(?:[:为是]|定于)?"
)
"""The heading of the column, where it was copied along."""

_HOW = r"(?:全部|全面|基本|彻底|如期|按期|按时|圆满|率先|高质量|高标准|保质保量|限时)*+"
_WHAT = r"(?:全部|各项|所有|相关|反馈|该项|问题|整改|任务|工作|目标|措施|销号|验收|清零|到位|归零|手续)*"
_CARE = (
    r"(?:坚持|推进|推动|整改|整治|治理|巩固|提升|抓好|抓实|落实|跟踪|问效|开展|用力|发力|改进|深化|完善|加强|强化|保持|"
    r"监管|管理|监测|实施|执行|规范|管护|维护|关注|抓|做好|化|性|长效|下去)"
)
_DONE = (
    r"(?<![^,;。、(\[【])(?:目前|现)?已经?(?:全部|基本)?(?:完成|整改|办结|销号|落实)"
    r"(?:整改|到位|完成|完毕|销号|任务|工作)*(?![^,;。、)\]】并且])"
)
_AT_ONCE = (
    r"立行立改|即知即改|立整立改|立查立改|即查即改|立改立行|立知立改|即行即改|即整即改|边查边改|边整边改|边督边改|马上就改"
    r"|(?:立即|立刻|马上|即刻|即时)(?:整改|改正|纠正|改)?|(?:当场|现场)(?:整改|改正|纠正)"
)
_AFTERCARE = (
    r"(?:建立|健全|完善|形成|构建)+(?:整改)?长效(?:工作|监管|管理)?机制"
    r"|巩固(?:整改|提升)*(?:成效|成果)|防止(?:问题)?反弹|举一反三"
)
# Atomic, so that 持续推进至年底, which does end, is not read as 持续 and a rest.
_ONGOING = (
    rf"(?>(?:自?即日起)?(?:坚持)?(?:长期|持续|常态|长效|常年){_CARE}*(?:成效|成果|工作|任务)*)(?![至到])"
    r"|(?:坚持)?常抓不懈|久久为功|持之以恒|一以贯之"
)
_STAGE = (
    r"(?:取得|见到|初见|见|形成|收到|达到|有)(?:"
    r"(?:阶段性?|明显|显著|初步|积极|实质性?|较好|良好|一定|突破性|重大|决定性|较大|实际|重要|预期|整改|工作|的)*"
    r"(?:成效|成果|进展|效果|实效|突破|胜利)|(?:阶段性?|初步)(?:整改)?(?:目标|任务))"
    r"|阶段性(?:成效|成果|进展)|完成阶段性(?:整改)?(?:任务|目标|工作|整改)"
)
_COMPLETION = (
    rf"{_HOW}(?:(?:完成|实现|做到){_HOW}{_WHAT}"
    rf"|{_WHAT}{_HOW}(?:整改|落实|整治|治理)*(?:到位|完毕|完成|办结|销号|验收|清零|整改|改正|落实){_WHAT})"
    r"(?:后(?=[,;。、]?(?:长期|持续|常态|坚持|巩固|建立|销号)))?"
)
_VOCABULARY = (
    (Sense.DONE, _DONE),
    (Sense.AT_ONCE, _AT_ONCE),
    (Sense.AFTERCARE, _AFTERCARE),
    (Sense.ONGOING, _ONGOING),
    (Sense.STAGE, _STAGE),
    (Sense.COMPLETION, _COMPLETION),
)


def read_phrase(text: str, start: int) -> Phrase | None:
    """Read the phrase of the vocabulary that stands at `start`; None where there is none."""
    for sense, pattern in _VOCABULARY:
        match = match_at(pattern, text, start)
        if match and match.end() > start:
            return Phrase(sense, match[0], match.end())
    return None
