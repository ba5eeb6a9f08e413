"""What the machine is, as far as it matters for figures: processor, cores, memory, versions; no names, no addresses."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from yaml._yaml import get_version_string

PACKAGES = ("zhenggai", "PyYAML", "pydantic", "typer", "openpyxl", "ruamel.yaml", "duckdb", "pyarrow")


def machine() -> str:
    """Return one line on the hardware and the system."""
    cores = os.cpu_count() or 1
    return f"{_processor()}，{cores} 核，内存 {_memory() / 2**30:.0f} GB，{platform.system()}"


def versions() -> dict[str, str]:
    """Return the version of Python and of every package that takes part, by name."""
    found = {"Python": platform.python_version(), "libyaml": get_version_string()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
