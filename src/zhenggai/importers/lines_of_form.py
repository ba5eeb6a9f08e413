"""Lines that belong to the form of a 公文 and not to its text: dates, 文号, issuers, annex lists, copies sent.

The order of these elements is that of GB/T 9704-2012; what a plan makes of them is `header`'s.
"""

from __future__ import annotations

import re
from datetime import date

from zhenggai.wording.numerals import to_number
from zhenggai.wording.unit_names import parse_name

_YEAR, _MONTH_OR_DAY = "[0-9０-９〇○零一二三四五六七八九]{4}", "[0-9０-９〇○零一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"({_YEAR})年({_MONTH_OR_DAY})月({_MONTH_OR_DAY})日")
_ISO_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMBER = re.compile(
    r"((?:[（(][一-鿿]{1,6}[）)])?[一-鿿]{1,20}(?:[（(][一-鿿]{1,6}[）)])?)\s*[〔\[【（(﹝［]\s*((?:19|20)[0-9]{2})\s*[〕\]】）)﹞］]\s*(?:第\s*)?([0-9]{1,5})\s*号"
)
_JOINT = re.compile(r"(?:[一-鿿]*?(?:按照|根据|依据|对照|落实|贯彻))?(?:以及|和|及|与)?")
_PUBLICITY = re.compile(
    r"[（(【]?\s*((?:此件|本文件|本件)?(?:主动公开|依申请公开|不予公开|公开发布|不公开|删减后公开|属于政府信息公开)[^（()）。]{0,12})\s*[）)】]?"
)
_COPIES = re.compile(r"(?:抄\s*[送报]|主题词|共印|印发机关|分送)\s*[:：]?")
_PRINTED = re.compile(r"(?P<unit>[一-鿿（）()、 ]{2,40})\s*(?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)\s*印发?")
ANNEX = re.compile(
    r"附\s*(?:件|表|录)?\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：]\s*|(?=\s|$))(?P<name>.*)",
    re.DOTALL,
)
TITLE_END = re.compile(
    r"(?:方案|台账|清单|通知|报告|意见|一览表|汇总表|明细表|登记表|分解表|任务表|表|函|公告|通告|公示|通报|通知书|决定书|意见书|建议书|督办单|交办单|计划|总结|汇报|纪要|批复|决定|办法|情况|说明|简报|措施|安排|台帐|制度|规定|细则|材料)(?:[（(][^（()）]{1,20}[）)])?[》”]?$"
)
_TITLE_WITH_NOTICE = re.compile(r"的(?:通知|函|报告|批复|意见|公告|通告|通报|公示)$")


def compact(text: str) -> str:
    """Return a text without any blanks, as a red-headed line spaced out for looks is read."""
    return re.sub(r"\s+", "", text)


def date_of_line(text: str) -> date | None:
    """Return the day a line consists of, brackets and blanks aside; None where it is something else or no such day."""
    bare = compact(text).strip("（）()")
    match = _DATE.fullmatch(bare) or _ISO_DATE.fullmatch(bare)
    return day_of(match) if match else None


def last_date_in(text: str) -> tuple[date, int, int] | None:
    """Return the last whole date in a text and where it stands."""
    found = [(day, match.start(), match.end()) for match in _DATE.finditer(text) if (day := day_of(match))]
    return found[-1] if found else None


def day_of(match: re.Match[str]) -> date | None:
    """Return the day of a matched year, month and day; None where there is no such day."""
    year, month, day = (to_number(part) for part in match.groups()[:3])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def number_of_line(text: str) -> str | None:
    """Return the 文号 a line consists of, blanks removed, 签发人 aside."""
    bare = compact(text)
    match = _NUMBER.match(bare)
    return (
        written_number(match)
        if match and (match.end() == len(bare) or bare[match.end() :].startswith("签发人"))
        else None
    )


def numbers_in(text: str) -> list[tuple[str, int, int]]:
    """Return every 文号 in a text, blanks removed, with where it stands."""
    found = []
    for match in _NUMBER.finditer(text):
        joint = _JOINT.match(match[1])
        skipped = joint.end() if joint else 0
        found.append((written_number(match)[skipped:], match.start() + skipped, match.end()))
    return found


def written_number(match: re.Match[str]) -> str:
    """Write a matched 文号 with the official brackets and no blanks."""
    return f"{match[1]}〔{match[2]}〕{int(match[3])}号"


def publicity_of_line(text: str) -> str | None:
    """Return the publicity a line states: 此件公开发布."""
    match = _PUBLICITY.fullmatch(compact(text))
    return match[1] if match else None


def is_copies(text: str) -> bool:
    """Say whether a line names who gets copies, or the office that printed it."""
    return bool(_COPIES.match(text.strip()) or _PRINTED.fullmatch(text.strip()))


def printed_day(text: str) -> date | None:
    """Return the day of a line such as `某县人民政府办公室 2023年8月3日印发`."""
    match = _PRINTED.fullmatch(text.strip())
    return date_of_line(match["day"]) if match else None


def units_of_line(text: str) -> tuple[str, ...]:
    """Return the units a line consists of and nothing else: an issuer's red head, a signature; empty otherwise."""
    if len(text) > 80 or re.search(r"[，。；：:;,、《》？！]", text):
        return ()
    spaced = re.fullmatch(r"(?:[一-鿿（）()]\s+)+[一-鿿（）()]", text.strip())
    words = [compact(text)] if spaced else text.split()
    bare = [word.removesuffix("文件") for word in words]
    names = [word for word in bare if word]
    return tuple(names) if names and all(is_issuer(name) for name in names) else ()


def is_issuer(name: str) -> bool:
    """Say whether a text can be the name of a body that issues documents."""
    return 4 <= len(name) <= 40 and parse_name(name).looks_like_a_unit and not TITLE_END.search(name)


def is_title(text: str) -> bool:
    """Say whether a line ends the way the title of a document ends and has no sentence in it."""
    bare = compact(text)
    return 4 <= len(bare) <= 150 and bool(TITLE_END.search(bare)) and not re.search(r"[。；！]", bare)


def is_notice(title: str) -> bool:
    """Say whether a title is that of a letter which only brings the plan: 关于印发《…》的通知."""
    return bool(_TITLE_WITH_NOTICE.search(compact(title)))
