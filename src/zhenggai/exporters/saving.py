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
    from collections.abc import Mapping
    from datetime import date

    from openpyxl import Workbook

_MADE_BY = "zhenggai"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PIECE = 1 << 20
"""Bytes copied at a time: unpacked, a sheet of many thousand rows is ten times its size."""
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


def saved(workbook: Workbook) -> bytes:
    """Return a described workbook with the clock taken out: openpyxl writes the time into core.xml and the archive."""
    written = io.BytesIO()
    workbook.save(written)
    fixed = io.BytesIO()
    created = f"{workbook.properties.created:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, ZIP_DAY)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + created, source.read(name))
                target.writestr(part, content, zipfile.ZIP_DEFLATED)
                continue
            part.compress_type = zipfile.ZIP_DEFLATED
            with source.open(name) as original, target.open(part, "w") as copy:
                while piece := original.read(_PIECE):
                    copy.write(piece)
    return fixed.getvalue()
