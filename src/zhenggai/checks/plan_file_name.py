"""文件名就是方案编号，只用小写英文字母、数字和连字符，一看就知道是哪个方案。

理由：
    任务的编号写作“方案:问题-序号”，报告、短信里都要写它。文件名带中文、空格、大写的，到了别的电脑上会变样，
    在命令里也难写对。

合格：
    # ledgers/xuchang-2021.yaml
    标题: 某市整改方案

不合格：
    # ledgers/Xuchang_2021.YAML.yaml
    标题: 某市整改方案

出处：
    本工具的约定：方案编号是文件名去掉 .yaml。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_PLAIN = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_NOT_PLAIN = re.compile(r"[^a-z0-9_]+")


def _look(subject: Subject) -> Iterator[Flaw]:
    if not _PLAIN.fullmatch(subject.plan_id):
        better = _NOT_PLAIN.sub("-", subject.plan_id.lower()).strip("-")
        message = f"方案编号“{subject.plan_id}”里有大写字母或者别的符号"
        yield Flaw((), message, f"请把文件改名为 {better}{subject.path.suffix}")


RULE = Rule("plan-file-name", "文件名是简单的方案编号", Family.FORM, Severity.WARNING, __name__, _look)
