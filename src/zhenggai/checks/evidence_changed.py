"""佐证入账以后不能改动。

理由：
    入账时记下了文件的 SHA-256。对不上，说明文件后来换过、改过，当时的验收就不作数了。

合格：
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - 日期: 2022-06-20
      状态: 整改中
      佐证:
      - 文件: evidence/1-1.txt
        sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    # evidence/1-1.txt

不合格：
    # ledgers/example.yaml
    编号: 1-1
    进展:
    - 日期: 2022-06-20
      状态: 整改中
      佐证:
      - 文件: evidence/1-1.txt
        sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    # evidence/1-1.txt
    后来改过的现场记录

出处：
    SHA-256（FIPS 180-4）；record-progress 入账时算出。例子里是空文件的值。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.evidence import pieces
from zhenggai.checks.rule import Family, Flaw, Rule
from zhenggai.findings import Severity
from zhenggai.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject


def _look(subject: Subject) -> Iterator[Flaw]:
    for piece in pieces(subject):
        path = piece.path_under(subject.root)
        if piece.evidence.sha256 and path is not None and path.is_file():
            now = disk.sha256_of(path)
            if now != piece.evidence.sha256:
                message = f"任务 {piece.task} 的佐证 {piece.evidence.file} 入账以后改动过（SHA-256 现为 {now[:12]}…）"
                remedy = "请从版本库取回原来的文件；确实换了材料的，请另记一条进展，附上新的佐证"
                yield Flaw((*piece.loc, "sha256"), message, remedy)


RULE = Rule("evidence-changed", "佐证入账后没有改动", Family.CLOSING, Severity.ERROR, __name__, _look)
