"""Hypothesis strategies for whole plans and their parts, valid but as awkward as a ledger may legally be.

For round trips of the store, the exporters and the importers, and for what must hold of any plan as of any day.
Records are built here by hand and not by `st.builds`, which reads the models' annotations and warns of what it cannot.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from zhenggai.model import (
    Category,
    Contact,
    Deadline,
    Evidence,
    Extension,
    Issue,
    LegalBasis,
    Period,
    Plan,
    ProgressEntry,
    Report,
    ReportingRule,
    StatedCounts,
    Task,
)
from zhenggai.terms import Cadence, DeadlineKind, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

T = TypeVar("T")

AWKWARD = (
    "责任人: 张某",
    "责任人 #张某",
    "# 不是注释",
    "- 不是列表",
    "? 不是键",
    "no",
    "~",
    "null",
    "2022-06-13",
    "12:30",
    "0374-×××",
    "007",
    "1e3",
    "0x1F",
    "1_000",
    ".5",
    "=SUM(A1:A9)",
    "#N/A",
    "+86",
    "@某",
    "%某",
    "`某`",
    "&重点",
    "*某",
    "!某",
    "|",
    ">-",
    "{原文: 6月13日, 性质: 限期}",
    "[14, 29]",
    "]",
    "，、；",
    ", ",
    "'单引号'",
    "it's",
    '"双引号"',
    '他说："好"。',
    "\\n 不是换行",
    "---",
    "...",
    "<<",
    " 前面有空格",
    "后面有空格 ",
    "\u3000\u3000全角缩进",
    "第一行\n第二行",
    "\n前面有空行",
    "后面有空行\n\n",
    "第一行\n\n\n  缩进的一行\n最后一行",
    "制\t表",
    "\t行首制表",
    "𠮷某、𰻝某、㛃某",
    "👨‍👩‍👧 整改",
    "é 与 é",
    "\u200b零宽",
    "\u202e反写",
    "\u00a0不断行的空格",
    "<b>&amp;</b>",
    "一是抓落实；二是抓整改。",
)
"""Texts that a YAML writer, a spreadsheet, a terminal or a list splitter may trip over."""

ORDINARY = (
    "市财政局",
    "市发展改革委、农业农村局；各相关县（市、区）财政局",
    "项目资金管理不够规范。",
    "6月13日",
    "鲍某",
)

_FIRST_DAY, _LAST_DAY = date(2022, 6, 1), date(2022, 7, 10)


def _texts() -> st.SearchStrategy[str]:
    legal = st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n\t", exclude_characters="\ufeff\ufffe\uffff"
    )
    wild = st.text(legal, min_size=1, max_size=6).map(lambda text: text if text.strip() else f"{text}某")
    # Drawn whole where it can be: a plan has so many texts that Hypothesis would run out of room for a big one.
    return st.sampled_from(AWKWARD) | st.sampled_from(ORDINARY) | wild


_TEXTS = _texts()
_NEAR_DAYS = st.dates(_FIRST_DAY, _LAST_DAY)
_DAYS = st.one_of(_NEAR_DAYS, _NEAR_DAYS, st.dates(date(1949, 10, 1), date(2199, 12, 31)))
_MAYBE_TEXT, _MAYBE_DAY = st.none() | st.none() | _TEXTS, st.none() | _DAYS
_MAYBE_COUNT = st.none() | st.integers(1, 99)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Text a ledger may hold: not blank, line breaks as LF (a CR is legal too, but no printed cell keeps it)."""
    return draw(_TEXTS)


@st.composite
def days(draw: st.DrawFn) -> date:
    """Any day, often one of `near_days`."""
    return draw(_DAYS)


@st.composite
def near_days(draw: st.DrawFn) -> date:
    """Days of a few weeks, so that they fall before, on and after one another."""
    return draw(_NEAR_DAYS)


