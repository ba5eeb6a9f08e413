"""From options and answers to a task: reading its deadline and units, and showing how they were read before writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zhenggai.cli import ask
from zhenggai.cli.building import build
from zhenggai.cli.context import read_day
from zhenggai.cli.render import YELLOW, note, visible
from zhenggai.errors import NoSuchThing, ZhenggaiError
from zhenggai.model import Deadline, Task
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadlines import DeadlineReading, read_deadline
from zhenggai.wording.measures import split_measures
from zhenggai.wording.numerals import split_mark
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.settings import Settings


@dataclass(frozen=True, slots=True)
class TaskOptions:
    """What was typed for a new task, as typed; None or empty where nothing was."""

    measures: Sequence[str]
    deadline: str | None
    due: str | None
    kind: str | None
    undetermined: bool
    units: str | None
    description: str | None
    goal: str | None
    sources: Sequence[str]
    lead: str | None
    lead_unit: str | None
    supporting_units: str | None
    person: str | None
    accepting_unit: str | None
    note: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed for a task."""
        return not any(getattr(self, name) for name in self.__slots__)


def new_task(number: str, options: TaskOptions, issued: date | None, settings: Settings) -> Task:
    """Return the task, asking for what is missing if somebody is there, and say how deadline and units were read.

    Raises:
        UsageProblem: something needed is missing and nobody can be asked.
        ZhenggaiError: the deadline names no day and neither `--due` nor `--undetermined` was given.
    """
    description = ask.for_maybe(options.description, "问题描述")
    typed = ask.for_many(options.measures, "整改措施") or [ask.for_text(None, "--measure", "整改措施")]
    measures = [one for place, text in enumerate(typed, start=1) for one in _measures(text, place)]
    deadline = _deadline(options, issued, settings)
    units = ask.for_text(options.units, "--units", "责任单位")
    _show_units(units, settings)
    return build(
        Task,
        id=number,
        description=description,
        goal=options.goal,
        measures=tuple(measures),
        deadline=deadline,
        sources=tuple(ask.for_many(options.sources, "问题来源")),
        units=units,
        lead_unit=options.lead_unit,
        supporting_units=options.supporting_units,
        lead=options.lead,
        person=options.person,
        accepting_unit=options.accepting_unit,
        note=options.note,
    )


def _measures(text: str, place: int) -> tuple[str, ...]:
    """Take apart a text that is a list from its first word on; a number that only says its place is left out."""
    mark, rest = split_mark(text)
    if mark is None:
        return (text,)
    parts = split_measures(text)
    return (rest,) if len(parts) == 1 and mark.number == place else parts


def _deadline(options: TaskOptions, issued: date | None, settings: Settings) -> Deadline:
    text = ask.for_text(options.deadline, "--deadline", "整改时限（文件里的原话）")
    reading = read_deadline(text, issued, holidays=settings.holidays, workdays=settings.workdays)
    kind, due = _decided(options, reading)
    note(f"整改时限“{visible(text)}”读作：{due or '没有日期'}，{kind}")
    if due is not None and issued is not None and due < issued:
        note(f"注意：{due} 早于方案的印发日期 {issued}", YELLOW)
    for warning in reading.warnings if due == reading.due else ():
        note(f"注意：{visible(warning)}", YELLOW)
    return build(Deadline, text=text, due=due, kind=kind)


def _decided(options: TaskOptions, reading: DeadlineReading) -> tuple[DeadlineKind, date | None]:
    kind = _kind(options.kind)
    if options.undetermined:
        return DeadlineKind.UNDETERMINED, None
    if options.due is not None:
        day = read_day(options.due, "--due")
        if reading.due is not None and day != reading.due:
            message = f"原话“{reading.text}”读作 {reading.due}，和 --due {day} 不一致"
            raise ZhenggaiError(message, "请核对原件；批准延期的，先照原话登记，再用 extend-deadline")
        unread = reading.kind is DeadlineKind.UNDETERMINED or not reading.kind.takes_day
        return kind or (DeadlineKind.FIXED if unread else reading.kind), day
    if reading.question is None:
        return kind or reading.kind, reading.due
    if not ask.someone_is_there():
        raise ZhenggaiError(
            f"整改时限读不出日期：{reading.question}",
            "请用 --due 2022-06-30 写明日期，或者用 --undetermined 先记为未定",
        )
    note(f"整改时限读不出日期：{visible(reading.question)}", YELLOW)
    answer = ask.for_maybe(None, "最后一天是哪天，例如 2022-06-30", "定不下来就直接回车")
    if answer is None:
        return DeadlineKind.UNDETERMINED, None
    return kind or DeadlineKind.FIXED, read_day(answer, "--due")


def _kind(text: str | None) -> DeadlineKind | None:
    if text is None:
        return None
    try:
        return DeadlineKind(text)
    except ValueError:
        raise NoSuchThing(f"没有性质“{text}”", f"可用的性质：{'、'.join(DeadlineKind)}") from None


def _show_units(text: str, settings: Settings) -> None:
    reading = read_units(text, settings.roster)
    if not reading.units:
        raise ZhenggaiError(f"责任单位“{text}”里没有单位", "请写单位名称，几个单位用顿号隔开")
    note(f"责任单位读作 {len(reading.units)} 个：{visible('、'.join(reading.units))}")
    for doubt in reading.doubts:
        note(f"注意：{visible(doubt)}", YELLOW)
    if settings.roster.units:
        for name in reading.units:
            if not settings.roster.knows(name) and not name.startswith("各"):
                note(f"注意：{visible(name)} 不在名录里，请核对", YELLOW)
