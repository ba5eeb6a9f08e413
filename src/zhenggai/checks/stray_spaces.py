"""行尾不留空格，文件以换行结束。

理由：
    行尾的空格看不见，却会让改动对照里多出没有内容的行，合并时平白起冲突。

合格：
    标题: 某县整改方案
    公开: 此件公开发布

不合格：
    标题: 某县整改方案␠␠
    公开: 此件公开发布

出处：
    文本文件的通例；zhenggai check --fix 会去掉。写在整段文字（| 之后）里的不算。例子里用 ␠ 代表空格。
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.store import yamlnodes
from zhenggai.store.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject

_STRAY = re.compile(r"[ \t]+(?=\r?\n|\Z)")


def stray_spans(text: str) -> list[tuple[int, int]]:
    """Return where blanks end a line (start and end), without those that are part of a value."""
    if text[-1:] not in {" ", "\t"} and not any(blank in text for blank in (" \n", "\t\n", " \r", "\t\r")):
        return []  # the common case, ten times faster than the pattern
    spans = [found.span() for found in _STRAY.finditer(text)]
    inside = [(scalar.start, scalar.end) for scalar in yamlnodes.read(Lines.of(text, "")).scalars()]
    return [span for span in spans if not any(start < span[1] and span[0] < end for start, end in inside)]


def _look(subject: Subject) -> Iterator[Flaw]:
    text = subject.text
    lines = Lines.of(text, str(subject.path))
    for start, _end in stray_spans(text):
        yield Flaw((), "行尾有空格", "zhenggai check --fix 会去掉", lines.place(start))
    if not text.endswith("\n"):
        yield Flaw((), "文件末尾缺一个换行", "zhenggai check --fix 会补上", lines.place(len(text)))


RULE = Rule("stray-spaces", "行尾不留空格", Family.FORM, Severity.WARNING, __name__, _look)
