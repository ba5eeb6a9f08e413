"""Who and by when, read from running sentences where no label says it: 由水务站牵头，9月底前完成. Owed a doubt."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.wording.deadlines import read_deadline
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.passage import Passage

_NAMES = (
    r"(?:[^，,。；;：:？！《》“”（）()\s]|[（(][^（）()，。；]{1,8}[）)](?=[^，,。；;\s]))"
    r"{2,40}?(?:[（(][^（）()]{1,20}[）)])?"
)
_BEFORE = r"(?:^|(?<=[，,。；;：:（(\s]))"
_AFTER = r"(?=[，,。；;：:）)\s]|$)"
_ROLES = (
    (Term.LEAD_UNIT, re.compile(rf"由(?P<names>{_NAMES})(?:负责)?(?:牵头|总牵头)(?:负责|抓总|抓落实|落实|组织|实施)*")),
    (Term.LEAD_UNIT, re.compile(rf"{_BEFORE}(?P<names>{_NAMES})(?:负责)?牵头(?:负责|抓总|抓落实|落实)*{_AFTER}")),
    (Term.LEAD_UNIT, re.compile(rf"{_BEFORE}牵头(?:单位|部门)?\s*(?P<names>{_NAMES}){_AFTER}")),
    (
        Term.SUPPORTING_UNITS,
        re.compile(
            rf"{_BEFORE}(?:由)?(?P<names>{_NAMES})(?:共同|积极|协助)?(?:配合|协助|参与)(?:做好|实施|落实|完成)?{_AFTER}"
        ),
    ),
    (
        Term.UNITS,
        re.compile(rf"由(?P<names>{_NAMES})(?:具体|共同|分别|按职责)?(?:负责|承办|落实|组织实施|实施|承担|办理|完成)"),
    ),
    (
        Term.UNITS,
        re.compile(
            rf"{_BEFORE}(?P<names>{_NAMES})(?:按职责分工|按照职责分工|具体|共同|分别|按职责)?负责(?:落实|实施|整改)?{_AFTER}"
        ),
    ),
    (Term.UNITS, re.compile(rf"^(?P<names>{_NAMES})(?:于|在)(?=[^，。；]{{1,12}}(?:前|底|末|之内|以内))")),
    (Term.UNITS, re.compile(rf"责任(?:单位|部门|科室)?(?:为|是)(?P<names>{_NAMES}){_AFTER}")),
)
_INNER_UNIT = re.compile(
    r"[一-鿿](?:[一二三四五六七八九十]{1,2}中|[中小]学|幼儿园|股|专班|工作组|小组|庭|车间|工会|团委|党委|党组|支部|工段|班组)$"
)
"""What the parts of a unit are called, where a running sentence gives them a role."""
_BEFORE_COLON = re.compile(rf"(?P<names>{_NAMES})\s*[：:]\s*(?=\S)")
_DAY = (
    r"(?:(?:(?:20)?[0-9]{2}年|今年|本年|明年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:[0-9]{1,2}[日号]|[底末]|[上中下]旬)?"
    r"|(?:(?:20)[0-9]{2}年|今年|明年)?(?:第?[一二三四1-4]季度|[上下]半年)(?:[底末])?|(?:(?:20)[0-9]{2}|今|明|本)?年[底末]|(?:20)[0-9]{2}年)"
)
_BY = re.compile(rf"(?P<day>{_DAY}(?:之前|以前|前|之内|以内|内|底前|末前)?)(?P<rest>[^，,。；;：:（）()]{{0,16}})")
_MUST = re.compile(
    r"完成|整改到位|到位|办结|销号|落实|建成|清零|整改|完工|竣工|取得|达到|解决|出台|印发|制定|建立|清理|补齐|发放|拨付|收回|追回|归还|前$"
)
_OPENING_DAY = re.compile(r"(?P<day>20[0-9]{2}[.．][0-9]{1,2}(?:[.．][0-9]{1,2})?(?:之前|以前|前|底前))[，,]")
"""A day at the start of a measure in figures alone, which is a deadline although it asks to be read by a person."""
_KEPT_UP_BEHIND = re.compile(
    r"[，,；;]\s*((?:立行立改|即知即改|长期坚持|持续推进|持续整改)(?:[，,、](?:长期坚持|持续推进))?)\s*[。；;]?\s*$"
)
_KEPT_UP = re.compile(
    r"^(?:立行立改|即知即改|立即整改|长期坚持|持续整改|持续推进|常态化坚持)(?:[，,、；]?\s*(?:长期坚持|持续推进|持续整改))?$"
)
_BRACKET = re.compile(r"[（(]([^（）()]{2,60})[）)]\s*[。；;]?\s*$")
_BLANKS = " \t\u3000\xa0"
_ANY_DAY = date(2020, 1, 1)
"""An issue date by which to tell whether words name a day at all."""
_PAST = re.compile(r"(?:截至|截止到?|自|从|以来|已于|已在|期间)\s*$")


def units_in(text: Passage) -> dict[Term, Passage]:
    """Return the units a sentence names with their role; only names that look like units count."""
    found: dict[Term, Passage] = {}
    for term, pattern in _ROLES:
        for match in pattern.finditer(text.text):
            names = match["names"]
            if term not in found and _are_units(names) and not _overlaps(match, found, text):
                found[term] = text.cut(match.start("names"), match.end("names"))
    return found


def units_before_colon(text: Passage) -> tuple[Passage, Passage] | None:
    """Return the units an item is addressed to, and the rest of it: 市住建局：检测报告过期5台，请于…"""
    match = _BEFORE_COLON.match(text.text)
    if not match or not _are_units(match["names"]):
        return None
    return text.cut(0, match.end("names")), text.cut(match.end())


def _overlaps(match: re.Match[str], found: dict[Term, Passage], text: Passage) -> bool:
    at = text.origin[match.start("names")]
    return any(at in one.origin for one in found.values())


def _are_units(names: str) -> bool:
    words = [word for word in re.split(r"[、/／]|(?<=[局委办所站会室部中心])[和与及]", names) if word]
    return bool(words) and all(_is_unit(word) for word in words)


def _is_unit(word: str) -> bool:
    name = parse_name(word)
    return (
        (name.looks_like_a_unit or bool(_INNER_UNIT.search(word)))
        and len(word) <= 25
        and not re.search(r"^(?:要|并|应|须|将|对|按|以|把|为)|各级|全体|会同|联合", word)
    )


def deadline_in(text: Passage, issued: date | None) -> list[tuple[Passage, date | None]]:
    """Return the deadlines a text sets in running words, with the day each reads as; a day that is past is none."""
    found: dict[date | None, Passage] = {}
    text = text.without(_BLANKS)
    if opening := _OPENING_DAY.match(text.text):
        found[None] = text.cut(opening.start("day"), opening.end("day"))
    elif _KEPT_UP.fullmatch(text.text.strip("。；; ")):
        found[None] = text.strip("。；; ")
    elif (bracket := _BRACKET.search(text.text)) and _KEPT_UP.fullmatch(bracket[1].strip()):
        found[None] = text.cut(bracket.start(1), bracket.end(1))
    elif behind := _KEPT_UP_BEHIND.search(text.text):
        found[None] = text.cut(behind.start(1), behind.end(1))
    for start, end in _candidates(text.text):
        words = text.cut(start, end)
        # Without an issue date words are a deadline all the same, whose day is not known.
        due = _due(words.text, issued or _ANY_DAY)
        if due is not None:
            found.setdefault(due, words)
    if len(found) > 1:
        found.pop(None, None)
    return [(words, due if issued else _due(words.text, None)) for due, words in found.items()]


@lru_cache(maxsize=4096)
def _due(words: str, issued: date | None) -> date | None:
    """Return the day words name; the same few are asked for again and again while a document is searched."""
    return read_deadline(words, issued).due


def sets_a_day(text: Passage) -> bool:
    """Say whether running words set a day by which something is to be done."""
    return bool(deadline_in(text, _ANY_DAY))


def names_who(text: Passage) -> bool:
    """Say whether running words name units with their role."""
    return bool(units_in(text))


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand that name a day by which something is to be done."""
    for match in _BY.finditer(text):
        before = text[max(match.start() - 4, 0) : match.start()]
        by = match["day"]
        if _PAST.search(before) or (match.start() and re.match(r"[0-9年月]", before[-1:])):
            continue
        if not (by.endswith(("前", "底", "末", "内")) or re.search(r"[于在]$|限|确保|务必", before)):
            continue
        rest = match["rest"]
        if not _MUST.search(rest) and not by.endswith("前"):
            continue
        yield match.start("day"), match.end("day")
