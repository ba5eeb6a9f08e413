"""Pictures, shapes and charts of a form carried over as they are: openpyxl drops them, so their parts are copied.

Only where a drawing is pinned to the sheet changes, with the rows put in above it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from zhenggai.exporters.saving import ZIP_DAY
from zhenggai.importers.xlsx_guards import open_package
from zhenggai.importers.xlsx_xml import attribute, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.exporters.form_references import Insertion
    from zhenggai.importers.xlsx_guards import Package

_WORKBOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
_BEHIND = re.compile(
    rb"<(?:legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
"""What follows <drawing> in a sheet, the first of it (ECMA-376, 18.3.1.99)."""
_PINNED = re.compile(rb"(<(?:\w+:)?row>)([0-9]+)(<)")
_ID = "rIdForm"


def carried(form: bytes, filled: bytes, insertion: Insertion | None) -> bytes:
    """Return the filled workbook with the drawings of the form, those of its sheet moved by what was put in.

    Raises:
        ZhenggaiError: the form is damaged where its drawings are.
    """
    old, new = open_package(form, "表样"), open_package(filled, "表样")
    sheets = _sheets(new)
    parts: dict[str, bytes] = {}
    for sheet, part in _sheets(old).items():
        drawing = next((target for target, kind in _targets(old, part) if kind == "drawing"), None)
        if drawing is None or sheet not in sheets:
            continue
        parts |= {name: old.whole(name) for name in _closure(old, drawing)}
        if insertion is not None and insertion.sheet == sheet:
            parts[drawing] = _PINNED.sub(lambda found: _moved(found, insertion), parts[drawing])
        parts |= _pinned_to(new, sheets[sheet], drawing)
    if not parts:
        return filled
    types = _types(old, new, parts)
    return _packed(new, {**parts, _TYPES: types})


def _sheets(package: Package) -> dict[str, str]:
    """Return the part of every sheet by its name."""
    relations = {
        attributes["Id"]: _path(_WORKBOOK, attributes["Target"])
        for attributes, _ in items(package, _relations_of(_WORKBOOK), "Relationship")
    }
    listed = (attributes for attributes, _ in items(package, _WORKBOOK, "sheet"))
    return {one["name"]: relations[attribute(one, "id") or ""] for one in listed}


def _targets(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that a part refers to, with the kind of each."""
    listing = _relations_of(part)
    if package.has(listing):
        for attributes, _ in items(package, listing, "Relationship"):
            target = _path(part, attributes.get("Target", ""))
            if attributes.get("TargetMode") != "External" and package.has(target):
                yield target, attributes.get("Type", "").rpartition("/")[2]


def _closure(package: Package, first: str) -> list[str]:
    """Return a part and all that it refers to, with their listings."""
    found: dict[str, None] = {}
    waiting = [first]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found[part] = None
            waiting += [target for target, _ in _targets(package, part)]
    listings = [listing for part in found if package.has(listing := _relations_of(part))]
    return [*found, *listings]


def _pinned_to(package: Package, sheet: str, drawing: str) -> dict[str, bytes]:
    """Return the sheet and its listing with the drawing in them."""
    xml, listing = package.whole(sheet), _relations_of(sheet)
    mark = f'<drawing xmlns:r="{_RELATIONS}" r:id="{_ID}"/>'.encode()
    at = next(_BEHIND.finditer(xml)).start()
    relations = package.whole(listing) if package.has(listing) else _EMPTY
    one = f'<Relationship Id="{_ID}" Type="{_RELATIONS}/drawing" Target={quoteattr("/" + drawing)}/>'.encode()
    return {
        sheet: xml[:at] + mark + xml[at:],
        listing: relations.replace(b"</Relationships>", one + b"</Relationships>"),
    }


def _types(old: Package, new: Package, parts: dict[str, bytes]) -> bytes:
    """Return the list of content types with those of the parts, as the form had them."""
    known = {attributes["Extension"].lower() for attributes, _ in items(new, _TYPES, "Default")}
    named = {attributes["PartName"] for attributes, _ in items(new, _TYPES, "Override")}
    added = [
        f"<Default Extension={quoteattr(one['Extension'])} ContentType={quoteattr(one['ContentType'])}/>"
        for one, _ in items(old, _TYPES, "Default")
        if one["Extension"].lower() not in known
    ]
    added += [
        f"<Override PartName={quoteattr(one['PartName'])} ContentType={quoteattr(one['ContentType'])}/>"
        for one, _ in items(old, _TYPES, "Override")
        if one["PartName"].lstrip("/") in parts and one["PartName"] not in named
    ]
    return new.whole(_TYPES).replace(b"</Types>", "".join(added).encode() + b"</Types>")


def _moved(found: re.Match[bytes], insertion: Insertion) -> bytes:
    """Return the row a drawing is pinned to, counted from 0, where it is now."""
    row = int(found[2])
    return found[1] + str(row + insertion.rows if row + 1 >= insertion.at else row).encode() + found[3]


def _packed(package: Package, parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted({*package.archive.namelist(), *parts}):
            content = parts[name] if name in parts else package.whole(name)
            archive.writestr(zipfile.ZipInfo(name, ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _path(part: str, target: str) -> str:
    """Return the path of a target in the archive, which is given from its root or from the part that names it."""
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(whole).lstrip("/")
