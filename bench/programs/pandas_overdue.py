"""Prints what is overdue in a sheet of tasks by pandas: `pandas_overdue.py SHEET DAY`."""

import sys

import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore]  # a peer, not one of our own


def main() -> None:
    """Read the whole sheet, keep the late rows, the latest first."""
    path, day = sys.argv[1:]
    tasks = pd.read_excel(path)
    late = tasks[(pd.to_datetime(tasks["期限"]) < pd.Timestamp(day)) & (tasks["达到要求"] != "是")]
    print(late.sort_values("期限").to_csv(index=False), end="")


if __name__ == "__main__":
    main()
