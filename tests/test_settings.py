"""zhenggai.yaml: every key optional, typed like a ledger, and the 名录 as the plain value the rest works with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from zhenggai.roster import EMPTY, Roster, Unit
from zhenggai.settings import Level, RosterSettings, RuleSettings, Settings, WordSettings
from zhenggai.wording.lexicon import Tone

WHOLE = """
填报单位: 许昌市财政局
名录:
  单位:
  - {名称: 许昌市财政局, 简称: [市财政局, 财政局], 级别: 市}
  - {名称: 甲村}
  展开:
    各行政村: [甲村, 乙村]
提醒天数: 14
节假日: [2022-06-03, 2022-06-04]
调休上班日: [2022-06-11]
版式: 清单
检查:
  某规则: {级别: 关闭}
  另一规则: {阈值: {天数: "7", 比例: "0.8"}}
词表: {套话: [某话, 另一话], 空谓语: [某词]}
"""


def read(text: str) -> Settings:
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the BaseLoader builds nothing but text, lists and mappings
    return Settings.model_validate(data, by_alias=True, by_name=False)


def test_everything_is_optional() -> None:
    """Without a single key every default holds, and so it does with every key left empty."""
    empty = "\n".join(f"{key}:" for key in Settings.keys())  # noqa: SIM118 - a method of the record
    for settings in (Settings(), read("{}"), read(empty)):
        assert settings.reporting_unit is None
        assert settings.layout is None
        assert (settings.remind_days, settings.holidays, settings.workdays) == (7, (), ())
        assert (settings.checks, settings.words.by_tone()) == ({}, ())
        assert settings.roster == EMPTY


def test_every_key_is_read() -> None:
    """Each key arrives typed."""
    settings = read(WHOLE)
    assert (settings.reporting_unit, settings.remind_days, settings.layout) == ("许昌市财政局", 14, "清单")
    assert settings.holidays == (date(2022, 6, 3), date(2022, 6, 4))
    assert settings.workdays == (date(2022, 6, 11),)
    assert settings.words.by_tone() == ((Tone.HOLLOW, ("某词",)), (Tone.CLICHE, ("某话", "另一话")))
    assert settings.checks == {
        "某规则": RuleSettings(level=Level.OFF),
        "另一规则": RuleSettings(thresholds={"天数": 7.0, "比例": 0.8}),
    }


def test_the_roster_is_a_plain_value() -> None:
    """名录 becomes a roster: units with their short names and levels, and what collective wordings stand for."""
    roster = read(WHOLE).roster
    units = (Unit("许昌市财政局", ("市财政局", "财政局"), "市"), Unit("甲村"))
    assert roster == Roster(units, {"各行政村": ("甲村", "乙村")})
    assert roster.canonical("财政局") == "许昌市财政局"
    assert roster.expand("各行政村") == ("甲村", "乙村")
    assert RosterSettings().roster() == EMPTY


@pytest.mark.parametrize(
    ("text", "loc", "message"),
    [
        ("提醒天数: 一周", ("提醒天数",), "“一周”不是整数"),
        ("提醒天数: -1", ("提醒天数",), "“-1”不是整数"),
        ("节假日: [端午节]", ("节假日", 0), "“端午节”不是日期"),
        ("检查: {某规则: {级别: 严重}}", ("检查", "某规则", "级别"), "“严重”不在可选的词里"),
        ("检查: {某规则: {级别: ERROR}}", ("检查", "某规则", "级别"), "“ERROR”不在可选的词里"),
        ("检查: {某规则: {阈值: {天数: 七}}}", ("检查", "某规则", "阈值", "天数"), "“七”不是数"),
        ("检查: {某规则: {阈值: {天数: nan}}}", ("检查", "某规则", "阈值", "天数"), "“nan”不是数"),
        ("检查: {某规则: {阈值: {天数: -1}}}", ("检查", "某规则", "阈值", "天数"), "“-1”不是数"),
    ],
)
def test_wrong_values_are_refused(text: str, loc: tuple[Any, ...], message: str) -> None:
    """A value of the wrong form is refused at its own location, in Chinese and with a way out."""
    with pytest.raises(ValidationError) as caught:
        read(text)
    (error,) = caught.value.errors()
    assert (error["loc"], error["msg"]) == (loc, message)
    assert error["ctx"]["remedy"]


def test_every_tone_has_its_heading() -> None:
    """词表 has a heading for every tone a word can have, and no other."""
    assert set(WordSettings.keys()) == {tone.value for tone in Tone}


@pytest.mark.parametrize("text", ["名称: 某", "名录: {单位: [{简称: [财政局]}]}", "名录: {展开: {各行政村: 甲村}}"])
def test_wrong_shapes_are_refused(text: str) -> None:
    """Unknown keys, units without a name and expansions that are no list are errors, as in a ledger."""
    with pytest.raises(ValidationError):
        read(text)
