"""公开的方案里提到农户，不能写出姓名全名。

理由：
    谁家是脱贫户、监测户、低保户，是人家的隐私；公开的文件写到“户主赵某”就够了。
    只认“户主、农户、脱贫户、监测对象、村民”等称呼旁边、或者“某某等3户”这样的姓名；干部、企业负责人的姓名不在此列。
    姓氏和容易误认的词见 surnames.txt。

合格：
    公开: 此件公开发布
    整改措施: [为脱贫户张某、李某某两户改造危房。]

不合格：
    公开: 此件公开发布
    整改措施: [为脱贫户张三、李四两户改造危房。]

出处：
    《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》第二十五条。
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from zhenggai.checks.published import published
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_HOUSEHOLD = (
    "户主|农户|贫困户|脱贫户|监测户|监测对象|边缘户|边缘易致贫户|低保户|低保对象|五保户|特困户|特困人员|困难户|危房户|搬迁户|养殖户"
    "|种植户|帮扶户|受益户|承包户|残疾人|孤儿|村民|群众|帮扶对象|脱贫人口|易返贫户|独居老人|留守儿童"
)
_MASKED = "某×*xX〇○"
_NEVER_IN_A_NAME = (
    "的了在和与及等户家人于为因未已是被把对由从到均都各其该此每或但并也还应须可能不没很较最更以至往已就我你他她它们组庄村湾坪"
    "沟坝寨屯营堡镇乡社"
)
_END = r"(?=[，。、；：（()）“”\s0-9家户等的因在于与和及住系为已现患之两共名领]|$|一家|反映|申请|承包)"
_BEFORE = r"(?:^|(?<=[，。、；：（(“\s对为给向与和替]))"


def _look(subject: Subject) -> Iterator[Flaw]:
    for loc, text in published(subject):
        if names := tuple(dict.fromkeys(household_names(text))):
            shown = "、".join(f"{surname_of(name)}某某" for name in names)
            yield Flaw(loc, f"公开的方案里写了农户的姓名（{shown}）", "请只留姓，例如写成“户主赵某”")


def household_names(text: str) -> Iterator[str]:
    """Yield the full names of people named as farm households; masked ones (赵某, 赵×) are none."""
    beside, bracketed, several = _patterns()
    for match in beside.finditer(text):
        yield from (name for name in match["names"].split("、") if _is_name(name))
    for pattern in (bracketed, several):
        yield from (match["name"] for match in pattern.finditer(text) if _is_name(match["name"]))


def surname_of(name: str) -> str:
    """Return the surname of a full name, of two characters where it is one such."""
    return name[:2] if name[:2] in _words()[0] else name[:1]


def _is_name(name: str) -> bool:
    return not any(name.startswith(word) for word in _words()[1])


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the surnames, and the words that begin like one and are no name."""
    text = files(__package__).joinpath("surnames.txt").read_text(encoding="utf-8")
    names, _, others = text.partition("【姓】")[2].partition("【不是姓名】")
    return frozenset(names.split()), frozenset(others.split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    surname = "|".join(sorted(_words()[0], key=len, reverse=True))
    name = rf"(?:{surname})(?:[\u4e00-\u9fff](?<![{_MASKED}{_NEVER_IN_A_NAME}])){{1,2}}"
    beside = rf"(?:{_HOUSEHOLD})(?:姓名)?[：:“（(\s]?(?P<names>{name}{_END}(?:、{name}{_END})*)"
    bracketed = rf"{_BEFORE}(?P<name>{name})[（(](?:{_HOUSEHOLD})"
    several = rf"{_BEFORE}(?P<name>{name})等(?:[0-9]+|[一二三四五六七八九十百两]+)(?:户|名(?:村民|群众|农户|脱贫))"
    return re.compile(beside), re.compile(bracketed), re.compile(several)


RULE = Rule("household-named", "公开的方案要隐去农户姓名", Family.PRIVACY, Severity.WARNING, __name__, _look)
