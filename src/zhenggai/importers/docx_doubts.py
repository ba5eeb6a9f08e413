"""What a .docx holds that its text does not tell: revisions, pictures, embedded files, unknown signs; as doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhenggai.importers.docx_runs import PROPERTIES, inside
from zhenggai.importers.docx_symbols import UNKNOWN
from zhenggai.importers.doubts import Doubt, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.importers.docx_xml import Element

_KINDS = {
    "ins": "revision",
    "del": "revision",
    "moveFrom": "revision",
    "moveTo": "revision",
    "blip": "picture",
    "imagedata": "picture",
    "OLEObject": "object",
}
_MESSAGES = {
    "revision": "文件里有 {count} 处修订（{places}）还没有接受，按全部接受读；删去的字没有放进方案，请核对",
    "picture": "文件里有 {count} 张图片（{places}），图片里的字没有读；台账是图片的，请先做文字识别",
    "object": "文件里嵌有 {count} 个别的文件（{places}），里面的内容没有读，请双击打开，另存后单独导入",
    "chunk": "文件里插有 {count} 个别的文件（{places}），里面的内容没有读，请用 Word 打开，另存为 docx 再导入",
    "page": "有 {count} 个页码夹在正文里（{places}），去掉了，请对照原件核对",
    "symbol": "有 {count} 个符号（{places}）认不出来，写成了“" + UNKNOWN + "”，请对照原件改正",
}
_NEVER = PROPERTIES | {"txbxContent"}
_MOST_PLACES = 5


class Noticed:
    """Gathers, paragraph by paragraph, what to doubt."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._seen: dict[str, list[tuple[int, str]]] = {}

    def look_at(self, paragraph: Element, at: int, name: str) -> None:
        """Notice what a paragraph holds; `at` is where its text begins, `name` what it is called."""
        for kind in _kinds(paragraph):
            self.note(kind, at, name)

    def note(self, kind: str, at: int, name: str) -> None:
        """Notice one thing."""
        self._seen.setdefault(kind, []).append((at, name))

    def doubts(self) -> Iterator[Doubt]:
        """Yield one doubt for each kind of thing."""
        for kind, message in _MESSAGES.items():
            found = self._seen.get(kind, [])
            names = list(dict.fromkeys(name for _at, name in found))
            places = "、".join(names[:_MOST_PLACES]) + ("等" if len(names) > _MOST_PLACES else "")
            if found:
                yield Doubt(Kind.LAYOUT, message.format(count=len(found), places=places), found[0][0])


def _kinds(element: Element) -> Iterator[str]:
    for one in inside(element):
        if one.name in _KINDS:
            yield _KINDS[one.name]
        elif one.children and one.name not in _NEVER:
            yield from _kinds(one)
