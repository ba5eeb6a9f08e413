"""Draws plans, values of `items`, from a seed: sizes, dates, deadlines, logs and texts; written is nothing here."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

import trades
from items import (
    CLOSED,
    DONE,
    LAST_DAY,
    STAGE,
    Category,
    Deadline,
    Entry,
    Extension,
    Issue,
    Plan,
    Report,
    Rule,
    Task,
    month_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trades import Trade

T = TypeVar("T")

FIRST_ISSUE = date(2022, 1, 10)
ISSUE_DAYS = 610
"""Plans are issued over so many days; the last of them after the day that is asked about."""
KINDS = ("限期", "阶段", "立行立改", "长期", "未定")
KIND_WEIGHTS = (62, 18, 8, 7, 5)
UNDETERMINED = ("按期", "会后3个工作日内", "项目竣工验收后")
ONGOING = ("长期坚持", "持续整改")
RULES = (Rule("半月", (14, 29)), Rule("每月", (25,)), Rule("每季度", (20,)))
IN_TIME, LATE = 0.20, 0.44
"""Shares of tasks that are done by their day and done after it; the rest stays open."""


class Draw:
    """A seeded source; only `random()` is used, whose numbers do not change between versions of Python."""

    def __init__(self, seed: str) -> None:
        """Start from a text."""
        self.random = Random(seed).random  # noqa: S311 - made-up plans are no secret

    def number(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both possible."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, among: Sequence[T]) -> T:
        """Return one of them."""
        return among[int(self.random() * len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """Return so many different ones, in their order from a drawn start, every second one left out at times."""
        start, step = int(self.random() * len(among)), 1 + int(self.random() * 2)
        found = [among[(start + step * n) % len(among)] for n in range(count)]
        return list(dict.fromkeys(found))

    def filled(self, clauses: Sequence[str]) -> str:
        """Join clauses, with a drawn number wherever one takes one."""
        return "，".join([clause % self.number(2, 980) if "%" in clause else clause for clause in clauses])


def plans(count: int, seed: int) -> Iterator[Plan]:
    """Yield the first so many plans of a seed."""
    for n in range(count):
        draw = Draw(f"{seed}/{n}")
        yield plan(draw, n, _size(draw))


def sized_plan(seed: int, tasks: int) -> Plan:
    """Return one plan of exactly so many tasks."""
    return plan(Draw(f"{seed}/sized/{tasks}"), 0, tasks)


def _size(draw: Draw) -> int:
    lot = draw.random()
    return 200 if lot < 0.01 else draw.number(50, 90) if lot < 0.06 else draw.number(8, 26)


def plan(draw: Draw, n: int, size: int) -> Plan:
    """Draw the plan with the number n and so many tasks."""
    trade = draw.pick(trades.TRADES)
    issued = FIRST_ISSUE + timedelta(draw.number(0, ISSUE_DAYS))
    city, county = draw.number(0, 9), draw.number(0, 9)
    prefecture, place = trades.PREFECTURES[city], trades.COUNTIES[county]
    level = "县" if draw.random() < 0.85 else "市"
    rule = draw.pick(RULES)
    plan_id = f"x{city}{county}-{issued.year}-{n:04d}"
    return Plan(
        id=plan_id,
        folder=f"{prefecture}/{place}",
        title=f"{place}{issued.year - 1}年度{trade.subject}整改方案",
        number=f"{place[0]}整改办〔{issued.year}〕{n + 1}号",
        issuer=f"{place}问题整改工作领导小组",
        issued=issued,
        year=issued.year - 1,
        published=draw.random() < 0.4,
        accepting_unit=f"{level}整改办",
        rule=rule,
        reports=tuple(_reports(draw, rule, issued, [f"{level}{bureau}" for bureau in trade.bureaus])),
        categories=tuple(_categories(draw, trade, size, _Setting(plan_id, trade, issued, level))),
    )


class _Setting:
    """What all tasks of a plan share."""

    def __init__(self, plan_id: str, trade: Trade, issued: date, level: str) -> None:
        self.trade, self.issued, self.level = trade, issued, level
        self.acceptor = f"{level}整改办"
        self.evidence = f"evidence/{plan_id}.txt"


def _categories(draw: Draw, trade: Trade, size: int, setting: _Setting) -> Iterator[Category]:
    sizes: list[int] = []
    while (left := size - sum(sizes)) > 0:
        sizes.append(min(left, draw.number(1, 6)))
    numbered = list(enumerate(sizes, 1))
    share = -(-len(numbered) // len(trade.categories))
    for at, name in enumerate(trade.categories):
        issues = [_issue(draw, number, count, setting) for number, count in numbered[at * share : (at + 1) * share]]
        if issues:
            yield Category(name, tuple(issues))


def _issue(draw: Draw, number: int, count: int, setting: _Setting) -> Issue:
    tasks = tuple(_task(draw, f"{number}-{k}", setting) for k in range(1, count + 1))
    return Issue(number, draw.pick(setting.trade.problems), tasks)


def _task(draw: Draw, number: str, setting: _Setting) -> Task:
    trade, level = setting.trade, setting.level
    bureaus = draw.some(trade.bureaus, draw.number(2, 4))
    units = level + "、".join(bureaus)
    lot = draw.random()
    if level == "市" and lot < 0.4:
        units += "；各相关县（市、区）" + "、".join(bureaus[:2])
    elif lot < 0.3:
        units += "，各乡镇"
    deadline = _deadline(draw, setting.issued)
    extensions = _extensions(draw, deadline, setting.issued)
    found, further = draw.filled(draw.some(trade.faults, 3)), draw.filled(draw.some(trade.faults, 2))
    return Task(
        number=number,
        description=f"{draw.pick(trades.TOWNS)}及周边{found}。{further}。",
        goal=draw.pick(trades.GOALS),
        measures=tuple(
            f"{measure}，先在{draw.pick(trades.TOWNS)}和{draw.pick(trades.TOWNS)}试行。"
            for measure in draw.some(trade.measures, draw.number(2, 4))
        ),
        deadline=deadline,
        sources=(draw.pick(trade.sources),),
        units=units,
        supporting=f"{level}{draw.pick(trades.BACKERS)}、{level}司法局" if draw.random() < 0.6 else "",
        lead=f"{draw.pick(trades.SURNAMES)}某",
        note="已纳入专项督办" if draw.random() < 0.1 else "",
        progress=tuple(_progress(draw, deadline, setting, [level + bureau for bureau in bureaus])),
        extensions=extensions,
    )


def _deadline(draw: Draw, issued: date) -> Deadline:
    kind = _weighted(draw)
    if kind == "长期":
        return Deadline(draw.pick(ONGOING), None, kind)
    if kind == "未定":
        return Deadline(draw.pick(UNDETERMINED), None, kind)
    if kind == "立行立改":
        due = issued + timedelta(draw.number(10, 60))
        return (
            Deadline(f"立行立改，{_said(due)}前完成", due, kind) if draw.random() < 0.7 else Deadline(kind, None, kind)
        )
    due = issued + timedelta(draw.number(25, 420))
    if kind == "阶段":
        return Deadline(f"{_said(due)}前取得阶段性成效，{draw.pick(('长期坚持', '持续推进'))}", due, kind)
    shape = draw.random()
    if shape < 0.5:
        return Deadline(f"{_said(due)}前", due, kind)
    if shape < 0.6 and due.year == issued.year:
        return Deadline(f"{due.month}月{due.day}日", due, kind)
    if shape < 0.75:
        return Deadline(f"{due.year}年底前", date(due.year, 12, 31), kind)
    return Deadline(f"{due.year}年{due.month}月底前", month_end(due), kind)


def _weighted(draw: Draw) -> str:
    lot = draw.random() * sum(KIND_WEIGHTS)
    for kind, weight in zip(KINDS, KIND_WEIGHTS, strict=True):
        lot -= weight
        if lot < 0:
            return kind
    return KINDS[0]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _extensions(draw: Draw, deadline: Deadline, issued: date) -> tuple[Extension, ...]:
    if deadline.due is None:
        return ()
    found: list[Extension] = []
    due = deadline.due
    while draw.random() < 0.3 and len(found) < 3:
        approved = max(issued, due - timedelta(draw.number(0, 20)))
        due += timedelta(draw.number(20, 120))
        if approved > LAST_DAY or (found and approved <= found[-1].approved):
            break
        found.append(Extension(approved, due, "市整改办", draw.pick(trades.DELAYS)))
    return tuple(found)


def _progress(draw: Draw, deadline: Deadline, setting: _Setting, units: Sequence[str]) -> Iterator[Entry]:
    """Yield a log that begins soon after the issue and, but for tasks that stay open, ends in 已完成 or 已销号."""
    last, finished = _end(draw, deadline.due or setting.issued + timedelta(240), setting.issued)
    statuses = _statuses(draw, finished=finished)
    step = (last - setting.issued).days / len(statuses)
    for n, status in enumerate(statuses, 1):
        day = last if n == len(statuses) else setting.issued + timedelta(int(step * (n - 0.7 * draw.random())))
        reason = draw.pick(trades.SETBACKS) if n > 1 and status < statuses[n - 2] else ""
        yield Entry(day, status, units[n % 2], _told(draw, setting.trade, done=status >= DONE), reason)
    closing = last + timedelta(draw.number(1, 40))
    if finished and closing <= LAST_DAY and draw.random() < 0.65:
        yield _closing(draw, closing, setting)


def _statuses(draw: Draw, *, finished: bool) -> list[int]:
    """Return statuses that go up, one in ten going back once near its end; the last one is 已完成 where finished."""
    count = draw.number(3, 10)
    begun, staged = draw.number(0, 1), draw.number(count // 2, count)
    statuses = [0 if n < begun else 1 if n < staged else STAGE for n in range(count)]
    if finished:
        statuses[-1] = DONE
    if draw.random() < 0.16:
        statuses += [1, statuses[-1]]
    return statuses


def _closing(draw: Draw, day: date, setting: _Setting) -> Entry:
    proof = {"evidence": setting.evidence} if draw.random() < 0.7 else {"waiver": draw.pick(trades.WAIVERS)}
    acceptor = f"{draw.pick(trades.SURNAMES)}某"
    content = "经现场核查，资料齐全，同意销号"
    return Entry(day, CLOSED, "", content, accepting_unit=setting.acceptor, acceptor=acceptor, **proof)


def _told(draw: Draw, trade: Trade, *, done: bool = False) -> str:
    works = draw.filled(draw.some(trade.works, draw.number(2, 4)))
    deeds = draw.filled(draw.some(trade.deeds, draw.number(1, 3)))
    told = f"{draw.pick(trades.TOWNS)}、{draw.pick(trades.TOWNS)}{works}；{deeds}。"
    return told if done or draw.random() < 0.3 else f"{told}{draw.pick(trades.NEXT_STEPS)}。"


def _reports(draw: Draw, rule: Rule, issued: date, units: Sequence[str]) -> Iterator[Report]:
    """Yield a year of reports, in the order of the periods; some units miss some periods."""
    months = 3 if rule.cadence == "每季度" else 1
    year, month = issued.year, issued.month if months == 1 else (issued.month + 2) // 3 * 3
    for _step in range(12 // months):
        for number in rule.days:
            last = date(year, month, min(number, calendar.monthrange(year, month)[1]))
            if issued < last <= LAST_DAY:
                yield from (
                    Report(last, unit, max(issued, last - timedelta(draw.number(0, 6))))
                    for unit in units[:3]
                    if draw.random() < 0.8
                )
        month += months
        year, month = (year + 1, month - 12) if month > 12 else (year, month)


def _end(draw: Draw, due: date, issued: date) -> tuple[date, bool]:
    """Return the day of the last report and whether the task was then done."""
    lot = draw.random()
    if lot < IN_TIME:
        day = issued + timedelta(max(8, int((due - issued).days * (0.35 + 0.65 * draw.random()))))
    elif lot < IN_TIME + LATE:
        day = due + timedelta(draw.number(5, 380))
    else:
        day = LAST_DAY + timedelta(1)
    return (day, True) if day <= LAST_DAY else (LAST_DAY - timedelta(draw.number(0, 90)), False)
