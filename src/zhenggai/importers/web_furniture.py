"""What the page of a site puts around a document, set aside: navigation, counters, footers, known by their form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import Aside, Block, Paragraph
from zhenggai.importers.labels import label_at_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.passage import Passage

_FURNITURE = re.compile(
    r"(?:当前位置|您(?:现在|当前)?(?:的|所在)?(?:当前)?位置|首页)\s*[：:>＞»/-].*|首页(?:\s+\S{2,6}){2,}"
    r"|.{0,40}(?:浏览(?:次数|量)|点击(?:次数|数|量)|阅读(?:次数|量)?|访问量)\s*[：:].*|.*(?:字体|(?<!发文)字号|视力保护色)\s*[：:].*"
    r"|(?:发布|发表|更新)(?:时间|日期)\s*[：:].{0,60}(?:来源|作者|发布机构|浏览).*"
    r"|(?:分享|朗读|扫一扫|打印(?:本页|此页)?|关闭(?:本页|窗口)?|返回顶部|收藏本页|相关(?:链接|阅读|文档)|上一[篇条]|下一[篇条])到?"
    r"(?:[：:\s].*)?"
    r"|(?:分享到|扫一扫|关闭窗口|打印本页).*|(?:[【\[](?:打印|关闭|返回顶部|收藏|大|中|小)(?:本页|窗口)?[】\]]\s*)+"
    r"|(?:版权所有|网站标识码|技术支持)\s*[：:©].*|主办(?:单位)?\s*[：:].*(?:承办|技术支持).*|.*(?:ICP备|公网安备|网站地图|标识码).*"
    r"|(?:无障碍(?:浏览|阅读)|关怀版|长者(?:模式|助手)|适老化).*|(?:责任)?编辑\s*[：:].{0,20}"
)
_LONGEST = 160
_OTHER_PAGES = re.compile(
    r"(?:【.{0,60}】)?(?:相关|推荐|热门|更多|新闻)(?:文章|阅读|推荐|链接|新闻|资讯|文档|范文)\s*[：:]?|友情链接\s*[：:]?"
)
"""What heads the list of other pages below a text, which goes on to the end."""

_FACT = re.compile(
    r"(?P<label>索\s*引\s*号|信息索引号?|文件名称|标\s*题|发(?:布|文)(?:机构|单位|机关)|制发机关|所属机构|(?:成文|生成|发文|印发)日期|公开(?:方式|范围|日期|类型)"
    r"|主题(?:分类|词)|公文种类|体裁分类|有\s*效\s*性|效力状态|发文字号|文件编号|发文编号|文\s*号|(?:信息|文章|稿件)?来\s*源|作\s*者|发布(?:时间|日期))\s*[：:]\s*"
)
"""What a page of a government's site says of a document above its text."""
_SAID_TWICE = re.compile(
    r"(?:成文|生成|发文|印发)日期|发文字号|文件编号|发文编号|文号|发(?:布|文)(?:机构|单位|机关)|制发机关|文件名称|标题"
)
"""Facts that the head of a document says too."""
_STAMP = re.compile(r"(?:发布)?(?:时间|日期)\s*[：:]\s*[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9:]+)?")
_LEAD = " \t\u3000\xa0•·●-"
_WEB = "网页的导航、页脚等"


def without_furniture(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Aside, ...]]:
    """Return the blocks without such lines, and those lines."""
    kept: list[Block] = []
    asides: list[Aside] = []
    is_head = is_behind = False
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            is_head = False
            kept.append(block)
            continue
        line = block.text.text.strip()
        is_head = (at == 0 or is_head) and "。" not in line and not _is_of_ledger(line)
        is_behind = is_behind or (at * 2 > len(blocks) and len(line) <= _LONGEST and bool(_OTHER_PAGES.fullmatch(line)))
        if is_behind or _is_furniture(line):
            asides.append(Aside(block.text, _WEB))
        elif is_head and (values := _facts(block.text, asides)) is not None:
            kept += values
        else:
            kept.append(block)
    return tuple(kept), tuple(asides)


def _is_of_ledger(line: str) -> bool:
    label = label_at_start(line)
    return label is not None and label.term in {Term.ISSUE, Term.DESCRIPTION, Term.MEASURES, Term.UNITS}


def _is_furniture(line: str) -> bool:
    return len(line) <= _LONGEST and "。" not in line and _FURNITURE.fullmatch(line) is not None


def _facts(text: Passage, asides: list[Aside]) -> list[Paragraph] | None:
    """Read a line of facts: those that the head of a document says too stay, as lines of their own; None for others."""
    if _STAMP.fullmatch(text.text.strip()):
        asides.append(Aside(text, _WEB))
        return []
    lead = len(text.text) - len(text.text.lstrip(_LEAD))
    if not _FACT.match(text.text, lead):
        return None
    values: list[Paragraph] = []
    for label, name, value in _pairs_of(text):
        asides.append(Aside(label, _WEB))
        if value and _SAID_TWICE.fullmatch(name):
            values.append(Paragraph(value, (value,)))
        elif value:
            asides.append(Aside(value, _WEB))
    return values


def _pairs_of(text: Passage) -> Iterator[tuple[Passage, str, Passage]]:
    """Yield the labels of a line of facts, their names without blanks, and their values."""
    found = list(_FACT.finditer(text.text))
    for match, behind in zip(found, [*found[1:], None], strict=True):
        start = 0 if match is found[0] else match.start()
        end = behind.start() if behind else len(text)
        yield text.cut(start, match.end()), re.sub(r"\s", "", match["label"]), text.cut(match.end(), end).strip()
