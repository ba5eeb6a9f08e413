"""Times the main commands on the shipped ledgers as whole processes, in multiples of one bare `python -c pass`.

The commands and the bare start are run in turn, so that a machine that slows down slows both; the median is printed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 15
ZHENGGAI = [sys.executable, "-m", "zhenggai"]
COMMANDS = {
    "--version": ["--version"],
    "--help": ["--help"],
    "overdue --as-of 2022-06-14": ["overdue", "--as-of", "2022-06-14"],
    "list": ["list", "--as-of", "2023-09-01"],
    "reports --plan menglai-2022": ["reports", "--plan", "menglai-2022", "--as-of", "2023-09-30"],
    "export xlsx (both plans)": ["export", "xlsx", "--force"],
}


def seconds(command: list[str], folder: str) -> float:
    """Run a command to its end and return its wall time."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print one line a command: its median as a multiple of the bare start of the same rounds."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "ledgers", Path(folder, "ledgers"))
        bare: list[float] = []
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _round in range(ROUNDS):
            bare.append(seconds([sys.executable, "-c", "pass"], folder))
            for name, arguments in COMMANDS.items():
                taken[name].append(seconds([*ZHENGGAI, *arguments], folder))
    p = statistics.median(bare)
    print(f"p = {p * 1000:.1f} ms, median of {ROUNDS} rounds")
    for name, times in taken.items():
        print(f"{statistics.median(times) / p:6.1f} p  {name}")


if __name__ == "__main__":
    main()
