"""A workbook as bytes that are the same whenever its content is the same, and what stands in its properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from openpyxl.packaging.custom import IntProperty, StringProperty

from zhenggai.columns.flat import DAY_PROPERTY, FORMAT, FORMAT_PROPERTY
from zhenggai.exporters.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MADE_BY = "zhenggai"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NO_ROWS = re.compile(rb"<sheetData\s*(?:/>|></sheetData>)")
"""How a sheet without rows reads, from openpyxl with lxml or without."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip archive can say."""


def describe(workbook: Workbook, title: str, day: date, names: Mapping[str, str]) -> None:
    """Set the document's properties: its title, the day it is as of, and custom ones by name."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = _MADE_BY
    properties.title, _ = clean(title, "标题")
    properties.created = datetime.combine(day, time())
    own = workbook.custom_doc_props  # type: ignore[attr-defined]  # the stubs are behind
    for name, value in names.items():
        own.append(StringProperty(name=name, value=clean(value, name)[0]))
    own.append(IntProperty(name=FORMAT_PROPERTY, value=FORMAT))
    own.append(StringProperty(name=DAY_PROPERTY, value=day.isoformat()))


def saved(workbook: Workbook, rows: Mapping[Worksheet, Iterable[str]] | None = None) -> bytes:
    """Return a described workbook with the clock taken out: openpyxl writes the time into core.xml and the archive.

    `rows` are put into their sheets, which openpyxl leaves without any.
    """
    written = io.BytesIO()
    workbook.save(written)
    ours = {_name(sheet): texts for sheet, texts in (rows or {}).items()}
    fixed = io.BytesIO()
    created = f"{workbook.properties.created:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + created, content)
            with target.open(part, "w") as copy:
                for piece in _with_rows(content, ours[name]) if name in ours else (content,):
                    copy.write(piece)
    return fixed.getvalue()


def _name(sheet: Worksheet) -> str:
    """Return the name of a saved sheet's part in the archive."""
    return sheet.path.removeprefix("/")


def _with_rows(sheet: bytes, rows: Iterable[str]) -> Iterator[bytes]:
    """Yield the text of a sheet with rows put into it, row by row: all at once may be more than memory should hold."""
    before, behind = _NO_ROWS.split(sheet)
    yield before + b"<sheetData>"
    for row in rows:
        yield row.encode()
    yield b"</sheetData>" + behind
