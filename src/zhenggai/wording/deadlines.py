"""整改时限 read into a day and a 性质, and written again; a wording not wholly understood asks, and gives no day.

Which day is overdue, and what 性质 demands by it, is not known here. The wordings this has to read and those it must
not are listed in `tests/corpus/deadlines.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenggai.dates import chinese_day
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadline_days import Time, read_time
from zhenggai.wording.deadline_questions import Unsettled, ask, ask_about_rest, ask_about_two
from zhenggai.wording.deadline_spots import Basis
from zhenggai.wording.deadline_words import JOIN, LABEL, Phrase, Sense, fold, match_at, read_phrase

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

LONGEST = 200
"""Characters beyond which a text is no deadline but a paragraph that stands in the wrong place."""

_UNDETERMINED = "时限待定"


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """How a wording reads; a question stands exactly where `kind` is 未定, and then there is no day.

    `text` is the wording, verbatim; `due` the last day, inclusive; `warnings` doubts about what was read all the
    same, and `question` why no day could be read and what the clerk should do, both in Chinese.
    """

    text: str
    kind: DeadlineKind
    due: date | None
    warnings: tuple[str, ...] = ()
    question: str | None = None


def read_deadline(
    text: str, issued: date | None, *, holidays: Collection[date] = (), workdays: Collection[date] = ()
) -> DeadlineReading:
    """Read the wording of a 整改时限 in a plan issued on `issued` (None where that is not known).

    `holidays` and `workdays` are days off and on that a workspace declares for counting 工作日. Never raises.
    """
    try:
        return _read(text, Basis(issued, holidays, workdays))
    except Unsettled as question:
        return DeadlineReading(text, DeadlineKind.UNDETERMINED, None, (), str(question))


def _read(text: str, basis: Basis) -> DeadlineReading:
    folded, slips = fold(text)
    times, phrases = _take_apart(folded, basis)
    days = tuple(dict.fromkeys(time.due for time in times))
    if len(days) > 1:
        raise ask_about_two(days)
    due = days[0] if days else None
    kind, doubts = _kind_with_day(phrases) if due else _kind_without_day(folded, phrases)
    if due and basis.issued and due < basis.issued:
        doubts += (f"{chinese_day(due)}在印发日期{chinese_day(basis.issued)}之前，印发时就已过期，请核对",)
    read_as = tuple(warning for time in times for warning in time.warnings)
    return DeadlineReading(text, kind, due, tuple(dict.fromkeys((*slips, *read_as, *doubts))))


def _take_apart(text: str, basis: Basis) -> tuple[list[Time], list[Phrase]]:
    """Take the whole wording apart into times and phrases; asks about the first part that is neither."""
    if len(text) > LONGEST:
        raise ask("写得太长，不像一个时限")
    times: list[Time] = []
    phrases: list[Phrase] = []
    at = _skip_heading(text)
    if at == len(text):
        raise ask("时限是空的")
    while at < len(text):
        if phrase := read_phrase(text, at):
            phrases.append(phrase)
            at = phrase.end
        elif time := read_time(text, at, basis, alone=not times and not phrases):
            times.append(time)
            at = time.end
        else:
            raise ask_about_rest(text, text[at:])
        at = _skip(text, at)
    return times, phrases


def _skip_heading(text: str) -> int:
    at = _skip(text, 0)
    heading = match_at(LABEL, text, at)
    return _skip(text, heading.end()) if heading else at


def _skip(text: str, start: int) -> int:
    joint = match_at(JOIN, text, start)
    return joint.end() if joint else start


def _kind_with_day(phrases: list[Phrase]) -> tuple[DeadlineKind, tuple[str, ...]]:
    """Say what must be reached by the day that the wording names, with the doubts about it."""
    senses = {phrase.sense for phrase in phrases}
    doubts = _doubts(phrases)
    if Sense.STAGE in senses and senses & {Sense.COMPLETION, Sense.AT_ONCE}:
        raise ask("既要求完成整改，又要求取得成效，到期看哪一样没有说清", "请按时间拆成几项任务，或者定一种性质")
    if Sense.AT_ONCE in senses:
        return DeadlineKind.IMMEDIATE, doubts
    if Sense.STAGE in senses:
        return DeadlineKind.STAGED, doubts
    if senses & {Sense.ONGOING, Sense.AFTERCARE} and Sense.COMPLETION not in senses:
        doubts += ("没有写明到期要完成还是取得阶段性成效，已按到期完成读，请核对",)
    return DeadlineKind.FIXED, doubts


def _kind_without_day(text: str, phrases: list[Phrase]) -> tuple[DeadlineKind, tuple[str, ...]]:
    """Say what a wording without any day demands; asks where a day belongs to it."""
    senses = {phrase.sense for phrase in phrases}
    doubts = _doubts(phrases)
    if Sense.STAGE in senses:
        raise ask("没有写明哪一天取得成效")
    if Sense.AT_ONCE in senses:
        return DeadlineKind.IMMEDIATE, (*doubts, "没有写明日期，立行立改也应定一个日期")
    if Sense.ONGOING in senses and Sense.COMPLETION not in senses:
        return DeadlineKind.ONGOING, doubts
    if senses == {Sense.DONE}:
        raise ask_about_rest(text, text)
    raise ask("没有写明日期")


def _doubts(phrases: list[Phrase]) -> tuple[str, ...]:
    doubts: tuple[str, ...] = ()
    if any(phrase.sense is Sense.DONE for phrase in phrases):
        doubts += ("夹写了完成情况，完成情况请另行登记为进展",)
    if any(phrase.sense is Sense.COMPLETION and "基本" in phrase.words for phrase in phrases):
        doubts += ("原文写的是“基本完成”，已按完成读，请核对",)
    return doubts


def write_deadline(due: date | None, kind: DeadlineKind) -> str:
    """Write the official wording of a day (of 2000 to 2099) and a kind, which `read_deadline` reads back to the same.

    Raises ValueError where the kind must have a day and there is none, or must have none and there is one.
    """
    if due is None and kind.needs_day:
        raise ValueError(f"“{kind}”必须有日期")
    if due is not None and not kind.takes_day:
        raise ValueError(f"“{kind}”不能有日期")
    day = chinese_day(due) if due else ""
    match kind:
        case DeadlineKind.FIXED:
            return f"{day}前完成"
        case DeadlineKind.STAGED:
            return f"{day}前取得阶段性成效，长期坚持"
        case DeadlineKind.IMMEDIATE:
            return f"立行立改，{day}前完成" if due else "立行立改"
        case DeadlineKind.ONGOING:
            return "长期坚持"
        case DeadlineKind.UNDETERMINED:
            return _UNDETERMINED
