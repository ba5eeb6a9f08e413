"""Counts, for every rule, its true findings, false alarms and misses over all ledgers and sentences of the tests.

`python tests/rule_table.py` prints the table; `--write` puts it into docs/handbook/check.md. What a finding must be is
said by hand: in tests/ledgers/labels.tsv for ledgers, in tests/corpus/figures.tsv for sentences, and for the examples
of a rule's page by the page itself.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scenes import problems, scene_of
from scenes import run as run_scene
from zhenggai.checks import RULES
from zhenggai.checks.manual import page
from zhenggai.checks.report import check
from zhenggai.checks.run import Setup
from zhenggai.settings import Settings
from zhenggai.store.workspace import find_workspace
from zhenggai.store.yamlfile import Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.findings import Finding

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HANDBOOK = ROOT / "docs" / "handbook" / "check.md"
LABELS = TESTS / "ledgers" / "labels.tsv"
FIGURES = TESTS / "corpus" / "figures.tsv"
BEGIN, END = "<!-- 由 tests/rule_table.py 写入，不要手改 -->", "<!-- 到此为止 -->"

Key = tuple[str, str, str, str]
"""A set of ledgers, a file, a rule, and where in the plan: `2-1/整改时限`, `问题2/具体问题`, `依据/0/文号`."""


@dataclass(frozen=True)
class Ledgers:
    """A set of ledger files that are checked together as of a day."""

    name: str
    root: Path
    files: tuple[Path, ...]
    settings: Settings
    day: date


def sets() -> list[Ledgers]:
    """Return the sets: the shipped plans with an annex told for itself, the clean workspace, the one of defects."""
    shipped = [ROOT / "ledgers" / f"{name}.yaml" for name in ("xuchang-2021", "menglai-2022")]
    annex = TESTS / "ledgers" / "documents" / "xuchang-annex-2021.yaml"
    return [
        Ledgers("documents", ROOT, (*shipped, annex), Settings(), date(2022, 6, 20)),
        _workspace("clean", date(2023, 12, 20)),
        _workspace("defects", date(2023, 12, 28)),
    ]


def _workspace(name: str, day: date) -> Ledgers:
    workspace = find_workspace(TESTS / "ledgers" / name)
    files = tuple(sorted(workspace.ledgers.glob("*.yaml")))
    return Ledgers(name, workspace.root, files, workspace.settings, day)


def found_in(ledgers: Ledgers) -> list[Key]:
    """Check a set and say of every finding where it is."""
    setup = Setup(ledgers.root, ledgers.settings, ledgers.day, ledgers.day, RULES)
    data = {str(path): _data(path) for path in ledgers.files}
    return [_key(ledgers.name, finding, data) for finding in check(setup, ledgers.files).findings]


def _data(path: Path) -> object:
    parsed = parse(path.read_bytes(), str(path))
    return parsed.data if isinstance(parsed, Parsed) else {}


def _key(name: str, finding: Finding, data: dict[str, object]) -> Key:
    assert finding.place is not None
    steps: list[str] = []
    here: object = data.get(finding.place.file, {})
    for step in finding.loc:
        here = here[step] if isinstance(here, list | dict) and _has(here, step) else {}
        if isinstance(step, int) and steps and steps[-1] in {"类型", "问题", "任务"}:
            kind = steps.pop()
            steps = [] if kind != "类型" else steps
            number = here.get("编号", step) if isinstance(here, dict) else step
            steps.append(str(number) if kind == "任务" else f"{kind}{number}")
        else:
            steps.append(str(step))
    where = "/".join(steps) if steps else f"第{finding.place.line}行" if finding.rule != "stray-spaces" else "行尾"
    return name, Path(finding.place.file).name, finding.rule, where


def _has(here: list[object] | dict[str, object], step: str | int) -> bool:
    return step in here if isinstance(here, dict) else isinstance(step, int) and step < len(here)


def labels() -> Counter[Key]:
    """Return the findings that ought to be made in the ledgers."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")[:4]) for line in lines if line and not line.startswith("#")]
    return Counter((a, b, c, d) for a, b, c, d in rows)


def judged() -> Iterator[tuple[str, str]]:
    """Yield a rule and 真, 误 or 漏 for every finding that was made or ought to have been."""
    made = Counter(key for ledgers in sets() for key in found_in(ledgers))
    ought = labels()
    for key in made | ought:
        yield from ((key[2], "真") for _ in range(min(made[key], ought[key])))
        yield from ((key[2], "误") for _ in range(made[key] - ought[key]))
        yield from ((key[2], "漏") for _ in range(ought[key] - made[key]))
    yield from _judged_sentences()
    yield from _judged_pages()


def _judged_sentences() -> Iterator[tuple[str, str]]:
    figures = [rule for rule in RULES if rule.id in {"share-of-total", "progress-rate", "sum-of-parts"}]
    lines = [line for line in FIGURES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(lines):
            ought, sentence = line.split("\t")
            root = Path(folder) / str(number)
            root.mkdir()
            report = run_scene(scene_of(f"编号: 1-1\n问题描述: {sentence}"), root, figures)
            made = [finding.rule for finding in report.findings]
            yield from ((rule, "真" if rule == ought else "误") for rule in made)
            yield from ((ought, "漏") for _ in range(ought != "-" and ought not in made))


def _judged_pages() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        if rule.id == "internal-error":
            continue
        with tempfile.TemporaryDirectory() as passing, tempfile.TemporaryDirectory() as failing:
            passed = [found for found in problems(page(rule).passes, Path(passing)) if found[0] == rule.id]
            failed = [found for found in problems(page(rule).fails, Path(failing)) if found[0] == rule.id]
        yield from ((rule.id, "误") for _ in passed)
        yield from ((rule.id, "真") for _ in failed) if failed else [(rule.id, "漏")]


def table() -> str:
    """Return the table in Markdown, a row a rule and a last row for all."""
    counts = Counter(judged())
    rows = ["| 规则 | 要求 | 真 | 误报 | 漏报 |", "|---|---|--:|--:|--:|"]
    for rule in RULES:
        cells = " | ".join(str(counts[rule.id, verdict]) for verdict in "真误漏")
        rows.append(f"| {rule.id} | {rule.title} | {cells} |")
    totals = " | ".join(str(sum(n for (_rule, one), n in counts.items() if one == verdict)) for verdict in "真误漏")
    return "\n".join([*rows, f"| 合计 | | {totals} |"])


def written(text: str) -> str:
    """Return the handbook's page with the table of today in it."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    return pattern.sub(lambda _found: f"{BEGIN}\n\n{table()}\n\n{END}", text)


if __name__ == "__main__":
    if "--labels" in sys.argv:
        sys.stdout.writelines("\t".join(key) + "\n" for ledgers in sets() for key in found_in(ledgers))
    elif "--write" in sys.argv:
        HANDBOOK.write_text(written(HANDBOOK.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    else:
        sys.stdout.write(f"{table()}\n")
