"""方案不能引用比自己晚的文件。

理由：
    6月印发的方案不可能依据 7 月才有的文件。不是印发日期写错，就是文号的年份写错。

合格：
    印发日期: 2022-06-07
    依据:
    - {名称: 考核结果的通报, 文号: 豫财农综〔2022〕13号}

不合格：
    印发日期: 2022-06-07
    依据:
    - {名称: 考核结果的通报, 文号: 豫财农综〔2023〕13号}

出处：
    《党政机关公文格式》（GB/T 9704-2012）：发文字号里的年份是发文的年份。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.checks.texts import Kind, passages
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_NUMBER = re.compile(r"[㐀-鿿A-Za-z]{0,12}[〔\[［（(](?P<year>(?:19|20)[0-9]{2})[〕\]］）)]\s*第?\s*[0-9]+\s*号")
_REMEDY = "请核对印发日期和所引文件的年份"


def _look(subject: Subject) -> Iterator[Flaw]:
    issued = subject.plan.issued
    if issued is None:
        return
    for n, basis in enumerate(subject.plan.bases):
        if basis.date and basis.date > issued:
            message = f"依据“{basis.title}”的日期 {basis.date} 晚于印发日期 {issued}"
            yield Flaw(("依据", n, "日期"), message, _REMEDY)
        for number in _later(f"{basis.number or ''} {basis.title}", issued.year):
            yield Flaw(("依据", n, "文号"), f"所依据的 {number} 晚于印发日期 {issued}", _REMEDY)
    for passage in passages(subject):
        if passage.kind is not Kind.PROGRESS and "号" in passage.text:
            for number in _later(passage.text, issued.year):
                yield Flaw(passage.loc, f"所引的 {number} 晚于印发日期 {issued}", _REMEDY)


def _later(text: str, year: int) -> Iterator[str]:
    return (found[0] for found in _NUMBER.finditer(text) if int(found["year"]) > year)


RULE = Rule("cited-after-issue", "不引用晚于自己的文件", Family.DATES, Severity.WARNING, __name__, _look)
