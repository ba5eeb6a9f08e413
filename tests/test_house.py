"""The layering and the one-door rules of the house (ARCHITECTURE.md), read off the imports of every module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "zhenggai"

LAYERS = (
    ("errors", "dates", "terms", "findings", "roster"),
    ("form", "model", "settings", "integrity", "wording", "external"),
    ("asof", "periods", "columns", "store", "schemas", "tabulating", "abstracts"),
    ("checks", "exporters", "importers", "history"),
    ("cli",),
)
"""From the ground up; a module imports from its own layer or one below, and never in a circle."""

DOORS = {
    "typer": ("cli/",),
    "rich": ("cli/",),
    "ruamel": (),
    "yaml": ("store/yaml",),
    "openpyxl": ("exporters/", "importers/"),
    "docx": ("exporters/", "importers/"),
    "subprocess": ("external.py",),
    "tempfile": ("store/disk.py",),
    "sqlite3": ("store/index.py",),
    "shutil": ("store/disk.py", "external.py", "cli/render.py"),
    "duckdb": ("exporters/parquet.py",),
    "chinese_calendar": ("dates.py",),
}
"""Which outside thing is known to which files alone, by the beginning of their path."""

LONGEST = 400
"""Lines a file may have before it is asked whether it holds two purposes."""

MODULES = sorted(SOURCE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports(path: Path) -> set[str]:
    """Return the full dotted names a module imports, those for type checking too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(dotted: str) -> str | None:
    """Return the module or package directly under zhenggai that a dotted name lies in."""
    parts = dotted.split(".")
    rooms = {one for layer in LAYERS for one in layer}
    return parts[1] if len(parts) > 1 and parts[0] == "zhenggai" and parts[1] in rooms else None


def own_room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def floor(of: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if of in layer)


RESIDENTS = [path for path in MODULES if own_room(path) not in {"__init__", "__main__"}]


@pytest.mark.parametrize("path", RESIDENTS, ids=name)
def test_every_module_has_its_room(path: Path) -> None:
    """Every module lies in a room of the house that ARCHITECTURE.md names."""
    assert own_room(path) in {one for layer in LAYERS for one in layer}


@pytest.mark.parametrize("path", RESIDENTS, ids=name)
def test_imports_go_downward(path: Path) -> None:
    """A module imports from its own layer or one below, never from above."""
    upward = {dotted for dotted in imports(path) if (to := room(dotted)) and floor(to) > floor(own_room(path))}
    assert not upward


def test_rooms_form_no_circle() -> None:
    """No room imports, through whatever others, from a room that imports it."""
    edges: dict[str, set[str]] = {}
    for path in RESIDENTS:
        edges.setdefault(own_room(path), set()).update(
            to for dotted in imports(path) if (to := room(dotted)) and to != own_room(path)
        )
    while edges:
        leaves = {one for one, below in edges.items() if not below & set(edges)}
        assert leaves, f"a circle among {sorted(edges)}"
        edges = {one: below for one, below in edges.items() if one not in leaves}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_outside_thing_has_one_door(path: Path) -> None:
    """Only the door of an outside thing imports it."""
    trespasses = {
        top
        for top in {dotted.split(".")[0] for dotted in imports(path)}
        if top in DOORS and not name(path).startswith(DOORS[top])
    }
    assert not trespasses


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_context_reads_the_clock(path: Path) -> None:
    """`date.today()` and its like stand in cli/context.py alone, so that every answer can be asked again."""
    calls = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "localtime"}
    }
    assert not calls or name(path) == "cli/context.py"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_disk_writes_files(path: Path) -> None:
    """Files are opened for writing, made, moved and removed in store/disk.py alone."""
    writing = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmdir", "touch", "chmod", "makedirs"}
    used = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing
    }
    opened = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    }
    assert not used | opened or name(path) == "store/disk.py"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    """Every module opens with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_file_outgrows_one_purpose(path: Path) -> None:
    """No file is so long that it must hold two purposes."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_there_is_no_junk_room() -> None:
    """No module is called utils, helpers, common or manager."""
    assert not {path.stem for path in MODULES} & {"utils", "helpers", "common", "manager", "misc"}
