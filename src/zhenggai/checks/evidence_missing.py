"""登记的佐证文件要在。

理由：
    台账写着有佐证，验收时打不开，等于没有。

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
      佐证: [{文件: evidence/1-1.txt}]

出处：
    销号要有佐证；record-progress 会把佐证复制到 evidence/ 下。
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
        path = piece.path_under(subject.root)
        if path is not None and not path.is_file():
            message = f"任务 {piece.task} 的佐证 {piece.evidence.file} 找不到"
            yield Flaw((*piece.loc, "文件"), message, "请把文件放回原处；换了名字的，请改这里的路径")


RULE = Rule("evidence-missing", "佐证文件都在", Family.CLOSING, Severity.ERROR, __name__, _look)
