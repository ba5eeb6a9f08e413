"""Abstracts: whatever is packed of a plan comes out again as the plan has it, and answers as `asof` does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from strategies import days, histories, near_days, plans, texts
from zhenggai import asof
from zhenggai.abstracts.abstract import (
    FOREVER,
    Groups,
    Section,
    Stretch,
    alarms_on,
    number_of,
    open_lines,
    open_readings,
    pack_alarms,
    pack_states,
    state_of,
    states_on,
)
from zhenggai.abstracts.local import Local, open_local, pack_local, pack_roster
from zhenggai.abstracts.making import Maker, subject
from zhenggai.abstracts.notes import BROKEN, open_findings, pack_note
from zhenggai.asof import History, State
from zhenggai.findings import Finding, Place, Severity
from zhenggai.model import Category, Issue, Plan, Task
from zhenggai.roster import EMPTY, Roster, Unit
from zhenggai.store.scan import RACY, Signature
from zhenggai.terms import Status
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from zhenggai.abstracts.abstract import Found

SOME = st.lists(texts(), max_size=3).map(tuple)
NAMES = st.sampled_from(["市财政局", "财政局", "县农业农村局（畜牧局）", "各相关县（市、区）", "甲县"]) | texts()


def states() -> st.SearchStrategy[State]:
    return st.builds(
        State,
        status=st.sampled_from(Status),
        due=st.none() | st.dates(),
        is_met=st.booleans(),
        is_late=st.booleans(),
        lacks_day=st.booleans(),
    )


def rosters() -> st.SearchStrategy[Roster]:
    units = st.builds(Unit, NAMES, st.lists(NAMES, max_size=2).map(tuple), st.sampled_from(["", "省", "市", "县"]))
    members = st.lists(NAMES, max_size=3).map(tuple)
    return st.builds(Roster, st.lists(units, max_size=3).map(tuple), st.dictionaries(NAMES, members, max_size=2))


def findings() -> st.SearchStrategy[Finding]:
    place = st.builds(Place, st.just(""), st.integers(1, 10**6), st.integers(1, 10**5))
    return st.builds(
        Finding, texts(), texts(), texts() | st.just(""), st.just(()), st.sampled_from(Severity), place=place
    )


@given(states())
def test_a_state_is_one_number(state: State) -> None:
    """A state comes back from its number, and equal numbers give the same object."""
    assert state_of(number_of(state)) == state
    assert state_of(number_of(state)) is state_of(number_of(state))


@given(st.lists(histories(), max_size=6), near_days(), near_days())
def test_what_holds_on_any_day(tasks: list[Task], since: date, day: date) -> None:
    """States and alarms of a day say of every task what `asof` says; before the first day there is nothing."""
    stretches = [[Stretch(*one) for one in History(task).stretches(since)] for task in tasks]
    found = states_on(pack_states(stretches), day.toordinal())
    alarms = of_one_plan(pack_alarms(stretches), day)
    if day < since:
        assert (found, alarms) == ([], [])
        return
    expected = [asof.standing(task, day) for task in tasks]
    assert [asof.counted(state_of(number), day) for number in found] == expected
    troubled = [(at, one) for at, one in enumerate(expected) if one.is_overdue or one.lacks_day]
    assert [(at, asof.counted(state_of(number), day)) for _plan, at, number in alarms] == troubled


@given(histories())
def test_the_ends_of_the_calendar(task: Task) -> None:
    """The first and the last day there are can be asked too."""
    packed = pack_states([[Stretch(*one) for one in History(task).stretches(date.min)]])
    for day in (date.min, date.max):
        (number,) = states_on(packed, day.toordinal())
        assert asof.counted(state_of(number), day) == asof.standing(task, day)
    assert date.max.toordinal() < FOREVER


@given(plans(), days())
def test_the_abstract_of_a_plan_answers_as_the_plan(plan: Plan, day: date) -> None:
    """On its issue's eve a plan has no tasks; from then on every task stands as `asof` says, whatever the plan."""
    sections = Maker(EMPTY).sections(plan)
    tasks = [task for _category, _issue, task in plan.rows()]
    for asked in {day, plan.issued or day, (plan.issued or day) - timedelta(days=1)}:
        found = states_on(sections[Section.STATES], asked.toordinal())
        expected = [asof.standing(task, asked) for task in tasks] if asof.counts(plan, asked) else []
        assert [asof.counted(state_of(number), asked) for number in found] == expected
        alarms = {at for _plan, at, _state in of_one_plan(sections[Section.ALARMS], asked)}
        assert alarms == {at for at, one in enumerate(expected) if one.is_overdue or one.lacks_day}


