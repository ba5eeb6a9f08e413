"""公开的方案里不能有没有隐去的银行账号、卡号。

理由：
    补助、补偿、退款最容易连账号一起写进台账。写着账号、卡号的按长度认；没有写的，
    十六到十九位、卡号开头、校验位（Luhn）也对的才算，避免把项目代码、信用代码当成卡号。

合格：
    公开: 此件公开发布
    整改措施: [欠发的补助6月底前打入农户一卡通（卡号622×××）。]

不合格：
    公开: 此件公开发布
    整改措施: [欠发的补助6月底前打入农户一卡通（卡号6200000000000000）。]

出处：
    《中华人民共和国个人信息保护法》第二十八条：金融账户属于敏感个人信息；ISO/IEC 7812-1 附录 B 的校验位。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.identity_published import identity_numbers
from zhenggai.checks.published import NUMBERED, masked, published
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_CALLED_SO = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|户号|一卡通|银行卡|存折|开户)[^0-9，。；]{0,16}"
    r"(?P<number>[0-9][0-9 -]{7,28}[0-9])(?![0-9])"
)
_SHAPED_SO = re.compile(
    r"(?<![0-9A-Za-z.-])(?P<number>62[0-9]{2}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?|[45][0-9]{3}(?:[ -]?[0-9]{4}){3})"
    r"(?![0-9A-Za-z-])"
)
_FEWEST_DIGITS = 9


def _look(subject: Subject) -> Iterator[Flaw]:
    for loc, text in published(subject):
        for number in account_numbers(text):
            message = f"公开的方案里有银行账号 {masked(number)}"
            yield Flaw(loc, message, "请删去，或者只留前三位，例如 622×××")


def account_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of accounts and cards in a text with its digits in one width, each once."""
    found: dict[int, str] = {}
    for match in _CALLED_SO.finditer(text):
        if len(re.sub("[ -]", "", match["number"])) >= _FEWEST_DIGITS:
            found[match.start("number")] = match["number"]
    for match in _SHAPED_SO.finditer(text):
        if is_checked(match["number"]) and not NUMBERED.search(text[: match.start()]):
            found[match.start("number")] = match["number"]
    identities = set(identity_numbers(text))
    yield from (number for _start, number in sorted(found.items()) if number not in identities)


def is_checked(number: str) -> bool:
    """Say whether the digits of a card's number add up as ISO/IEC 7812-1 asks (Luhn)."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


RULE = Rule("account-published", "公开的方案要隐去银行账号", Family.PRIVACY, Severity.ERROR, __name__, _look)
