"""A workspace: the folder that holds ledgers/ (and perhaps zhenggai.yaml), found from any folder under it."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai import roster
from zhenggai.errors import BrokenLedger
from zhenggai.form import quick
from zhenggai.store import disk
from zhenggai.store.guards import BOM
from zhenggai.store.ledger import LoadedPlan, load_plan
from zhenggai.store.places import LEDGERS, SCHEMAS, SETTINGS, by_plan_id, find_root, shown
from zhenggai.store.plainly import read_plain
from zhenggai.store.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhenggai.form.quick import Plain
    from zhenggai.settings import Settings
    from zhenggai.store.broken import BrokenPlan


class Workspace:
    """A workspace's root folder and its settings."""

    def __init__(self, root: Path, stated: Plain) -> None:
        """Take what zhenggai.yaml states, with the defaults for the rest."""
        self.root = root
        self._stated = stated

    @cached_property
    def settings(self) -> Settings:
        """What zhenggai.yaml states, as the model has it."""
        from zhenggai.settings import Settings  # noqa: PLC0415 - making its models costs a short command more than reading its plan

        return Settings.of_plain(self._stated)

    @cached_property
    def roster(self) -> roster.Roster:
        """The 名录."""
        return roster.of_names(self._stated["names"])

    @property
    def ledgers(self) -> Path:
        """The folder the plan files stand in, sub-folders being the organisation."""
        return self.root / LEDGERS

    def plan_files(self) -> dict[str, Path]:
        """Return the ledger files by plan id, in the order of their paths.

        Raises:
            BrokenLedger: two files have the same stem, so that a reference would name two plans.
        """
        return {plan_id: self.ledgers / path for plan_id, path in by_plan_id(self.ledgers, scan(self.ledgers)).items()}

    def schema_for(self, path: Path) -> str:
        """Return where a ledger file finds the plan schema, as its modeline names it."""
        return Path(os.path.relpath(self.root / SCHEMAS / "plan.schema.json", path.parent)).as_posix()

    def load(self, paths: Iterable[Path]) -> tuple[list[LoadedPlan], list[BrokenPlan]]:
        """Read the ledger files; the good ones are answered even where others are broken."""
        loaded: list[LoadedPlan] = []
        broken: list[BrokenPlan] = []
        for path in paths:
            read = load_plan(shown(path))
            (loaded if isinstance(read, LoadedPlan) else broken).append(read)  # type: ignore[arg-type]  # the test above chose the list
        return loaded, broken


def find_workspace(start: Path) -> Workspace:
    """Return the workspace whose root is `start` or the nearest folder above it.

    Raises:
        NoSuchThing: no folder from `start` up holds ledgers/ or zhenggai.yaml.
        BrokenLedger: zhenggai.yaml is broken.
    """
    root = find_root(start)
    return Workspace(root, load_settings(root))


def load_settings(root: Path) -> Plain:
    """Read the workspace's zhenggai.yaml; without one every default holds.

    Raises:
        BrokenLedger: it is broken.
        FileTrouble: it cannot be read.
    """
    path = root / SETTINGS
    raw = disk.read_bytes(path) if path.is_file() else b""
    if _says_nothing(raw):
        return no_settings()
    stated, findings = read_plain(raw, str(shown(path)), "Settings")
    if stated is None:
        raise BrokenLedger(f"{SETTINGS} 有错误", findings, "请先改正上面列出的问题")
    return stated


def no_settings() -> Plain:
    """Return what holds where nothing is stated."""
    found = quick.read("Settings", {})
    assert found is not None  # noqa: S101 - nothing of it must be there
    return found


def _says_nothing(raw: bytes) -> bool:
    """Say whether a settings file is blank or all comments, as `init` leaves it: then every default holds."""
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in raw.removeprefix(BOM).splitlines())
