"""The questions a deadline's wording can leave open, as Chinese sentences; nothing is read or decided here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.dates import chinese_day, month_end

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_SETTLE = "请核对原件后定一个日期；定不了的，性质记“未定”"


class Unsettled(Exception):
    """The wording names no one day; the text is the question for the clerk. Caught inside `wording.deadlines`."""


def ask(reason: str, advice: str = _SETTLE) -> Unsettled:
    """Put a reason and what the clerk should do about it into one question."""
    return Unsettled(f"{reason}。{advice}")


def ask_about_issue(words: str) -> Unsettled:
    """Ask where the day counts from 印发日期 and there is none."""
    return ask(f"“{words}”要按印发日期推算，而印发日期还不知道", "请先填写印发日期，或者把时限写成年月日")


def ask_about_day(year: int | None, month: int, day: int | None) -> Unsettled:
    """Ask about a day that no calendar has, e.g. 6月31日; without a year, of any year."""
    if not 1 <= month <= 12:
        return ask(f"“{month}月”不存在，疑有笔误")
    of_year = f"{year}年" if year else ""
    return ask(
        f"{of_year}{month}月{day}日这一天不存在（{month}月只有{month_end(year or 2000, month).day}天），疑有笔误"
    )


def ask_about_year(year: int) -> Unsettled:
    """Ask about a year no plan of today can mean."""
    return ask(f"年份“{year}”不在2000年至2099年之间，疑有笔误")


def ask_about_two(days: Iterable[date]) -> Unsettled:
    """Ask where one wording names several days."""
    named = "、".join(chinese_day(day) for day in days)
    return ask(f"写了不止一个时间（{named}），一项任务只能有一个时限", "请按时间拆成几项任务，或者只定一个日期")


def ask_about_period(words: str) -> Unsettled:
    """Ask about 6月前, which may or may not leave June out."""
    return ask(f"“{words}”没有说清含不含当期", "请写明到哪一天，例如“6月底前”或“5月31日前”")


# The first that is found anywhere in the wording explains it; the most telling come first.
_REASONS = (
    (r"已经?(?:于|在|完成|整改|办结|销号|落实|[0-9])", "写的是完成情况，不是时限，完成情况请另行登记为进展"),
    (r"每|逐[年月季]|按[年月季周]|定期", "是反复进行的时间，不是一个期限"),
    (r"左右|前后|上下|大约|大概|大致|约|预计|估计|预期|附近", "说的是大概时间，不是一个确定的日期"),
    (r"初|[年月][中间](?!旬)|近[期日]|尽[快早]|适时|早日|月中下旬|上中旬", "没有说到哪一天为止"),
    (
        r"节(?!点)|元旦|国庆|中秋|五一|(?<!二)十一(?![月日])|两会|[年假]前|[寒暑]假|开学|放假|收假|腊月|正月|农历",
        "以节假日为准，没有写明日期",
    ),
    (r"[春夏秋冬]|汛|雨季|旱季|枯水|丰水|采暖|供暖|取暖|农[忙闲]|收割|造林|种植", "以季节为准，没有写明日期"),
    (
        r"后|之日|结束|召开|会|收到|接到|反馈|批复|验收[前通]|竣工|开工|到位前|条件|成熟",
        "以某件事为准，没有写明日期",
    ),
    (r"或", "给了两种可能，没有说定"),
    (r"(?<![0-9])[0-9]{2}年(?!内|以内|之内)", "年份只写了两位，请写四位"),
    (r"周|星期|礼拜", "用到了星期，请换算成日期"),
    (r"小时", "以小时计，台账只记到日"),
    (r"^[0-9]{1,2}[日号]|、[0-9]{1,2}[日号]", "只写了日，没有写明哪个月"),
    (r"^(?:月|季度?)[底末]|^[上中下]旬", "没有写明是哪个月、哪个季度"),
    (r"^[34][0-9]{4}(?:\.0)?$", "像是表格软件里的日期序号，请改成日期"),
    (r"同上|同前|见附|详见|参照|按照|依照", "要到别处去找，没有写明日期"),
    (r"按[期时序]|序时|限期|如期|按(?:计划|进度|要求|规定)|待定|未定|另行|^[-/\\无]*$", "没有写明日期"),
)


def ask_about_rest(text: str, rest: str) -> Unsettled:
    """Ask about the part of a wording that nothing here understands."""
    reason = next((reason for pattern, reason in _REASONS if re.search(pattern, text)), None)
    if reason:
        return ask(f"“{_shortened(text)}”{reason}")
    return ask(f"“{_shortened(text)}”里的“{_shortened(rest)}”读不懂" if rest != text else f"“{_shortened(text)}”读不懂")


def _shortened(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:20]}…"
