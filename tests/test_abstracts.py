"""Abstracts: whatever is packed of a plan comes out again as the plan has it, and answers as `asof` does."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from strategies import days, histories, near_days, plans, texts
from zhenggai import asof
from zhenggai.abstracts import gathering
from zhenggai.abstracts.abstract import (
    FOREVER,
    Groups,
    Lines,
    Section,
    Stretch,
    alarms_on,
    number_of,
    pack_alarms,
    pack_states,
    state_of,
    states_on,
)
from zhenggai.abstracts.local import Local, open_local, pack_local, pack_roster
from zhenggai.abstracts.making import Maker, subject
from zhenggai.asof import History, State
from zhenggai.findings import Finding, Place, Severity
from zhenggai.model import Category, Issue, Plan, Task
from zhenggai.roster import EMPTY, Roster, Unit
from zhenggai.terms import Status
from zhenggai.wording.units import read_units

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
    return st.builds(Finding, texts(), texts(), texts() | st.just(""), severity=st.sampled_from(Severity), place=place)


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
    alarms = alarms_on(pack_alarms(stretches), day.toordinal())
    if day < since:
        assert (found, alarms) == ([], [])
        return
    expected = [asof.standing(task, day) for task in tasks]
    assert [asof.counted(state_of(number), day) for number in found] == expected
    troubled = [(at, one) for at, one in enumerate(expected) if one.is_overdue or one.lacks_day]
    assert [(at, asof.counted(state, day)) for at, state in alarms] == troubled


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
        alarms = {at for at, _state in alarms_on(sections[Section.ALARMS], asked.toordinal())}
        assert alarms == {at for at, one in enumerate(expected) if one.is_overdue or one.lacks_day}


@given(plans(), rosters())
def test_lines_and_groups_say_what_the_plan_says(plan: Plan, roster: Roster) -> None:
    """Every cell of every line is the plan's own text, and groups name each task's category and units."""
    sections = Maker(roster).sections(plan)
    lines, groups = Lines(sections[Section.LINES]), Groups(sections[Section.GROUPS])
    assert groups.category_names == [category.name for category in plan.categories]
    rows = list(plan.rows())
    assert (len(groups.category), len(groups.units)) == (len(rows), len(rows))
    for position, (category, issue, task) in enumerate(rows):
        line = lines[position]
        assert (line.id, line.issue, line.category) == (task.id, str(issue.number), category.name)
        assert (line.units, line.subject) == (task.units or "", subject(issue, task))
        assert line.kind == (task.deadline.kind if task.deadline else "")
        wordings = [one for one in (task.units, task.lead_unit, task.supporting_units) if one]
        named = tuple(dict.fromkeys(name for one in wordings for name in read_units(one, roster).units))
        assert line.unit_names == named
        assert groups.category_names[groups.category[position]] == category.name
        assert groups.unit_names[groups.units[position]] == line.names


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
    assert groups.unit_names[groups.units[count - 1]] == f"单位{count - 1}"
    assert len(groups.category) == count


@given(st.builds(Local, st.integers(1, 10**9), rosters()))
def test_settings_come_back(local: Local) -> None:
    """What is kept of zhenggai.yaml is read back as it was, and reads names alike."""
    again = open_local(pack_local(local))
    assert again == local
    for wording in local.roster.expansions:
        assert again.roster.expand(wording) == local.roster.expand(wording)


@given(rosters(), rosters())
def test_equal_rosters_are_written_alike(one: Roster, other: Roster) -> None:
    """Two rosters are written down alike exactly when they are equal, the order of their expansions included."""
    same = one == other and list(one.expansions) == list(other.expansions)
    assert (pack_roster(one) == pack_roster(other)) == same


@given(st.lists(findings(), max_size=4).map(tuple))
def test_findings_come_back(found: tuple[Finding, ...]) -> None:
    """What was wrong with a file is read back word for word with line and column."""
    packed = gathering._pack_findings(found)
    assert (gathering._open_findings(packed) if packed else ()) == found
    assert bool(packed) == bool(found)
