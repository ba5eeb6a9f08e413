"""Parses every YAML file below a folder and keeps nothing: `raw_parse.py FOLDER [events]`, the unit of a cold start.

Without a word more libyaml runs through the bytes alone; with `events` PyYAML makes an object of each event besides,
which is where any loader written in Python begins.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from yaml import StreamEndEvent
from yaml._yaml import CParser


def run_through(parser: Any) -> None:
    """Take every event to the end of the stream."""
    while not isinstance(parser.get_event(), StreamEndEvent):
        pass


def main() -> None:
    """Parse the files one after the other."""
    folder, *further = sys.argv[1:]
    for at, _folders, names in os.walk(folder):
        for name in names:
            parser = CParser(Path(at, name).read_bytes())
            if further:
                run_through(parser)
            else:
                parser.raw_parse()


if __name__ == "__main__":
    main()
