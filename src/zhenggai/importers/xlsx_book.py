"""A workbook from its bytes: which parts there are, what they share, and every sheet with all its cells."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError
from zhenggai.importers import xlsx_sheet, xlsx_values
from zhenggai.importers.xlsx_cells import Book, Comment, Sheet
from zhenggai.importers.xlsx_guards import damaged, open_package
from zhenggai.importers.xlsx_xml import attribute, items, stream

if TYPE_CHECKING:
    from zhenggai.importers.xlsx_guards import Package


def read_book(raw: bytes, name: str) -> Book:
    """Return every sheet of a workbook given as bytes; `name` is the file as messages name it.

    Raises:
        ZhenggaiError: it cannot be read, or must not be; nothing of it is believed then.
    """
    package = open_package(raw, name)
    start = _target(package, "", "officeDocument") or "xl/workbook.xml"
    if not package.has(start):
        raise ZhenggaiError(
            f"{name} 里没有工作簿，打不开", "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试"
        )
    listed = _listed_sheets(package, start)
    shared = xlsx_sheet.Book(
        _shared_texts(package, _target(package, start, "sharedStrings")),
        _formats(package, _target(package, start, "styles")),
        listed.from_1904,
    )
    sheets = tuple(_sheet(package, start, entry, shared) for entry in listed.sheets)
    if not sheets:
        raise ZhenggaiError(f"{name} 里没有工作表", "请核对是不是要导入的文件")
    return Book(name, sheets, _properties(package), _title(package))


@dataclass(slots=True)
class _Listed:
    """What the workbook part says: name, relation and visibility of each sheet, and from which year days count."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    from_1904: bool = False


def _listed_sheets(package: Package, part: str) -> _Listed:
    listed = _Listed()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = attribute(attributes, "id") or ""
            is_hidden = attributes.get("state", "visible") != "visible"
            listed.sheets.append((attributes.get("name", ""), relation, is_hidden))
        elif name == "workbookPr":
            listed.from_1904 = attributes.get("date1904") in {"1", "true"}

    stream(package, part, start, _nothing)
    return listed


def _sheet(package: Package, start: str, entry: tuple[str, str, bool], shared: xlsx_sheet.Book) -> Sheet:
    name, relation, is_hidden = entry
    found = next((one for one in _relations(package, start) if one.id == relation), None)
    if found is not None and found.kind != "worksheet":  # a chart or a macro sheet has no cells
        return Sheet(name, {}, is_hidden=is_hidden, has_drawings=True)
    if found is None or not package.has(found.target):
        raise ZhenggaiError(
            f"{package.name} 缺少工作表“{name}”的内容，文件不完整",
            "请用 Excel 或 WPS 打开，另存后再试；打不开的，请对方重发",
        )
    part = xlsx_sheet.read_sheet(package, found.target, name, shared)
    return Sheet(
        name,
        part.cells,
        tuple(part.areas),
        is_hidden,
        frozenset(part.hidden_rows),
        frozenset(part.hidden_columns),
        _comments(package, _target(package, found.target, "comments")),
        part.has_drawings,
    )


@dataclass(frozen=True, slots=True)
class _Relation:
    """A part that another part refers to: under which id, as what kind of thing, where."""

    id: str
    kind: str
    target: str


def _relations(package: Package, part: str) -> list[_Relation]:
    folder, base = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{base}.rels")
    found: list[_Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(_Relation(attributes.get("Id", ""), kind, path))

    if package.has(listing):
        stream(package, listing, start, _nothing)
    return found


def _target(package: Package, part: str, kind: str) -> str | None:
    """Return the first existing part of that kind that a part refers to."""
    targets = (one.target for one in _relations(package, part) if one.kind == kind)
    return next((target for target in targets if package.has(target)), None)


def _shared_texts(package: Package, part: str | None) -> list[str]:
    """Return the shared texts, the runs of a rich text joined."""
    return [xlsx_values.decoded(text) for _, text in items(package, part, "si", "t")] if part else []


def _formats(package: Package, part: str | None) -> list[str]:
    """Return the number format of every cell style."""
    own: dict[int, str] = {}
    styles: list[int] = []
    in_styles = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_styles
        if name == "numFmt":
            own[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            in_styles = True
        elif name == "xf" and in_styles:
            styles.append(int(attributes.get("numFmtId", 0)))

    def end(name: str) -> None:
        nonlocal in_styles
        in_styles = in_styles and name != "cellXfs"

    if part is not None:
        try:
            stream(package, part, start, end)
        except ValueError as error:
            raise damaged(package.name) from error
    return [xlsx_values.format_of(number, own) for number in styles]


def _comments(package: Package, part: str | None) -> tuple[Comment, ...]:
    found = items(package, part, "comment", "t") if part else []
    return tuple(Comment(attributes.get("ref", ""), xlsx_values.decoded(text)) for attributes, text in found)


def _properties(package: Package) -> dict[str, str]:
    """Return the custom document properties as texts."""
    part = _target(package, "", "custom-properties")
    found = items(package, part, "property") if part else []
    return {attributes.get("name", ""): text.strip() for attributes, text in found}


def _title(package: Package) -> str:
    part = _target(package, "", "core-properties")
    found = items(package, part, "title") if part else []
    return found[0][1].strip() if found else ""


def _nothing(_name: str) -> None:
    """Take no notice of where an element ends."""
