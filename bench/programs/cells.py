"""Takes the values of all cells out of workbooks: `cells.py CELLS WORKBOOK…`, as the plain writer's input."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from openpyxl import load_workbook


def main() -> None:
    """Write one list of sheets a workbook, each a title and its rows."""
    target, *books = sys.argv[1:]
    found = []
    for name in books:
        book = load_workbook(name)
        found.append([(sheet.title, list(sheet.values)) for sheet in book.worksheets])
    Path(target).write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
