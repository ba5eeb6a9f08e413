"""The tables of the parquet dataset: every column with its name, type, meaning, and where in a plan it comes from.

The one list that the export writes by and the handbook prints. How files are written is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhenggai.model import Category, Extension, Issue, Plan, ProgressEntry, Report, Task

TEXT, DAY, NUMBER, TEXTS = "VARCHAR", "DATE", "INTEGER", "VARCHAR[]"
MAPPING = "MAP(VARCHAR, VARCHAR)"
EVIDENCE = "STRUCT(file VARCHAR, sha256 VARCHAR, note VARCHAR)[]"


@dataclass(frozen=True, slots=True)
class Source:
    """A plan that is to be exported, and the reading of its wordings of units."""

    plan_id: str
    plan: Plan
    units_of: Callable[[Task], tuple[str, ...]]

    def reference(self, task: Task) -> str:
        """Return `<plan>:<issue>-<n>`, which names the task in the whole workspace."""
        return f"{self.plan_id}:{task.id}"


class _OfTask(NamedTuple):
    source: Source
    position: int
    category: Category
    issue: Issue
    task: Task


class _OfUnit(NamedTuple):
    reference: str
    source: Source
    position: int
    unit: str


class _OfProgress(NamedTuple):
    reference: str
    source: Source
    position: int
    entry: ProgressEntry


class _OfExtension(NamedTuple):
    reference: str
    source: Source
    position: int
    extension: Extension


class _OfReport(NamedTuple):
    source: Source
    position: int
    report: Report


RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column: its English name, its type as SQL writes it, what it means, and its value in a row."""

    name: str
    kind: str
    meaning: str
    of: Callable[[RowT], Any]


@dataclass(frozen=True, slots=True)
class Table(Generic[RowT]):
    """One table: its name, what a row is, the rows of a plan, and the columns."""

    name: str
    meaning: str
    rows: Callable[[Source], Iterator[RowT]]
    columns: tuple[Column[RowT], ...]

    def records(self, source: Source) -> Iterator[dict[str, Any]]:
        """Yield the rows of a plan by column name; days as dates, lists as tuples, what is absent as None."""
        for row in self.rows(source):
            yield {column.name: column.of(row) for column in self.columns}


def _tasks(source: Source) -> Iterator[_OfTask]:
    for position, row in enumerate(source.plan.rows(), start=1):
        yield _OfTask(source, position, *row)


def _units(source: Source) -> Iterator[_OfUnit]:
    for _category, _issue, task in source.plan.rows():
        for position, unit in enumerate(source.units_of(task), start=1):
            yield _OfUnit(source.reference(task), source, position, unit)


def _progress(source: Source) -> Iterator[_OfProgress]:
    for _category, _issue, task in source.plan.rows():
        for position, entry in enumerate(task.progress, start=1):
            yield _OfProgress(source.reference(task), source, position, entry)


def _extensions(source: Source) -> Iterator[_OfExtension]:
    for _category, _issue, task in source.plan.rows():
        for position, extension in enumerate(task.extensions, start=1):
            yield _OfExtension(source.reference(task), source, position, extension)


def _reports(source: Source) -> Iterator[_OfReport]:
    for position, report in enumerate(source.plan.reports, start=1):
        yield _OfReport(source, position, report)


FOLDER = "folder"
"""The partition: no column inside the files, but in the path of each of them."""
FOLDER_MEANING = "台账文件所在的文件夹，从 ledgers 写起；分区，写在路径里"

TASKS = Table(
    "tasks",
    "整改任务，一行一项",
    _tasks,
    (
        Column("plan_id", TEXT, "方案编号，即台账文件名", lambda row: row.source.plan_id),
        Column("reference", TEXT, "任务的全名：方案编号:任务编号", lambda row: row.source.reference(row.task)),
        Column("position", NUMBER, "在方案里是第几项任务，从 1 起", lambda row: row.position),
        Column("plan_title", TEXT, "方案的标题", lambda row: row.source.plan.title),
        Column("plan_number", TEXT, "文号", lambda row: row.source.plan.number),
        Column("issued", DAY, "印发日期", lambda row: row.source.plan.issued),
        Column("year", NUMBER, "考核年度", lambda row: row.source.plan.year),
        Column("category", TEXT, "类型（方面）", lambda row: row.category.name),
        Column("issue_number", NUMBER, "问题编号", lambda row: row.issue.number),
        Column("issue_title", TEXT, "具体问题", lambda row: row.issue.title),
        Column("id", TEXT, "任务编号", lambda row: row.task.id),
        Column(
            "description",
            TEXT,
            "问题描述；任务没有自己的，是问题共有的",
            lambda row: row.task.description or row.issue.description,
        ),
        Column("goal", TEXT, "整改目标", lambda row: row.task.goal),
        Column("measures", TEXTS, "整改措施，一条一个", lambda row: row.task.measures),
        Column("deadline_text", TEXT, "整改时限的原文", lambda row: row.task.deadline and row.task.deadline.text),
        Column(
            "deadline_due",
            DAY,
            "原定的最后一天，含当日；延期见 extensions",
            lambda row: row.task.deadline and row.task.deadline.due,
        ),
        Column(
            "deadline_kind",
            TEXT,
            "整改时限的性质：限期、阶段、立行立改、长期、未定",
            lambda row: row.task.deadline and row.task.deadline.kind,
        ),
        Column("sources", TEXTS, "问题来源", lambda row: row.task.sources),
        Column("units", TEXT, "责任单位的原文", lambda row: row.task.units),
        Column(
            "unit_names",
            TEXTS,
            "责任、牵头、配合单位的名称，照名录展开",
            lambda row: row.source.units_of(row.task),
        ),
        Column("lead_unit", TEXT, "牵头单位的原文", lambda row: row.task.lead_unit),
        Column("supporting_units", TEXT, "配合单位的原文", lambda row: row.task.supporting_units),
        Column("lead", TEXT, "牵头负责人", lambda row: row.task.lead),
        Column("person", TEXT, "责任人", lambda row: row.task.person),
        Column("accepting_unit", TEXT, "验收单位", lambda row: row.task.accepting_unit),
        Column("note", TEXT, "备注", lambda row: row.task.note),
        Column("extra", MAPPING, "附加：栏名和内容", lambda row: row.task.extra),
    ),
)

