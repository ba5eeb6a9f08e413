"""`check --fix`: what can be mended with certainty, shown as a diff and written under the ledger's lock."""

from __future__ import annotations

from difflib import unified_diff
from itertools import groupby
from typing import TYPE_CHECKING

from zhenggai.checks.fixes import FIXABLE, fixed
from zhenggai.checks.run import Examiner
from zhenggai.cli.render import note, visible
from zhenggai.store.ledger import LoadedPlan, load_plan, replace_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhenggai.checks.report import Report
    from zhenggai.checks.run import Setup
    from zhenggai.store.workspace import Workspace


def mend(workspace: Workspace, setup: Setup, report: Report, *, write: bool) -> bool:
    """Mend what is certain of the findings, showing every changed line on stderr; say whether anything was written.

    Raises:
        FileTrouble: a file cannot be written, or somebody changed it meanwhile.
    """
    examiner = Examiner(setup)
    files = 0
    for path, loaded, after in _mended(workspace, examiner, report):
        files += 1
        for line in _diff(path, loaded.raw, after):
            note(line)
        if write:
            replace_plan(path, loaded.raw, after)
    if not files:
        note("没有可以自动改正的问题")
    elif write:
        note(f"已改正 {files} 个文件")
    else:
        note("这是预演（--dry-run），文件没有改动")
    return bool(files) and write


def _mended(workspace: Workspace, examiner: Examiner, report: Report) -> Iterator[tuple[Path, LoadedPlan, bytes]]:
    certain = [finding for finding in report.findings if finding.rule in FIXABLE and finding.place]
    files = {str(path): path for path in report.paths}
    for file, findings in groupby(certain, key=lambda finding: finding.place.file if finding.place else ""):
        path = files.get(file)
        loaded = load_plan(path) if path else None
        if path and isinstance(loaded, LoadedPlan):
            after = fixed(loaded.raw, examiner.subject(loaded), findings, workspace.schema_for(path.resolve()))
            if after != loaded.raw:
                yield path, loaded, after


def _diff(path: Path, before: bytes, after: bytes) -> Iterator[str]:
    old, new = (raw.decode("utf-8-sig").splitlines() for raw in (before, after))
    for line in unified_diff(old, new, str(path), str(path), lineterm="", n=1):
        shown = visible(line)
        yield shown.replace(" ", "·") if line.startswith(("-", "+")) and line.rstrip() != line else shown
