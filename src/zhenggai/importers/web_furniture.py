"""What the page of a site puts around a document, set aside: navigation, counters, footers, known by their form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.importers.blocks import Aside, Block, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

_FURNITURE = re.compile(
    r"(?:当前位置|您(?:现在)?(?:的|所在)?位置|首页)\s*[：:>＞»/-].*|首页(?:\s+\S{2,6}){2,}"
    r"|.{0,40}(?:浏览(?:次数|量)|点击(?:次数|数|量)|阅读(?:次数|量)?|访问量)\s*[：:].*|.*(?:字体|字号|视力保护色)\s*[：:].*"
    r"|(?:发布|发表|更新)(?:时间|日期)\s*[：:].{0,60}(?:来源|作者|发布机构|浏览).*"
    r"|(?:分享到|扫一扫|打印(?:本页|此页)|关闭(?:本页|窗口)|返回顶部|收藏本页|相关(?:链接|阅读|文档)|上一[篇条]|下一[篇条]).*"
    r"|(?:版权所有|网站标识码|技术支持)\s*[：:©].*|主办(?:单位)?\s*[：:].*(?:承办|技术支持).*|.*(?:ICP备|公网安备|网站地图|标识码).*"
    r"|(?:无障碍(?:浏览|阅读)|关怀版|长者(?:模式|助手)|适老化).*|(?:责任)?编辑\s*[：:].{0,20}|(?:索\s*引\s*号|信息索引|公开方式|效力状态)\s*[：:].*"
)
_LONGEST = 160


def without_furniture(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Aside, ...]]:
    """Return the blocks without such lines, and those lines."""
    kept: list[Block] = []
    asides: list[Aside] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _is_furniture(block.text.text):
            asides.append(Aside(block.text, "网页的导航、页脚等"))
        else:
            kept.append(block)
    return tuple(kept), tuple(asides)


def _is_furniture(text: str) -> bool:
    line = text.strip()
    return len(line) <= _LONGEST and "。" not in line and _FURNITURE.fullmatch(line) is not None
