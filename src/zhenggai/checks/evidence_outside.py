"""佐证要放在工作区里，路径从工作区根目录写起，用正斜杠。

理由：
    写“D:/我的文档/照片.jpg”的佐证，换一台电脑就打不开，也进不了版本库。

合格：
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - 日期: 2022-06-20
      状态: 整改中
      佐证: [{文件: evidence/1-1.txt}]
    # evidence/1-1.txt
    现场记录

不合格：
    编号: 1-1
    进展:
    - 日期: 2022-06-20
      状态: 整改中
      佐证: [{文件: "D:/照片/1-1.jpg"}, {文件: ../别处/1-1.jpg}]

出处：
    本工具：佐证的“文件”是相对于工作区根目录的路径。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.evidence import pieces
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for piece in pieces(subject):
        remedy = "请把文件放到 evidence/ 下，写成 evidence/… 的样子"
        if piece.path_under(subject.root) is None:
            yield Flaw((*piece.loc, "文件"), f"任务 {piece.task} 的佐证 {piece.evidence.file} 不在工作区里", remedy)
        elif "\\" in piece.evidence.file:
            yield Flaw((*piece.loc, "文件"), f"任务 {piece.task} 的佐证路径 {piece.evidence.file} 用了反斜杠", remedy)


RULE = Rule("evidence-outside", "佐证在工作区里", Family.CLOSING, Severity.ERROR, __name__, _look)
