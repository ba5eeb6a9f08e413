"""Writes the same cells without any styles by openpyxl's write-only mode: `plain_xlsx.py CELLS FOLDER`."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from openpyxl import Workbook


def main() -> None:
    """Write one workbook after the other."""
    cells, folder = map(Path, sys.argv[1:])
    for number, sheets in enumerate(pickle.loads(cells.read_bytes())):  # noqa: S301 - `cells.py` wrote it just before
        book = Workbook(write_only=True)
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(folder / f"plain-{number}.xlsx")


if __name__ == "__main__":
    main()
