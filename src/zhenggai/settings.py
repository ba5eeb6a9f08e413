"""zhenggai.yaml: what is local to a workspace, all of it optional; where the file is found is the store's business."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from zhenggai import roster
from zhenggai.model.fields import Day, Many, Record, Text, Whole


class RosterUnit(Record):
    """One unit of the 名录."""

    model_config = ConfigDict(title="单位", json_schema_extra={"description": "名录里的一个单位。"})

    name: Text = Field(alias="名称", description="单位全称")
    aliases: Many[Text] = Field((), alias="简称", description="文件里出现的其他叫法")
    level: Text | None = Field(None, alias="级别", description="省、市、县、乡或村")


class RosterSettings(Record):
    """名录: unit names, their short forms, and what a collective wording stands for."""

    model_config = ConfigDict(title="名录", json_schema_extra={"description": "单位名录。"})

    units: Many[RosterUnit] = Field((), alias="单位", description="单位的全称、简称和级别")
    expansions: dict[str, Many[Text]] = Field(
        default_factory=dict, alias="展开", description="各相关县（市、区）、各行政村等指哪些地方"
    )

    def roster(self) -> roster.Roster:
        """Return the plain value that wording and questions work with."""
        units = tuple(roster.Unit(unit.name, unit.aliases, unit.level or "") for unit in self.units)
        return roster.Roster(units, dict(self.expansions))


class Settings(Record):
    """The whole of zhenggai.yaml; without the file every default holds."""

    model_config = ConfigDict(
        title="zhenggai 设置", json_schema_extra={"description": "工作区的本地设置，都可以不写。"}
    )

    reporting_unit: Text | None = Field(None, alias="填报单位", description="印在台账左上方的填报单位")
    names: RosterSettings = Field(default_factory=RosterSettings, alias="名录", description="单位名录")
    remind_days: Whole = Field(7, alias="提醒天数", description="due 默认看今后几天")
    holidays: Many[Day] = Field((), alias="节假日", description="放假的日子，用于算工作日")
    workdays: Many[Day] = Field((), alias="调休上班日", description="调休上班的日子，用于算工作日")
    layout: Text | None = Field(
        None, alias="版式", description="export xlsx 默认的版式：台账、清单，或 layouts/ 里的版式名"
    )

    @property
    def roster(self) -> roster.Roster:
        """The 名录 as a plain value."""
        return self.names.roster()
