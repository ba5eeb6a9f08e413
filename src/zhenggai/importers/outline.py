"""Clauses nested into an outline by their marks and labels, with a doubt for every gap; what a node means is not known.

Numbers decide first (what goes on counting belongs to its list), the usual order of the marks second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhenggai.columns.layout import Term
from zhenggai.importers.blocks import PLAIN_HEADING
from zhenggai.importers.chapters import chapter_of_text
from zhenggai.importers.doubts import Doubt, Kind, Quote, shortened
from zhenggai.importers.labels import ASKS
from zhenggai.importers.marks import HEADING, rank
from zhenggai.importers.passage import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhenggai.importers.clauses import Clause
    from zhenggai.importers.labels import Label
    from zhenggai.importers.marks import ListMark

_FURTHEST = 3
"""Numbers a list may lack in one place before what follows is rather taken to belong to an outer list."""
_LOOK_AHEAD = 60
"""Clauses that are searched to tell a problem from a measure of the same mark."""
_CLOSING_REMARK = re.compile(
    r"请(?:各|你|有关|相关|认真|抓紧|于)|(?:各|有关|相关)(?:责任|牵头|有关|相关|级|整改)*(?:单位|部门|乡镇|科室|股室|街道|村|县)[^。；]{0,30}(?:要|应|须|务必|于|将)"
    r"|(?:有关|相关|工作|几点|其他)(?:工作)?要求[：:]|(?:备?注|说明)[：:]|以上(?:问题|整改|措施|任务|方案|[0-9一二三四五六七八九十]{0,3}(?:家|个)?(?:机构|企业|单位|学校))|上述(?:问题|整改|措施|任务)|特此|本(?:方案|清单|台账|文书|指令|通知书?|决定书?|建议书?)"
    r"|(?:现|为此|据此)?[，,]?(?:依法|特)?责令(?:你|该|上述|以上)|(?:整改|改正)期间|如(?:果)?(?:你|不服|对本|逾期)|逾期|欢迎(?:广大|社会|各界)|(?:参加|出席|列席|参会|与会)(?:人员|单位|人)?[：:]|(?:主持|记录)(?:人)?[：:]"
)
"""How a paragraph begins that closes a plan and belongs to no single task."""
_PROMISE = re.compile(
    r"下一步|今后|接下来|(?:我|本)(?:公司|单位|集团|局|镇|乡|县|市|区|街道|村|社区|院|校|园|所|站|中心|厂|店|司|行|委|部|处|办)(?:们)?(?:党[委组]|政府)?(?:一定|也)?(?:将|要|会)"
)
"""How a paragraph begins that closes a report, if no item and no label follows: within one it belongs to its item."""
_DOUBTFUL = ("1 ", "1.1", "1.1.1", "1.1.1.1")
"""Marks that may be part of a sentence and count only where they go on counting."""
_WITHIN_LISTS = f"{HEADING}{PLAIN_HEADING}"
_FAMILY = {
    "1.": ("1、", "1 "),
    "1、": ("1.", "1 "),
    "1 ": ("1.", "1、"),
    "（1）": ("1）",),
    "1）": ("（1）",),
}
"""Styles that a careless hand mixes within one list."""


@dataclass(frozen=True, slots=True)
class Node:
    """A marked or labelled clause and what stands under it: plain clauses and further nodes, in their order.

    The root has no clause.
    """

    clause: Clause | None
    content: tuple[Clause | Node, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes directly under it."""
        return tuple(one for one in self.content if isinstance(one, Node))

    @property
    def labelled(self) -> tuple[Node, ...]:
        """The nodes directly under it that have a label."""
        return tuple(node for node in self.nodes if node.clause and node.clause.label)

    @property
    def items(self) -> tuple[Node, ...]:
        """The nodes directly under it that have a mark and no label."""
        return tuple(node for node in self.nodes if node.is_item)

    @property
    def is_item(self) -> bool:
        """Whether it has a mark and no label."""
        return self.clause is not None and not self.clause.label

    @property
    def term(self) -> Term | None:
        """The term of its label, if it has one."""
        return self.clause.label.term if self.clause and self.clause.label else None

    def texts(self) -> Iterator[Passage]:
        """Yield all its text, clause by clause, in the order of the document; marks and labels aside."""
        if self.clause:
            yield self.clause.text
        for part in self.content:
            if isinstance(part, Node):
                yield from part.texts()
            else:
                yield part.text

    def walk(self) -> Iterator[Node]:
        """Yield it and every node below, in the order of the text."""
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(slots=True)
class _Open:
    """A node that further clauses may still go into."""

    clause: Clause | None
    style: str = ""
    number: int | None = None
    content: list[Clause | Node] = field(default_factory=list)

    @property
    def is_label(self) -> bool:
        """Whether it is a label that is no item of its own: 整改措施, 责任单位; a problem's label is one."""
        return bool(self.clause and self.clause.label and self.clause.label.term not in ASKS)

    @property
    def is_record(self) -> bool:
        """Whether it is a problem's label, which further labels belong to."""
        return bool(self.clause and self.clause.label and self.clause.label.term in ASKS)

    @property
    def is_announced(self) -> bool:
        """Whether it is the label that ends a sentence which announces a list of problems: …存在以下问题："""
        return self.is_record and not self.style and bool(self.clause and not self.clause.text and not self.content)

    @property
    def is_told(self) -> bool:
        """Whether it is an item that says all it has to say in whole sentences, and heads nothing."""
        return bool(self.number and self.clause and "。" in self.clause.text.text)

    @property
    def is_description(self) -> bool:
        """Whether it is the label of what is said about a problem."""
        return bool(self.clause and self.clause.label and self.clause.label.term is Term.DESCRIPTION)

    @property
    def is_small(self) -> bool:
        """Whether it is a label with a short value, which is complete as it stands."""
        return bool(self.clause and self.clause.label and self.clause.label.is_small)


