"""Deadline wordings: the corpus row by row, and what must hold of any wording, any day and any notation."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.dates import chinese_day
from zhenggai.terms import DeadlineKind
from zhenggai.wording.deadlines import LONGEST, DeadlineReading, read_deadline, write_deadline
from zhenggai.wording.numerals import to_chinese

CORPUS = Path(__file__).parent / "corpus" / "deadlines.tsv"


class Row(NamedTuple):
    wording: str
    issued: date | None
    due: date | None
    kind: DeadlineKind
    hints: tuple[str, ...]


def rows() -> list[Row]:
    read = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            wording, issued, due, kind, hints = (*line.split("\t"), "", "", "", "")[:5]
            wording = wording.replace("\\n", "\n").replace("\\u3000", "\u3000")
            read.append(
                Row(
                    wording,
                    date.fromisoformat(issued) if issued else None,
                    date.fromisoformat(due) if due else None,
                    DeadlineKind(kind),
                    tuple(hints.split("|")) if hints else (),
                )
            )
    return read


ROWS = rows()
JUNE_2022 = date(2022, 6, 7)

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
issue_days = st.none() | st.dates()
GRAMMAR = (
    *(
        "2022年",
        "今年",
        "明年",
        "次年",
        "6月",
        "2月",
        "13月",
        "13日",
        "31日",
        "底",
        "末",
        "年底",
        "年内",
        "中旬",
        "第三季度",
    ),
    *(
        "上半年",
        "本月",
        "下月",
        "2023.8.31",
        "20230831",
        "即日起",
        "印发之日起",
        "至",
        "-",
        "前",
        "之前",
        "内",
        "止",
        "左右",
        "初",
    ),
    *(
        "3个工作日",
        "30日",
        "10天",
        "两周",
        "半年",
        "3个月",
        "99年",
        "立行立改",
        "长期坚持",
        "持续推进",
        "取得阶段性成效",
    ),
    *(
        "完成",
        "整改",
        "并",
        "后",
        "已完成",
        "（",
        "）",
        "，",
        "；",
        "力争",
        "不迟于",
        "18:00",
        "24时",
        "0时",
        "整改时限：",
        "低",
        " ",
    ),
)
wordings = st.text(max_size=LONGEST + 10) | st.lists(st.sampled_from(GRAMMAR), max_size=12).map("".join)


@pytest.mark.parametrize("row", ROWS, ids=[repr(row.wording) for row in ROWS])
def test_corpus(row: Row) -> None:
    """A wording of the corpus reads to the day, the kind and the doubts that stand beside it."""
    reading = read_deadline(row.wording, row.issued)
    assert (reading.due, reading.kind) == (row.due, row.kind), reading
    said = (reading.question,) if reading.question else reading.warnings
    assert len(said) == len(row.hints), reading
    assert all(hint in sentence for hint, sentence in zip(row.hints, said, strict=True)), reading


def test_corpus_is_large_enough() -> None:
    """The corpus holds at least 120 wordings, each once with its 印发日期, and at least 40 that give no day and ask."""
    assert len({(row.wording, row.issued) for row in ROWS}) == len(ROWS)
    asking = [row for row in ROWS if row.kind is DeadlineKind.UNDETERMINED]
    assert len(ROWS) >= 120
    assert len(asking) >= 40
    assert all(row.due is None and row.hints for row in asking)


@pytest.mark.parametrize("row", ROWS, ids=[repr(row.wording) for row in ROWS])
def test_nothing_in_a_wording_is_passed_over(row: Row) -> None:
    """A word that nobody understands, at any place in a wording of the corpus, leaves no day standing."""
    for at in range(len(row.wording) + 1):
        wording = f"{row.wording[:at]}嗡{row.wording[at:]}"
        reading = read_deadline(wording, row.issued)
        assert reading.question, wording
        assert reading.due is None, wording


def assert_consistent(reading: DeadlineReading) -> None:
    assert (reading.question is not None) == (reading.kind is DeadlineKind.UNDETERMINED)
    if reading.question:
        assert reading.due is None
        assert not reading.warnings
        assert "请" in reading.question
    if reading.kind.needs_day:
        assert reading.due is not None
    if not reading.kind.takes_day:
        assert reading.due is None


@given(wordings, issue_days)
def test_any_text_gives_a_consistent_reading(text: str, issued: date | None) -> None:
    """No text raises; a question stands exactly where there is no kind; a day stands where the kind needs one."""
    reading = read_deadline(text, issued)
    assert reading.text == text
    assert_consistent(reading)


@given(wordings, st.dates())
def test_a_day_long_before_issue_is_doubted(text: str, issued: date) -> None:
    """No day that lies before 印发日期 is read without a warning."""
    reading = read_deadline(text, issued)
    if reading.due and reading.due < issued:
        assert any("已过期" in warning for warning in reading.warnings)


@given(wordings, issue_days)
def test_full_width_reads_as_half_width(text: str, issued: date | None) -> None:
    """Writing every character full-width where it has such a form changes nothing that is read."""
    wide = "".join(
        "\u3000" if character == " " else chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character
        for character in text
    )
    half, full = read_deadline(text, issued), read_deadline(wide, issued)
    assert (full.due, full.kind, full.warnings, full.question) == (half.due, half.kind, half.warnings, half.question)


def positional(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


@pytest.mark.parametrize(
    "notation",
    [
        chinese_day,
        lambda day: f"{chinese_day(day)}前",
        lambda day: f"{day.year}年{day.month:02}月{day.day:02}日之前",
        lambda day: f"{day.year} 年 {day.month} 月 {day.day} 号 以前",
        lambda day: f"{day.year}.{day.month}.{day.day}",
        lambda day: f"{day.year}/{day.month}/{day.day}",
        lambda day: f"{day.year}-{day.month}-{day.day}前完成",
        lambda day: day.isoformat(),
        lambda day: f"{day.isoformat()} 00:00:00",
        lambda day: day.strftime("%Y%m%d"),
        lambda day: f"{positional(day.year)}年{to_chinese(day.month)}月{to_chinese(day.day)}日",
        lambda day: f"截至{chinese_day(day)}",
        lambda day: f"2000年1月1日至{chinese_day(day)}",
        lambda day: f"整改时限：{chinese_day(day)}24时前完成整改。",
    ],
)
@given(day=days)
def test_every_day_reads_in_every_notation(notation: object, day: date) -> None:
    """A whole date reads to itself however it is written, whether or not 印发日期 is known."""
    assert callable(notation)
    assert read_deadline(notation(day), None) == DeadlineReading(notation(day), DeadlineKind.FIXED, day)


@given(due=days, kind=st.sampled_from(DeadlineKind), with_day=st.booleans())
def test_written_deadlines_read_back(due: date, kind: DeadlineKind, with_day: bool) -> None:  # noqa: FBT001 - drawn
    """What is written for a day and a kind reads back to that day and kind."""
    day = due if kind.needs_day or (kind.takes_day and with_day) else None
    wording = write_deadline(day, kind)
    reading = read_deadline(wording, None)
    assert (reading.due, reading.kind) == (day, kind)


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        (None, DeadlineKind.FIXED),
        (None, DeadlineKind.STAGED),
        (JUNE_2022, DeadlineKind.ONGOING),
        (JUNE_2022, DeadlineKind.UNDETERMINED),
    ],
)
def test_a_day_that_does_not_suit_the_kind_is_not_written(due: date | None, kind: DeadlineKind) -> None:
    """A kind is not written without the day it needs, or with a day it cannot have."""
    with pytest.raises(ValueError, match=kind):
        write_deadline(due, kind)


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_lies_near_issue(issued: date, month: int, day: int) -> None:
    """A day without a year is the issue year's, or the next one's where that lies more than 60 days before issue."""
    due = read_deadline(f"{month}月{day}日", issued).due
    this_year = date(issued.year, month, day)
    assert due == (this_year if this_year >= issued - timedelta(days=60) else date(issued.year + 1, month, day))


def test_declared_holidays_are_not_worked() -> None:
    """A day off that a workspace declares is not counted, a day on is, in years the calendar knows and in others."""
    issued = date(2022, 6, 6)
    assert read_deadline("1个工作日内", issued, holidays=[date(2022, 6, 7)]).due == date(2022, 6, 8)
    assert read_deadline("1个工作日内", date(2022, 6, 10), workdays=[date(2022, 6, 11)]).due == date(2022, 6, 11)
    reading = read_deadline("1个工作日内", date(2030, 12, 31), holidays=[date(2031, 1, 1)])
    assert reading.due == date(2031, 1, 2)
    assert "2031年" in reading.warnings[0]


def test_importing_is_cheap() -> None:
    """Importing the reader brings in neither the holiday tables nor any library but the standard one."""
    code = "import sys, zhenggai.wording.deadlines; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"chinese_calendar", "pydantic", "ruamel", "yaml", "rich", "typer", "openpyxl"} & set(loaded)
