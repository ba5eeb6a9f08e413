"""整改方案 from its header down to the single 整改任务; logs and reporting stand beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from zhenggai.form import rules, scalars
from zhenggai.model.fields import Day, DeadlineKind, Kind, Many, Record, TaskId, Text, Whole, kept_by, read_by
from zhenggai.model.log import Extension, ProgressEntry
from zhenggai.model.reporting import Contact, Report, ReportingRule

if TYPE_CHECKING:
    from collections.abc import Iterator

FormatVersion = Annotated[Literal[1], read_by(scalars.format_version), Kind("format_version")]


class Deadline(Record):
    """整改时限: the official wording, the last day (inclusive) and what kind of deadline it is (design §4).

    Both wording and day are stored: the day decides who is late and must not move when a parser improves.
    """

    model_config = ConfigDict(title="整改时限", json_schema_extra={"description": "原文、日期和性质三样都存。"})

    text: Text = Field(alias="原文", description="文件里的原话，一字不改")
    due: Day | None = Field(None, alias="日期", description="最后一天，含当日")
    kind: DeadlineKind = Field(alias="性质", description="限期、阶段、立行立改、长期或未定")

    _day_fits_kind = kept_by(rules.day_fits_kind)


class Task(Record):
    """整改任务: one ledger row, the smallest thing with a deadline, responsible units and progress."""

    model_config = ConfigDict(title="整改任务", json_schema_extra={"description": "台账的一行。"})

    id: TaskId = Field(alias="编号", description="问题编号-序号，例如 2-4；定了就不再变")
    description: Text | None = Field(None, alias="问题描述", description="这一任务自己的问题描述")
    goal: Text | None = Field(None, alias="整改目标", description="整改要达到的目标")
    measures: Many[Text] = Field((), alias="整改措施", description="一条措施一项，不写“一是”“二是”")
    deadline: Deadline | None = Field(None, alias="整改时限", description="原文、日期和性质")
    sources: Many[Text] = Field((), alias="问题来源", description="问题是哪里提出的")
    units: Text | None = Field(None, alias="责任单位", description="文件里的原话，一字不改")
    lead_unit: Text | None = Field(None, alias="牵头单位", description="牵头单位")
    supporting_units: Text | None = Field(None, alias="配合单位", description="配合单位")
    lead: Text | None = Field(None, alias="牵头负责人", description="牵头负责人")
    person: Text | None = Field(None, alias="责任人", description="责任人")
    accepting_unit: Text | None = Field(None, alias="验收单位", description="应由哪个单位验收")
    note: Text | None = Field(None, alias="备注", description="备注")
    progress: Many[ProgressEntry] = Field((), alias="进展", description="整改进展，只追加")
    extensions: Many[Extension] = Field((), alias="延期", description="批准的延期，只追加")
    extra: dict[str, Text] = Field(default_factory=dict, alias="附加", description="本工具没有对应项的栏，原样保存")


class Issue(Record):
    """具体问题: a numbered problem with the tasks that mend it."""

    model_config = ConfigDict(title="具体问题", json_schema_extra={"description": "一个编了号的问题。"})

    number: Whole = Field(alias="编号", description="问题的顺序号，印在“数量”栏；定了就不再变")
    title: Text = Field(alias="具体问题", description="问题的名称")
    description: Text | None = Field(None, alias="问题描述", description="各任务共有的问题描述")
    tasks: Many[Task] = Field((), alias="任务", description="整改任务")


class Category(Record):
    """类型 or 方面: what the ledger prints with 一、二、 in front."""

    model_config = ConfigDict(title="类型", json_schema_extra={"description": "问题的一个类型（方面）。"})

    name: Text = Field(alias="名称", description="类型（方面）的名称")
    issues: Many[Issue] = Field((), alias="问题", description="这一类的问题")


class LegalBasis(Record):
    """A document the plan rests on."""

    model_config = ConfigDict(title="依据", json_schema_extra={"description": "方案所依据的一份文件。"})

    title: Text = Field(alias="名称", description="文件名称")
    number: Text | None = Field(None, alias="文号", description="发文字号")
    date: Day | None = Field(None, alias="日期", description="文件的日期")


class Period(Record):
    """集中整改: from the first to the last day, both inclusive."""

    model_config = ConfigDict(title="集中整改", json_schema_extra={"description": "集中整改的起止日期，都含当日。"})

    start: Day = Field(alias="起", description="第一天")
    end: Day = Field(alias="止", description="最后一天")

    _in_order = kept_by(rules.in_order)


class StatedCounts(Record):
    """声明: the counts the document states about itself."""

    model_config = ConfigDict(title="声明", json_schema_extra={"description": "文件自己写明的数目，用来核对。"})

    categories: Whole | None = Field(None, alias="类型", description="写明的类型（方面）数")
    issues: Whole | None = Field(None, alias="问题", description="写明的问题数")
    tasks: Whole | None = Field(None, alias="任务", description="写明的任务数")
    measures: Whole | None = Field(None, alias="措施", description="写明的措施数")


class Plan(Record):
    """整改方案: one issued plan, one file. Its id is the file's stem and does not stand inside."""

    model_config = ConfigDict(
        title="整改方案", json_schema_extra={"description": "zhenggai 的台账文件，一个方案一个文件。"}
    )

    format: FormatVersion = Field(alias="格式", description="文件格式的版本，写 1")
    title: Text = Field(alias="标题", description="方案的标题")
    ledger_title: Text | None = Field(None, alias="台账标题", description="台账的标题；不写就用方案的标题")
    number: Text | None = Field(None, alias="文号", description="发文字号，例如 许财农〔2022〕15号")
    issuers: Many[Text] = Field((), alias="发文机关", description="发文机关，可以有几个")
    recipients: Text | None = Field(None, alias="主送", description="主送机关")
    issued: Day | None = Field(None, alias="印发日期", description="印发日期")
    publicity: Text | None = Field(None, alias="公开", description="公开方式的原话，例如 此件公开发布")
    year: Whole | None = Field(None, alias="考核年度", description="考核的是哪一年")
    campaign: Period | None = Field(None, alias="集中整改", description="集中整改的起止日期")
    bases: Many[LegalBasis] = Field((), alias="依据", description="方案所依据的文件")
    stated: StatedCounts | None = Field(None, alias="声明", description="文件自己写明的数目")
    guidance: Text | None = Field(None, alias="总体要求", description="指导思想、总体要求")
    requirements: Many[Text] = Field((), alias="工作要求", description="工作要求，一条一项")
    reporting: Many[ReportingRule] = Field((), alias="报送", description="报送要求")
    reports: Many[Report] = Field((), alias="报送记录", description="已收到的报送，只追加")
    contacts: Many[Contact] = Field((), alias="联系人", description="联系人")
    annexes: Many[Text] = Field((), alias="附件", description="附件的名称")
    categories: Many[Category] = Field((), alias="类型", description="问题的类型（方面）")

    def rows(self) -> Iterator[tuple[Category, Issue, Task]]:
        """Yield every task with the issue and category it stands under, in the order of the file."""
        for category in self.categories:
            for issue in category.issues:
                for task in issue.tasks:
                    yield category, issue, task
