"""One task of a table as a ledger file writes it: its texts, deadline, measures and progress, with what is doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhenggai.columns.flat import split_items
from zhenggai.importers.doubts import Kind, shortened
from zhenggai.importers.xlsx_days import day_in
from zhenggai.importers.xlsx_headings import Field
from zhenggai.store.guards import FORBIDDEN
from zhenggai.terms import DeadlineKind, Status
from zhenggai.wording.brackets import inside
from zhenggai.wording.deadlines import read_deadline
from zhenggai.wording.measures import split_measures
from zhenggai.wording.numerals import split_mark
from zhenggai.wording.units import read_units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from zhenggai.importers.xlsx_cells import Cell
    from zhenggai.importers.xlsx_headings import Lexicon
    from zhenggai.importers.xlsx_rows import Record
    from zhenggai.settings import Settings
    from zhenggai.wording.deadlines import DeadlineReading

_LINE_ENDS = re.compile(r"\r\n?")
_SENTENCE_END = re.compile(r"[。；;！!？?…][”’」』）)》]?$")
_SERIAL = re.compile("[34][0-9]{4}")
"""What days of 1982 to 2036 look like where a cell has lost its date format."""

_TEXTS = {
    Field.DESCRIPTION: "问题描述",
    Field.GOAL: "整改目标",
    Field.UNITS: "责任单位",
    Field.LEAD_UNIT: "牵头单位",
    Field.SUPPORTING_UNITS: "配合单位",
    Field.LEAD: "牵头负责人",
    Field.PERSON: "责任人",
    Field.ACCEPTING_UNIT: "验收单位",
    Field.NOTE: "备注",
}
_PROGRESS = (Field.STATUS, Field.PROGRESS, Field.PROGRESS_DAY, Field.PROGRESS_UNIT)
_STATED = (Field.DEADLINE_DAY, Field.DEADLINE_KIND)
_KEPT = "，没有记成进展，放在“附加”里；请用 record-progress 补记"
_UNITS = (Field.UNITS, Field.LEAD_UNIT, Field.SUPPORTING_UNITS)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a reading rests on beside the table.

    `issued` is the 印发日期, from which deadlines without a year are counted; `progress_day` the day that progress
    without a day of its own is put down for. Both may be unknown.
    """

    lexicon: Lexicon
    settings: Settings
    issued: date | None = None
    progress_day: date | None = None


