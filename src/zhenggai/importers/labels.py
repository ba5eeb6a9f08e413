"""Labels (整改措施：, 责任单位：, 【整改时限】) found in a text, wherever they stand; not what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.headings import OTHER_LABELS, term_by_last_word, term_of
from zhenggai.wording.brackets import inside, pairs
from zhenggai.wording.numerals import to_number

if TYPE_CHECKING:
    from collections.abc import Sequence

BIG = frozenset({Term.ISSUE, Term.DESCRIPTION, Term.MEASURES, Term.GOAL, Term.PROGRESS, Term.NOTE})
"""What a whole passage or list may stand under; the other terms have a short value: a day, units, a person."""
_BIG_BY_NAME = re.compile(r"标准|要求|原因|依据|预案|意见|结论|情况|材料|追究")
ASKS = frozenset({Term.ISSUE, Term.DESCRIPTION})
_NEVER_A_LABEL = frozenset({Term.ORDINAL, Term.NUMBER, Term.CATEGORY})

_NUMBER = r"第?[（(]?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)]?"
_OPENING_WORDS = re.compile(
    r".*?(?:以下|如下|下列)(?:几个?|几方面|[0-9一二三四五六七八九十]+[个条项])?(?:方面)?的?|主要|具体"
)
_CLOSING_WORDS = re.compile(r"(?:如下|包括|主要有|主要为|主要是|分别为|为|是|有)$")
_NUMBERED = re.compile(rf"(?P<name>[一-鿿]{{1,8}}?){_NUMBER}")
_ORDINAL_FIRST = re.compile(r"第(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[个条项类])(?P<name>[一-鿿]{2,8})")
_COUNTED = re.compile(r".{0,6}(?:项|意见|建议|问题|隐患|短板|弱项|不足|缺陷|差距)")
"""What a number behind it makes a problem: 不符合项1, 审议意见二."""
_NUMBERED_AT_START = re.compile(
    rf"(?P<name>(?:存在|反馈|突出|专项整治|整治|整改)?问题|整改措施|整改任务|任务|措施|隐患|事项){_NUMBER}\s*[、.．：:\s]\s*"
)
_CONTACT = re.compile(
    r"联系人(?:及其?(?:联系)?(?:电话|方式))?|联系(?:电话|方式|地址)|(?:办公|值班|手机|咨询|监督|举报)?电话|手机|(?:电子)?邮箱(?:地址)?|传真|E-?mail",
    re.IGNORECASE,
)
_OTHER = re.compile(OTHER_LABELS)
_TOO_SHORT = frozenset(
    {
        "目标",
        "措施",
        "问题",
        "来源",
        "时限",
        "责任",
        "说明",
        "状态",
        "牵头",
        "配合",
        "任务",
        "原因",
        "金额",
        "隐患",
        "期限",
        "整改",
        "时间",
        "现状",
        "分工",
        "编号",
        "要求",
    }
)
_BARE = re.compile(r"(?:清单|情况|要求|意见|建议|打算|说明|责任|来源|牵头|配合|目标|任务|进展|成效|对策|领导|人|分工)$")
_SPACED = re.compile(r"\s*(?P<name>[一-鿿]{4,8})[ \t\u3000]+(?=\S)")
_RUNNING = re.compile(
    r"(?<=[，,；;。])\s*(?:(?P<units>(?:整改)?(?:责任|牵头|配合)(?:单位|部门|科室))(?=(?![为是要应须将已的和及与不未])[一-鿿][^，,。；;：:]{2,30}(?:[，,。；;]|$))"
    r"|(?P<day>(?:整改|完成|办结)(?:时限|期限|时间))(?=(?:20[0-9]{2}年|[0-9]{1,2}月|立即|立行立改|即知即改|长期坚持)[^，,。；;：:]{0,16}(?:[，,。；;]|$))"
    r"|(?P<person>(?:整改)?责任人)(?=(?![为是要应须将已的和及与不未])[一-鿿]{2,12}(?:[，,。；;]|$)))"
)
_FEWEST_RUNNING = 2
_STOPPED = re.compile(r"\s*(?P<name>[一-鿿]{4,10})[。.]\s*(?=\S)")
_PLAIN_ENOUGH = frozenset(
    {Term.UNITS, Term.LEAD_UNIT, Term.SUPPORTING_UNITS, Term.DEADLINE, Term.MEASURES, Term.GOAL, Term.LEAD}
)
"""Terms whose names, four characters or more, mean nothing else at the start of a paragraph."""
_BOUNDARY = "。；;：:！!？?，,（(【[《“”\n\r\v\f|｜"
_STRONG = "。；;！!？?（(【[〔［「『\n \t\u3000|｜"


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its term (None for one of OTHER_LABELS or a contact's), its name, its number, and where it stands."""

    term: Term | None
    name: str
    number: int | None
    start: int
    end: int
    contact: bool = False

    @property
    def is_small(self) -> bool:
        """Whether its value is short: units, a day, a person."""
        return not _BIG_BY_NAME.search(self.name) if self.term is None else self.term not in BIG


