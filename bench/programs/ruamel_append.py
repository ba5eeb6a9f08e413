"""Adds one entry of 进展 to the first task of a ledger by ruamel's round trip: `ruamel_append.py FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML


def main() -> None:
    """Load, append, dump."""
    path = Path(sys.argv[1])
    yaml = YAML()
    yaml.width = 1_000_000
    plan = yaml.load(path.read_text(encoding="utf-8"))
    task = plan["类型"][0]["问题"][0]["任务"][0]
    task["进展"].append({"日期": "2024-07-01", "状态": "整改中", "内容": "又清理了3处"})
    with path.open("w", encoding="utf-8", newline="") as file:
        yaml.dump(plan, file)


if __name__ == "__main__":
    main()
