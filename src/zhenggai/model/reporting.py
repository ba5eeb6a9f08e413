"""报送: who must report what when, what has been reported, and whom to call. The periods are worked out in `asof`."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from zhenggai.form import rules
from zhenggai.model.fields import Cadence, Day, DayOfMonth, Many, Record, Text, kept_by


class ReportingRule(Record):
    """When units must report, to whom and in which form; a day a month lacks is that month's last day."""

    model_config = ConfigDict(title="报送", json_schema_extra={"description": "一条报送要求。"})

    cadence: Cadence = Field(alias="频次", description="一次、半月、每月或每季度")
    due: Day | None = Field(None, alias="截止", description="频次为“一次”时的报送截止日，含当日")
    days: Many[DayOfMonth] = Field((), alias="日", description="每月几日报送；每季度的，指季末月的几日")
    units: Text | None = Field(None, alias="单位", description="由谁报送，写法同责任单位；不写就是全部责任单位")
    recipients: Many[Text] = Field((), alias="对象", description="报送给谁")
    forms: Many[Text] = Field((), alias="形式", description="纸质、电子版等")
    requirement: Text | None = Field(None, alias="要求", description="签字、盖章等要求")

    _cadence_has_its_days = kept_by(rules.cadence_has_its_days)


class Report(Record):
    """One entry of 报送记录: a unit reported for a period."""

    model_config = ConfigDict(title="报送记录", json_schema_extra={"description": "一次已收到的报送。"})

    period: Day = Field(alias="期", description="所报的是哪一期，写该期的截止日")
    unit: Text = Field(alias="单位", description="报送单位")
    date: Day = Field(alias="日期", description="收到的日期")
    forms: Many[Text] = Field((), alias="形式", description="纸质、电子版等")
    signature: Text | None = Field(None, alias="签字", description="由谁签字")
    note: Text | None = Field(None, alias="备注", description="备注")


class Contact(Record):
    """Whom to call; names and numbers may be masked."""

    model_config = ConfigDict(title="联系人", json_schema_extra={"description": "一位联系人。"})

    unit: Text | None = Field(None, alias="单位", description="所在单位")
    name: Text | None = Field(None, alias="姓名", description="姓名，可以隐去")
    phone: Text | None = Field(None, alias="电话", description="电话，可以隐去")
    mail: Text | None = Field(None, alias="邮箱", description="邮箱，可以隐去")