TASK_UNITS = Table(
    "task_units",
    "任务的单位，一项任务的一个单位一行；与 tasks 的 unit_names 相同，供各种引擎按单位汇总",
    _units,
    (
        Column("plan_id", TEXT, "方案编号", lambda row: row.source.plan_id),
        Column("reference", TEXT, "任务的全名", lambda row: row.reference),
        Column("position", NUMBER, "是任务的第几个单位，从 1 起", lambda row: row.position),
        Column("unit", TEXT, "单位的名称", lambda row: row.unit),
    ),
)

PROGRESS = Table(
    "progress",
    "整改进展，一行一条",
    _progress,
    (
        Column("plan_id", TEXT, "方案编号", lambda row: row.source.plan_id),
        Column("reference", TEXT, "任务的全名", lambda row: row.reference),
        Column("position", NUMBER, "是任务的第几条进展，从 1 起；同一天的，以大的为准", lambda row: row.position),
        Column("date", DAY, "日期", lambda row: row.entry.date),
        Column("status", TEXT, "状态：未启动、整改中、阶段性成效、已完成、已销号", lambda row: row.entry.status),
        Column("unit", TEXT, "报告这一进展的单位", lambda row: row.entry.unit),
        Column("content", TEXT, "内容", lambda row: row.entry.content),
        Column("reason", TEXT, "状态后退的原因", lambda row: row.entry.reason),
        Column("accepting_unit", TEXT, "验收单位", lambda row: row.entry.accepting_unit),
        Column("acceptor", TEXT, "验收人", lambda row: row.entry.acceptor),
        Column("waiver", TEXT, "免交佐证的理由", lambda row: row.entry.waiver),
        Column(
            "evidence",
            EVIDENCE,
            "佐证：文件、SHA-256、说明",
            lambda row: [{"file": one.file, "sha256": one.sha256, "note": one.note} for one in row.entry.evidence],
        ),
    ),
)

EXTENSIONS = Table(
    "extensions",
    "批准的延期，一行一次",
    _extensions,
    (
        Column("plan_id", TEXT, "方案编号", lambda row: row.source.plan_id),
        Column("reference", TEXT, "任务的全名", lambda row: row.reference),
        Column("position", NUMBER, "是任务的第几次延期，从 1 起；同一天批准的，以大的为准", lambda row: row.position),
        Column("approved", DAY, "批准日期", lambda row: row.extension.approved),
        Column("until", DAY, "延至哪一天，含当日", lambda row: row.extension.until),
        Column("approved_by", TEXT, "批准单位", lambda row: row.extension.approved_by),
        Column("reason", TEXT, "原因", lambda row: row.extension.reason),
    ),
)

REPORTS = Table(
    "reports",
    "报送记录，一行一次",
    _reports,
    (
        Column("plan_id", TEXT, "方案编号", lambda row: row.source.plan_id),
        Column("position", NUMBER, "是方案的第几次报送，从 1 起", lambda row: row.position),
        Column("period", DAY, "哪一期，即该期的截止日", lambda row: row.report.period),
        Column("unit", TEXT, "报送单位", lambda row: row.report.unit),
        Column("date", DAY, "收到的日期", lambda row: row.report.date),
        Column("forms", TEXTS, "形式：纸质、电子版等", lambda row: row.report.forms),
        Column("signature", TEXT, "由谁签字", lambda row: row.report.signature),
        Column("note", TEXT, "备注", lambda row: row.report.note),
    ),
)

TABLES: tuple[Table[Any], ...] = (TASKS, TASK_UNITS, PROGRESS, EXTENSIONS, REPORTS)
"""Every table of the dataset, in the order a newcomer needs them."""