def label_at_start(text: str, bold: Sequence[tuple[int, int]] = ()) -> Label | None:
    """Return the label a text starts with."""
    found = find_labels(text, bold)
    return found[0] if found and not text[: found[0].start].strip() else None


def find_labels(text: str, bold: Sequence[tuple[int, int]] = ()) -> list[Label]:
    """Return the labels of a text from left to right: with a colon, in 【】, in bold, or filling it whole.

    A label in quotes or in a bracket counts only where the bracket begins with a label.
    """
    if not any(key in text for key in "：:】]〕］」』") and len(text) > _LONGEST_BARE and not bold:
        if running := _in_running_words(text):
            return running
        at_start = _numbered_at_start(text) or _spaced_at_start(text) or _stopped_at_start(text)
        return [at_start] if at_start else []
    enclosed = _enclosed(text)
    found = {label.start: label for label in _before_colons(text, enclosed)}
    for label in (*_in_brackets(text), *_in_bold(text, bold)):
        found.setdefault(label.start, label)
    for at_start in (_numbered_at_start(text), _spaced_at_start(text), _stopped_at_start(text)):
        if at_start and at_start.start not in found:
            found[at_start.start] = at_start
    for label in _in_running_words(text):
        if label.start not in enclosed:
            found.setdefault(label.start, label)
    if not found and (whole := _whole(text)):
        return [whole]
    ordered = [found[start] for start in sorted(found)]
    return [label for i, label in enumerate(ordered) if i == 0 or label.start >= ordered[i - 1].end]


_LONGEST_BARE = 16


def _enclosed(text: str) -> set[int]:
    """Return the positions in brackets and quotes, those of brackets that begin with a label left free."""
    free: set[int] = set()
    for start, end in pairs(text):
        colon = re.search("[：:]", text[start + 1 : end])
        if text[start] in "（([【" and colon and _segment_label(text, start + 1, start + 1 + colon.start()):
            free.update(range(start, end + 1))
            nested = inside(text[start + 1 : end])
            free -= {start + 1 + position for position in nested}
    return inside(text) - free


def _before_colons(text: str, enclosed: set[int]) -> list[Label]:
    found = []
    floor = 0
    for colon in re.finditer(r"\s*[：:]\s*", text):
        if colon.start() in enclosed and colon.end() - 1 in enclosed:
            continue
        label = _label_before(text, colon.start(), floor)
        if label:
            found.append(Label(label.term, label.name, label.number, label.start, colon.end(), label.contact))
            floor = colon.end()
    return found


def _label_before(text: str, end: int, floor: int) -> Label | None:
    """Return the label that ends at `end`, the longest that makes sense: to a stop, to a blank, to a 、."""
    start = end - 1
    depth = 0
    while start >= floor and end - start <= _LONGEST_LABEL:
        character = text[start]
        if character in "）)":
            depth += 1
        elif character in "（(" and depth:
            depth -= 1
        elif not depth and character in _BOUNDARY:
            break
        start -= 1
    start += 1
    cuts = [start, *(at + 1 for at in range(start, end) if text[at] in " \t\u3000、")]
    for cut in sorted(set(cuts)):
        if label := _segment_label(text, cut, end):
            return label
    if glued := _glued_label(text, max(start, end - _LONGEST_GLUED), end) if floor else None:
        return glued
    return _label_by_last_word(text, start, end)


def _label_by_last_word(text: str, start: int, end: int) -> Label | None:
    """Return a label that no synonym fits, where one is sure to stand: at the start, behind a stop, in a bracket."""
    name = re.sub(r"\s+", "", text[start:end]).strip("*")
    if (start and text[start - 1] not in _STRONG) or len(name) > _LONGEST_UNKNOWN:
        return None
    term = term_by_last_word(name)
    if term in ASKS:
        # 还有一个问题：… is a sentence.
        return None
    return Label(term, name, None, start, end) if term or _OF_A_TASK.fullmatch(name) else None


def _glued_label(text: str, start: int, end: int) -> Label | None:
    """Return the label of a short value that runs into the value before it: …12月底前责任领导：某人责任单位：…"""
    for cut in range(start, end - _SHORTEST_GLUED + 1):
        term = term_of(text[cut:end])
        if term and term not in BIG and term not in _NEVER_A_LABEL:
            return Label(term, text[cut:end], None, cut, end)
    return None


_SHORTEST_GLUED, _LONGEST_GLUED = 4, 8
_LONGEST_UNKNOWN = 8
_SHORTEST_OWN = 4
_OF_A_TASK = re.compile(
    r"(?:签收|交办|验[证收]|核[验查]|复[核查]|跟踪|督[办导]|挂点|联系|包保|见证|确认|监督)(?:人|人员|领导|单位)|.{0,3}(?:原因|标准|依据)(?:分析)?"
)
"""What a task may say of itself in a line of its own that no term stands for."""
_LONGEST_LABEL = 30


