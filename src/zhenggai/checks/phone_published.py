"""公开的方案里不能有没有隐去的电话号码。

理由：
    方案一公开，联系人的手机就成了谁都能打的号码。监督、举报、咨询等专门对外的电话不在此列。

合格：
    公开: 此件公开发布
    联系人: [{单位: 县财政局, 姓名: 赵某, 电话: 0374-×××}]

不合格：
    公开: 此件公开发布
    联系人: [{单位: 县财政局, 姓名: 赵某, 电话: 0999-0000000}]

出处：
    《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私、公开会对第三方合法权益造成损害的，不得公开；
    勐发〔2023〕85号注明“此件公开发布”，文末却印有联系人的手机号码。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.published import NUMBERED, masked, published
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_NO_AMOUNT = r"(?![0-9A-Za-z]|\s*(?:\.[0-9]|元|万|亿|吨|户|人|亩|%))"
_PHONE = re.compile(
    rf"(?<![0-9A-Za-z.〔-])(?:\+?86[- ]?)?(?P<mobile>1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}){_NO_AMOUNT}"
    rf"|(?<![0-9A-Za-z.〔-])(?P<line>\(?0[0-9]{{2,3}}\)?[- ]?[0-9]{{7,8}}){_NO_AMOUNT}"
    rf"|(?:电话|座机|传真|手机|联系方式)[^0-9，。；]{{0,8}}(?P<local>[2-9][0-9]{{6,7}}){_NO_AMOUNT}"
)
_FOR_EVERYBODY = re.compile(r"(?:监督|举报|投诉|热线|咨询|服务|值班|信访|报警)[^0-9，。；]{0,8}$")


def _look(subject: Subject) -> Iterator[Flaw]:
    for loc, text in published(subject):
        for number in phone_numbers(text):
            message = f"公开的方案里有电话号码 {masked(number)}"
            yield Flaw(loc, message, "请隐去号码，例如写成 0374-×××；要对外的，写明是监督、举报或咨询电话")


def phone_numbers(text: str) -> Iterator[str]:
    """Yield the telephone numbers of a text with its digits in one width, those meant for everybody left out."""
    for match in _PHONE.finditer(text):
        number = match["mobile"] or match["line"] or match["local"]
        before = text[: match.start(match.lastgroup or 0)]
        if NUMBERED.search(before) or (not match["mobile"] and _FOR_EVERYBODY.search(before)):
            continue
        yield number


RULE = Rule("phone-published", "公开的方案要隐去电话号码", Family.PRIVACY, Severity.ERROR, __name__, _look)
