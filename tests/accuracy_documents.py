"""Measures `import document`: precision and recall of problems, measures, units and deadlines against expected.yaml.

`python tests/accuracy_documents.py [FOLDER …]` prints a line for each document and the sums; without a folder those of
tests/documents and of every folder beside it whose name begins so. The reading is compared with what a person found in
the documents: with the reader at hand (documents), or without having tried it (documents-held-out and those numbered;
from 4 on by somebody who had never seen it). The head of each expected.yaml gives the figures at first sight, if known.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft

HERE = Path(__file__).parent
KINDS = ("问题", "措施", "单位", "时限")


@dataclass
class Score:
    """How many were found rightly, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    def add(self, other: Score) -> None:
        self.right += other.right
        self.found += other.found
        self.there += other.there

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    def __str__(self) -> str:
        return f"{self.precision:6.1%} {self.recall:6.1%} ({self.right}/{self.found}/{self.there})"


@dataclass
class Result:
    """One document measured: its scores by kind, and what was missed and what was made up."""

    name: str
    scores: dict[str, Score]
    share: float
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def folded(text: str) -> str:
    """Return a text without blanks and signs, as two wordings are compared."""
    return re.sub(r"[\s。；;，,、：:（）()“”\"]", "", text)


def measured(path: Path, expected: dict[str, Any]) -> Result:
    """Read a document and compare it with what is expected of it."""
    draft = _draft(path)
    there = _expected(expected)
    found = _found(draft)
    result = Result(path.name, {}, draft.account.share if draft else 0.0)
    for kind in KINDS:
        right, missed, extra = _matched(kind, there[kind], found[kind])
        result.scores[kind] = Score(right, len(found[kind]), len(there[kind]))
        result.missed += [f"{kind} {one}" for one in missed]
        result.extra += [f"{kind} {one}" for one in extra]
    return result


def _draft(path: Path) -> Draft | None:
    try:
        return read_document(path.read_bytes(), path.name)
    except ZhenggaiError:
        return None


def _expected(expected: dict[str, Any]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for issue in expected.get("问题", []):
        lists["问题"].append(issue["问题"])
        for task in issue.get("任务", []):
            lists["措施"] += task.get("措施", [])
            lists["单位"] += task.get("单位", [])
            lists["时限"] += [task["时限"]] if "时限" in task else []
    return lists


def _found(draft: Draft | None) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {kind: [] for kind in KINDS}
    if draft is None or draft.plan is None:
        return lists
    for category in draft.plan.categories:
        lists["问题"] += [issue.title for issue in category.issues]
    for _category, _issue, task in draft.plan.rows():
        lists["措施"] += task.measures
        lists["单位"] += [one for one in (task.units, task.lead_unit, task.supporting_units) if one]
        lists["时限"] += [task.deadline.text] if task.deadline else []
    return lists


def _matched(kind: str, there: list[str], found: list[str]) -> tuple[int, list[str], list[str]]:
    """Return how many match, those missed and those made up; problems and measures match by their beginnings."""
    if kind in {"单位", "时限"}:
        wanted, got = Counter(map(folded, there)), Counter(map(folded, found))
        return (wanted & got).total(), list((wanted - got).elements()), list((got - wanted).elements())
    left = [folded(one) for one in found]
    missed = []
    for one in map(folded, there):
        match = next((other for other in left if other.startswith(one)), None)
        if match is None:
            missed.append(one)
        else:
            left.remove(match)
    return len(there) - len(missed), missed, left


def measure_folder(folder: Path) -> list[Result]:
    """Measure every document of a folder that its expected.yaml names."""
    expected = yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds nothing but texts, lists and mappings
    return [measured(folder / name, what) for name, what in expected.items()]


def main(folders: list[Path], *, verbose: bool) -> None:
    """Print the figures of each folder."""
    for folder in folders:
        total = {kind: Score() for kind in KINDS}
        print(f"{folder.name}：精确率 召回率（对/读出/应有）")  # noqa: T201 - a script prints
        for result in measure_folder(folder):
            for kind in KINDS:
                total[kind].add(result.scores[kind])
            figures = "  ".join(f"{kind} {result.scores[kind]}" for kind in KINDS)
            print(f"  {result.name:28} {figures}  归位 {result.share:.1%}")  # noqa: T201 - a script prints
            for text in (f"      少 {one[:60]}" for one in result.missed if verbose):
                print(text)  # noqa: T201 - a script prints
            for text in (f"      多 {one[:60]}" for one in result.extra if verbose):
                print(text)  # noqa: T201 - a script prints
        print(f"  合计 {'  '.join(f'{kind} {total[kind]}' for kind in KINDS)}\n")  # noqa: T201 - a script prints


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if one != "-v"]
    chosen = [Path(one) for one in arguments] or sorted(HERE.glob("documents*"))
    main([one for one in chosen if (one / "expected.yaml").is_file()], verbose="-v" in sys.argv)
