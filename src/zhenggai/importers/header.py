"""The head and the close of a document read as a 公文: title, 文号, issuers, 主送, date, publicity, letter, preamble.

The elements are those of GB/T 9704-2012; what the plan rests on is read in `bases`, its body elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Paragraph
from zhenggai.importers.doubts import Doubt, Kind, Quote, quote
from zhenggai.importers.lines_of_form import (
    compact,
    date_of_line,
    is_copies,
    is_issuer,
    is_notice,
    is_title,
    last_date_in,
    number_of_line,
    printed_day,
    publicity_of_line,
    units_of_line,
)
from zhenggai.importers.marks import BULLET, take_mark
from zhenggai.importers.passage import NOTHING, Passage, joined
from zhenggai.wording.unit_names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.blocks import Block

_LETTER = re.compile(
    r"现将.{0,4}《|现将.{2,80}印发|印发给|印发你们|印发你单位|请认真|请结合|请遵照|请贯彻|特此通知|请按照"
)
_QUOTED_PLAN = re.compile(r"《([^《》]*(?:方案|台账|清单)[^《》]{0,4})》")
_RED_HEAD = re.compile(r"文件|.{2,40}文件|(?:机密|秘密|绝密|特急|加急|平急|急件).{0,8}|\d{6}")
_FILLED_IN = re.compile(
    r"(?:(?:填[报表]|编制|制表|报送|检查|填写)(?:单位|日期|时间|人)|单位[（(]盖?章?[）)])\s*[：:（(]"
    r"|[—－（(\s-]*[0-9〇零一二三四五六七八九]{4}年.{2,8}日在.{4,40}会议?上[）)]?\s*$"
)
"""A line that bears a day without being one: of a form filled in, or where a report was delivered."""
_SENTENCE = re.compile(r"[。；！]")
_BUSINESS = re.compile(
    r"(?:厂|店|城|超市|酒店|宾馆|市场|加油站|幼儿园|诊所|合作社|养殖场|矿|小区|网吧|影院|大厦|广场|工地|项目部)$"
)
"""How a business is called to whom an order is addressed."""
_BULLETED_TITLE = re.compile(r"(?:方案|台账|清单|通知|报告|通报|公告|公示|函)(?:[（(].{1,20}[）)])?\s*$")
"""How a title ends that a site has put into a list of what it says of the document."""
_ABOUT = "关于"
_ABOUT_PROBLEMS = re.compile(r"^.{0,60}(?:整改|整治|整顿|问题|隐患).{0,30}$")


@dataclass(frozen=True, slots=True)
class Header:
    """What the form of the document says; passages are as written, the values beside them without layout blanks.

    `letter` is the text of the covering letter, `preamble` that of the plan before its first mark. `repeated` is what
    says again what is placed elsewhere: a second title, the signature.
    """

    title: Passage = NOTHING
    number: tuple[str, Passage] | None = None
    issuers: tuple[tuple[str, Passage], ...] = ()
    recipients: Passage = NOTHING
    issued: tuple[date, Passage] | None = None
    publicity: Passage = NOTHING
    letter: tuple[Passage, ...] = ()
    preamble: tuple[Passage, ...] = ()
    repeated: tuple[Passage, ...] = ()
    unread: tuple[Passage, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Seen:
    """What has been met so far, in the order of the lines."""

    titles: list[Passage] = field(default_factory=list)
    numbers: list[tuple[str, Passage]] = field(default_factory=list)
    issuers: list[tuple[str, Passage]] = field(default_factory=list)
    signed: list[tuple[str, Passage]] = field(default_factory=list)
    days: list[tuple[date, Passage]] = field(default_factory=list)
    filled_in: list[tuple[date, Passage]] = field(default_factory=list)
    recipients: Passage = NOTHING
    publicity: Passage = NOTHING
    sentences: list[tuple[int, Passage]] = field(default_factory=list)
    repeated: list[Passage] = field(default_factory=list)
    unread: list[Passage] = field(default_factory=list)


def read_header(head: Sequence[Paragraph], tail: Sequence[Paragraph]) -> Header:
    """Read the lines before the body and those that close it."""
    seen = _Seen()
    waiting: list[Paragraph] = []
    for position, paragraph in enumerate(head):
        following = head[position + 1].text.text if position + 1 < len(head) else ""
        _read_line(paragraph, following, waiting, seen)
    _set_down(waiting, seen)
    for paragraph in tail:
        _read_close(paragraph, seen)
    return _header(seen)


def with_signature(header: Header, body: Sequence[Block]) -> Header:
    """Take issuer and day from a signature that more text follows, where neither head nor close has a day.

    A signature is a line of units above a line that is a day.
    """
    if header.issued:
        return header
    for above, below in pairwise(body):
        if not isinstance(above, Paragraph) or not isinstance(below, Paragraph):
            continue
        names, day = units_of_line(above.text.text), date_of_line(below.text.text)
        if names and day:
            issuers = header.issuers or tuple((name, above.text) for name in names)
            repeated = (*header.repeated, above.text, below.text)
            return replace(header, issued=(day, below.text), issuers=issuers, repeated=repeated)
    return header


def _read_line(paragraph: Paragraph, following: str, waiting: list[Paragraph], seen: _Seen) -> None:
    """Read one line of the head; lines that may be the beginning of a title wait for its end."""
    text = paragraph.text
    if (mark := take_mark(text.text)) and mark.style == BULLET:
        if not _BULLETED_TITLE.search(text.text) or seen.titles:
            seen.unread.append(text)
            return
        text = text.cut(mark.length)
        paragraph = Paragraph(text, (text,))
    if _read_form(text, seen):
        _set_down(waiting, seen)
    elif is_title(text.text) and not _SENTENCE.search(text.text):
        _read_title([*waiting, paragraph], seen)
        waiting.clear()
    elif (names := units_of_line(text.text)) and not following.strip().startswith(_ABOUT):
        _set_down(waiting, seen)
        found = [(name, text) for name in names]
        (seen.signed if seen.titles else seen.issuers).extend(found)
    elif _is_recipients(text.text):
        _set_down(waiting, seen)
        seen.recipients = text.strip("：: ")
    elif len(text) <= 45 and not re.search(r"[。；：:！，]", text.text):
        waiting.append(paragraph)
    else:
        _set_down(waiting, seen)
        seen.sentences.append((len(seen.titles), text))


def _read_form(text: Passage, seen: _Seen) -> bool:
    """Read a line whose form says what it is; returns whether it is one."""
    line = text.text
    if publicity_of_line(line):
        seen.publicity = text.strip("（()）【】 ")
    elif number := number_of_line(line):
        seen.numbers.append((number, text))
    elif day := date_of_line(line) or printed_day(line):
        seen.days.append((day, text))
    elif is_copies(line):
        seen.unread.append(text)
    elif _FILLED_IN.match(line):
        seen.unread.append(text)
        if day_there := last_date_in(line):
            seen.filled_in.append((day_there[0], text.cut(day_there[1], day_there[2])))
    elif _RED_HEAD.fullmatch(compact(line)):
        _read_red_head(text, seen)
    else:
        return False
    return True


def _read_red_head(text: Passage, seen: _Seen) -> None:
    name = compact(text.text).removesuffix("文件")
    if is_issuer(name):
        seen.issuers.append((name, text))
    else:
        seen.repeated.append(text)


def _set_down(waiting: list[Paragraph], seen: _Seen) -> None:
    """Take lines that turned out to begin no title for what they are by themselves."""
    for paragraph in waiting:
        names = units_of_line(paragraph.text.text)
        if names:
            (seen.signed if seen.titles else seen.issuers).extend((name, paragraph.text) for name in names)
        else:
            seen.unread.append(paragraph.text)
    waiting.clear()


def _read_title(lines: Sequence[Paragraph], seen: _Seen) -> None:
    pieces = [piece for line in lines for piece in line.pieces]
    spaced = joined(pieces, " ")
    before, about, _rest = spaced.text.partition(_ABOUT)
    names = before.split()
    if about and names and all(is_issuer(compact(name)) for name in names):
        seen.issuers += [(name, spaced.cut(0, len(before))) for name in names]
    seen.titles.append(joined(pieces))


def _is_recipients(text: str) -> bool:
    bare = text.strip()
    if not bare.endswith(("：", ":")) or len(bare) > 400 or _SENTENCE.search(bare):
        return False
    names = [name for name in re.split(r"[、，,；;\s]+", bare.rstrip("：:")) if name]
    likely = [
        name for name in names if parse_name(name).looks_like_a_unit or name.startswith("各") or _BUSINESS.search(name)
    ]
    return bool(likely) and len(likely) * 2 >= len(names)


def _read_close(paragraph: Paragraph, seen: _Seen) -> None:
    text = paragraph.text
    if _read_form(text, seen):
        return
    if names := units_of_line(text.text):
        seen.signed += [(name, text) for name in names]
    elif found := last_date_in(text.text):
        seen.days.append((found[0], text.cut(found[1], found[2])))
    else:
        seen.unread.append(text)


# --- what it comes to --------------------------------------------------------------------------------------------


def _header(seen: _Seen) -> Header:
    if not seen.titles and (title := next((line for line in seen.unread if _ABOUT_PROBLEMS.search(line.text)), None)):
        # No ending says that it is a title; that it stands alone at the top and names the matter does.
        seen.titles.append(title)
        seen.unread.remove(title)
    title, others = _chosen_title(seen.titles)
    days = seen.days or seen.filled_in
    # Behind the plan's own title its preamble stands, before it the letter's text.
    own = next((i for i, one in enumerate(seen.titles) if one is title), -1) + 1
    letter = [text for count, text in seen.sentences if _is_letter(count, own, text, seen)]
    preamble = [text for count, text in seen.sentences if not _is_letter(count, own, text, seen)]
    issuers = _merged(seen.issuers, seen.signed)
    doubts = [*_title_doubts(title, others, letter), *_issuer_doubts(seen), *_day_doubts(seen)]
    return Header(
        title=title,
        number=seen.numbers[0] if seen.numbers else None,
        issuers=issuers,
        recipients=seen.recipients,
        issued=days[0] if days else None,
        publicity=seen.publicity,
        letter=tuple(letter),
        preamble=tuple(preamble),
        repeated=(*others, *seen.repeated, *(text for _name, text in (*seen.issuers, *seen.signed))),
        unread=(*seen.unread, *(text for _number, text in seen.numbers[1:])),
        doubts=tuple(doubts),
    )


def _is_letter(count: int, own: int, text: Passage, seen: _Seen) -> bool:
    if len(seen.titles) > 1 or (seen.titles and is_notice(seen.titles[0].text)):
        return count < own or bool(_LETTER.search(text.text)) or (own == 1 and bool(seen.recipients) and not count)
    return bool(_LETTER.search(text.text) and seen.recipients)


def _chosen_title(titles: Sequence[Passage]) -> tuple[Passage, tuple[Passage, ...]]:
    """Return the plan's own title (the last that is no notice's, else what a notice quotes) and the other ones."""
    own = [title for title in titles if not is_notice(title.text)]
    if own:
        return own[-1], tuple(title for title in titles if title is not own[-1])
    if not titles:
        return Passage(), ()
    quoted = _QUOTED_PLAN.search(titles[-1].text)
    if quoted:
        return titles[-1].cut(quoted.start(1), quoted.end(1)), tuple(titles)
    return titles[-1], tuple(titles[:-1])


def _merged(*groups: Sequence[tuple[str, Passage]]) -> tuple[tuple[str, Passage], ...]:
    """Return the names of all groups once each, the first passage with it."""
    first: dict[str, Passage] = {}
    for name, passage in (pair for group in groups for pair in group):
        first.setdefault(name, passage)
    return tuple(first.items())


def _title_doubts(title: Passage, others: Sequence[Passage], letter: Sequence[Passage]) -> Iterator[Doubt]:
    """Doubt a plan that is called otherwise in the notice or the letter that brings it."""
    if not title:
        return
    seen = {compact(title.text)}
    for where, text in (*(("印发通知的标题", one) for one in others), *(("印发通知的正文", one) for one in letter)):
        for match in _QUOTED_PLAN.finditer(text.text):
            name = text.cut(match.start(1), match.end(1))
            if compact(name.text) in seen:
                continue
            seen.add(compact(name.text))
            message = f"{where}称方案为《{name.text}》，方案自己的标题是《{title.text}》，两处不一致，标题用后者"
            yield Doubt(Kind.CONFLICT, message, name.at, (quote(name), quote(title)))


def _issuer_doubts(seen: _Seen) -> Iterator[Doubt]:
    above, below = {name for name, _text in seen.issuers}, {name for name, _text in seen.signed}
    if above and below and above != below:
        first, last = seen.issuers[0][1], seen.signed[0][1]
        message = (
            f"文头和标题列的发文机关（{'、'.join(dict.fromkeys(n for n, _ in seen.issuers))}）"
            f"与落款（{'、'.join(dict.fromkeys(n for n, _ in seen.signed))}）不一致，都已记入，请核对"
        )
        yield Doubt(Kind.HEADER, message, last.at, (quote(first), quote(last)))


def _day_doubts(seen: _Seen) -> Iterator[Doubt]:
    if not seen.days and seen.filled_in:
        day, text = seen.filled_in[0]
        message = f"没有找到印发日期，用填报或者报告的日期 {day} 推算没有写年份的整改时限，请核对"
        yield Doubt(Kind.HEADER, message, text.at, (quote(text),))
    days = dict.fromkeys(day for day, _text in seen.days)
    if len(days) > 1:
        first = seen.days[0][1]
        named = "、".join(str(day) for day in days)
        yield Doubt(
            Kind.HEADER,
            f"文件里有几个日期（{named}），印发日期用第一个，请核对",
            first.at,
            tuple(Quote(text.text, text.at) for _day, text in seen.days),
        )
