"""Small ledgers written as the examples of the rules' manual pages are, completed, checked, and their findings placed.

An example shows only the lines that matter: keys of a plan, a list 问题 or 任务, or the keys of one task; keys of
zhenggai.yaml go to that file. Comments of their own divide it: `# ledgers/a.yaml`, `# evidence/a.txt`,
`# HEAD:ledgers/a.yaml` (what git's HEAD has), `# 截至 2022-07-15`. What stands first is `ledgers/example.yaml`.
␠ stands for a blank that an editor might take away.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

from zhenggai.checks import RULES
from zhenggai.checks.git_state import repository
from zhenggai.checks.report import Report, check
from zhenggai.checks.run import Setup
from zhenggai.model import Plan
from zhenggai.settings import Settings
from zhenggai.store.places import shown
from zhenggai.store.workspace import find_workspace
from zhenggai.store.yamledit import MODELINE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zhenggai.checks.rule import AnyRule

MAIN = "ledgers/example.yaml"
DAY = date(2022, 7, 15)
"""As of when an example is checked that does not say it."""

_MARK = re.compile(
    r"# (?:截至 (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<head>HEAD:)?(?P<path>(?:ledgers|evidence)/[\w ./-]+|zhenggai\.yaml|\.gitattributes|\.git/config))"
)
_KEY = re.compile(r"(?P<key>[^\s#:,{}\[\]-][^\s:,{}\[\]]*): ?")
PLAN_KEYS, LOCAL_KEYS = set(Plan.keys()), set(Settings.keys())
_HEADER = {"格式": "1", "标题": "某县整改方案", "印发日期": "2022-06-07"}


@dataclass(frozen=True)
class Line:
    """A line of a completed file, the number it has in the example (0 for none), and how far it was moved right."""

    number: int
    text: str
    indent: int = 0


Problem = tuple[str, int, int]
"""A rule, and the line and column it points at."""


@dataclass
class Scene:
    """The files of a small workspace; `origin` tells at which line and indent each line of a file was written."""

    files: dict[str, str] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    day: date = DAY
    origin: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def back(self, file: str, line: int, column: int) -> tuple[int, int]:
        """Return where in the example a place of a completed file was written; line 0 for what completed it."""
        if file not in self.origin or line > len(self.origin[file]):
            return line, column
        written, indent = self.origin[file][line - 1]
        return written, column - indent


def scene_of(example: str) -> Scene:
    """Complete an example."""
    scene = Scene()
    path, at_head = MAIN, False
    parts: dict[tuple[str, bool], list[Line]] = {}
    for number, line in enumerate(example.replace("␠", " ").splitlines(), start=1):
        mark = _MARK.fullmatch(line)
        if mark and mark["day"]:
            scene.day = date.fromisoformat(mark["day"])
        elif mark:
            path, at_head = mark["path"], bool(mark["head"])
            parts.setdefault((path, at_head), [])
        else:
            parts.setdefault((path, at_head), []).append(Line(number, line))
    for (path, at_head), lines in parts.items():
        _add(scene, path, lines, at_head=at_head)
    return scene


def run(scene: Scene, root: Path, rules: Iterable[AnyRule] = RULES) -> Report:
    """Write the scene to an empty folder and check all of it."""
    if scene.head or ".gitattributes" in scene.files:
        _commit(root, scene.head)
    (root / "ledgers").mkdir(exist_ok=True)
    _write(root, scene.files)
    workspace = find_workspace(root)
    paths = [shown(path) for path in sorted((root / "ledgers").rglob("*.yaml"))]
    state = repository(root, workspace.ledgers)
    return check(Setup(root, workspace.settings, scene.day, scene.day, tuple(rules), state), paths)


def problems(example: str, root: Path, rules: Iterable[AnyRule] = RULES) -> list[Problem]:
    """Check an example and return what is found, placed as the example is written."""
    scene = scene_of(example)
    found = []
    for finding in run(scene, root, rules).findings:
        assert finding.place is not None
        file = re.sub(r".*(?=ledgers/|zhenggai\.yaml)", "", finding.place.file)
        found.append((finding.rule, *scene.back(file, finding.place.line, finding.place.column)))
    return found


def _add(scene: Scene, path: str, written: list[Line], *, at_head: bool) -> None:
    local: list[Line] = []
    if path.startswith("ledgers/"):
        local, written = _split(written)
        if not any(line.text.startswith("格式:") for line in written):
            written = _completed(written)
    if local:
        _add(scene, "zhenggai.yaml", local, at_head=at_head)
    (scene.head if at_head else scene.files)[path] = "".join(f"{line.text}\n" for line in written)
    if not at_head:
        scene.origin[path] = [(line.number, line.indent) for line in written]


def _blocks(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Divide lines at the keys of the outermost level; a comment goes with the key below it."""
    blocks: list[tuple[str, list[Line]]] = []
    waiting: list[Line] = []
    for line in lines:
        key = _KEY.match(line.text)
        if key:
            blocks.append((key["key"], [*waiting, line]))
            waiting = []
        elif line.text.startswith("#") or not blocks:
            waiting.append(line)
        else:
            blocks[-1][1].extend([*waiting, line])
            waiting = []
    if waiting:
        blocks.append(("", waiting))
    return blocks


