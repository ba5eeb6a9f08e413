"""Builds .docx files for tests, part by part, as Word and WPS write them; no test is here."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def docx(body: str, **parts: str) -> bytes:
    """Return a .docx with that body and further parts (`numbering`, `styles`, `footnotes`, `header1` …)."""
    found = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONSHIPS}
    found |= {"word/document.xml": _part("document", f"<w:body>{body}</w:body>")}
    found |= {f"word/{name}.xml": _part(_ROOTS.get(name, name), inner) for name, inner in parts.items()}
    return package(found)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of those parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def strict(raw: bytes) -> bytes:
    """Return a .docx in the strict dialect (ISO/IEC 29500-1): other namespaces and relationships."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry).decode()
            for transitional, name in _DIALECTS:
                content = content.replace(transitional, f"http://purl.oclc.org/ooxml/{name}")
            if entry.filename == "word/document.xml":
                content = content.replace("<w:document ", '<w:document w:conformance="strict" ', 1)
            new.writestr(entry.filename, content)
    return out.getvalue()


_DIALECTS = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "drawingml/"),
)
_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def paragraph(text: str = "", *, bold: bool = False, number: tuple[int, int] | None = None, style: str = "") -> str:
    """Return a paragraph; `number` is its list and its level in it."""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{listed}</w:pPr>" if named or listed else ""
    return f"<w:p>{properties}{run(text, bold=bold)}</w:p>"


def run(text: str, *, bold: bool = False) -> str:
    """Return a run of text."""
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraphs(*texts: str) -> str:
    """Return plain paragraphs."""
    return "".join(paragraph(text) for text in texts)


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell `^` is merged into the one above it, `a|b` has two paragraphs, `…>3` spans three."""
    below = [*rows[1:], ()]
    return f"<w:tbl>{''.join(_row(row, following) for row, following in zip(rows, below, strict=True))}</w:tbl>"


def _row(row: tuple[str, ...], following: tuple[str, ...]) -> str:
    return (
        f"<w:tr>{''.join(_cell(cell, following[i] if i < len(following) else '') for i, cell in enumerate(row))}</w:tr>"
    )


def _cell(text: str, below: str) -> str:
    merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if below == "^" else ""
    text, _arrow, span = text.partition(">")
    wide = f'<w:gridSpan w:val="{span}"/>' if span else ""
    inner = "".join(paragraph(part) for part in text.split("|")) if text != "^" else "<w:p/>"
    return f"<w:tc><w:tcPr>{wide}{merge}</w:tcPr>{inner}</w:tc>"


def lists(*levels: tuple[str, str], abstract: int = 1) -> str:
    """Return the numbering of list 1: for each level the form and the text, `("decimal", "%1.")`."""
    described = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}">{described}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{abstract}"/></w:num>'
    )
