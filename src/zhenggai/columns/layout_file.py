"""A layout of the user's own: what its short YAML file may say, checked; reading the file is the store's business."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from zhenggai.columns.flat import FLAT_SHEET
from zhenggai.columns.layout import Column, Layout, Term, column, own_column
from zhenggai.columns.plan_sheet import PLAN_SHEET
from zhenggai.model.fields import Many, Record, Text, refusal

_SHEET_NAME_LENGTH = 31
_NOT_IN_SHEET_NAMES = frozenset(r"[]:*?/\'")
_NARROWEST = 2
_WIDEST = 100


def _width(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        width = float(value)
    except ValueError:
        raise refusal("width", f"栏宽“{value}”不是数", "请写数字，例如 12") from None
    if not _NARROWEST <= width <= _WIDEST:
        raise refusal("width", f"栏宽 {value} 不在 {_NARROWEST} 至 {_WIDEST} 之间", "请改成合适的宽度，例如 12")
    return width


def _yes(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value != "是":
        raise refusal("yes", f"“{value}”不是“是”", "请写 是，或者删去这一项")
    return True


def _named(value: Any) -> Any:
    return {"栏": value} if isinstance(value, str) else value


class LayoutColumn(Record):
    """One entry of 栏: a column by its official name, or one of 附加 by its own; a bare name stands for the entry."""

    model_config = ConfigDict(title="栏", json_schema_extra={"description": "台账的一栏。"})

    name: Text = Field(alias="栏", description="栏的名称：台账用语，例如 责任单位；也可以是“附加”里的栏名")
    heading: Text | None = Field(None, alias="表头", description="印在表头上的字；不写就用栏的名称")
    width: Annotated[float | None, BeforeValidator(_width)] = Field(
        None, alias="宽", description="栏宽，以一个数字的宽度为 1；不写就用通常的宽度，并随文字多少调整"
    )
    is_own: Annotated[bool, BeforeValidator(_yes, json_schema_input_type=Literal["是"])] = Field(
        default=False, alias="附加", description="写“是”，表示这是“附加”里的栏，不是台账用语"
    )

    @model_validator(mode="after")
    def _known_or_own(self) -> LayoutColumn:
        near = difflib.get_close_matches(self.name, list(Term), n=1, cutoff=0.5)
        if self.name not in set(Term) and not self.is_own and near:
            raise refusal(
                "layout_column",
                f"没有“{self.name}”这一栏",
                f"是不是“{near[0]}”？确实是“附加”里的栏，请写 {{栏: {self.name}, 附加: 是}}",
            )
        return self

    def column(self) -> Column:
        """Return the plain value."""
        if self.is_own or self.name not in set(Term):
            return own_column(self.name, self.heading, self.width)
        return column(Term(self.name), self.heading, self.width)


Entry = Annotated[LayoutColumn, BeforeValidator(_named, json_schema_input_type=LayoutColumn | str)]


class LayoutFile(Record):
    """A layout of the user's own, as its file holds it."""

    model_config = ConfigDict(title="版式", json_schema_extra={"description": "自定的台账版式，一个版式一个文件。"})

    name: Text = Field(alias="名称", description="版式的名称：导出时用它来选，也是工作表的名称")
    title: Text | None = Field(None, alias="标题", description="印在表上方的标题；不写就用方案的台账标题")
    columns: Many[Entry] = Field(alias="栏", description="从左到右的各栏")

    @model_validator(mode="after")
    def _can_be_a_sheet(self) -> LayoutFile:
        taken = (FLAT_SHEET, PLAN_SHEET)
        if len(self.name) > _SHEET_NAME_LENGTH or _NOT_IN_SHEET_NAMES & set(self.name) or self.name in taken:
            raise refusal(
                "layout_name",
                f"版式名称“{self.name}”不能作工作表的名称",
                f"请用不超过 {_SHEET_NAME_LENGTH} 个字的名称，不用 [ ] : * ? / \\ '，也不叫“{'”“'.join(taken)}”",
            )
        return self

    @model_validator(mode="after")
    def _has_columns_once_each(self) -> LayoutFile:
        if not self.columns:
            raise refusal("layout_empty", "版式里一栏也没有", "请在“栏”下面列出各栏")
        name, times = Counter(entry.name for entry in self.columns).most_common(1)[0]
        if times > 1:
            raise refusal("layout_twice", f"“{name}”栏写了 {times} 次", "请只留一个")
        return self

    def layout(self) -> Layout:
        """Return the plain value that printing works with."""
        return Layout(self.name, tuple(entry.column() for entry in self.columns), self.title)