@dataclass(slots=True)
class TaskReader:
    """Reads tasks, and says what is doubtful to `say`, which knows the name of the sheet."""

    basis: Basis
    say: Callable[[Kind, Cell, str], None]
    unused: dict[str, Field] = field(default_factory=dict)
    """Headings of columns that turned out to say nothing the plan has a term for, and so are kept as they are."""
    headings: Mapping[Field, str] = field(default_factory=dict)
    is_flat: bool = False
    """Whether the table is a sheet 明细, whose lists stand an item a line."""
    _deadlines: dict[str, DeadlineReading] = field(default_factory=dict)
    _unit_doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # The same few wordings stand in most rows of a ledger.

    def task(self, record: Record, identity: str) -> dict[str, Any]:
        """Return the task as a tree of official keys and texts."""
        texts = {key: self._of(record, of) for of, key in _TEXTS.items()}
        deadline = self._deadline(record)
        progress = self._progress(record, texts["问题描述"])
        kept = {name: self.joined(cells) for name, cells in record.own.items()}
        kept |= {heading: self._of(record, of) for heading, of in self.unused.items()}
        kept |= {} if progress is not None else self._as_they_are(record, _PROGRESS)
        kept |= {} if self._stated_deadline(record) else self._as_they_are(record, _STATED)
        self._check_units(record)
        task = {
            "编号": identity,
            **texts,
            "整改措施": self._measures(record),
            "整改时限": deadline,
            "问题来源": self._sources(record),
            "进展": [progress] if progress else [],
            "附加": {name: text for name, text in kept.items() if text},
        }
        return {key: value for key, value in task.items() if value}

    def text(self, cell: Cell) -> str:
        """Return what a cell says as a ledger may hold it: no blanks around it, no characters nobody sees."""
        text = _LINE_ENDS.sub("\n", cell.text)
        kept = FORBIDDEN.sub("", text)
        if kept != text:
            self.say(Kind.LAYOUT, cell, f"有 {len(text) - len(kept)} 个看不见的控制字符，去掉了")
        return kept.strip()

    def _as_they_are(self, record: Record, fields: Sequence[Field]) -> dict[str, str]:
        return {self.headings.get(of, of.value): self._of(record, of) for of in fields}

    def _of(self, record: Record, of: Field) -> str:
        return self.joined(record.cells.get(of, ()))

    def joined(self, cells: Sequence[Cell]) -> str:
        """Return the text of a cell and of those below that go on with it, a new line where a sentence had ended."""
        parts: list[str] = []
        for cell in cells:
            if parts and _SENTENCE_END.search(parts[-1]):
                parts.append("\n")
            parts.append(self.text(cell))
        return "".join(parts)

    def _sources(self, record: Record) -> list[str]:
        text = self._of(record, Field.SOURCES)
        return list(split_items(text)) if self.is_flat else _items(text)

    def _measures(self, record: Record) -> list[str]:
        """Return the measures of all cells; a text that breaks off in a cell goes on in the next."""
        if self.is_flat:
            return list(split_items(self._of(record, Field.MEASURES)))
        parts: list[str] = []
        for cell in record.cells.get(Field.MEASURES, ()):
            text = self.text(cell)
            goes_on = bool(parts) and not _SENTENCE_END.search(parts[-1]) and split_mark(text)[0] is None
            if goes_on:
                parts[-1] += text
            else:
                parts.append(text)
        if len(parts) > 1 and all(split_mark(part)[0] for part in parts):
            parts = ["\n".join(parts)]
        return [measure for part in parts for measure in split_measures(part)]

    def _deadline(self, record: Record) -> dict[str, str]:
        cell = record.cell(Field.DEADLINE)
        if cell is None:
            return {}
        stated = self._stated_deadline(record)
        if stated:
            return stated
        text = self._of(record, Field.DEADLINE)
        if cell.day is not None:
            return _deadline(text, DeadlineKind.FIXED, cell.day)
        reading = self._deadline_reading(text)
        if reading.question:
            self.say(
                Kind.DEADLINE,
                cell,
                f"整改时限“{shortened(text)}”读不出日期，记为未定：{self._why(text, reading.question)}",
            )
        for warning in reading.warnings:
            self.say(Kind.DEADLINE, cell, f"整改时限“{shortened(text)}”：{warning}")
        return _deadline(text, reading.kind, reading.due)

    def _deadline_reading(self, text: str) -> DeadlineReading:
        if text not in self._deadlines:
            settings = self.basis.settings
            self._deadlines[text] = read_deadline(
                text, self.basis.issued, holidays=settings.holidays, workdays=settings.workdays
            )
        return self._deadlines[text]

    def _stated_deadline(self, record: Record) -> dict[str, str]:
        """Return the deadline where columns of their own say its day and 性质, and both fit together."""
        kind = record.cell(Field.DEADLINE_KIND)
        day = record.cell(Field.DEADLINE_DAY)
        if kind is None or self.text(kind) not in set(DeadlineKind):
            return {}
        known = DeadlineKind(self.text(kind))
        due = self._day(day) if day else None
        if (known.needs_day and due is None) or (due is not None and not known.takes_day):
            return {}
        return _deadline(self._of(record, Field.DEADLINE), known, due)

    def _why(self, text: str, question: str) -> str:
        if not _SERIAL.fullmatch(text):
            return question
        day = serial_day(int(text))
        return f"如果是丢了日期格式的 {day}，请改回日期格式再导入"

    def _check_units(self, record: Record) -> None:
        for of in _UNITS:
            if cell := record.cell(of):
                text = self.text(cell)
                if text not in self._unit_doubts:
                    self._unit_doubts[text] = read_units(text, self.basis.settings.roster).doubts
                for doubt in self._unit_doubts[text]:
                    self.say(Kind.UNITS, cell, doubt)

    def _progress(self, record: Record, description: str) -> dict[str, str] | None:
        """Return the entry of 进展, empty for a task not begun; None where the cells are to be kept as they are."""
        content, marked = self._of(record, Field.PROGRESS), record.cell(Field.STATUS)
        first = record.cell(Field.PROGRESS) or marked
        if first is None:
            return None
        repeated = {_folded(self._of(record, Field.MEASURES)), _folded(description)}
        if content and _folded(content) in repeated:
            self.say(Kind.PROGRESS, first, "整改进展与整改措施（问题描述）相同，没有当作进展，放在“附加”里")
            return None
        status = self._status(marked, first)
        if status is Status.NOT_STARTED and not content:
            return {}
        day = self._progress_day(record)
        if day is None:
            self.say(Kind.PROGRESS, first, f"没有写是哪一天的情况{_KEPT}")
        if status is None or day is None:
            return None
        unit = self._of(record, Field.PROGRESS_UNIT)
        entry = {"日期": day.isoformat(), "状态": status.value, "单位": unit, "内容": content}
        return {key: value for key, value in entry.items() if value}

    def _status(self, marked: Cell | None, first: Cell) -> Status | None:
        """Return the status a row may be put down with; closing takes more than a word in a table."""
        status = self.basis.lexicon.status(self.text(marked or first))
        if marked is None and status is None:
            self.say(Kind.PROGRESS, first, "表里没有写状态，按“整改中”记")
            return Status.IN_PROGRESS
        marked = marked or first
        if status is None:
            self.say(Kind.PROGRESS, marked, f"状态“{shortened(marked.text)}”认不出{_KEPT}")
        if status is Status.CLOSED:
            self.say(Kind.PROGRESS, marked, "没有写谁验收、凭什么，按“已完成”记；请用 close-task 补记销号")
            return Status.COMPLETED
        return status

    def _progress_day(self, record: Record) -> date | None:
        cell = record.cell(Field.PROGRESS_DAY)
        return self._day(cell) if cell else self.basis.progress_day

    def _day(self, cell: Cell) -> date | None:
        """Return the day a cell holds or names, None where that is not certain."""
        return cell.day or day_in(cell.text, self.basis.issued)


def serial_day(number: int) -> date:
    """Return the day that a spreadsheet stores as this number."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - only for the rare cell that lost its format

    day: date = from_excel(number).date()
    return day


def _deadline(text: str, kind: DeadlineKind, due: date | None) -> dict[str, str]:
    return {"原文": text, **({"日期": due.isoformat()} if due else {}), "性质": kind.value}


def _items(text: str) -> list[str]:
    """Take 问题来源 apart at 、, ； and line ends outside of brackets."""
    enclosed = inside(text)
    marks = [at for at, character in enumerate(text) if character in "、；;\n" and at not in enclosed]
    ends = [*marks, len(text)]
    starts = [0, *(at + 1 for at in marks)]
    return [item for start, end in zip(starts, ends, strict=True) if (item := text[start:end].strip())]


def _folded(text: str) -> str:
    return "".join(text.split())