def _several(draw: st.DrawFn, strategy: st.SearchStrategy[T], least: int = 0, most: int = 3) -> tuple[T, ...]:
    return tuple(draw(st.lists(strategy, min_size=least, max_size=most)))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Deadlines of every 性质, with a day where one must be, and with or without where one may be."""
    kind = draw(st.sampled_from(DeadlineKind))
    day = draw(_DAYS if kind.needs_day else _MAYBE_DAY if kind.takes_day else st.none())
    return Deadline(text=draw(_TEXTS), due=day, kind=kind)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    digest = draw(st.none() | st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}"))
    return Evidence(file=draw(_TEXTS), sha256=digest, note=draw(_MAYBE_TEXT))


@st.composite
def entries(draw: st.DrawFn) -> ProgressEntry:
    """Entries of 进展, each valid by itself."""
    status = draw(st.sampled_from(Status))
    required = _TEXTS if status is Status.CLOSED else _MAYBE_TEXT
    return ProgressEntry(
        date=draw(_DAYS),
        status=status,
        unit=draw(_MAYBE_TEXT),
        content=draw(_MAYBE_TEXT),
        reason=draw(_MAYBE_TEXT),
        accepting_unit=draw(required),
        acceptor=draw(required),
        waiver=draw(required),
        evidence=_several(draw, evidence(), most=2),
    )


@st.composite
def progress(draw: st.DrawFn) -> tuple[ProgressEntry, ...]:
    """Logs of a task: in any order of days, with a reason wherever the status goes back."""
    log = _several(draw, entries(), most=5)
    given = list(log)
    before: Status | None = None
    for at, entry in sorted(enumerate(log), key=lambda item: item[1].date):
        if before is not None and not entry.status.reaches(before) and entry.reason is None:
            given[at] = entry.model_copy(update={"reason": "反弹"})
        before = entry.status
    return tuple(given)


@st.composite
def extensions(draw: st.DrawFn) -> Extension:
    return Extension(approved=draw(_DAYS), until=draw(_DAYS), approved_by=draw(_TEXTS), reason=draw(_MAYBE_TEXT))


@st.composite
def extra(draw: st.DrawFn) -> dict[str, str]:
    """Columns of somebody's own; a name is one line and no merge key."""
    own = _TEXTS.map(lambda name: name.replace("\n", " ").replace("<<", "〈〈").strip() or "某")
    return draw(st.dictionaries(st.sampled_from(["提示问题金额（万元）", "整改类型"]) | own, _TEXTS, max_size=2))


@st.composite
def tasks(draw: st.DrawFn, number: str = "2-4") -> Task:
    return Task(
        id=number,
        description=draw(_MAYBE_TEXT),
        goal=draw(_MAYBE_TEXT),
        measures=_several(draw, _TEXTS),
        deadline=draw(st.none() | deadlines()),
        sources=_several(draw, _TEXTS),
        units=draw(_MAYBE_TEXT),
        lead_unit=draw(_MAYBE_TEXT),
        supporting_units=draw(_MAYBE_TEXT),
        lead=draw(_MAYBE_TEXT),
        person=draw(_MAYBE_TEXT),
        accepting_unit=draw(_MAYBE_TEXT),
        note=draw(_MAYBE_TEXT),
        progress=draw(progress()),
        extensions=_several(draw, extensions()),
        extra=draw(extra()),
    )


@st.composite
def histories(draw: st.DrawFn, kinds: Collection[DeadlineKind] = tuple(DeadlineKind)) -> Task:
    """Tasks with a deadline and logs and no text to speak of, all within `near_days`: for questions about time."""
    kind = draw(st.sampled_from(list(kinds)))
    due = draw(_NEAR_DAYS if kind.needs_day else st.none() | _NEAR_DAYS if kind.takes_day else st.none())
    moments = _several(draw, st.tuples(_NEAR_DAYS, st.sampled_from(Status)), most=5)
    approvals = _several(draw, st.tuples(_NEAR_DAYS, _NEAR_DAYS), most=2)
    return Task(
        id="2-4",
        deadline=draw(st.sampled_from([Deadline(text="原文", due=due, kind=kind)] * 5 + [None])),
        progress=tuple(
            ProgressEntry(date=day, status=status, reason="反弹", accepting_unit="甲", acceptor="乙", waiver="丙")
            for day, status in moments
        ),
        extensions=tuple(Extension(approved=day, until=until, approved_by="甲") for day, until in approvals),
    )


