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
    measures = [one for text in ask.for_many(options.measures, "整改措施") for one in split_measures(text)]
    if not measures:
        ask.for_text(None, "--measure", "整改措施，可以写几次")
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


def _deadline(options: TaskOptions, issued: date | None, settings: Settings) -> Deadline:
    text = ask.for_text(options.deadline, "--deadline", "整改时限（文件里的原话）")
    reading = read_deadline(text, issued, holidays=settings.holidays, workdays=settings.workdays)
    kind, due = _decided(options, reading)
    note(f"整改时限“{visible(text)}”读作：{due or '没有日期'}，{kind}")
    for warning in reading.warnings:
        note(f"注意：{visible(warning)}", YELLOW)
    return build(Deadline, text=text, due=due, kind=kind)


def _decided(options: TaskOptions, reading: DeadlineReading) -> tuple[DeadlineKind, date | None]:
    kind = _kind(options.kind)
    if options.undetermined:
        return DeadlineKind.UNDETERMINED, None
    if options.due is not None:
        unread = reading.kind is DeadlineKind.UNDETERMINED or not reading.kind.takes_day
        return kind or (DeadlineKind.FIXED if unread else reading.kind), read_day(options.due, "--due")
    if reading.question is None:
        return kind or reading.kind, reading.due
    if not ask.someone_is_there():
        raise ZhenggaiError(
            f"整改时限读不出日期：{reading.question}",
            "请用 --due 2022-06-30 写明日期，或者用 --undetermined 先记为未定",
        )
    note(f"整改时限读不出日期：{visible(reading.question)}", YELLOW)
    answer = ask.for_maybe(None, "最后一天是哪天，例如 2022-06-30；定不下来的直接回车")
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
    note(f"责任单位读作 {len(reading.units)} 个：{visible('、'.join(reading.units))}")
    for doubt in reading.doubts:
        note(f"注意：{visible(doubt)}", YELLOW)
