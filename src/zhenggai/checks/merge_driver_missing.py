"""用到台账合并驱动的仓库，要装上这个驱动。

理由：
    .gitattributes 写了 merge=zhenggai，而 .git/config 里没有这个驱动，git 就照普通文本合并：
    两个人各追加一条进展，会平白冲突，偶尔还会悄悄合错。.git/config 不随克隆走，每个人的电脑上都要装一次。

合格：
    # .gitattributes
    ledgers/** merge=zhenggai
    # .git/config
    [merge "zhenggai"]
        driver = zhenggai merge %O %A %B
    # ledgers/example.yaml
    标题: 某县整改方案

不合格：
    # .gitattributes
    ledgers/** merge=zhenggai
    # ledgers/example.yaml
    标题: 某县整改方案

出处：
    git 的说明书 gitattributes(5)，“Defining a custom merge driver”一节。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.checks.git_state import ATTRIBUTES
from zhenggai.checks.rule import Family, Flaw, WorkspaceRule
from zhenggai.findings import Place, Severity
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.checks.subject import Subject, WorkspaceSubject


def _gather(_subject: Subject) -> None:
    """Gather nothing: git has said what is installed."""


def _compare(workspace: WorkspaceSubject) -> Iterator[tuple[str, Flaw]]:
    found = workspace.repository
    if found and found.driver_line and not found.has_driver:
        place = Place(str(shown(workspace.root / ATTRIBUTES)), found.driver_line)
        message = "这里要用合并驱动 zhenggai，而这个克隆没有装"
        remedy = "请在 .git/config 里配置 merge.zhenggai.driver；没有这个驱动的，删去这里的 merge=zhenggai"
        yield "", Flaw((), message, remedy, place)


RULE = WorkspaceRule(
    "merge-driver-missing", "装上台账的合并驱动", Family.REPOSITORY, Severity.WARNING, __name__, _gather, _compare
)
