"""文件开头要有一行模式行，编辑器靠它补全项名、提示错误。

理由：
    有了这一行，写错项名当场就划红线，不用等检查。

合格：
    # yaml-language-server: $schema=../schemas/plan.schema.json
    格式: 1
    标题: 某县整改方案

不合格：
    格式: 1
    标题: 某县整改方案

出处：
    yaml-language-server 的约定；zhenggai check --fix 会补上。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.store.yamledit import MODELINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    if MODELINE not in subject.text:
        yield Flaw((), "文件没有模式行", "zhenggai check --fix 会在开头补上")


RULE = Rule("modeline-missing", "文件开头有模式行", Family.FORM, Severity.WARNING, __name__, _look)
