"""The two append-only logs of a task, 进展 and 延期, entry by entry; what they mean as of a day `asof` works out."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from zhenggai import terms
from zhenggai.model.fields import Day, Many, Record, Status, Text, refusal

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Evidence(Record):
    """A file that shows what an entry claims, kept under the workspace's evidence/ folder."""

    model_config = ConfigDict(title="佐证", json_schema_extra={"description": "一份佐证材料。"})

    file: Text = Field(alias="文件", description="相对于工作区根目录的路径，用正斜杠")
    sha256: Sha256 | None = Field(None, alias="sha256", description="文件内容的 SHA-256，入账时算出，用来发现事后改动")
    note: Text | None = Field(None, alias="说明", description="这份材料证明什么")


class ProgressEntry(Record):
    """One entry of 进展: on a day, a unit says (or the acceptor decides) where the task stands.

    `reason` is required by `integrity` when the status goes back. 已销号 needs who accepted and evidence or a waiver
    (design §4).
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

    @model_validator(mode="after")
    def _closing_is_accepted(self) -> ProgressEntry:
        if self.status is not terms.Status.CLOSED:
            return self
        missing = [
            name for name, value in (("验收单位", self.accepting_unit), ("验收人", self.acceptor)) if value is None
        ]
        if not self.evidence and self.waiver is None:
            missing.append("佐证（或“免佐证”及理由）")
        if missing:
            raise refusal("closing", f"已销号的进展缺少{'、'.join(missing)}", "请补上；还没有验收的，状态写“已完成”")
        return self


class Extension(Record):
    """One entry of 延期: an approved later day; the original deadline stays where it is."""

    model_config = ConfigDict(title="延期", json_schema_extra={"description": "一次批准的延期，只追加，不修改。"})

    approved: Day = Field(alias="批准日期", description="批准延期的日期，从这一天起按新期限算")
    until: Day = Field(alias="延至", description="新的期限，含当日")
    approved_by: Text = Field(alias="批准单位", description="批准延期的单位")
    reason: Text | None = Field(None, alias="原因", description="延期的原因")
