"""zhenggai.yaml: what is local to a workspace, all of it optional; where the file is found is the store's business."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from zhenggai import roster
from zhenggai.form import scalars
from zhenggai.model.fields import Day, Kind, Many, Record, Text, Whole, text_read_by, vocabulary
from zhenggai.terms import Level
from zhenggai.wording.lexicon import Tone

Number = Annotated[float, text_read_by(scalars.number), Kind("number")]
LevelName = Annotated[Level, text_read_by(scalars.member(Level)), vocabulary(Level), Kind("level")]


class RuleSettings(Record):
    """How one rule of `check` is set: its severity, and numbers in place of its own."""

    model_config = ConfigDict(title="规则", json_schema_extra={"description": "一条检查规则的设置。"})

    level: LevelName | None = Field(None, alias="级别", description="错误、警告或关闭；不写就用规则自己的")
    thresholds: dict[str, Number] = Field(
        default_factory=dict, alias="阈值", description="规则里的数，名称见 zhenggai rules"
    )


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
        return roster.of_names(self.model_dump())


class WordSettings(Record):
    """词表: words of a trade or a place that the rules on substance are to know besides the shipped ones."""

    model_config = ConfigDict(title="词表", json_schema_extra={"description": "判断进展虚实时另外要认的词。"})

    plans: Many[Text] = Field((), alias="打算", description="说的是将来，后面的分句也算在内")
    wishes: Many[Text] = Field((), alias="愿望", description="愿望和要求，只管所在的分句")
    deeds: Many[Text] = Field((), alias="办成", description="看得见、查得到的动作，例如 拆除")
    activities: Many[Text] = Field((), alias="经办", description="办事的过程，例如 走访")
    things: Many[Text] = Field((), alias="实物", description="看得见摸得着的东西，例如 压力表")
    hollow: Many[Text] = Field((), alias="空谓语", description="什么都能套的谓语，例如 推进")
    cliches: Many[Text] = Field((), alias="套话", description="修饰、口号和表态，例如 高度重视")
    vague: Many[Text] = Field((), alias="泛指", description="不指名道姓的单位、对象和事物")
    particles: Many[Text] = Field((), alias="虚字", description="只起连接作用的字词")
    slogans: Many[Text] = Field((), alias="口号", description="带数字而不是数目的说法，例如 四个意识")

    def by_tone(self) -> tuple[tuple[Tone, tuple[str, ...]], ...]:
        """Return the words under each heading that has any."""
        lists = self.to_file()
        return tuple((tone, tuple(lists[tone])) for tone in Tone if tone in lists)


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
    checks: dict[str, RuleSettings] = Field(
        default_factory=dict, alias="检查", description="check 各条规则的级别和阈值，规则名见 zhenggai rules"
    )

    words: WordSettings = Field(
        default_factory=WordSettings, alias="词表", description="check 判断进展虚实时另外要认的词"
    )

    @property
    def roster(self) -> roster.Roster:
        """The 名录 as a plain value."""
        return self.names.roster()