@given(plans(), rosters())
def test_lines_and_groups_say_what_the_plan_says(plan: Plan, roster: Roster) -> None:
    """Every cell of every line is the plan's own text, and groups name each task's category and units."""
    sections = Maker(roster).sections(plan)
    lines, groups = open_lines(sections[Section.LINES]), Groups(sections[Section.GROUPS])
    assert groups.category_names == [category.name for category in plan.categories]
    rows = list(plan.rows())
    assert len(groups.category) == len(rows)
    for position, (category, issue, task) in enumerate(rows):
        kind = task.deadline.kind.value if task.deadline else ""
        assert lines[position] == (task.id, subject(issue, task), task.units or "", kind)
        wordings = [one for one in (task.units, task.lead_unit, task.supporting_units) if one]
        named = tuple(dict.fromkeys(name for one in wordings for name in read_units(one, roster).units))
        assert groups[position] == (category.name, named)


@given(plans(), st.sets(st.text(max_size=2)))
def test_what_is_meant_of_a_plan(plan: Plan, among: set[str]) -> None:
    """Of the tasks of a plan those are meant whose category and units are."""
    groups = Groups(Maker(EMPTY).sections(plan)[Section.GROUPS])
    every = [groups[position] for position in range(len(groups.category))]
    assert groups.only(lambda group: group in every) == set(range(len(every)))
    one = every[-1] if every else None
    assert groups.only(lambda group: group == one) == {at for at, group in enumerate(every) if group == one}


@given(st.lists(st.lists(histories(), max_size=3), max_size=4), near_days(), near_days())
def test_alarms_of_several_plans_at_once(plans: list[list[Task]], since: date, day: date) -> None:
    """Packed one after the other, the alarms of some plans are those of each, by what the plans are called."""
    packed = [pack_alarms([[Stretch(*one) for one in History(task).stretches(since)] for task in of]) for of in plans]
    found = alarms_on(b"".join(packed), range(10, 10 + len(plans)), list(map(len, packed)), day.toordinal())
    assert found == [(10 + at, *alarm[1:]) for at, one in enumerate(packed) for alarm in of_one_plan(one, day)]


@given(plans(), rosters())
def test_readings_of_units_are_kept(plan: Plan, roster: Roster) -> None:
    """What a plan's wordings were read as makes the same sections again, and no wording is read a second time."""
    sections = Maker(roster).sections(plan)
    known = open_readings(sections[Section.READINGS])
    assert known == {wording: read_units(wording, roster).units for wording in known}
    assert Maker(EMPTY, known).sections(plan) == sections


def of_one_plan(packed: bytes, day: date) -> list[Found]:
    return alarms_on(packed, [0], [len(packed)], day.toordinal())


def test_the_largest_plan_there_can_be() -> None:
    """A file of 4 MB may hold more tasks, each with units of its own, than two bytes count."""
    count = 70_000
    tasks = tuple(
        Task.model_construct(id=f"{1 + n // 9999}-{1 + n % 9999}", units=f"单位{n}", deadline=None)
        for n in range(count)
    )
    issue = Issue.model_construct(number=1, title="某", tasks=tasks)
    plan = Plan.model_construct(
        format=1, title="某", categories=(Category.model_construct(name="某", issues=(issue,)),)
    )
    groups = Groups(Maker(EMPTY).sections(plan)[Section.GROUPS])
    assert groups[count - 1].units == (f"单位{count - 1}",)
    assert len(groups.category) == count


@given(st.builds(Local, st.integers(1, 10**9), rosters()), st.integers(0, 2**130))
def test_settings_come_back(local: Local, inode: int) -> None:
    """What is kept of zhenggai.yaml is read back as it was, and reads names alike; of another file it is not."""
    found = Signature(7, 10, inode)
    packed = pack_local(local, found, 10 + RACY + 1)
    again = open_local(packed, found)
    assert again == local
    assert open_local(packed, found._replace(size=8)) is None
    assert open_local(pack_local(local, found, 10 + RACY), found) is None
    assert again is not None
    for wording in local.roster.expansions:
        assert again.roster.expand(wording) == local.roster.expand(wording)


@given(rosters(), rosters())
def test_equal_rosters_are_written_alike(one: Roster, other: Roster) -> None:
    """Two rosters are written down alike exactly when they are equal, the order of their expansions included."""
    same = one == other and list(one.expansions) == list(other.expansions)
    assert (pack_roster(one) == pack_roster(other)) == same


@given(st.lists(findings(), max_size=4).map(tuple), st.booleans())
def test_findings_come_back(found: tuple[Finding, ...], is_plan: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """What was wrong with a file is read back word for word with line and column, and whether it is a plan."""
    note = pack_note(found, is_plan=is_plan)
    assert open_findings(note) == found
    assert note.startswith(BROKEN) != is_plan
    assert bool(note) == (bool(found) or not is_plan)