@st.composite
def categories(draw: st.DrawFn) -> tuple[Category, ...]:
    """Up to three categories; issues and tasks have numbers of their own, with gaps and out of order."""
    shape = draw(st.lists(st.lists(st.integers(0, 2), max_size=2), max_size=3))
    numbers = iter(draw(st.permutations(range(1, sum(map(len, shape)) + 3))))
    return tuple(
        Category(name=draw(_TEXTS), issues=tuple(draw(_issues(next(numbers), count)) for count in counts))
        for counts in shape
    )


@st.composite
def _issues(draw: st.DrawFn, number: int, count: int) -> Issue:
    ordinals = draw(st.permutations(range(1, count + 2)))[:count]
    return Issue(
        number=number,
        title=draw(_TEXTS),
        description=draw(_MAYBE_TEXT),
        tasks=tuple(draw(tasks(f"{number}-{ordinal}")) for ordinal in ordinals),
    )


@st.composite
def reporting_rules(draw: st.DrawFn) -> ReportingRule:
    cadence = draw(st.sampled_from(Cadence))
    is_once = cadence is Cadence.ONCE
    return ReportingRule(
        cadence=cadence,
        due=draw(_DAYS) if is_once else None,
        days=() if is_once else _several(draw, st.integers(1, 31), least=1),
        units=draw(_MAYBE_TEXT),
        recipients=_several(draw, _TEXTS),
        forms=_several(draw, _TEXTS),
        requirement=draw(_MAYBE_TEXT),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    return Report(
        period=draw(_DAYS),
        unit=draw(_TEXTS),
        date=draw(_DAYS),
        forms=_several(draw, _TEXTS),
        signature=draw(_MAYBE_TEXT),
        note=draw(_MAYBE_TEXT),
    )


@st.composite
def _contacts(draw: st.DrawFn) -> Contact:
    return Contact(unit=draw(_MAYBE_TEXT), name=draw(_MAYBE_TEXT), phone=draw(_MAYBE_TEXT), mail=draw(_MAYBE_TEXT))


@st.composite
def _bases(draw: st.DrawFn) -> LegalBasis:
    return LegalBasis(title=draw(_TEXTS), number=draw(_MAYBE_TEXT), date=draw(_MAYBE_DAY))


@st.composite
def _campaigns(draw: st.DrawFn) -> Period:
    start, end = sorted((draw(_DAYS), draw(_DAYS)))
    return Period(start=start, end=end)


@st.composite
def _stated_counts(draw: st.DrawFn) -> StatedCounts:
    return StatedCounts(
        categories=draw(_MAYBE_COUNT),
        issues=draw(_MAYBE_COUNT),
        tasks=draw(_MAYBE_COUNT),
        measures=draw(_MAYBE_COUNT),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that a ledger file may hold: every part there or not, numbers unique, logs in any order."""
    return Plan(
        format=1,
        title=draw(_TEXTS),
        ledger_title=draw(_MAYBE_TEXT),
        number=draw(_MAYBE_TEXT),
        issuers=_several(draw, _TEXTS),
        recipients=draw(_MAYBE_TEXT),
        issued=draw(_MAYBE_DAY),
        publicity=draw(_MAYBE_TEXT),
        year=draw(st.none() | st.integers(1949, 2199)),
        campaign=draw(st.none() | _campaigns()),
        bases=_several(draw, _bases()),
        stated=draw(st.none() | _stated_counts()),
        guidance=draw(_MAYBE_TEXT),
        requirements=_several(draw, _TEXTS),
        reporting=_several(draw, reporting_rules(), most=2),
        reports=_several(draw, reports()),
        contacts=_several(draw, _contacts()),
        annexes=_several(draw, _TEXTS),
        categories=draw(categories()),
    )


def as_read(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Record.to_file` gives as the loader would read it back: lists for tuples, text for every scalar."""
    return {key: _as_read(value) for key, value in written.items()}


def _as_read(value: Any) -> Any:
    if isinstance(value, dict):
        return as_read(value)
    if isinstance(value, list | tuple):
        return [_as_read(item) for item in value]
    return str(value)
