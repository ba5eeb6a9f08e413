"""Sentences of reports that say how far a problem is mended, or turn to what was done; not what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhenggai.importers.passage import Passage

_STATE = re.compile(
    r"(?:^|(?<=[。；\n]))\s*(?:目前|截至目前|现)?[，,]?(?:该|此|上述|本|这一)?(?:项|个)?(?:问题|隐患|事项|任务)?"
    r"(?:已经?|均已|正在|尚未|基本|还?未)(?:全部|按期|按时|基本|持续|全面|立行立改)*(?:完成)?(?:整改|改正|办结|销号|取得(?:明显|初步|阶段性)*成效|达到序时进度|持续推进)(?:到位|完毕|完成|中|销号)*(?:[，,]并?(?:长期坚持|持续推进|持续整改|长期推进))?[。；;，,]"
    r"|(?<=[。；\n])\s*(?:目前|现)?[，,]?(?:均)?已(?:经|全部|全面|按要求|分别|逐一|立即|基本|于[^，。]{2,12})*"
    r"(?:完成|整改|办结|对|将|督促|责令|组织|制定|印发|修订|建立|健全|更换|加固|拆除|清[理运退洗除查]|修[复缮补]|补[齐办充签录交建植发]|退[还回]|收回|追回|上缴"
    r"|安装|设置|办理|落实|召开|约谈|处理|销毁|封[堵存]|停[止用业]|砌|铺|配[备齐]|增[设加配]|纳入|拨付|兑[付现]|归还|移[交送]|签订|公示|张贴|培训|调整|规范)[^。；]*[。；]"
)
_TURN = re.compile(
    r"(?:^|(?<=[。；\n]))\s*(?:在)?(?:接到|收到)[^。，]{0,16}后|(?:^|(?<=[。；\n]))\s*(?:针对|对于?)(?:该|此|这一|上述)(?:项|个)?(?:问题|情况|隐患)"
)
"""How a paragraph goes on from what is wrong to what was done."""
_REPORTED = re.compile(
    r"^[^。]{4,100}问题。\s*"
    r"(?P<done>(?!.*(?:[一1]是|措施[：:]|下一步))[^。]*?(?:已|了|正在|目前|均|截至).*)$",
    re.DOTALL,
)
"""An item of a report: a sentence that names the problem, and running words on what came of it."""


def state_in(text: Passage) -> tuple[int, int] | None:
    """Return where a sentence stands that says how far the problem is mended."""
    if match := _REPORTED.match(text.text):
        return match.span("done")
    match = _STATE.search(text.text)
    return match.span() if match else None


def turns_to_mending(text: Passage) -> int | None:
    """Return where a text turns from what is wrong to what was done about it."""
    match = _TURN.search(text.text)
    return match.start() if match else None


def tells_of_mending(text: Passage) -> bool:
    """Say whether a text says how far a problem is mended, or what was done when it was heard of."""
    return state_in(text) is not None or turns_to_mending(text) is not None
