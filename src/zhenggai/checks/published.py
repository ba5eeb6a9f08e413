"""What a plan that is made public shows: every text with its place, and how a private detail is masked when quoted.

Which details are private is each rule's own business; none of them may ever be printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject
    from zhenggai.findings import Loc

_NOT_PUBLIC = re.compile("不予?公开|不宜公开|免予?公开|依申请公开|暂不公开|非公开|未公开")
_SHOWN_DIGITS = 3
# As many characters as before, so that a place in the text stays the same place.
ONE_WIDTH = str.maketrans("０１２３４５６７８９－（）Ｘｘ\u3000", "0123456789-()Xx ")

NUMBERED = re.compile(
    r"(?:编号|编码|代码|流水号?|凭证号?|票号|单号|文号|证号|备案号?|合同号?|序号|条码|批次)[是为：:\s]*$"
)
"""What stands before a long number that names a thing and no person: 项目代码."""


def published(subject: Subject) -> Iterator[tuple[Loc, str]]:
    """Yield every text of the plan with its place, its digits in one width; nothing where the plan is not made public.

    The whole file counts, whatever the day asked.
    """
    public = subject.plan.publicity
    if public and "公开" in public and not _NOT_PUBLIC.search(public):
        yield from _texts((), subject.plan.model_dump(by_alias=True, exclude_defaults=True))


def _texts(loc: Loc, value: Any) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value.translate(ONE_WIDTH)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*loc, key), inner)
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            yield from _texts((*loc, position), inner)


def masked(number: str) -> str:
    """Return a number with all but its first digits hidden; nobody can be called or paid by what is left."""
    digits = [character for character in number if character.isalnum()]
    return "".join(digits[:_SHOWN_DIGITS]) + "×" * max(len(digits) - _SHOWN_DIGITS, 0)
