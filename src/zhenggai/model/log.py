"""The two append-only logs of a task, 进展 and 延期, entry by entry; what they mean as of a day `asof` works out."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from zhenggai.form import rules
from zhenggai.model.fields import Day, Many, Record, Sha256, Status, Text, kept_by


class Evidence(Record):
    """A file that shows what an entry claims, kept under the workspace's evidence/ folder."""

    model_config = ConfigDict(title="佐证", json_schema_extra={"description": "一份佐证材料。"})

    file: Text = Field(alias="文件", description="相对于工作区根目录的路径，用正斜杠")
    sha256: Sha256 | None = Field(None, alias="sha256", description="文件内容的 SHA-256，入账时算出，用来发现事后改动")
    note: Text | None = Field(None, alias="说明", description="这份材料证明什么")


class ProgressEntry(Record):
    """One entry of 进展: on a day, a unit says (or the acceptor decides) where the task stands.

    `reason` is required by `integrity` when the status goes back.
    """

    model_config = ConfigDict(title="进展", json_schema_extra={"description": "一条整改进展，只追加，不修改。"})

    date: Day = Field(alias="日期", description="情况发生或报来的日期")
    status: Status = Field(alias="状态", description="截至这一天的整改状态")
    unit: Text | None = Field(None, alias="单位", description="报告这一进展的责任单位")
    content: Text | None = Field(None, alias="内容", description="做了什么、取得什么结果，印在“整改进展结果”栏")
    reason: Text | None = Field(None, alias="原因", description="状态后退（退回、反弹、重新打开）的原因")
    accepting_unit: Text | None = Field(None, alias="验收单位", description="销号时由哪个单位验收")
    acceptor: Text | None = Field(None, alias="验收人", description="销号时由谁验收")
    waiver: Text | None = Field(None, alias="免佐证", description="销号而没有佐证时，写明免交的理由")
    evidence: Many[Evidence] = Field((), alias="佐证", description="佐证材料")

    _closing_is_accepted = kept_by(rules.closing_is_accepted)


class Extension(Record):
    """One entry of 延期: an approved later day; the original deadline stays where it is."""

    model_config = ConfigDict(title="延期", json_schema_extra={"description": "一次批准的延期，只追加，不修改。"})

    approved: Day = Field(alias="批准日期", description="批准延期的日期，从这一天起按新期限算")
    until: Day = Field(alias="延至", description="新的期限，含当日")
    approved_by: Text = Field(alias="批准单位", description="批准延期的单位")
    reason: Text | None = Field(None, alias="原因", description="延期的原因")
