"""A workspace: the folder that holds ledgers/ (and perhaps zhenggai.yaml), found from any folder under it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from zhenggai.errors import BrokenLedger, FileTrouble, NoSuchThing
from zhenggai.settings import Settings
from zhenggai.store import disk
from zhenggai.store.guards import BOM
from zhenggai.store.ledger import BrokenPlan, LoadedPlan, load_plan
from zhenggai.store.records import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable

LEDGERS = "ledgers"
SETTINGS = "zhenggai.yaml"
EVIDENCE = "evidence"
LAYOUTS = "layouts"
SCHEMAS = "schemas"

_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's root folder and its settings; without zhenggai.yaml every default holds."""

    root: Path
    settings: Settings

    @property
    def ledgers(self) -> Path:
        """The folder the plan files stand in, sub-folders being the organisation."""
        return self.root / LEDGERS

    def plan_files(self) -> dict[str, Path]:
        """Return the ledger files by plan id, in the order of their paths.

        Raises:
            BrokenLedger: two files have the same stem, so that a reference would name two plans.
        """
        files: dict[str, Path] = {}
        for path in sorted(_yaml_files(self.ledgers)):
            if path.stem in files:
                message = f"有两个方案文件同名：{shown(files[path.stem])} 和 {shown(path)}"
                raise BrokenLedger(message, (), "方案编号就是文件名，请把其中一个改名")
            files[path.stem] = path
        return files

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
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / LEDGERS).is_dir() or (folder / SETTINGS).is_file():
            return Workspace(folder, _settings(folder / SETTINGS))
    raise NoSuchThing(
        f"从 {start} 起往上没有找到台账工作区（{LEDGERS} 文件夹）", "请先进入工作区，或者用 zhenggai init 新建一个"
    )


def shown(path: Path) -> Path:
    """Return the path as a person in the current folder would type it."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path
    return path if relative.parts[:3] == ("..", "..", "..") else relative


def _settings(path: Path) -> Settings:
    if not path.is_file():
        return Settings()
    raw = disk.read_bytes(path)
    if _says_nothing(raw):
        return Settings()
    settings, findings = read_record(raw, str(shown(path)), Settings)
    if settings is None:
        raise BrokenLedger(f"{SETTINGS} 有错误", findings, "请先改正上面列出的问题")
    return settings


def _says_nothing(raw: bytes) -> bool:
    """Say whether a settings file is blank or all comments, as `init` leaves it: then every default holds."""
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in raw.removeprefix(BOM).splitlines())


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found: list[Path] = []
    # Not rglob(): it passes over folders that may not be read, and a ledger must never be left out silently.
    for at, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(at, name) for name in names if Path(name).suffix.lower() in _SUFFIXES and name[0] != "."]
    return found


def _refuse_folder(error: OSError) -> NoReturn:
    raise FileTrouble(f"读不了文件夹 {shown(Path(error.filename))}：{error.strerror}", "请检查权限") from error