def outline(clauses: Sequence[Clause]) -> tuple[Node, tuple[Doubt, ...]]:
    """Nest clauses; returns the root, and doubts about missing, repeated and restarted numbers."""
    builder = _Builder(clauses)
    for position, clause in enumerate(clauses):
        builder.add(position, clause)
    return builder.close(), tuple(builder.doubts)


class _Builder:
    """The state of one pass over the clauses: the nodes that are open, outermost first."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.stack = [_Open(None)]
        self.doubts: list[Doubt] = []
        self.last_of_style: dict[str, int] = {}
        self.end_of_lists = max((at for at, one in enumerate(clauses) if one.mark or one.label), default=-1)

    def close(self) -> Node:
        self._pop_to(0)
        return Node(None, tuple(self.stack[0].content))

    def add(self, position: int, clause: Clause) -> None:
        was_small = self.stack[-1].is_small
        while self.stack[-1].is_small:
            self._pop()
        if clause.mark:
            self._add_marked(position, clause, clause.mark)
        elif clause.label:
            self._pop_to(self._owner(clause.label))
            self.stack.append(_Open(clause))
        else:
            in_task = was_small or any(one.is_label or one.is_record or one.is_told for one in self.stack)
            if clause.opens and in_task and self._closes(position, clause.text.text):
                self._pop_to(0)
            self.stack[-1].content.append(clause)

    def _closes(self, position: int, text: str) -> bool:
        """Say whether a paragraph closes the whole document rather than the item above it."""
        return bool(_CLOSING_REMARK.match(text) or (position > self.end_of_lists and _PROMISE.match(text)))

    def _owner(self, label: Label) -> int:
        """Return the index of the node a label belongs to.

        A short value belongs to the innermost item, which may be a single measure; a long one to the item that stands
        under no label; a problem begins a record beside the one before it, and its 问题描述 belongs to that record.
        """
        last = len(self.stack) - 1
        if label.is_small:
            while self.stack[last].is_label:
                last -= 1
            return last
        under_label = [index for index, one in enumerate(self.stack) if one.is_label]
        if under_label:
            last = under_label[0] - 1
        if label.term is Term.DESCRIPTION and not under_label:
            # A description within another one is the next record's.
            return last - 1 if self.stack[last].is_description else last
        if self.stack[last].is_description and self.stack[last - 1].is_record:
            # 【问题1】… 【具体表现】… 【整改措施】…: the measures are the problem's, not those of its description.
            last -= 1
        if label.term not in ASKS:
            return last
        while self.stack[last].is_record:
            last -= 1
        return last

    def _add_marked(self, position: int, clause: Clause, mark: ListMark) -> None:
        if mark.number is None:
            self._place_unnumbered(position, mark.style)
        else:
            index = self._list_of(position, mark.style, mark.number)
            if index is None and mark.number != 1 and mark.style in _DOUBTFUL:
                self.stack[-1].content.append(replace(clause, text=clause.whole, mark=None, lead=Passage()))
                return
            if index is None:
                self._begin_list(clause, mark.style, mark.number)
            else:
                before = self.stack[index].number or 0
                self._pop_to(index - 1)
                self._doubt_sequence(clause, before, mark.number)
            self.last_of_style[mark.style] = mark.number
        self.stack.append(_Open(clause, mark.style, mark.number))

    def _place_unnumbered(self, position: int, style: str) -> None:
        if style == _WITHIN_LISTS:
            # A heading without any mark stands above the list it heads, wherever that is.
            limit = self._rank_of_list_behind(position)
            holding = [
                i for i, one in enumerate(self.stack) if one.style not in {"", style} and rank(one.style) < limit
            ]
            self._pop_to(holding[-1] if holding else 0)
            return
        if style.startswith(HEADING):
            # A heading ends every list above it, and every heading of its own level or below.
            keep = [i for i, one in enumerate(self.stack) if one.style.startswith(HEADING) and one.style < style]
            self._pop_to(keep[-1] if keep else 0)
            return
        same = [i for i, one in enumerate(self.stack) if one.style == style]
        if same and not any(one.is_label for one in self.stack[same[-1] + 1 :]):
            self._pop_to(same[-1] - 1)

    def _rank_of_list_behind(self, position: int) -> int:
        """Return the rank of the first list below a heading; that of 1. where it has none."""
        for clause in self.clauses[position + 1 : position + _LOOK_AHEAD]:
            if clause.mark and clause.mark.style.startswith(HEADING):
                break
            if clause.mark and clause.mark.number:
                return rank(clause.mark.style)
        return rank("1.")

    def _list_of(self, position: int, style: str, number: int) -> int | None:
        """Return the index of the open item that this one follows in its list; None where it begins a list."""
        items = [i for i, one in enumerate(self.stack) if one.style == style]
        exact = [i for i in items if self.stack[i].number == number - 1]
        if exact:
            if items[0] != exact[-1] and self._measures_within(exact[-1]) and self._is_a_problem(position, style):
                return exact[0] if len(exact) > 1 else items[0]
            return exact[-1]
        related = [
            i
            for i, one in enumerate(self.stack)
            if one.style in _FAMILY.get(style, ()) and one.number == number - 1 and number > 1
        ]
        if related:
            return related[-1]
        if not items:
            return None
        inner = items[-1]
        under_label = any(one.is_label or one.is_record for one in self.stack[inner + 1 :])
        if number == 1:
            return None if under_label else inner
        near = [i for i in items if 0 < number - (self.stack[i].number or 0) <= _FURTHEST]
        return near[-1] if near else inner

    def _measures_within(self, index: int) -> bool:
        return any(
            one.clause and one.clause.label and one.clause.label.term is Term.MEASURES for one in self.stack[:index]
        )

    def _is_a_problem(self, position: int, style: str) -> bool:
        """Say whether a problem's or a measure's label stands between this mark and the next one of its style."""
        for clause in self.clauses[position : position + _LOOK_AHEAD]:
            if clause.label and (clause.label.term in ASKS or clause.label.term is Term.MEASURES):
                return True
            if clause is not self.clauses[position] and clause.mark and clause.mark.style == style:
                return False
        return False

    def _begin_list(self, clause: Clause, style: str, number: int) -> None:
        """Make room for a list under what is open now; an outer mark closes inner ones that cannot hold it."""
        outer = rank(style)
        is_held = self.stack[-1].is_announced and chapter_of_text(clause.text.text) is None
        if outer <= rank("一、") and not is_held and not any(one.is_label and not one.style for one in self.stack):
            headings = [i for i, one in enumerate(self.stack) if one.style.startswith(HEADING)]
            self._pop_to(headings[-1] if headings else 0)
        elif number != 1:
            # A list that goes on under another parent, or one whose beginning is missing.
            while self.stack[-1].style and rank(self.stack[-1].style) > outer:
                self._pop()
        before = self.last_of_style.get(style, 0) if number != 1 else 0
        if before != number - 1:
            self._doubt_sequence(clause, before, number)

    def _doubt_sequence(self, clause: Clause, before: int, number: int) -> None:
        if number == before + 1:
            return
        words = shortened(clause.whole.text)
        if number > before + 1:
            missing = [str(n) for n in range(before + 1, number)]
            named = "、".join(missing) if len(missing) < 6 else f"{missing[0]} 至 {missing[-1]}"
            message = f"“{words}”之前缺序号 {named}，请核对原件有没有漏掉的内容"
        elif number == before:
            message = f"序号 {number} 出现了两次，后一次是“{words}”"
        else:
            message = f"序号从 {before} 退回 {number}：“{words}”，按另一组并列的内容读"
        self.doubts.append(Doubt(Kind.NUMBERING, message, clause.at, (Quote(words, clause.at),)))

    def _pop(self) -> None:
        done = self.stack.pop()
        self.stack[-1].content.append(Node(done.clause, tuple(done.content)))

    def _pop_to(self, index: int) -> None:
        while len(self.stack) - 1 > index:
            self._pop()
