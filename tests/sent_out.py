"""Workbooks sent out to units, filled in, and messed about with as people and programs do on the way back."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Cells = "Mapping[tuple[str, str], Any]"
HEADING_ROW = 2


def fill(source: Path, target: Path, cells: Mapping[tuple[str, str], Any]) -> Path:
    """Write cells, named by the number of the task and the heading, into a copy of the first sheet."""

    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
        rows = {str(sheet.cell(row, 1).value).rpartition(":")[2]: row for row in range(3, sheet.max_row + 1)}
        for (task, heading), value in cells.items():
            sheet.cell(rows[task], columns[heading]).value = value

    return changed(source, target, change)


def changed(source: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """Pass a workbook through `change` and save it elsewhere."""
    workbook = load_workbook(source)
    change(workbook)
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
    return target


def sort_rows(workbook: Any) -> None:
    """Turn the rows round, as sorting does."""
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADING_ROW + 1)]
    for number, values in enumerate(reversed(rows), start=HEADING_ROW + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


def move_columns(workbook: Any) -> None:
    """Put columns in at the left and in the middle, with a heading and without, and hide others."""
    sheet = workbook.worksheets[0]
    sheet.insert_cols(1)
    sheet.insert_cols(9, 2)
    sheet.cell(HEADING_ROW, 9).value = "我们的序号"
    sheet.cell(HEADING_ROW + 1, 9).value = 1
    sheet.cell(HEADING_ROW + 1, 10).value = "随手记的"
    for letter in "FGH":
        sheet.column_dimensions[letter].hidden = True


def change_title(workbook: Any) -> None:
    """Write a title over the table, further down than the heading was."""
    sheet = workbook.worksheets[0]
    sheet.insert_rows(1, 3)
    sheet["C1"], sheet["C4"], sheet.title = "某某局填报表", "截至本月", "填报"


def lose_properties(workbook: Any) -> None:
    """Drop the custom properties, as a program that copies sheets does."""
    workbook.custom_doc_props.props.clear()


def why_no_office() -> str:
    """Say what is missing here to save a workbook with LibreOffice; "" where nothing is."""
    missing = "" if shutil.which("soffice") else "soffice"
    return f"NOTHING IS RE-SAVED: no {missing}; install libreoffice-calc" if missing else ""


def resaved(source: Path, folder: Path, *kinds: str) -> Path:
    """Save a workbook with LibreOffice as one kind of file after the other, and return the last."""
    for number, kind in enumerate(kinds):
        out = folder / f"{number}-{kind}"
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        source = out / f"{source.stem}.{kind}"
    return source