def _segment_label(text: str, start: int, end: int) -> Label | None:
    """Return the label that a stretch of text is as a whole, blanks, 如下 and a number aside."""
    while start < end and text[start].isspace():
        start += 1
    name = re.sub(r"\s+", "", text[start:end]).strip("*")
    if not name or (name in _TOO_SHORT and start and text[start - 1] not in _STRONG):
        return None
    number = None
    plain = _CLOSING_WORDS.sub("", name)
    opening = _OPENING_WORDS.match(plain)
    for candidate in dict.fromkeys((name, plain, plain[opening.end() :] if opening else plain)):
        if found := _named(candidate, number, start, end):
            return found
    for pattern in (_NUMBERED, _ORDINAL_FIRST):
        if match := pattern.fullmatch(plain):
            number = to_number(match["number"])
            if found := _named(match["name"], number, start, end):
                return found
            if _COUNTED.fullmatch(match["name"]):
                return Label(Term.ISSUE, match["name"], number, start, end)
    return None


def _named(name: str, number: int | None, start: int, end: int) -> Label | None:
    if _CONTACT.fullmatch(name):
        return Label(None, name, number, start, end, contact=True)
    term = term_of(name)
    if term in _NEVER_A_LABEL:
        is_own = len(name) >= _SHORTEST_OWN or _OTHER.fullmatch(name)
        return Label(None, name, number, start, end) if is_own else None
    if term or _OTHER.fullmatch(re.sub(r"[（(][^（()）]*[）)]$", "", name)):
        return Label(term, name, number, start, end)
    return None


def _in_brackets(text: str) -> list[Label]:
    """Return labels such as 【责任单位】, which need no colon."""
    found = [
        (match, _segment_label(text, match.start(1), match.end(1)))
        for match in re.finditer(
            r"[【\[〔［「『]\s*([^【】\[\]〔〕［］「」『』：:]{2,12}?)\s*[】\]〕］」』]\s*[：:]?\s*", text
        )
    ]
    return [replace(label, start=match.start(), end=match.end()) for match, label in found if label]


def _in_bold(text: str, bold: Sequence[tuple[int, int]]) -> list[Label]:
    labels = [_segment_label(text, start, end) for start, end in bold]
    return [label for label in labels if label and label.term and label.name not in _TOO_SHORT]


def _numbered_at_start(text: str) -> Label | None:
    """Return 问题1、 or 措施二： at the start of a text."""
    start = len(text) - len(text.lstrip())
    match = _NUMBERED_AT_START.match(text, start)
    if not match:
        return None
    name = match["name"]
    is_problem = name in {"任务", "整改任务", "事项"} or name.endswith("问题")
    term = Term.ISSUE if is_problem else term_of(name)
    return Label(term, name, to_number(match["number"]), start, match.end())


def _in_running_words(text: str) -> list[Label]:
    """Return labels that commas set off and no colon: …，责任单位某某公司，整改期限6月20日; two of them at least."""
    found = [
        Label(
            term_of(match[match.lastgroup or ""]),
            match[match.lastgroup or ""],
            None,
            *match.span(match.lastgroup or ""),
        )
        for match in _RUNNING.finditer(text)
    ]
    return found if len({label.term for label in found}) >= _FEWEST_RUNNING else []


def _spaced_at_start(text: str) -> Label | None:
    """Return a label that a blank sets off instead of a colon: 责任科室　药剂科."""
    match = _SPACED.match(text)
    if not match:
        return None
    term = term_of(match["name"])
    # A tab sets off a label as well as a colon does.
    is_label = term in _PLAIN_ENOUGH or (term is not None and term not in _NEVER_A_LABEL and "\t" in match[0])
    return Label(term, match["name"], None, match.start("name"), match.end()) if is_label else None


def _stopped_at_start(text: str) -> Label | None:
    """Return a label that a full stop sets off instead of a colon, as the headings of items do: 整改措施。修订办法…"""
    match = _STOPPED.match(text)
    if not match:
        return None
    name = match["name"]
    term = term_of(name)
    is_label = (term in _PLAIN_ENOUGH and term is not Term.GOAL) or _OTHER.fullmatch(name)
    return Label(term, name, None, match.start("name"), match.end()) if is_label else None


def _whole(text: str) -> Label | None:
    """Return the label a whole short line is, without any colon: 整改措施."""
    name = re.sub(r"\s+", "", text)
    if not 3 <= len(name) <= _LONGEST_BARE or (_BARE.search(name) and not _OTHER.fullmatch(name)):
        return None
    label = _segment_label(text, 0, len(text))
    if label is None or label.contact:
        return None
    is_own = label.term is None and len(name) >= 4 and not label.is_small
    return label if is_own or label.term in BIG | {Term.UNITS, Term.DEADLINE, Term.LEAD_UNIT} else None
