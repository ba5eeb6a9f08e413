"""The wordings of one task read into values of the model, each with the doubts about it; nothing is corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.doubts import Doubt, Kind, Quote, quote, shortened
from zhenggai.importers.prose import deadline_in
from zhenggai.model import Deadline, ProgressEntry
from zhenggai.terms import Status
from zhenggai.wording.deadlines import read_deadline
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from zhenggai.importers.passage import Passage
    from zhenggai.importers.raw import RawTask

_SAYS = (
    (
        Status.COMPLETED,
        r"(?:已|全部|均已|现已)[^，。；未]{0,12}(?:完成|整改到位|办结|落实到位|销号|清零)|^(?:整改)?(?:已)?(?:完成|办结|销号)(?:整改)?$|整改完成|完成整改|已整改|销号",
    ),
    (Status.STAGE_RESULT, r"阶段性|初步成效|基本完成|取得(?:明显|一定|积极)?(?:成效|进展)"),
    (Status.NOT_STARTED, r"^(?:未|尚未|还未|没有)(?:启动|开展|开始|整改)|未启动"),
)
_NOT_YET = re.compile(r"未完成|未整改|尚未|部分|正在|持续|下一步|推进中|整改中|待|余|预计|计划|仍")
_AS_OF = re.compile(r"截至(?:目前)?\s*(?P<day>[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日|底|末)?)")


def read_task_deadline(text: Passage, issued: date | None) -> tuple[Deadline, list[Doubt]]:
    """Read a 整改时限; one that names no day is 未定 and asks."""
    reading = read_deadline(text.text, issued)
    kind = Kind.DEADLINE
    said = f"整改时限“{text.text}”"
    doubts = [Doubt(kind, f"{said}：{warning}", text.at, (quote(text),)) for warning in reading.warnings]
    if reading.question:
        doubts.append(Doubt(kind, f"{said}没有读出日期，记为未定：{reading.question}", text.at, (quote(text),)))
    return Deadline(text=text.text, due=reading.due, kind=reading.kind), doubts


def unit_doubts(term: Term, text: Passage) -> Iterator[Doubt]:
    """Yield what is unclear about a wording of units."""
    for doubt in _doubts_about_units(text.text):
        yield Doubt(Kind.UNITS, f"{term}：{doubt}", text.at, (quote(text),))


@lru_cache(maxsize=512)
def _doubts_about_units(wording: str) -> tuple[str, ...]:
    # Plans repeat a few wordings over and over.
    return read_units(wording).doubts


def inference_doubts(task: RawTask) -> Iterator[Doubt]:
    """Say of everything that was read from running words that it was."""
    for term, text in task.fields.items():
        if task.is_inferred(term):
            kind = Kind.DEADLINE if term is Term.DEADLINE else Kind.UNITS
            yield Doubt(kind, f"{term}“{text.text}”是从措施的行文里读出来的，请核对", text.at, (quote(text),))


def promise_doubts(task: RawTask, due: date | None, issued: date | None) -> Iterator[Doubt]:
    """Doubt a measure that promises a later day than the task's deadline."""
    if due is None:
        return
    deadline = task.fields.get(Term.DEADLINE)
    for measure in task.measures:
        for words, promised in deadline_in(measure, issued):
            if promised and promised > due and deadline:
                message = (
                    f"措施里写“{_sentence_around(measure, words)}”（{promised}），"
                    f"整改时限却是“{deadline.text}”（{due}），两处都照原文，请核对"
                )
                yield Doubt(Kind.PROMISE, message, words.at, (quote(words), quote(deadline)))


def _sentence_around(measure: Passage, words: Passage) -> str:
    at = measure.text.find(words.text)
    start = max(measure.text.rfind(stop, 0, at) for stop in "，。；：") + 1
    ends = [found for stop in "，。；" if (found := measure.text.find(stop, at)) >= 0]
    return shortened(measure.text[start : min(ends, default=len(measure.text))], 40)


def sources_of(text: Passage) -> tuple[str, ...]:
    """Return the sources a wording names, one or several."""
    parts = [part.strip() for part in re.split(r"[、；;\n]", text.text)]
    return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class ProgressReading:
    """Progress as one entry of the log, or None where no day for it is known, with the doubts about it."""

    entry: ProgressEntry | None
    doubts: tuple[Doubt, ...]


def read_progress(content: Passage | None, status: Passage | None, issued: date | None) -> ProgressReading:
    """Read 整改进展 and 状态 as they stand in a document of that day; day and status are always owed a doubt."""
    said = content or status
    if said is None:
        return ProgressReading(None, ())
    texts = [one.text for one in (status, content) if one is not None]
    state, is_stated = _status(texts)
    day = _day(texts, issued) or issued
    words = shortened(said.text)
    if day is None:
        message = f"整改进展“{words}”没有日期，印发日期也不知道，记在“附加”里，请核对后用 record-progress 登记"
        return ProgressReading(None, (Doubt(Kind.PROGRESS, message, said.at, (quote(said.cut(0, 40)),)),))
    why = "按原文" if is_stated else "原文没有写明"
    message = f"整改进展“{words}”记为 {day}“{state}”（状态{why}，日期按印发日期或原文），请核对"
    entry = ProgressEntry(date=day, status=state, content=content.text if content else None)
    return ProgressReading(entry, (Doubt(Kind.PROGRESS, message, said.at, (Quote(words, said.at),)),))


def _status(texts: Sequence[str]) -> tuple[Status, bool]:
    for text in texts:
        for status, pattern in _SAYS:
            if re.search(pattern, text.strip()) and not (status is Status.COMPLETED and _NOT_YET.search(text)):
                return status, True
    return Status.IN_PROGRESS, any(re.search(r"正在|整改中|推进|进行", text) for text in texts)


def _day(texts: Sequence[str], issued: date | None) -> date | None:
    for text in texts:
        if match := _AS_OF.search(text):
            day = read_deadline(match["day"], None).due
            if day and (issued is None or day >= issued):
                return day
    return None