def _split(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of zhenggai.yaml and those of the ledger."""
    local: list[Line] = []
    rest: list[Line] = []
    for key, block in _blocks(lines):
        (local if key in LOCAL_KEYS else rest).extend(block)
    return local, rest


def _completed(lines: list[Line]) -> list[Line]:
    blocks = _blocks(lines)
    keys = {key for key, _block in blocks}
    whole = [Line(0, f"{MODELINE}../schemas/plan.schema.json")]
    whole += [Line(0, f"{key}: {value}") for key, value in _HEADER.items() if key not in keys]
    if "类型" in keys:
        return whole + lines
    inner: list[Line] = []
    for key, block in blocks:
        # 依据 and 标题 head the file; 问题描述 is the where the tasks are listed, else the one task's.
        (whole if key in PLAN_KEYS else inner).extend(block)
    whole += [Line(0, "类型:"), Line(0, "- 名称: 工作落实方面")]
    if "问题" in keys:
        return whole + _deeper(inner, 2)
    number = next((found[1] for line in inner if (found := re.search(r"编号: ([0-9]+)-", line.text))), "1")
    whole += [Line(0, "  问题:"), Line(0, f"  - 编号: {number}")]
    if "具体问题" not in keys:
        whole.append(Line(0, "    具体问题: 灌渠管护不到位"))
    if "任务" in keys or not inner:
        return whole + _deeper(inner, 4)
    if "编号" not in keys:
        inner = [Line(0, "编号: 1-1"), *inner]
    task = _deeper(inner, 6)
    first = next(n for n, line in enumerate(task) if not line.text.lstrip().startswith("#"))
    task[first] = Line(task[first].number, "    - " + task[first].text[6:], 6)
    return [*whole, Line(0, "    任务:"), *task]


def _deeper(lines: list[Line], indent: int) -> list[Line]:
    return [Line(line.number, " " * indent + line.text if line.text else "", indent) for line in lines]


def _write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8", newline="") as file:
            file.write(text)


def _commit(root: Path, files: dict[str, str]) -> None:
    """Make the folder a repository whose HEAD has these files, and leave none of them in the folder."""
    _git(root, "init", "--quiet")
    _write(root, files)
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=某", "-c", "user.email=某", "commit", "--quiet", "--allow-empty", "-m", "某")
    for path in files:
        (root / path).unlink()


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def expect(root: Path, rule_id: str, example: str, *, problem: tuple[int, int] | list[tuple[int, int]] | None) -> None:
    """Demand that one rule finds exactly these problems, each at its (line, column) of the example; None for none.

    The example is written as indented as the test; line 0 is a line that only completes it.
    """
    (rule,) = [one for one in RULES if one.id == rule_id]
    wanted = [] if problem is None else problem if isinstance(problem, list) else [problem]
    folder = root / str(len(list(root.iterdir())))
    folder.mkdir()
    found = problems(dedent(example).strip("\n"), folder, [rule])
    assert found == [(rule_id, line, column) for line, column in wanted], f"{found} instead of {wanted}"
